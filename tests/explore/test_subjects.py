from typing import Any

import pytest

from building import asked, event
from timeline_tui.explore.subjects import LINKS, Link, Section, Subject, links
from timeline_tui.index.facets import Facet, values
from timeline_tui.index.scan import ScanIndex
from timeline_tui.store.opening import open_timeline

SHIPPED = open_timeline(None).index
VALUES = [Subject(facet, key) for facet in Facet for key in SHIPPED.keys(facet)]
SECTIONS = {
    Section.WITH_PEOPLE: Facet.PERSON,
    Section.WITH_SOURCES: Facet.SOURCE,
    Section.WITH_TOPICS: Facet.TAG,
    Section.WITH_PLACES: Facet.PLACE,
}
INDEX = asked(
    event(
        "2019",
        "signed",
        people=["ann", {"person": "bob", "role": "mayor"}],
        citations=[{"source": "blog"}, {"source": "press"}, {"source": "blog"}],
        related=["ties", {"event": "plan", "as": "outcome-of"}],
    ),
    event("2006", "ties", related=["signed"], tags=["city"]),
    event("2018", "plan", related=[{"event": "signed", "as": "part-of"}]),
)


def led(index: ScanIndex, subject: Subject) -> list[tuple[Section, str, int, str]]:
    return [(each.section, each.subject.key, each.number, each.relation) for each in links(index, subject)]


def test_an_event_leads_to_its_people_claims_and_relations_in_order() -> None:
    assert led(INDEX, Subject(None, "signed")) == [
        (Section.PEOPLE, "ann", 0, ""),
        (Section.PEOPLE, "bob", 1, ""),
        (Section.CLAIMS, "blog", 0, ""),
        (Section.CLAIMS, "press", 1, ""),
        (Section.CLAIMS, "blog", 2, ""),
        (Section.RELATED, "ties", 0, "see"),
        (Section.RELATED, "plan", 0, "outcome-of"),
        (Section.RELATED, "plan", 0, "part-of-of-this"),
    ]


def test_a_relation_told_on_both_sides_is_one_link() -> None:
    assert led(INDEX, Subject(None, "ties")) == [(Section.RELATED, "signed", 0, "see")]


def test_a_relation_is_followed_from_its_other_side() -> None:
    assert led(INDEX, Subject(None, "plan")) == [
        (Section.RELATED, "signed", 0, "part-of"),
        (Section.RELATED, "signed", 0, "outcome-of-of-this"),
    ]


@pytest.mark.parametrize(
    "subject", [Subject(None, "gone"), Subject(Facet.PERSON, "nobody"), Subject(Facet.TAG, "ann"), Subject(None, "")]
)
def test_from_what_is_not_there_nothing_leads_on(subject: Subject) -> None:
    assert links(INDEX, subject) == ()


@pytest.mark.parametrize("subject", VALUES, ids=lambda subject: f"{subject.facet}-{subject.key}")
def test_a_value_leads_to_its_events_by_date_and_to_what_it_occurs_with_most(subject: Subject) -> None:
    assert subject.facet is not None
    shown = [each for each in SHIPPED.events(range(SHIPPED.size)) if subject.key in values(each, subject.facet)]
    found = links(SHIPPED, subject)
    assert [each.subject.key for each in found if each.section is Section.EVENTS] == [each.id for each in shown]
    for section, facet in SECTIONS.items():
        company = [each for each in found if each.section is section]
        assert Subject(facet, subject.key) not in {each.subject for each in company if facet is subject.facet}
        counts = {each.subject: each.number for each in company}
        told = {key for each in shown for key in values(each, facet) if (facet, key) != (subject.facet, subject.key)}
        every = {Subject(facet, key): sum(key in values(each, facet) for each in shown) for key in told}
        assert counts == {kept: every[kept] for kept in counts}
        assert list(counts.values()) == sorted(every.values(), reverse=True)[:8]


def test_sections_stand_in_the_order_of_the_detail() -> None:
    order = list(Section)
    for subject in (*VALUES, *(Subject(None, each.id) for each in SHIPPED.timeline.events)):
        ranks = [order.index(each.section) for each in links(SHIPPED, subject)]
        assert ranks == sorted(ranks)


def test_a_value_of_many_events_lists_the_first_of_them() -> None:
    events = (event("2019", f"e{number}", tags=["city"]) for number in range(LINKS + 5))
    found = links(asked(*events), Subject(Facet.TAG, "city"))
    assert found == tuple(Link(Section.EVENTS, Subject(None, f"e{number}")) for number in range(LINKS))


def test_from_a_link_one_comes_to_a_record(explorer: Any) -> None:
    for subject in VALUES + [Subject(None, each.id) for each in SHIPPED.timeline.events]:
        for each in links(SHIPPED, subject):
            if each.subject.facet is None:
                assert SHIPPED.row(each.subject.key) is not None
            else:
                assert each.subject.key in SHIPPED.keys(each.subject.facet)
    assert all(explorer.state.index.row(each.subject.key) is not None for each in explorer.state.links if each.relation)
