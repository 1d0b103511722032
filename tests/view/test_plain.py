import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import asked, event
from timeline_tui.index.base import Index
from timeline_tui.model.calendar import civil, start_of
from timeline_tui.model.records import Event
from timeline_tui.view.lines import width_of
from timeline_tui.view.plain import Listing, as_data, iso, listing

INDEX = asked(
    event(
        "[2006,2007]",
        "ties",
        title={"en": "Ties begin", "de": "Erste Bande"},
        citations=[{"source": "blog", "date": "2006"}, {"source": "press", "date": "2007"}],
    ),
    event("2019-11-25", "signed", title={"en": "Signed\nin 筑波", "de": "Unterzeichnet"}),
    event("2021", "plan", status="planned", citations=[{"source": "blog"}, {"source": "reprint"}]),
    event(None, "park"),
    sources=[{"id": "reprint", "title": "A page", "excerpt_of": "blog"}],
)


def lines(index: Index, language: str, width: int | None = None) -> list[str]:
    events = index.events(range(index.size))
    return [made.text.rstrip() for made in listing(events, index.names, Listing(language, width))]


def test_every_event_is_a_line_of_date_marks_sources_and_title() -> None:
    assert lines(INDEX, "en") == [
        "2006|07     !  2s  Ties begin",
        "2019-11-25     0s  Signed in 筑波",
        "2021         ~ 1s  plan",
        "—              0s  park",
    ]


def test_titles_are_in_the_language_asked_for() -> None:
    assert [each.split("  ")[-1] for each in lines(INDEX, "de")] == ["Erste Bande", "Unterzeichnet", "plan", "park"]


@given(st.integers(1, 60))
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert all(width_of(each) <= width for each in lines(INDEX, "en", width))


def test_without_events_there_are_no_lines() -> None:
    assert lines(asked(), "en") == []


def data(found: Event) -> dict[str, object]:
    return as_data(found, INDEX.names.sources)


@pytest.mark.parametrize(
    ("date", "earliest", "latest"),
    [
        ("2019-11-25", "2019-11-25", "2019-11-25"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("[2006,2016]", "2006-01-01", "2016-12-31"),
        ("2006/..", "2006-01-01", None),
        ("../2019", None, "2019-12-31"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("-0043-03-15", "-000043-03-15", "-000043-03-15"),
        (None, None, None),
    ],
)
def test_data_says_the_first_and_the_last_day_it_can_have_been(
    date: str | None, earliest: str | None, latest: str | None
) -> None:
    found = data(event(date, "e"))
    assert (found["date"], found["earliest"], found["latest"]) == (date, earliest, latest)


def test_data_holds_what_the_file_says_and_what_is_computed() -> None:
    found = data(INDEX.events([0])[0])
    assert found["id"] == "ties"
    assert found["title"] == {"en": "Ties begin", "de": "Erste Bande"}
    assert found["words"] == {"en": "2006 or 2007", "de": "2006 oder 2007"}
    assert found["disputed"] is True
    assert [cited["date"] for cited in json.loads(json.dumps(found))["citations"]] == ["2006", "2007"]


def test_unknown_fields_of_the_file_are_kept_but_never_pass_for_what_is_computed() -> None:
    found = data(event("2019", "e", weather={"rain": [1]}, disputed="perhaps", earliest="1900"))
    assert found["weather"] == {"rain": [1]}
    assert (found["disputed"], found["earliest"]) == (False, "2019-01-01")


@pytest.mark.parametrize(
    ("year", "day"), [(2019, "2019-01-01"), (1, "0001-01-01"), (-43, "-000043-01-01"), (12019, "+012019-01-01")]
)
def test_years_beyond_four_digits_carry_their_sign(year: int, day: str) -> None:
    assert iso(start_of(year)) == iso(start_of(year, 1, 2) - 1) == day


@given(st.integers(-(10**15), 10**15))
def test_the_day_shown_is_the_day_of_the_moment(moment: int) -> None:
    year, month, day = (int(part) for part in iso(moment).rsplit("-", 2))
    assert start_of(year, month, day) <= moment < start_of(year, month, day + 1)
    assert civil(moment // 86_400) == (year, month, day)
