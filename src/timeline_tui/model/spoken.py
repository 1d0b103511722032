"""Dates as people write them in English, German and Japanese, understood as EDTF; what was assumed is told."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from msgspec import Struct

from timeline_tui.model.dates import Date
from timeline_tui.model.edtf import DateError, parse
from timeline_tui.model.text import Text

_LONGEST = 120
"""Characters in a phrase that is tried."""

_MONTH_NAMES = (
    "january januar jan jänner", "february februar feb", "march märz maerz mar mär", "april apr", "may mai",
    "june juni jun", "july juli jul", "august aug", "september sep sept", "october oktober oct okt",
    "november nov", "december dezember dec dez",
)  # fmt: skip
"""Patterns, compiled only when something is understood, and what a match means."""
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""The number of each name of a month, folded to lower case."""

_SEASON_NAMES = ("spring frühling frühjahr", "summer sommer", "autumn fall herbst", "winter")
_SEASONS = {name: number for number, names in enumerate(_SEASON_NAMES, 21) for name in names.split()}

_ABOUT = r"(?:ca\.?|c\.|circa|zirka|about|around|approximately|approx\.?|um|etwa|ungefähr|gegen|~)\s*"
_PERHAPS = r"(?:perhaps|maybe|probably|possibly|vielleicht|wohl|vermutlich|möglicherweise)\s+"
_EARLY = r"(?P<early>early|beginning of|anfang)|(?P<mid>mid|middle of|mitte)|(?P<late>late|end of|ende)"
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_SEASON = rf"(?P<season>{'|'.join(_SEASONS)})"
_YEAR = r"(?P<year>\d{3,4})"
_DECADE = r"(?:the\s+|den\s+|der\s+|die\s+)?(?P<decade>\d{2,3})0(?:s|'s|er)(?:\s+jahren?)?"


@cache
def plain_phrase() -> re.Pattern[str]:
    """Days and months so plainly written that they are dates wherever they stand in a text."""
    return re.compile(
        rf"\d{{1,2}}\.?\s+{_MONTH.replace('?P<month>', '?:')}\s+\d{{4}}\b"
        rf"|\b{_MONTH.replace('?P<month>', '?:')}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,\s*)?\d{{4}}\b"
        r"|\b\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b"
        r"|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?",
        re.IGNORECASE,
    )


class Understood(Struct, frozen=True):
    """A date found in words, and what had to be assumed to find it (empty where nothing had)."""

    date: Date
    assumed: Text


class _NotThisError(Exception):
    """The words have this form but mean no date."""


def understand(text: str) -> Understood | None:
    """What date some words mean, or None; EDTF itself is understood too.

    "ca. 1812", "um 1860", "Anfang 2016", "Mitte der 1960er", "Mai 2019", "19th century", "2019年5月",
    "before 1928", "zwischen 1990 und 1995", "Spring 2001", "2006 or 2007".
    """
    words = " ".join(text[: _LONGEST + 1].split())
    if len(words) > _LONGEST:
        return None
    try:
        return Understood(parse(words), {})
    except DateError:
        pass
    edtf, assumed = _find(words.casefold().strip(" ."))
    if not edtf:
        return None
    try:
        return Understood(parse(edtf), assumed)
    except DateError:
        return None


_Found = tuple[str, Text]
_NOTHING: _Found = ("", {})


@lru_cache(maxsize=4096)
def _find(words: str) -> _Found:
    for pattern, meaning in _FORMS:
        if match := re.fullmatch(pattern, words):
            try:
                return meaning(match)
            except _NotThisError:
                continue
    return _NOTHING


def _part(words: str) -> str:
    """The EDTF of a part of a longer phrase, which must be a single date."""
    try:
        parse(words)
    except DateError:
        edtf, _ = _find(words)
        if not edtf or edtf[0] in "[{" or "/" in edtf:
            raise _NotThisError from None
        return edtf
    return words


def _day(match: re.Match[str]) -> _Found:
    month = match.groupdict().get("month") or ""
    number = MONTHS.get(month) or int(match["number"])
    day = match.groupdict().get("day")
    written = f"{int(match['year']):04}-{number:02}" + (f"-{int(day):02}" if day else "")
    return written, {}


def _qualified(mark: str) -> Callable[[re.Match[str]], _Found]:
    def meaning(match: re.Match[str]) -> _Found:
        inner = _part(match["rest"])
        if inner[-1] in "?~%":
            return inner[:-1] + ("%" if inner[-1] != mark else mark), {}
        return inner + mark, {}

    return meaning


def _third_of_year(match: re.Match[str]) -> _Found:
    year = int(match["year"])
    first, last = (1, 4) if match["early"] else (5, 8) if match["mid"] else (9, 12)
    assumed = {
        "en": f"the {'first' if match['early'] else 'middle' if match['mid'] else 'last'} four months",
        "de": f"die {'ersten' if match['early'] else 'mittleren' if match['mid'] else 'letzten'} vier Monate",
    }
    return f"[{year:04}-{first:02}..{year:04}-{last:02}]", assumed


def _part_of_decade(match: re.Match[str]) -> _Found:
    decade, assumed = _decade_of(match["decade"])
    first, last = (0, 3) if match["early"] else (4, 6) if match["mid"] else (7, 9)
    told = {"en": f"the years {first} to {last} of the decade", "de": f"die Jahre {first} bis {last} des Jahrzehnts"}
    both = {key: ", ".join(filter(None, (told[key], assumed.get(key)))) for key in told}
    return f"[{decade}{first}..{decade}{last}]", both


def _decade(match: re.Match[str]) -> _Found:
    decade, assumed = _decade_of(match["decade"])
    return f"{decade}X", assumed


_SHORT_DECADE = 2


def _decade_of(digits: str) -> tuple[str, dict[str, str]]:
    if len(digits) > _SHORT_DECADE:
        return digits, {}
    return f"{digits:0>3}", {"en": "the year has three digits", "de": "das Jahr hat drei Ziffern"}


def _bare_decade(match: re.Match[str]) -> _Found:
    assumed = {"en": f"the 19{match['decade']}0s", "de": f"die 19{match['decade']}0er"}
    return f"19{match['decade']}X", assumed


def _century(match: re.Match[str]) -> _Found:
    number = int(match["century"])
    if not 1 <= number <= 99:  # noqa: PLR2004  # centuries of four-digit years
        raise _NotThisError
    low = (number - 1) * 100
    assumed = {"en": f"{low} to {low + 99}", "de": f"{low} bis {low + 99}"}
    return f"{number - 1:02}XX", assumed


def _season(match: re.Match[str]) -> _Found:
    return f"{int(match['year']):04}-{_SEASONS[match['season']]}", {}


def _quarter(match: re.Match[str]) -> _Found:
    return f"{int(match['year']):04}-{32 + int(match['quarter'])}", {}


def _before_christ(match: re.Match[str]) -> _Found:
    year = 1 - int(match["year"])
    return (f"-{-year:04}" if year else "0000"), {}


_INCLUDED = {"en": "the day or year itself included", "de": "der Tag oder das Jahr selbst eingeschlossen"}
_ONE_MOMENT = {"en": "one moment, unknown which", "de": "ein Zeitpunkt, unbekannt welcher"}
_LASTED = {"en": "it lasted", "de": "es dauerte"}

_Meaning = Callable[[re.Match[str]], _Found]


_FORMS: tuple[tuple[str, _Meaning], ...] = (
    (rf"(?P<day>\d{{1,2}})\.?\s*(?:of\s+)?{_MONTH},?\s+{_YEAR}", _day),
    (rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}", _day),
    (rf"(?P<day>\d{{1,2}})\.\s?(?P<number>\d{{1,2}})\.\s?{_YEAR}", _day),
    (rf"{_YEAR}/(?P<number>\d{{1,2}})/(?P<day>\d{{1,2}})", _day),
    (rf"{_MONTH},?\s+{_YEAR}", _day),
    (rf"{_YEAR}年(?P<number>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?", _day),
    (rf"(?:im jahre?\s+|in\s+|im\s+|year\s+)?{_YEAR}年?", lambda match: (f"{int(match['year']):04}", {})),
    (rf"(?:im\s+|in\s+)?{_SEASON}(?:\s+of)?\s+{_YEAR}(?:/\d{{2,4}})?", _season),
    (rf"q(?P<quarter>[1-4])\s*/?\s*{_YEAR}", _quarter),
    (rf"(?P<quarter>[1-4])(?:\.|st|nd|rd|th)\s*(?:quartal|quarter(?: of)?)\s+{_YEAR}", _quarter),
    (rf"(?:{_EARLY})\s+(?:des jahres\s+|jahr\s+|in\s+)?{_YEAR}", _third_of_year),
    (rf"(?:{_EARLY})[\s-]+{_DECADE}", _part_of_decade),
    (_DECADE, _decade),
    (r"(?:the\s+|den\s+|der\s+|die\s+)?'?(?P<decade>[2-9])0(?:s|'s|er)(?:\s+jahren?)?", _bare_decade),
    (r"(?:the\s+|im\s+|in the\s+)?(?P<century>\d{1,2})(?:st|nd|rd|th|\.)\s*(?:century|jahrhunderts?|jh\.?)",
          _century),
    (r"(?P<century>\d{1,2})世紀", _century),
    (r"(?P<year>\d{1,4})\s*(?:bce|bc|b\.c\.|v\. ?chr\.?|vor christus)", _before_christ),
    (r"(?:between|zwischen)\s+(?P<one>.+?)\s+(?:and|und)\s+(?P<other>.+)",
          lambda m: (f"[{_part(m['one'])}..{_part(m['other'])}]", _ONE_MOMENT)),
    (r"(?:from|von)\s+(?P<one>.+?)\s+(?:to|until|bis)\s+(?P<other>.+)",
          lambda m: (f"{_part(m['one'])}/{_part(m['other'])}", _LASTED)),
    (r"(?P<one>\d{4})\s*(?:-|–|bis|to)\s*(?P<other>\d{4})", lambda m: (f"{m['one']}/{m['other']}", _LASTED)),
    (r"(?P<one>.+?)\s+(?:or|oder)\s+(?P<other>.+)", lambda m: (f"[{_part(m['one'])},{_part(m['other'])}]", {})),
    (r"(?:no later than|spätestens|by|before|earlier than|vor(?: dem)?)\s+(?P<rest>.+)",
          lambda m: (f"[..{_part(m['rest'])}]", _INCLUDED)),
    (r"(?:no earlier than|frühestens|after|later than|nach(?: dem)?)\s+(?P<rest>.+)",
          lambda m: (f"[{_part(m['rest'])}..]", _INCLUDED)),
    (r"(?:since|seit(?: dem)?|ab)\s+(?P<rest>.+)", lambda m: (f"{_part(m['rest'])}/..", _LASTED)),
    (r"(?:until|till|bis(?: zum)?)\s+(?P<rest>.+)", lambda m: (f"../{_part(m['rest'])}", _LASTED)),
    (rf"{_ABOUT}(?P<rest>.+)", _qualified("~")),
    (rf"{_PERHAPS}(?P<rest>.+)", _qualified("?")),
    (r"(?P<rest>.+?)\s*\(?\?\)?", _qualified("?")),
    (r"(?P<rest>.+?)頃", _qualified("~")),
)  # fmt: skip
"""Patterns, compiled only when something is understood, and what a match means."""
