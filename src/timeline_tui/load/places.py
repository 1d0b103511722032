"""Where the records of a document stand, for messages that an editor can jump to."""

from collections.abc import Iterator, Mapping
from typing import Any

from timeline_tui.load import json_text
from timeline_tui.load.checks import numbered
from timeline_tui.model.problems import Path
from timeline_tui.model.text import clean

_SECTIONS = {"events": "event", "people": "person", "sources": "source"}


def _names(records: list[Any], kind: str) -> Iterator[str]:
    """The ids under which records are shown: their own, numbered where missing or taken (``load.checks``)."""
    given = {str(record.get("id")) for record in records if isinstance(record, dict)}
    seen: set[str] = set()
    for position, record in enumerate(records):
        name = record.get("id") if isinstance(record, dict) else None
        shown = clean(name) if isinstance(name, str) and name else numbered(kind, given, position + 1)
        shown = numbered(shown, given | seen) if shown in seen else shown
        seen.add(shown)
        yield shown


class RecordPlaces:
    """The line and column of every record of one document, and of what is in it."""

    def __init__(self, data: bytes) -> None:
        text = data.decode("utf-8-sig", errors="replace")
        document = json_text.read(text)
        self._positions: Mapping[Path, int] = document.positions
        self._places = json_text.Places(text)
        self._paths: dict[tuple[str, str], Path] = {}
        for section, kind in _SECTIONS.items() if isinstance(document.value, dict) else ():
            records = document.value.get(section)
            for number, name in enumerate(_names(records if isinstance(records, list) else [], kind)):
                self._paths[section, name] = (section, number)

    def of_records(self) -> dict[tuple[str, str], tuple[int, int]]:
        """The line and column of each record, by section and id."""
        return {name: self._places.of(self._positions[path]) for name, path in self._paths.items()}

    def of(self, section: str, record: str, path: Path = ()) -> tuple[int, int]:
        """The line and column of a record or a value in it; of what holds it where it has no place itself."""
        whole = (*self._paths.get((section, record), ()), *path)
        while whole and whole not in self._positions:
            whole = whole[:-1]
        return self._places.of(self._positions.get(whole, 0))
