"""What the detail can show, and what leads on from it."""

from enum import StrEnum

from msgspec import Struct

from timeline_tui.explore.filters import NONE
from timeline_tui.index.base import Index, Order, Ranked
from timeline_tui.index.facets import Facet
from timeline_tui.index.rows import Rows
from timeline_tui.model.records import Event

LINKS = 200
"""Events of one person, source or place that its detail lists; a filter shows all."""

_COMPANIONS = 8


class Subject(Struct, frozen=True):
    """A record: an event where ``facet`` is None, else a value of that facet."""

    facet: Facet | None
    key: str


class Section(StrEnum):
    """What the links of a detail are grouped by."""

    PEOPLE = "people"
    CLAIMS = "claims"
    RELATED = "related"
    EVENTS = "events"
    WITH_PEOPLE = "with-people"
    WITH_SOURCES = "with-sources"
    WITH_TOPICS = "with-topics"
    WITH_PLACES = "with-places"


class Link(Struct, frozen=True):
    """A way on: to a record, from one line of a section; ``number`` is its position or count there."""

    section: Section
    subject: Subject
    number: int = 0
    relation: str = ""


def links(index: Index, subject: Subject) -> tuple[Link, ...]:
    """All that leads on from a record, in the order in which its detail shows it."""
    if subject.facet is None:
        event = index.event(subject.key)
        return event_links(index, event) if event is not None else ()
    rows = rows_of(index, subject)
    return (*_events_of(index, rows), *_companions(index, subject, rows))


def rows_of(index: Index, subject: Subject) -> Rows:
    """The events that have a value of a facet, or no value there; none for an event."""
    if subject.facet is None:
        return 0
    return index.without(subject.facet) if subject.key == NONE else index.valued(subject.facet, [subject.key])


def event_links(index: Index, event: Event) -> tuple[Link, ...]:
    """The people, claims and related events of an event; relations are followed both ways."""
    people = tuple(
        Link(Section.PEOPLE, Subject(Facet.PERSON, participant.person), number)
        for number, participant in enumerate(event.people)
    )
    claims = tuple(
        Link(Section.CLAIMS, Subject(Facet.SOURCE, citation.source), number)
        for number, citation in enumerate(event.citations)
    )
    related = tuple(
        Link(Section.RELATED, Subject(None, relation.event), 0, relation.kind) for relation in event.related
    )
    named = {(relation.event, relation.kind) for relation in event.related}
    back = tuple(
        Link(Section.RELATED, Subject(None, other), 0, f"{kind}-of-this")
        for other, kind in index.referring(event.id)
        if (other, kind) not in named
    )
    return (*people, *claims, *related, *back)


def _events_of(index: Index, rows: Rows) -> tuple[Link, ...]:
    numbers = index.ordered(rows, Order.DATE, "", ())[:LINKS]
    return tuple(Link(Section.EVENTS, Subject(None, event.id)) for event in index.events(numbers))


def _companions(index: Index, subject: Subject, rows: Rows) -> tuple[Link, ...]:
    found = []
    for section, facet in (
        (Section.WITH_PEOPLE, Facet.PERSON),
        (Section.WITH_SOURCES, Facet.SOURCE),
        (Section.WITH_TOPICS, Facet.TAG),
        (Section.WITH_PLACES, Facet.PLACE),
    ):
        ranking = index.ranked(facet, rows, Ranked("en"))
        counted = [ranking[position] for position in range(min(len(ranking), _COMPANIONS + 1))]
        others = [(key, n) for key, n in counted if n and (facet, key) != (subject.facet, subject.key)]
        found += [Link(section, Subject(facet, key), count) for key, count in others[:_COMPANIONS]]
    return tuple(found)
