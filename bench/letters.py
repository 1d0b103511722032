"""How long it takes from a key to the painted answer, beside fzf on the same lines: ``make bench``.

Ten words are typed letter by letter into the search of the explorer and into ``fzf --exact +s``, which was given
title and summary of every event as a line, each letter into one and then into the other, in pseudo-terminals of one
size. Ours counts to the last byte of the frame that shows the new number of events with the counts of all panels,
fzf's to the last byte before it paints nothing for so long that it must be done: while it searches it tells how far
it is, and the last that it tells can stay on the screen. The ratios are those of single letters: fzf answers some at
once, where hardly anything was left by the letters before.
"""

import shlex
from pathlib import Path

from generate import Material, material, typed_words
from measuring import MILLION, Goal, Table, Times, asked, home, indexed, percentile, said, tool, versions
from terminals import FPS, WIPE, Explorer, Terminal

from timeline_tui.store.opening import open_timeline

_PAUSE = 0.8
"""Seconds for which fzf paints nothing only when it is done; while it searches it tells how far it is, often."""

_TAIL = 95


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


def _typed(program: str, made: Material) -> list[tuple[str, float, float]]:
    """For each letter what had been typed then, and the seconds: ours, fzf's."""
    index = open_timeline(str(made.lines)).index
    taken = []
    with Explorer(index, made.lines) as explorer, _Fzf(program, made.text, made.size) as fzf:
        explorer.search()
        for word in typed_words():
            for length, letter in enumerate(word, 1):
                taken.append((word[:length], explorer.letter(letter), fzf.letter(letter)))
            explorer.wipe()
            fzf.key(WIPE)
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
    ratios = [ours / fzf for _, ours, fzf in taken]
    for name, share, goal in (("median", 50, Goal(0.04, 0.04)), (f"p{_TAIL}", _TAIL, Goal(0.07, 0.04))):
        ours = percentile([one for _, one, _ in taken], share)
        fzf = percentile([other for _, _, other in taken], share)
        table.row(f"{name} of the ratios", Times(ours, fzf, percentile(ratios, share)), goal if million else None)
        table.row(f"{name} beside {name}", Times(ours, fzf, ours / fzf))
    worst = sorted(taken, key=lambda one: one[1] / one[2])[:-6:-1]
    for text, one, other in worst:
        table.row(f"the letter that makes {text!r}", Times(one, other, one / other))


if __name__ == "__main__":
    main()
