import gzip
import io
import json
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents import GOOD, GOOD_BYTES, documents, paths, replaced, wild_documents, wild_values
from timeline_tui.load import document, links, plain
from timeline_tui.load.chunks import chunks
from timeline_tui.load.reader import Loaded, load
from timeline_tui.load.stream import Stream, Streamed
from timeline_tui.model import limits
from timeline_tui.model.problems import Problems, Severity
from timeline_tui.model.records import Event, Record, replace

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
            changed["related"] = tuple(one for one in record.related if one.event not in result.linked.missing_events)
        yield replace(record, **changed)
    yield from {"people": result.linked.people, "sources": result.linked.sources}.get(section, ())


def whole(data: bytes, size: int = 1 << 18, *, lines: bool | None = False) -> Loaded:
    result, records = streamed(data, size, lines=lines)
    timeline = result.timeline
    if timeline is not None:
        timeline = replace(timeline, **{section: tuple(found) for section, found in records.items()})
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
    kept = [one for one in expected.found if not (stopped and one.code == "utf-8" and (one.line, one.column) >= end)]
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


def as_lines(value: dict[str, Any]) -> bytes:
    """A document as JSON Lines: each record says what it is, the rest is one line, the last."""
    kinds = {"events": "event", "people": "person", "sources": "source"}
    rest = {key: inner for key, inner in value.items() if key not in kinds}
    tagged = [{**one, "kind": kind} for section, kind in kinds.items() for one in value.get(section, [])]
    return b"".join(json.dumps(one).encode() + b"\n" for one in [*tagged, {"kind": "timeline", **rest}])


def can_be_lines(value: dict[str, Any]) -> bool:
    lists = [value.get(section, []) for section in ("events", "people", "sources")]
    return all(
        isinstance(one, list) and all(isinstance(item, dict) and "kind" not in item for item in one) for one in lists
    )


@thorough
@given(documents() | wild_documents.filter(can_be_lines), sizes)
def test_json_lines_are_read_as_the_same_document_is(value: dict[str, Any], size: int) -> None:
    found, expected = whole(as_lines(value), size, lines=True), load(json.dumps(value).encode())
    assert found.timeline == expected.timeline
    assert sorted((one.code, one.message, str(one.path)) for one in found.problems.found) == sorted(
        (one.code, one.message, str(one.path)) for one in expected.problems.found
    )
    lines = as_lines(value).split(b"\n")
    for problem in found.problems.found:
        if problem.path and problem.path[0] == "events":
            assert problem.line == int(problem.path[1]) + 1
            assert 1 <= problem.column <= len(lines[problem.line - 1])


@sampled
@given(st.binary() | st.text('{}[]",:\\events1/* \nkind').map(str.encode), st.none() | st.booleans(), sizes)
@example(b'{"kind": [], "id": "a"}\n{"kind": "evnt"}', None, 1)
@example(b'\xef\xbb\xbf{"id": "a", "title": "A"}\r\n\r\n{"id": "b", "title": "B"}', None, 1)
def test_any_bytes_are_streamed(data: bytes, lines: bool | None, size: int) -> None:  # noqa: FBT001
    found = whole(data, size, lines=lines)
    written = data.decode("utf-8-sig", errors="surrogateescape").split("\n")
    for problem in found.problems.found:
        assert 1 <= problem.column <= len(written[problem.line - 1]) + 1
    assert found.timeline or found.problems.errors


EVENT = '{"id": "a", "title": "A"}'


@pytest.mark.parametrize(
    ("data", "problems", "events"),
    [
        ("", "1:1 syntax", ""),
        (" \n ", "1:1 syntax", ""),
        ("[" + EVENT + "]", "1:1 type", ""),
        ("null", "1:1 type", ""),
        ("nonsense", "1:1 syntax", ""),
        ('{"events": [' + EVENT + ',{"id": "b"', "1:39 syntax", "a"),
        ('{"events": [' + EVENT + ",\n\n", "1:12 syntax", "a"),
        ('{"events": [' + EVENT + ",]}", "1:38 syntax", "a"),
        ('{"events": [' + EVENT + ',\n5, {"id": "b", "title": "},{ \\" },{"}, null]}', "2:1 type 2:40 type", "a b"),
        ('{"events": [{"id": "a", "title": "A\0"}, {"id": "b", "title": "B"}]}', "1:36 syntax", "a b"),
        ('{"events": [' + EVENT + "\0]}", "1:38 syntax", "a"),
        ('{"x": {"events": [' + EVENT + ']}, "events": []}', "1:7 unknown-key", ""),
        ('{"title": "\\"events\\": [{}]", "events": [' + EVENT + "]}", "", "a"),
        ('{"people": [{"id": "p", "name": "P"}], "events": [{"id": "a", "title": "A", "people": ["p"]}]}', "", "a"),
        ('{"events": [' + EVENT + '], "events": [' + EVENT + "]}", "1:41 duplicate-key 1:59 duplicate-id", "a a-2"),
        ('{"events": [' + EVENT + "]} {}", "1:41 syntax", "a"),
        ('{"events": [' + "[" * 100 + "]" * 100 + "," + EVENT + "]}", "1:13 type 1:75 depth", "a"),
        ('{"events": [{"id": "a", "title": "A",}\n' + EVENT.replace("a", "b") + "]}", "1:37 syntax 1:39 syntax", "a b"),
    ],
)
@pytest.mark.parametrize("size", [1, 1 << 18])
def test_nasty_documents(data: str, problems: str, events: str, size: int) -> None:
    found, records = streamed(data.encode(), size)
    assert " ".join(f"{one.line}:{one.column} {one.code}" for one in found.problems.found) == problems
    assert [one.id for one in records["events"]] == events.split()


@pytest.mark.parametrize(
    ("data", "problems", "events"),
    [
        (EVENT + "\n\n" + EVENT.replace('"a"', '"b"') + " \r\n", "", "a b"),
        ('{"id": "a", "title": "A"\n' + EVENT, "1:1 syntax", "a"),
        (EVENT + '\n  {"id": "b", "title": 5}', "2:24 type", "a b"),
        (EVENT + "\n[1]\n7", "2:1 type 3:1 type", "a"),
        (EVENT + "{}\n", "1:26 syntax", "a"),
        (EVENT + '\n{"kind": "evnt", "id": "b"}', "2:1 value", "a"),
        (EVENT + '\n{"kind": "timeline", "title": 5}', "2:31 type", "a"),
        ('{"kind": "person", "id": "p", "name": "P",}\n' + EVENT, "1:42 syntax", "a"),
        ('{"\\u006bind": "person", "id": "p", "name": "P"}\n' + EVENT, "", "a"),
        (EVENT + "\n" + EVENT, "2:8 duplicate-id", "a a-2"),
    ],
)
@pytest.mark.parametrize("size", [1, 1 << 18])
def test_nasty_lines(data: str, problems: str, events: str, size: int) -> None:
    found, records = streamed(data.encode(), size, lines=True)
    assert " ".join(f"{one.line}:{one.column} {one.code}" for one in found.problems.found) == problems
    assert [one.id for one in records["events"]] == events.split()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_other_encodings_are_refused_in_so_many_words(encoding: str) -> None:
    found, records = streamed(GOOD_BYTES.decode().encode(encoding), lines=None)
    assert [one.code for one in found.problems.found] == ["utf-8"]
    assert (found.timeline, records["events"]) == (None, [])


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("size", [1000, 1 << 18])
def test_a_record_that_is_too_long_is_left_out_and_never_held(size: int, *, lines: bool) -> None:
    long = json.dumps({"id": "long", "title": 'ä"\\,{' * 400_000}, ensure_ascii=False)
    after = EVENT.replace('"a"', '"b"')
    data = f"{EVENT}\n{long}\n{after}" if lines else f'{{"events": [{EVENT},\n{long},\n{after}]}}'
    held = 0

    def watched() -> Iterator[bytes]:
        nonlocal held
        for piece in cut(data.encode(), size):
            held = max(held, stream.split._window.ahead if stream else 0)
            yield piece

    stream: Any = None
    with mock.patch.object(limits, "RECORD", 100_000):
        stream = Stream(watched(), lines=lines)
        ids = [one.id for _, found in stream.records() for one in found if isinstance(one, plain.Plain)]
    assert ids == ["a", "b"]
    assert [(one.code, one.line) for one in stream.finish().problems.found] == [("size", 2)]
    assert held < 600_000 < len(long)


def test_packed_files_are_unpacked_and_offsets_are_those_of_what_comes_out() -> None:
    packed = gzip.compress(GOOD_BYTES[:100]) + gzip.compress(GOOD_BYTES[100:])
    split = Stream(chunks(io.BytesIO(packed), 7), lines=None).split
    batches = [(batch, list(batch)) for batch in split.batches()]
    assert [batch.section for batch, _ in batches] == ["events", "events", "people", "sources"]
    assert all(GOOD_BYTES[one.offset + one.starts[0] :].startswith(found[0]) for one, found in batches)


@pytest.mark.parametrize("damage", [lambda data: data[:-3], lambda data: data[:-8] + b"\1" * 8, lambda data: data[:60]])
def test_of_a_damaged_packed_file_what_came_before_is_kept(damage: Any) -> None:
    data = f'{{"events": [{EVENT},{EVENT.replace("a", "b")}]}}'.encode()
    stream = Stream(chunks(io.BytesIO(damage(gzip.compress(data, 0))), 16), lines=None)
    found = [one for _, records in stream.records() for one in records]
    assert "compression" in [one.code for one in stream.finish().problems.found]
    assert found


@pytest.mark.parametrize(
    ("data", "events"),
    [
        (f'{{"events": [{EVENT}, }}', 1),
        (f'{{"events": [{EVENT}]}} more', 1),
        ('{"title": nonsense', 0),
        ("[]", 0),
        (f"\0\0{EVENT}", 0),
    ],
)
def test_damage_is_told_where_reading_stopped_long_before_it(data: str, events: int) -> None:
    packed = gzip.compress((data + " " * 3_000_000).encode())
    stream = Stream(chunks(io.BytesIO(packed[:-8] + b"\1" * 8), 1_000), lines=None)
    assert len([one for _, records in stream.records() for one in records]) == events
    first, *others = stream.finish().problems.found
    assert "the compressed file is damaged" in first.message
    assert others


def test_a_file_that_would_become_far_too_long_is_not_unpacked() -> None:
    packed = gzip.compress(b'{"title": "' + b"x" * 3_000_000)
    with mock.patch.multiple(limits, INFLATED_FREE=100_000, RECORD=50_000):
        stream = Stream(chunks(io.BytesIO(packed), 10_000), lines=None)
        assert list(stream.records()) == []
    assert "compression" in [one.code for one in stream.finish().problems.found]
    assert stream.split.offset < 200_000


def test_of_a_name_missing_everywhere_ten_thousand_places_are_kept_and_all_are_counted() -> None:
    event = '{"id": "%d", "title": "A", "people": ["who", "who"]}'
    data = ('{"events": [' + ",".join(event % number for number in range(6_000)) + "]}").encode()
    problems = streamed(data)[0].problems
    assert (len(problems.found), problems.more, problems.warnings) == (limits.PROBLEMS, 11_000, 12_000)
    assert {one.severity for one in problems.found} == {Severity.WARNING}


@pytest.mark.parametrize("warned", [10, 50, 120])
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ('{"id": "z", "title": 5}', "type"),
        ('{"id": "0", "title": "A"}', "duplicate-id"),
        ('{"id": "z", "title": "A", "related": ["nowhere"]}', "reference"),
        ('{"id": "z", "title": "A", "citations": [{"source": "s", "excerpt_of": "who"}]}', "reference"),
        ('{"id": "z", "title": "A",}', "syntax"),
    ],
)
def test_an_error_after_very_many_warnings_is_told(warned: int, wrong: str, code: str) -> None:
    event = '{"id": "%d", "title": "A", "people": ["who"], "citations": [{"source": "who"}]}'
    events = [event % number for number in range(warned // 2)]
    data = f'{{"sources": [{{"id": "s", "title": "S"}}],\n"events": [{",".join(events)},\n{wrong}]}}'.encode()
    with mock.patch.object(limits, "PROBLEMS", 10), mock.patch.object(links, "PLACES", 100):
        problems, expected = streamed(data)[0].problems, load(data).problems
    assert [(one.code, one.line) for one in problems.found if one.severity is Severity.ERROR] == [(code, 3)]
    assert (len(problems.found), problems.warnings, problems.errors) == (10, warned, 1)
    assert in_order(problems) == in_order(expected)


def test_ids_taken_by_very_many_are_told_apart_in_time() -> None:
    data = ('{"events": [' + ",".join([EVENT] * 12_000) + "]}").encode()
    found, records = streamed(data)
    assert [one.id for one in records["events"]] == ["a", *(f"a-{number}" for number in range(2, 12_001))]
    assert found.problems.errors == 11_999
