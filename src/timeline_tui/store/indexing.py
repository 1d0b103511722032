"""A big file being indexed by a process of its own: how far it is, how it is stopped, what comes of it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from timeline_tui.model.problems import Problem
from timeline_tui.store.cache import EXTRAS, SPOOL, Identity, begin, discard, identity_of, keep, outgrown, problem
from timeline_tui.store.recordfile import RecordFile

NO_TIMELINE = 3
"""The exit code of a builder that found no timeline in a file."""

_ROOM = 1.5
"""How many times a file's size must be free on the disk of the cache, for what is made on the way."""

_KEEPS_UP_TO = 32 << 20
_ALLOCATION = {
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"
    f":glibc.malloc.mmap_threshold={_KEEPS_UP_TO}:glibc.malloc.trim_threshold={_KEEPS_UP_TO}"
}
"""What has glibc ask for large pages, and keep memory that a process gives back, for arrays that are made again and
again: to get it from the system in small pieces takes longer than to fill it. (The GNU C Library Reference Manual,
"Memory Allocation Tunables"; other libraries do not look.)"""


class Progress(NamedTuple):
    """How far one is: bytes gone over, bytes in all, events met."""

    done: int
    size: int
    events: int


class IndexingError(Exception):
    """A file could not be indexed here, whatever it holds; the message is for people."""


class StoppedError(IndexingError):
    """Indexing was cancelled, or something killed it."""


class NoTimelineError(IndexingError):
    """A file holds no timeline; ``problems`` tell why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("this is no timeline")
        self.problems = problems


class Indexing:
    """A process that indexes a file, to be ended by ``finish``, after ``cancel`` too.

    Nothing is left of one that is forgotten without that; where whoever started it is killed, it ends by itself.

    Raises:
        IndexingError: where it cannot begin.
        OSError: where the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.identity: Identity = identity_of(path)
        self._records = RecordFile(path, self.identity)
        self._outgrown = outgrown(self.identity)
        self._path = path
        self._cancelled = False
        try:
            self._folder = begin()
        except OSError as error:
            raise IndexingError(f"there is nowhere to keep an index: {error.strerror}") from None
        try:
            self._find_room()
            self._process = self._started()
        except OSError as error:
            discard(self._folder)
            raise IndexingError(f"the index could not be made: {error.strerror}") from None
        except BaseException:
            discard(self._folder)
            raise
        self._abandon = weakref.finalize(self, _abandoned, self._process, self._folder)

    def _find_room(self) -> None:
        free = shutil.disk_usage(self._folder).free
        if free < self.identity.size * _ROOM:
            where = self._folder.parent
            raise IndexingError(f"too little room for an index: {free // 10**6} MB are free in {where}")

    def _started(self) -> "subprocess.Popen[bytes]":
        # -P: what lies in the folder one happens to be in is no part of the program.
        module = ["-P", "-m", "timeline_tui.store.builder"]
        return subprocess.Popen(  # noqa: S603  # our own module
            [sys.executable, *module, *self._arguments],
            env={**_ALLOCATION, **os.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    @property
    def _arguments(self) -> list[str]:
        """What the builder is to be told."""
        wanted = (self._path, self._folder, self.identity.size, self._outgrown)
        return [str(one) for one in wanted if one is not None]

    def progress(self) -> Iterator[Progress]:
        """How far it is, now and then, until it ends."""
        for line in self._process.stdout or ():
            told = json.loads(line)
            yield Progress(told["done"], told["size"], told["events"])

    def finish(self) -> Path:
        """Wait for the end; the folder of the cache that holds the index now.

        Raises:
            StoppedError: where it was cancelled or killed.
            NoTimelineError: where the file holds no timeline.
            IndexingError: where the index could not be made, or the file is another by now.
        """
        try:
            _, errors = self._process.communicate()
            self._judge(errors.decode(errors="replace").strip().splitlines())
            folder = keep(self._folder, self.identity)
        except OSError as error:
            raise IndexingError(f"the index cannot be kept: {error.strerror}") from None
        else:
            self._abandon.detach()
            return folder
        finally:
            self._abandon()  # does nothing where all went well

    def _judge(self, said: list[str]) -> None:
        """Raise what an exit code other than 0 means."""
        code = self._process.returncode
        if self._cancelled:
            raise StoppedError("reading was stopped")
        if code == -signal.SIGBUS:  # where no room could be reserved for what is mapped into memory
            raise IndexingError("the index could not be made: the disk is full")
        if code < 0:
            raise StoppedError(f"reading was stopped by the system ({signal.Signals(-code).name})")
        if code == NO_TIMELINE:
            told = json.loads((self._folder / EXTRAS).read_text(encoding="utf-8"))["problems"]
            raise NoTimelineError([problem(one) for one in told])
        if code:
            raise IndexingError(f"the index could not be made: {''.join(said[-1:]) or f'exit code {code}'}")
        if identity_of(self._path) != self.identity and not self._has_more_lines():
            raise IndexingError("the file changed while it was read")

    def _has_more_lines(self) -> bool:
        """Whether all that happened to the file is that lines were added; those of a packed one may have been read."""
        is_lines = json.loads((self._folder / EXTRAS).read_text(encoding="utf-8"))["lines"]
        plain = not (self._folder / SPOOL).exists()
        return is_lines and plain and self._records.is_beginning_of(self._path) and self._records.grown

    def cancel(self) -> None:
        """Stop it, and those beside it; ``finish`` then removes what there is."""
        self._cancelled = True
        _kill(self._process)


class NoIndexing:
    """Stands for a process that cannot be, and for ``why``; the file is held in memory instead.

    ``cancelled`` is true once nothing is to come of that.
    """

    def __init__(self, why: Exception) -> None:
        self.why = why
        self.cancelled = False

    def progress(self) -> Iterator[Progress]:
        """Nothing is told until all is there."""
        return iter(())

    def cancel(self) -> None:
        """Have nothing come of it."""
        self.cancelled = True


def _kill(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:  # later its number may be another's
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except OSError:
            process.kill()


def _abandoned(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    _kill(process)
    process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
    discard(folder)
