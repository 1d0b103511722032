"""The panels of the explorer and the lines of the facet panels."""

from dataclasses import dataclass
from enum import Enum

from timeline_tui.explore import filters
from timeline_tui.index.base import Index
from timeline_tui.index.facets import Facet
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
class FacetRow:
    """A line of a facet panel: a value, how many of the events shown have it, and how many any value has."""

    facet: Facet
    key: str
    name: str
    count: int
    most: int
    chosen: bool
    excluded: bool


def facet_rows(result: Result, panel: Panel, language: str) -> tuple[FacetRow, ...]:
    """All values of a facet panel: within a facet by count, then by name; values without events last."""
    return tuple(row for facet in FACETS[panel] for row in _rows_of(result, facet, language))


def _rows_of(result: Result, facet: Facet, language: str) -> list[FacetRow]:
    index: Index = result.index
    counts = result.counts(facet)
    chosen, excluded = filters.chosen(result.query, facet), filters.excluded(result.query, facet)
    most = max(counts.values(), default=0)
    rows = [
        FacetRow(
            facet,
            key,
            index.names.name(facet, key, language),
            counts.get(key, 0),
            most,
            key in chosen,
            key in excluded,
        )
        for key in index.keys(facet)
    ]
    return sorted(rows, key=lambda row: (-row.count, row.name.casefold()))
