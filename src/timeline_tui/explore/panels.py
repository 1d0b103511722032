"""The panels of the explorer and the lines of the facet panels."""

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from timeline_tui.explore import filters
from timeline_tui.index.base import Ranked, Ranking
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import pattern
from timeline_tui.query.run import Result


class Panel(Enum):
    """A part of the screen that can have the focus; the value is the key that goes there."""

    PEOPLE = "1"
    SOURCES = "2"
    TOPICS = "3"
    EVENTS = "4"
    DETAIL = "5"
    TIME = "6"


FACETS: dict[Panel, tuple[Facet, ...]] = {
    Panel.PEOPLE: (Facet.PERSON,),
    Panel.SOURCES: (Facet.SOURCE,),
    Panel.TOPICS: (Facet.TAG, Facet.PLACE, Facet.ORGANIZATION),
}
"""The facets that each facet panel lists, one after the other."""

AROUND: tuple[Panel, ...] = (
    Panel.EVENTS,
    Panel.DETAIL,
    Panel.TIME,
    Panel.PEOPLE,
    Panel.SOURCES,
    Panel.TOPICS,
)
"""The panels in the order of the tab key."""


class Sifting(Struct, frozen=True):
    """How the values of a facet panel are listed: only those that hold ``text``, and by name or by count."""

    text: str = ""
    by_name: bool = False


class FacetRow(Struct, frozen=True):
    """A line of a facet panel: a value, how many of the events shown have it, and how many any value has.

    The key ``filters.NONE`` and an empty name stand for events without any value.
    """

    facet: Facet
    key: str
    name: str
    count: int
    most: int
    chosen: bool
    excluded: bool


class FacetLines:
    """The values of a facet panel, facet by facet, made when looked at; events without any value come last of each.

    A value that is chosen or excluded is listed whatever the panel is narrowed to.
    """

    def __init__(self, result: Result, panel: Panel, language: str, sifting: Sifting) -> None:
        self._names, self._language = result.index.names, language  # not the result, which keeps these lines itself
        self._parts = [_part(result, facet, language, sifting) for facet in FACETS[panel]]

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts)

    def __getitem__(self, number: int) -> FacetRow:
        for part in self._parts:
            if number < len(part):
                return self._row(part, number)
            number -= len(part)
        raise IndexError(number)

    def __iter__(self) -> Iterator[FacetRow]:
        return (self[number] for number in range(len(self)))

    @property
    def starts(self) -> list[tuple[int, Facet]]:
        """The number of the first line of each facet that has any."""
        found, start = [], 0
        for part in self._parts:
            found += [(start, part.facet)] if len(part) else []
            start += len(part)
        return found

    def position(self, facet: Facet, key: str) -> int | None:
        """Where a value is listed, or None."""
        start = 0
        for part in self._parts:
            if part.facet is facet:
                place = part.position(key)
                return None if place is None else start + place
            start += len(part)
        return None

    def _row(self, part: "_Part", number: int) -> FacetRow:
        key, count = part.counted(number)
        name = self._names.name(part.facet, key, self._language) if key != filters.NONE else ""
        most = part.ranking.most
        return FacetRow(part.facet, key, name, count, most, key in part.chosen, key in part.excluded)


class _Part(Struct, frozen=True):
    """The values of one facet as ``listed``, counted by ``ranking``; whether events without any are, and how many."""

    facet: Facet
    listed: Ranking
    ranking: Ranking
    shows_none: bool
    missing: int
    chosen: frozenset[str]
    excluded: frozenset[str]

    def __len__(self) -> int:
        return len(self.ranking) + self.shows_none

    def counted(self, number: int) -> tuple[str, int]:
        """The value on a line, and how many events have it."""
        if number == len(self.ranking):
            return filters.NONE, self.missing
        if self.listed is self.ranking:
            return self.ranking[number]
        key, _ = self.listed[number]
        place = self.ranking.position(key)
        return key, 0 if place is None else self.ranking[place][1]

    def position(self, key: str) -> int | None:
        if key == filters.NONE:
            return len(self.ranking) if self.shows_none else None
        return self.listed.position(key)


def _part(result: Result, facet: Facet, language: str, sifting: Sifting) -> _Part:
    chosen, excluded = filters.chosen(result.query, facet), filters.excluded(result.query, facet)
    wanted = pattern(sifting.text)
    how = Ranked(language, sifting.by_name, wanted, chosen | excluded)
    ranking = result.ranked(facet, how)
    listed = result.listed(facet, how) if excluded else ranking
    shows_none = filters.NONE in chosen | excluded or (wanted is None and bool(result.index.without(facet)))
    return _Part(facet, listed, ranking, shows_none, result.missing(facet) if shows_none else 0, chosen, excluded)
