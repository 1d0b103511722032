"""How long it takes from a key to the painted answer, beside an input that answers nothing: ``make bench``.

Ten words are typed letter by letter into the search of the explorer and into the input of ``bare.py`` with as many
rows, each letter into one and then into the other. Ours counts to the last byte of the frame that shows the new
number of events (and with it every panel), the other's to the last byte of the frame that shows the letter.
"""

import sys
from pathlib import Path

from generate import material, typed_words
from measuring import MILLION, Goal, Table, Times, asked, home, indexed, percentile, versions
from terminals import FPS, WIPE, Explorer, Terminal

from timeline_tui.store.opening import open_timeline, shipped

_BARE = str(Path(__file__).with_name("bare.py"))
_GOAL = Goal(2.5, 1.5)
_TAIL = 95


def _typed(path: Path | None, document: Path) -> tuple[list[float], list[float]]:
    """Seconds for each letter: ours, the bare program's."""
    index = open_timeline(str(path) if path else None).index
    ours, theirs = [], []
    with Explorer(index, path) as explorer, Terminal([sys.executable, _BARE, str(document)]) as bare:
        bare.painted("-")
        explorer.search()
        for word in typed_words():
            for letter in word:
                ours.append(explorer.letter(letter))
                theirs.append(bare.key(letter))
            explorer.wipe()
            bare.key(WIPE)
    return ours, theirs


def main() -> None:
    """Print the table."""
    want = asked()
    materials = [material(size, unique=want.unique) for size in want.sizes if size < MILLION]
    with home():
        notes = f"{versions('textual')}, TEXTUAL_FPS {FPS} on both sides; {len(typed_words())} words, letters in turns"
        table = Table("Typing: key to painted frame", notes, heads=("ours", "bare"))
        files = [(None, shipped()), *((made.lines, made.document) for made in materials)]
        for path, document in files:
            if path:
                indexed(path)
            ours, bare = _typed(path, document)
            size = "the shipped timeline" if path is None else f"{int(path.stem.partition('-')[0]):,} events"
            for name, share, goal in (("median", 50, None), (f"p{_TAIL}", _TAIL, _GOAL)):
                one, other = percentile(ours, share), percentile(bare, share)
                table.row(f"{size}, {name}", Times(one, other, one / other), goal)
            table.row(f"{size}, slowest of {len(ours)}", Times(max(ours), max(bare), max(ours) / max(bare)))


if __name__ == "__main__":
    main()
