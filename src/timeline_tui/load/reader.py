"""The bytes of a file turned into a timeline and everything that is wrong with it."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from timeline_tui.load import facts, json_text
from timeline_tui.load.facts import Finding
from timeline_tui.model import limits
from timeline_tui.model.problems import Path, Problem, Problems, Severity
from timeline_tui.model.records import Timeline
from timeline_tui.model.text import clean, one_line


@dataclass(frozen=True)
class Loaded:
    """What a file gave: ``timeline`` is None where the text is no JSON object at all.

    ``is_json`` is false where the text breaks JSON's grammar, even if much of it could be saved.
    """

    timeline: Timeline | None
    problems: Problems
    is_json: bool


class _NeedsCareError(Exception):
    """The quick decoder met something that must be reported with its place."""


_BAD_BYTES = re.compile("[\udc80-\udcff]+")
_GRAMMAR = frozenset({"syntax", "nan", "utf-8"})


def load(data: bytes) -> Loaded:
    """Read the bytes of one JSON document.

    What is good is taken and every fault is reported with its line and column. A document without a
    fault is decoded by the standard library; any fault has it read again by the careful reader.
    """
    text = data.decode("utf-8-sig", errors="surrogateescape")
    if value := _quick(text):
        timeline, findings = facts.build(_cleaned(value))
        if not findings:
            return Loaded(timeline, Problems(), is_json=True)
    return _careful(text)


def _careful(text: str) -> Loaded:
    if not text.strip():
        return Loaded(None, Problems((Problem(Severity.ERROR, "syntax", "the file is empty"),)), is_json=False)
    problems = _bad_bytes(text)
    text = _BAD_BYTES.sub(lambda match: "\ufffd" * len(match[0]), text)
    document = json_text.read(text)
    problems += document.problems
    timeline = None
    if isinstance(document.value, dict):
        timeline, findings = facts.build(_cleaned(document.value))
        places = json_text.Places(text)
        problems += [_placed(finding, document.positions, places) for finding in findings]
    elif document.complete:
        kind = facts.kind_of(document.value)
        problems.append(Problem(Severity.ERROR, "type", f"a timeline is an object {{…}}, this is {kind}"))
    is_json = document.complete and not any(problem.code in _GRAMMAR for problem in problems)
    return Loaded(timeline, Problems.of([_safe(problem) for problem in problems]), is_json)


def _quick(text: str) -> dict[str, Any] | None:
    """The document as the standard library decodes it, or None where care is needed."""
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_int=_short)
        _check_strings(value, 0)
    except (ValueError, RecursionError, _NeedsCareError):
        return None
    return value if isinstance(value, dict) else None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _NeedsCareError
    return found


def _refuse(_literal: str) -> None:
    raise _NeedsCareError


def _short(digits: str) -> int:
    if len(digits) > limits.DIGITS:
        raise _NeedsCareError
    return int(digits)


def _check_strings(value: Any, depth: int) -> None:
    """Send what only the careful reader can report (size, depth, surrogates, bad bytes, infinity) there."""
    if isinstance(value, str):
        if len(value) > limits.STRING or (not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value)):
            raise _NeedsCareError
    elif isinstance(value, dict):
        if depth >= limits.DEPTH:
            raise _NeedsCareError
        for key, item in value.items():
            _check_strings(key, depth + 1)
            _check_strings(item, depth + 1)
    elif isinstance(value, list):
        if depth >= limits.DEPTH:
            raise _NeedsCareError
        for item in value:
            _check_strings(item, depth + 1)
    elif value in {float("inf"), float("-inf")}:
        raise _NeedsCareError


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return value


def _bad_bytes(text: str) -> list[Problem]:
    if not _BAD_BYTES.search(text):
        return []
    places = json_text.Places(text)
    found = []
    for match in _BAD_BYTES.finditer(text):
        line, column = places.of(match.start())
        shown = " ".join(f"{ord(character) - 0xDC00:02x}" for character in match[0][:4])
        message = f"not UTF-8 (bytes {shown}); shown as \ufffd. Save the file as UTF-8"
        found.append(Problem(Severity.ERROR, "utf-8", message, (), line, column))
    return found


def _placed(finding: Finding, positions: dict[Path, int], places: json_text.Places) -> Problem:
    path = finding.path
    while path not in positions and path:
        path = path[:-1]
    line, column = places.of(positions.get(path, 0))
    return Problem(finding.severity, finding.code, finding.message, finding.path, line, column)


def _safe(problem: Problem) -> Problem:
    path = tuple(one_line(step)[:60] if isinstance(step, str) else step for step in problem.path)
    message = one_line(problem.message)
    shown = message if len(message) <= limits.MESSAGE else f"{message[: limits.MESSAGE]}…"
    return replace(problem, message=shown, path=path)
