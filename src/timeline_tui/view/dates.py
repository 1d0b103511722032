"""Dates in words and in short, English and German, never more exact than they are."""

from timeline_tui.model.calendar import DAY, civil
from timeline_tui.model.edtf import Date, Interval, OneOf, Precision, Range, SimpleDate

_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
           "November", "Dezember"),
}  # fmt: skip

_PHRASES = {
    "en": {
        "undated": "undated", "about": "about {}", "doubted": "{} (uncertain)", "about-doubted": "about {} (uncertain)",
        "some-day": "some day in {}", "some-month": "some month in {}", "decade": "the {}s",
        "years": "between {} and {}", "bce": "{} BCE", "day": "{day} {month} {year}",
        "interval": "from {} to {}", "since": "since {}", "until": "until {}",
        "unknown-end": "from {}, until an unknown time", "unknown-start": "from an unknown time until {}",
        "between": "between {} and {}", "by": "no later than {}", "from": "no earlier than {}", "or": "or",
    },
    "de": {
        "undated": "ohne Datum", "about": "um {}", "doubted": "{} (unsicher)", "about-doubted": "um {} (unsicher)",
        "some-day": "an einem Tag im {}", "some-month": "in einem Monat {}", "decade": "die {}er",
        "years": "zwischen {} und {}", "bce": "{} v. Chr.", "day": "{day}. {month} {year}",
        "interval": "von {} bis {}", "since": "seit {}", "until": "bis {}",
        "unknown-end": "ab {}, bis unbekannt wann", "unknown-start": "von unbekannt bis {}",
        "between": "zwischen {} und {}", "by": "spätestens {}", "from": "frühestens {}", "or": "oder",
    },
}  # fmt: skip

_QUALIFIED = {"~": "about", "?": "doubted", "%": "about-doubted"}


def in_words(date: Date | None, language: str) -> str:
    """A date as one would say it: "25 November 2019", "2006, 2007 or 2016", "since 2016", "undated"."""
    phrases = _PHRASES.get(language, _PHRASES["en"])
    if date is None:
        return phrases["undated"]
    match date:
        case SimpleDate():
            return _simple(date, language)
        case Interval():
            return _interval(date, language)
        case Range():
            return _range(date, language)
        case OneOf():
            *first, last = [in_words(member, language) for member in date.members]
            return f"{', '.join(first)} {phrases['or']} {last}" if first else last
        case _:
            return str(date)


def in_short(date: Date | None, width: int = 40) -> str:
    """A date for a list, in figures: ``2019-11-25``, ``2006|07|16``, ``≤2019-12-03``, ``2006–2019``, ``~2012``.

    Where that is wider than ``width`` cells it is told less exactly, by months, by years, by the first
    and last year; every shorter form holds the longer one.
    """
    if date is None:
        return "—"
    for parts in (4, 2, 1):
        text = _short(date, parts)
        if len(text) <= width:
            return text
    return _years(date)


def _short(date: Date, parts: int) -> str:
    """A date in figures; of each day the first ``parts`` of year, month, day and time."""
    match date:
        case SimpleDate():
            return _figures(date, parts)
        case Interval(start, end):
            left = _figures(start, parts) if isinstance(start, SimpleDate) else ("…" if start else "?")
            right = _figures(end, parts) if isinstance(end, SimpleDate) else ("…" if end else "?")
            return f"{left}–{_tail(left, right)}"
        case Range(start, end):
            if start and end:
                left, right = _figures(start, parts), _figures(end, parts)
                return left if left == right else f"{left}..{_tail(left, right)}"
            return f"≤{_figures(end, parts)}" if end else f"≥{_figures(start, parts)}" if start else "—"
        case OneOf(members):
            written = list(dict.fromkeys(_short(member, parts) for member in members))
            return "|".join([written[0], *(_tail(written[0], other) for other in written[1:])])
        case _:
            return str(date)


def _figures(date: SimpleDate, parts: int) -> str:
    known = [part for part in (date.year, date.month, date.day) if part not in {None, "XX"}][:parts]
    time = f" {date.time}" if date.time and parts > len(known) else ""
    mark = {"~": "~", "?": "?", "%": "~?"}.get(date.qualifier, "")
    return mark + "-".join(str(part) for part in known) + time


def _tail(first: str, second: str) -> str:
    """``second`` without what it shares with ``first``: the year and month, the year, or the century."""
    shared = [size for size in (8, 5) if len(second) > size and first[:size] == second[:size]]
    if shared and first[:4].isdigit():
        return second[shared[0] :]
    both_years = len(first[:4]) == len(second) == 4 and (first[:4] + second).isdigit()  # noqa: PLR2004
    return second[2:] if both_years and first[:2] == second[:2] else second


def _years(date: Date) -> str:
    start, end = date.strict
    first = str(civil(start // DAY).year) if date.strict.has_start else "…"
    last = str(civil((end - 1) // DAY).year) if date.strict.has_end else "…"
    return first if first == last else f"{first}..{_tail(first, last)}"


def _simple(date: SimpleDate, language: str) -> str:
    phrases = _PHRASES.get(language, _PHRASES["en"])
    said = _plain(date, language)
    return phrases[_QUALIFIED[date.qualifier]].format(said) if date.qualifier else said


def _plain(date: SimpleDate, language: str) -> str:
    phrases = _PHRASES.get(language, _PHRASES["en"])
    if date.precision is Precision.DECADE:
        return phrases["decade"].format(date.year.replace("X", "0"))
    if date.precision < Precision.DECADE:
        return phrases["years"].format(date.year.replace("X", "0"), date.year.replace("X", "9"))
    year = int(date.year)
    year_words = phrases["bce"].format(1 - year) if year <= 0 else str(year)
    if date.month == "XX" and not date.day:
        return phrases["some-month"].format(year_words)
    if not date.month or date.month == "XX":
        return phrases["some-day"].format(year_words) if date.day else year_words
    month = _MONTHS.get(language, _MONTHS["en"])[int(date.month) - 1]
    if not date.day:
        return f"{month} {year_words}"
    if date.day == "XX":
        return phrases["some-day"].format(f"{month} {year_words}")
    day = phrases["day"].format(day=int(date.day), month=month, year=year_words)
    return f"{day}, {date.time}" if date.time else day


def _interval(date: Interval, language: str) -> str:
    phrases = _PHRASES.get(language, _PHRASES["en"])
    start, end = date.start, date.end
    if isinstance(start, SimpleDate) and isinstance(end, SimpleDate):
        return phrases["interval"].format(_simple(start, language), _simple(end, language))
    if isinstance(start, SimpleDate):
        return phrases["since" if end else "unknown-end"].format(_simple(start, language))
    if isinstance(end, SimpleDate):
        return phrases["until" if start else "unknown-start"].format(_simple(end, language))
    return str(date)


def _range(date: Range, language: str) -> str:
    phrases = _PHRASES.get(language, _PHRASES["en"])
    if date.start and date.end:
        return phrases["between"].format(_simple(date.start, language), _simple(date.end, language))
    if date.end:
        return phrases["by"].format(_simple(date.end, language))
    return phrases["from"].format(_simple(date.start, language)) if date.start else str(date)
