"""The shipped timeline against its rules, as far as a program can tell."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from timeline_tui.load.reader import load
from timeline_tui.model.claims import disagreements
from timeline_tui.model.dates import OneOf
from timeline_tui.model.edtf import parse

FILE = Path(__file__).parent.parent / "data" / "timeline.json"
DATA: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
LOADED = load(FILE.read_bytes())
PARAGRAPHS = {
    "newspaper-2019": 13,
    "blog-2019-12": 17,
    "city-press-2025": 36,
    "blog-overview-2019": 15,
    "city-press-2022": 42,
}
TEXTS = {"title", "summary", "role", "claim", "inferred", "note"}


def cited() -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in ("events", "people"):
        for record in DATA[kind]:
            for citation in record.get("citations", []):
                yield record["id"], citation


def walk(value: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield path, key, item
            yield from walk(item, f"{path}.{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from walk(item, f"{path}[{number}]")


def test_it_loads_without_a_single_problem() -> None:
    assert LOADED.problems.found == ()


def test_it_is_as_large_as_the_texts_are_rich() -> None:
    assert len(DATA["events"]) >= 45
    assert len(DATA["people"]) > 20
    assert {source["id"] for source in DATA["sources"]} == set(PARAGRAPHS)


def test_every_event_and_every_person_is_cited() -> None:
    assert [record["id"] for kind in ("events", "people") for record in DATA[kind] if not record.get("citations")] == []


def test_every_citation_names_a_paragraph_that_there_is() -> None:
    for record, citation in cited():
        match = re.fullmatch(r"paragraph (\d+)", citation["locator"])
        assert match, record
        assert 1 <= int(match[1]) <= PARAGRAPHS[citation["source"]], record


def test_every_citation_says_what_it_claims() -> None:
    assert [record for record, citation in cited() if not citation.get("claim")] == []


def test_every_text_is_there_in_both_languages() -> None:
    for path, key, value in walk({kind: DATA[kind] for kind in ("events", "people", "eras", "labels")}):
        if key in TEXTS or path == ".labels":
            assert isinstance(value, dict), (path, key)
            assert set(value) == {"en", "de"}, (path, key)
            assert all(text.strip() for text in value.values()), (path, key)


def test_titles_fit_a_line() -> None:
    long = [text for event in DATA["events"] for text in event["title"].values() if len(text) > 60]
    assert long == []


def test_quotes_are_short() -> None:
    assert [c["quote"] for _, c in cited() if len(c.get("quote", "").split()) > 25] == []


def test_nothing_points_to_the_web() -> None:
    assert "http" not in FILE.read_text(encoding="utf-8").lower()
    assert "www." not in FILE.read_text(encoding="utf-8").lower()


def test_every_tag_has_a_label_and_every_person_a_use() -> None:
    assert {tag for event in DATA["events"] for tag in event.get("tags", [])} <= set(DATA["labels"])
    for person in DATA["people"]:
        assert re.fullmatch(r"[a-z0-9-]+", person["id"])
        assert person.get("roles") or person.get("summary")


def test_older_facts_are_context() -> None:
    for event in DATA["events"]:
        if event["date"] and parse(event["date"]).strict.end <= parse("2005").strict.end:
            assert "context" in event["tags"], event["id"]


def test_a_disputed_date_is_a_set_and_holds_every_claim() -> None:
    assert LOADED.timeline is not None
    sources = {source.id: source for source in LOADED.timeline.sources}
    disputed = [e for e in LOADED.timeline.events if any(not found.about for found in disagreements(e, sources))]
    assert {"universities-partnership", "robot-suit-bergmannsheil", "science-city-founded"} <= {e.id for e in disputed}
    for event in disputed:
        assert isinstance(event.date, OneOf), event.id
        for citation in event.citations:
            if citation.date:
                assert event.date.agrees(citation.date), (event.id, citation.source)


@pytest.mark.parametrize(
    ("event_id", "key"),
    [("tsukuba-portrait", "population of Tsukuba"), ("robot-suit-bergmannsheil", "developer of the robot suit")],
)
def test_facts_on_which_the_texts_differ_are_held_against_each_other(event_id: str, key: str) -> None:
    assert LOADED.timeline is not None
    sources = {source.id: source for source in LOADED.timeline.sources}
    event = next(event for event in LOADED.timeline.events if event.id == event_id)
    found = {disagreement.about: disagreement.answers for disagreement in disagreements(event, sources)}
    assert len(found[key]) >= 2


def test_a_plan_is_marked_and_something_that_came_of_one_says_so() -> None:
    status = {event["id"]: event.get("status", "happened") for event in DATA["events"]}
    outcomes = [
        (event["id"], relation["event"])
        for event in DATA["events"]
        for relation in event.get("related", [])
        if isinstance(relation, dict) and relation["as"] == "outcome-of"
    ]
    assert ("partnership-signed", "partnership-planned-2019") in outcomes
    assert ("tsukuba-visit-2022", "igarashi-visit-planned-2021") in outcomes
    for outcome, _ in outcomes:
        assert status[outcome] != "planned", outcome


def test_every_date_is_written_as_it_is_read() -> None:
    for _, key, value in walk(DATA):
        if key in {"date", "issued", "window"} and value is not None:
            assert str(parse(value)) == value
