"""The stretch of time the axis shows, and the units by which one moves along it."""

from dataclasses import dataclass

from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import DAY, Civil, add_months, civil, start_of
from timeline_tui.model.edtf import LAST_YEAR

YEAR = 365 * DAY
"""About a year, for choosing a unit."""

_SHORTEST = 14 * DAY
_LAST = LAST_YEAR * YEAR
_LONGEST = 2 * _LAST
_MOST_UNITS = 48


@dataclass(frozen=True)
class Unit:
    """A step on the axis: so many years, months or days."""

    years: int = 0
    months: int = 0
    days: int = 0

    @property
    def about(self) -> int:
        """Its length in seconds, roughly."""
        return self.years * YEAR + self.months * 30 * DAY + self.days * DAY

    def floor(self, moment: int) -> int:
        """The start of the unit that ``moment`` (seconds) lies in."""
        day = civil(moment // DAY)
        if self.years:
            return start_of(day.year // self.years * self.years)
        if self.months:
            return start_of(day.year, (day.month - 1) // self.months * self.months + 1)
        return moment // DAY * DAY

    def step(self, moment: int, by: int) -> int:
        """The start of the unit ``by`` units after the one that starts at ``moment``."""
        if self.days:
            return moment + by * self.days * DAY
        months = by * (self.years * 12 + self.months)
        return start_of(*add_months(civil(moment // DAY), months))

    def name(self, moment: int) -> str:
        """The EDTF date that covers the unit in which ``moment`` lies, or a range ``a..b`` for several years."""
        start = self.floor(moment)
        day = civil(start // DAY)
        if self.years > 1:
            return f"{_year(day)}..{_year(civil(self.step(start, 1) // DAY - 1))}"
        if self.years:
            return _year(day)
        if self.months:
            return f"{_year(day)}-{day.month:02}"
        return f"{_year(day)}-{day.month:02}-{day.day:02}"


UNITS: tuple[Unit, ...] = (
    Unit(days=1),
    Unit(months=1),
    *(Unit(years=years) for years in (10**exponent for exponent in range(11))),
)
"""All units, shortest first."""


def unit_of(window: Bounds) -> Unit:
    """The shortest unit of which no more than some fifty fit into ``window``."""
    length = window.end - window.start
    return next((unit for unit in UNITS if length <= unit.about * _MOST_UNITS), UNITS[-1])


def zoomed(window: Bounds, by: int, around: int) -> Bounds:
    """``window`` half as long for each step ``by`` > 0, twice for each < 0, ``around`` staying in place."""
    for _ in range(abs(by)):
        length = window.end - window.start
        new = max(min(_SHORTEST, length), length // 2) if by > 0 else min(_LONGEST, length * 2)
        before = (around - window.start) * new // length if length else new // 2
        window = _within_time(Bounds(around - before, around - before + new))
    return window


def moved(window: Bounds, by: int) -> Bounds:
    """``window`` moved by quarters of its length."""
    shift = (window.end - window.start) // 4 * by
    return _within_time(Bounds(window.start + shift, window.end + shift))


def holding(window: Bounds, moment: int) -> Bounds:
    """``window``, moved just so far that ``moment`` lies in it."""
    if moment < window.start:
        return _within_time(Bounds(moment, moment + window.end - window.start))
    if moment >= window.end:
        return _within_time(Bounds(moment + 1 - (window.end - window.start), moment + 1))
    return window


def _within_time(window: Bounds) -> Bounds:
    """``window``, moved back to where years can still be written."""
    length = min(window.end - window.start, _LONGEST)
    start = min(max(window.start, -_LAST), _LAST - length)
    return Bounds(start, start + length)


def _year(day: Civil) -> str:
    digits = f"{'-' if day.year < 0 else ''}{abs(day.year):04}"
    return digits if abs(day.year) < 10_000 else f"Y{digits}"  # noqa: PLR2004  # EDTF 2019, level 1
