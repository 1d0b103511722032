"""How long it takes from a key to the painted answer, beside fzf on the same lines: ``make bench``.

Ten words are typed letter by letter into the search of the explorer and into ``fzf --exact +s``, which was given
title and summary of every event as a line, each letter into one and then into the other, in pseudo-terminals of one
size. Ours counts to the last byte of the frame that shows the new number of events with the counts of all panels,
fzf's to the last byte before it paints nothing for so long that it must be done: while it searches it tells how far
it is, and the last that it tells can stay on the screen. The ratios are those of single letters: fzf answers some at
once, where hardly anything was left by the letters before.

The input of ``bare.py``, which shows the letter and searches nothing, takes part as well: how long that takes beside
fzf is what no program on Textual can go below, whatever its search costs.
"""

import shlex
import sys
from pathlib import Path
from typing import NamedTuple

from generate import Material, material, typed_words
from measuring import MILLION, Goal, Table, Times, asked, home, indexed, percentile, said, tool, versions
from terminals import FPS, WIPE, Explorer, Terminal

from timeline_tui.store.opening import open_timeline

_PAUSE = 0.8
"""Seconds for which fzf paints nothing only when it is done; while it searches it tells how far it is, often."""

_BARE = str(Path(__file__).with_name("bare.py"))
_BARE_ROWS = 10_000
"""Events whose rows the bare program shows; more would take it minutes to show, and no letter longer."""

_TAIL = 95


class _Letter(NamedTuple):
    """What had been typed, and the seconds until it was answered: by ours, by fzf, by an input that only shows it."""

    text: str
    ours: float
    fzf: float
    bare: float


class _Fzf(Terminal):
    """fzf on some lines; ``opened`` is what it took until all were read."""

    def __init__(self, program: str, text: Path, size: int) -> None:
        command = f"{shlex.quote(program)} --exact +s < {shlex.quote(str(text))}"
        super().__init__(["sh", "-c", f"exec {command}"], quiet=_PAUSE, FZF_DEFAULT_OPTS="")
        self._count = rf"\d+/{size}\b"
        self.opened = self.painted(f"{size}/{size}")

    def letter(self, letter: str) -> float:
        """Seconds from a letter to the last byte of the frame that shows what it leaves."""
        return self.key(letter, self._count)


def _typed(program: str, made: Material) -> list[_Letter]:
    """Ten words, letter by letter, into all three."""
    index = open_timeline(str(made.lines)).index
    few = str(material(min(made.size, _BARE_ROWS)).document)
    taken = []
    with (
        Explorer(index, made.lines) as explorer,
        _Fzf(program, made.text, made.size) as fzf,
        Terminal([sys.executable, _BARE, few]) as bare,
    ):
        bare.painted("-")
        explorer.search()
        for word in typed_words():
            for length, letter in enumerate(word, 1):
                taken.append(_Letter(word[:length], explorer.letter(letter), fzf.letter(letter), bare.key(letter)))
            explorer.wipe()
            fzf.key(WIPE)
            bare.key(WIPE)
    return taken


def main() -> None:
    """Print the table."""
    want = asked()
    made = material(want.biggest, unique=want.unique)
    program = tool("fzf")
    if program is None:
        return
    with home():
        indexed(made.lines)
        taken = _typed(program, made)
    title = f"Typing: key to painted frame at {made.size:,} events, beside fzf --exact +s on the same lines"
    notes = f"fzf {said(program, '--version')}, {versions('textual')}, TEXTUAL_FPS {FPS}; {len(taken)} letters in turns"
    table = Table(title, notes, heads=("ours", "fzf"))
    million = made.size >= MILLION
    _rows(table, "ours", [(one.ours, one.fzf) for one in taken], million)
    for one in sorted(taken, key=lambda one: one.ours / one.fzf)[:-6:-1]:
        table.row(f"the letter that makes {one.text!r}", Times(one.ours, one.fzf, one.ours / one.fzf))
    floor = Table("The same letters in an input of Textual's that searches nothing", heads=("bare", "fzf"))
    _rows(floor, "bare", [(one.bare, one.fzf) for one in taken], million)
    held = Table("Ours beside that input", heads=("ours", "bare"))
    for name, share in (("median", 50), (f"p{_TAIL}", _TAIL)):
        ours, bare = percentile([one.ours for one in taken], share), percentile([one.bare for one in taken], share)
        held.row(f"{name} beside {name}", Times(ours, bare, ours / bare))


def _rows(table: Table, name: str, pairs: list[tuple[float, float]], million: bool) -> None:  # noqa: FBT001  # of a table
    ratios = [one / other for one, other in pairs]
    for said_so, share, goal in (("median", 50, Goal(0.04, 0.04)), (f"p{_TAIL}", _TAIL, Goal(0.07, 0.04))):
        one, other = (percentile(list(side), share) for side in zip(*pairs, strict=True))
        table.row(
            f"{name}: {said_so} of the ratios",
            Times(one, other, percentile(ratios, share)),
            goal if million else None,
        )
        table.row(f"{name}: {said_so} beside {said_so}", Times(one, other, one / other))


if __name__ == "__main__":
    main()
