"""A big timeline opened: an index kept on disk, of which the records are read from the user's own file."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from timeline_tui.index.mapped import MappedIndex
from timeline_tui.index.records import Proof, Read
from timeline_tui.load import plain
from timeline_tui.load.record import Position, read_record
from timeline_tui.model.problems import Problems
from timeline_tui.model.records import Event, as_json, replace
from timeline_tui.store.cache import ARRAYS, EXTRAS, problem
from timeline_tui.store.recordfile import RecordFile

_GONE = {
    "en": "(the file has changed; r reads it again)",
    "de": "(die Datei hat sich geändert; r liest sie neu)",
}


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
