from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_tui.load.checks import Finding, kind_of
from timeline_tui.load.facts import build
from timeline_tui.model import edtf
from timeline_tui.model.problems import Path, Severity, spell
from timeline_tui.model.records import Event, Timeline, record_of

GOOD = {"id": "good", "title": "Good", "date": "2019"}


def taken(**keys: object) -> tuple[Event, list[tuple[str, str]]]:
    """The event with these keys, and the code and place (within it) of each finding."""
    timeline, findings = build({"events": [{"id": "a", "title": "A", **keys}], "sources": [{"id": "s", "title": "S"}]})
    return timeline.events[0], codes(findings, ("events", 0))


def codes(findings: list[Finding], below: Path = ()) -> list[tuple[str, str]]:
    return [(finding.code, spell(finding.path[len(below) :])) for finding in findings]


def test_a_document_without_a_fault_has_no_findings() -> None:
    timeline, findings = build({"version": 1, "title": {"en": "T"}, "events": [GOOD], "eras": [{"title": "E"}]})
    assert findings == []
    assert timeline == record_of(Timeline, {"title": {"en": "T"}, "events": [GOOD], "eras": [{"title": "E"}]})


@pytest.mark.parametrize(
    ("key", "value", "code", "place", "kept"),
    [
        ("date", "2019-02-30", "date", "date", None),
        ("date", 2019, "date", "date", None),
        ("status", "done", "value", "status", "happened"),
        ("status", ["done"], "value", "status", "happened"),
        ("summary", 5, "type", "summary", {}),
        ("summary", {"en": "E", "de": 5}, "type", "summary.de", {"en": "E"}),
        ("tags", "town", "type", "tags", ()),
        ("tags", ["a", 1, "b", None, "c"], "type", "tags[1] tags[3]", ("a", "b", "c")),
        ("places", None, "type", "places", ()),
        ("people", [5], "type", "people[0]", ()),
        ("people", [{}], "missing", "people[0].person", ()),
        ("citations", {}, "type", "citations", ()),
        ("citations", [{"locator": "p. 1"}], "missing", "citations[0].source", ()),
        ("related", [{"as": "see"}], "missing", "related[0].event", ()),
    ],
)
def test_a_bad_value_is_left_out_and_the_rest_is_kept(
    key: str, value: object, code: str, place: str, kept: object
) -> None:
    event, found = taken(**{key: value})
    assert found == [(code, part) for part in place.split()]
    assert getattr(event, key) == kept
    assert (event.id, event.title) == ("a", {"": "A"})


@pytest.mark.parametrize(
    ("bad", "code", "place"),
    [
        ({"confidence": "sure"}, "value", "confidence"),
        ({"confidence": None, "date": "soon"}, "date", "date"),
        ({"says": {"n": 5, "m": "1"}}, "type", "says.n"),
        ({"claim": [1]}, "type", "claim"),
        ({"excerpt_of": 5}, "type", "excerpt_of"),
    ],
)
def test_a_citation_outlives_its_bad_value(bad: dict[str, object], code: str, place: str) -> None:
    event, found = taken(citations=[{"source": "s", "quote": "Q", **bad}])
    assert found == [(code, f"citations[0].{place}")]
    assert [(citation.source, citation.quote) for citation in event.citations] == [("s", "Q")]


def test_one_bad_fact_takes_no_other_with_it() -> None:
    event, _ = taken(citations=[{"source": "s", "says": {"[key]": 5, "n": "1"}}])
    assert event.citations[0].says == {"n": "1"}


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [
        ("people", [{"person": 5}, "b"], "people[0].person"),
        ("people", [{"person": None, "role": "mayor"}, "b"], "people[0].person"),
        ("citations", [{"source": 5}, {"source": "s"}], "citations[0].source"),
        ("related", [{"event": 5}, "a"], "related[0].event"),
    ],
)
def test_an_event_outlives_a_part_whose_needed_value_is_of_the_wrong_kind(
    key: str, value: list[object], place: str
) -> None:
    timeline, findings = build({"events": [{"id": "a", "title": "A", key: value}]})
    assert ("type", f"events[0].{place}") in codes(findings)
    assert [(event.id, len(getattr(event, key))) for event in timeline.events] == [("a", 1)]


def test_a_person_outlives_a_role_whose_title_is_of_the_wrong_kind() -> None:
    timeline, _ = build({"events": [], "people": [{"id": "p", "name": "P", "roles": [{"title": 5}]}]})
    assert [(person.id, person.name) for person in timeline.people] == [("p", "P")]


@pytest.mark.parametrize(
    ("key", "broken", "good"),
    [
        ("citations", {"quote": 5}, {"source": "s", "quote": "kept"}),
        ("people", {"role": 5}, {"person": "p", "role": "kept"}),
        ("related", {"as": 5}, {"event": "a", "as": "part-of"}),
    ],
)
def test_a_part_that_is_left_out_takes_nothing_from_the_next(
    key: str, broken: dict[str, object], good: dict[str, object]
) -> None:
    alone, _ = taken(**{key: [good]})
    after, _ = taken(**{key: [broken, good]})
    assert getattr(after, key) == getattr(alone, key)


@pytest.mark.parametrize(
    ("record", "code", "place", "shown"),
    [
        ({"title": "A"}, "missing", "id", ("event-2", "A")),
        ({"id": "a"}, "missing", "title", ("a", "(no title)")),
        ({"id": 5, "title": "A"}, "type", "id", ("event-2", "A")),
        ({"id": "", "title": "A"}, "value", "id", ("event-2", "A")),
        ({"id": "a", "title": None}, "type", "title", ("a", "(no title)")),
        ({"id": "a", "title": ["A"]}, "type", "title", ("a", "(no title)")),
    ],
)
def test_an_event_without_what_it_needs_is_still_shown(
    record: dict[str, object], code: str, place: str, shown: tuple[str, str]
) -> None:
    timeline, findings = build({"events": [GOOD, record]})
    assert codes(findings, ("events", 1)) == [(code, place)]
    assert (timeline.events[1].id, timeline.events[1].title[""]) == shown


def test_a_stand_in_takes_no_id_that_another_event_has() -> None:
    timeline, findings = build({"events": [{"title": "A"}, {"id": "event-1", "title": "B"}]})
    assert codes(findings) == [("missing", "events[0].id")]
    assert timeline.events[1].id == "event-1"
    assert timeline.events[0].id != "event-1"


@pytest.mark.parametrize("part", [{"people": [""]}, {"citations": [{"source": ""}]}, {"related": [""]}])
def test_an_empty_reference_is_a_fault_and_costs_no_event(part: dict[str, object]) -> None:
    event, found = taken(**part)
    assert event.id == "a"
    assert len(found) == 1


@pytest.mark.parametrize("kind", ["people", "sources", "eras"])
def test_other_records_without_what_they_need_are_still_shown(kind: str) -> None:
    timeline, findings = build({"events": [], kind: [{}]})
    assert {code for code, _ in codes(findings)} == {"missing"}
    assert len(getattr(timeline, kind)) == 1


@pytest.mark.parametrize("value", [None, 5, True, "a", [], [GOOD]])
def test_what_is_no_record_is_left_out(value: object) -> None:
    timeline, findings = build({"events": [value, GOOD]})
    assert codes(findings) == [("type", "events[0]")]
    assert [event.id for event in timeline.events] == ["good"]


@pytest.mark.parametrize("key", ["events", "people", "sources", "eras"])
@pytest.mark.parametrize("value", [None, 5, "a", {}, True])
def test_what_is_no_list_of_records_is_reported(key: str, value: object) -> None:
    timeline, findings = build({"events": [], key: value})
    assert codes(findings) == [("type", key)]
    assert getattr(timeline, key) == ()


def test_a_timeline_needs_events() -> None:
    timeline, findings = build({"title": "T"})
    assert codes(findings) == [("missing", "")]
    assert timeline.title == {"": "T"}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("version", 2, "value"),
        ("version", "1", "value"),
        ("version", True, "value"),
        ("window", "soon", "date"),
        ("language", 5, "type"),
        ("title", 5, "type"),
        ("$schema", 5, "type"),
        ("labels", [], "type"),
    ],
)
def test_a_bad_value_of_the_timeline_costs_no_other(key: str, value: object, code: str) -> None:
    timeline, findings = build({"summary": "S", "events": [GOOD], key: value})
    assert codes(findings) == [(code, key)]
    assert timeline.summary == {"": "S"}
    assert [event.id for event in timeline.events] == ["good"]


def test_a_bad_label_costs_no_other() -> None:
    timeline, findings = build({"events": [], "labels": {"Tokyo": 5, "Bochum": "BO", "Ube": {"de": 1, "en": "U"}}})
    assert codes(findings) == [("type", "labels.Tokyo"), ("type", "labels.Ube.de")]
    assert timeline.labels == {"Bochum": {"": "BO"}, "Ube": {"en": "U"}}


@pytest.mark.parametrize(
    ("document", "place", "near"),
    [
        ({"evnts": []}, "evnts", "events"),
        ({"events": [{**GOOD, "citatons": []}]}, "events[0].citatons", "citations"),
        ({"events": [{**GOOD, "citations": [{"source": "s", "quot": 1}]}]}, "events[0].citations[0].quot", "quote"),
        ({"events": [{**GOOD, "related": [{"event": "good", "ask": 1}]}]}, "events[0].related[0].ask", "as"),
        ({"people": [{"id": "p", "name": "P", "roles": [{"title": "T", "dat": 1}]}]}, "people[0].roles[0].dat", "date"),
        ({"sources": [{"id": "s", "title": "S", "archiv_url": ""}]}, "sources[0].archiv_url", "archive_url"),
        ({"eras": [{"title": "E", "dates": 1}]}, "eras[0].dates", "date"),
    ],
)
def test_an_unknown_key_is_a_warning_with_the_nearest_known_one(
    document: dict[str, Any], place: str, near: str
) -> None:
    _, findings = build({"events": [], "sources": [{"id": "s", "title": "S"}], **document})
    (finding,) = findings
    assert (finding.severity, finding.code, spell(finding.path)) == (Severity.WARNING, "unknown-key", place)
    assert finding.message.endswith(f"did you mean `{near}`?")


def test_an_unknown_key_is_kept() -> None:
    event, found = taken(weather={"rain": [1, None]})
    assert found == [("unknown-key", "weather")]
    assert event.other == {"weather": {"rain": [1, None]}}


def test_all_faults_of_a_record_are_found_at_once() -> None:
    event, found = taken(
        date="2019-13",
        summary=3,
        status="gone",
        tags=[1, "ok"],
        citations=[{"source": "s", "confidence": "huge", "says": {"a": 1, "b": "c"}}, {}],
        people=[5],
        colour="red",
    )
    assert sorted(found) == [
        ("date", "date"),
        ("missing", "citations[1].source"),
        ("type", "citations[0].says.a"),
        ("type", "people[0]"),
        ("type", "summary"),
        ("type", "tags[0]"),
        ("unknown-key", "colour"),
        ("value", "citations[0].confidence"),
        ("value", "status"),
    ]
    assert event.tags == ("ok",)
    assert event.citations[0].says == {"b": "c"}
    assert event.other == {"colour": "red"}


def test_an_impossible_date_says_which_character() -> None:
    _, findings = build({"events": [{**GOOD, "date": "2019-11-31"}]})
    assert "01 to 30" in findings[0].message
    assert "character 9 of '2019-11-31'" in findings[0].message


@settings(max_examples=50, deadline=None, database=None)
@given(
    st.lists(st.sampled_from(["2019", "2006/2019", "[2006,2007]"]), min_size=2, max_size=5),
    st.none() | st.integers() | st.text() | st.lists(st.text(), max_size=2) | st.just({"title": {"en": 3}}),
    st.data(),
)
def test_one_broken_event_costs_no_other(dates: list[str], broken: object, data: st.DataObject) -> None:
    events: list[object] = [{"id": f"e{place}", "title": "T", "date": date} for place, date in enumerate(dates)]
    place = data.draw(st.integers(0, len(events) - 1))
    events[place] = broken
    timeline, findings = build({"events": events})
    assert all(finding.path[:2] == ("events", place) for finding in findings)
    kept = {event.id: event.date for event in timeline.events}
    assert all(kept[f"e{at}"] == edtf.parse(date) for at, date in enumerate(dates) if at != place)


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "null"), ({}, "an object"), ([], "a list"), ("", "text"), (True, "true or false"), (1.5, "a number")],
)
def test_a_value_is_named_in_words(value: object, words: str) -> None:
    assert kind_of(value) == words
