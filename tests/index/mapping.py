"""Timelines turned into mapped indexes, as a reader would do it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from timeline_tui.index.arrays import Arrays
from timeline_tui.index.building import Builder
from timeline_tui.index.mapped import MappedIndex
from timeline_tui.index.merging import merge
from timeline_tui.load import plain
from timeline_tui.model.records import Event, Timeline, record_of


def mapped(folder: Path, raw: Sequence[dict[str, Any]], parts: int = 1, **fields: Any) -> MappedIndex:
    """The mapped index of some events as a file has them; ``fields`` are the file's others.

    Its parts are as many as asked for, and have two stretches of events each.
    """
    records = [json.dumps(event, ensure_ascii=False).encode() for event in raw]
    file = b"\n".join(records)
    starts = [0]
    for record in records:
        starts.append(starts[-1] + len(record) + 1)
    events = [plain.plain(record_of(Event, event)) for event in raw]
    head = record_of(Timeline, fields)
    sources = {source.id: source for source in head.sources}
    paths = [folder / f"{number}.part" for number in range(parts)]
    builders = [Builder(path, sources, plain.event) for path in paths]
    size = -(-len(raw) // (2 * parts)) or 1
    for turn in range(2 * parts):
        builder, mine = builders[turn % parts], slice(turn * size, (turn + 1) * size)
        builder.add(starts[:-1][mine], [len(record) for record in records[mine]], events[mine])
        builder.flush()
    for builder in builders:
        builder.finish()
    merge(folder / "index", head, [Arrays(path) for path in paths])
    return MappedIndex(folder / "index", _event, lambda at, length, _: file[at : at + length])


def _event(data: bytes) -> Event:
    return record_of(Event, json.loads(data))
