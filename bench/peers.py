"""How long opening and searching take, beside VisiData and lnav on the same JSON Lines: ``make bench``.

All run in pseudo-terminals of one size. Opening is the time from ``exec`` until the screen shows that all is there:
our title counts all events, VisiData's last line all lines, and lnav, which begins at the end, shows the last event.
Ours is taken twice, the first time, when the index is made, and with the index kept; the others keep nothing that
would make the next opening quicker. Beside VisiData the floor stands, too: what checking the records alone takes.
Searching is the time from the last key until the screen shows how many were found: from enter on in VisiData, where
``g|`` selects by an expression in all columns (its search stops at the first hit), and in lnav, where ``/`` counts the
lines; ours from the last letter on, as it has no enter. At a million events each is done once.
"""

import subprocess
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from checking import checked
from generate import Material, material
from measuring import MILLION, Goal, Table, asked, compared, empty_cache, own_home, said, tool
from terminals import Explorer, Terminal

from timeline_tui.index.base import Index
from timeline_tui.store.opening import open_timeline

_WORD = "stadt"
_ROUNDS = 3
_PAUSE = 0.02
"""Seconds without a byte in which the emulated terminals catch up."""

Taken = tuple[float, float]
"""Seconds for opening and for searching."""

_Driven = Callable[[str, Material], Taken]


def _ours(made: Material, index: Index) -> Taken:
    with Explorer(index, made.lines) as explorer:
        explorer.search()
        for letter in _WORD[:-1]:
            explorer.letter(letter)
        return explorer.opened, explorer.letter(_WORD[-1])


def _visidata(program: str, made: Material) -> Taken:
    with Terminal([program, str(made.lines)], quiet=_PAUSE) as terminal:
        opened = terminal.shown(rf"\b{_lines(made.lines)} rows")
        terminal.send("g|")
        terminal.shown("regex:")
        return opened, terminal.shown("selected [0-9]+ rows", since=terminal.send(f"{_WORD}\r"))


def _lnav(program: str, made: Material) -> Taken:
    hits = said("grep", "-c", "-i", _WORD, str(made.lines))
    with Terminal([program, "-q", str(made.lines)], quiet=_PAUSE) as terminal:
        opened = terminal.shown(f'"e{made.size - 1}"')
        terminal.send("/")
        terminal.shown("Search for")
        return opened, terminal.shown(rf"\b({hits}|{int(hits):,}) hits", since=terminal.send(f"{_WORD}\r"))


def _lines(path: Path) -> int:
    done = subprocess.run(["grep", "-c", "", str(path)], capture_output=True, text=True, check=True)  # noqa: S603, S607  # grep is everywhere
    return int(done.stdout)


def _rows(
    table: Table, made: Material, name: str, drive: Callable[[], Taken], goals: dict[str, Goal]
) -> Sequence[float]:
    """Take all in turns: ours with an empty cache, ours again, the peer, whose seconds for opening come back."""
    measured: dict[str, tuple[list[float], list[float]]] = {}
    for _ in range(1 if made.size >= MILLION else _ROUNDS):
        empty_cache()
        index = _index(made)
        empty_cache()
        first, _ = _ours(made, index)
        again, search = _ours(made, index)
        opened, searched = drive()
        for what, one, other in (
            ("first opening", first, opened),
            ("reopening", again, opened),
            ("search", search, searched),
        ):
            ours, theirs = measured.setdefault(what, ([], []))
            ours.append(one)
            theirs.append(other)
    for what, (ours, theirs) in measured.items():
        table.row(
            f"{made.size:,}: {name}, {what}", compared(ours, theirs), goals.get(what) if made.size >= MILLION else None
        )
    return measured["reopening"][1]


def _index(made: Material) -> Index:
    return open_timeline(str(made.lines)).index


def main() -> None:
    """Print a table for each peer."""
    want = asked()
    materials = [material(size, unique=want.unique) for size in want.sizes]
    tenth, ahead = Goal(0.1, 0.1), Goal(1.0, 1.0)
    peers: list[tuple[str, str, _Driven, dict[str, Goal]]] = [
        ("VisiData", "vd", _visidata, {"first opening": tenth, "reopening": tenth, "search": tenth}),
        ("lnav", "lnav", _lnav, {"reopening": ahead, "search": ahead}),
    ]
    with own_home():
        for name, command, driven, goals in peers:
            program = tool(command)
            if program is None:
                continue
            table = Table(f"Opening and searching beside {name}", said(program, "--version"), heads=("ours", name))
            for made in materials:
                opened = _rows(table, made, name, partial(driven, program, made), goals)
                if "first opening" in goals:
                    alone = [checked(made.lines) for _ in opened]
                    table.row(f"{made.size:,}: floor, every record checked and no more", compared(alone, opened))


if __name__ == "__main__":
    main()
