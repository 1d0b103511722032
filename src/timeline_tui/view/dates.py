"""Dates in words and in short, English and German, never more exact than they are."""

import re
from itertools import pairwise
from typing import Any

from timeline_tui.model.calendar import DAY, civil
from timeline_tui.model.dates import AllOf, Date, Interval, OneOf, Precision, Range, SimpleDate
from timeline_tui.model.text import grouped

_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
           "November", "Dezember"),
}  # fmt: skip

_PHRASES = {
    "en": {
        "undated": "undated", "about": "about {}", "doubted": "{} (uncertain)", "about-doubted": "about {} (uncertain)",
        "some-day": "some day in {}", "some-day-of-year": "some day in {}",
        "some-month": "some month in {}", "decade": "the {}s",
        "of-decade": "{} of some year in the {}s",
        "years": "between {} and {}", "bce": "{} BCE", "day": "{day} {month} {year}", "like": "a date of the form {}",
        "interval": "from {} to {}", "since": "since {}", "until": "until {}",
        "unknown-end": "from {}, until an unknown time", "unknown-start": "from an unknown time until {}",
        "between": "between {} and {}", "by": "no later than {}", "from": "no earlier than {}",
        "each": "{} to {}", "each-until": "all until {}", "each-since": "all since {}", "or": "or", "and": "and",
        "parts": ("year", "month", "day"), "?": "uncertain", "~": "approximate", "%": "approximate and uncertain",
        "estimate": "about {} ({})",
    },
    "de": {
        "undated": "ohne Datum", "about": "um {:den}", "doubted": "{} (unsicher)",
        "about-doubted": "um {:den} (unsicher)",
        "some-day": "an einem Tag im {}", "some-day-of-year": "an einem Tag im Jahr {}",
        "some-month": "in einem Monat {}", "decade": "die {}er",
        "of-decade": "{} eines Jahres der {}er",
        "years": "zwischen {} und {}", "bce": "{} v. Chr.",
        "day": "{day}. {month} {year}", "like": "ein Datum der Form {}",
        "interval": "{:vom|von} bis {:zum}", "since": "seit {:dem}", "until": "bis {:zum}",
        "unknown-end": "ab {:dem}, bis unbekannt wann", "unknown-start": "von unbekannt bis {:zum}",
        "between": "zwischen {:dem} und {:dem}", "by": "spätestens {:am}", "from": "frühestens {:am}",
        "each": "{} bis {}", "each-until": "alle bis {:zum}", "each-since": "alle seit {:dem}",
        "or": "oder", "and": "und",
        "parts": ("Jahr", "Monat", "Tag"), "?": "unsicher", "~": "ungefähr", "%": "ungefähr und unsicher",
        "estimate": "um {} ({})",
    },
}  # fmt: skip

_NORTH, _SOUTH = range(25, 29), range(29, 33)
_SEASONS = {"en": ("Spring", "Summer", "Autumn", "Winter"), "de": ("Frühling", "Sommer", "Herbst", "Winter")}
_HEMISPHERES = {
    "en": ("{} (northern hemisphere)", "{} (southern hemisphere)"),
    "de": ("{} (Nordhalbkugel)", "{} (Südhalbkugel)"),
}
_ORDINALS = {"en": ("first", "second", "third", "fourth"), "de": ("erstes", "zweites", "drittes", "viertes")}
_GROUPS = {
    33: {"en": "{} quarter of {}", "de": "{} Quartal {}"},
    37: {"en": "{} third of {}", "de": "{} Drittel {}"},
    40: {"en": "{} half of {}", "de": "{} Halbjahr {}"},
}
"""Quarters, quadrimesters and semesters, by their first number in EDTF."""

_GROUP_SIGNS = {33: "Q", 37: "T", 40: "H"}
_QUALIFIED = {"~": "about", "?": "doubted", "%": "about-doubted"}
_GROUPED_DIGITS = 5
_GERMAN_DAY = re.compile(r"\d{1,2}\. ")


def in_words(date: Date | None, language: str) -> str:
    """A date as one would say it: "25 November 2019", "2006, 2007 or 2016", "since 2016", "undated"."""
    phrases = _phrases(language)
    match date:
        case None:
            return str(phrases["undated"])
        case SimpleDate():
            return _simple(date, language)
        case Interval():
            return _interval(date, language)
        case Range():
            return _range(date, language)
        case OneOf(members):
            return _listed([in_words(member, language) for member in members], phrases["or"])
        case AllOf(members):
            said = [_each(m, language) if isinstance(m, Range) else _simple(m, language) for m in members]
            return _listed(said, phrases["and"])
        case _:
            return str(date)


def in_short(date: Date | None, width: int = 40, language: str = "en") -> str:
    """A date for a list, in figures: ``2019-11-25``, ``2006|07|16``, ``≤2019-12-03``, ``2006–2019``, ``~2012``.

    Where that is wider than ``width`` cells it is told less exactly, by days, by months, by years, by the first
    and last year; every shorter form holds the longer one, and several dates that are all meant stay several.
    """
    if date is None:
        return "—"
    for parts in (4, 3, 2, 1):
        text = _short(date, parts, language)
        if len(text) <= width:
            return text
    return _years(date, width)


def _phrases(language: str) -> dict[str, Any]:
    return _PHRASES.get(language, _PHRASES["en"])


class _Said(str):
    """A date in words; ``{:vom|von}`` in a template puts the one before a German day, the other before all else."""

    __slots__ = ()

    def __format__(self, words: str) -> str:
        before_day, _, before = words.partition("|")
        return f"{before_day if _GERMAN_DAY.match(self) else before} {self!s}".lstrip()


def _filled(template: str, *said: str) -> str:
    return template.format(*map(_Said, said))


def _listed(items: list[str], last_word: str) -> str:
    *first, last = items
    return f"{', '.join(first)} {last_word} {last}" if first else last


def _short(date: Date, parts: int, language: str) -> str:
    """A date in figures; of each day the first ``parts`` of year, month, day and time."""
    match date:
        case SimpleDate():
            return _figures(date, parts, language)
        case Interval(start, end):
            left = _figures(start, parts, language) if isinstance(start, SimpleDate) else ("…" if start else "?")
            right = _figures(end, parts, language) if isinstance(end, SimpleDate) else ("…" if end else "?")
            return left if left == right else f"{left}–{_tail(left, right)}"
        case Range(start, end):
            if start and end:
                left, right = _figures(start, parts, language), _figures(end, parts, language)
                return left if left == right else f"{left}..{_tail(left, right)}"
            if end:
                return f"≤{_figures(end, parts, language)}"
            return f"≥{_figures(start, parts, language)}" if start else "—"
        case OneOf(members) | AllOf(members):
            written = list(dict.fromkeys(_short(member, parts, language) for member in members))
            if len(written) == 1 < len(members) and isinstance(date, AllOf):
                return f"{written[0]}+…"
            return _joined(written, "|" if isinstance(date, OneOf) else "+")
        case _:
            return str(date)


def _figures(date: SimpleDate, parts: int, language: str) -> str:
    if date.partly or (date.month == "XX" and date.day not in {None, "XX"}):
        return str(date)
    month = _season_sign(int(date.month or 0), language) if date.is_season else date.month
    known = [part for part in (date.year, month, date.day) if part is not None and part != "XX"][:parts]
    time = f" {date.time}" if date.time and parts > len(known) else ""
    mark = {"~": "~", "?": "?", "%": "~?"}.get(date.mark, "")
    return mark + ("-".join(known).replace("- ", " ")) + time


def _season_sign(number: int, language: str) -> str:
    for first, sign in reversed(_GROUP_SIGNS.items()):
        if number >= first:
            return f" {sign}{number - first + 1}"
    season = _SEASONS.get(language, _SEASONS["en"])[(number - 21) % 4]
    return f" {season[:3]}"


def _tail(first: str, second: str) -> str:
    """``second`` without what it shares with ``first``, both being as long: year and month, year, or century."""
    if len(first) != len(second) or not first[:4].isdigit():
        return second
    for shared in (len("2019-11-"), len("2019-")):
        if len(second) > shared and first[:shared] == second[:shared] and second[shared - 1] == "-":
            return second[shared:]
    century = len("20")
    return second[century:] if second.isdigit() and first[:century] == second[:century] else second


def _joined(written: list[str], sign: str) -> str:
    return sign.join([written[0], *(_tail(before, after) for before, after in pairwise(written))])


def _years(date: Date, width: int) -> str:
    start, end = date.strict
    mark = ("~" if date.approximate else "") + ("?" if date.uncertain else "")
    first = str(civil(start // DAY).year) if date.strict.has_start else "…"
    last = str(civil((end - 1) // DAY).year) if date.strict.has_end else "…"
    if isinstance(date, AllOf) and len(date.members) > 1:
        both = f"{mark}{first}+…+{_tail(first, last)}"
        return both if first != last and len(both) <= width else f"{mark}{first}+…"
    return mark + (first if first == last else f"{first}..{_tail(first, last)}")


def _simple(date: SimpleDate, language: str) -> str:
    phrases = _phrases(language)
    said = _plain(date, language)
    if not date.partly:
        return _filled(phrases[_QUALIFIED[date.mark]], said) if date.mark else said
    doubts = (f"{name} {phrases[mark]}" for name, mark in zip(phrases["parts"], date.marks, strict=False) if mark)
    return f"{said} ({', '.join(doubts)})"


def _plain(date: SimpleDate, language: str) -> str:
    phrases = _phrases(language)
    low, high = date.years
    if low != high:
        return _some_year(date, language)
    year = _year(low, language)
    if not date.month:
        return year
    if date.month == "XX" and date.day in {None, "XX"}:
        return str(phrases["some-day-of-year" if date.day else "some-month"].format(year))
    if date.is_season:
        return _season(int(date.month), year, language)
    if "X" in date.month or (date.day and "X" in date.day and date.day != "XX"):
        return str(phrases["like"].format(date))
    return _of_month(date, year, language)


def _of_month(date: SimpleDate, year: str, language: str) -> str:
    """A month, or a day of one, of a year told in words; the year may be empty."""
    phrases = _phrases(language)
    month = _MONTHS.get(language, _MONTHS["en"])[int(date.month or 1) - 1]
    if not date.day:
        return f"{month} {year}".strip()
    if date.day == "XX":
        return str(phrases["some-day"].format(f"{month} {year}".strip()))
    day = str(phrases["day"].format(day=int(date.day), month=month, year=year)).strip()
    return f"{day}, {date.time}" if date.time else day


def _some_year(date: SimpleDate, language: str) -> str:
    """A date whose year is one of several."""
    phrases = _phrases(language)
    low, high = date.years
    if "S" in date.year:
        estimate = SimpleDate(date.year.partition("S")[0]).years[0]
        between = phrases["years"].format(_year(low, language), _year(high, language))
        return str(phrases["estimate"].format(_year(estimate, language), between))
    decade = date.precision is Precision.DECADE if not date.month else high - low < 10  # noqa: PLR2004  # years
    plain = not date.month or (date.month == "XX" and date.day in {None, "XX"})
    if decade and low >= 0 and plain:
        return str(phrases["decade"].format(low))
    if decade and low >= 0 and str(date.month).isdigit() and not date.is_season and date.day != "XX":
        return str(phrases["of-decade"].format(_of_month(date, "", language), low))
    if plain and "X" not in date.year.rstrip("X"):
        return str(phrases["years"].format(_year(low, language), _year(high, language)))
    return str(phrases["like"].format(date))


def _year(year: int, language: str) -> str:
    """A year as one says it; years before 1 CE with their era, long ones with separators."""
    shown = 1 - year if year <= 0 else year
    digits = grouped(shown, language) if len(str(shown)) >= _GROUPED_DIGITS else str(shown)
    return str(_phrases(language)["bce"].format(digits)) if year <= 0 else digits


def _season(number: int, year: str, language: str) -> str:
    for first, group in reversed(_GROUPS.items()):
        if number >= first:
            ordinal = _ORDINALS.get(language, _ORDINALS["en"])[number - first]
            return group.get(language, group["en"]).format(ordinal, year)
    said = f"{_SEASONS.get(language, _SEASONS['en'])[(number - 21) % 4]} {year}"
    north, south = _HEMISPHERES.get(language, _HEMISPHERES["en"])
    if number in _NORTH:
        return north.format(said)
    return south.format(said) if number in _SOUTH else said


def _interval(date: Interval, language: str) -> str:
    phrases = _phrases(language)
    start, end = date.start, date.end
    if isinstance(start, SimpleDate) and isinstance(end, SimpleDate):
        return _filled(phrases["interval"], _simple(start, language), _simple(end, language))
    if isinstance(start, SimpleDate):
        return _filled(phrases["since" if end else "unknown-end"], _simple(start, language))
    if isinstance(end, SimpleDate):
        return _filled(phrases["until" if start else "unknown-start"], _simple(end, language))
    return str(date)


def _range(date: Range, language: str) -> str:
    phrases = _phrases(language)
    if date.start and date.end:
        return _filled(phrases["between"], _simple(date.start, language), _simple(date.end, language))
    if date.end:
        return _filled(phrases["by"], _simple(date.end, language))
    return _filled(phrases["from"], _simple(date.start, language)) if date.start else str(date)


def _each(date: Range, language: str) -> str:
    """A range of which every part is meant."""
    phrases = _phrases(language)
    if date.start and date.end:
        return _filled(phrases["each"], _simple(date.start, language), _simple(date.end, language))
    if date.end:
        return _filled(phrases["each-until"], _simple(date.end, language))
    return _filled(phrases["each-since"], _simple(date.start, language)) if date.start else str(date)
