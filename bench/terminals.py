"""Programs run in a pseudo-terminal, and how long they take until a frame is painted to its last byte."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from pathlib import Path
from typing import Self

COLUMNS, LINES = 120, 40
QUIET = 0.08
"""Seconds without a byte after which a frame is complete."""

_PATIENCE = 120.0


class Terminal:
    """A program in a pseudo-terminal of 120 by 40 cells; times are counted to the last byte of what it paints."""

    def __init__(self, command: list[str], **environment: str) -> None:
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TEXTUAL_FPS": "120", **environment})
            os.execvp(command[0], command)  # noqa: S606  # a program of ours or one that we compare with
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.seen = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.close(self.fd)
        os.waitpid(self.pid, 0)

    def painted(self, needle: bytes = b"", *, since: float | None = None) -> float:
        """Seconds since ``since`` (the start) to the last byte of the frame in which ``needle`` appears.

        Raises:
            TimeoutError: where it never does.
        """
        began = self.began if since is None else since
        found, last, start = not needle, began, len(self.seen)
        while True:
            ready, _, _ = select.select([self.fd], [], [], QUIET if found and last > began else _PATIENCE)
            if not ready:
                if found and last > began:
                    return last - began
                raise TimeoutError(f"{needle!r} was not painted; seen: {self.seen[-400:]!r}")
            chunk = os.read(self.fd, 65536)
            last = time.perf_counter()
            self.seen += chunk
            found = found or needle in self.seen[max(0, start - len(needle)) :]

    def key(self, keys: str, needle: bytes = b"") -> float:
        """Seconds from some keys to the last byte of the frame that answers them."""
        sent = time.perf_counter()
        os.write(self.fd, keys.encode())
        return self.painted(needle, since=sent)

    def memory(self) -> tuple[int, int]:
        """Resident and anonymous memory of the program, in bytes (Linux)."""
        with Path(f"/proc/{self.pid}/smaps_rollup").open(encoding="ascii") as file:
            sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in file if " kB" in line}
        return sizes["Rss"], sizes["Anonymous"]
