import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import documents, paths, replaced, wild_values
from timeline_tui.load.plain import Plain, decoder, event, plain
from timeline_tui.load.record import Position, Read, read_record
from timeline_tui.model.records import Event, record_of
from timeline_tui.model.text import clean

thorough = settings(max_examples=400, deadline=None, database=None)
EVENTS = Position("events")
read = decoder()

FULL: dict[str, Any] = {
    "id": "signed",
    "date": "2019-11-25",
    "title": {"en": "Signed", "de": "Straße – „unterzeichnet“"},
    "summary": '調印\tof\nthe "treaty" \\ a/b: c',
    "status": "planned",
    "tags": ["town", "a:b"],
    "places": ["Tsukuba"],
    "organizations": ["Stadt Bochum"],
    "people": ["aizawa", {"person": "aizawa", "role": {"en": "mayor"}}],
    "citations": [
        {
            "source": "blog",
            "locator": "p. 1",
            "date": "[2006,2007]",
            "inferred": "by hand",
            "claim": {"en": "it was"},
            "says": {"guests": "12"},
            "quote": "…",
            "confidence": "low",
            "excerpt_of": "blog",
        }
    ],
    "related": ["visit", {"event": "visit", "as": "outcome-of"}],
}  # fmt: skip


def written(value: object, **style: Any) -> bytes:
    return json.dumps(value, **{"ensure_ascii": False, **style}).encode()


@pytest.mark.parametrize("style", [{}, {"indent": 2}, {"separators": (",", ":")}, {"separators": (" ,", " : ")}])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_event_with_everything_that_the_format_knows_is_plain(style: dict[str, Any], line_end: str) -> None:
    found = read(written(FULL, **style).replace(b"\n", line_end.encode()))
    assert found
    assert event(found) == record_of(Event, FULL)
    assert event(plain(event(found))) == event(found)
    assert event(found).title == FULL["title"]


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"5",
        b"null",
        b"[]",
        b'{"id": "a"}',
        b'{"title": "A"}',
        b'{"id": "a", "title": "A",}',
        b'{"id": "a", "title": "A"} x',
        b'{"id": "a", "title": "A", "id": "a"}',
        b'{"id": "a", "title": "A", "tags":[], "tags" :[]}',
        b'{"id": "a", "title": {"en": "A", "en": "A"}}',
        b'{"id": "a", "title": "A", "citations": [{"source": "s", "source": "s"}]}',
        b'{"id": "a", "title": "A", "citations": [{"source": "s", "says": {"k": "1", "k": "1"}}]}',
        b'{"id": "a", "title": "A", "people": [{"person": "p", "person": "p"}]}',
        b'{"id": "A b", "title": "A"}',
        b'{"id": "a\\n", "title": "A"}',
        b'{"id": "", "title": "A"}',
        b'{"id": 5, "title": "A"}',
        b'{"id": "a", "title": null}',
        b'{"id": "a", "title": "A", "date": "soon"}',
        b'{"id": "a", "title": "A", "date": "2019/2006"}',
        b'{"id": "a", "title": "A", "date": 2019}',
        b'{"id": "a", "title": "A", "citations": [{"source": "s", "date": "soon"}]}',
        b'{"id": "a", "title": "A", "citations": [{"source": ""}]}',
        b'{"id": "a", "title": "A", "people": [""]}',
        b'{"id": "a", "title": "A", "people": [{"person": ""}]}',
        b'{"id": "a", "title": "A", "tags": [" "]}',
        b'{"id": "a", "title": "A", "tags": null}',
        b'{"id": "a", "title": "A", "status": "done"}',
        b'{"id": "a", "title": "A", "related": [{"event": "a", "kind": "see"}]}',
        b'{"id": "a", "title": "A", "size": 1}',
        b'{"id": "a", "title": "A", "kind": "event"}',
        b'{"id": "a", "title": "A", "\x7f": {}}',
        b'{"id": "a", "title": "A\x7f"}',
        b'{"id": "a", "title": "A\xc2\x85"}',
        b'{"id": "a", "title": "A\\u001b"}',
        b'{"id": "a", "title": "A\\r"}',
        b'{"id": "a", "title": "A\\b"}',
        b'{"id": "a", "title": "A\\ud800"}',
        b'{"id": "a", "title": "A\xff"}',
        b'{"id": "a", "title": "A\n"}',
        '{"id": "a", "title": "A\u202e"}'.encode(),
        '{"id": "a", "title": {"\u200b": "A"}}'.encode(),
        ('{"id": "a", "title": "A' + "\u0301" * 9 + '"}').encode(),
        b'{"id": "a", "title": "' + b"x" * 1_000_001 + b'"}',
        b'{"id": "a", "x":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    ],
)
def test_what_is_unusual_is_not_plain(record: bytes) -> None:
    assert read(record) is None


def test_a_kind_is_plain_only_in_lines() -> None:
    tagged = written({**FULL, "kind": "event"})
    assert read(tagged) is None
    assert decoder(lines=True)(tagged) == read(written(FULL))
    assert decoder(lines=True)(written({**FULL, "kind": "person"})) is None
    assert decoder(lines=True)(tagged.replace(b'"kind": "event"', b'"kind": "event", "kind": "event"')) is None


def agree(record: bytes) -> Plain | None:
    """What is plain has no fault, and is the event that careful reading gives."""
    found, careful = read(record), read_record(record, EVENTS)
    if found:
        assert careful == Read(event(found), (), found.id, has_id=True)
    if isinstance(careful.record, Event):
        assert event(plain(careful.record)) == careful.record
    return found


@thorough
@given(st.data(), st.none() | st.just(1))
def test_changed_records_are_read_alike(data: st.DataObject, indent: int | None) -> None:
    value: Any = FULL
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(paths(value)[1:]))
        new: object = data.draw(st.sampled_from(["", None, 5, [], {}, [{}], "a", ["a"], {"a": "b"}]) | wild_values)
        value = replaced(value, path, new)
    agree(written(value, indent=indent, ensure_ascii=True))


@thorough
@given(st.data())
def test_records_with_bytes_changed_are_read_alike(data: st.DataObject) -> None:
    changed = bytearray(written(FULL))
    at = data.draw(st.integers(0, len(changed)))
    changed[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
    agree(bytes(changed))


@thorough
@given(documents())
def test_events_whose_strings_are_clean_and_short_are_plain(document: dict[str, Any]) -> None:
    for one in document["events"]:
        record = written(one)
        tidy = clean(record.decode()) == record.decode() and b"\\" not in record
        assert agree(record) is not None or not tidy or b'":' in record.replace(b'": ', b"") or b" :" in record
