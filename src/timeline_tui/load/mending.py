"""What is wrong with a record that cannot be taken as it stands, and what is good of it."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from timeline_tui.load import models
from timeline_tui.load.checks import Finding, kind_of
from timeline_tui.load.models import MODELS, record_from
from timeline_tui.model.problems import Path, Severity
from timeline_tui.model.records import Record

_Kept = TypeVar("_Kept", bound=Record)
_ROUNDS = 8
"""How often a record is mended: what lacks a needed key shows only when the key's bad value is out."""


def mended(
    kind: type[_Kept],
    raw: dict[str, Any],
    path: Path,
    stand_ins: Callable[[], dict[str, str]],
    findings: list[Finding],
) -> _Kept | None:
    """``raw``, a value at ``path`` of its document, as a record of a ``kind``; None where nothing can be saved.

    Its bad values are added to ``findings`` and left out; what it needs and lacks is taken from ``stand_ins``.
    """
    model = MODELS[kind]
    try:
        return cast("_Kept", record_from(model.model_validate(raw)))
    except ValidationError as error:
        details = error.errors(include_url=False)
    findings.extend(_finding(detail, path) for detail in details)
    found = _validated(model, raw, details, stand_ins())
    return cast("_Kept", record_from(found)) if found else None


def _validated(
    model: type[models.Record], raw: dict[str, Any], details: list[ErrorDetails], stand_ins: dict[str, str]
) -> models.Record | None:
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
