"""A stream gathered into a timeline: for JSON Lines and packed files that are small enough to be held."""

from collections.abc import Iterable, Iterator
from typing import Any

from timeline_tui.load import plain
from timeline_tui.load.links import Linked
from timeline_tui.load.reader import Loaded
from timeline_tui.load.stream import Stream
from timeline_tui.model.records import Event, Record


def load_stream(chunks: Iterable[bytes]) -> Loaded:
    """All of a file given by its bytes (``load.chunks``), as ``load.reader.load`` has a document.

    Raises:
        BrokenFileError: never; packed bytes that cannot be unpacked are a problem like any other.
    """
    stream = Stream(chunks)
    records: dict[str, list[tuple[int, Any]]] = {"events": [], "people": [], "sources": []}
    for batch, found in stream.records():
        for position, one in enumerate(found):
            if one is not None:
                record = plain.event(one) if isinstance(one, plain.Plain) else one
                records[batch.section].append((batch.number + position, record))
    streamed = stream.finish()
    timeline = streamed.timeline
    if timeline is not None:
        lists = {section: tuple(linked(section, found, streamed.linked)) for section, found in records.items()}
        timeline = timeline.model_copy(update=lists)
    return Loaded(timeline, streamed.problems, streamed.is_json)


def linked(section: str, records: Iterable[tuple[int, Record]], links: Linked) -> Iterator[Record]:
    """The records of a list, each given with its number, under their last ids; those made for names that have none."""
    for number, record in records:
        changed: dict[str, Any] = {}
        if number in links.renamed[section]:
            changed["id"] = links.renamed[section][number]
        if isinstance(record, Event) and any(one.event in links.missing_events for one in record.related):
            changed["related"] = tuple(one for one in record.related if one.event not in links.missing_events)
        yield record.model_copy(update=changed) if changed else record
    yield from {"people": links.people, "sources": links.sources}.get(section, ())
