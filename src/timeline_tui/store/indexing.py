"""A big file being indexed by a process of its own: how far it is, how it is stopped, what comes of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from timeline_tui.load.chunks import BrokenFileError, chunks
from timeline_tui.store.cache import EXTRAS, Identity, begin, discard, identity_of, keep

SPOOL = "records"
"""The file of an entry that holds the unpacked bytes of a packed file."""

_ROOM = 1.5
"""How many times a file's size must be free on the disk of the cache, for what is made on the way."""


class Progress(NamedTuple):
    """How far one is: bytes gone over, bytes in all, events met."""

    done: int
    size: int
    events: int


class IndexingError(Exception):
    """A file could not be indexed; the message is for people."""


class Indexing:
    """A process that indexes a file; it ends with whoever started it, or by ``cancel``.

    Raises:
        IndexingError: where it cannot begin.
        OSError: where the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.identity: Identity = identity_of(path)
        try:
            self._folder = begin()
        except OSError as error:
            raise IndexingError(f"there is nowhere to keep an index: {error.strerror}") from None
        free = shutil.disk_usage(self._folder).free
        if free < self.identity.size * _ROOM:
            discard(self._folder)
            raise IndexingError(f"too little room for an index: {free // 10**6} MB are free in {self._folder.parent}")
        try:
            records = self._unpacked(path)
        except BaseException:
            discard(self._folder)
            raise
        command = [sys.executable, "-m", "timeline_tui.store.builder", str(records), str(self._folder)]
        self._process = subprocess.Popen(  # noqa: S603  # our own module
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )

    def _unpacked(self, path: Path) -> Path:
        with path.open("rb") as file:
            if file.read(2) != b"\x1f\x8b":
                return path
            file.seek(0)
            spool = self._folder / SPOOL
            try:
                with spool.open("wb") as target:
                    for piece in chunks(file):
                        target.write(piece)
            except BrokenFileError as error:
                raise IndexingError(str(error)) from None
            return spool

    def progress(self) -> Iterator[Progress]:
        """How far it is, now and then, until it ends."""
        for line in self._process.stdout or ():
            told = json.loads(line)
            yield Progress(told["done"], told["size"], told["events"])

    def finish(self) -> Path:
        """Wait for the end; the folder of the cache that holds the index now.

        Raises:
            IndexingError: where it was cancelled, or the index could not be made.
        """
        _, errors = self._process.communicate()
        code = self._process.returncode
        if code == 1 and (self._folder / EXTRAS).exists():
            told = json.loads((self._folder / EXTRAS).read_text(encoding="utf-8"))["problems"]
            discard(self._folder)
            raise IndexingError("; ".join(one["message"] for one in told[:3]) or "this is no timeline")
        if code:
            discard(self._folder)
            said = errors.decode(errors="replace").strip().splitlines()[-1:] if code > 0 else []
            raise IndexingError(f"the index could not be made: {''.join(said) or 'stopped'}")
        try:
            return keep(self._folder, self.identity)
        except OSError as error:
            discard(self._folder)
            raise IndexingError(f"the index cannot be kept: {error.strerror}") from None

    def cancel(self) -> None:
        """Stop it, and those beside it; nothing is kept."""
        try:
            os.killpg(self._process.pid, 9)
        except OSError:
            self._process.kill()
