"""The panels of the explorer and the lines of the facet panels."""

from dataclasses import dataclass
from enum import Enum

from timeline_tui.explore import filters
from timeline_tui.index.base import Index
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import Pattern, pattern
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


@dataclass(frozen=True)
class Sifting:
    """How the values of a facet panel are listed: only those that hold ``text``, and by name or by count."""

    text: str = ""
    by_name: bool = False


@dataclass(frozen=True)
class FacetRow:
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


def facet_rows(result: Result, panel: Panel, language: str, sifting: Sifting) -> tuple[FacetRow, ...]:
    """The values of a facet panel, facet by facet; events without any value last, where there are such.

    A value that is chosen or excluded is listed whatever the panel is narrowed to.
    """
    return tuple(row for facet in FACETS[panel] for row in _rows_of(result, facet, language, sifting))


def _rows_of(result: Result, facet: Facet, language: str, sifting: Sifting) -> list[FacetRow]:
    index: Index = result.index
    counts = result.counts(facet)
    chosen, excluded = filters.chosen(result.query, facet), filters.excluded(result.query, facet)
    most = max(counts.values(), default=0)
    wanted = pattern(sifting.text)

    def row(key: str, name: str, count: int) -> FacetRow:
        return FacetRow(facet, key, name, count, most, key in chosen, key in excluded)

    rows = [
        row(key, index.names.name(facet, key, language), counts.get(key, 0))
        for key in index.keys(facet)
        if _is_wanted(index, facet, key, wanted) or key in chosen or key in excluded
    ]
    rows.sort(key=lambda row: (0 if sifting.by_name else -row.count, row.name.casefold()))
    none = row(filters.NONE, "", result.missing(facet))
    shown = index.without(facet) and wanted is None
    return [*rows, none] if shown or none.chosen or none.excluded else rows


def _is_wanted(index: Index, facet: Facet, key: str, wanted: Pattern | None) -> bool:
    return wanted is None or wanted.text in index.names.folded(facet, key)
