"""The stretch of time in which something can lie."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

OPEN_START = -(1 << 62)
"""The start of a stretch that has none; fits in a signed 64-bit integer."""

OPEN_END = 1 << 62
"""The end of a stretch that has none; fits in a signed 64-bit integer."""


class Bounds(NamedTuple):
    """A stretch of time in seconds since 1970-01-01: ``start`` inclusive, ``end`` exclusive."""

    start: int
    end: int

    def overlaps(self, other: "Bounds") -> bool:
        """Whether some second lies in both."""
        return self.start < other.end and other.start < self.end

    def within(self, other: "Bounds") -> bool:
        """Whether every second of this lies in ``other``."""
        return other.start <= self.start and self.end <= other.end

    @property
    def has_start(self) -> bool:
        """Whether a start is known."""
        return self.start > OPEN_START

    @property
    def has_end(self) -> bool:
        """Whether an end is known."""
        return self.end < OPEN_END


def touched(span: Bounds, edges: Sequence[int]) -> range:
    """The numbers of the stretches between successive ``edges`` (seconds, ascending) that ``span`` touches."""
    first = max(bisect_right(edges, span.start) - 1, 0)
    return range(first, min(bisect_left(edges, span.end), len(edges) - 1))


def hull(spans: tuple[Bounds, ...]) -> Bounds:
    """The shortest stretch that holds all of one or more ``spans``."""
    return Bounds(min(span.start for span in spans), max(span.end for span in spans))
