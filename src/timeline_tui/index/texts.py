"""Many documents in one blob, and which of them hold a piece of text."""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Arrays, Writer, firsts
from timeline_tui.index.runs import Buffer, Numbers
from timeline_tui.index.shared import by_two

_EVERYWHERE = 4
"""Bytes of what is looked for that are compared with the whole blob."""

_THREES = 16
_AT_ONCE = 1 << 20
"""Bytes of a blob that are looked at together."""


class Texts:
    """Documents as ``index.fold.document`` makes them, numbered from 0, in a file of arrays.

    Every line of a document ends with a space, so that ``" x "`` finds a whole word.
    """

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._blob = arrays[f"{name}/blob"]
        self._starts = arrays[f"{name}/starts"]
        self._threes = arrays[f"{name}/threes"]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        """The document of a number, with a space at the end of each line."""
        return bytes(self._blob[self._starts[number] : self._starts[number + 1] - 1]).decode()

    @property
    def lengths(self) -> Numbers:
        """How many bytes each document has, with what ends it."""
        return np.diff(self._starts).astype(np.int64)

    def holding(self, text: str) -> Numbers:
        """The documents in which ``text`` occurs: int64, ascending, each once."""
        return self.holding_bytes(text.encode("utf-8", "replace"))

    def holding_bytes(self, wanted: bytes) -> Numbers:
        """The documents in whose UTF-8 some bytes occur: int64, ascending, each once."""
        if not wanted or b"\0" in wanted:
            return np.arange(len(self) if not wanted else 0)
        pieces = _threes(np.frombuffer(wanted, np.uint8))
        if not (self._threes[pieces >> 3] >> (pieces & 7) & 1).all():
            return np.arange(0)
        found: dict[int, Numbers] = {}
        last = len(self._blob) - len(wanted) + 1
        starts = range(0, last, _AT_ONCE)
        by_two(lambda some: found.update(self._found(wanted, some, last)), starts)
        numbers = np.concatenate([np.zeros(0, np.int64), *(found[start] for start in starts if start in found)])
        return numbers[firsts(numbers)]

    def _found(self, wanted: bytes, starts: Iterable[int], last: int) -> Iterator[tuple[int, Numbers]]:
        """The documents with some bytes, some twice, by the piece of the blob that holds them.

        A piece begins at each of ``starts``, ends before ``last``, and is as much as a processor keeps at hand. The
        first few bytes are compared everywhere, the others only where those are.
        """
        blob = self._blob
        most = min(_AT_ONCE, max(last, 0))
        here, both = np.empty(most, bool), np.empty(most, bool)
        for start in starts:
            end = min(start + _AT_ONCE, last)
            size = end - start
            np.equal(blob[start:end], wanted[0], out=both[:size])
            for offset in range(1, min(_EVERYWHERE, len(wanted))):
                np.equal(blob[start + offset : end + offset], wanted[offset], out=here[:size])
                np.logical_and(both[:size], here[:size], out=both[:size])
            places = np.flatnonzero(both[:size]) + start
            for offset in range(_EVERYWHERE, len(wanted)):
                places = places[blob[places + offset] == wanted[offset]]
            if len(places):
                yield start, np.searchsorted(self._starts, places.astype(self._starts.dtype), "right") - 1


def encoded(documents: Iterable[str]) -> tuple[bytes, Numbers]:
    """Documents as one blob, and where each starts in it, with the end of the last: int64."""
    listed = list(documents)
    blob = " \0".join((*listed, "")).replace("\n", " \n").encode("utf-8", "replace")
    ends = np.flatnonzero(np.frombuffer(blob, np.uint8) == 0) + 1
    if len(ends) != len(listed):
        raise ValueError("a document holds a zero byte")
    return blob, np.append(0, ends)


def write(writer: Writer, name: str, documents: Iterable[str]) -> tuple[Buffer, Numbers]:
    """Write documents under a name from which ``Texts`` can be read; what comes back is what ``encoded`` makes."""
    blob, starts = encoded(documents)
    writer.add_bytes(f"{name}/blob", blob)
    writer.add(f"{name}/starts", starts.astype(np.uint32 if len(blob) < 1 << 32 else np.int64))
    buffer = np.frombuffer(blob, np.uint8)
    write_threes(writer, name, [buffer])
    return buffer, starts


def write_threes(writer: Writer, name: str, blobs: Iterable[Buffer]) -> None:
    """Write which three bytes follow each other anywhere in the blob of ``name``, here given in pieces.

    It tells at once that most words which are not there are not.
    """
    known = np.zeros(1 << _THREES, bool)
    before = np.zeros(0, np.uint8)
    for blob in blobs:
        for start in range(0, len(blob), _AT_ONCE):
            piece = np.append(before, blob[start : start + _AT_ONCE])
            known[_threes(piece)] = True
            before = piece[-2:]
    writer.add(f"{name}/threes", np.packbits(known, bitorder="little"))


def _threes(blob: Buffer) -> npt.NDArray[np.uint16]:
    """A number of 16 bits for each three bytes of a blob that follow each other; different ones may share it."""
    first, second, third = blob[:-2].astype(np.uint16), blob[1:-1].astype(np.uint16), blob[2:].astype(np.uint16)
    mixed: npt.NDArray[np.uint16] = first * np.uint16(1_021) ^ second * np.uint16(31_013) ^ third * np.uint16(257)
    return mixed
