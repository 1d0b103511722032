"""The facets of events, and how their values read."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property

from timeline_tui.index.fold import document
from timeline_tui.model.records import Event, Person, Source, Timeline
from timeline_tui.model.text import in_language


class Facet(StrEnum):
    """What events can be grouped by; the value is the field's name in a query."""

    PERSON = "person"
    SOURCE = "source"
    TAG = "tag"
    PLACE = "place"
    ORGANIZATION = "org"


def values(event: Event, facet: Facet) -> Iterator[str]:
    """The keys of an event in a facet: ids of people and sources, or the strings themselves."""
    match facet:
        case Facet.PERSON:
            yield from (participant.person for participant in event.people)
        case Facet.SOURCE:
            yield from (citation.source for citation in event.citations)
        case Facet.TAG:
            yield from event.tags
        case Facet.PLACE:
            yield from event.places
        case Facet.ORGANIZATION:
            yield from event.organizations


class Names:
    """How the keys of a timeline's facets read, in any language."""

    def __init__(self, timeline: Timeline) -> None:
        self.people: dict[str, Person] = {person.id: person for person in timeline.people}
        self.sources: dict[str, Source] = {source.id: source for source in timeline.sources}
        self._labels = timeline.labels
        self._folded: dict[tuple[Facet, str], str] = {}

    @cached_property
    def issued(self) -> list[int]:
        """When sources were published: the first seconds of their dates, ascending."""
        dates = (source.issued for source in self.sources.values())
        return sorted(date.strict.start for date in dates if date is not None)

    def label(self, key: str, language: str) -> str:
        """How any key of the file reads: its label, or the key itself."""
        return in_language(self._labels.get(key, {}), language) or key

    def name(self, facet: Facet, key: str, language: str) -> str:
        """How one key reads: a person's name, a label, or the key itself."""
        if facet is Facet.PERSON and key in self.people:
            return self.people[key].name
        if key in self._labels:
            return in_language(self._labels[key], language) or key
        if facet is Facet.SOURCE and key in self.sources:
            return self.sources[key].title
        return key

    def folded(self, facet: Facet, key: str) -> str:
        """The searchable form of everything a key is known by."""
        if (facet, key) not in self._folded:
            self._folded[facet, key] = document(self.spellings(facet, key))
        return self._folded[facet, key]

    def spellings(self, facet: Facet, key: str) -> Iterator[str]:
        """Everything a key is known by: its id, names, aliases, labels in all languages."""
        yield key
        yield from self._labels.get(key, {}).values()
        if facet is Facet.PERSON and key in self.people:
            yield self.people[key].name
            yield from self.people[key].aliases
        if facet is Facet.SOURCE and key in self.sources:
            yield self.sources[key].title
