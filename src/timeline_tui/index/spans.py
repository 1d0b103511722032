"""The different dates of a timeline as arrays, and what can be asked of all of them at once."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from timeline_tui.index import texts
from timeline_tui.index.arrays import Array, Arrays, Writer, pointers, ranges
from timeline_tui.index.fold import document
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.dates import Date, joined
from timeline_tui.model.edtf import parse

_SMALLEST, _LARGEST = -(1 << 63), (1 << 63) - 1


class DateTable:
    """Different dates, numbered as they come."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, Date]] = {}
        self._numbers: dict[str, int] = {}
        self._dates: list[Date] = []

    def number(self, written: str) -> tuple[int, Date]:
        """The number of a date as a file has it, and the date; a file holds few different ones."""
        found = self._known.get(written)
        if found is None:
            date = parse(written)
            number = self._numbers.setdefault(str(date), len(self._dates))
            if number == len(self._dates):
                self._dates.append(date)
            found = self._known[written] = number, date
        return found

    def write(self, writer: Writer) -> None:
        """Write the dates for ``merged``."""
        _write_dates(writer, list(self._numbers), self._dates)


def _write_dates(writer: Writer, written: list[str], dates: Sequence[Date]) -> None:
    writer.add_bytes("dates/written", "\n".join(written).encode())
    writer.add("dates/key", np.array([date.sort_key for date in dates], np.int64).reshape(-1))
    writer.add("dates/hull", np.array([date.strict for date in dates], np.int64).reshape(-1))
    for name, spans in (("joined", [joined(date.spans) for date in dates]), ("fuzzy", [d.fuzzy_spans for d in dates])):
        writer.add(f"dates/{name}/pointers", pointers(np.array([len(each) for each in spans], np.int64)))
        flat = [bound for each in spans for span in each for bound in span]
        writer.add(f"dates/{name}/bounds", np.array(flat, np.int64))


def merged(writer: Writer, parts: Sequence[Arrays]) -> tuple[list[npt.NDArray[np.uint32]], npt.NDArray[np.uint32]]:
    """Write the dates of all parts in order of their sort keys.

    What comes back: for each part the new numbers of its dates, and for each new number its place in the
    order, which is the same for dates that sort alike; all uint32.
    """
    numbers: dict[str, int] = {}
    firsts: list[tuple[int, int]] = []
    maps = []
    for which, part in enumerate(parts):
        written = part.bytes("dates/written").decode().split("\n") if len(part["dates/key"]) else []
        mine = []
        for at, text in enumerate(written):
            mine.append(numbers.setdefault(text, len(numbers)))
            if mine[-1] == len(firsts):
                firsts.append((which, at))
        maps.append(np.array(mine, np.int64))
    which = np.array([one for one, _ in firsts], np.int64)
    at = np.array([one for _, one in firsts], np.int64)
    sort_keys = _picked([part["dates/key"].reshape(-1, 2) for part in parts], which, at)
    order = np.lexsort((sort_keys[:, 1], sort_keys[:, 0]))
    rank = np.empty(len(order), np.uint32)
    rank[order] = np.arange(len(order), dtype=np.uint32)
    which, at = which[order], at[order]
    written = list(numbers)
    texts.write(writer, "dates", (document([written[number]]) for number in order.tolist()))
    writer.add("dates/hull", _picked([part["dates/hull"].reshape(-1, 2) for part in parts], which, at).reshape(-1))
    ties = sort_keys[order]
    new_key = np.ones(len(order), bool)
    new_key[1:] = (ties[1:] != ties[:-1]).any(axis=1)
    for name in ("joined", "fuzzy"):
        starts = _picked([part[f"dates/{name}/pointers"][:-1] for part in parts], which, at)
        counts = _picked([np.diff(part[f"dates/{name}/pointers"]) for part in parts], which, at)
        spans = np.concatenate([part[f"dates/{name}/bounds"].reshape(-1, 2) for part in parts])
        base = pointers(np.array([len(part[f"dates/{name}/bounds"]) // 2 for part in parts]))
        writer.add(f"dates/{name}/pointers", pointers(counts))
        writer.add(f"dates/{name}/bounds", spans[ranges(starts + base[which], counts)].reshape(-1))
    return [rank[one] for one in maps], np.cumsum(new_key).astype(np.uint32)


def _picked(columns: Sequence[Array], which: Array, at: Array) -> Array:
    """For each pair of a column and a place in it the value there."""
    base = pointers(np.array([len(column) for column in columns]))
    return np.concatenate(columns)[base[which] + at]


class Dates:
    """The different dates of a timeline in order of their sort keys, numbered from 0."""

    def __init__(self, arrays: Arrays) -> None:
        self.hull = arrays["dates/hull"].reshape(-1, 2)
        self.texts = texts.Texts(arrays, "dates")
        self._joined = _Spans(arrays, "joined")
        self._fuzzy = _Spans(arrays, "fuzzy")

    def __len__(self) -> int:
        return len(self.hull)

    def could_be(self, when: Bounds) -> npt.NDArray[np.bool_]:
        """For each date whether it can lie within ``when``."""
        start, end = _clipped(when)
        overlapping = (self._fuzzy.start < end) & (start < self._fuzzy.end)
        return self._fuzzy.any(overlapping)

    def surely_is(self, when: Bounds) -> npt.NDArray[np.bool_]:
        """For each date whether it cannot lie outside ``when``."""
        start, end = _clipped(when)
        return ~self._fuzzy.any((self._fuzzy.start < start) | (self._fuzzy.end > end))

    def histogram(self, events: Array, edges: Sequence[int]) -> list[tuple[int, float]]:
        """How many events surely lie between each two successive edges, and how many are to be expected to.

        ``events``: how many have each date. ``edges``: n seconds, ascending; n - 1 pairs come back.
        """
        columns = len(edges) - 1
        if columns < 1:
            return []
        bounds = np.array([_clipped(Bounds(edge, edge))[0] for edge in edges], np.int64)
        if not events.any():
            return [(0, 0.0)] * columns
        sure = _sure(self.hull, events, bounds)
        spans = self._joined
        expected = _expected(spans.start, spans.end, (events[spans.owner], spans.whole), bounds)
        return list(zip(sure.tolist(), expected.tolist(), strict=True))


class _Spans:
    """Stretches of time, some for each date: ``start`` and ``end`` are int64, seconds, as in ``Bounds``."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        bounds = arrays[f"dates/{name}/bounds"].reshape(-1, 2)
        self.start, self.end = np.ascontiguousarray(bounds[:, 0]), np.ascontiguousarray(bounds[:, 1])
        self._first = arrays[f"dates/{name}/pointers"][:-1]
        self.owner = np.repeat(np.arange(len(self._first)), np.diff(arrays[f"dates/{name}/pointers"]))

    @cached_property
    def whole(self) -> npt.NDArray[np.float64]:
        """For each stretch the seconds of all stretches of its date."""
        sizes = self.end.astype(np.float64) - self.start
        return np.add.reduceat(sizes, self._first)[self.owner] if len(sizes) else sizes

    def any(self, holds: Array) -> npt.NDArray[np.bool_]:
        """For each date whether ``holds`` does for any of its stretches; every date has one at least."""
        return np.logical_or.reduceat(holds, self._first) if len(self._first) else np.zeros(0, bool)


def _clipped(when: Bounds) -> tuple[int, int]:
    """Bounds that fit in 64 bits; no date reaches as far."""
    return max(when.start, _SMALLEST), min(when.end, _LARGEST)


def _sure(hull: Array, events: Array, edges: Array) -> Array:
    """For each column the events whose dates lie wholly in it: int64."""
    columns = len(edges) - 1
    column = np.searchsorted(edges, hull[:, 0], "right") - 1
    inside = np.flatnonzero((column >= 0) & (column < columns))
    inside = inside[hull[inside, 1] <= edges[column[inside] + 1]]
    return np.bincount(column[inside], events[inside], columns).astype(np.int64)


def _expected(start: Array, end: Array, counted: tuple[Array, Array], edges: Array) -> Array:
    """For each column the share of all stretches that lies in it: float64.

    ``counted``: for each stretch how many events have it, and the seconds of all stretches of its date.
    Only the columns at the ends of a stretch are counted one by one, those between by where it covers them.
    """
    columns = len(edges) - 1
    first = np.maximum(np.searchsorted(edges, start, "right") - 1, 0)
    last = np.minimum(np.searchsorted(edges, end, "left"), columns) - 1
    drawn = np.flatnonzero((last >= first) & (counted[0] > 0))
    first, last, start, end = first[drawn], last[drawn], start[drawn], end[drawn]
    weight, whole = counted[0][drawn], counted[1][drawn]
    shared = np.minimum(end, edges[first + 1]) - np.maximum(start, edges[first])
    found = np.bincount(first, weight * shared / whole, columns)
    broad = np.flatnonzero(last > first)
    first, last, weight, whole = first[broad], last[broad], weight[broad], whole[broad]
    found += np.bincount(last, weight * (np.minimum(end[broad], edges[last + 1]) - edges[last]) / whole, columns)
    opened, closed = np.bincount(first + 1, minlength=columns + 1), np.bincount(last, minlength=columns + 1)
    density = np.bincount(first + 1, weight / whole, columns + 1) - np.bincount(last, weight / whole, columns + 1)
    covered = np.cumsum(opened - closed)[:columns] > 0
    return found + np.where(covered, np.cumsum(density)[:columns] * np.diff(edges), 0)
