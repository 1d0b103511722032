"""The bytes of a file turned into a timeline and everything that is wrong with it."""

import json
import re
from math import isinf
from typing import Any

from msgspec import Struct

from timeline_tui.load import checks, facts
from timeline_tui.load.noted import GRAMMAR, bad_bytes, placed, safe, without_bad_bytes
from timeline_tui.model import limits
from timeline_tui.model.problems import Problem, Problems, Severity
from timeline_tui.model.records import Timeline
from timeline_tui.model.text import clean

_UNUSUAL_ESCAPE = re.compile(r'\\[^"\\/nt]')


class Loaded(Struct, frozen=True):
    """What a file gave: ``timeline`` is None where the text is no JSON object at all.

    ``is_json`` is false where the text breaks JSON's grammar, even if much of it could be saved.
    """

    timeline: Timeline | None
    problems: Problems
    is_json: bool


class _NeedsCareError(Exception):
    """The quick decoder met something that must be reported with its place."""


def load(data: bytes) -> Loaded:
    """Read the bytes of one JSON document.

    What is good is taken and every fault is reported with its line and column. A document without a
    fault is decoded by the standard library; any fault has it read again by the careful reader.
    """
    text = data.decode("utf-8-sig", errors="surrogateescape")
    tidy = is_tidy(text)
    if value := quick(text, tidy=tidy):
        timeline, findings = facts.build(value if tidy else cleaned(value))
        if not findings:
            return Loaded(timeline, Problems(), is_json=True)
    return _careful(text)


def _careful(text: str) -> Loaded:
    if not text.strip():
        return Loaded(None, Problems((Problem(Severity.ERROR, "syntax", "the file is empty"),)), is_json=False)
    from timeline_tui.load import json_text  # noqa: PLC0415  # a file without a fault needs no places

    problems = bad_bytes(text, json_text.Places(text))
    text = without_bad_bytes(text)
    document = json_text.read(text)
    problems += document.problems
    timeline = None
    if isinstance(document.value, dict):
        timeline, findings = facts.build(cleaned(document.value))
        places = json_text.Places(text)
        problems += [placed(finding, document.positions, places) for finding in findings]
    elif document.complete:
        kind = checks.kind_of(document.value)
        problems.append(Problem(Severity.ERROR, "type", f"a timeline is an object {{…}}, this is {kind}"))
    is_json = document.complete and not any(problem.code in GRAMMAR for problem in problems)
    return Loaded(timeline, Problems.of([safe(problem) for problem in problems]), is_json)


def is_tidy(text: str) -> bool:
    """Whether all strings of a JSON document are short and such that ``clean`` would leave them as they are."""
    if len(text) > limits.STRING or ("\\" in text and _UNUSUAL_ESCAPE.search(text.replace(r"\\", ""))):
        return False
    told = text.replace("\n", "").replace("\r", "").replace("\t", "")  # no string holds them as they are
    return clean(told) == told


def quick(text: str, depth: int = 0, *, tidy: bool = False) -> dict[str, Any] | None:
    """An object ``depth`` levels deep in its document, as the standard library decodes it, or None.

    Strings are not looked at where all of the text is ``tidy``.
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_refuse, parse_int=_short, parse_float=_finite
        )
        _check_depth(value, depth)
        if not tidy:
            _check_strings(value)
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


def _finite(digits: str) -> float:
    number = float(digits)
    if isinf(number):
        raise _NeedsCareError
    return number


def _check_depth(value: Any, depth: int) -> None:
    """Send what lies too deep for the careful reader there, which reports it."""
    inner = value.values() if type(value) is dict else value if type(value) is list else None
    if inner is None:
        return
    if depth >= limits.DEPTH:
        raise _NeedsCareError
    for item in inner:
        if type(item) is dict or type(item) is list:
            _check_depth(item, depth + 1)


def _check_strings(value: Any) -> None:
    """Send what only the careful reader can report of strings (size, surrogates, bad bytes) there."""
    if isinstance(value, str):
        if len(value) > limits.STRING or (not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value)):
            raise _NeedsCareError
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_strings(key)
            _check_strings(item)
    elif isinstance(value, list):
        for item in value:
            _check_strings(item)


def cleaned(value: Any) -> Any:
    """A decoded JSON value whose strings and keys are all safe for a terminal."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    return value
