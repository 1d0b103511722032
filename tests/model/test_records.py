from typing import Any

import pytest

from timeline_tui.model import edtf
from timeline_tui.model.records import (
    Citation,
    Event,
    Participant,
    Person,
    Record,
    Relation,
    Source,
    Timeline,
    as_json,
    record_of,
)

FULL: dict[str, Any] = {
    "$schema": "timeline.schema.json",
    "title": {"en": "Twin towns", "de": "Partnerstädte"},
    "language": "de",
    "window": "2006/2025",
    "labels": {"Tokyo": {"de": "Tokio"}},
    "events": [
        {
            "id": "signed",
            "date": "2019-11-25",
            "title": "Unterzeichnung",
            "status": "planned",
            "people": ["aizawa", {"person": "eiskirch", "role": "mayor"}],
            "citations": [{"source": "blog", "date": "[2006,2007]", "says": {"guests": "12"}, "confidence": "low"}],
            "related": ["visit", {"event": "visit", "as": "outcome-of"}],
            "weather": {"rain": [1, 2.5, None, True]},
        },
        {"id": "visit", "title": {"en": "Visit"}, "date": None},
    ],
    "people": [{"id": "aizawa", "name": "Aizawa", "roles": [{"title": "chair", "date": "2006/.."}]}],
    "sources": [{"id": "blog", "title": "Blog", "issued": "2019-12", "author": ["A", "B"]}],
    "eras": [{"title": "early", "date": "../2006"}],
}


def test_a_timeline_written_out_reads_the_same() -> None:
    timeline = record_of(Timeline, FULL)
    written = as_json(timeline)
    assert record_of(Timeline, written) == timeline
    assert written["events"][0]["date"] == "2019-11-25"
    assert written["events"][0]["citations"][0]["date"] == "[2006,2007]"
    assert written["$schema"] == "timeline.schema.json"


def test_short_spellings_mean_the_long_ones() -> None:
    event = record_of(Timeline, FULL).events[0]
    assert event.title == {"": "Unterzeichnung"}
    assert event.people == (Participant(person="aizawa"), Participant(person="eiskirch", role={"": "mayor"}))
    assert event.related == (Relation(event="visit", kind="see"), Relation(event="visit", kind="outcome-of"))


def test_dates_are_read_as_dates() -> None:
    timeline = record_of(Timeline, FULL)
    assert timeline.events[0].date == edtf.parse("2019-11-25")
    assert timeline.events[1].date is None
    assert timeline.eras[0].date == edtf.parse("../2006")


def test_unknown_keys_are_kept() -> None:
    assert record_of(Timeline, FULL).events[0].other == {"weather": {"rain": [1, 2.5, None, True]}}


@pytest.mark.parametrize(
    ("model", "least"),
    [
        (Timeline, {}),
        (Event, {"id": "a", "title": "A"}),
        (Person, {"id": "a", "name": "A"}),
        (Source, {"id": "a", "title": "A"}),
        (Citation, {"source": "a"}),
    ],
)
def test_little_is_needed_and_every_bit_of_it_is(model: type[Record], least: dict[str, str]) -> None:
    record_of(model, least)
    for key in least:
        with pytest.raises(ValueError, match=key):
            record_of(model, {name: value for name, value in least.items() if name != key})


@pytest.mark.parametrize("date", ["2019-02-30", "", "soon", 2019, 2019.5, True, [], {"year": 2019}])
def test_what_is_no_date_is_refused(date: object) -> None:
    with pytest.raises(ValueError, match="date"):
        record_of(Event, {"id": "a", "title": "A", "date": date})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", ""),
        ("id", 5),
        ("title", None),
        ("title", ["A"]),
        ("title", {"en": 5}),
        ("status", "done"),
        ("tags", "a"),
        ("tags", [1]),
        ("people", [5]),
        ("related", [{"event": "b", "as": "child"}]),
        ("related", [{"event": "b", "kind": "see"}]),
        ("citations", [{"source": "s", "confidence": "sure"}]),
        ("citations", [{"source": "s", "says": {"n": 5}}]),
    ],
)
def test_values_of_the_wrong_kind_are_refused(key: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        record_of(Event, {"id": "a", "title": "A", key: value})


def test_records_do_not_change() -> None:
    event = Event(id="a", title={"": "A"})
    with pytest.raises(AttributeError):
        event.id = "b"  # type: ignore[misc]  # frozen
