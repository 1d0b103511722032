"""Records turned into arrays: one part of an index, made from one slice of a file's events.

A part holds, for every some ten thousand events, what ``merging`` needs of them; so no more than that many
are in memory at a time. Several parts can be made at once, by processes of their own.
"""

import json
import re
from array import array
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import accumulate, chain
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy as np

from timeline_tui.index.arrays import Writer, ranges
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import document
from timeline_tui.index.runs import Hasher, Hashes, Numbering, found, lowered
from timeline_tui.index.spans import DateTable
from timeline_tui.index.taken import Evidence, Raw, keys, relations, texts
from timeline_tui.index.texts import encoded
from timeline_tui.index.titles import TitleKeys
from timeline_tui.model.audit import Kind
from timeline_tui.model.records import Source

FLUSH = 1 << 15
"""Events after which a part writes what it has gathered."""

EVENT_BITS = 17
PART_BITS = 2
"""How a posting is made one number: the run, the part of the event, the event since the last writing."""

KEY_BITS = 32
"""How a value of a facet is made one number: the event, the key."""

UNDATED = 0xFFFF_FFFF
"""The number of the date that an undated event has."""

_CHUNK = 4096
_END = "\0"
_TEXTS = 3
_MOST_WITNESSES = 0xFFFF


class Item(NamedTuple):
    """An event of the file: where its bytes start, how many they are, and the object decoded from them."""

    offset: int
    length: int
    raw: Raw


def id_hash(name: str) -> int:
    """The 64 bits by which the event of an id is found; what is found must be compared with the id."""
    return int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), "little")


class Builder:
    """Takes the events of one slice of a file, in the file's order, and writes them as a part.

    Python's garbage collector should rest meanwhile: nothing here is circular.
    """

    def __init__(self, path: Path, sources: Mapping[str, Source]) -> None:
        self._writer = Writer(path)
        self._evidence = Evidence(sources)
        self._words = _Words()
        self._dates = DateTable()
        self._keys: dict[Facet, tuple[dict[str, int], array[int]]] = {facet: ({}, array("Q")) for facet in Facet}
        self._size = self._flushed = self._flushes = 0
        self._begin()

    def _begin(self) -> None:
        """Nothing has been gathered since the last writing."""
        self._offsets, self._lengths, self._dated = array("Q"), array("Q"), array("I")
        self._witnesses, self._flags = array("H"), array("H")
        self._ids: list[str] = []
        self._related: list[tuple[int, int, bool]] = []
        self._findings: dict[Kind, list[tuple[int, int]]] = {kind: [] for kind in Kind}
        self._titles = TitleKeys()

    def add(self, items: Iterable[Item]) -> None:
        """Take some more events."""
        for item in items:
            self._take(item)
            if self._size - self._flushed == FLUSH:
                self._flush()

    def _take(self, item: Item) -> None:
        offset, length, raw = item
        number, date = self._size, None
        dated, written = UNDATED, raw.get("date")
        if written is not None:
            dated, date = self._dates.number(written)
        self._offsets.append(offset)
        self._lengths.append(length)
        self._dated.append(dated)
        self._ids.append(raw["id"])
        self._titles.add(number, raw["title"])
        self._words.add(texts(raw))
        base = number << KEY_BITS
        for facet, found_keys in keys(raw):
            known, pairs = self._keys[facet]
            for key in found_keys:
                pairs.append(base | known.setdefault(key, len(known)))
        if "related" in raw:
            self._related += [(id_hash(to), number, kind == "outcome-of") for to, kind in relations(raw)]
        witnesses, flags, findings = self._evidence.of(raw, date)
        self._witnesses.append(min(witnesses, _MOST_WITNESSES))
        self._flags.append(flags)
        for kind, size in findings:
            self._findings[kind].append((number, size))
        self._size += 1

    def _flush(self) -> None:
        if self._size == self._flushed:
            return
        place = f"{self._flushes}/"
        add = self._writer.add
        self._words.write(self._writer, place, self._flushed)
        for name, column in (
            ("offset", self._offsets),
            ("length", self._lengths),
            ("date", self._dated),
            ("witnesses", self._witnesses),
            ("flags", self._flags),
        ):
            add(place + name, np.array(column, column.typecode))
        blob, starts = encoded(_id_document(name) for name in self._ids)
        self._writer.add_bytes(place + "id/blob", blob)
        add(place + "id/lengths", np.diff(np.array(starts, np.int64)))
        add(place + "id/hash", np.array([id_hash(name) for name in self._ids], np.uint64))
        for facet, (_, pairs) in self._keys.items():
            add(f"{place}{facet}/pairs", np.array(pairs, np.uint64))
            del pairs[:]
        add(place + "related/hash", np.array([one for one, _, _ in self._related], np.uint64))
        add(place + "related/event", np.array([one for _, one, _ in self._related], np.uint32))
        add(place + "related/outcome", np.array([one for _, _, one in self._related], np.uint8))
        for kind, gathered in self._findings.items():
            add(f"{place}finding/{kind}/event", np.array([number for number, _ in gathered], np.uint32))
            add(f"{place}finding/{kind}/size", np.array([size for _, size in gathered], np.int64))
        self._titles.write(self._writer, place)
        self._flushes += 1
        self._flushed = self._size
        self._begin()

    def finish(self) -> None:
        """Write what is left; the part can be merged then, and nothing can be added any more."""
        self._flush()
        self._words.write_runs(self._writer)
        self._dates.write(self._writer)
        for facet, (known, _) in self._keys.items():
            self._writer.add_bytes(f"{facet}/keys", json.dumps(list(known)).encode())
        self._writer.add("size", np.array([self._size, self._flushes], np.int64))
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.finish()
        else:
            self._writer.__exit__(kind, error, at)


_PLAIN_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TWO_SPELLINGS = re.compile("[aou]e")


def _id_document(name: str) -> str:
    """``document([name])``, made quickly for the ids that a file should have."""
    plain = _PLAIN_ID.fullmatch(name) and not _TWO_SPELLINGS.search(name)
    return " " + name.replace("-", " ") if plain else document([name])


class _Words:
    """The runs of many events' texts, numbered, each with the events that have it."""

    def __init__(self) -> None:
        self._hasher, self._numbering = Hasher(), Numbering()
        self._runs, self._lengths = bytearray(), array("I")
        self._pieces: list[str] = []
        self._events = 0
        self._taken = 0
        self._postings: list[Hashes] = []

    def add(self, parts: tuple[list[str], list[str], list[str]]) -> None:
        """Take the texts of one more event's parts."""
        for part in parts:
            self._pieces += part
            self._pieces.append(_END)
        self._events += 1
        if self._events == _CHUNK:
            self._number()

    def _number(self) -> None:
        joined = "\n".join(self._pieces)
        if joined.count(_END) != _TEXTS * self._events:
            joined = "\n".join(piece if piece == _END else piece.replace(_END, " ") for piece in self._pieces)
        buffer = lowered(joined)
        starts, lengths = found(buffer)
        numbers, new = self._numbering.numbers(self._hasher.hashes(buffer, starts, lengths))
        self._runs += buffer[ranges(starts[new], lengths[new])].tobytes()
        self._lengths.extend(lengths[new].tolist())
        part = np.searchsorted(np.flatnonzero(buffer == 0), starts)
        event, part = np.divmod(part, _TEXTS)
        posting = (numbers << PART_BITS | part) << EVENT_BITS | (self._taken + event)
        self._postings.append(posting.astype(np.uint64))
        self._taken += self._events
        self._pieces, self._events = [], 0

    def write(self, writer: Writer, place: str, first: int) -> None:
        """Write the postings of the events gathered, the first of which has the number ``first``."""
        if self._events:
            self._number()
        postings = np.concatenate(self._postings)
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
        writer.add(place + "post/event", events.astype(np.uint32) + np.uint32(first))

    def write_runs(self, writer: Writer) -> None:
        """Write what every run is folded to, by number: documents, a zero between two."""
        runs = bytes(self._runs)
        ends = list(accumulate(self._lengths))
        folded = (document([runs[start:end].decode()]) for start, end in zip(chain((0,), ends), ends, strict=False))
        writer.add_bytes("runs/documents", _END.join(folded).encode())
        writer.add("runs/count", np.array([len(ends)]))
