"""One record by itself, from its bytes: what is good of it, and everything that is wrong with it."""

from dataclasses import dataclass
from typing import Any

from timeline_tui.load import checks, facts, json_text
from timeline_tui.load.batches import KINDS
from timeline_tui.load.noted import bad_bytes, placed, without_bad_bytes
from timeline_tui.load.reader import cleaned, quick
from timeline_tui.model.problems import Path, Problem
from timeline_tui.model.records import Event, Person, Record, Source


@dataclass(frozen=True)
class Read:
    """A record, None where nothing could be saved, and its problems.

    ``given_id`` is the id in the file, as text whatever it is; empty where there is none. ``has_id`` tells
    whether the record has it; if not, its id is one made for the time being.
    """

    record: Record | None
    problems: tuple[Problem, ...] = ()
    given_id: str = ""
    has_id: bool = False

    @property
    def is_odd(self) -> bool:
        """Whether it needs an id of its own, or has something else in the place of one."""
        return not self.has_id and (self.record is not None or self.given_id != "")


@dataclass(frozen=True)
class Position:
    """Which record of which list is read, and where it stands in its file; ``lines`` of JSON Lines may have a kind."""

    section: str
    number: int = 0
    line: int = 1
    column: int = 1
    lines: bool = False

    @property
    def path(self) -> Path:
        """The way to it in the document."""
        return self.section, self.number


def read_record(data: bytes, position: Position) -> Read:
    """Read the bytes of one record; bad content never raises.

    Values and problems are those that ``load.reader`` has for the record in its document, but for what only
    the whole file can tell (``load.links``).
    """
    written = data.decode(errors="surrogateescape")
    value = quick(written, len(position.path))
    if value is not None:
        found, findings, item = _checked(value, position)
        if not findings:
            return Read(found, (), item["id"], has_id=True)
    return _carefully(written, position)


def place_in(data: bytes, position: Position, path: Path) -> tuple[int, int]:
    """The line and column of a value in a record, or of what holds it; ``path`` leads there from the document."""
    text = without_bad_bytes(data.decode(errors="surrogateescape"))
    document = _document(text, position)
    while path not in document.positions and len(path) > len(position.path):
        path = path[:-1]
    return json_text.Places(text, (position.line, position.column)).of(document.positions.get(path, 0))


def _carefully(written: str, position: Position) -> Read:
    places = json_text.Places(written, (position.line, position.column))
    text = without_bad_bytes(written)
    document = _document(text, position)
    problems = [*bad_bytes(written, places), *document.problems]
    if not document.complete:
        return Read(None, tuple(problems))
    found, findings, item = _checked(document.value, position)
    problems += [placed(finding, document.positions, places) for finding in findings]
    given = item.get("id") if isinstance(item, dict) else ""
    has_id = isinstance(given, str) and given != "" and found is not None
    return Read(found, tuple(problems), str(given), has_id=has_id)


def _document(text: str, position: Position) -> json_text.Document:
    return json_text.read(text, position.path, (position.line, position.column))


def _checked(value: Any, position: Position) -> tuple[Record | None, list[checks.Finding], Any]:
    item = cleaned(value)
    if position.lines and isinstance(item, dict) and KINDS.get(str(item.get("kind"))) == position.section:
        item = {key: inner for key, inner in item.items() if key != "kind"}
    findings: list[checks.Finding] = []
    record = facts.record(position.section, item, position.number, (), findings)
    if isinstance(record, Event | Person | Source):
        findings.extend(checks.misspelt_id(record.id, position.path))
        findings.extend(checks.reversed_dates(record, position.path))
        if isinstance(record, Event):
            record = checks.without_empty(record, position.path, findings)
    return record, findings, item
