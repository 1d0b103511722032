from typing import Any

import pytest
from msgspec.structs import replace

from building import asked, event
from timeline_tui.explore.intents import Show
from timeline_tui.explore.state import State, begin
from timeline_tui.explore.subjects import Subject
from timeline_tui.index.facets import Facet
from timeline_tui.model.audit import Finding, Kind, audit, differences
from timeline_tui.model.calendar import DAY
from timeline_tui.model.problems import Problems
from timeline_tui.model.records import Event
from timeline_tui.store.opening import open_timeline
from timeline_tui.view.evidence import evidence_lines, finding_about
from timeline_tui.view.lines import Role, width_of
from timeline_tui.view.words import word

SHIPPED = open_timeline(None)
LANGUAGES = ("en", "de")


def opened(language: str, *events: Event, **fields: Any) -> State:
    return begin(asked(*events, **fields) if events else SHIPPED.index, Problems(), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [*range(40, 201, 23), 200])
def test_no_line_is_wider_than_asked(language: str, width: int) -> None:
    assert [made.text for made in evidence_lines(opened(language), width) if width_of(made.text) > width] == []


@pytest.mark.parametrize("width", [10, 20, 39])
def test_no_line_is_wider_than_a_narrow_terminal(width: int) -> None:
    assert [made.text for made in evidence_lines(opened("en"), width) if width_of(made.text) > width] == []


def test_long_titles_of_sources_are_cut() -> None:
    sources = [{"id": name, "title": name * 60} for name in "ab"]
    told = event(None, "e", citations=[{"source": "a", "date": "2006"}, {"source": "b", "date": "2007"}])
    assert all(width_of(made.text) <= 80 for made in evidence_lines(opened("en", told, sources=sources), 80))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_and_every_difference_is_a_line_that_leads_to_its_record(language: str) -> None:
    facets = {"events": None, "people": Facet.PERSON, "sources": Facet.SOURCE}
    timeline = SHIPPED.index.timeline
    wanted = [Subject(facets[finding.section], finding.record) for finding in audit(timeline)]
    wanted += [Subject(None, name) for difference in differences(timeline) for name, _ in difference.events]
    made = [(number, each) for number, each in enumerate(evidence_lines(opened(language), 100))]
    linked = [(number, each) for number, each in made if each.link is not None]
    assert [each.link for _, each in linked] == [number for number, _ in linked]
    assert [{piece.intent for piece in each.segments} for _, each in linked] == [{Show(subject)} for subject in wanted]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_count_what_stands_below_them(language: str) -> None:
    lines = evidence_lines(opened(language), 100)
    heads = [number for number, made in enumerate(lines) if made.segments and made.segments[0].role is Role.HEADING]
    timeline = SHIPPED.index.timeline
    assert len(heads) == len({finding.kind for finding in audit(timeline)}) + len(differences(timeline))
    for head in heads:
        below = next(number for number in range(head, len(lines)) if not lines[number].text)
        assert lines[head].text.endswith(f" ({below - head - 1})")


def test_where_nothing_is_found_that_is_said() -> None:
    fine = event(None, "a", citations=[{"source": "a", "locator": "1"}, {"source": "b", "locator": "2"}])
    (only,) = evidence_lines(opened("en", fine), 80)
    assert only.text == word("audit-clean", "en")
    assert only.link is None


def test_an_entry_tells_date_title_and_what_differs() -> None:
    told = event(
        "[2006,2010]",
        "ties",
        title={"en": "Ties begin", "de": "Erste Bande"},
        citations=[{"source": "a", "date": "2006"}, {"source": "b", "date": "2010"}],
    )
    lines = evidence_lines(opened("de", told), 80)
    entry = next(made.text.split() for made in lines if made.link is not None)
    assert entry == ["2006|10", "Erste", "Bande", "das", "Datum:", "4", "Jahre"]


def test_an_entry_says_where_its_record_stands_once_that_is_known() -> None:
    state = opened("en", event(None, "ties"))
    known = replace(state, places={("events", "ties"): (12, 5)})
    unknown, placed = (next(made.text for made in evidence_lines(each, 80) if made.link) for each in (state, known))
    assert "12:5" in placed
    assert placed.replace("12:5", "    ") == unknown


@pytest.mark.parametrize(
    ("finding", "told"),
    [
        (Finding(Kind.DISPUTED, "events", "e", "", 730 * DAY), "the date: 2 years"),
        (Finding(Kind.DISPUTED, "events", "e", "", 729 * DAY), "the date: 24 months"),
        (Finding(Kind.DISPUTED, "events", "e", "", 60 * DAY), "the date: 2 months"),
        (Finding(Kind.DISPUTED, "events", "e", "", 59 * DAY), "the date: 59 days"),
        (Finding(Kind.DISPUTED, "events", "e", "seats", 3), "Seats: 3 answers"),
        (Finding(Kind.DISPUTED, "events", "e", "rooms", 2), "rooms: 2 answers"),
        (Finding(Kind.GAP, "events", "e", "next", 800 * DAY), "then nothing for 2 years"),
        (Finding(Kind.IMPOSSIBLE, "events", "e", "blog"), "The blog"),
        (Finding(Kind.SINGLE_SOURCE, "events", "e", "unheard-of"), "unheard-of"),
        (Finding(Kind.UNCITED, "events", "e"), ""),
        pytest.param(Finding(Kind.DISPUTED, "events", "e", "", DAY), "the date: 1 day"),
    ],
)
def test_what_a_finding_is_about_is_said_in_words(finding: Finding, told: str) -> None:
    names = asked(sources=[{"id": "blog", "title": "The blog"}], labels={"seats": {"en": "Seats"}}).names
    assert finding_about(finding, names, "en") == told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_its_heading(kind: Kind, language: str) -> None:
    assert word(f"audit-{kind}", language)


@pytest.mark.parametrize(("language", "count", "more"), [("en", "1,200", "1,000"), ("de", "1.200", "1.000")])
def test_numbers_are_written_as_in_the_language_of_the_screen(language: str, count: str, more: str) -> None:
    state = opened(language, *(event("2019", f"e{number}") for number in range(1_200)))
    told = [made.text.strip() for made in evidence_lines(state, 100)]
    assert f"{word('audit-uncited', language)} ({count})" in told
    assert word("audit-more", language, count=more) in told
