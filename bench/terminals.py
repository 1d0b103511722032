"""Programs run in a pseudo-terminal, and how long they take until a frame is painted to its last byte."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from pathlib import Path
from typing import Self

from measuring import PROGRAM

from timeline_tui.index.base import Index
from timeline_tui.query.run import run
from timeline_tui.query.syntax import parse

COLUMNS, LINES = 120, 40
QUIET = 0.08
"""Seconds without a byte after which a frame is complete; more for programs that pause while they paint."""

FPS = "120"
"""The frames a second that every Textual program may paint here."""

_PATIENCE = 600.0
_TOLD = 400
"""Bytes of what a program painted last that are told where it did not paint what was wanted."""

_FEED_AFTER = 50
"""Pieces of output after which the emulated terminal catches up although the program has not paused."""

WIPE = "\x15"
"""Control-U: removes what was typed, in our input as in fzf's."""


class Terminal:
    """A program in a pseudo-terminal of 120 by 40 cells; times are counted to the last byte of what it paints.

    ``quiet`` are the seconds without a byte that end a frame; they are no part of any time told.
    """

    def __init__(self, command: list[str], *, quiet: float = QUIET, **environment: str) -> None:
        self.quiet = quiet
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.environ.update({"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TEXTUAL_FPS": FPS, **environment})
            os.execvp(command[0], command)  # noqa: S606  # a program of ours or one that we compare with
        self.seen = b""
        self._came: list[tuple[float, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.close(self.fd)
        os.waitpid(self.pid, 0)

    def painted(self, wanted: str = "", *, since: float | None = None) -> float:
        """Seconds since ``since`` (the start) to the last byte of the frame in which the expression ``wanted`` is met.

        Raises:
            TimeoutError: where it never is.
        """
        began = self.began if since is None else since
        sought, last, start = re.compile(wanted.encode()), began, len(self.seen)
        found = False
        while True:
            ready, _, _ = select.select([self.fd], [], [], self.quiet if found else _PATIENCE)
            if not ready:
                if found:
                    return last - began
                raise TimeoutError(f"{wanted!r} was not painted; seen: {self.seen[-_TOLD:]!r}")
            self._read()
            last = time.perf_counter()
            found = found or sought.search(self.seen, start) is not None

    def shown(self, wanted: str, *, since: float | None = None) -> float:
        """Seconds since ``since`` (the start) to the byte after which the whole screen shows what ``wanted`` meets.

        For programs that repaint only what differs, a digit of a number perhaps: a terminal is emulated while they
        pause, and what came when is known.

        Raises:
            TimeoutError: where it is never shown.
        """
        import pyte  # noqa: PLC0415  # only this needs it

        screen = pyte.Screen(COLUMNS, LINES)
        stream = pyte.ByteStream(screen)
        began, sought, fed, at = self.began if since is None else since, re.compile(wanted), 0, 0
        while True:
            while select.select([self.fd], [], [], self.quiet)[0]:
                self._read()
                if len(self._came) - at > _FEED_AFTER:
                    break
            for when, length in self._came[at:]:
                stream.feed(self.seen[fed:length])
                at, fed = at + 1, length
                if (since is None or when > since) and sought.search("\n".join(screen.display)):
                    return when - began
            if time.perf_counter() - began > _PATIENCE:
                raise TimeoutError(f"{wanted!r} was not shown; seen: {self.seen[-_TOLD:]!r}")

    def send(self, keys: str) -> float:
        """Press keys; the time at which that was."""
        while select.select([self.fd], [], [], 0)[0]:
            self._read()
        sent = time.perf_counter()
        os.write(self.fd, keys.encode())
        return sent

    def key(self, keys: str, wanted: str = "") -> float:
        """Seconds from some keys to the last byte of the frame that answers them, in which ``wanted`` is met."""
        return self.painted(wanted, since=self.send(keys))

    def memory(self) -> tuple[int, int]:
        """Resident and anonymous memory of the program, in bytes (Linux)."""
        return memory_of(self.pid)

    def _read(self) -> None:
        try:
            self.seen += os.read(self.fd, 1 << 16)
        except OSError:
            raise TimeoutError(f"the program has ended; seen: {self.seen[-_TOLD:]!r}") from None
        self._came.append((time.perf_counter(), len(self.seen)))


class Explorer(Terminal):
    """The explorer of a timeline, or of the shipped one; ``opened`` is what it took to the first complete frame (s).

    ``index`` is the same timeline opened here: it says which count the answer to a key will show.
    """

    def __init__(self, index: Index, path: Path | None = None) -> None:
        super().__init__([PROGRAM, *([str(path)] if path else [])])
        self._index, self._typed, self._total = index, "", index.size
        self.opened = self.painted(f"{index.size:,} of {index.size:,}")

    def search(self) -> None:
        """Open the line in which a query is typed."""
        self.key("/")

    def letter(self, letter: str) -> float:
        """Seconds from a letter of a query to the last byte of the frame that shows its answer."""
        self._typed += letter
        total = run(self._index, parse(self._typed)).total
        chip = f"m {re.escape(self._typed)}( |\x1b)"  # where a letter changes no count its term still changes
        wanted = f"{total:,} of {self._index.size:,}" if total != self._total else chip
        self._total = total
        return self.key(letter, wanted)

    def wipe(self) -> None:
        """Remove the query."""
        self.key(WIPE, f"{self._index.size:,} of {self._index.size:,}")
        self._typed, self._total = "", self._index.size


def memory_of(pid: int) -> tuple[int, int]:
    """Resident and anonymous memory of a process in bytes, as Linux counts them; nothing of one that has ended."""
    try:
        told = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0, 0
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in told.splitlines() if line.endswith(" kB")}
    return sizes.get("VmRSS", 0), sizes.get("RssAnon", 0)
