"""Dates as people know them: the Extended Date/Time Format (ISO 8601-2), with strict and fuzzy bounds.

The grammar is that of the Library of Congress specification of 4 February 2019, level 0 whole, and
of levels 1 and 2 the qualifiers ``? ~ %`` of a whole date, unspecified trailing digits ``X``, open
and unknown ends of intervals, and one-of sets::

    edtf      = interval | set | date
    interval  = end "/" end                 end    = date | ".." | ""      (not both empty)
    set       = "[" member {"," member} "]" member = date | date ".." [date] | ".." date
    date      = year ["-" month ["-" day ["T" time]]] [qualifier]
    qualifier = "?" | "~" | "%"
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from timeline_tui.model import limits
from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds, hull
from timeline_tui.model.calendar import DAY, Civil, add_months, month_length, start_of


class DateError(ValueError):
    """A string that is no date: ``column`` (from 1) is where, the message says what to write."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


class Precision(IntEnum):
    """How exactly a date is known, coarsest first."""

    MILLENNIUM = 0
    CENTURY = 1
    DECADE = 2
    YEAR = 3
    MONTH = 4
    DAY = 5
    SECOND = 6


_PADDING_MONTHS = {
    Precision.MILLENNIUM: 12_000,
    Precision.CENTURY: 1_200,
    Precision.DECADE: 120,
    Precision.YEAR: 12,
    Precision.MONTH: 1,
}


class Date:
    """A date of any shape; every shape answers the same questions."""

    __slots__ = ()

    @property
    def spans(self) -> tuple[Bounds, ...]:
        """Where the date lies, taken at its word: one stretch, or one for each member of a set."""
        raise NotImplementedError

    @property
    def fuzzy_spans(self) -> tuple[Bounds, ...]:
        """Where the date could lie when ``?`` and ``~`` are given room."""
        raise NotImplementedError

    @property
    def uncertain(self) -> bool:
        """Whether the source is doubted (``?`` or ``%``)."""
        raise NotImplementedError

    @property
    def approximate(self) -> bool:
        """Whether it is an estimate (``~`` or ``%``)."""
        raise NotImplementedError

    @property
    def strict(self) -> Bounds:
        """The bounds of all ``spans`` together; what sorts."""
        return hull(self.spans)

    @property
    def fuzzy(self) -> Bounds:
        """The bounds of all ``fuzzy_spans`` together; what filters."""
        return hull(self.fuzzy_spans)

    @property
    def sort_key(self) -> tuple[int, int]:
        """Earliest possible second, then latest; "before X" sorts where it must be over."""
        start, end = self.strict
        return (start if start > OPEN_START else end - 1, end)

    def could_be(self, when: Bounds) -> bool:
        """Whether it can have happened within ``when``."""
        return any(span.overlaps(when) for span in self.fuzzy_spans)

    def surely_is(self, when: Bounds) -> bool:
        """Whether it cannot have happened outside ``when``."""
        return self.fuzzy.within(when)

    def agrees(self, other: "Date") -> bool:
        """Whether both can be true: some second lies in a span of each."""
        return any(mine.overlaps(theirs) for mine in self.spans for theirs in other.spans)


@dataclass(frozen=True)
class SimpleDate(Date):
    """A year, month, day or second, some of its last digits unspecified, as a whole qualified or not.

    ``year`` is four digits with an optional minus, or with trailing ``X``; ``month`` and ``day`` are
    two digits or ``XX``; ``time`` is the written ``hh:mm:ss`` with its zone.
    """

    year: str
    month: str | None = None
    day: str | None = None
    time: str | None = None
    qualifier: str = ""

    def __str__(self) -> str:
        text = "-".join(part for part in (self.year, self.month, self.day) if part is not None)
        return f"{text}T{self.time}{self.qualifier}" if self.time else text + self.qualifier

    @property
    def uncertain(self) -> bool:
        """Whether the source is doubted."""
        return self.qualifier in {"?", "%"}

    @property
    def approximate(self) -> bool:
        """Whether it is an estimate."""
        return self.qualifier in {"~", "%"}

    @property
    def precision(self) -> Precision:
        """The smallest part that is known; ``2022-11-XX`` is known to the month."""
        if self.time:
            return Precision.SECOND
        if self.day and "X" not in self.day:
            return Precision.DAY
        if self.month and "X" not in self.month:
            return Precision.MONTH
        return Precision(Precision.YEAR - self.year.count("X"))

    @cached_property
    def _ends(self) -> tuple[Civil, Civil]:
        """The first and the last day on which it can lie."""
        low_digits, high_digits = self.year.replace("X", "0"), self.year.replace("X", "9")
        low_year, high_year = sorted((int(low_digits), int(high_digits)))
        low_month, high_month = _ends_of(self.month, 12)
        low_day, high_day = _ends_of(self.day, month_length(high_year, high_month))
        return Civil(low_year, low_month, low_day), Civil(high_year, high_month, high_day)

    @cached_property
    def spans(self) -> tuple[Bounds, ...]:
        """One stretch: the whole second, day, month, year or longer."""
        first, last = self._ends
        start = start_of(*first)
        if self.time:
            moment = start + _seconds(self.time)
            return (Bounds(moment, moment + 1),)
        return (Bounds(start, start_of(*last) + DAY),)

    @cached_property
    def fuzzy_spans(self) -> tuple[Bounds, ...]:
        """Wider by one precision on each side for ``?`` or ``~``, by two for ``%``.

        The padding is python-edtf's (its README, "Fuzzy" bounds), whose author calls it arbitrary.
        """
        if not self.qualifier:
            return self.spans
        steps = 2 if self.qualifier == "%" else 1
        (start, end) = self.spans[0]
        if self.precision >= Precision.DAY:
            return (Bounds(start - steps * DAY, end + steps * DAY),)
        months = steps * _PADDING_MONTHS[self.precision]
        first, last = self._ends
        return (Bounds(start_of(*add_months(first, -months)), _end_of_month(add_months(last, months))),)


@dataclass(frozen=True)
class Interval(Date):
    """Something that lasted: from ``start`` to ``end``, each a date, open (``..``) or unknown (empty)."""

    start: SimpleDate | str
    end: SimpleDate | str

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"

    @property
    def _dates(self) -> tuple[SimpleDate, ...]:
        return tuple(end for end in (self.start, self.end) if isinstance(end, SimpleDate))

    @property
    def uncertain(self) -> bool:
        """Whether either end is doubted."""
        return any(date.uncertain for date in self._dates)

    @property
    def approximate(self) -> bool:
        """Whether either end is an estimate."""
        return any(date.approximate for date in self._dates)

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it starts, taken at its word."""
        if isinstance(self.start, str) or isinstance(self.end, str):
            return False
        return self.end.strict.end <= self.start.strict.start

    @property
    def spans(self) -> tuple[Bounds, ...]:
        """One stretch; an unknown end reaches no further than the end that is known."""
        known = hull(tuple(date.strict for date in self._dates))
        start = OPEN_START if self.start == ".." else known.start
        return (Bounds(start, OPEN_END if self.end == ".." else known.end),)

    @property
    def fuzzy_spans(self) -> tuple[Bounds, ...]:
        """One stretch; an unknown end can lie anywhere."""
        known = hull(tuple(date.fuzzy for date in self._dates))
        start = OPEN_START if isinstance(self.start, str) else known.start
        return (Bounds(start, OPEN_END if isinstance(self.end, str) else known.end),)


@dataclass(frozen=True)
class Range(Date):
    """A member ``a..b`` of a set: any one moment from ``start`` to ``end``; None is open."""

    start: SimpleDate | None
    end: SimpleDate | None

    def __str__(self) -> str:
        return f"{self.start or ''}..{self.end or ''}"

    @property
    def _dates(self) -> tuple[SimpleDate, ...]:
        return tuple(end for end in (self.start, self.end) if end)

    @property
    def uncertain(self) -> bool:
        """Whether either end is doubted."""
        return any(date.uncertain for date in self._dates)

    @property
    def approximate(self) -> bool:
        """Whether either end is an estimate."""
        return any(date.approximate for date in self._dates)

    @property
    def spans(self) -> tuple[Bounds, ...]:
        """One stretch from the first to the last possible second."""
        start = self.start.strict.start if self.start else OPEN_START
        return (Bounds(start, self.end.strict.end if self.end else OPEN_END),)

    @property
    def fuzzy_spans(self) -> tuple[Bounds, ...]:
        """One stretch, its ends given room."""
        start = self.start.fuzzy.start if self.start else OPEN_START
        return (Bounds(start, self.end.fuzzy.end if self.end else OPEN_END),)


@dataclass(frozen=True)
class OneOf(Date):
    """A set ``[a,b,c..d]``: it was one of these, and nobody knows which."""

    members: tuple[SimpleDate | Range, ...]

    def __str__(self) -> str:
        return f"[{','.join(str(member) for member in self.members)}]"

    @property
    def uncertain(self) -> bool:
        """Whether any member is doubted."""
        return any(member.uncertain for member in self.members)

    @property
    def approximate(self) -> bool:
        """Whether any member is an estimate."""
        return any(member.approximate for member in self.members)

    @property
    def spans(self) -> tuple[Bounds, ...]:
        """One stretch for each member, as written."""
        return tuple(span for member in self.members for span in member.spans)

    @property
    def fuzzy_spans(self) -> tuple[Bounds, ...]:
        """One stretch for each member, each given room."""
        return tuple(span for member in self.members for span in member.fuzzy_spans)


_DATE = re.compile(
    r"(?P<year>-?[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2})(?:T(?P<time>[^?~%]*))?)?)?"
    r"(?P<qualifier>[?~%]?)"
)
_YEAR = re.compile(r"-?[0-9]+X*")
_TIME = re.compile(
    r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
    r"(?P<zone>Z|(?P<sign>[+-])(?P<zone_hour>\d\d)(?::(?P<zone_minute>\d\d))?)?",
    re.ASCII,
)
_MINUTE, _HOUR = 60, 3600

_OLD_SPELLINGS = (
    (re.compile("unknown"), "an unknown end is written as nothing at all: 2016/"),
    (re.compile("open"), "an open end is written '..': 2016/.."),
    (re.compile(r"\?~|~\?"), "uncertain and approximate together is written '%'"),
    (re.compile("[ux]"), "an unspecified digit is written 'X'"),
)
_LATER_FORMS = (
    (re.compile(r"\{"), "all-of sets {…} are not supported yet"),
    (re.compile("Y"), "years with 'Y' are not supported yet"),
    (re.compile(r"\dS\d"), "significant digits are not supported yet"),
    (re.compile(r"[?~%]-|-[?~%]|^[?~%]"), "qualifying a part of a date is not supported yet"),
)


@lru_cache(maxsize=65_536)
def parse(text: str) -> Date:
    """The date that ``text`` writes.

    Raises:
        DateError: for everything that is no date of the grammar above; never anything else.
    """
    if len(text) > limits.DATE:
        raise DateError(f"a date has no more than {limits.DATE} characters, this has {len(text)}", 1)
    if not text:
        raise DateError("a date is missing; an undated event has null", 1)
    if text[0] == "[":
        return _one_of(text)
    if "/" in text:
        return _interval(text)
    return _simple(text, 1)


def _interval(text: str) -> Interval:
    left, _, right = text.partition("/")
    ends = (_end(left, 1), _end(right, len(left) + 2))
    if isinstance(ends[0], str) and isinstance(ends[1], str):
        raise DateError("an interval needs a date on one side at least: 2006/2019, 2019/.., ../2019", 1)
    return Interval(*ends)


def _end(text: str, column: int) -> SimpleDate | str:
    return text if text in {"", ".."} else _simple(text, column)


def _one_of(text: str) -> OneOf:
    if not text.endswith("]"):
        raise DateError("a set ends with ']': [2006,2007,2016]", len(text))
    written = text[1:-1].split(",")
    if len(written) > limits.DATE_MEMBERS:
        raise DateError(f"a set has no more than {limits.DATE_MEMBERS} members, this has {len(written)}", 1)
    members, column = [], 2
    for member in written:
        members.append(_member(member, column))
        column += len(member) + 1
    return OneOf(tuple(members))


def _member(text: str, column: int) -> SimpleDate | Range:
    left, dots, right = text.partition("..")
    if not dots:
        return _simple(text, column)
    start = _simple(left, column) if left else None
    end = _simple(right, column + len(left) + 2) if right else None
    if not (start or end):
        raise DateError("a range needs a date on one side at least: 2012.., ..2019, 2012..2019", column)
    if start and end and end.strict.end <= start.strict.start:
        raise DateError(f"this range ends before it starts; did you mean {end}..{start}?", column)
    return Range(start, end)


def _simple(text: str, column: int) -> SimpleDate:
    match = _DATE.fullmatch(text)
    if not match:
        raise DateError(*_advice(text, column))
    year, month, day, time = match["year"], match["month"], match["day"], match["time"]
    if not _YEAR.fullmatch(year):
        raise DateError(f"the year {year!r} may have X at its end only: 201X, 19XX", column)
    if "X" in year and month:
        raise DateError(f"a month of an unspecified year ({text}) is not supported yet", column + len(year))
    if year == "-0000":
        raise DateError("there is no year -0000; 1 BCE is written 0000", column)
    after_year = column + len(year) + 1
    if month:
        _check_part(month, 12, "month", after_year)
    if month == "XX" and day and day != "XX":
        raise DateError(f"a day of an unspecified month ({text}) is not supported yet", after_year)
    date = SimpleDate(year, month, day, time, match["qualifier"])
    if day:
        known_month = int(month) if month and month != "XX" else 1
        length = month_length(int(year), known_month)
        _check_part(day, length, f"day in {year}-{month}:", after_year + 3)
    if time is not None:
        _check_time(date, column + text.index("T") + 1)
    return date


def _check_part(digits: str, highest: int, name: str, column: int) -> None:
    if digits == "XX":
        return
    if "X" in digits:
        raise DateError(f"'{digits}' is not supported yet; an unspecified {name} is XX", column)
    if 21 <= int(digits) <= 41 and name == "month":  # noqa: PLR2004  # the seasons of EDTF 2019, level 1 and 2
        raise DateError("seasons are not supported yet", column)
    if not 1 <= int(digits) <= highest:
        raise DateError(f"there is no {name} {digits}; it is one of 01 to {highest:02}", column)


def _check_time(date: SimpleDate, column: int) -> None:
    match = _TIME.fullmatch(date.time or "")
    if not match:
        raise DateError("a time is written hh:mm:ss, then Z or an offset: 2019-11-25T10:30:00+09:00", column)
    if date.day == "XX" or date.month == "XX":
        raise DateError("a time needs its day", column)
    parts = (int(match["hour"]), int(match["minute"]), int(match["second"]))
    zone = (int(match["zone_hour"] or 0), int(match["zone_minute"] or 0))
    if parts[0] > 23 or parts[1] > 59 or parts[2] > 59 or zone > (14, 0) or zone[1] > 59:  # noqa: PLR2004
        raise DateError(f"there is no time {date.time}", column)


def _advice(text: str, column: int) -> tuple[str, int]:
    """What to say of a string that is no date, and where."""
    for pattern, message in (*_OLD_SPELLINGS, *_LATER_FORMS):
        if found := pattern.search(text):
            return message, column + found.start()
    shown = text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004
    return f"{shown!r} is no EDTF date; write 2019, 2019-11, 2019-11-25, 2006/2019 or [2006,2007]", column


def _ends_of(digits: str | None, highest: int) -> tuple[int, int]:
    if digits is None or digits == "XX":
        return 1, highest
    return int(digits), int(digits)


def _end_of_month(day: Civil) -> int:
    """The end (exclusive) of the month that ``day`` is in."""
    return start_of(day.year, day.month, month_length(day.year, day.month)) + DAY


def _seconds(time: str) -> int:
    """Seconds from midnight UTC; a time without a zone is taken as if it were UTC."""
    match = _TIME.fullmatch(time)
    assert match, time  # noqa: S101  # checked when it was parsed
    local = int(match["hour"]) * _HOUR + int(match["minute"]) * _MINUTE + int(match["second"])
    offset = int(match["zone_hour"] or 0) * _HOUR + int(match["zone_minute"] or 0) * _MINUTE
    return local + offset if match["sign"] == "-" else local - offset
