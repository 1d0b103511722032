"""Decoded JSON checked against the records: a timeline of what is good, and a finding for each fault."""

from collections.abc import Callable, Container, Iterator
from functools import partial
from typing import Any, TypeVar

from timeline_tui.load import checks
from timeline_tui.load.checks import Finding, Placed, kind_of
from timeline_tui.model.problems import Path, Severity
from timeline_tui.model.records import Era, Event, Head, Person, Record, Source, Timeline, record_of

_Kept = TypeVar("_Kept", bound=Record)
_KINDS_OF: dict[str, tuple[type[Record], dict[str, str]]] = {
    "events": (Event, {"id": "event", "title": "(no title)"}),
    "people": (Person, {"id": "person", "name": "(no name)"}),
    "sources": (Source, {"id": "source", "title": "(no title)"}),
    "eras": (Era, {"title": "(no title)"}),
}
"""What the records of each list of a document are, and what stands in for what they need and lack."""

LISTS = ("events", "people", "sources")
"""The lists whose records have ids."""


def build(document: dict[str, Any]) -> tuple[Timeline, list[Finding]]:
    """The timeline in a decoded document, and all that is wrong with it.

    A value that does not fit is left out of its record; a record without what it needs gets a
    stand-in, so that it is still shown.
    """
    findings: list[Finding] = []
    events, people, sources, eras = (_records(document, key, findings) for key in _KINDS_OF)
    if "events" not in document:
        findings.append(Finding((), Severity.ERROR, "missing", "a timeline needs a list of `events`"))
    rest = {key: value for key, value in document.items() if key not in _KINDS_OF}
    top = _valid(Head, rest, (), dict, findings) or Head()
    resolved = checks.resolve(checks.Linked(tuple(events), tuple(people), tuple(sources)), findings)
    for record, path in (*eras, (top, ())):
        findings.extend(checks.reversed_dates(record, path))
    timeline = Timeline(
        **{name: getattr(top, name) for name in top.__struct_fields__},
        events=resolved.events,
        people=resolved.people,
        sources=resolved.sources,
        eras=tuple(placed.record for placed in eras),
    )
    return timeline, findings


def record(key: str, item: Any, position: int, taken: Container[str], findings: list[Finding]) -> Record | None:
    """The record at ``position`` of the list ``key``, its faults added to ``findings``; None where nothing is left.

    Where it has no id it gets one that is not ``taken``.
    """
    kind, stand_ins = _KINDS_OF[key]
    return _valid(kind, item, (key, position), partial(_stand_in, stand_ins, taken, position), findings)


def _records(document: dict[str, Any], key: str, findings: list[Finding]) -> list[Placed]:
    raw = document.get(key, [])
    if not isinstance(raw, list):
        findings.append(Finding((key,), Severity.ERROR, "type", f"`{key}` is a list […], this is {kind_of(raw)}"))
        return []
    kept = []
    taken = {str(item.get("id")) for item in raw if isinstance(item, dict)}
    for position, item in enumerate(raw):
        found = record(key, item, position, taken, findings)
        if found is not None:
            kept.append(Placed(found, (key, position)))
    return kept


def _stand_in(wanted: dict[str, str], taken: Container[str], position: int) -> dict[str, str]:
    """What a record is given where it lacks what it needs; its id is one that no record has."""
    given = dict(wanted)
    if "id" in given:
        given["id"] = checks.numbered(given["id"], taken, position + 1)
    return given


def _valid(
    kind: type[_Kept], raw: Any, path: Path, stand_ins: Callable[[], dict[str, str]], findings: list[Finding]
) -> _Kept | None:
    """``raw`` as a record, its bad values reported and left out; None where nothing can be saved."""
    if not isinstance(raw, dict):
        message = f"expected an object {{…}}, this is {kind_of(raw)}"
        findings.append(Finding(path, Severity.ERROR, "type", message))
        return None
    record: _Kept | None
    try:
        record = record_of(kind, raw)
    except (ValueError, RecursionError):
        from timeline_tui.load.mending import mended  # noqa: PLC0415  # what has no fault needs no pydantic

        record = mended(kind, raw, path, stand_ins, findings)
    if record is None:
        findings.append(Finding(path, Severity.ERROR, "type", "this record cannot be shown; it is left out"))
        return None
    findings.extend(_unknown_keys(record, path))
    return record


def _unknown_keys(record: Record, path: Path) -> Iterator[Finding]:
    whole = Timeline if type(record) is Head else type(record)
    known = whole.__struct_encode_fields__[1:] if record.other else ()
    for key in record.other:
        message = f"nobody knows the key `{key}`; it is kept and shown under other fields"
        yield Finding((*path, key), Severity.WARNING, "unknown-key", message + checks.suggestion(key, known))
    for name in record.parts:
        for position, part in enumerate(getattr(record, name)):
            yield from _unknown_keys(part, (*path, name, position))
