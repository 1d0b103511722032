"""What is found quickly about many events is what the audit finds about each."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.index.base import Flag
from timeline_tui.index.columns import Columns
from timeline_tui.index.evidence import Evidence
from timeline_tui.index.taken import FLAG_BITS
from timeline_tui.load.plain import Plain, event, plain
from timeline_tui.model.audit import Kind, of_event
from timeline_tui.model.claims import disagreements, witnesses
from timeline_tui.model.records import Event, Source, record_of

SOURCES = {
    source["id"]: record_of(Source, source)
    for source in (
        {"id": "letter", "title": "Letter"},
        {"id": "press", "title": "Press", "issued": "2019"},
        {"id": "reprint", "title": "Reprint", "excerpt_of": "press"},
    )
}
DATES = st.sampled_from(("2018", "2018-05-01", "2019-11-25", "2020-01-01", "2020?", "[2018,2021]"))
CITATION = st.fixed_dictionaries(
    {"source": st.sampled_from((*SOURCES, "unknown"))},
    optional={
        "date": DATES,
        "locator": st.sampled_from(("", "page 1")),
        "inferred": st.sampled_from(("", "from both")),
        "says": st.dictionaries(st.sampled_from(("guests", "cost")), st.sampled_from(("1", "2")), max_size=2),
        "quote": st.sampled_from(("", "so be it")),
        "excerpt_of": st.sampled_from(("press", "letter")),
    },
)
EVENT = st.fixed_dictionaries(
    {
        "id": st.just("a"),
        "title": st.just("A"),
        "citations": st.lists(CITATION, max_size=3),
        "status": st.sampled_from(("happened", "planned", "cancelled")),
    },
    optional={"date": DATES},
)


def flags(one: Event) -> set[Flag]:
    """The flags of an event that do not come from its date, by what its record says."""
    cited = one.citations
    found = {
        Flag.DISPUTED: disagreements(one, SOURCES),
        Flag.PLANNED: one.status == "planned",
        Flag.CANCELLED: one.status == "cancelled",
        Flag.UNCITED: not cited,
        Flag.SINGLE_SOURCE: witnesses(one, SOURCES) == 1,
        Flag.INFERRED: any(citation.inferred for citation in cited),
        Flag.QUOTE: any(citation.quote for citation in cited),
    }
    return {flag for flag, holds in found.items() if holds}


@given(st.lists(EVENT, max_size=5))
def test_it_is_as_the_audit_has_it(raw: list[dict[str, Any]]) -> None:
    events = [plain(record_of(Event, one)) for one in raw]
    evidence = Evidence(SOURCES, event)
    found = evidence.of(Columns(events))
    for number, one in enumerate(map(event, events)):
        assert found.witnesses[number] == witnesses(one, SOURCES)
        assert {flag for flag, bit in FLAG_BITS.items() if found.flags[number] & bit} == flags(one)
    expected = [
        (finding.kind, number, finding.size)
        for number, one in enumerate(events)
        for finding in of_event(event(one), SOURCES)
    ]
    told = [(kind, *pair) for kind, pairs in found.findings.items() for pair in pairs.tolist()]
    assert sorted(told) == sorted(expected)
    assert all(pairs[:, 0].tolist() == sorted(pairs[:, 0].tolist()) for pairs in found.findings.values())
    assert evidence.originals == {c.excerpt_of for one in events for c in one.citations if c.excerpt_of}


def test_nothing_is_found_of_no_events() -> None:
    found = Evidence(SOURCES, event).of(Columns([]))
    assert len(found.witnesses) == len(found.flags) == 0
    assert not any(len(pairs) for pairs in found.findings.values())


def test_a_kind_that_is_only_found_with_care_is_there() -> None:
    says = [{"source": "letter", "locator": "1", "says": {"guests": value}} for value in ("1", "2")]
    doubtful = plain(
        record_of(Event, {"id": "a", "title": "A", "citations": [says[0], {**says[1], "source": "press"}]})
    )
    calm = Plain(id="b", title="B")
    found = Evidence(SOURCES, event).of(Columns([calm, doubtful]))
    assert found.findings[Kind.DISPUTED].tolist() == [[1, 2]]
    assert found.findings[Kind.UNCITED].tolist() == [[0, 0]]
