"""What the evidence of a big timeline leaves to be desired, counted at once and told when it is looked at."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Array, Arrays
from timeline_tui.index.base import Flag
from timeline_tui.index.facets import Facet
from timeline_tui.index.spans import Dates
from timeline_tui.index.tallies import FacetRows
from timeline_tui.model.audit import Finding, Kind, is_gap, of_event, of_records
from timeline_tui.model.bounds import OPEN_END, OPEN_START
from timeline_tui.model.records import Event, Source, Timeline

_TOLD_BY_EVENT = (
    Kind.DISPUTED,
    Kind.IMPOSSIBLE,
    Kind.UNCITED,
    Kind.NO_LOCATOR,
    Kind.SINGLE_SOURCE,
    Kind.INFERRED,
)


class Findings(Sequence[Finding]):
    """All findings in the order of ``model.audit.audit``; one about an event is made by reading the event.

    ``timeline`` is all but the events, ``event`` gives the one at a row.
    """

    def __init__(self, arrays: Arrays, timeline: Timeline, event: Callable[[int], Event], dates: Dates) -> None:
        self._arrays, self._timeline, self._event, self._dates = arrays, timeline, event, dates
        self._row_of = arrays["row_of"]
        self._sources: dict[str, Source] = {source.id: source for source in timeline.sources}

    @cached_property
    def counts(self) -> dict[Kind, int]:
        """How many findings there are of each kind, in the order of kinds."""
        found = dict.fromkeys(Kind, 0)
        for kind in _TOLD_BY_EVENT:
            found[kind] = len(self._arrays[f"finding/{kind}/event"])
        found[Kind.NO_OUTCOME] = len(self._unanswered)
        for finding in self._made:
            found[finding.kind] += 1
        return found

    def of(self, kind: Kind) -> Iterator[Finding]:
        """The findings of one kind."""
        start = sum(count for other, count in self.counts.items() if list(Kind).index(other) < list(Kind).index(kind))
        return (self[at] for at in range(start, start + self.counts[kind]))

    def __len__(self) -> int:
        return sum(self.counts.values())

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> list[Finding]: ...
    def __getitem__(self, at: int | slice) -> Finding | list[Finding]:
        if isinstance(at, slice):
            return [self[position] for position in range(*at.indices(len(self)))]
        left = at + len(self) if at < 0 else at
        if left >= 0:
            for kind, count in self.counts.items():
                if left < count:
                    return self._finding(kind, left)
                left -= count
        raise IndexError(at)

    def _finding(self, kind: Kind, number: int) -> Finding:
        if kind in _TOLD_BY_EVENT:
            events = self._arrays[f"finding/{kind}/event"]
            if f"finding/{kind}/size" in self._arrays:
                number = int(self._by_size[number])
            ordinal = number - int(np.searchsorted(events, events[number]))
            event = self._event(int(self._row_of[events[number]]))
            return [found for found in of_event(event, self._sources) if found.kind is kind][ordinal]
        if kind is Kind.NO_OUTCOME:
            event = self._event(int(self._row_of[self._unanswered[number]]))
            return Finding(kind, "events", event.id)
        return [found for found in self._made if found.kind is kind][number]

    @cached_property
    def _by_size(self) -> npt.NDArray[np.int64]:
        """The findings that have sizes, disputes, the largest first."""
        return np.argsort(-self._arrays[f"finding/{Kind.DISPUTED}/size"], kind="stable")

    @cached_property
    def _unanswered(self) -> npt.NDArray[np.int64]:
        """The planned events, by their number in the file, of which no other one is the outcome."""
        size = len(self._row_of)
        planned = np.unpackbits(self._arrays[f"flag/{Flag.PLANNED}"], count=size, bitorder="little")
        rows, hashes = self._arrays["id/row"], self._arrays["id/hash"]
        mine = np.flatnonzero(planned[rows])
        open_rows = np.zeros(size, bool)
        open_rows[rows[mine[~np.isin(hashes[mine], self._arrays["related/answered"])]]] = True
        return np.flatnonzero(open_rows[self._row_of])

    @cached_property
    def _made(self) -> tuple[Finding, ...]:
        """The findings that are about the timeline as a whole."""
        cited = FacetRows(self._arrays, Facet.SOURCE).keys
        present = FacetRows(self._arrays, Facet.PERSON).keys
        gaps = sorted(self._gaps(), key=lambda found: -found.size)
        return (*gaps, *of_records(self._timeline, cited, present))

    def _gaps(self) -> Iterator[Finding]:
        """Stretches without any event, as ``model.audit`` finds them; only the events beside them are read."""
        hull = self._dates.hull
        closed = np.append((hull[:, 0] > OPEN_START) & (hull[:, 1] < OPEN_END), False)
        dated = np.repeat(self._arrays["date/number"], np.diff(self._arrays["date/starts"]))
        rows = np.flatnonzero(closed[dated])
        start, end = hull[dated[rows], 0], hull[dated[rows], 1]
        reached = np.maximum.accumulate(end)
        distance = start[1:] - reached[:-1]
        apart = np.flatnonzero(distance > 0)
        usual = _median(distance[apart])
        for at in apart.tolist():
            if is_gap(int(distance[at]), usual):
                before = rows[: at + 1][end[: at + 1] == reached[at]]
                last = int(np.searchsorted(start, start[at + 1], "right"))
                after = rows[at + 1 : last][end[at + 1 : last] == end[at + 1]]
                names = max(self._names(before)), min(self._names(after))
                yield Finding(Kind.GAP, "events", *names, int(distance[at]))

    def _names(self, rows: Array) -> list[str]:
        return [self._event(row).id for row in rows.tolist()]


def _median(numbers: Array) -> float:
    """The middle number, or the mean of the two in the middle; 0 of none."""
    if not len(numbers):
        return 0
    low, high = (len(numbers) - 1) // 2, len(numbers) // 2
    parted = np.partition(numbers, (low, high))
    return int(parted[low]) if low == high else (int(parted[low]) + int(parted[high])) / 2
