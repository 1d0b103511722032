"""A big timeline opened: an index kept on disk, and the user's own file, read by position."""

import json
import os
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from timeline_tui.index.mapped import MappedIndex
from timeline_tui.load import plain
from timeline_tui.load.record import Position, read_record
from timeline_tui.model.problems import Problems
from timeline_tui.model.records import Event, as_json, replace
from timeline_tui.store.cache import ARRAYS, EXTRAS, problem

_GONE = {
    "en": "(the file has changed; r reads it again)",
    "de": "(die Datei hat sich geändert; r liest sie neu)",
}


class RecordFile:
    """A file from which records are read by position; never mapped, so that cutting it short cannot end the program.

    ``changed`` becomes true once the file is not what it was: then nothing more is read from it. What it was
    is its size and when it was changed (nanoseconds), by default as they are now. A file put in the place of
    this one changes nothing.
    """

    def __init__(self, path: Path, state: tuple[int, int] | None = None) -> None:
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        self.close = weakref.finalize(self, os.close, self._file)
        """Lets go of the file; else that happens when nobody asks it any more."""
        self._state = state or self._now()
        self.changed = False

    def _now(self) -> tuple[int, int]:
        state = os.fstat(self._file)
        return state.st_size, state.st_mtime_ns

    def read(self, offset: int, length: int) -> bytes:
        """The bytes of a record; none where the file is not what it was, or cannot be read any more."""
        try:
            self.changed = self.changed or self._now() != self._state
            data = b"" if self.changed else os.pread(self._file, length, offset)
        except OSError:
            data = b""
        self.changed = self.changed or len(data) < length
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


def _renaming(
    read: Callable[[int, int], bytes], renamed: Mapping[int, str], *, lines: bool
) -> Callable[[int, int], bytes]:
    """``read``, but records at the offsets in ``renamed`` have the id that is given them there."""
    if not renamed:
        return read

    def read_renamed(offset: int, length: int) -> bytes:
        data = read(offset, length)
        if offset not in renamed or not data:
            return data
        record = read_record(data, Position("events", lines=lines)).record
        fields: dict[str, Any] = as_json(record) if record else {}
        return json.dumps({**fields, "id": renamed[offset]}, ensure_ascii=False).encode()

    return read_renamed
