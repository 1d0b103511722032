"""How much time lies between two events, in short and in words; no more exact than their dates."""

from timeline_tui.model.calendar import DAY
from timeline_tui.model.dates import Date
from timeline_tui.model.elapsed import Elapsed, elapsed, in_calendar
from timeline_tui.view.lines import width_of
from timeline_tui.view.words import word

ROOM = 10
"""Cells of the short form."""

_MINUS = "−"
_YEAR, _MONTH = 365.2425, 30.436875
"""Days on average, for ranges."""


def elapsed_short(since: Date | None, until: Date | None, language: str) -> str:
    """The time between in few cells: ``+5y 3m``, ``−2d``, ``+2–3y``, ``−1…+2y``, ``=``; empty where it is unknown.

    What would take more than ``ROOM`` is told less exactly.
    """
    if since is None or until is None or (found := _between(since, until)) is None:
        return ""
    if found.least == found.most:
        told = [f"{count}{word(f'{unit}-letter', language)}" for unit, count in _parts(since, until)]
        return _fitting(f"{_sign(found)}{' '.join(told)}", f"{_sign(found)}{told[0]}") if told else "="
    unit, size = _unit(found)
    low, high = round(found.least / size), round(found.most / size)
    letter = word(f"{unit}-letter", language)
    if found.least < 0 < found.most:
        most = max(1, -low, high)
        return _fitting(f"{_MINUS}{max(1, -low)}…+{max(1, high)}{letter}", f"±{most}{letter}")
    near, far = sorted((abs(low), abs(high)))
    about = f"{_sign(found)}~{(near + far) // 2}{letter}"
    return _fitting(f"{_sign(found)}{near}–{far}{letter}", about) if near != far else about


def _between(since: Date, until: Date) -> Elapsed | None:
    """The time between two dates, taken strictly; None where a beginning or an end is open or unknown."""
    known = all(date.fuzzy.has_start and date.fuzzy.has_end for date in (since, until))
    return elapsed(since.strict, until.strict) if known else None


def _fitting(exact: str, shorter: str) -> str:
    return exact if width_of(exact) <= ROOM else shorter


def elapsed_words(since: Date | None, until: Date | None, name: str, language: str) -> str:
    """The time between as a sentence about ``until``; empty where it is unknown."""
    if since is None or until is None or (found := _between(since, until)) is None:
        return ""
    if found.least == found.most:
        told = [_counted(unit, count, language) for unit, count in _parts(since, until)]
        if not told:
            return word("same-day", language, name=name)
        amount = f" {word('and', language)} ".join(told)
        return word("before-it" if found.most < 0 else "after-it", language, amount=amount, name=name)
    unit, size = _unit(found)
    low, high = round(found.least / size), round(found.most / size)
    if found.least < 0 < found.most:
        before, after = _counted(unit, max(1, -low), language), _counted(unit, max(1, high), language)
        return word("before-or-after", language, before=before, after=after, name=name)
    near, far = sorted((abs(low), abs(high)))
    amount = _counted(unit, far, language)
    amount = word("from-to", language, least=near, most=amount) if near != far else word("about", language, it=amount)
    return word("before-it" if found.most < 0 else "after-it", language, amount=amount, name=name)


def _sign(found: Elapsed) -> str:
    return _MINUS if found.least + found.most < 0 else "+"


def _parts(since: Date, until: Date) -> list[tuple[str, int]]:
    """The two largest units between two days that are not empty; days only within a year."""
    span = in_calendar(*sorted((since.strict.start // DAY, until.strict.start // DAY)))
    named = [("year", span.years), ("month", span.months), ("day", span.days)]
    return [(unit, count) for unit, count in named if count and (unit != "day" or not span.years)][:2]


def _unit(found: Elapsed) -> tuple[str, float]:
    """The unit in which a range is told: the largest of which its further end holds two."""
    furthest = max(abs(found.least), abs(found.most))
    if furthest >= 2 * _YEAR:
        return "year", _YEAR
    return ("month", _MONTH) if furthest >= 2 * _MONTH else ("day", 1)


def _counted(unit: str, count: int, language: str) -> str:
    return word(f"one-{unit}" if count == 1 else f"{unit}s", language, count=count)
