"""How long it takes from the start of the program until events can be read: ``make bench``.

The shipped timeline is compared with ``bare.py``, a Textual program that shows its events, people and sources in
three lists: both are started in a pseudo-terminal, and what counts is the time from ``exec`` to the last byte of the
frame in which the first event stands. Big timelines, whose indexes exist, are compared with the shipped one: to the
last byte of the frame that counts all events.
"""

import re
import sys
from functools import partial
from pathlib import Path

from generate import material
from measuring import MILLION, PROGRAM, Goal, Table, asked, home, in_turns, indexed, versions
from terminals import FPS, Explorer, Terminal

from timeline_tui.index.base import Index
from timeline_tui.model.text import in_language
from timeline_tui.store.opening import open_timeline, shipped

_ROUNDS = 9
_ENOUGH = 12
"""Characters of a title by which it is known, cut or not."""

_BARE = [sys.executable, str(Path(__file__).with_name("bare.py")), str(shipped())]


def _first(command: list[str], wanted: str) -> float:
    """Seconds from the start to the frame in which something stands."""
    with Terminal(command) as terminal:
        return terminal.painted(re.escape(wanted))


def _opened(index: Index, path: Path | None) -> float:
    with Explorer(index, path) as explorer:
        return explorer.opened


def main() -> None:
    """Print both tables."""
    want = asked()
    materials = [material(size, unique=want.unique) for size in want.sizes]
    with home():
        small = open_timeline(None).index
        first = small.events([0])[0]
        table = Table(
            "Start: exec to the first event painted",
            f"{versions('textual')}, TEXTUAL_FPS {FPS} on both sides; {_ROUNDS} rounds in turns, medians",
            heads=("ours", "bare"),
        )
        ours = partial(_first, [PROGRAM], in_language(first.title, "en")[:_ENOUGH])
        bare = partial(_first, _BARE, small.timeline.events[0].id)
        ours(), bare()
        table.row(f"the shipped timeline, {small.size} events", in_turns(_ROUNDS, ours, bare), Goal(1.3, 1.1))
        table = Table("Reopening: exec to the first complete frame, index kept", heads=("ours", "shipped"))
        for made in materials:
            indexed(made.lines)
            index = open_timeline(str(made.lines)).index
            _opened(index, made.lines)
            times = in_turns(_ROUNDS, partial(_opened, index, made.lines), partial(_opened, small, None))
            table.row(f"{made.size:,} events", times, Goal(1.4, 1.1) if made.size >= MILLION else None)


if __name__ == "__main__":
    main()
