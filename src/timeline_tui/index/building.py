"""Records turned into arrays: one part of an index, made of the stretches of a file that were dealt to it.

A part holds, for every stretch of some ten thousand events, what ``merging`` needs of them; so no more than that many
are in memory at a time. Several parts can be made at once, by processes that are dealt stretches in turn.
"""

import json
import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate, chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Writer, ranges
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import document
from timeline_tui.index.runs import Hasher, Hashes, Numbering, found, lowered
from timeline_tui.index.spans import DateTable
from timeline_tui.index.taken import Evidence, LightEvent, date_flags, keys, relations, texts
from timeline_tui.index.texts import encoded
from timeline_tui.index.titles import TitleKeys
from timeline_tui.model.audit import Kind
from timeline_tui.model.records import Event, Source

EVENT_BITS = 17
PART_BITS = 2
"""How a posting is made one number: the run, the part of the event, the event in its stretch."""

KEY_BITS = 32
"""How a value of a facet is made one number: the event in its stretch, the key."""

UNDATED = 0xFFFF_FFFF
"""The number of the date that an undated event has."""

_CHUNK = 512
_END = "\0"
_TEXTS = 3
_MOST_WITNESSES = 0xFFFF


def id_hash(name: str) -> int:
    """The 64 bits by which the event of an id is found; what is found must be compared with the id."""
    return int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), "little")


class _Numbers(dict[str, int]):
    """Numbers for strings in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


class _Column:
    """The values that the events of a stretch have in a facet."""

    def __init__(self) -> None:
        self.numbers = _Numbers()
        self._counts, self._keys = array("I"), array("I")

    def add(self, keys: Sequence[Sequence[str]]) -> None:
        """Take the keys of some more events."""
        self._counts.extend(map(len, keys))
        self._keys.extend(map(self.numbers.__getitem__, chain.from_iterable(keys)))

    def write(self, writer: Writer, name: str) -> None:
        """Write a pair of event and key for each value, and how many keys there are so far; begin anew."""
        counts = np.array(self._counts, np.uint32)
        events = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
        writer.add(f"{name}/pairs", events << np.uint64(KEY_BITS) | np.array(self._keys, np.uint64))
        writer.add(f"{name}/known", np.array([len(self.numbers)]))
        del self._counts[:], self._keys[:]


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
        self._flags_of_dates: list[int] = []
        self._columns = {facet: _Column() for facet in Facet}
        self._sizes: list[int] = []
        self._begin()

    def _begin(self) -> None:
        """Nothing has been gathered since the last stretch."""
        self._size = 0
        self._offsets, self._lengths, self._dated = array("Q"), array("I"), array("I")
        self._witnesses, self._flags = array("H"), array("H")
        self._ids: list[str] = []
        self._related: list[tuple[int, int, bool]] = []
        self._findings: dict[Kind, list[tuple[int, int]]] = {kind: [] for kind in Kind}
        self._titles = TitleKeys()

    def add(self, offsets: Sequence[int], lengths: Sequence[int], events: Sequence[LightEvent]) -> None:
        """Take some more events: where the bytes of each start in the file, how many they are, and what they say."""
        first = self._size
        self._size += len(events)
        self._offsets.extend(offsets)
        self._lengths.extend(lengths)
        dates = self._dates.numbers
        self._dated.extend([dates[event.date] if event.date else UNDATED for event in events])
        self._ids += [event.id for event in events]
        self._titles.add(first, [event.title for event in events])
        self._words.add(events)
        for facet, listed in keys(events):
            self._columns[facet].add(listed)
        for number, event in enumerate(events, first):
            if event.related:
                self._related += [(id_hash(to), number, kind == "outcome-of") for to, kind in relations(event)]
            witnesses, flags, findings = self._evidence.of(event)
            self._witnesses.append(min(witnesses, _MOST_WITNESSES))
            self._flags.append(flags)
            for kind, size in findings:
                self._findings[kind].append((number, size))

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
        for name, column in (
            ("offset", self._offsets),
            ("length", self._lengths),
            ("witnesses", self._witnesses),
        ):
            add(place + name, np.array(column, column.typecode))
        add(place + "date", dated)
        add(place + "flags", np.array(self._flags, np.uint16) | self._date_flags(dated))
        blob, lengths = _id_documents(self._ids)
        self._writer.add_bytes(place + "id/blob", blob)
        add(place + "id/lengths", lengths)
        add(place + "id/hash", np.array([id_hash(name) for name in self._ids], np.uint64))
        for facet, values in self._columns.items():
            values.write(self._writer, f"{place}{facet}")
        add(place + "related/hash", np.array([one for one, _, _ in self._related], np.uint64))
        add(place + "related/event", np.array([one for _, one, _ in self._related], np.uint32))
        add(place + "related/outcome", np.array([one for _, _, one in self._related], np.uint8))
        for kind, gathered in self._findings.items():
            add(f"{place}finding/{kind}/event", np.array([number for number, _ in gathered], np.uint32))
            add(f"{place}finding/{kind}/size", np.array([size for _, size in gathered], np.int64))
        self._titles.write(self._writer, place)
        self._sizes.append(self._size)
        self._begin()

    def _date_flags(self, dated: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint16]:
        """The flags that events have by their dates, of which the numbers are given."""
        known, dates = self._flags_of_dates, self._dates.dates
        known.extend([date_flags(date) for date in dates[len(known) :]])
        return np.array([*known, date_flags(None)], np.uint16)[np.minimum(dated, len(known))]

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


def _document(run: bytes) -> str:
    """The document of a run: a run of ASCII is folded, and mostly it is spelled only one way."""
    text = run.decode()
    return " " + text if text.isalnum() and text.isascii() and not _TWO_SPELLINGS.search(text) else document([text])


class _Words:
    """The runs of many events' texts, numbered, each with the events that have it."""

    def __init__(self) -> None:
        self._hasher, self._numbering = Hasher(), Numbering()
        self._documents, self._document_of = _Numbers(), array("I")
        self._pieces: list[str] = []
        self._events = 0
        self._taken = 0
        self._postings: list[Hashes] = []

    def add(self, events: Sequence[LightEvent]) -> None:
        """Take the texts of some more events."""
        pieces = self._pieces
        for event in events:
            for part in texts(event):
                pieces += part
                pieces.append(_END)
        self._events += len(events)
        if self._events >= _CHUNK:
            self._number()

    def _number(self) -> None:
        joined = "\n".join(self._pieces)
        if joined.count(_END) != _TEXTS * self._events:
            joined = "\n".join(piece if piece == _END else piece.replace(_END, " ") for piece in self._pieces)
        buffer = lowered(joined)
        starts, lengths = found(buffer)
        numbers, new = self._numbering.numbers(self._hasher.hashes(buffer, starts, lengths))
        self._fold(buffer[ranges(starts[new], lengths[new])].tobytes(), lengths[new].tolist())
        ends = np.searchsorted(starts, np.flatnonzero(buffer == 0))
        events = np.arange(self._taken, self._taken + self._events, dtype=np.uint64)
        where = np.arange(_TEXTS, dtype=np.uint64) << np.uint64(EVENT_BITS) | events[:, None]
        posting = np.frombuffer(self._document_of, np.uintc)[numbers].astype(np.uint64) << np.uint64(
            PART_BITS + EVENT_BITS
        )
        posting |= np.repeat(where.reshape(-1), np.diff(ends, prepend=0))
        self._postings.append(posting)
        self._taken += self._events
        self._pieces, self._events = [], 0

    def _fold(self, runs: bytes, lengths: Sequence[int]) -> None:
        """Take some new runs, laid end to end: those that are folded to the same have one number from here on."""
        ends = list(accumulate(lengths))
        folded = (_document(runs[start:end]) for start, end in zip(chain((0,), ends), ends, strict=False))
        self._document_of.extend(map(self._documents.__getitem__, folded))

    def write(self, writer: Writer, place: str) -> None:
        """Write the postings of the events gathered, and begin anew."""
        if self._events:
            self._number()
        postings = np.concatenate([np.zeros(0, np.uint64), *self._postings])
        self._postings, self._taken = [], 0
        postings.sort()
        kept = np.ones(len(postings), bool)
        np.not_equal(postings[1:], postings[:-1], out=kept[1:])
        postings = postings[kept]
        groups = postings >> np.uint64(EVENT_BITS)
        at = np.flatnonzero(np.diff(groups, prepend=np.uint64(1 << 63)))
        writer.add(place + "post/group", groups[at])
        writer.add(place + "post/count", np.diff(at, append=len(groups)))
        events = postings & np.uint64((1 << EVENT_BITS) - 1)
        writer.add(place + "post/event", events.astype(np.uint32))

    def write_runs(self, writer: Writer) -> None:
        """Write what the runs are folded to, by number: documents, a zero between two."""
        writer.add_bytes("runs/documents", _END.join(self._documents).encode())
        writer.add("runs/count", np.array([len(self._documents)]))
