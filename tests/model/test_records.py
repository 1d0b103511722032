from typing import Any

import pytest
from pydantic import ValidationError

from timeline_tui.model import edtf
from timeline_tui.model.records import Citation, Event, Participant, Person, Record, Relation, Source, Timeline

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
    timeline = Timeline.model_validate(FULL)
    written = timeline.model_dump(mode="json", by_alias=True)
    assert Timeline.model_validate(written) == timeline
    assert written["events"][0]["date"] == "2019-11-25"
    assert written["events"][0]["citations"][0]["date"] == "[2006,2007]"
    assert written["$schema"] == "timeline.schema.json"


def test_short_spellings_mean_the_long_ones() -> None:
    event = Timeline.model_validate(FULL).events[0]
    assert event.title == {"": "Unterzeichnung"}
    assert event.people == (Participant(person="aizawa"), Participant(person="eiskirch", role={"": "mayor"}))
    assert event.related == (Relation(event="visit", kind="see"), Relation(event="visit", kind="outcome-of"))


def test_dates_are_read_as_dates() -> None:
    timeline = Timeline.model_validate(FULL)
    assert timeline.events[0].date == edtf.parse("2019-11-25")
    assert timeline.events[1].date is None
    assert timeline.eras[0].date == edtf.parse("../2006")


def test_unknown_keys_are_kept() -> None:
    assert Timeline.model_validate(FULL).events[0].model_extra == {"weather": {"rain": [1, 2.5, None, True]}}


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
    model.model_validate(least)
    for key in least:
        with pytest.raises(ValidationError) as caught:
            model.model_validate({name: value for name, value in least.items() if name != key})
        assert [(error["loc"], error["type"]) for error in caught.value.errors()] == [((key,), "missing")]


@pytest.mark.parametrize("date", ["2019-02-30", "", "soon", 2019, 2019.5, True, [], {"year": 2019}])
def test_what_is_no_date_is_refused(date: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Event.model_validate({"id": "a", "title": "A", "date": date})
    assert [(error["loc"], error["type"]) for error in caught.value.errors()] == [(("date",), "date")]


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
        ("citations", [{"source": "s", "confidence": "sure"}]),
        ("citations", [{"source": "s", "says": {"n": 5}}]),
    ],
)
def test_values_of_the_wrong_kind_are_refused(key: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Event.model_validate({"id": "a", "title": "A", key: value})


def test_records_do_not_change() -> None:
    event = Event(id="a", title={"": "A"})
    with pytest.raises(ValidationError):
        event.id = "b"  # type: ignore[misc]  # frozen


def test_the_schema_asks_for_what_the_records_need() -> None:
    schema = Timeline.model_json_schema()
    assert schema["$defs"]["Event"]["required"] == ["id", "title"]
    assert "as" in schema["$defs"]["Relation"]["properties"]
    assert "$schema" in schema["properties"]
