import gzip
import io
import json
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from documents import GOOD, GOOD_BYTES, documents, paths, replaced, wild_documents, wild_values
from timeline_tui.load import document, links, plain
from timeline_tui.load.chunks import chunks
from timeline_tui.load.reader import Loaded, load
from timeline_tui.load.stream import Stream, Streamed
from timeline_tui.model import limits
from timeline_tui.model.problems import Problems, Severity
from timeline_tui.model.records import Event, Person, Record, Source, Timeline

sampled = settings(max_examples=100, deadline=None, database=None)
thorough = settings(sampled, max_examples=600)
sizes = st.sampled_from([1, 2, 3, 7, 64, 1 << 18])
"""Bytes read at once, and bytes looked at first: both small enough that everything falls on a border."""


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def reread(data: bytes) -> links.ReadBytes:
    return lambda offset, length: data[offset : offset + length]


def streamed(data: bytes, size: int = 1 << 18, *, lines: bool | None = False) -> tuple[Streamed, dict[str, list[Any]]]:
    """What a stream gives; its records as the model has them, under their last ids."""
    stream = Stream(cut(data, size), lines=lines)
    records: dict[str, list[Any]] = {"events": [], "people": [], "sources": []}
    for batch, found in stream.records():
        assert len(found) == len(batch)
        for position, (one, written) in enumerate(zip(found, batch, strict=True)):
            at = batch.offset + batch.starts[position]
            assert data[at : at + len(written)] == written
            if one is not None:
                record = plain.event(one) if isinstance(one, plain.Plain) else one
                records[batch.section].append((batch.number + position, record))
    result = stream.finish(reread(data))
    return result, {section: list(last(section, found, result)) for section, found in records.items()}


def last(section: str, records: list[tuple[int, Any]], result: Streamed) -> Iterator[Record]:
    for number, record in records:
        changed = {"id": result.linked.renamed[section].get(number, record.id)}
        if isinstance(record, Event):
            changed["related"] = tuple(one for one in record.related if one.event not in result.linked.missing_events)  # type: ignore[assignment]
        yield record.model_copy(update=changed)
    yield from {"people": result.linked.people, "sources": result.linked.sources}.get(section, ())


def whole(data: bytes, size: int = 1 << 18, *, lines: bool | None = False) -> Loaded:
    result, records = streamed(data, size, lines=lines)
    timeline = result.timeline
    if timeline is not None:
        timeline = timeline.model_copy(update={section: tuple(found) for section, found in records.items()})
    return Loaded(timeline, in_order(result.problems), result.is_json)


def in_order(problems: Problems) -> Problems:
    """Problems of one place in an order that says nothing of who found them."""
    by_all = sorted(problems.found, key=lambda one: (one.line, one.column, one.code, one.message, str(one.path)))
    return Problems(tuple(by_all), problems.more, problems.more_errors)


def same(data: bytes, size: int = 1 << 18, small: int = 1 << 14) -> None:
    expected = load(data)
    with mock.patch.multiple(document, _SMALL=small, _LARGE=max(64, small), _TAIL=small):
        found = whole(data, size)
    assert found.timeline == expected.timeline
    assert found.problems == as_far_as(found.problems, in_order(expected.problems))
    assert found.is_json is expected.is_json


def as_far_as(found: Problems, expected: Problems) -> Problems:
    """What is expected, without the bad bytes that stand where a stream does not come to any more."""
    end = max(((one.line, one.column) for one in found.found), default=(1, 1))
    stopped = not all(one in found.found for one in expected.found)
    kept = [one for one in expected.found if not (stopped and one.code == "utf-8" and (one.line, one.column) > end)]
    return Problems(tuple(kept), expected.more, expected.more_errors)


@sampled
@given(documents(), st.none() | st.integers(0, 2), sizes, sizes, st.sampled_from(["ascii", "utf-8"]))
def test_a_good_document_is_read_as_the_reader_does(
    value: dict[str, Any], indent: int | None, size: int, small: int, written: str
) -> None:
    same(json.dumps(value, indent=indent, ensure_ascii=written == "ascii").encode(), size, small)


@thorough
@given(wild_documents, st.none() | st.just(1), sizes, sizes)
def test_any_document_is_read_as_the_reader_does(
    value: dict[str, Any], indent: int | None, size: int, small: int
) -> None:
    same(json.dumps(value, indent=indent).encode(), size, small)


@thorough
@given(st.data(), sizes, sizes)
def test_changed_values_are_read_as_the_reader_does(data: st.DataObject, size: int, small: int) -> None:
    value: Any = GOOD
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(paths(value)[1:]))
        new: object = data.draw(st.sampled_from(["", None, 5, [], {}, [{}], "a"]) | wild_values)
        value = replaced(value, path, new)
    same(json.dumps(value).encode(), size, small)


@thorough
@given(st.data(), sizes, sizes)
def test_changed_bytes_are_read_as_the_reader_does(data: st.DataObject, size: int, small: int) -> None:
    changed = bytearray(GOOD_BYTES)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(1, len(changed)))
        typed = st.binary(max_size=2) | st.sampled_from(
            [b'"', b",", b"{", b"]", b":", b"\\", b"\n", b"0", b"null", b"/*"]
        )
        changed[at : at + data.draw(st.integers(0, 3))] = data.draw(typed)
    same(bytes(changed), size, small)
