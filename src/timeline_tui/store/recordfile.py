"""The user's own file, read by position, and whether it still is what it was."""

import os
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.store.cache import Identity, changed_at, ends_of, identity_of

if TYPE_CHECKING:
    from timeline_tui.index.records import Proof


class RecordFile:
    """A file from which records are read by position; never mapped, so that cutting it short cannot end the program.

    What it was is ``identity``, by default as it is now. ``grown`` becomes true once it is longer and still has both
    ends of what it was: then a record must prove that it is the one asked for. ``changed`` becomes true once it is
    another in any other way: then nothing more is read from it. A file put in the place of this one changes nothing.
    """

    def __init__(self, path: Path, identity: Identity | None = None) -> None:
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        self.close = weakref.finalize(self, os.close, self._file)
        """Lets go of the file; else that happens when nobody asks it any more."""
        self._identity = identity or identity_of(path)
        known = os.fstat(self._file)
        unchanged = changed_at(known) == self._identity.changed
        # None is no time: what is another already is looked at more closely before anything is read of it.
        self._state: tuple[int, int | None] = self._identity.size, known.st_mtime_ns if unchanged else None
        self.grown = self.changed = False

    def _look(self) -> None:
        """See whether the file is what it was when it was last looked at, or longer."""
        before = self._state
        if self.changed or self._now() == before:
            return
        same = ends_of(self._file, self._identity.size) == self._identity.ends
        now = self._now()  # anew: the system tells of another time a moment before it tells of another size
        if same and now[0] > before[0]:
            self.grown, self._state = True, now
        else:
            self.changed = True

    def _now(self) -> tuple[int, int]:
        state = os.fstat(self._file)
        return state.st_size, state.st_mtime_ns  # more than its bytes would change what ``changed_at`` tells

    def is_beginning_of(self, path: Path) -> bool:
        """Whether this is the file at ``path`` still, and has at most been added to."""
        try:
            self._look()
            return not self.changed and os.path.samestat(os.fstat(self._file), path.stat())
        except OSError:
            return False

    def read(self, offset: int, length: int, proof: "Proof") -> bytes:
        """The bytes of a record; none where the file is not what it was, or cannot be read any more.

        It is looked at after it was read: what it is then it was before.
        """
        try:
            data = os.pread(self._file, length, offset)
            self._look()
        except OSError:
            data = b""
        self.changed = self.changed or len(data) < length or (self.grown and not proof(data))
        return b"" if self.changed else data
