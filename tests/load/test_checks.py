from typing import Any

import pytest

from timeline_tui.load.checks import Finding, Linked, Placed, Resolved, resolve, suggestion
from timeline_tui.model.problems import Severity, spell
from timeline_tui.model.records import Event, Person, Record, Source, record_of


def placed(key: str, model: type[Record], raw: list[dict[str, Any]], need: str) -> tuple[Placed, ...]:
    return tuple(Placed(record_of(model, {need: "T", **item}), (key, at)) for at, item in enumerate(raw))


def resolved(
    events: list[dict[str, Any]],
    people: list[dict[str, Any]] | None = None,
    sources: list[dict[str, Any]] | None = None,
) -> tuple[Resolved, list[Finding]]:
    findings: list[Finding] = []
    linked = Linked(
        placed("events", Event, events, "title"),
        placed("people", Person, people or [], "name"),
        placed("sources", Source, sources or [], "title"),
    )
    return resolve(linked, findings), findings


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.severity.value, finding.code, spell(finding.path)) for finding in findings]


def test_records_that_hang_together_have_no_findings() -> None:
    facts, findings = resolved(
        [{"id": "a", "people": ["p"], "citations": [{"source": "s"}], "related": ["b"]}, {"id": "b"}],
        [{"id": "p", "citations": [{"source": "t"}]}],
        [{"id": "s"}, {"id": "t", "excerpt_of": "s"}],
    )
    assert findings == []
    assert [len(records) for records in facts] == [2, 1, 2]


@pytest.mark.parametrize(
    ("ids", "shown"),
    [
        (["a", "a"], ["a", "a-2"]),
        (["a", "a", "a"], ["a", "a-2", "a-3"]),
        (["a", "b", "a"], ["a", "b", "a-2"]),
        (["a", "a-2", "a"], ["a", "a-2", "a-3"]),
    ],
)
def test_a_second_record_of_the_same_id_gets_a_number(ids: list[str], shown: list[str]) -> None:
    facts, findings = resolved([{"id": name} for name in ids])
    assert [event.id for event in facts.events] == shown
    again = [at for at, name in enumerate(ids) if name in ids[:at]]
    assert told(findings) == [("error", "duplicate-id", f"events[{at}].id") for at in again]
    assert all("taken by events[0]" in finding.message for finding in findings)


def test_a_number_takes_no_id_that_another_record_has() -> None:
    facts, findings = resolved([{"id": "a"}, {"id": "a"}, {"id": "a-2"}])
    assert [event.id for event in facts.events][::2] == ["a", "a-2"]
    assert len({event.id for event in facts.events}) == 3
    assert told(findings) == [("error", "duplicate-id", "events[1].id")]


def test_ids_of_different_kinds_do_not_clash() -> None:
    assert resolved([{"id": "a"}], [{"id": "a"}], [{"id": "a"}])[1] == []


@pytest.mark.parametrize("name", ["A", "a b", "-a", "ä", "a_b", "a\n", "a/b"])
def test_an_id_that_is_no_slug_is_reported_and_kept(name: str) -> None:
    facts, findings = resolved([{"id": name}, {"id": "b", "related": [name]}])
    assert told(findings) == [("error", "id", "events[0].id")]
    assert facts.events[0].id == name
    assert facts.events[1].related[0].event == name


def test_an_unheard_of_person_gets_a_record() -> None:
    facts, findings = resolved([{"id": "a", "people": ["thomas-eiskirch"]}, {"id": "b", "people": ["thomas-eiskirch"]}])
    assert told(findings) == [("warning", "reference", f"events[{at}].people[0]") for at in (0, 1)]
    assert [(person.id, person.name) for person in facts.people] == [("thomas-eiskirch", "Thomas Eiskirch")]


def test_an_unheard_of_source_gets_a_record() -> None:
    facts, findings = resolved(
        [{"id": "a", "citations": [{"source": "city-blog"}]}], [{"id": "p", "citations": [{"source": "city-blog"}]}]
    )
    assert told(findings) == [
        ("warning", "reference", "events[0].citations[0].source"),
        ("warning", "reference", "people[0].citations[0].source"),
    ]
    assert [(source.id, source.title) for source in facts.sources] == [("city-blog", "City Blog")]


def test_a_relation_that_leads_nowhere_is_left_out() -> None:
    facts, findings = resolved([{"id": "a", "related": ["b", {"event": "gone", "as": "part-of"}, "a"]}, {"id": "b"}])
    assert told(findings) == [("error", "reference", "events[0].related[1]")]
    assert [relation.event for relation in facts.events[0].related] == ["b", "a"]


def test_an_excerpt_of_nothing_is_an_error() -> None:
    _, findings = resolved(
        [{"id": "a", "citations": [{"source": "s", "excerpt_of": "gone"}]}],
        sources=[{"id": "s", "excerpt_of": "lost"}],
    )
    assert sorted(told(findings)) == [
        ("error", "reference", "events[0].citations[0].excerpt_of"),
        ("error", "reference", "sources[0].excerpt_of"),
    ]


@pytest.mark.parametrize(
    "part",
    [
        {"people": ["tomas-eiskirch"]},
        {"citations": [{"source": "tomas-eiskirch"}]},
        {"related": ["tomas-eiskirch"]},
        {"citations": [{"source": "thomas-eiskirch", "excerpt_of": "tomas-eiskirch"}]},
    ],
)
def test_a_reference_that_leads_nowhere_names_the_nearest(part: dict[str, Any]) -> None:
    near = {"id": "thomas-eiskirch"}
    _, findings = resolved([{"id": "a", **part}, near], [near], [near])
    assert [finding.message.rpartition("; ")[2] for finding in findings] == ["did you mean `thomas-eiskirch`?"]


@pytest.mark.parametrize(
    ("date", "faulty"),
    [("2019/2006", True), ("2019-11-25/2019-11-24", True), ("2006/2019", False), ("2019/..", False), ("2019", False)],
)
@pytest.mark.parametrize("where", ["date", "citations[0].date"])
def test_an_interval_that_ends_before_it_starts_is_a_warning(where: str, date: str, *, faulty: bool) -> None:
    part = {"date": date} if where == "date" else {"citations": [{"source": "s", "date": date}]}
    facts, findings = resolved([{"id": "a", **part}], sources=[{"id": "s"}])
    assert told(findings) == ([("warning", "date", f"events[0].{where}")] if faulty else [])
    dates = [facts.events[0].date, *(citation.date for citation in facts.events[0].citations)]
    assert date in map(str, dates)


def test_a_reversed_interval_in_a_person_or_a_source_is_a_warning_too() -> None:
    back = "2019/2006"
    _, findings = resolved(
        [],
        [{"id": "p", "roles": [{"title": "T", "date": back}], "citations": [{"source": "s", "date": back}]}],
        [{"id": "s", "issued": back}],
    )
    assert sorted(told(findings)) == [
        ("warning", "date", "people[0].citations[0].date"),
        ("warning", "date", "people[0].roles[0].date"),
        ("warning", "date", "sources[0].issued"),
    ]


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("citatons", ["events", "citations"], "; did you mean `citations`?"),
        ("weather", ["events", "citations"], ""),
        ("", ["a"], ""),
        ("a", [], ""),
    ],
)
def test_only_a_near_word_is_suggested(word: str, known: list[str], near: str) -> None:
    assert suggestion(word, known) == near


def test_what_can_be_taken_is_a_warning_and_what_is_lost_an_error() -> None:
    _, findings = resolved([{"id": "a", "people": ["p"], "related": ["gone"]}])
    assert [finding.severity for finding in findings] == [Severity.WARNING, Severity.ERROR]
