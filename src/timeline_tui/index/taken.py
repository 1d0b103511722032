"""What an index takes from a record as a file holds it, without making an ``Event`` of it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias

from timeline_tui.index.base import Flag, Part
from timeline_tui.index.scan import claim_texts
from timeline_tui.model.dates import Date
from timeline_tui.model.records import Event

Texts: TypeAlias = str | Mapping[str, str]
"""A plain string, or texts by language tag."""


LightEvent: TypeAlias = Any
"""An event as a file has it, checked and cleaned, with the fields of ``model.records.Event``.

``date``, also of citations, is as it is written, and empty or None where there is none; participants and relations
are ids, or have one; ``other`` is what stands under unknown keys.
"""

FLAG_BITS = {flag: 1 << number for number, flag in enumerate(Flag)}
"""Which bit of an event's flags is which."""


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
