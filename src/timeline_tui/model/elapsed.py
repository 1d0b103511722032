"""How much time lies between two dates, as far as they leave it known."""

from typing import NamedTuple

from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import DAY, MONTHS_PER_YEAR, add_months, civil, day_number


class Span(NamedTuple):
    """Whole years, months and days, none negative."""

    years: int
    months: int
    days: int


class Elapsed(NamedTuple):
    """The least and the most time from one date to another: days, below zero where the other is earlier."""

    least: int
    most: int


def elapsed(since: Bounds, until: Bounds) -> Elapsed | None:
    """The days from some moment of ``since`` to some moment of ``until``; None where either is open.

    Two days count from midnight to midnight: from one day to the next is one day.
    """
    if not (since.has_start and since.has_end and until.has_start and until.has_end):
        return None
    first, last = since.start // DAY, (since.end - 1) // DAY
    return Elapsed(until.start // DAY - last, (until.end - 1) // DAY - first)


def in_calendar(start: int, end: int) -> Span:
    """The years, months and days from one day to a later one (days since 1970, ``start`` ≤ ``end``)."""
    begun = civil(start)
    months = (civil(end).year - begun.year) * MONTHS_PER_YEAR + civil(end).month - begun.month
    if day_number(*add_months(begun, months)) > end:
        months -= 1
    return Span(*divmod(months, MONTHS_PER_YEAR), end - day_number(*add_months(begun, months)))
