"""What cutting documents and JSON Lines into records has in common."""

from typing import Any

from timeline_tui.load import json_text
from timeline_tui.load.batches import KINDS
from timeline_tui.load.noted import Noted
from timeline_tui.load.window import Window
from timeline_tui.model.problems import Path, Problem, Severity


class Head:
    """What a file says beside its events, people and sources.

    ``value`` is a document of that, ``place`` where the whole one begins, ``listed`` the lists whose
    records were given out.
    """

    def __init__(self) -> None:
        self.value: dict[str, Any] = {}
        self.place = (1, 1)
        self.listed: set[str] = set()
        self._read: list[tuple[dict[Path, int], json_text.Places]] = []

    def take(self, members: dict[str, Any], positions: dict[Path, int], places: json_text.Places) -> None:
        """Add members; one that is there already is replaced."""
        self.value.update(members)
        self._read.append((positions, places))

    def place_of(self, path: Path) -> tuple[int, int]:
        """The line and column of a value, or of what holds it where it has no place itself."""
        for length in range(len(path), 0, -1):
            for positions, places in reversed(self._read):
                if path[:length] in positions:
                    return places.of(positions[path[:length]])
        return self.place


class Cutter:
    """A stream that is being cut; what is wrong with it is ``noted``, what is no record is in ``head``.

    ``is_timeline`` is false as long as nothing was met that can be one.
    """

    def __init__(self, window: Window, noted: Noted) -> None:
        self.window = window
        self.noted = noted
        self.head = Head()
        self.is_timeline = False
        self.counts = dict.fromkeys(KINDS.values(), 0)

    def note(self, code: str, message: str, path: Path = (), place: tuple[int, int] | None = None) -> None:
        """Note an error here, or at ``place``."""
        self.noted.add([Problem(Severity.ERROR, code, message, path, *(place or self.window.place))])

    def note_empty(self) -> None:
        """Note that there is nothing in the file."""
        self.note("syntax", "the file is empty", (), (1, 1))

    def numbered(self, section: str, count: int = 1) -> int:
        """The number of the next record of a list, of which ``count`` are taken."""
        self.counts[section] += count
        return self.counts[section] - count
