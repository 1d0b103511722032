"""The floor of a first opening: every record is decoded and checked, and nothing is made of any.

``python bench/checking.py FILE`` does that to JSON Lines, half of them in each of two processes: nobody deals, nothing
is gathered, sorted or written. What opens a file and says what is wrong with it cannot be quicker with this decoder
and these checks.
"""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from measuring import seconds

from timeline_tui.load.chunks import CHUNK
from timeline_tui.load.events import Events
from timeline_tui.load.noted import Noted
from timeline_tui.load.splitting import Split


def checked(path: Path) -> float:
    """Seconds from the start to the end of a process, and the one it starts, that check a file."""
    return seconds([sys.executable, __file__, str(path)])


def _pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while piece := file.read(min(CHUNK, end - file.tell())):
            yield piece


def _check(path: Path, start: int, end: int) -> None:
    """Check the lines that begin at one place of a file and end at another."""
    noted = Noted()
    events = Events(noted, lines=True)
    for batch in Split(_pieces(path, start, end), noted, lines=True).batches():
        if batch.section == "events":
            events.read(batch)


def main() -> None:
    """Check a file."""
    gc.disable()
    path = Path(sys.argv[1])
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(size // 2)
        file.readline()
        middle = file.tell()
    if os.fork():
        _check(path, 0, middle)
        os.wait()
    else:
        _check(path, middle, size)


if __name__ == "__main__":
    main()
