"""How long the first opening of a big file takes, how much memory, and what is left on disk: ``make bench``.

Ours is a process that opens the file as the program does: every record is checked and made safe, the index is made
and written, and opened. The peer is a process that reads the same file into objects with ``orjson.loads`` (JSON
Lines: each line) and does nothing with them, with Python's garbage collector on as it is by default, and off. The
cache is emptied before each of ours. Each is done twice in a row, and the second time counts: what a process leaves of
the machine's memory decides how long the next one waits for its own, and a peer that takes four gigabytes would pay
for us, and we for it; so each begins with what its like has left.

Memory is that of all our processes together, looked at every few milliseconds of a run of its own: what is anonymous,
so what the system cannot take back by forgetting a page of a file.

A file to which a thousand lines were added is opened with the index of what it was still there, and without.
"""

import json
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from checking import checked
from generate import Material, material
from measuring import (
    MILLION,
    Goal,
    Table,
    Times,
    asked,
    compared,
    empty_cache,
    megabytes,
    own_home,
    seconds,
    versions,
)
from terminals import memory_of

_ADDED = 1_000

_LOOKED = 0.02
"""Seconds between two looks at the memory."""

OURS = "import sys; from timeline_tui.store.opening import open_timeline; open_timeline(sys.argv[1])"
_DOCUMENT = "orjson.loads(open(sys.argv[1], 'rb').read())"
_LINES = "[orjson.loads(line) for line in open(sys.argv[1], 'rb')]"


def opened(path: Path) -> float:
    """Seconds from the start to the end of a process that opens a file for the first time."""
    empty_cache()
    return seconds([sys.executable, "-c", OURS, str(path)])


def _decoded(path: Path, *, collected: bool) -> float:
    reading = _LINES if path.suffix == ".jsonl" else _DOCUMENT
    begin = "import sys, os, orjson" if collected else "import gc, sys, os, orjson; gc.disable()"
    end = "os._exit(0)"  # freeing a million objects is no part of reading them
    return seconds([sys.executable, "-c", f"{begin}; kept = {reading}; {end}", str(path)])


def _settled(measured: Callable[[], float]) -> float:
    """Seconds, the second time."""
    measured()
    return measured()


def _peak(path: Path) -> int:
    """The most anonymous memory, in bytes, that all processes of an opening have together."""
    empty_cache()
    most = 0
    with subprocess.Popen([sys.executable, "-c", OURS, str(path)]) as process:  # noqa: S603  # our own
        while process.poll() is None:
            most = max(most, sum(memory_of(pid)[1] for pid in _family(process.pid)))
            time.sleep(_LOOKED)
    return most


def _family(pid: int) -> list[int]:
    """A process and all that it started, and they."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = entry.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        children[int(told.rpartition(")")[2].split()[1])].append(int(entry.parent.name))
    found = [pid]
    for one in found:
        found += children[one]
    return found


def _rows(table: Table, made: Material, path: Path, rounds: int) -> Sequence[float]:
    """Take all in turns: ours, the peer with the collector and without, whose seconds come back."""
    all_three = partial(opened, path), *(partial(_decoded, path, collected=collected) for collected in (True, False))
    turns = [[_settled(one) for one in all_three] for _ in range(rounds)]
    ours, on, off = zip(*turns, strict=True)
    for name, theirs, goal in (("on", on, Goal(1.0, 0.6)), ("off", off, Goal(3.0, 1.5))):
        named = f"{made.size:,} {path.suffix[1:]}, collector {name}, {rounds} rounds"
        table.row(named, compared(ours, theirs), goal if made.size >= MILLION else None)
    return off


def _grown(path: Path, folder: Path) -> tuple[float, float]:
    """Seconds to open a file that has grown, with the index of what it was, and without."""
    copy = folder / path.name
    shutil.copyfile(path, copy)
    opened(copy)
    with copy.open("ab") as file:
        for number in range(_ADDED):
            event = {"id": f"added-{number}", "date": f"2019-{number % 12 + 1:02}", "title": f"Added word{number}"}
            file.write(json.dumps(event).encode() + b"\n")
    grown = seconds([sys.executable, "-c", OURS, str(copy)])
    anew = opened(copy)
    copy.unlink()
    return grown, anew


def main() -> None:
    """Print the tables."""
    want = asked()
    materials = [material(size, unique=want.unique) for size in want.sizes]
    with own_home() as folder:
        notes = versions("orjson", "msgspec", "pydantic", "numpy")
        table = Table("First opening: check, clean, index, write", notes, heads=("ours", "orjson"))
        off: dict[Path, Sequence[float]] = {}
        for made in materials:
            for path in (made.document, made.lines):
                off[path] = _rows(table, made, path, want.rounds(made.size))
        table = Table("The floor: every record checked and no more, collector off", heads=("checked", "orjson"))
        for made in materials:
            alone = [_settled(partial(checked, made.lines)) for _ in off[made.lines]]
            table.row(f"{made.size:,} jsonl, {len(alone)} rounds", compared(alone, off[made.lines]))
        title = "What building takes: anonymous memory of all processes at its peak, size of the cache"
        table = Table(title, heads=("ours", "file"))
        for made in materials:
            for path in (made.document, made.lines):
                size, most = path.stat().st_size, _peak(path)
                kept = sum(file.stat().st_size for file in folder.glob("cache/**/*") if file.is_file())
                for name, ours, goal in (("memory", most, Goal(1.0, 0.3)), ("cache", kept, Goal(0.5, 0.3))):
                    goal_here = goal if made.size >= MILLION else None
                    name_here = f"{made.size:,} {path.suffix[1:]}, {name}"
                    table.row(name_here, Times(ours, size, ours / size), goal_here, megabytes)
        table = Table(f"Opening a file of JSON Lines to which {_ADDED:,} were added", heads=("grown", "anew"))
        for made in materials:
            rounds = want.rounds(made.size)
            grown, anew = zip(*(_grown(made.lines, folder) for _ in range(rounds)), strict=True)
            goal_here = Goal(0.5, 0.25) if made.size >= MILLION else None
            table.row(f"{made.size:,} jsonl, {rounds} rounds", compared(grown, anew), goal_here)


if __name__ == "__main__":
    main()
