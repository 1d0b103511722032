"""What is wrong with a file, said so that a person can mend it and an editor can jump there."""

from enum import StrEnum

from msgspec import Struct

from timeline_tui.model import limits

_STEPS_SHOWN = 12

DAMAGE = "compression"
"""The code of what is wrong with a compressed file as such: much else in it may follow from that alone."""

Path = tuple[str | int, ...]
"""The way from the top of a document to a value: keys and positions from 0."""


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """Something in the file could not be taken as it is written."""

    WARNING = "warning"
    """Everything was taken, but something looks like a slip."""


class Problem(Struct, frozen=True):
    """One thing that is wrong, and where: ``line`` and ``column`` count from 1, columns in characters."""

    severity: Severity
    code: str
    message: str
    path: Path = ()
    line: int = 1
    column: int = 1

    def at(self, file: str) -> str:
        """One line for people and editors: ``FILE:LINE:COL: error[code]: text (at events[12].date)``."""
        where = f" (at {spell(self.path)})" if self.path else ""
        return f"{file}:{self.line}:{self.column}: {self.severity}[{self.code}]: {self.message}{where}"


class Problems(Struct, frozen=True):
    """The problems of one file, in the file's order but damage of the file as such first.

    ``more`` counts those beyond the limit, warnings before errors.
    """

    found: tuple[Problem, ...] = ()
    more: int = 0
    more_errors: int = 0

    @classmethod
    def of(cls, found: list[Problem]) -> "Problems":
        """The first thousand errors of ``found``, then warnings up to that, sorted by place; the rest are counted."""
        ordered = enumerate(sorted(found, key=lambda problem: (problem.code != DAMAGE, problem.line, problem.column)))
        errors_first = sorted(ordered, key=lambda placed: placed[1].severity is Severity.WARNING)
        kept, rest = sorted(errors_first[: limits.PROBLEMS]), errors_first[limits.PROBLEMS :]
        more_errors = sum(problem.severity is Severity.ERROR for _, problem in rest)
        return cls(tuple(problem for _, problem in kept), len(rest), more_errors)

    @property
    def damage(self) -> str:
        """Why a compressed file cannot be trusted as a whole; empty where it can."""
        return next((problem.message for problem in self.found[:1] if problem.code == DAMAGE), "")

    @property
    def errors(self) -> int:
        """How many are errors."""
        return sum(problem.severity is Severity.ERROR for problem in self.found) + self.more_errors

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return len(self.found) + self.more - self.errors


def spell(path: Path) -> str:
    """``("events", 12, "date")`` as people write it: ``events[12].date``; a very long way is cut."""
    spelled = ""
    for step in path[:_STEPS_SHOWN]:
        spelled += f"[{step}]" if isinstance(step, int) else f".{step}"
    return spelled.removeprefix(".") + ("…" if len(path) > _STEPS_SHOWN else "")


def counted(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
