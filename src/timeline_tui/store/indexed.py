"""A big timeline opened: an index kept on disk, and the user's own file, read by position."""

import json
import os
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from timeline_tui.index.mapped import MappedIndex
from timeline_tui.index.records import Proof, Read
from timeline_tui.load import plain
from timeline_tui.load.record import Position, read_record
from timeline_tui.model.problems import Problem, Problems, Severity
from timeline_tui.model.records import Event, as_json, replace
from timeline_tui.store.cache import ARRAYS, EXTRAS, Identity, ends_of, identity_of

_GONE = {
    "en": "(the file has changed; r reads it again)",
    "de": "(die Datei hat sich geändert; r liest sie neu)",
}


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
        self._state = self._identity.size, self._identity.changed
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
        return state.st_size, state.st_mtime_ns

    def is_beginning_of(self, path: Path) -> bool:
        """Whether this is the file at ``path`` still, and has at most been added to."""
        try:
            self._look()
            return not self.changed and os.path.samestat(os.fstat(self._file), path.stat())
        except OSError:
            return False

    def read(self, offset: int, length: int, proof: Proof) -> bytes:
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


def open_index(folder: Path, records: RecordFile) -> tuple[MappedIndex, Problems]:
    """The index in a folder of the cache, and what was wrong with the file that it was made of.

    Raises:
        OSError, ValueError, KeyError, TypeError: where the folder does not hold what it should.
    """
    extras = json.loads((folder / EXTRAS).read_text(encoding="utf-8"))
    problems = Problems(tuple(problem(told) for told in extras["problems"]), extras["more"], extras["more_errors"])
    renamed = {int(offset): name for offset, name in extras["renamed"].items()}
    lines = extras["lines"]
    decode, read = decoder(frozenset(extras["missing"]), lines=lines), _renaming(records.read, renamed, lines=lines)
    return MappedIndex(folder / ARRAYS, decode, read, plain.decoder(lines=lines)), problems


def problem(told: dict[str, Any]) -> Problem:
    """A problem, of what its fields are in JSON."""
    return Problem(**{**told, "path": tuple(told["path"]), "severity": Severity(told["severity"])})


def decoder(missing: frozenset[str] = frozenset(), *, lines: bool) -> Callable[[bytes], Event]:
    """What makes an event of a record's bytes, as it was indexed; relations to ``missing`` events are left out.

    Of bytes that are no event any more it makes one that says so. Records of ``lines`` may have a kind.
    """
    quick, position = plain.decoder(lines=lines), Position("events", lines=lines)

    def decode(data: bytes) -> Event:
        light = quick(data)
        record = plain.event(light) if light is not None else read_record(data, position).record
        if not isinstance(record, Event):
            return Event(id="-", title=_GONE)
        if missing and any(one.event in missing for one in record.related):
            related = tuple(one for one in record.related if one.event not in missing)
            return replace(record, related=related)
        return record

    return decode


def _renaming(read: Read, renamed: Mapping[int, str], *, lines: bool) -> Read:
    """``read``, but records at the offsets in ``renamed`` have the id that is given them there."""
    if not renamed:
        return read

    def with_id(data: bytes, name: str) -> bytes:
        record = read_record(data, Position("events", lines=lines)).record
        fields: dict[str, Any] = as_json(record) if record else {}
        return json.dumps({**fields, "id": name}, ensure_ascii=False).encode()

    def read_renamed(offset: int, length: int, proof: Proof) -> bytes:
        name = renamed.get(offset)
        if name is None:
            return read(offset, length, proof)
        data = read(offset, length, lambda found: proof(with_id(found, name)))
        return with_id(data, name) if data else data

    return read_renamed
