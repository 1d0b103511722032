"""The terms of a query, each a plain value whose ``str`` is how it is typed."""

import re
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from timeline_tui.index.base import Flag, Part
from timeline_tui.index.facets import Facet
from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds
from timeline_tui.model.dates import Date

_PLAIN_VALUE = re.compile(r'[^\s"()|,=*][^\s"()|,*]*')
_PLAIN_WORD = re.compile(r'(?![-!].)(?![A-Za-z]+:(?!//))[^\s"()|]+')


def in_quotes(text: str) -> str:
    """``text`` in double quotes; a quote in it is doubled."""
    return '"' + text.replace('"', '""') + '"'


def _quoted(text: str) -> str:
    return text if _PLAIN_VALUE.fullmatch(text) else in_quotes(text)


class Words(Struct, frozen=True):
    """Text that an event holds, in any part or in one; ``phrase`` asks for words as they stand."""

    text: str
    part: Part = Part.ANY
    phrase: bool = False

    def __str__(self) -> str:
        if self.part is not Part.ANY:
            return f"{self.part}:{in_quotes(self.text)}" if self.phrase else f"{self.part}:{self.text}"
        plain = not self.phrase and _PLAIN_WORD.fullmatch(self.text)
        return self.text if plain else in_quotes(self.text)


class Match(StrEnum):
    """How a value of a facet is compared with what is typed."""

    START = "start"
    """A word of the name starts with it."""

    INSIDE = "inside"
    """The name holds it."""

    EXACT = "exact"
    """The key is it."""

    NONE = "none"
    """No value is given at all; the text is empty."""


class Value(Struct, frozen=True):
    """One value of a facet, as it is asked for."""

    text: str
    match: Match = Match.START

    def __str__(self) -> str:
        if self.match is Match.NONE:
            return "none"
        if self.match is Match.EXACT:
            return f"={_quoted(self.text)}"
        if self.match is Match.INSIDE:
            return f"*{_quoted(self.text)}*"
        return in_quotes(self.text) if self.text in {"any", "none"} else _quoted(self.text)


class Has(Struct, frozen=True):
    """Events with any of some values of a facet."""

    facet: Facet
    values: tuple[Value, ...]

    def __str__(self) -> str:
        return f"{self.facet}:{','.join(str(value) for value in self.values)}"


class Given(Struct, frozen=True):
    """Events that have something in a facet at all."""

    facet: Facet

    def __str__(self) -> str:
        return f"{self.facet}:any"


class When(Struct, frozen=True):
    """Events that can have happened from ``start`` to ``end`` (None: open), or surely did.

    ``bare`` is how a date is typed without its field; then the text may say it as well.
    """

    start: Date | None
    end: Date | None
    sure: bool = False
    bare: bool = False

    def __str__(self) -> str:
        one = self.start == self.end
        text = str(self.start) if one else f"{self.start or ''}..{self.end or ''}"
        return text if self.bare else f"date:{'=' if self.sure else ''}{text}"

    @property
    def bounds(self) -> Bounds:
        """From the first second of ``start`` to the last of ``end``."""
        return Bounds(
            self.start.strict.start if self.start else OPEN_START,
            self.end.strict.end if self.end else OPEN_END,
        )


class Is(Struct, frozen=True):
    """Events that are something: disputed, undated, planned and so on."""

    flag: Flag

    def __str__(self) -> str:
        return f"{'has' if self.flag is Flag.QUOTE else 'is'}:{self.flag}"


class Near(Struct, frozen=True):
    """Events that can have happened within so many days of another one."""

    event: str
    amount: int
    unit: str

    DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}  # a constant, not a field

    def __str__(self) -> str:
        return f"near:{_quoted(self.event)},{self.amount}{self.unit}"

    @property
    def days(self) -> int:
        """The distance in days; a month is 31, a year 366, so that none is too short."""
        return self.amount * self.DAYS[self.unit]


class Not(Struct, frozen=True):
    """Events that a term does not find."""

    term: "Term"

    def __str__(self) -> str:
        return f"-{self.term}"


class Off(Struct, frozen=True):
    """A term that is kept but not asked."""

    term: "Term"

    def __str__(self) -> str:
        return f"off:{self.term}"


class AnyOf(Struct, frozen=True):
    """Events that at least one of two or more terms finds."""

    terms: tuple["Term", ...]

    def __str__(self) -> str:
        return " | ".join(str(term) for term in self.terms)


class Group(Struct, frozen=True):
    """Terms in brackets, all of which must find the event."""

    terms: tuple["Term", ...]

    def __str__(self) -> str:
        return f"({' '.join(str(term) for term in self.terms)})"


Term: TypeAlias = Words | Has | Given | When | Is | Near | Not | Off | AnyOf | Group


class Query(Struct, frozen=True):
    """Terms that must all find an event; none finds everything."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return " ".join(str(term) for term in self.terms)

    def __bool__(self) -> bool:
        return bool(self.terms)


EVERYTHING = Query()
"""The query that finds all events."""
