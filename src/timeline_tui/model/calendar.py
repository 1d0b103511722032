"""The proleptic Gregorian calendar for any year, counted in seconds since 1970-01-01T00:00:00."""

from typing import NamedTuple

DAY = 86_400
"""Seconds in a day; EDTF has no leap seconds."""

MONTHS_PER_YEAR = 12
_FEBRUARY = 2
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Civil(NamedTuple):
    """A calendar day; ``year`` counts astronomically (0 is 1 BCE)."""

    year: int
    month: int
    day: int


def is_leap(year: int) -> bool:
    """Whether ``year`` has a 29 February in the proleptic Gregorian calendar (ISO 8601-1, 4.2.1)."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Days in ``month`` (1 to 12) of ``year``."""
    return 29 if month == _FEBRUARY and is_leap(year) else _LENGTHS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to this day, negative before it.

    Years are counted from March in eras of 400 years, so that the leap day is the last of its year
    (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
    """
    shifted = year - (month <= _FEBRUARY)
    era, year_of_era = divmod(shifted, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468


def civil(number: int) -> Civil:
    """The calendar day of a day number: the inverse of ``day_number``."""
    era, day_of_era = divmod(number + 719_468, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    month = (shifted_month + 2) % 12 + 1
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    return Civil(era * 400 + year_of_era + (month <= _FEBRUARY), month, day)


def start_of(year: int, month: int = 1, day: int = 1) -> int:
    """The first second of a year, month or day."""
    return day_number(year, month, day) * DAY


def add_months(day: Civil, months: int) -> Civil:
    """The same day so many months later, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS_PER_YEAR)
    year = day.year + years
    return Civil(year, month + 1, min(day.day, month_length(year, month + 1)))
