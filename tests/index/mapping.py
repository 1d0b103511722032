"""Timelines turned into mapped indexes, as a reader would do it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from timeline_tui.index.building import Builder, Item
from timeline_tui.index.mapped import MappedIndex
from timeline_tui.index.merging import merge
from timeline_tui.model.records import Event, Timeline, record_of


def mapped(folder: Path, raw: Sequence[dict[str, Any]], parts: int = 1, **fields: Any) -> MappedIndex:
    """The mapped index of some events as a file has them, made in so many parts; ``fields`` are the file's others."""
    records = [json.dumps(event, ensure_ascii=False).encode() for event in raw]
    file = b"\n".join(records)
    items, offset = [], 0
    for event, record in zip(raw, records, strict=True):
        items.append(Item(offset, len(record), event))
        offset += len(record) + 1
    head = record_of(Timeline, fields)
    sources = {source.id: source for source in head.sources}
    size = -(-len(items) // parts) or 1
    paths = []
    for number in range(parts):
        paths.append(folder / f"{number}.part")
        with Builder(paths[-1], sources) as builder:
            builder.add(items[number * size : (number + 1) * size])
    merge(folder / "index", head, paths)
    return MappedIndex(folder / "index", _event, lambda at, length: file[at : at + length])


def _event(data: bytes) -> Event:
    return record_of(Event, json.loads(data))
