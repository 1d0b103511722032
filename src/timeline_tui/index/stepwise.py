"""Searches for text that may take long: answered at once where nobody can wait, with what is found so far."""

from collections.abc import Callable, Iterator
from threading import Lock
from typing import TypeAlias

from timeline_tui.index.base import Part
from timeline_tui.index.bits import Bits, rows_of_bits
from timeline_tui.index.fold import Pattern
from timeline_tui.index.rows import Rows

Key: TypeAlias = tuple[Pattern, Part]

_ANSWERS_KEPT = 12
_AT_ONCE = 2
"""Steps that are waited for: what is known without reading events, and one lot of these."""

_PARKED = 4
"""Searches begun for an earlier question that are kept, in case it is asked again."""


class Stepwise:
    """Answers to searches, each an iterator of what is found so far; safe in several threads."""

    def __init__(self, search: Callable[[str, Part], Iterator[Bits]]) -> None:
        self._search = search
        self._answers: dict[Key, Rows] = {}
        self._open: dict[Key, tuple[Iterator[Bits], Rows]] = {}
        self._parked: dict[Key, tuple[Iterator[Bits], Rows]] = {}
        self._lock = Lock()
        self.hurried = False
        """Whether ``rows`` answers with what is found after a step, leaving the rest to ``go_on``."""

    @property
    def pending(self) -> bool:
        """Whether an answer given since ``begin`` was not all of it."""
        return bool(self._open)

    def begin(self) -> None:
        """A new question is asked: what the last one was still looking for need not be found any more."""
        with self._lock:
            self._parked.update(self._open)
            self._open.clear()
            while len(self._parked) > _PARKED:
                del self._parked[next(iter(self._parked))]

    def rows(self, pattern: Pattern, part: Part) -> Rows:
        """The rows that hold a pattern, as far as they are known."""
        key = pattern, part
        with self._lock:
            if key in self._answers:
                self._answers[key] = self._answers.pop(key)  # what is asked again is kept longest
                return self._answers[key]
            if key not in self._open:
                if key in self._parked:
                    self._open[key] = self._parked.pop(key)
                else:
                    self._open[key] = self._search(pattern.text, part), 0
                    for _ in range(_AT_ONCE):
                        self._step(key)
            while not self.hurried and key in self._open:
                self._step(key)
            return self._open[key][1] if key in self._open else self._answers[key]

    def go_on(self) -> None:
        """Look a little further for everything that is pending."""
        for key in list(self._open):
            with self._lock:
                self._step(key)

    def _step(self, key: Key) -> None:
        if key not in self._open:
            return
        steps, found = self._open[key]
        bits = next(steps, None)
        if bits is not None:
            self._open[key] = steps, rows_of_bits(bits)
            return
        del self._open[key]
        while len(self._answers) >= _ANSWERS_KEPT:
            del self._answers[next(iter(self._answers))]
        self._answers[key] = found
