from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import SIMPLE, event
from timeline_tui.model.audit import Difference, Finding, Kind, audit, differences
from timeline_tui.model.calendar import DAY, start_of
from timeline_tui.model.records import Event, Timeline, record_of
from timeline_tui.store.opening import open_timeline

SHIPPED = open_timeline(None).index.timeline
SOURCES = [
    {"id": "blog", "title": "Blog", "issued": "2019-12"},
    {"id": "press", "title": "Press", "issued": "2019~"},
    {"id": "reprint", "title": "Reprint", "excerpt_of": "blog"},
]


def cited(source: str, date: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"source": source, "date": date, "locator": "page 1", **fields}


def timeline(*events: Event, **fields: Any) -> Timeline:
    return record_of(Timeline, {"events": events, "sources": SOURCES, **fields})


def found(kind: Kind, *events: Event, **fields: Any) -> list[tuple[str, str]]:
    return [(each.record, each.about) for each in audit(timeline(*events, **fields)) if each.kind is kind]


def test_where_nothing_is_to_be_desired_nothing_is_found() -> None:
    whole = event("2019", "a", citations=[cited("blog"), cited("press")], people=["ann"])
    people = [{"id": "ann", "name": "Ann", "citations": [cited("reprint")]}]
    assert audit(timeline(whole, people=people)) == ()
    assert audit(Timeline()) == ()


@pytest.mark.parametrize(
    ("dates", "size"),
    [
        (("2006", "2007"), 365 * DAY),
        (("2006", "2007", "2016"), start_of(2016) - start_of(2006)),
        (("2007", "2006-05", "2006"), start_of(2007) - start_of(2006)),
        (("2019-11-25", "2019-11-27"), 2 * DAY),
        (("../2006", "2009"), start_of(2009) - start_of(2007)),
        (("2009/..", "2006"), start_of(2009) - start_of(2006)),
    ],
)
def test_a_disputed_date_is_as_large_as_the_answers_are_apart(dates: tuple[str, ...], size: int) -> None:
    names = ("blog", "press", "paper")
    disputed = event("2006", "a", citations=[cited(*each) for each in zip(names, dates, strict=False)])
    assert audit(timeline(disputed))[0] == Finding(Kind.DISPUTED, "events", "a", "", size)


def test_a_disputed_fact_is_as_large_as_it_has_answers_and_counts_beside_the_date() -> None:
    answers = [cited(name, says={"seats": seats}) for name, seats in (("blog", "1"), ("press", "2"), ("x", "3"))]
    disputed = event(None, "a", citations=[*answers, cited("y", "2006"), cited("z", "2007")])
    assert found(Kind.DISPUTED, disputed) == [("a", ""), ("a", "seats")]
    assert [each.size for each in audit(timeline(disputed)) if each.about == "seats"] == [3]


@pytest.mark.parametrize(
    ("status", "source", "date", "impossible"),
    [
        ("happened", "blog", "2020", True),
        ("happened", "blog", "2019", False),
        ("happened", "blog", "2019-12-31", False),
        ("happened", "blog", "2020-01-01", True),
        ("happened", "blog", "2020-01-01?", False),
        ("happened", "press", "2020", False),
        ("happened", "press", "2021", True),
        ("happened", "reprint", "2030", False),
        ("happened", "unheard-of", "2030", False),
        ("happened", "blog", None, False),
        ("planned", "blog", "2020", False),
        ("cancelled", "blog", "2020", False),
    ],
)
def test_no_source_tells_what_happened_after_it_was_printed(
    status: str, source: str, date: str | None, *, impossible: bool
) -> None:
    told = event("2020", "a", status=status, citations=[cited("paper"), cited(source, date)])
    at = [each.path for each in audit(timeline(told)) if each.kind is Kind.IMPOSSIBLE]
    assert at == ([("citations", 1)] if impossible else [])


def test_thin_evidence_is_named_by_event_and_citation() -> None:
    thin = event(None, "a", citations=[{"source": "blog", "inferred": "so"}, cited("press", inferred="how")])
    assert found(Kind.UNCITED, thin, event(None, "b")) == [("b", "")]
    assert found(Kind.NO_LOCATOR, thin) == [("a", "blog")]
    assert found(Kind.INFERRED, thin) == [("a", "blog"), ("a", "press")]
    paths = {(each.kind, each.about): each.path for each in audit(timeline(thin))}
    assert paths[Kind.INFERRED, "press"] == ("citations", 1)


@pytest.mark.parametrize(
    ("sources", "single"),
    [
        ((), []),
        (("blog",), ["blog"]),
        (("blog", "blog"), ["blog"]),
        (("blog", "press"), []),
        (("blog", "reprint"), ["blog"]),
        (("reprint", "press"), []),
        pytest.param(("reprint", "blog"), ["blog"]),
    ],
)
def test_what_rests_on_one_source_names_that_witness(sources: tuple[str, ...], single: list[str]) -> None:
    told = event(None, "a", citations=[cited(source) for source in sources])
    assert [about for _, about in found(Kind.SINGLE_SOURCE, told)] == single


@pytest.mark.parametrize(
    ("status", "relation", "open_plans"),
    [
        ("planned", None, ["plan"]),
        ("planned", "see", ["plan"]),
        ("planned", "part-of", ["plan"]),
        ("planned", "outcome-of", []),
        ("happened", None, []),
        ("cancelled", None, []),
    ],
)
def test_a_plan_waits_for_its_outcome(status: str, relation: str | None, open_plans: list[str]) -> None:
    related = [{"event": "plan", "as": relation}] if relation else []
    told = event(None, "plan", status=status), event(None, "after", related=related)
    assert [record for record, _ in found(Kind.NO_OUTCOME, *told)] == open_plans


@pytest.mark.parametrize(
    ("dates", "gaps"),
    [
        (["2000-01", "2000-03", "2000-05", "2009"], [("2000-05", "2009")]),
        (["2009", "2000-05", "2000-03", "2000-01"], [("2000-05", "2009")]),
        (["2000-01", "2000-03", "2000-05", "2000-07", "2001-02"], []),
        (["2000", "2009"], []),
        (["1990", "1992", "1994", "2000"], []),
        (["1990", "1992", "1994", "2001"], [("1994", "2001")]),
        (["1990", "1992", "1994", "2003"], [("1994", "2003")]),
        (["1990", "1992", "1994", "1994/2002", "2003"], []),
        (["1990", "1992", "1994", "1994/..", "2003"], [("1994", "2003")]),
        (["1980", "1982", "1983-12/1984-06", "1984", "2003"], [("1984", "2003")]),
        (["1980", "1982", "1984/1986", "1985", "2003"], [("1984/1986", "2003")]),
        ([], []),
    ],
)
def test_a_gap_is_a_year_or_more_and_six_times_the_usual_distance(
    dates: list[str], gaps: list[tuple[str, str]]
) -> None:
    assert found(Kind.GAP, *(event(date, date) for date in dates), event(None, "undated")) == gaps


def test_a_gap_is_as_large_as_the_time_without_events() -> None:
    sizes = [
        each.size
        for each in audit(timeline(*(event(date, date) for date in ("1990", "1992", "1994", "2003"))))
        if each.kind is Kind.GAP
    ]
    assert sizes == [start_of(2003) - start_of(1995)]


def test_records_that_nothing_leads_to_are_unused() -> None:
    people = [{"id": "ann", "name": "Ann", "citations": [cited("press")]}, {"id": "bob", "name": "Bob"}]
    told = event(None, "a", people=["bob"], citations=[cited("blog")])
    assert found(Kind.UNUSED_SOURCE, told, people=people) == [("reprint", "")]
    assert found(Kind.UNUSED_PERSON, told, people=people) == [("ann", "")]
    assert {each.section for each in audit(timeline(told, people=people)) if each.kind is Kind.UNUSED_PERSON} == {
        "people"
    }


@pytest.mark.parametrize(
    ("claims", "pairs"),
    [
        ([("blog", "2006"), ("press", "2007")], [("blog", "press")]),
        ([("press", "2006"), ("blog", "2007")], [("blog", "press")]),
        ([("blog", "2006"), ("press", "2006-05")], []),
        ([("blog", "2006"), ("press", "2006-05"), ("paper", "2007")], [("blog", "paper"), ("paper", "press")]),
        ([("blog", "2006"), ("blog", "2007")], []),
        ([("blog", "2006"), ("reprint", "2007")], []),
        ([("press", "2006"), ("reprint", "2007")], [("press", "reprint")]),
        ([("blog", "2006"), ("press", None)], []),
    ],
)
def test_two_sources_differ_where_their_answers_cannot_both_be_true(
    claims: list[tuple[str, str | None]], pairs: list[tuple[str, str]]
) -> None:
    told = event(None, "a", citations=[cited(*claim) for claim in claims])
    assert sorted(each.sources for each in differences(timeline(told))) == pairs


def test_those_who_differ_most_often_come_first_with_all_they_differ_about() -> None:
    both = [cited("blog", "2006", says={"seats": "1"}), cited("press", "2007", says={"seats": "2"})]
    one = event(None, "a", citations=[cited("blog", "2006"), cited("paper", "2007")])
    assert differences(timeline(one, event(None, "b", citations=both))) == (
        Difference(("blog", "press"), (("b", ""), ("b", "seats"))),
        Difference(("blog", "paper"), (("a", ""),)),
    )


CITATIONS = st.fixed_dictionaries(
    {"source": st.sampled_from(("blog", "press", "reprint", "x"))},
    optional={
        "date": SIMPLE,
        "locator": st.just("page 1"),
        "inferred": st.just("so"),
        "says": st.dictionaries(st.sampled_from("ab"), st.sampled_from("12"), max_size=2),
    },
)
EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.none() | SIMPLE,
            "citations": st.lists(CITATIONS, max_size=3),
            "status": st.sampled_from(("happened", "planned")),
        }
    ),
    max_size=6,
).map(lambda told: [record_of(Event, {"id": f"e{at}", "title": "", **fields}) for at, fields in enumerate(told)])


@settings(max_examples=60)
@given(EVENTS)
def test_findings_come_by_kind_the_largest_first_else_in_the_order_of_the_file(events: list[Event]) -> None:
    findings = audit(timeline(*events))
    ranked = [(list(Kind).index(each.kind), -each.size) for each in findings]
    assert ranked == sorted(ranked)
    for kind in set(Kind) - {Kind.GAP}:
        for size in {each.size for each in findings if each.kind is kind}:
            records = [each.record for each in findings if (each.kind, each.size) == (kind, size)]
            known = [source["id"] for source in SOURCES] if kind is Kind.UNUSED_SOURCE else [e.id for e in events]
            assert records == sorted(records, key=known.index)


@settings(max_examples=60)
@given(EVENTS)
def test_who_differs_about_an_event_is_among_those_who_dispute_it(events: list[Event]) -> None:
    told = timeline(*events)
    disputed = {(each.record, each.about) for each in audit(told) if each.kind is Kind.DISPUTED}
    made = differences(told)
    assert {answer for each in made for answer in each.events} <= disputed
    assert all(one < other for one, other in (each.sources for each in made))
    assert [len(each.events) for each in made] == sorted((len(each.events) for each in made), reverse=True)


def test_every_finding_of_the_shipped_timeline_leads_to_a_record_and_a_citation() -> None:
    records: dict[str, dict[str, Any]] = {
        "events": {each.id: each for each in SHIPPED.events},
        "people": {each.id: each for each in SHIPPED.people},
        "sources": {each.id: each for each in SHIPPED.sources},
    }
    findings = audit(SHIPPED)
    assert {Kind.DISPUTED, Kind.SINGLE_SOURCE, Kind.INFERRED} <= {each.kind for each in findings}
    for each in findings:
        record = records[each.section][each.record]
        if each.path:
            key, number = each.path
            assert key == "citations"
            assert record.citations[number].source == each.about
