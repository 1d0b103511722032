"""Records turned into arrays: one part of an index, made of the stretches of a file that were dealt to it.

A part holds, for every stretch of some ten thousand events, what ``merging`` needs of them; so no more than that many
are in memory at a time. Several parts can be made at once, by processes that are dealt stretches in turn.
"""

import json
import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Writer, firsts, narrow, ranges
from timeline_tui.index.base import Part
from timeline_tui.index.columns import Column, Columns, Owners
from timeline_tui.index.evidence import Evidence, Findings
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import document, documents
from timeline_tui.index.runs import Buffer, Hasher, Hashes, Numbering, Numbers, found, lowered
from timeline_tui.index.spans import DateTable
from timeline_tui.index.taken import LightEvent, date_flags
from timeline_tui.index.texts import encoded
from timeline_tui.index.titles import TitleKeys
from timeline_tui.model.audit import Kind
from timeline_tui.model.records import Event, Source

EVENT_BITS = 17
PART_BITS = 2
"""How a posting is made one number: the run, the part of the event, the event in its stretch."""

UNDATED = 0xFFFF_FFFF
"""The number of the date that an undated event has."""

_CHUNK = 512
_END = "\0"

_NUMBERS = {Part.TITLE: 0, Part.CLAIM: 1, Part.ANY: 2}
"""How the part of an event in which a word stands is made a number."""


def id_hash(name: str) -> int:
    """The 64 bits by which the event of an id is found; what is found must be compared with the id."""
    return int.from_bytes(_digest(name), "little")


def _digest(name: str) -> bytes:
    return blake2b(name.encode("utf-8", "replace"), digest_size=8).digest()


class _Numbers(dict[str, int]):
    """Numbers for strings in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


class _Facet:
    """The values that the events of a stretch have in a facet."""

    def __init__(self) -> None:
        self.numbers = _Numbers()
        self._keys, self._events = array("I"), list[Owners]()

    def add(self, first: int, keys: Column) -> None:
        """Take the keys of some more events, of which the first has the number ``first`` in its stretch."""
        self._keys += array("I", list(map(self.numbers.__getitem__, keys.values)))  # quicker than an array of numpy's
        self._events.append(keys.owners + np.uint32(first))

    def write(self, writer: Writer, name: str) -> None:
        """Write an event and a key for each value, and how many keys there are so far; begin anew."""
        writer.add(f"{name}/event", narrow(np.concatenate([np.zeros(0, np.uint32), *self._events])))
        writer.add(f"{name}/key", narrow(np.array(self._keys, np.uint32)))
        writer.add(f"{name}/known", np.array([len(self.numbers)]))
        self._keys, self._events = array("I"), []


class Builder:
    """Takes the events of some stretches of a file, in the file's order, and writes them as a part.

    A stretch is ended by ``flush``; it has no more than 2¹⁷ events. ``sources`` are all of the file, ``made`` makes a
    record of the model of a light event, and is called for few. Python's garbage collector should rest meanwhile:
    nothing here is circular.
    """

    def __init__(self, path: Path, sources: Mapping[str, Source], made: Callable[[Any], Event]) -> None:
        self._writer = Writer(path)
        self._evidence = Evidence(sources, made)
        self._words = _Words()
        self._dates = DateTable()
        self._columns = {facet: _Facet() for facet in Facet}
        self._sizes: list[int] = []
        self._begin()

    def _begin(self) -> None:
        """Nothing has been gathered since the last stretch."""
        self._size = 0
        self._offsets, self._lengths, self._dated = array("Q"), array("I"), array("I")
        self._witnesses: list[npt.NDArray[np.uint16]] = []
        self._flags: list[npt.NDArray[np.uint16]] = []
        self._ids: list[str] = []
        self._related: list[tuple[int, int, bool]] = []
        self._findings: dict[Kind, list[Findings]] = {kind: [np.zeros((0, 2), np.int64)] for kind in Kind}
        self._titles = TitleKeys()

    def add(self, offsets: Sequence[int], lengths: Sequence[int], events: Sequence[LightEvent]) -> None:
        """Take some more events: where the bytes of each start in the file, how many they are, and what they say."""
        first = self._size
        self._size += len(events)
        self._offsets += array("Q", offsets)
        self._lengths += array("I", lengths)
        dates = self._dates.numbers
        self._dated += array("I", [dates[event.date] if event.date else UNDATED for event in events])
        self._ids += [event.id for event in events]
        self._titles.add(first, [event.title for event in events])
        columns = Columns(events)
        self._words.add(columns)
        for facet, keys in columns.facets():
            self._columns[facet].add(first, keys)
        self._related += [(id_hash(to), first + at, kind == "outcome-of") for at, to, kind in columns.relations()]
        found = self._evidence.of(columns)
        self._witnesses.append(found.witnesses)
        self._flags.append(found.flags)
        for kind, findings in found.findings.items():
            self._findings[kind].append(findings + np.array((first, 0)))

    @property
    def originals(self) -> set[str]:
        """The sources of which any citation so far was said to be an excerpt."""
        return self._evidence.originals

    def flush(self) -> None:
        """End a stretch, which may hold nothing.

        Raises:
            ValueError: where it holds too many events.
        """
        if self._size > 1 << EVENT_BITS:
            raise ValueError("too long a stretch")
        place = f"{len(self._sizes)}/"
        add = self._writer.add
        self._words.write(self._writer, place)
        dated = np.array(self._dated, np.uint32)
        for name, column in (("offset", self._offsets), ("length", self._lengths)):
            add(place + name, np.array(column, column.typecode))
        add(place + "date", dated)
        none = np.zeros(0, np.uint16)
        add(place + "witnesses", np.concatenate([none, *self._witnesses]))
        by_date = np.append(np.array(self._dates.flags, np.uint16), np.uint16(date_flags(None)))
        add(place + "flags", np.concatenate([none, *self._flags]) | by_date[np.minimum(dated, len(by_date) - 1)])
        blob, lengths = _id_documents(self._ids)
        self._writer.add_bytes(place + "id/blob", blob)
        add(place + "id/lengths", lengths)
        add(place + "id/hash", np.frombuffer(b"".join(map(_digest, self._ids)), "<u8").astype(np.uint64))
        for facet, values in self._columns.items():
            values.write(self._writer, f"{place}{facet}")
        add(place + "related/hash", np.array([one for one, _, _ in self._related], np.uint64))
        add(place + "related/event", np.array([one for _, one, _ in self._related], np.uint32))
        add(place + "related/outcome", np.array([one for _, _, one in self._related], np.uint8))
        for kind, gathered in self._findings.items():
            findings = np.concatenate(gathered)
            add(f"{place}finding/{kind}/event", findings[:, 0].astype(np.uint32))
            add(f"{place}finding/{kind}/size", findings[:, 1])
        self._titles.write(self._writer, place)
        self._sizes.append(self._size)
        self._begin()

    def finish(self) -> None:
        """Write what belongs to all stretches; the part can be merged then, and nothing can be added any more."""
        self._words.write_runs(self._writer)
        self._dates.write(self._writer)
        for facet, column in self._columns.items():
            self._writer.add_bytes(f"{facet}/keys", json.dumps(list(column.numbers)).encode())
        self._writer.add("sizes", np.array(self._sizes, np.int64))
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.finish()
        else:
            self._writer.__exit__(kind, error, at)


_PLAIN_IDS = re.compile(r"[a-z0-9]+(?:[-\n][a-z0-9]+)*")
_TWO_SPELLINGS = re.compile("[aou]e")


def _id_documents(names: Sequence[str]) -> tuple[bytes, npt.NDArray[np.uint32]]:
    """The documents of ids as ``texts.encoded`` has them, and how many bytes each is; quickly where all are ASCII."""
    joined = "\n".join(names)
    if _PLAIN_IDS.fullmatch(joined) and not _TWO_SPELLINGS.search(joined):
        blob = " " + joined.replace("-", " ").replace("\n", " \0 ") + " \0"
        return blob.encode(), np.array([len(name) + 3 for name in names], np.uint32)
    written, starts = encoded(document([name]) for name in names)
    return written, np.diff(starts).astype(np.uint32)


class _Words:
    """The runs of many events' texts, numbered, each with the events that have it."""

    def __init__(self) -> None:
        self._hasher, self._numbering = Hasher(), Numbering()
        self._documents, self._document_of = _Numbers(), array("I")
        self._pieces: list[str] = []
        self._places: list[npt.NDArray[np.uint32]] = []
        self._waiting = self._taken = 0
        self._postings: list[Hashes] = []

    def add(self, columns: Columns) -> None:
        """Take the texts of some more events."""
        for part, (owners, pieces) in columns.texts():
            self._pieces += pieces
            self._places.append((owners + np.uint32(self._taken)) | np.uint32(_NUMBERS[part] << EVENT_BITS))
        self._taken += len(columns)
        self._waiting += len(columns)
        if self._waiting >= _CHUNK:
            self._number()

    def _number(self) -> None:
        buffer = lowered(_END.join(self._pieces))
        ends = np.flatnonzero(buffer == 0)
        if len(ends) != len(self._pieces) - 1:
            buffer = lowered(_END.join(piece.replace(_END, " ") for piece in self._pieces))
            ends = np.flatnonzero(buffer == 0)
        starts, lengths = found(buffer)
        numbers, new = self._numbering.numbers(self._hasher.hashes(buffer, starts, lengths))
        self._fold(buffer, starts[new], lengths[new])
        posting = np.frombuffer(self._document_of, np.uintc)[numbers].astype(np.uint64)
        posting <<= np.uint64(PART_BITS + EVENT_BITS)
        runs = np.diff(np.searchsorted(starts, ends), prepend=0, append=len(starts))
        posting |= np.repeat(np.concatenate(self._places), runs)
        self._postings.append(posting)
        self._pieces, self._places, self._waiting = [], [], 0

    def _fold(self, buffer: Buffer, starts: Numbers, lengths: Numbers) -> None:
        """Take some new runs of a buffer: those that are folded to the same have one number from here on."""
        runs = buffer[ranges(starts, lengths + 1)]
        runs[np.cumsum(lengths + 1) - 1] = ord("\n")
        folded = documents(runs.tobytes().decode().split("\n")[:-1])
        self._document_of.extend(array("I", list(map(self._documents.__getitem__, folded))))

    def write(self, writer: Writer, place: str) -> None:
        """Write the postings of the events gathered, and begin anew."""
        if self._pieces:
            self._number()
        postings = np.concatenate([np.zeros(0, np.uint64), *self._postings])
        self._postings, self._taken = [], 0
        postings.sort()
        postings = postings[firsts(postings)]
        groups = (postings >> np.uint64(EVENT_BITS)).astype(np.uint32)
        at = firsts(groups)
        writer.add(place + "post/group", narrow(groups[at]))
        writer.add(place + "post/count", narrow(np.diff(at, append=len(groups))))
        events = postings.astype(np.uint32) & np.uint32((1 << EVENT_BITS) - 1)
        writer.add(place + "post/event", narrow(events))

    def write_runs(self, writer: Writer) -> None:
        """Write what the runs are folded to, by number: documents, a zero between two."""
        writer.add_bytes("runs/documents", _END.join(self._documents).encode())
        writer.add("runs/count", np.array([len(self._documents)]))
