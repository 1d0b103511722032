"""Problems as they are found, so many of them as a file may have, a thousand of them kept, errors first."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from timeline_tui.load.checks import Finding
from timeline_tui.model import limits
from timeline_tui.model.problems import Path, Problem, Problems, Severity
from timeline_tui.model.text import one_line

if TYPE_CHECKING:
    from timeline_tui.load.json_text import Places  # a file without a fault needs no places

GRAMMAR = frozenset({"syntax", "nan", "utf-8"})
"""Codes of problems that break JSON's grammar."""

BAD_BYTES = re.compile("[\udc80-\udcff]+")
"""Bytes that are no UTF-8, decoded with ``surrogateescape``."""


class Noted:
    """Problems in the order of their places; however many there are, a few thousand are held in memory."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._more = self._more_errors = 0
        self.breaks_grammar = False
        """Whether any problem is one of JSON's grammar."""

    def __len__(self) -> int:
        return len(self._kept) + self._more

    def add(self, problems: Iterable[Problem]) -> None:
        """Note more problems."""
        for problem in problems:
            self.breaks_grammar = self.breaks_grammar or problem.code in GRAMMAR
            self._kept.append(safe(problem))
        if len(self._kept) > 4 * limits.PROBLEMS:
            self._cut()

    def count(self, warnings: int = 0, errors: int = 0) -> None:
        """Count problems that are not described."""
        self._more += warnings + errors
        self._more_errors += errors

    def take(self, other: "Noted") -> None:
        """Note all that another has noted."""
        told = other.problems
        self.add(told.found)
        self.count(told.more - told.more_errors, told.more_errors)
        self.breaks_grammar = self.breaks_grammar or other.breaks_grammar

    @property
    def problems(self) -> Problems:
        """A thousand problems, errors before warnings, sorted by place, and how many there are beside them."""
        self._cut()
        return Problems(tuple(self._kept), self._more, self._more_errors)

    def _cut(self) -> None:
        cut = Problems.of(self._kept)
        self._kept = list(cut.found)
        self._more += cut.more
        self._more_errors += cut.more_errors


def placed(finding: Finding, positions: dict[Path, int], places: "Places") -> Problem:
    """A finding with the line and column of its value, or of what holds it where it has no place itself."""
    path = finding.path
    while path not in positions and path:
        path = path[:-1]
    line, column = places.of(positions.get(path, 0))
    return Problem(finding.severity, finding.code, finding.message, finding.path, line, column)


def bad_bytes(text: str, places: "Places") -> list[Problem]:
    """A problem for each run of bytes that are no UTF-8 in a text decoded with ``surrogateescape``."""
    found = []
    for match in BAD_BYTES.finditer(text):
        line, column = places.of(match.start())
        shown = " ".join(f"{ord(character) - 0xDC00:02x}" for character in match[0][:4])
        message = f"not UTF-8 (bytes {shown}); shown as \ufffd. Save the file as UTF-8"
        found.append(Problem(Severity.ERROR, "utf-8", message, (), line, column))
    return found


def without_bad_bytes(text: str) -> str:
    """``text`` with U+FFFD for each byte that is no UTF-8, as many characters as before."""
    return BAD_BYTES.sub(lambda match: "\ufffd" * len(match[0]), text)


def safe(problem: Problem) -> Problem:
    """A problem whose message and path are harmless in a terminal, and short."""
    path = tuple(one_line(step)[:60] if isinstance(step, str) else step for step in problem.path)
    message = one_line(problem.message)
    shown = message if len(message) <= limits.MESSAGE else f"{message[: limits.MESSAGE]}…"
    return replace(problem, message=shown, path=path)
