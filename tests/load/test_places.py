import json

import pytest

from timeline_tui.load.json_text import Places
from timeline_tui.load.places import RecordPlaces
from timeline_tui.load.reader import load
from timeline_tui.store.opening import open_timeline

TEXT = """{
  "events": [
    {"id": "a", "title": "Ä"},
    {"title": "é", "id": "b", "citations": [{"source": "s"},
      {"source": "t", "date": "2019"}]}
  ],
  "people": [3, {"id": "a", "name": "Ann"}, {"id": "a", "name": "Anna"}],
  "sources": {"id": "s"}
}"""


def place(snippet: str) -> tuple[int, int]:
    before = TEXT[: TEXT.index(snippet)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize(
    ("section", "record", "path", "snippet"),
    [
        ("events", "a", (), '{"id": "a", "title"'),
        ("events", "b", (), '{"title": "é"'),
        ("events", "b", ("id",), '"b"'),
        ("events", "b", ("citations", 1), '{"source": "t"'),
        ("events", "b", ("citations", 1, "date"), '"2019"'),
        ("events", "b", ("citations", 1, "locator"), '{"source": "t"'),
        ("events", "b", ("citations", 7, "date"), '[{"source": "s"'),
        ("events", "b", ("people", 0), '{"title": "é"'),
        ("people", "a", (), '{"id": "a", "name": "Ann"}'),
        ("people", "nobody", (), "{"),
        ("sources", "s", (), "{"),
        ("eras", "a", ("title",), "{"),
    ],
)
def test_a_value_is_found_where_it_stands_or_where_what_holds_it_does(
    section: str, record: str, path: tuple[str | int, ...], snippet: str
) -> None:
    assert RecordPlaces(TEXT.encode()).of(section, record, path) == place(snippet)
    assert RecordPlaces(TEXT.encode("utf-8-sig")).of(section, record, path) == place(snippet)


def test_every_record_of_the_shipped_timeline_stands_at_its_place() -> None:
    found = open_timeline(None)
    text = found.data.decode()
    starts = [offset for offset, character in enumerate(text) if character == "{"]
    at = {Places(text).of(offset): offset for offset in starts}
    places, document = RecordPlaces(found.data), json.loads(text)
    for section in ("events", "people", "sources"):
        for record in document[section]:
            offset = at[places.of(section, record["id"])]
            assert json.JSONDecoder().raw_decode(text, offset)[0] == record


def test_all_records_are_placed_at_once_as_they_are_one_by_one() -> None:
    places = RecordPlaces(TEXT.encode())
    found = places.of_records()
    assert {("events", "a"), ("events", "b"), ("people", "a")} <= set(found)
    assert all(places.of(*name) == at for name, at in found.items())


@pytest.mark.parametrize(
    "text", ["", "  ", "[]", "3", '{"events": 3}', '{"events": [3, null, []]}', '{"events": [{"id": ', "\xff\xfe"]
)
def test_a_broken_file_has_places_too(text: str) -> None:
    assert RecordPlaces(text.encode("latin-1")).of("events", "a", ("title",))[0] == 1


def test_what_comes_before_a_fault_keeps_its_place() -> None:
    broken = b'{"events": [\n {"id": "a"},\n {"id": "b", "title": '
    assert RecordPlaces(broken).of("events", "a") == (2, 2)


@pytest.mark.parametrize(
    ("record", "name"),
    [('{"title": "x"}', "event-2"), ('{"id": "a", "title": "x"}', "a-2"), ('{"id": "\\u001b", "title": "x"}', "␛")],
)
def test_a_record_is_found_by_the_id_that_it_is_shown_under(record: str, name: str) -> None:
    data = f'{{"events": [\n{{"id": "a", "title": "x"}},\n{record}]}}'.encode()
    loaded = load(data).timeline
    assert loaded is not None
    assert loaded.events[1].id == name
    assert RecordPlaces(data).of("events", name) == (3, 1)
