"""The stretch of time the axis shows, and the units by which one moves along it."""

from msgspec import Struct

from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds
from timeline_tui.model.calendar import DAY, Civil, add_months, civil, start_of
from timeline_tui.model.edtf import LAST_YEAR

YEAR = 365 * DAY
"""About a year, for choosing a unit."""

_HOUR = DAY // 24
_SHORTEST = 6 * _HOUR
_LAST = LAST_YEAR * YEAR
_LONGEST = 2 * _LAST
EARLIEST, LATEST = OPEN_START, OPEN_END
"""Where time ends on both sides."""
_MOST_UNITS = 48


class Unit(Struct, frozen=True):
    """A step on the axis: so many years, months, days or hours."""

    years: int = 0
    months: int = 0
    days: int = 0
    hours: int = 0

    @property
    def about(self) -> int:
        """Its length in seconds, roughly."""
        return self.years * YEAR + self.months * 30 * DAY + self.days * DAY + self.hours * _HOUR

    def floor(self, moment: int) -> int:
        """The start of the unit that ``moment`` (seconds) lies in."""
        if self.hours:
            length = self.hours * _HOUR
            return moment // length * length
        day = civil(moment // DAY)
        if self.years:
            return start_of(day.year // self.years * self.years)
        if self.months:
            return start_of(day.year, (day.month - 1) // self.months * self.months + 1)
        return moment // DAY * DAY

    def step(self, moment: int, by: int) -> int:
        """The start of the unit ``by`` units after the one that starts at ``moment``."""
        if self.days or self.hours:
            return moment + by * self.about
        months = by * (self.years * 12 + self.months)
        return start_of(*add_months(civil(moment // DAY), months))

    def name(self, moment: int) -> str:
        """The EDTF date that covers the unit in which ``moment`` lies, or a range ``a..b`` where none does."""
        start = self.floor(moment)
        day = civil(start // DAY)
        if self.hours:
            return f"{_second(start)}..{_second(self.step(start, 1) - 1)}"
        if self.years > 1:
            return f"{_year(day)}..{_year(civil(self.step(start, 1) // DAY - 1))}"
        if self.years:
            return _year(day)
        if self.months:
            return f"{_year(day)}-{day.month:02}"
        return _day(start)


UNITS: tuple[Unit, ...] = (
    Unit(hours=1),
    Unit(days=1),
    Unit(months=1),
    *(Unit(years=years) for years in (10**exponent for exponent in range(11))),
)
"""All units, shortest first."""


def unit_of(window: Bounds) -> Unit:
    """The shortest unit of which no more than some fifty fit into ``window``."""
    length = window.end - window.start
    return next((unit for unit in UNITS if length <= unit.about * _MOST_UNITS), UNITS[-1])


def unit_within(length: int) -> Unit:
    """The longest unit that is no longer than ``length`` seconds; an hour at least."""
    return next((unit for unit in reversed(UNITS) if unit.about <= length), UNITS[0])


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


def showing(window: Bounds, moment: int) -> Bounds:
    """``window``, moved so that ``moment`` lies in its middle where it did not lie in it at all."""
    if window.start <= moment < window.end:
        return window
    half = (window.end - window.start) // 2
    return _within_time(Bounds(moment - half, moment - half + window.end - window.start))


def _within_time(window: Bounds) -> Bounds:
    """``window``, moved back to where years can still be written."""
    length = min(window.end - window.start, _LONGEST)
    start = min(max(window.start, -_LAST), _LAST - length)
    return Bounds(start, start + length)


def written(window: Bounds) -> str:
    """A window as a range of a query: days, seconds where it does not begin and end with one, years far away."""
    first, last = window.start, window.end - 1
    years = [_year(civil(moment // DAY)) for moment in (first, last)]
    if any(year.startswith("Y") for year in years):
        return "..".join(years)
    name = _second if window.start % DAY or window.end % DAY else _day
    return f"{name(first)}..{name(last)}"


def _day(moment: int) -> str:
    day = civil(moment // DAY)
    return f"{_year(day)}-{day.month:02}-{day.day:02}"


def _second(moment: int) -> str:
    minutes, second = divmod(moment % DAY, 60)
    hour, minute = divmod(minutes, 60)
    return f"{_day(moment)}T{hour:02}:{minute:02}:{second:02}"


def _year(day: Civil) -> str:
    digits = f"{'-' if day.year < 0 else ''}{abs(day.year):04}"
    return digits if abs(day.year) < 10_000 else f"Y{digits}"  # noqa: PLR2004  # EDTF 2019, level 1
