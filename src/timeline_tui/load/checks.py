"""What only the whole file can tell: ids that clash, references that lead nowhere, dates reversed."""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from timeline_tui.model.dates import Interval
from timeline_tui.model.nearness import alike
from timeline_tui.model.problems import Path, Severity
from timeline_tui.model.records import SLUG, Citation, Event, Person, Record, Source, replace

_LONGEST, _MOST = 100, 200
"""How much of a word, and how many others, are compared to find what was meant."""

SUGGESTED = 100
"""Findings up to which near names are looked for; each search takes milliseconds."""


class Finding(NamedTuple):
    """A fault by its path in the document; the line and column are looked up later."""

    path: Path
    severity: Severity
    code: str
    message: str


class Placed(NamedTuple):
    """A record and where it stands in the document."""

    record: Any
    path: Path


class Linked(NamedTuple):
    """The records of a file before their references are checked."""

    events: tuple[Placed, ...]
    people: tuple[Placed, ...]
    sources: tuple[Placed, ...]


class Resolved(NamedTuple):
    """The records of a file, every id unique and every reference leading somewhere."""

    events: tuple[Event, ...]
    people: tuple[Person, ...]
    sources: tuple[Source, ...]


_KINDS = {
    dict: "an object",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
}


def kind_of(value: Any) -> str:
    """What a JSON value is, in words."""
    return "null" if value is None else _KINDS.get(type(value), type(value).__name__)


def suggestion(word: str, known: Iterable[str]) -> str:
    """``"; did you mean `citations`?"``, or nothing where no known word is near.

    Only words of about the same length that begin or end alike are compared.
    """
    from difflib import get_close_matches  # noqa: PLC0415  # only a faulty file needs it

    near = get_close_matches(word[:_LONGEST], alike(word, known)[:_MOST], n=1, cutoff=0.6)
    return f"; did you mean `{near[0]}`?" if near else ""


def reversed_dates(record: Record, path: Path) -> Iterator[Finding]:
    """A warning for each interval of a record, or of the records in it, that ends before it starts."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, Interval) and value.is_reversed:
            message = f"{value} ends before it starts; it is kept as it is written"
            yield Finding((*path, name), Severity.WARNING, "date", message)
        if name in record.parts:
            for position, part in enumerate(value):
                yield from reversed_dates(part, (*path, name, position))


def numbered(name: str, taken: Container[str], number: int = 2) -> str:
    """``name-2``, or with the next number that is not taken."""
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def resolve(linked: Linked, findings: list[Finding]) -> Resolved:
    """Records with unique ids and references that all lead somewhere.

    A second record of the same id gets a number; a person or source that has no record gets one from
    its id, with a warning; a relation to an unknown event is left out.
    """
    events = _unique(linked.events, findings)
    people = _unique(linked.people, findings)
    sources = _unique(linked.sources, findings)
    person_ids = {placed.record.id for placed in people}
    source_ids = {placed.record.id for placed in sources}
    event_ids = {placed.record.id for placed in events}
    for placed in (*events, *people, *sources):
        findings.extend(reversed_dates(*placed))
    missing_people: dict[str, None] = {}
    missing_sources: dict[str, None] = {}
    kept_events = []
    events = [Placed(without_empty(placed.record, placed.path, findings), placed.path) for placed in events]
    for event, path in events:
        for position, participant in enumerate(event.people):
            if participant.person not in person_ids:
                missing_people[participant.person] = None
                where = (*path, "people", position)
                _no_record(findings, where, "person", participant.person, person_ids)
        _check_citations(event.citations, path, source_ids, missing_sources, findings)
        kept_events.append(_check_relations(event, path, event_ids, findings))
    for person, path in people:
        _check_citations(person.citations, path, source_ids, missing_sources, findings)
    _check_excerpts(sources, source_ids, findings)
    new_people = tuple(Person(id=name, name=name_of(name)) for name in missing_people)
    new_sources = tuple(Source(id=name, title=name_of(name)) for name in missing_sources)
    return Resolved(
        tuple(kept_events),
        (*(placed.record for placed in people), *new_people),
        (*(placed.record for placed in sources), *new_sources),
    )


def without_empty(event: Event, path: Path, findings: list[Finding]) -> Event:
    """An event without tags, places and organizations that are no text, each a warning."""
    kept: dict[str, tuple[str, ...]] = {}
    for name in ("tags", "places", "organizations"):
        values: tuple[str, ...] = getattr(event, name)
        for position, value in enumerate(values):
            if not value.strip():
                kept[name] = tuple(other for other in values if other.strip())
                findings.append(Finding((*path, name, position), Severity.WARNING, "value", "empty; it is left out"))
    return replace(event, **kept) if kept else event


def _unique(placed: Sequence[Placed], findings: list[Finding]) -> list[Placed]:
    seen: dict[str, Path] = {}
    given = {record.id for record, _ in placed}
    kept = []
    for record, path in placed:
        name = record.id
        findings.extend(misspelt_id(name, path))
        if name in seen:
            fresh = numbered(name, {*given, *seen})
            findings.append(taken_id(name, path, seen[name], fresh))
            name = fresh
        seen[name] = path
        kept.append(Placed(record if name == record.id else replace(record, id=name), path))
    return kept


def misspelt_id(name: str, path: Path) -> Iterator[Finding]:
    """An error where the id of the record at ``path`` is no slug."""
    if not re.fullmatch(SLUG, name):
        message = f"the id {name!r} should be a slug: lower-case letters, digits and hyphens"
        yield Finding((*path, "id"), Severity.ERROR, "id", message)


def taken_id(name: str, path: Path, first: Path, fresh: str) -> Finding:
    """The error of a record whose id another one has, which stands at ``first``; it is shown as ``fresh``."""
    message = f"the id {name!r} is taken by {first[0]}[{first[1]}]; this one is shown as {fresh!r}"
    return Finding((*path, "id"), Severity.ERROR, "duplicate-id", message)


def no_record(where: Path, kind: str, name: str, meant: str) -> Finding:
    """The warning of a name that no record has as its id."""
    return Finding(where, Severity.WARNING, "reference", f"no {kind} has the id {name!r}; one is made from it{meant}")


def dangling(where: Path, kind: str, name: str, meant: str) -> Finding:
    """The error of a reference that leads nowhere."""
    return Finding(where, Severity.ERROR, "reference", f"no {kind} has the id {name!r}{meant}")


def _no_record(findings: list[Finding], where: Path, kind: str, name: str, known: Collection[str]) -> None:
    findings.append(no_record(where, kind, name, _meant(findings, name, known)))


def _dangling(findings: list[Finding], where: Path, kind: str, name: str, known: Collection[str]) -> None:
    findings.append(dangling(where, kind, name, _meant(findings, name, known)))


def _meant(findings: list[Finding], name: str, known: Collection[str]) -> str:
    return suggestion(name, known) if len(findings) < SUGGESTED else ""


def _check_citations(
    citations: Iterable[Citation],
    path: Path,
    known: set[str],
    missing: dict[str, None],
    findings: list[Finding],
) -> None:
    for position, citation in enumerate(citations):
        where = (*path, "citations", position)
        if citation.source not in known:
            missing[citation.source] = None
            _no_record(findings, (*where, "source"), "source", citation.source, known)
        if citation.excerpt_of and citation.excerpt_of not in known:
            _dangling(findings, (*where, "excerpt_of"), "source", citation.excerpt_of, known)


def _check_relations(event: Event, path: Path, known: set[str], findings: list[Finding]) -> Event:
    kept = []
    for position, relation in enumerate(event.related):
        if relation.event in known:
            kept.append(relation)
        else:
            _dangling(findings, (*path, "related", position), "event", relation.event, known)
    return event if len(kept) == len(event.related) else replace(event, related=tuple(kept))


def _check_excerpts(sources: Iterable[Placed], known: set[str], findings: list[Finding]) -> None:
    for source, path in sources:
        if source.excerpt_of and source.excerpt_of not in known:
            _dangling(findings, (*path, "excerpt_of"), "source", source.excerpt_of, known)


def name_of(slug: str) -> str:
    """What a person or source is called that has nothing but an id."""
    return slug.replace("-", " ").title() if re.fullmatch(SLUG, slug) else slug
