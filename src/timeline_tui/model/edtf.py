"""The Extended Date/Time Format (ISO 8601-2): which strings write which dates.

The grammar is that of the Library of Congress specification of 4 February 2019, levels 0, 1 and 2::

    edtf     = interval | set | date | datetime
    interval = end "/" end                        end    = date | ".." (open) | "" (unknown); not both
    set      = ("[" | "{") member {"," member} ("]" | "}")
    member   = date | date ".." date              the first may be ".." date, the last date ".."
    datetime = date "T" hh ":" mm ":" ss ["Z" | ("+" | "-") hh [":" mm]]
    date     = part(year) ["-" part(month) ["-" part(day)]]
    part(x)  = [mark] x [mark]                    mark   = "?" | "~" | "%"
    year     = ["-"] 4 * digit ["S" n] | "Y" ["-"] n ["E" n] ["S" n]
    month    = 01 to 12, or 21 to 41 for seasons and other groups of months; day = 01 to 31
    digit    = "0" to "9" | "X" (unspecified), in years without "Y", months and days

A mark on the right of a part qualifies it and all to its left, one on its left only itself (level 2,
"Qualification"). Beyond the grammar the program sets limits: see ``limits`` and ``LAST_YEAR``.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from timeline_tui.model import limits
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import DAY, month_length, start_of
from timeline_tui.model.dates import (
    MONTHS,
    PARTS_OF_A_YEAR,
    AllOf,
    Date,
    Interval,
    OneOf,
    Range,
    SimpleDate,
    fits,
    seconds,
)
from timeline_tui.model.text import Text, grouped

LAST_YEAR = 100_000_000_000
"""Years further from 0 are refused: their seconds must fit the index."""


class DateError(ValueError):
    """A string that is no date: ``column`` (from 1) is where, the message says what to write.

    ``text`` is the message in English and German.
    """

    def __init__(self, message: str, column: int, german: str) -> None:
        super().__init__(message)
        self.column = column
        self.text: Text = {"en": message, "de": german}


_DATE = re.compile(
    r"(?P<year_left>[?~%]?)"
    r"(?P<year>-?[0-9X]{4}(?:S[0-9]+)?|Y-?[0-9]+(?:E[0-9]+)?(?:S[0-9]+)?)(?P<year_right>[?~%]?)"
    r"(?:-(?P<month_left>[?~%]?)(?P<month>[0-9X]{2})(?P<month_right>[?~%]?)"
    r"(?:-(?P<day_left>[?~%]?)(?P<day>[0-9X]{2})(?P<day_right>[?~%]?)(?P<time>T.*)?)?)?",
    re.ASCII | re.DOTALL,
)
_PARTS = ("year", "month", "day")
_LONG_YEAR = re.compile(r"(?P<base>-?[0-9]+)(?:E(?P<exponent>[0-9]+))?(?:S(?P<significant>[0-9]+))?", re.ASCII)
_MARKS = {frozenset(): "", frozenset("?"): "?", frozenset("~"): "~", frozenset("?~"): "%"}
_FOUR = 4
_PLAIN = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T(.*))?", re.DOTALL)
_LONGEST_SHOWN = 40

_OLD_LETTERS = re.compile(r"[0-9uxXS?~%./\[\]{},YTZ:+\- ]*|.*(?:unknown|open).*", re.ASCII | re.DOTALL)
_OLD_SPELLINGS = (
    (
        re.compile("unknown"),
        "an unknown end is written as nothing at all: 2016/",
        "ein unbekanntes Ende schreibt man gar nicht: 2016/",
    ),
    (
        re.compile("open"),
        "an open end is written '..': 2016/..",
        "ein offenes Ende schreibt man '..': 2016/..",
    ),
    (
        re.compile(r"\?~|~\?"),
        "uncertain and approximate together is written '%'",
        "unsicher und ungefähr zusammen schreibt man '%'",
    ),
    (
        re.compile("[ux]"),
        "an unspecified digit is written 'X'",
        "eine unbestimmte Ziffer schreibt man 'X'",
    ),
)


def plain_bounds(text: str) -> Bounds | None:
    """Where a date lies that is a plain day, or a second of one, of the years 0000 to 9999; None for all else.

    It is told many times quicker than ``parse`` makes a date, and most dates of big files are like that: nothing about
    them is in doubt, and they are written in one way.
    """
    match = _PLAIN.fullmatch(text)
    if not match:
        return None
    year, month, day, time = match.groups()
    if not (1 <= int(month) <= MONTHS and 1 <= int(day) <= month_length(int(year), int(month))):
        return None
    start = start_of(int(year), int(month), int(day))
    if time is None:
        return Bounds(start, start + DAY)
    try:
        start += seconds(time)
    except ValueError:
        return None
    return Bounds(start, start + 1)


@lru_cache(maxsize=65_536)
def parse(text: str) -> Date:
    """The date that ``text`` writes.

    Raises:
        DateError: for everything that is no date of the grammar above; never anything else.
    """
    if len(text) > limits.DATE:
        raise DateError(
            f"a date has no more than {limits.DATE} characters, this has {len(text)}",
            1,
            f"ein Datum hat höchstens {limits.DATE} Zeichen, dieses hat {len(text)}",
        )
    if not text:
        raise DateError(
            "a date is missing; an undated event has null", 1, "ein Datum fehlt; ein Ereignis ohne Datum hat null"
        )
    if text[0] in "[{":
        return _set(text)
    if "/" in text:
        return _interval(text)
    return _simple(text, 1, with_time=True)


def _interval(text: str) -> Interval:
    left, _, right = text.partition("/")
    ends = (_end(left, 1), _end(right, len(left) + 2))
    if isinstance(ends[0], str) and isinstance(ends[1], str):
        raise DateError(
            "an interval needs a date on one side at least: 2006/2019, 2019/.., ../2019",
            1,
            "ein Zeitraum braucht auf einer Seite ein Datum: 2006/2019, 2019/.., ../2019",
        )
    return Interval(*ends)


def _end(text: str, column: int) -> SimpleDate | str:
    return text if text in {"", ".."} else _simple(text, column)


def _set(text: str) -> OneOf | AllOf:
    kind, closing = (OneOf, "]") if text[0] == "[" else (AllOf, "}")
    if not text.endswith(closing) or len(text) < len("[]"):
        raise DateError(
            f"a set that begins with {text[0]!r} ends with {closing!r}",
            len(text),
            f"eine Menge, die mit {text[0]!r} beginnt, endet mit {closing!r}",
        )
    written = text[1:-1].split(",")
    if len(written) > limits.DATE_MEMBERS:
        raise DateError(
            f"a set has no more than {limits.DATE_MEMBERS} members, this has {len(written)}",
            1,
            f"eine Menge hat höchstens {limits.DATE_MEMBERS} Glieder, diese hat {len(written)}",
        )
    members, column = [], 2
    for position, member in enumerate(written):
        spaces = len(member) - len(member.lstrip(" ")) if position else 0
        first, last = position == 0, position == len(written) - 1
        members.append(_member(member[spaces:], column + spaces, first=first, last=last))
        column += len(member) + 1
    return kind(tuple(members))


def _member(text: str, column: int, *, first: bool, last: bool) -> SimpleDate | Range:
    left, dots, right = text.partition("..")
    if not dots:
        return _simple(text, column)
    start = _simple(left, column) if left else None
    end = _simple(right, column + len(left) + 2) if right else None
    if not (start or end):
        raise DateError(
            "a range needs a date on one side at least: 2012.., ..2019, 2012..2019",
            column,
            "eine Spanne braucht auf einer Seite ein Datum: 2012.., ..2019, 2012..2019",
        )
    if (start is None and not first) or (end is None and not last):
        raise DateError(
            "only the first member of a set may be open before, only the last after",
            column,
            "nur das erste Glied einer Menge darf nach vorn offen sein, nur das letzte nach hinten",
        )
    if start and end and end.strict.end <= start.strict.start:
        raise DateError(
            f"this range ends before it starts; did you mean {end}..{start}?",
            column,
            f"diese Spanne endet, bevor sie beginnt; gemeint ist wohl {end}..{start}",
        )
    return Range(start, end)


def _simple(text: str, column: int, *, with_time: bool = False) -> SimpleDate:
    match = _DATE.fullmatch(text)
    if not match:
        raise DateError(*_advice(text, column))
    marks = tuple(_marks(match))
    time = match["time"][1:] if match["time"] is not None else None
    date = SimpleDate(match["year"], match["month"], match["day"], time, marks)
    _check_year(date.year, column + match.start("year"))
    if date.month:
        _check_month(date.month, column + match.start("month"))
    if date.day:
        _check_day(date, column + match.start("day"))
    if time is not None:
        _check_time(date, column + match.start("time"), allowed=with_time)
    return date


def _marks(match: re.Match[str]) -> Iterator[str]:
    """The mark of each written part: its own on the left, its own and all later ones on the right."""
    written = [part for part in _PARTS if match[part]]
    if not any(mark in match[0] for mark in "?~%"):
        yield from ("" for _ in written)
        return
    for position, part in enumerate(written):
        found = match[f"{part}_left"] + "".join(match[f"{later}_right"] for later in written[position:])
        yield _MARKS[frozenset(found.replace("%", "?~"))]


def _check_year(year: str, column: int) -> None:
    if year.startswith("Y") or "S" in year:
        _check_long_year(year, column)
    elif year == "-0000":
        raise DateError(
            "there is no year -0000; 1 BCE is written 0000",
            column,
            "es gibt kein Jahr -0000; 1 v. Chr. schreibt man 0000",
        )


def _check_long_year(year: str, column: int) -> None:
    if "X" in year:
        raise DateError(
            "a year has unspecified digits or significant digits, not both",
            column,
            "ein Jahr hat unbestimmte oder signifikante Ziffern, nicht beides",
        )
    match = _LONG_YEAR.fullmatch(year.removeprefix("Y"))
    assert match is not None, year  # noqa: S101  # the date's pattern holds this one
    digits, exponent = match["base"].lstrip("-"), int(match["exponent"][:_FOUR]) if match["exponent"] else 0
    if len(digits) + exponent > len(str(LAST_YEAR)) or int(digits) * 10**exponent > LAST_YEAR:
        raise DateError(
            f"a year no further than {grouped(LAST_YEAR, 'en')} from 0",
            column,
            f"ein Jahr, nicht weiter als {grouped(LAST_YEAR, 'de')} von 0 entfernt",
        )
    written = str(int(digits) * 10**exponent)
    if year.startswith("Y") and (len(written) <= _FOUR or digits.startswith("0")):
        raise DateError(
            "'Y' begins a year of more than four digits: Y12000",
            column,
            "mit 'Y' beginnt ein Jahr von mehr als vier Ziffern: Y12000",
        )
    significant = match["significant"]
    if significant and not 1 <= int(significant[:_FOUR]) <= max(len(written), _FOUR):
        raise DateError(
            f"significant digits are 1 to {max(len(written), _FOUR)} here",
            column,
            f"signifikante Ziffern sind hier 1 bis {max(len(written), _FOUR)}",
        )


def _check_month(month: str, column: int) -> None:
    number = int(month) if month.isdigit() else 0
    if 1 <= number <= MONTHS or number in PARTS_OF_A_YEAR:
        return
    if number or not any(fits(month, number) for number in range(1, MONTHS + 1)):
        hint = "01 to 12, or 21 to 41 for seasons, quarters and the like"
        german_hint = "01 bis 12, oder 21 bis 41 für Jahreszeiten, Quartale und dergleichen"
        raise DateError(
            f"there is no month {month}; it is one of {hint}",
            column,
            f"es gibt keinen Monat {month}; möglich sind {german_hint}",
        )


def _check_day(date: SimpleDate, column: int) -> None:
    if date.is_season:
        raise DateError("a season has no days", column, "eine Jahreszeit hat keine Tage")
    year, month, day = date.year, date.month or "", date.day or ""
    if year.isdigit() and month.isdigit() and day.isdigit():
        exists = 1 <= int(day) <= month_length(int(year), int(month))
    else:
        exists = bool(replace(date, time=None).spans)
    if not exists:
        lengths = [month_length(date.years[1], number) for number in range(1, MONTHS + 1) if fits(month, number)]
        raise DateError(
            f"{year}-{month} has no day {day}; it is one of 01 to {max(lengths)}",
            column,
            f"{year}-{month} hat keinen Tag {day}; möglich sind 01 bis {max(lengths)}",
        )


def _check_time(date: SimpleDate, column: int, *, allowed: bool) -> None:
    if not allowed:
        raise DateError(
            "intervals and sets are of days and longer; a time stands alone",
            column,
            "Zeiträume und Mengen bestehen aus Tagen und mehr; eine Uhrzeit steht allein",
        )
    if "X" in str(date) or date.mark or date.year.startswith("Y") or "S" in date.year:
        raise DateError(
            "a time needs a plain day: 2019-11-25T10:30:00",
            column,
            "eine Uhrzeit braucht einen schlichten Tag: 2019-11-25T10:30:00",
        )
    try:
        seconds(date.time or "")
    except ValueError:
        message = "a time is written hh:mm:ss, then Z or an offset: 2019-11-25T10:30:00+09:00"
        german = "eine Uhrzeit schreibt man hh:mm:ss, dann Z oder den Abstand: 2019-11-25T10:30:00+09:00"
        raise DateError(message, column + 1, german) from None


def _advice(text: str, column: int) -> tuple[str, int, str]:
    """What to say of a string that is no date, and where, in English and German."""
    if _OLD_LETTERS.fullmatch(text):
        for pattern, message, german in _OLD_SPELLINGS:
            if found := pattern.search(text):
                return message, column + found.start(), german
    shown = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    forms = "2019, 2019-11, 2019-11-25, 2006/2019"
    english = f"{shown!r} is no EDTF date; write {forms} or [2006,2007]"
    return english, column, f"{shown!r} ist kein EDTF-Datum; man schreibt {forms} oder [2006,2007]"
