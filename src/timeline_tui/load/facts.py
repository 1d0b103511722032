"""Decoded JSON checked against the records: a timeline of what is good, and a finding for each fault."""

from collections.abc import Callable, Container, Iterator
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from timeline_tui.load import checks
from timeline_tui.load.checks import Finding, Placed
from timeline_tui.model.problems import Path, Severity
from timeline_tui.model.records import Era, Event, Head, Person, Record, Source, Timeline

__all__ = ["LISTS", "Finding", "build", "kind_of", "record"]

_Kept = TypeVar("_Kept", bound=Record)
_ROUNDS = 8
"""How often a record is mended: what lacks a needed key shows only when the key's bad value is out."""

_KINDS = {
    dict: "an object",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
}


_MODELS: dict[str, tuple[type[Record], dict[str, str]]] = {
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
    events, people, sources, eras = (_records(document, key, findings) for key in _MODELS)
    if "events" not in document:
        findings.append(Finding((), Severity.ERROR, "missing", "a timeline needs a list of `events`"))
    rest = {key: value for key, value in document.items() if key not in _MODELS}
    top = _valid(Head, rest, (), dict, findings) or Head()
    resolved = checks.resolve(checks.Linked(tuple(events), tuple(people), tuple(sources)), findings)
    for record, path in (*eras, (top, ())):
        findings.extend(checks.reversed_dates(record, path))
    timeline = Timeline.model_construct(
        **top.__dict__,
        **(top.model_extra or {}),
        events=resolved.events,
        people=resolved.people,
        sources=resolved.sources,
        eras=tuple(placed.record for placed in eras),
    )
    return timeline, findings


def kind_of(value: Any) -> str:
    """What a JSON value is, in words."""
    return "null" if value is None else _KINDS.get(type(value), type(value).__name__)


def record(key: str, item: Any, position: int, taken: Container[str], findings: list[Finding]) -> Record | None:
    """The record at ``position`` of the list ``key``, its faults added to ``findings``; None where nothing is left.

    Where it has no id it gets one that is not ``taken``.
    """
    model, stand_ins = _MODELS[key]
    return _valid(model, item, (key, position), partial(_stand_in, stand_ins, taken, position), findings)


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
    model: type[_Kept], raw: Any, path: Path, stand_ins: Callable[[], dict[str, str]], findings: list[Finding]
) -> _Kept | None:
    """``raw`` as a record, its bad values reported and left out; None where nothing can be saved."""
    if not isinstance(raw, dict):
        message = f"expected an object {{…}}, this is {kind_of(raw)}"
        findings.append(Finding(path, Severity.ERROR, "type", message))
        return None
    record: _Kept | None
    try:
        record = model.model_validate(raw)
    except ValidationError as error:
        details = error.errors(include_url=False)
        findings.extend(_finding(detail, path) for detail in details)
        record = _mended(model, raw, details, stand_ins())
    if record is None:
        findings.append(Finding(path, Severity.ERROR, "type", "this record cannot be shown; it is left out"))
        return None
    findings.extend(_unknown_keys(record, path))
    return record


def _mended(
    model: type[_Kept], raw: dict[str, Any], details: list[ErrorDetails], stand_ins: dict[str, str]
) -> _Kept | None:
    pruned = raw
    for _round in range(_ROUNDS):
        pruned = {**stand_ins, **_pruned(pruned, {_cut(detail) for detail in details})}
        try:
            return model.model_validate(pruned)
        except ValidationError as error:
            details = error.errors(include_url=False)
    return None


def _pruned(raw: dict[str, Any], cuts: set[Path]) -> dict[str, Any]:
    """``raw`` without the values at some paths; what lies under a path already cut goes with it."""
    outermost = [path for path in cuts if not any(path[:length] in cuts for length in range(1, len(path)))]
    for path in sorted(outermost, key=_descending):
        raw = _without(raw, path)
    return raw


def _cut(detail: ErrorDetails) -> Path:
    """What to leave out for an error: the value, or what lacks a needed key, but never the whole record."""
    location: Path = detail["loc"]
    return location[:-1] if detail["type"] == "missing" and len(location) > 1 else location


def _descending(path: Path) -> list[tuple[int, str]]:
    """Later list items first, so that leaving one out does not move the next."""
    return [(-step, "") if isinstance(step, int) else (0, step) for step in path]


def _without(value: Any, path: Path) -> Any:
    """``value`` without what is at ``path``, or without the plain value on the way there."""
    head, rest = path[0], path[1:]
    if isinstance(value, list) and isinstance(head, int) and head < len(value):
        inner = value[head]
        changed = [_without(inner, rest)] if rest and isinstance(inner, dict | list) else []
        return [*value[:head], *changed, *value[head + 1 :]]
    if isinstance(value, dict) and head in value:
        inner = value[head]
        if rest and isinstance(inner, dict | list):
            return {**value, head: _without(inner, rest)}
        return {key: item for key, item in value.items() if key != head}
    return value


def _finding(detail: ErrorDetails, path: Path) -> Finding:
    location: Path = detail["loc"]
    kind, given = detail["type"], detail["input"]
    where = (*path, *location)
    if kind == "missing":
        return Finding(where, Severity.ERROR, "missing", f"`{location[-1]}` is missing")
    if kind == "date":
        return Finding(where, Severity.ERROR, "date", detail["msg"])
    if kind == "literal_error":
        expected = detail.get("ctx", {}).get("expected", "")
        return Finding(where, Severity.ERROR, "value", f"expected {expected}, this is {str(given)[:40]!r}")
    if kind == "string_too_short":
        return Finding(where, Severity.ERROR, "value", f"`{location[-1]}` is empty")
    wanted = {"string_type": "text", "tuple_type": "a list", "mapping_type": "text, or texts by language"}
    expected = wanted.get(kind, "something else")
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        expected = "an object"
    return Finding(where, Severity.ERROR, "type", f"expected {expected}, this is {kind_of(given)}")


def _unknown_keys(record: BaseModel, path: Path) -> Iterator[Finding]:
    whole = Timeline if type(record) is Head else type(record)
    known = [field.alias or name for name, field in whole.model_fields.items()]
    for key in record.model_extra or {}:
        message = f"nobody knows the key `{key}`; it is kept and shown under other fields"
        yield Finding((*path, key), Severity.WARNING, "unknown-key", message + checks.suggestion(key, known))
    for name, field in type(record).model_fields.items():
        for steps, inner in checks.inner_records(getattr(record, name)):
            yield from _unknown_keys(inner, (*path, field.alias or name, *steps))
