"""A stream gathered into a timeline: for JSON Lines and packed files that are small enough to be held."""

from collections.abc import Iterable, Iterator
from typing import Any

from timeline_tui.load import plain
from timeline_tui.load.links import Linked
from timeline_tui.load.reader import Loaded
from timeline_tui.load.stream import Stream
from timeline_tui.model.records import Event, Record, replace

_LOOKED_THROUGH = 16_000_000
"""Bytes in which the first events are looked for."""


def load_stream(chunks: Iterable[bytes], *, lines: bool | None = None, enough: int | None = None) -> Loaded:
    """All of a file given by its bytes (``load.chunks``), as ``load.reader.load`` has a document.

    Packed bytes that cannot be unpacked are a problem like any other. Whether the bytes are JSON Lines is seen
    if not given. After ``enough`` events, or very many bytes, the rest is taken to be cut off.
    """
    held = _Held(chunks, None if enough is None else _LOOKED_THROUGH)
    stream = Stream(held, lines=lines)
    records: dict[str, list[tuple[int, Any]]] = {"events": [], "people": [], "sources": []}
    for batch, found in stream.records():
        for position, one in enumerate(found):
            if one is not None:
                record = plain.event(one) if isinstance(one, plain.Plain) else one
                records[batch.section].append((batch.number + position, record))
        held.ended = enough is not None and len(records["events"]) >= enough
    streamed = stream.finish(held.read)
    timeline = streamed.timeline
    if timeline is not None:
        lists = {section: tuple(linked(section, found, streamed.linked)) for section, found in records.items()}
        timeline = replace(timeline, **lists)
    return Loaded(timeline, streamed.problems, streamed.is_json)


class _Held:
    """The bytes that have been gone through, no more than ``most`` or a piece beyond, to be read again by position."""

    def __init__(self, chunks: Iterable[bytes], most: int | None) -> None:
        self._chunks, self._most = chunks, most
        self._pieces: list[bytes] = []
        self.ended = False
        """Whether no more bytes are to be given."""

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._chunks:
            self._pieces.append(piece)
            yield piece
            if self.ended or (self._most is not None and sum(map(len, self._pieces)) > self._most):
                return

    def read(self, offset: int, length: int) -> bytes:
        """Some of the bytes."""
        self._pieces = [b"".join(self._pieces)]
        return self._pieces[0][offset : offset + length]


def linked(section: str, records: Iterable[tuple[int, Record]], links: Linked) -> Iterator[Record]:
    """The records of a list, each given with its number, under their last ids; those made for names that have none."""
    for number, record in records:
        changed: dict[str, Any] = {}
        if number in links.renamed[section]:
            changed["id"] = links.renamed[section][number]
        if isinstance(record, Event) and any(one.event in links.missing_events for one in record.related):
            changed["related"] = tuple(one for one in record.related if one.event not in links.missing_events)
        yield replace(record, **changed) if changed else record
    yield from {"people": links.people, "sources": links.sources}.get(section, ())
