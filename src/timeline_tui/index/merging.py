"""Parts made by ``building`` put together: one file of arrays in which rows are numbered in date order."""

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt

from timeline_tui.index import heavy, spans, texts, titles
from timeline_tui.index.arrays import Array, Named, Writer, firsts, narrow, pointers, ranges
from timeline_tui.index.base import Part
from timeline_tui.index.building import PART_BITS, UNDATED
from timeline_tui.index.facets import Facet, Names
from timeline_tui.index.fold import document
from timeline_tui.index.postings import PARTS, RowLists
from timeline_tui.index.taken import FLAG_BITS
from timeline_tui.model.audit import Kind
from timeline_tui.model.records import Timeline, packed, replace

BLOCK = 16
"""Rows whose values in a facet are counted together, to find those of one row."""

_KEY_BITS = np.uint64(32)
"""How a value of a facet is made one number: the key, the row."""

_AT_ONCE = 1 << 18
"""Rows of lists that are gathered together."""

DENSE = 32
"""A list that holds more than one row in so many is kept as bits, which then are shorter."""


def merge(path: Path, timeline: Timeline, parts: Sequence[Named], *, may_grow: bool = False) -> None:
    """Write the index of the events in ``parts``, to which the file's stretches were dealt in turn, as from a pack.

    ``timeline`` is all of the file but its events. What is written where it ``may_grow`` can be the first part of
    another one, as a ``grown.Grown``. A thread beside this one counts and sorts, which numpy does without Python's
    lock; what is written is in the same order each time.
    """
    stretches = [(part, place, base) for _, part, place, base in flushes(parts)]
    with Writer(path) as writer, ThreadPoolExecutor(2) as beside:
        head = replace(timeline, events=())
        writer.add_bytes("timeline", packed(head))
        order, row_of = _write_dates(writer, parts)
        ranks = beside.submit(lambda: list(titles.ranks(stretches, row_of)))
        keys = {facet: _keys(parts, facet) for facet in Facet}
        facets = [beside.submit(_facet, parts, facet, keys[facet], row_of) for facet in Facet]
        _Vocabulary(writer, parts, row_of).write(beside)
        _write_columns(writer, parts, order)
        names = Names(timeline)
        for facet, found in zip(Facet, facets, strict=True):
            listed = list(keys[facet])
            writer.add_bytes(f"{facet}/keys", json.dumps(listed).encode())
            texts.write(writer, f"{facet}/names", (document(names.spellings(facet, key)) for key in listed))
            for name, array in found.result():
                writer.add(f"{facet}/{name}", array)
        _write_relations(writer, parts, row_of)
        _write_findings(writer, parts)
        for name, rows in ranks.result():
            writer.add(name, rows)
        if may_grow:
            titles.write_keys(writer, stretches)


def flushes(parts: Sequence[Named]) -> Iterator[tuple[int, Named, str, int]]:
    """For each stretch of the file the number of its part, the part, the place in it, its first event among all."""
    base = 0
    sizes = [part["sizes"].tolist() for part in parts]
    for turn in range(max(map(len, sizes), default=0)):
        for number, part in enumerate(parts):
            if turn < len(sizes[number]):
                yield number, part, f"{turn}/", base
                base += sizes[number][turn]


def _columns(parts: Sequence[Named], name: str) -> list[Array]:
    return [part[place + name] for _, part, place, _ in flushes(parts)]


def column(parts: Sequence[Named], name: str, dtype: npt.DTypeLike) -> Array:
    """What all stretches of all parts have under a name, in the file's order."""
    return np.concatenate([np.zeros(0, dtype), *_columns(parts, name)])


def _write_dates(writer: Writer, parts: Sequence[Named]) -> tuple[Array, npt.NDArray[np.uint32]]:
    """Write when the events were; the event of each row comes back, and the row of each event."""
    renumbered, place_of = spans.merged(writer, parts)
    dated = [dates.copy() for dates in _columns(parts, "date")]
    for dates, (number, _, _, _) in zip(dated, flushes(parts), strict=True):
        known = dates != UNDATED
        dates[known] = renumbered[number][dates[known]]
        dates[~known] = len(place_of)
    date_of = np.concatenate([np.zeros(0, np.uint32), *dated])
    places = np.append(place_of, place_of.max(initial=0) + 1)
    order = np.argsort(narrow(places)[date_of], kind="stable")  # of two bytes or fewer it takes a tenth of the time
    row_of = np.empty(len(order), np.uint32)
    row_of[order] = np.arange(len(order), dtype=np.uint32)
    writer.add("row_of", row_of)
    _write_stretches(writer, date_of[order])
    return order, row_of


def _write_columns(writer: Writer, parts: Sequence[Named], order: Array) -> None:
    """Write what there is one of for each event, in order of rows."""
    for name, dtype in (("offset", np.uint64), ("length", np.uint32), ("witnesses", np.uint16)):
        writer.add(name, narrow(column(parts, name, dtype)[order]))
    flags = column(parts, "flags", np.uint16)[order]
    for flag, bit in FLAG_BITS.items():
        writer.add(f"flag/{flag}", np.packbits(flags & bit != 0, bitorder="little"))
    hashes = column(parts, "id/hash", np.uint64)[order]
    by_hash = np.argsort(hashes, kind="stable")
    writer.add("id/hash", hashes[by_hash])
    writer.add("id/row", by_hash.astype(np.uint32))
    lengths = column(parts, "id/lengths", np.int64)
    starts = pointers(lengths)
    writer.add("id/starts", narrow(starts))
    blob = writer.space("id/blob", np.uint8, int(starts[-1]))
    at = 0
    for _, part, place, _ in flushes(parts):
        piece = part[f"{place}id/blob"]
        blob[at : at + len(piece)] = piece
        at += len(piece)
    texts.write_threes(writer, "id", (part[f"{place}id/blob"] for _, part, place, _ in flushes(parts)))


def _write_stretches(writer: Writer, dates: Array) -> None:
    """Write the dates of all rows as stretches of rows that have the same."""
    starts = firsts(dates)
    writer.add("date/number", narrow(dates[starts]))
    writer.add("date/starts", np.append(starts, len(dates)).astype(np.uint32))


class _Vocabulary:
    """All runs of all parts folded: entries in order, each with the rows that have it."""

    def __init__(self, writer: Writer, parts: Sequence[Named], row_of: npt.NDArray[np.uint32]) -> None:
        self._writer, self._parts, self._row_of = writer, parts, row_of
        self._groups: list[tuple[npt.NDArray[np.int32], Named, str, int]] = []

    def write(self, beside: ThreadPoolExecutor) -> None:
        """Write ``words`` (documents), ``rows/…`` and ``dense/…``, the lists of ``RowLists``, and ``heavy/…``."""
        entry_of, blob, starts = self._write_entries()
        self._groups = list(self._grouped(entry_of))
        lists = (len(starts) - 1) * PARTS
        totals = np.zeros(lists, np.int64)
        for groups, part, place, _ in self._groups:
            kept = groups >= 0
            totals += np.bincount(groups[kept], part[f"{place}post/count"][kept], lists).astype(np.int64)
        weights = totals.reshape(-1, PARTS).sum(axis=1)
        least = heavy.EACH * len(self._row_of)
        heaviest = beside.submit(lambda: list(heavy.heaviest(blob, starts, weights, least)))
        dense = np.flatnonzero(totals * DENSE > len(self._row_of))
        bits = self._write_dense(dense)
        totals[dense] = 0
        found, rows = self._write_sparse(totals)
        listed = RowLists(found, rows, dense, bits, len(self._row_of))
        threes = heaviest.result()
        self._writer.add_bytes("heavy/threes", "".join(three for three, _ in threes).encode())
        sets = [listed.rows(entries, Part.ANY) for _, entries in threes]
        self._writer.add("heavy/bits", np.concatenate([np.zeros(0, np.uint8), *sets]))

    def _write_entries(self) -> tuple[list[Array], Array, Array]:
        """Write the entries; for each part the entry of each run comes back, then what ``texts.write`` gives."""
        documents: dict[str, int] = {}
        numbers = []
        for part in self._parts:
            folded = part.bytes("runs/documents").decode().split("\0") if part["runs/count"][0] else []
            found = [documents.setdefault(text, len(documents)) if text != " " else -1 for text in folded]
            numbers.append(np.array(found, np.int64))
        ordered = sorted(documents)
        rank = np.empty(len(ordered) + 1, np.int64)
        rank[[documents[text] for text in ordered]] = np.arange(len(ordered))
        rank[-1] = -1
        return [rank[mine] for mine in numbers], *texts.write(self._writer, "words", ordered)

    def _grouped(self, entry_of: Sequence[Array]) -> Iterator[tuple[npt.NDArray[np.int32], Named, str, int]]:
        """For each writing of each part the list that each of its groups belongs to, negative for none."""
        for number, part, place, base in flushes(self._parts):
            group = part[f"{place}post/group"].astype(np.int64)
            entry = entry_of[number][group >> PART_BITS]
            lists = np.where(entry < 0, -1, entry * PARTS + (group & ((1 << PART_BITS) - 1)))
            yield lists.astype(np.int32), part, place, base

    def _write_dense(self, dense: npt.NDArray[np.int64]) -> Array:
        size = len(self._row_of)
        pieces: dict[int, list[tuple[Array, int]]] = {number: [] for number in dense.tolist()}
        for groups, part, place, base in self._groups:
            starts = pointers(part[f"{place}post/count"])
            events = part[f"{place}post/event"]
            for group in np.flatnonzero(np.isin(groups, dense)).tolist():
                pieces[int(groups[group])].append((events[starts[group] : starts[group + 1]], base))
        self._writer.add("dense/lists", dense)
        bits = self._writer.space("dense/bits", np.uint8, len(dense) * ((size + 7) // 8)).reshape(
            len(dense), (size + 7) // 8
        )
        for at, found in enumerate(pieces.values()):
            mask = np.zeros(size, bool)
            for events, base in found:
                mask[self._row_of[events.astype(np.int64) + base]] = True
            bits[at] = np.packbits(mask, bitorder="little")
        return bits

    def _write_sparse(self, totals: npt.NDArray[np.int64]) -> tuple[Array, Array]:
        found = pointers(totals)
        self._writer.add("rows/pointers", narrow(found))
        rows = self._writer.space("rows/list", np.uint32, int(found[-1]))
        free = found[:-1].copy()
        for groups, part, place, base in self._groups:
            kept = np.flatnonzero(groups >= 0)
            kept = kept[totals[groups[kept]] > 0]
            kept = kept[np.argsort(groups[kept])]  # no group is there twice
            lists = groups[kept]
            counts = part[f"{place}post/count"][kept].astype(np.int64)
            starts = pointers(part[f"{place}post/count"])[:-1][kept]
            events = part[f"{place}post/event"]
            for some in np.split(np.arange(len(lists)), np.flatnonzero(np.diff(np.cumsum(counts) // _AT_ONCE)) + 1):
                taken = events[ranges(starts[some], counts[some])].astype(np.int64)
                rows[ranges(free[lists[some]], counts[some])] = self._row_of[taken + base]
            free[lists] += counts
        return found, rows


def _keys(parts: Sequence[Named], facet: Facet) -> dict[str, int]:
    """The keys of a facet with their numbers, as they first stand in the file."""
    numbers: dict[str, int] = {}
    keys = [json.loads(part.bytes(f"{facet}/keys")) for part in parts]
    taken = [0] * len(parts)
    for number, part, place, _ in flushes(parts):
        known = int(part[f"{place}{facet}/known"][0])
        for key in keys[number][taken[number] : known]:
            numbers.setdefault(key, len(numbers))
        taken[number] = known
    return numbers


def _facet(
    parts: Sequence[Named], facet: Facet, numbers: Mapping[str, int], row_of: npt.NDArray[np.uint32]
) -> list[tuple[str, Array]]:
    """The rows of each key of a facet, and the keys of each row: arrays with their names."""
    maps = [np.array([numbers[key] for key in json.loads(part.bytes(f"{facet}/keys"))], np.uint64) for part in parts]
    pairs = [np.zeros(0, np.uint64)]
    for number, part, place, base in flushes(parts):
        key, event = part[f"{place}{facet}/key"], part[f"{place}{facet}/event"]
        if len(key):
            pairs.append(maps[number][key.astype(np.intp)] << _KEY_BITS | row_of[event.astype(np.intp) + base])
    found = np.concatenate(pairs)
    found.sort()
    found = found[firsts(found)]
    key, rows = (found >> _KEY_BITS).astype(np.int64), (found & np.uint64(0xFFFF_FFFF)).astype(np.uint32)
    by_row = np.sort(found << _KEY_BITS | found >> _KEY_BITS)
    having = np.bincount(rows, minlength=len(row_of))
    blocks = np.append(having, np.zeros(-len(having) % BLOCK, np.int64))
    return [
        ("pointers", pointers(np.bincount(key, minlength=len(numbers)))),
        ("rows", rows),
        ("any", np.packbits(having > 0, bitorder="little")),
        ("of_row", narrow(by_row & np.uint64(0xFFFF_FFFF))),
        ("count", narrow(blocks)),
        ("before", pointers(blocks.reshape(-1, BLOCK).sum(axis=1))),
    ]


def _write_relations(writer: Writer, parts: Sequence[Named], row_of: npt.NDArray[np.uint32]) -> None:
    """Write who names whom as related: the hashes of the ids named, in order, and the rows that name them."""
    named = column(parts, "related/hash", np.uint64)
    rows = [row_of[part[f"{place}related/event"].astype(np.int64) + base] for _, part, place, base in flushes(parts)]
    naming = np.concatenate(rows) if rows else np.zeros(0, np.uint32)
    outcome = column(parts, "related/outcome", np.uint8)
    order = np.lexsort((naming, named))
    writer.add("related/named", named[order])
    writer.add("related/row", naming[order])
    writer.add("related/answered", np.unique(named[outcome != 0]))


def _write_findings(writer: Writer, parts: Sequence[Named]) -> None:
    """Write for each kind the events, by their number in the file, that have a finding, once for each they have."""
    for kind in Kind:
        events, sizes = [np.zeros(0, np.uint32)], [np.zeros(0, np.int64)]
        for _, part, place, base in flushes(parts):
            events.append(part[f"{place}finding/{kind}/event"] + np.uint32(base))
            sizes.append(part[f"{place}finding/{kind}/size"])
        event, size = np.concatenate(events), np.concatenate(sizes)
        writer.add(f"finding/{kind}/event", event)
        if size.any():
            writer.add(f"finding/{kind}/size", size)
