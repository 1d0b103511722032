"""What an index takes from a record as a file holds it, without making an ``Event`` of it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from timeline_tui.index.base import Flag, Part
from timeline_tui.index.facets import Facet
from timeline_tui.index.scan import claim_texts
from timeline_tui.model.audit import Kind, of_event
from timeline_tui.model.claims import witnesses as count_witnesses
from timeline_tui.model.dates import Date
from timeline_tui.model.edtf import parse
from timeline_tui.model.records import Event, Source

Raw = Mapping[str, Any]
"""An event as the JSON has it, checked and cleaned: what ``Event.model_validate`` would take."""

_FIELDS = frozenset(Event.model_fields)
_DATES_KEPT = 1 << 16

date_of = lru_cache(_DATES_KEPT)(parse)
"""``edtf.parse``, its last answers kept: a file holds few different dates."""

FLAG_BITS = {flag: 1 << number for number, flag in enumerate(Flag)}
"""Which bit of an event's flags is which."""


def texts(raw: Raw) -> tuple[list[str], list[str], list[str]]:
    """The texts of an event's title, of its claims, and all others but its id, its date and its facets' names."""
    rest = [*_strings(raw.get("summary"))]
    for participant in raw.get("people", ()):
        if type(participant) is dict:
            rest += _strings(participant.get("role"))
    claims: list[str] = []
    for citation in raw.get("citations", ()):
        if locator := citation.get("locator"):
            rest.append(locator)
        claims += _strings(citation.get("claim"))
        claims += _strings(citation.get("inferred"))
        if quote := citation.get("quote"):
            claims.append(quote)
        if says := citation.get("says"):
            claims += [f"{key} {value}" for key, value in says.items()]
    if not raw.keys() <= _FIELDS:
        rest += [str(value) for key, value in raw.items() if key not in _FIELDS]
    return [*_strings(raw["title"])], claims, rest


def _strings(text: Any) -> Iterator[str] | tuple[str, ...]:
    if not text:
        return ()
    return (text,) if type(text) is str else text.values()


def keys(raw: Raw) -> Iterator[tuple[Facet, list[str]]]:
    """The facets in which an event has a value, with its keys, each once and in order."""
    if people := raw.get("people"):
        yield Facet.PERSON, list(dict.fromkeys(one if type(one) is str else one["person"] for one in people))
    if citations := raw.get("citations"):
        yield Facet.SOURCE, list(dict.fromkeys([citation["source"] for citation in citations]))
    for facet, name in ((Facet.TAG, "tags"), (Facet.PLACE, "places"), (Facet.ORGANIZATION, "organizations")):
        if found := raw.get(name):
            yield facet, found if len(found) == 1 else list(dict.fromkeys(found))


def relations(raw: Raw) -> list[tuple[str, str]]:
    """The ids of the events that this one is related to, each with how."""
    return [
        (one, "see") if type(one) is str else (one["event"], one.get("as") or one.get("kind") or "see")
        for one in raw.get("related", ())
    ]


class Evidence:
    """What the citations of events come to, found quickly where nothing is in dispute."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._reprints = {source.id for source in sources.values() if source.excerpt_of}
        self._impossible = lru_cache(_DATES_KEPT)(self._printed_before)

    def of(self, raw: Raw, date: Date | None) -> tuple[int, int, list[tuple[Kind, int]]]:
        """How many independent sources speak of an event, its flags as bits, and its findings with their sizes."""
        citations = raw.get("citations", ())
        flags = self._flags(raw, citations, date)
        if self._is_plain(raw, citations):
            witnesses = len({citation["source"] for citation in citations})
            findings = [(Kind.NO_LOCATOR, 0) for citation in citations if not citation.get("locator")]
            findings += [(Kind.INFERRED, 0) for citation in citations if citation.get("inferred")]
            if not citations:
                findings.append((Kind.UNCITED, 0))
            if witnesses == 1:
                findings.append((Kind.SINGLE_SOURCE, 0))
        else:
            event = Event.model_validate(raw)
            witnesses = count_witnesses(event, self._sources)
            findings = [(found.kind, found.size) for found in of_event(event, self._sources)]
        kinds = {kind for kind, _ in findings}
        flags |= (Kind.DISPUTED in kinds) * FLAG_BITS[Flag.DISPUTED]
        return witnesses, flags | (witnesses == 1) * FLAG_BITS[Flag.SINGLE_SOURCE], findings

    def _flags(self, raw: Raw, citations: Any, date: Date | None) -> int:
        flags = 0 if citations else FLAG_BITS[Flag.UNCITED]
        if date is None:
            flags |= FLAG_BITS[Flag.UNDATED]
        else:
            flags |= date.uncertain * FLAG_BITS[Flag.UNCERTAIN] | date.approximate * FLAG_BITS[Flag.APPROXIMATE]
        status = raw.get("status")
        if status in _STATUS_FLAGS:
            flags |= FLAG_BITS[_STATUS_FLAGS[status]]
        for citation in citations:
            if citation.get("inferred"):
                flags |= FLAG_BITS[Flag.INFERRED]
            if citation.get("quote"):
                flags |= FLAG_BITS[Flag.QUOTE]
        return flags

    def _is_plain(self, raw: Raw, citations: Any) -> bool:
        """Whether no two citations can contradict each other, none is a reprint and none was printed too early."""
        happened = raw.get("status", "happened") == "happened"
        dates, said = set(), set()
        for citation in citations:
            if citation.get("excerpt_of") or citation["source"] in self._reprints:
                return False
            if says := citation.get("says"):
                if not said.isdisjoint(says):
                    return False
                said.update(says)
            if date := citation.get("date"):
                dates.add(date)
                if happened and self._impossible(citation["source"], date):
                    return False
        return len(dates) <= 1

    def _printed_before(self, source: str, date: str) -> bool:
        known = self._sources.get(source)
        issued = known.issued.fuzzy if known and known.issued else None
        return issued is not None and date_of(date).fuzzy.start >= issued.end


_STATUS_FLAGS = {"planned": Flag.PLANNED, "cancelled": Flag.CANCELLED}


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
        yield from (str(value) for value in (event.model_extra or {}).values())
