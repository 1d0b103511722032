"""The events of a mapped index: read from the user's file by row, found by id."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import TypeAlias

import numpy as np

from timeline_tui.index.arrays import Array, Arrays
from timeline_tui.index.base import Part
from timeline_tui.index.building import id_hash
from timeline_tui.index.fold import document
from timeline_tui.index.taken import LightEvent, texts, texts_of
from timeline_tui.model.records import Event

_KEPT = 128
"""Events that are kept as they were read."""

Proof: TypeAlias = Callable[[bytes], bool]
"""Whether bytes are those of the record that was asked for, as far as its id tells; it takes as long as decoding."""

Read: TypeAlias = Callable[[int, int, Proof], bytes]
"""Gives the bytes of a record by its offset and length; where the file may be another it asks for the proof."""


class Records:
    """``read`` gives the bytes of a record, ``decode`` makes an event of them.

    ``quick`` gives a light event, None for a record that is not plainly one.
    """

    def __init__(
        self,
        arrays: Arrays,
        decode: Callable[[bytes], Event],
        read: Read,
        quick: Callable[[bytes], LightEvent | None],
    ) -> None:
        self._arrays, self._decode, self._read_bytes, self._quick = arrays, decode, read, quick
        self._offsets, self._lengths = arrays["offset"], arrays["length"]
        self.at: Callable[[int], Event] = lru_cache(_KEPT)(self.read)

    def read(self, row: int) -> Event:
        """The event at a row, read anew; ``at`` gives it too, and keeps it."""
        return self._decode(self.data(row))

    def data(self, row: int) -> bytes:
        """The record at a row as the file has it."""
        return self._read_bytes(int(self._offsets[row]), int(self._lengths[row]), partial(self._is_at, row))

    def _is_at(self, row: int, data: bytes) -> bool:
        return row in self._hashed(self._decode(data).id, "id/hash", "id/row")

    def document(self, data: bytes, part: Part) -> str:
        """The searchable form of a part of the event in a record."""
        light = self._quick(data)
        if light is None:
            return document(texts_of(self._decode(data), part))
        title, claims, rest = texts(light)
        return document({Part.TITLE: title, Part.CLAIM: claims}.get(part, [*title, *claims, *rest]))

    def row(self, event_id: str) -> int | None:
        """The row of an event, or None."""
        rows = self._hashed(event_id, "id/hash", "id/row")
        return next((row for row in reversed(rows.tolist()) if self.at(row).id == event_id), None)

    def referring(self, event_id: str) -> list[tuple[str, str]]:
        """The events that relate to one, each with how."""
        rows = dict.fromkeys(self._hashed(event_id, "related/named", "related/row").tolist())
        return [
            (event.id, relation.kind)
            for event in map(self.at, rows)
            for relation in event.related
            if relation.event == event_id
        ]

    def _hashed(self, event_id: str, hashes: str, rows: str) -> Array:
        """The rows that stand beside the hash of an id."""
        known, wanted = self._arrays[hashes], np.uint64(id_hash(event_id))
        return self._arrays[rows][np.searchsorted(known, wanted, "left") : np.searchsorted(known, wanted, "right")]
