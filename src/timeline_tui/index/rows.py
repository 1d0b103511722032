"""Sets of events as bits of an integer: bit ``i`` is the event at row ``i``, rows being in date order."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

Rows: TypeAlias = int
"""A set of rows. ``&`` and ``|`` are intersection and union; ``bit_count`` counts."""


def of(numbers: Iterable[int]) -> Rows:
    """The set of some row numbers."""
    rows = 0
    for number in numbers:
        rows |= 1 << number
    return rows


@lru_cache(maxsize=8)
def everything(size: int) -> Rows:
    """The set of the first ``size`` rows."""
    return (1 << size) - 1


def listed(rows: Rows) -> list[int]:
    """The row numbers of a set, in order."""
    return [number for number, bit in enumerate(reversed(f"{rows:b}")) if bit == "1"]
