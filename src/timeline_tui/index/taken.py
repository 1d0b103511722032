"""What an index takes from a record as a file holds it, without making an ``Event`` of it."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

from timeline_tui.index.base import Flag, Part
from timeline_tui.index.facets import Facet
from timeline_tui.index.scan import claim_texts
from timeline_tui.model.audit import Kind, of_event
from timeline_tui.model.claims import witnesses as count_witnesses
from timeline_tui.model.dates import Date
from timeline_tui.model.edtf import parse
from timeline_tui.model.records import Event, Source, record_of

Raw = Mapping[str, Any]
"""An event as the JSON has it, checked and cleaned: what ``record_of`` would take."""

_SAID = frozenset({"claim", "inferred", "quote"})
_FIELDS = frozenset(Event.__struct_encode_fields__)
_DATES_KEPT = 1 << 16

FLAG_BITS = {flag: 1 << number for number, flag in enumerate(Flag)}
"""Which bit of an event's flags is which."""


_STATUS_FLAGS = {"planned": FLAG_BITS[Flag.PLANNED], "cancelled": FLAG_BITS[Flag.CANCELLED]}
_LISTS = ((Facet.TAG, "tags"), (Facet.PLACE, "places"), (Facet.ORGANIZATION, "organizations"))


def texts(raw: Raw) -> tuple[list[str], list[str], list[str]]:
    """The texts of an event's title, of its claims, and all others but its id, its date and its facets' names."""
    claims: list[str] = []
    rest: list[str] = []
    if summary := raw.get("summary"):
        rest += _strings(summary)
    for participant in raw.get("people", ()):
        if type(participant) is dict:
            rest += _strings(participant.get("role"))
    for citation in raw.get("citations", ()):
        for key, value in citation.items():
            if key == "locator" and value:
                rest.append(value)
            elif key in _SAID and value:
                claims += _strings(value)
            elif key == "says" and value:
                claims += [f"{name} {said}" for name, said in value.items()]
    if not raw.keys() <= _FIELDS:
        rest += [str(value) for key, value in raw.items() if key not in _FIELDS]
    title = raw["title"]
    return [title] if type(title) is str else [*title.values()], claims, rest


def _strings(text: Any) -> Collection[str]:
    if not text:
        return ()
    return (text,) if type(text) is str else text.values()


def keys(raw: Raw) -> list[tuple[Facet, Collection[str]]]:
    """The facets in which an event has a value, with its keys, each once and in order."""
    found: list[tuple[Facet, Collection[str]]] = []
    if people := raw.get("people"):
        found.append((Facet.PERSON, {one if type(one) is str else one["person"]: None for one in people}))
    if citations := raw.get("citations"):
        found.append((Facet.SOURCE, {citation["source"]: None for citation in citations}))
    for facet, name in _LISTS:
        if listed := raw.get(name):
            found.append((facet, listed if len(listed) == 1 else dict.fromkeys(listed)))
    return found


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
        flags = _flags_of(date) | _STATUS_FLAGS.get(raw.get("status", ""), 0)
        findings: list[tuple[Kind, int]] = []
        if not citations:
            return 0, flags | FLAG_BITS[Flag.UNCITED], [(Kind.UNCITED, 0)]
        for citation in citations:
            if not citation.get("locator"):
                findings.append((Kind.NO_LOCATOR, 0))
            if (inferred := citation.get("inferred")) or inferred == "":
                findings.append((Kind.INFERRED, 0))
                flags |= FLAG_BITS[Flag.INFERRED]
            if citation.get("quote"):
                flags |= FLAG_BITS[Flag.QUOTE]
        if self._is_plain(raw, citations):
            witnesses = 1 if len(citations) == 1 else len({citation["source"] for citation in citations})
            if witnesses == 1:
                findings.append((Kind.SINGLE_SOURCE, 0))
        else:
            event = record_of(Event, raw)
            witnesses = count_witnesses(event, self._sources)
            findings = [(found.kind, found.size) for found in of_event(event, self._sources)]
            if findings and findings[0][0] is Kind.DISPUTED:
                flags |= FLAG_BITS[Flag.DISPUTED]
        return witnesses, flags | (FLAG_BITS[Flag.SINGLE_SOURCE] if witnesses == 1 else 0), findings

    def _is_plain(self, raw: Raw, citations: Any) -> bool:
        """Whether no two citations can contradict each other, none is a reprint and none was printed too early."""
        happened = raw.get("status", "happened") == "happened"
        dates: set[str] = set()
        said: set[str] = set()
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
        return issued is not None and parse(date).fuzzy.start >= issued.end


def _flags_of(date: Date | None) -> int:
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
