"""What an index takes from a record as a file holds it, without making an ``Event`` of it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from timeline_tui.index.base import Flag, Part
from timeline_tui.index.facets import Facet
from timeline_tui.index.scan import claim_texts
from timeline_tui.model.audit import Kind, of_event
from timeline_tui.model.claims import witnesses as count_witnesses
from timeline_tui.model.dates import Date
from timeline_tui.model.edtf import parse
from timeline_tui.model.records import Event, Source

Texts: TypeAlias = str | Mapping[str, str]
"""A plain string, or texts by language tag."""


LightEvent: TypeAlias = Any
"""An event as a file has it, checked and cleaned, with the fields of ``model.records.Event``.

``date``, also of citations, is as it is written, and empty or None where there is none; participants and relations
are ids, or have one; ``other`` is what stands under unknown keys.
"""

_DATES_KEPT = 1 << 16

FLAG_BITS = {flag: 1 << number for number, flag in enumerate(Flag)}
"""Which bit of an event's flags is which."""

_STATUS_FLAGS = {
    "happened": 0,
    "planned": FLAG_BITS[Flag.PLANNED],
    "cancelled": FLAG_BITS[Flag.CANCELLED],
}


def texts(event: LightEvent) -> tuple[list[str], list[str], list[str]]:
    """The texts of an event's title, of its claims, and all others but its id, its date and its facets' names."""
    claims: list[str] = []
    rest = [*_strings(event.summary)] if event.summary else []
    for participant in event.people:
        if type(participant) is not str and participant.role:
            rest += _strings(participant.role)
    for citation in event.citations:
        if citation.locator:
            rest.append(citation.locator)
        if citation.inferred:
            claims += _strings(citation.inferred)
        if citation.claim:
            claims += _strings(citation.claim)
        if citation.says:
            claims += [f"{name} {said}" for name, said in citation.says.items()]
        if citation.quote:
            claims.append(citation.quote)
    if event.other:
        rest += map(str, event.other.values())
    return [*_strings(event.title)], claims, rest


def _strings(text: Texts) -> Collection[str]:
    return (text,) if isinstance(text, str) else text.values()


def keys(events: Sequence[LightEvent]) -> list[tuple[Facet, list[Sequence[str]]]]:
    """The keys that each of some events has in each facet, as they are listed."""
    return [
        (Facet.PERSON, [[one if type(one) is str else one.person for one in event.people] for event in events]),
        (Facet.SOURCE, [[citation.source for citation in event.citations] for event in events]),
        (Facet.TAG, [event.tags for event in events]),
        (Facet.PLACE, [event.places for event in events]),
        (Facet.ORGANIZATION, [event.organizations for event in events]),
    ]


def relations(event: LightEvent) -> list[tuple[str, str]]:
    """The ids of the events that this one is related to, each with how."""
    return [(one, "see") if type(one) is str else (one.event, one.kind) for one in event.related]


class Evidence:
    """What the citations of events come to, found quickly where nothing is in dispute.

    ``made`` makes a record of the model of a light event; it is called for few.
    """

    def __init__(self, sources: Mapping[str, Source], made: Callable[[LightEvent], Event]) -> None:
        self._sources, self._made = sources, made
        self._reprints = {source.id for source in sources.values() if source.excerpt_of}
        self._impossible = lru_cache(_DATES_KEPT)(self._printed_before)

    def of(self, event: LightEvent) -> tuple[int, int, list[tuple[Kind, int]]]:
        """How many independent sources speak of an event, its flags as bits, and its findings with their sizes.

        The flags that its date gives it are not among them: see ``date_flags``.
        """
        citations = event.citations
        flags = _STATUS_FLAGS[event.status]
        if not citations:
            return 0, flags | FLAG_BITS[Flag.UNCITED], [(Kind.UNCITED, 0)]
        findings: list[tuple[Kind, int]] = []
        for citation in citations:
            if not citation.locator:
                findings.append((Kind.NO_LOCATOR, 0))
            if citation.inferred or citation.inferred == "":
                findings.append((Kind.INFERRED, 0))
                flags |= FLAG_BITS[Flag.INFERRED]
            if citation.quote:
                flags |= FLAG_BITS[Flag.QUOTE]
            if citation.date and event.status == "happened" and self._impossible(citation.source, citation.date):
                findings.append((Kind.IMPOSSIBLE, 0))
        if self._agree(citations):
            witnesses = 1 if len(citations) == 1 else len({citation.source for citation in citations})
            if witnesses == 1:
                findings.append((Kind.SINGLE_SOURCE, 0))
        else:
            record = self._made(event)
            witnesses = count_witnesses(record, self._sources)
            findings = [(found.kind, found.size) for found in of_event(record, self._sources)]
            if findings and findings[0][0] is Kind.DISPUTED:
                flags |= FLAG_BITS[Flag.DISPUTED]
        return witnesses, flags | (FLAG_BITS[Flag.SINGLE_SOURCE] if witnesses == 1 else 0), findings

    def _agree(self, citations: Sequence[Any]) -> bool:
        """Whether plainly no two citations contradict each other, and none is a reprint."""
        dates: set[str] = set()
        said: set[str] = set()
        for citation in citations:
            if citation.excerpt_of or citation.source in self._reprints:
                return False
            if says := citation.says:
                if not said.isdisjoint(says):
                    return False
                said.update(says)
            if date := citation.date:
                dates.add(date)
        return len(dates) <= 1

    def _printed_before(self, source: str, date: str) -> bool:
        known = self._sources.get(source)
        issued = known.issued.fuzzy if known and known.issued else None
        return issued is not None and parse(date).fuzzy.start >= issued.end


def date_flags(date: Date | None) -> int:
    """The flags, as bits, of events with a date."""
    if date is None:
        return FLAG_BITS[Flag.UNDATED]
    return date.uncertain * FLAG_BITS[Flag.UNCERTAIN] | date.approximate * FLAG_BITS[Flag.APPROXIMATE]


def texts_of(event: Event, part: Part) -> Iterator[str]:
    """The texts of a part of an event that ``texts`` takes from its record: with ``ANY`` those of all three."""
    if part is not Part.CLAIM:
        yield from event.title.values()
    if part is not Part.TITLE:
        yield from claim_texts(event)
    if part is Part.ANY:
        yield from event.summary.values()
        for participant in event.people:
            yield from participant.role.values()
        yield from (citation.locator for citation in event.citations)
        yield from (str(value) for value in event.other.values())
