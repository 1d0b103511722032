"""The different dates of a timeline as arrays, and what can be asked of all of them at once."""

from array import array
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from timeline_tui.index import texts
from timeline_tui.index.arrays import Array, Arrays, Named, Writer, firsts, pointers, ranges
from timeline_tui.index.bits import Bits, counted_between, filled
from timeline_tui.index.fold import document
from timeline_tui.index.taken import date_flags
from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds
from timeline_tui.model.calendar import DAY
from timeline_tui.model.dates import Date, joined
from timeline_tui.model.edtf import parse, plain_bounds

_DRAWINGS_KEPT = 4
_ADDED = 1 << 14
"""Stretches whose events are added to their dates at a time."""

_JANUARY = 10
"""The month of a year that begins in March, counted from 0, in which a year of the calendar begins."""
_SMALLEST, _LARGEST = -(1 << 63), (1 << 63) - 1


class DateTable:
    """Different dates, numbered as they come: ``numbers`` has the number of each as a file has it.

    ``flags`` has the flags that each date gives to events (``taken.date_flags``). Plain days and seconds, as most dates
    are, are kept as bounds, and never made a ``Date``.
    """

    def __init__(self) -> None:
        self.numbers = _DateNumbers(self._number)
        self.flags = array("H")
        self._written: dict[str, int] = {}
        self._bounds = array("q")
        self._others: dict[int, Date] = {}

    def _number(self, written: str) -> int:
        bounds = plain_bounds(written)
        date = None if bounds else parse(written)
        number = self._written.setdefault(written if date is None else str(date), len(self.flags))
        if number == len(self.flags):
            self._bounds.extend(bounds or (0, 0))
            self.flags.append(0 if date is None else date_flags(date))
            if date is not None:
                self._others[number] = date
        return number

    def write(self, writer: Writer) -> None:
        """Write the dates for ``merged``."""
        hulls = np.array(self._bounds, np.int64).reshape(-1, 2)
        keys, others = hulls.copy(), np.array(list(self._others), np.int64)
        for number, date in self._others.items():
            keys[number], hulls[number] = date.sort_key, date.strict
        writer.add_bytes("dates/written", "\n".join(self._written).encode())
        writer.add("dates/key", keys.reshape(-1))
        writer.add("dates/hull", hulls.reshape(-1))
        of_others = {
            "joined": [joined(date.spans) for date in self._others.values()],
            "fuzzy": [date.fuzzy_spans for date in self._others.values()],
        }
        for name, spans in of_others.items():
            counts = np.ones(len(hulls), np.int64)
            counts[others] = [len(each) for each in spans]
            found = pointers(counts)
            bounds = np.empty((found[-1], 2), np.int64)
            bounds[found[:-1]] = hulls
            several = np.array([span for each in spans for span in each], np.int64)
            bounds[ranges(found[others], counts[others])] = several.reshape(-1, 2)
            writer.add(f"dates/{name}/pointers", found)
            writer.add(f"dates/{name}/bounds", bounds.reshape(-1))


class _DateNumbers(dict[str, int]):
    """The number of each date, found out when it is first asked for; a file holds few different ones."""

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, written: str) -> int:
        found = self[written] = self._number(written)
        return found


def merged(writer: Writer, parts: Sequence[Named]) -> tuple[list[npt.NDArray[np.uint32]], npt.NDArray[np.uint32]]:
    """Write the dates of all parts in order of their sort keys; those that sort alike, as they are written.

    What comes back: for each part the new numbers of its dates, and for each new number its place in the
    order, which is the same for dates that sort alike; all uint32.
    """
    numbers: dict[str, int] = {}
    firsts: list[tuple[int, int]] = []
    maps = []
    for number, part in enumerate(parts):
        written = part.bytes("dates/written").decode().split("\n") if len(part["dates/key"]) else []
        mine = []
        for place, text in enumerate(written):
            mine.append(numbers.setdefault(text, len(numbers)))
            if mine[-1] == len(firsts):
                firsts.append((number, place))
        maps.append(np.array(mine, np.int64))
    which = np.array([one for one, _ in firsts], np.int64)
    at = np.array([one for _, one in firsts], np.int64)
    sort_keys = _picked([part["dates/key"].reshape(-1, 2) for part in parts], which, at)
    written = list(numbers)
    spelled = np.empty(len(written), np.int64)
    spelled[sorted(range(len(written)), key=written.__getitem__)] = np.arange(len(written))
    order = np.lexsort((spelled, sort_keys[:, 1], sort_keys[:, 0]))
    rank = np.empty(len(order), np.uint32)
    rank[order] = np.arange(len(order), dtype=np.uint32)
    which, at = which[order], at[order]
    texts.write(writer, "dates", (document([written[number]]) for number in order.tolist()))
    writer.add_bytes("dates/written", "\n".join([written[number] for number in order.tolist()]).encode())
    writer.add("dates/key", sort_keys[order].reshape(-1))
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
        self._stretches, self._dated = arrays["date/starts"], arrays["date/number"]
        self._drawing = lru_cache(_DRAWINGS_KEPT)(self._drawn_between)

    def __len__(self) -> int:
        return len(self.hull)

    def rows_of(self, dates: npt.NDArray[np.bool_]) -> Bits:
        """The rows that have any of some dates, given as one truth for each; undated ones have none."""
        holds = np.append(dates, np.False_)[self._dated]
        return filled(self._stretches[np.flatnonzero(np.diff(holds, prepend=False))], int(self._stretches[-1]))

    def events(self, bits: Bits, few: npt.NDArray[np.int64] | None) -> npt.NDArray[np.signedinteger]:
        """How many of some rows have each date; ``few`` are the same rows, ascending, where there are few of them."""
        if few is None:
            stretches = counted_between(bits, self._stretches)
            counted = np.zeros(len(self) + 1, np.int64)
            for start in range(0, len(stretches), _ADDED):
                some = slice(start, start + _ADDED)  # few at a time and in eight bytes: many times quicker
                np.add.at(counted, self._dated[some].astype(np.intp), stretches[some].astype(np.int64))
        else:
            stretch = np.searchsorted(self._stretches, few.astype(self._stretches.dtype), "right") - 1
            counted = np.bincount(self._dated[stretch], minlength=len(self) + 1)
        return counted[:-1]

    def could_be(self, when: Bounds) -> npt.NDArray[np.bool_]:
        """For each date whether it can lie within ``when``."""
        start, end = _clipped(when)
        overlapping = (self._fuzzy.start < end) & (start < self._fuzzy.end)
        return self._fuzzy.any(overlapping)

    def surely_is(self, when: Bounds) -> npt.NDArray[np.bool_]:
        """For each date whether it cannot lie outside ``when``."""
        start, end = _clipped(when)
        return ~self._fuzzy.any((self._fuzzy.start < start) | (self._fuzzy.end > end))

    @cached_property
    def extent(self) -> Bounds | None:
        """From the first start to the last end that any date has."""
        starts = self.hull[self.hull[:, 0] > OPEN_START, 0]
        ends = self.hull[self.hull[:, 1] < OPEN_END, 1]
        return Bounds(int(starts.min()), int(ends.max())) if len(starts) and len(ends) else None

    def first_from(self, moment: int) -> int | None:
        """The first row whose date begins at ``moment`` (seconds) or later."""
        begins = np.append((self.hull[:, 0] >= moment) & (self.hull[:, 0] < OPEN_END), np.False_)[self._dated]
        at = int(np.argmax(begins)) if begins.any() else None
        return None if at is None else int(self._stretches[at])

    def years(self, events: Array) -> list[tuple[int, int]]:
        """The years in which dates surely lie, each with how many of ``events``, the number that has each date."""
        closed = (self.hull[:, 0] > OPEN_START) & (self.hull[:, 1] < OPEN_END) & (events > 0)
        first, last = _years(self.hull[closed, 0] // DAY), _years((self.hull[closed, 1] - 1) // DAY)
        inside = first == last
        found, place = np.unique(first[inside], return_inverse=True)
        counts = np.bincount(place, events[closed][inside], len(found)).astype(np.int64)
        return list(zip(found.tolist(), counts.tolist(), strict=True))

    def histogram(self, events: Array, edges: Sequence[int]) -> list[tuple[int, float]]:
        """How many events surely lie between each two successive edges, and how many are to be expected to.

        ``events``: how many have each date. ``edges``: n seconds, ascending; n - 1 pairs come back.
        """
        if len(edges) <= 1 or not events.any():
            return [(0, 0.0)] * (len(edges) - 1)
        sure, expected = self._drawing(tuple(edges)).drawn(events)
        return list(zip(sure.tolist(), expected.tolist(), strict=True))

    def _drawn_between(self, edges: tuple[int, ...]) -> "_Drawing":
        return _Drawing(self.hull, self._joined, np.array([_clipped(Bounds(e, e))[0] for e in edges], np.int64))


def _years(days: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The years of days since 1970, as ``model.calendar.civil`` finds them."""
    era, of_era = np.divmod(days + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    return np.asarray(era * 400 + year + ((5 * of_year + 2) // 153 >= _JANUARY), np.int64)


class _Spans:
    """Stretches of time, some for each date: ``start`` and ``end`` are int64, seconds, as in ``Bounds``."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        bounds = arrays[f"dates/{name}/bounds"].reshape(-1, 2)
        self.start, self.end = bounds[:, 0], bounds[:, 1]
        self._pointers = arrays[f"dates/{name}/pointers"]
        self._first = self._pointers[:-1]

    @cached_property
    def owner(self) -> npt.NDArray[np.uint32]:
        """For each stretch the date that it belongs to."""
        return np.repeat(np.arange(len(self._first), dtype=np.uint32), np.diff(self._pointers))

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


class _Drawing:
    """Where every date lies between some edges; made once for each window of the axis.

    Only the columns at the ends of a stretch are counted one by one, those between by where it covers them.
    """

    def __init__(self, hull: Array, spans: _Spans, edges: Array) -> None:
        self._columns, self._widths = len(edges) - 1, np.diff(edges)
        column = np.searchsorted(edges, hull[:, 0], "right") - 1
        inside = np.flatnonzero((column >= 0) & (column < self._columns))
        sure = inside[hull[inside, 1] <= edges[column[inside] + 1]]
        self._sure, self._sure_sums = _sorted(sure.astype(np.uint32), column[sure], self._columns)
        first = np.maximum(np.searchsorted(edges, spans.start, "right") - 1, 0)
        last = np.minimum(np.searchsorted(edges, spans.end, "left"), self._columns) - 1
        drawn = np.flatnonzero(last >= first)
        drawn, self._sums = _sorted(drawn, first[drawn], self._columns)
        self._owner, of_first = spans.owner[drawn], first[drawn]
        whole, starts, ends = spans.whole[drawn], spans.start[drawn], spans.end[drawn]
        shared = np.minimum(ends, edges[of_first + 1]) - np.maximum(starts, edges[of_first])
        self._share = shared / whole
        broad = np.flatnonzero(last[drawn] > of_first)
        self._broad_owner, self._after, self._last = self._owner[broad], of_first[broad] + 1, last[drawn][broad]
        self._density = 1 / whole[broad]
        self._last_share = (np.minimum(ends[broad], edges[self._last + 1]) - edges[self._last]) / whole[broad]

    def drawn(self, events: Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """For each column the events that surely lie in it, and the sum of all their shares."""
        columns = self._columns
        sure = self._sure_sums(np.take(events, self._sure))
        expected = self._sums(np.take(events, self._owner) * self._share)
        broad = events[self._broad_owner]
        expected += np.bincount(self._last, broad * self._last_share, columns)
        covering = _running(self._after, self._last, broad, columns)
        density = _running(self._after, self._last, broad * self._density, columns)
        return sure, expected + np.where(covering > 0, density * self._widths, 0)


def _sorted(items: Array, column: Array, columns: int) -> tuple[Array, Callable[[Array], Array]]:
    """Items in order of their columns, and what makes of a number for each, in that order, the sum of each column."""
    order = np.argsort(column, kind="stable")
    column = column[order]
    starts = firsts(column)
    at = column[starts]

    def sums(values: Array) -> Array:
        summed = np.zeros(columns, values.dtype)
        if len(at):
            summed[at] = np.add.reduceat(values, starts)
        return summed

    return items[order], sums


def _running(opened: Array, closed: Array, weights: Array, columns: int) -> Array:
    """For each column the sum of the weights of all that open in it or before and close after it."""
    steps = np.bincount(opened, weights, columns + 1) - np.bincount(closed, weights, columns + 1)
    return np.cumsum(steps)[:columns]
