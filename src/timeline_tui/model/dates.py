"""Dates as people know them: values of every shape, each with strict and fuzzy bounds.

Strict bounds take a date at its word and sort; fuzzy bounds give ``?`` and ``~`` room and decide what
could be. Which strings write these values is told in ``edtf``.
"""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cached_property

from msgspec import Struct

from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds, hull
from timeline_tui.model.calendar import DAY, Civil, add_months, civil, month_length, start_of

MONTHS = 12

_MOST_SPANS = 120
"""Stretches into which unspecified digits are told apart; a date with more is taken as one stretch."""

_MOST_YEARS = 10_000
"""Years that are tried one by one against a pattern."""

_WEEKS_OF_A_SEASON = 12 * 7 * DAY

PARTS_OF_A_YEAR: dict[int, tuple[int, int]] = {
    **{base + offset: (3 + 3 * offset, 3) for base in (21, 25) for offset in range(4)},
    **{29 + offset: ((9, 12, 3, 6)[offset], 3) for offset in range(4)},
    **{33 + offset: (1 + 3 * offset, 3) for offset in range(4)},
    **{37 + offset: (1 + 4 * offset, 4) for offset in range(3)},
    **{40 + offset: (1 + 6 * offset, 6) for offset in range(2)},
}
"""Seasons and other groups of months (EDTF 2019, level 2, "Sub-year groupings"): first month, how many.

EDTF leaves open when a season lies; here they are the meteorological ones, winter beginning in the
December of its year. 21 to 24, which name no hemisphere, are taken as northern.
"""


class Precision(IntEnum):
    """How exactly a date is known, coarsest first."""

    MILLENNIUM = 0
    CENTURY = 1
    DECADE = 2
    YEAR = 3
    SEASON = 4
    MONTH = 5
    DAY = 6
    SECOND = 7


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
        """Whether it is an estimate (``~``, ``%``, or significant digits)."""
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


class SimpleDate(Struct, Date, frozen=True, dict=True):
    """One date: a year, or a month, season, day or second of one, in parts that may each be doubted.

    ``year`` is as written: ``2019``, ``201X``, ``-0044``, ``Y-170000002``, ``Y17E7``, ``1950S2``; ``month``
    and ``day`` are two digits, any of them ``X``; ``month`` may be a season or other group (21 to 41).
    ``marks`` holds a mark ``?``, ``~``, ``%`` or nothing for each of year, month and day that is written.
    """

    year: str
    month: str | None = None
    day: str | None = None
    time: str | None = None
    marks: tuple[str, ...] = ("",)

    def __str__(self) -> str:
        parts = [part for part in (self.year, self.month, self.day) if part is not None]
        grouped = self._group
        written = []
        for position, part in enumerate(parts):
            own = self.marks[position]
            if position < grouped:
                written.append(part + own if position == grouped - 1 else part)
            else:
                written.append(own + part)
        return "-".join(written) + (f"T{self.time}" if self.time else "")

    @property
    def _group(self) -> int:
        """How many parts from the left share the mark of the year, and so are doubted as one."""
        first, count = self.marks[0], 0
        while count < len(self.marks) and self.marks[count] == first:
            count += 1
        return count

    @property
    def mark(self) -> str:
        """The mark of the whole date, ``%`` where its parts have different ones, nothing where none has."""
        found = set(self.marks) - {""}
        return found.pop() if len(found) == 1 else "%" if found else ""

    @property
    def partly(self) -> bool:
        """Whether only some parts are doubted."""
        return len(set(self.marks)) > 1

    @property
    def uncertain(self) -> bool:
        """Whether the source is doubted, in any part."""
        return any(mark in {"?", "%"} for mark in self.marks)

    @property
    def approximate(self) -> bool:
        """Whether it is an estimate, in any part."""
        return "S" in self.year or any(mark in {"~", "%"} for mark in self.marks)

    @property
    def is_season(self) -> bool:
        """Whether the month is a season or another group of months."""
        return self.month is not None and self.month.isdigit() and int(self.month) in PARTS_OF_A_YEAR

    @property
    def precision(self) -> Precision:
        """The smallest part that is known; ``2022-11-XX`` is known to the month."""
        if self.time:
            return Precision.SECOND
        if self.day and "X" not in self.day:
            return Precision.DAY
        if self.is_season:
            return Precision.SEASON
        if self.month and "X" not in self.month:
            return Precision.MONTH
        low, high = self.years
        return next((p for p, size in _YEARS_OF if high - low < size), Precision.MILLENNIUM)

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year in which it can lie, counted astronomically (0 is 1 BCE)."""
        digits, _, significant = self.year.partition("S")
        if "X" in digits:
            return _ordered(int(digits.replace("X", "0")), int(digits.replace("X", "9")))
        base, _, exponent = digits.removeprefix("Y").partition("E")
        year = int(base) * 10 ** int(exponent or 0)
        if not significant:
            return year, year
        unit = 10 ** max(0, len(str(abs(year))) - int(significant))
        low = abs(year) // unit * unit
        return (low, low + unit - 1) if year >= 0 else (-(low + unit - 1), -low)

    @cached_property
    def spans(self) -> tuple[Bounds, ...]:
        """One stretch: a second, day, month, season, year or more; several where digits inside are open.

        Empty where no day of the calendar fits; ``edtf`` refuses such a date.
        """
        if self.time:
            moment = start_of(self.years[0], int(self.month or 1), int(self.day or 1)) + seconds(self.time)
            return (Bounds(moment, moment + 1),)
        if not self._has_gaps and (self.month is None or (self.month == "XX" and self.day in {None, "XX"})):
            return (Bounds(start_of(self.years[0]), start_of(self.years[1] + 1)),)
        if self._is_known:
            return self._known
        return self._fitting

    @property
    def _has_gaps(self) -> bool:
        """Whether a digit of the year is open before one that is known, as in ``1X84``."""
        return "X" in self.year.rstrip("X")

    @property
    def _is_known(self) -> bool:
        """Whether it is a month or day of the calendar of which no digit is open."""
        parts = (self.month or "", self.day or "01")
        return self.years[0] == self.years[1] and all(map(str.isdigit, parts)) and not self.is_season

    @property
    def _known(self) -> tuple[Bounds, ...]:
        """The stretch of a month or day, or none where the calendar does not have it."""
        year, month, day = self.years[0], int(self.month or 1), int(self.day or 1)
        if not (1 <= month <= MONTHS and 1 <= day <= month_length(year, month)):
            return ()
        if self.day is None:
            return (_months(year, month, 1),)
        start = start_of(year, month, day)
        return (Bounds(start, start + DAY),)

    @cached_property
    def _fitting(self) -> tuple[Bounds, ...]:
        """Every year, month or day that fits the pattern; too many are taken as one stretch, first to last."""
        low, high = self.years
        few = high - low < _MOST_YEARS
        years = [year for year in range(low, high + 1) if fits(self.year, year)] if few else []
        if few and len(years) <= _MOST_SPANS:
            found = joined([span for year in years for span in self._within(year)])
            return found if len(found) <= _MOST_SPANS else (hull(found),)
        first = next((spans for year in range(low, high + 1) if (spans := self._within(year))), [])
        last = next((spans for year in range(high, low - 1, -1) if (spans := self._within(year))), [])
        return (hull((*first, *last)),) if first else ()

    def _within(self, year: int) -> list[Bounds]:
        """The stretches of one year that fit month and day."""
        if not fits(self.year, year):
            return []
        if self.month is None:
            return [_months(year, 1, MONTHS)]
        if self.is_season:
            return [_months(year, *PARTS_OF_A_YEAR[int(self.month)])]
        found = []
        for month in range(1, MONTHS + 1):
            if fits(self.month, month):
                whole = self.day is None or self.day == "XX"
                found += [_months(year, month, 1)] if whole else self._days(year, month)
        return found

    def _days(self, year: int, month: int) -> list[Bounds]:
        days = (day for day in range(1, month_length(year, month) + 1) if fits(self.day or "", day))
        starts = (start_of(year, month, day) for day in days)
        return [Bounds(start, start + DAY) for start in starts]

    @cached_property
    def fuzzy_spans(self) -> tuple[Bounds, ...]:
        """Wider on each side by the unit of every doubted part, by two for ``%``.

        Parts doubted as one, from the year on, are padded by the smallest of them. The amount is
        python-edtf's (its README, "Fuzzy" bounds; 12 weeks for a season), whose author calls it arbitrary.
        """
        if not self.mark:
            return self.spans
        month = Precision.SEASON if self.is_season else Precision.MONTH
        years = SimpleDate(self.year).precision
        units = (years, years if self.month == "XX" else month, self.precision)
        doubted = [
            (mark, units[position])
            for position, mark in enumerate(self.marks)
            if mark and (position >= self._group - 1)
        ]
        padded = list(self.spans)
        for mark, unit in doubted:
            padded = [_padded(span, unit, 2 if mark == "%" else 1) for span in padded]
        return joined(padded)


class _Compound(Struct, Date, frozen=True):
    """A date made of others; it is as doubtful as any of them."""

    @property
    def parts(self) -> Sequence[Date]:
        """The dates it is made of."""
        raise NotImplementedError

    @property
    def uncertain(self) -> bool:
        """Whether any part is doubted."""
        return any(part.uncertain for part in self.parts)

    @property
    def approximate(self) -> bool:
        """Whether any part is an estimate."""
        return any(part.approximate for part in self.parts)


class Interval(_Compound, frozen=True):
    """Something that lasted: from ``start`` to ``end``, each a date, open (``..``) or unknown (empty)."""

    start: SimpleDate | str
    end: SimpleDate | str

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"

    @property
    def parts(self) -> tuple[SimpleDate, ...]:
        """The ends that are dates."""
        return tuple(end for end in (self.start, self.end) if isinstance(end, SimpleDate))

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it starts, taken at its word."""
        if isinstance(self.start, str) or isinstance(self.end, str):
            return False
        return self.end.strict.end <= self.start.strict.start

    @property
    def spans(self) -> tuple[Bounds, ...]:
        """One stretch; an unknown end reaches no further than the end that is known."""
        known = hull(tuple(date.strict for date in self.parts))
        start = OPEN_START if self.start == ".." else known.start
        return (Bounds(start, OPEN_END if self.end == ".." else known.end),)

    @property
    def fuzzy_spans(self) -> tuple[Bounds, ...]:
        """One stretch; an unknown end can lie anywhere."""
        known = hull(tuple(date.fuzzy for date in self.parts))
        start = OPEN_START if isinstance(self.start, str) else known.start
        return (Bounds(start, OPEN_END if isinstance(self.end, str) else known.end),)


class Range(_Compound, frozen=True):
    """A member ``a..b`` of a set: any one moment from ``start`` to ``end``; None is open."""

    start: SimpleDate | None
    end: SimpleDate | None

    def __str__(self) -> str:
        return f"{self.start or ''}..{self.end or ''}"

    @property
    def parts(self) -> tuple[SimpleDate, ...]:
        """The ends that are dates."""
        return tuple(end for end in (self.start, self.end) if end)

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


class Set(_Compound, frozen=True):
    """Several dates; ``OneOf`` and ``AllOf`` say what they mean together."""

    members: tuple[SimpleDate | Range, ...]

    @property
    def parts(self) -> tuple[SimpleDate | Range, ...]:
        """The members."""
        return self.members

    @property
    def spans(self) -> tuple[Bounds, ...]:
        """One stretch or more for each member, as written."""
        return tuple(span for member in self.members for span in member.spans)

    @property
    def fuzzy_spans(self) -> tuple[Bounds, ...]:
        """One stretch or more for each member, each given room."""
        return tuple(span for member in self.members for span in member.fuzzy_spans)


class OneOf(Set, frozen=True):
    """A set ``[a,b,c..d]``: it was one of these, and nobody knows which."""

    def __str__(self) -> str:
        return f"[{','.join(str(member) for member in self.members)}]"


class AllOf(Set, frozen=True):
    """A set ``{a,b,c..d}``: it was each of these."""

    def __str__(self) -> str:
        return f"{{{','.join(str(member) for member in self.members)}}}"


_YEARS_OF = ((Precision.YEAR, 1), (Precision.DECADE, 10), (Precision.CENTURY, 100))

_TIME = re.compile(
    r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
    r"(?:Z|(?P<sign>[+-])(?P<zone_hour>\d\d)(?::(?P<zone_minute>\d\d))?)?",
    re.ASCII,
)
_MINUTE, _HOUR = 60, 3600
_LAST_ZONE = (14, 0)


def seconds(time: str) -> int:
    """Seconds from midnight UTC of a written ``hh:mm:ss`` with or without zone; without one it is taken as UTC.

    Raises:
        ValueError: where there is no such time.
    """
    match = _TIME.fullmatch(time)
    if not match:
        raise ValueError(time)
    hour, minute, second = (int(match[name]) for name in ("hour", "minute", "second"))
    zone = (int(match["zone_hour"] or 0), int(match["zone_minute"] or 0))
    if hour >= 24 or minute >= 60 or second >= 60 or zone > _LAST_ZONE or zone[1] >= 60:  # noqa: PLR2004  # of a day
        raise ValueError(time)
    local = hour * _HOUR + minute * _MINUTE + second
    offset = zone[0] * _HOUR + zone[1] * _MINUTE
    return local + offset if match["sign"] == "-" else local - offset


def fits(pattern: str, number: int) -> bool:
    """Whether a number has the digits that ``pattern`` specifies; ``1X`` fits 10 to 19."""
    if "X" not in pattern:
        return not pattern.isdigit() or int(pattern) == number
    digits = f"{abs(number):0{len(pattern.lstrip('-'))}}"
    wanted = pattern.lstrip("-")
    return len(digits) == len(wanted) and all(w in {"X", d} for w, d in zip(wanted, digits, strict=True))


def joined(spans: Iterable[Bounds]) -> tuple[Bounds, ...]:
    """The same time in as few stretches as may be, ascending."""
    found: list[Bounds] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Bounds(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _ordered(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _months(year: int, month: int, count: int) -> Bounds:
    return Bounds(start_of(year, month), start_of(*add_months(Civil(year, month, 1), count)))


def _padded(span: Bounds, unit: Precision, steps: int) -> Bounds:
    if unit is Precision.SEASON:
        return Bounds(span.start - steps * _WEEKS_OF_A_SEASON, span.end + steps * _WEEKS_OF_A_SEASON)
    if unit >= Precision.DAY:
        return Bounds(span.start - steps * DAY, span.end + steps * DAY)
    months = steps * _PADDING_MONTHS[unit]
    return Bounds(_shifted(span.start, -months), _shifted(span.end, months))


def _shifted(moment: int, months: int) -> int:
    """A midnight so many months later; the last day of a month where it is shorter."""
    return start_of(*add_months(civil(moment // DAY), months))
