from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline_tui.explore import intents as want
from timeline_tui.explore import requests
from timeline_tui.explore.intents import Asking
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import State
from timeline_tui.explore.update import update
from timeline_tui.index.base import Flag
from timeline_tui.index.scan import ScanIndex
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import start_of
from timeline_tui.model.problems import Problems
from timeline_tui.model.records import Timeline, record_of

OLDER = ("person:bob", "is:disputed", "person:ann 2019", "Städte")


def names(state: State, panel: Panel = Panel.PEOPLE) -> list[str]:
    return [row.key for row in list(state.facet_rows(panel))]


@pytest.mark.parametrize(
    ("typed", "event"),
    [
        ("2019", "signed"),
        ("2019-11-25", "signed"),
        ("November 2019", "signed"),
        ("25.11.2019", "signed"),
        ("2007", "ties"),
        ("2010", "ties"),
        ("2021", "signed"),
        ("2022..", "visit"),
        ("2022/..", "visit"),
        ("../1970", "founded"),
        ("1970", "founded"),
        ("[2007,2022]", "signed"),
        (" 2019 ", "signed"),
        ("2099", "visit"),
    ],
)
def test_a_date_leads_to_what_can_have_happened_then_or_else_before(explorer: Any, typed: str, event: str) -> None:
    explorer.want(want.MoveTo(-1), want.Ask(Asking.DATE), want.Type(typed))
    assert explorer.state.fault is None
    assert explorer.state.event.id == event


def test_a_date_leads_to_what_surely_happened_then_rather_than_to_what_may_have(explorer: Any) -> None:
    events = [{"id": "since", "title": "Since", "date": "1990/.."}, {"id": "then", "title": "Then", "date": "2022-11"}]
    timeline = record_of(Timeline, {"events": events})
    explorer.want(want.Loaded(ScanIndex(timeline), Problems()), want.Ask(Asking.DATE), want.Type("November 2022"))
    assert explorer.state.event.id == "then"


def test_the_axis_goes_along_only_where_it_must(explorer: Any) -> None:
    window = explorer.state.place.window
    explorer.want(want.Ask(Asking.DATE), want.Type("2019"))
    assert explorer.state.place.window == window
    assert explorer.state.place.moment == start_of(2019)
    explorer.want(want.Type("1950"))
    moved = explorer.state.place.window
    assert moved.end - moved.start == window.end - window.start
    assert moved.start < start_of(1950) < moved.end
    assert moved.start <= explorer.state.place.moment < moved.end
    assert explorer.want(want.Type("2019")).place.window == window


def test_a_date_that_is_kept_can_be_come_back_from(explorer: Any) -> None:
    explorer.want(want.MoveTo(0))
    before = explorer.state.place
    explorer.want(want.Ask(Asking.DATE), want.Type("2"), want.Type("2019"), want.KeepSearch())
    assert explorer.state.prompt is None
    assert explorer.state.event.id == "signed"
    assert explorer.want(want.Back()).place == before
    assert explorer.want(want.Forward()).event.id == "signed"


@pytest.mark.parametrize("typed", ["2019", "20", "1066", "2019-13", ""])
def test_escape_leaves_the_date_as_if_it_never_was(explorer: Any, typed: str) -> None:
    explorer.want(want.Focus(Panel.TIME), want.Zoom(1))
    before = explorer.state
    explorer.want(want.Ask(Asking.DATE), want.Type(typed), want.Escape())
    assert explorer.state.place == before.place
    assert explorer.state.back == before.back
    assert explorer.state.prompt is None
    assert explorer.state.fault is None


@pytest.mark.parametrize(("typed", "column"), [("2019-13", 6), ("2019-02-30", 9), ("someday", 1)])
def test_what_is_no_date_is_told_with_its_column_and_not_kept(explorer: Any, typed: str, column: int) -> None:
    before = explorer.state.place
    explorer.want(want.Ask(Asking.DATE), want.Type(typed))
    assert explorer.state.fault.column == column
    assert set(explorer.state.fault.message) >= {"en", "de"}
    assert explorer.state.place == before
    assert explorer.want(want.KeepSearch()).prompt is not None
    assert explorer.want(want.Type("2019"), want.KeepSearch()).prompt is None


def test_no_date_at_all_leads_nowhere(explorer: Any) -> None:
    before = explorer.state
    explorer.want(want.Ask(Asking.DATE), want.Type("2019"), want.Type(" "), want.KeepSearch())
    assert (explorer.state.place, explorer.state.back) == (before.place, before.back)


def test_scrolling_while_a_date_is_asked_for_is_no_new_place(explorer: Any) -> None:
    explorer.want(want.Ask(Asking.DATE), want.Scrolled(Panel.EVENTS, 3), want.KeepSearch())
    assert explorer.state.back == ()


def test_a_date_is_looked_for_among_what_is_found(explorer: Any) -> None:
    explorer.want(want.OpenSearch(), want.Type("person:bob"), want.KeepSearch())
    assert explorer.want(want.Ask(Asking.DATE), want.Type("2007")).event.id == "signed"
    explorer.want(want.Escape(), want.OpenSearch(), want.Type("zzz"), want.KeepSearch())
    assert explorer.want(want.Ask(Asking.DATE), want.Type("2019"), want.KeepSearch()).event is None


def test_an_empty_timeline_has_dates_to_go_to_too(explorer: Any) -> None:
    empty = ScanIndex(record_of(Timeline, {"events": []}))
    explorer.want(want.Loaded(empty, Problems()), want.Ask(Asking.DATE), want.Type("1066"), want.KeepSearch())
    assert explorer.state.place.window.start < start_of(1066) < explorer.state.place.window.end


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet="0129-.X/[],~? MaiTY", max_size=9), min_size=1, max_size=5))
def test_whatever_is_typed_for_a_date_escape_undoes(explorer: Any, typed: list[str]) -> None:
    before = state = explorer.state
    run: list[want.Intent] = [want.Ask(Asking.DATE), *(want.Type(text) for text in typed)]
    for intent in run:
        state, _ = update(state, intent)
        assert state.place.window.start < state.place.window.end
    state, _ = update(state, want.Escape())
    assert (state.place, state.fault, state.prompt) == (before.place, None, None)


def test_a_panel_is_narrowed_while_one_types(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE), want.Ask(Asking.SIFT), want.Type("bo"))
    assert names(explorer.state) == ["bob"]
    assert explorer.state.mark_subject(Panel.PEOPLE).key == "bob"
    assert explorer.shown == ["founded", "ties", "signed", "visit", "someday"]
    explorer.want(want.KeepSearch())
    assert explorer.state.prompt is None
    assert names(explorer.state) == ["bob"]
    explorer.want(want.Choose())
    assert explorer.state.place.text == "person:=bob"


def test_escape_lists_all_again(explorer: Any) -> None:
    everyone = names(explorer.want(want.Focus(Panel.PEOPLE)))
    explorer.want(want.Ask(Asking.SIFT), want.Type("bo"), want.Escape())
    assert names(explorer.state) == everyone
    explorer.want(want.Ask(Asking.SIFT), want.Type("bo"), want.KeepSearch(), want.Ask(Asking.SIFT))
    assert explorer.state.typed == "bo"
    assert names(explorer.want(want.Escape())) == everyone
    assert explorer.state.sifting(Panel.PEOPLE).text == ""


def test_escape_lists_all_again_before_it_goes_away(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE), want.Ask(Asking.SIFT), want.Type("bo"), want.KeepSearch())
    assert [row.key for row in explorer.state.facet_rows(Panel.PEOPLE)] == ["bob"]
    explorer.want(want.Escape())
    assert len(explorer.state.facet_rows(Panel.PEOPLE)) > 1
    assert explorer.state.mark_subject(Panel.PEOPLE).key == "bob"
    assert explorer.state.place.panel is Panel.PEOPLE
    assert explorer.want(want.Escape()).place.panel is Panel.EVENTS
    explorer.want(want.Focus(Panel.PEOPLE), want.Ask(Asking.SIFT), want.Type("zzz"), want.KeepSearch(), want.Escape())
    assert explorer.state.mark_subject(Panel.PEOPLE).key == "bob"


def test_what_is_chosen_or_excluded_stays_listed(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE), want.Choose(), want.Move(2), want.Exclude())
    explorer.want(want.Ask(Asking.SIFT), want.Type("bo"))
    assert explorer.state.place.text == "person:=ann -person:=cyd"
    assert set(names(explorer.state)) == {"ann", "bob", "cyd"}
    assert set(names(explorer.want(want.Type("zzz")))) == {"ann", "cyd"}


def test_narrowing_takes_place_in_its_own_panel(explorer: Any) -> None:
    before = names(explorer.state, Panel.SOURCES), names(explorer.state, Panel.TOPICS)
    explorer.want(want.Focus(Panel.PEOPLE), want.Ask(Asking.SIFT), want.Type("bo"), want.KeepSearch())
    assert (names(explorer.state, Panel.SOURCES), names(explorer.state, Panel.TOPICS)) == before
    explorer.want(want.Focus(Panel.TOPICS), want.Ask(Asking.SIFT), want.Type("city"))
    assert names(explorer.state, Panel.TOPICS) == ["city"]
    assert names(explorer.state) == ["bob"]


@pytest.mark.parametrize("panel", [Panel.EVENTS, Panel.DETAIL, Panel.TIME])
def test_only_panels_of_values_are_narrowed(explorer: Any, panel: Panel) -> None:
    explorer.want(want.Focus(panel), want.Ask(Asking.SIFT))
    assert explorer.state.notice.key == "sift-where"
    assert explorer.state.prompt is None


def test_going_elsewhere_keeps_what_narrows(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE), want.Ask(Asking.SIFT), want.Type("bo"), want.Focus(Panel.EVENTS))
    assert explorer.state.prompt is None
    assert names(explorer.state) == ["bob"]


def test_a_view_is_saved_under_the_name_that_is_typed(explorer: Any) -> None:
    explorer.want(want.OpenSearch(), want.Type("person:bob"), want.KeepSearch(), want.Sort())
    explorer.requests.clear()
    explorer.want(want.Ask(Asking.LOOK), want.Type("  Bob's  "), want.KeepSearch())
    (saved,) = explorer.requests
    assert isinstance(saved, requests.SaveLook)
    assert (saved.name, saved.look.query, saved.look.order) == ("Bob's", "person:bob", "title")
    assert saved.look.language == ""  # it is the reader's
    assert explorer.state.prompt is None


def test_a_view_without_a_name_is_not_saved(explorer: Any) -> None:
    explorer.want(want.Ask(Asking.LOOK), want.Type(" "), want.KeepSearch())
    explorer.want(want.Ask(Asking.LOOK), want.Type("x"), want.Escape())
    assert explorer.requests == []
    assert explorer.state.prompt is None


def test_a_query_still_being_typed_is_part_of_the_view(explorer: Any) -> None:
    explorer.want(want.OpenSearch(), want.Type("person:bob"), want.Ask(Asking.LOOK), want.Type("x"), want.KeepSearch())
    (saved,) = explorer.requests[-1:]
    assert isinstance(saved, requests.SaveLook)
    assert saved.look.query == "person:bob"
    assert explorer.state.searching is None


def recalling(explorer: Any, typed: str = "", older: tuple[str, ...] = OLDER) -> State:
    explorer.want(want.OpenSearch(), want.Type(typed), want.Ask(Asking.RECALL), want.Recalled(older))
    state: State = explorer.state
    return state


def test_older_queries_are_read_when_they_are_asked_for(explorer: Any) -> None:
    explorer.want(want.Ask(Asking.RECALL))
    assert explorer.requests == [requests.RecallQueries()]
    assert explorer.state.place.text == ""


def test_the_newest_is_shown_at_once_and_asking_again_goes_further_back(explorer: Any) -> None:
    assert recalling(explorer).place.text == "person:bob"
    assert explorer.shown == ["signed", "visit"]
    for older in (*OLDER[1:], OLDER[-1]):
        assert explorer.want(want.Ask(Asking.RECALL)).place.text == older
    assert explorer.state.prompt.text == ""


def test_typing_finds_an_older_query_without_case_and_accents_from_the_newest_on(explorer: Any) -> None:
    recalling(explorer)
    explorer.want(want.Ask(Asking.RECALL), want.Type("PERSON"))
    assert explorer.state.recalled == ("person:bob", "person:ann 2019")
    assert explorer.state.place.text == "person:bob"
    assert explorer.want(want.Ask(Asking.RECALL)).place.text == "person:ann 2019"
    assert explorer.want(want.Type("stad")).place.text == "Städte"
    assert explorer.state.typed == "stad"


def test_enter_takes_the_older_query_and_it_can_be_undone(explorer: Any) -> None:
    recalling(explorer)
    explorer.want(want.Ask(Asking.RECALL), want.KeepSearch())
    assert (explorer.state.prompt, explorer.state.searching) == (None, None)
    assert explorer.state.place.text == "is:disputed"
    assert explorer.shown == ["ties"]
    assert explorer.requests[-1] == requests.RememberQuery("is:disputed")
    assert explorer.want(want.Undo()).place.text == ""


@pytest.mark.parametrize("typed", ["", "sign", "sign (", "person:ann"])
def test_escape_gives_back_what_was_typed_and_escape_again_what_was_there(explorer: Any, typed: str) -> None:
    explorer.want(want.ToggleFlag(Flag.DISPUTED))
    before = explorer.state.place
    fault = explorer.want(want.OpenSearch(), want.Type(typed)).fault
    shown = explorer.shown
    explorer.want(want.Ask(Asking.RECALL), want.Recalled(OLDER), want.Type("bob"), want.Escape())
    assert explorer.state.place.text == typed
    assert explorer.state.searching is not None
    assert explorer.state.prompt is None
    assert (explorer.state.fault is None) is (fault is None)
    assert fault or explorer.shown == shown
    assert explorer.want(want.Escape()).place == before


def test_no_older_query_leaves_what_was_typed(explorer: Any) -> None:
    assert recalling(explorer, "sign", ()).place.text == "sign"
    assert explorer.want(want.Ask(Asking.RECALL)).place.text == "sign"
    assert explorer.want(want.KeepSearch()).place.text == "sign"


@pytest.mark.parametrize("leaving", [want.KeepSearch(), want.Escape()])
def test_a_faulty_text_stays_faulty_where_no_older_query_is_found(explorer: Any, leaving: want.Intent) -> None:
    recalling(explorer, "sign (", ())
    explorer.want(leaving)
    assert explorer.state.fault is not None
    assert requests.RememberQuery("sign (") not in explorer.requests


def test_the_newest_comes_first_the_second_time_too(explorer: Any) -> None:
    recalling(explorer)
    explorer.want(want.Escape(), want.Escape(), want.OpenSearch(), want.Type("visit"), want.KeepSearch())
    assert recalling(explorer, "", ("visit", *OLDER)).place.text == "visit"


def test_an_older_query_asked_for_while_a_date_is_typed_can_be_left_again(explorer: Any) -> None:
    before = explorer.state.place
    explorer.want(want.Ask(Asking.DATE), want.Type("1970"), want.Ask(Asking.RECALL), want.Recalled(OLDER))
    explorer.want(want.Escape(), want.Escape())
    assert explorer.state.place == before


_PROMPTS = (
    *(want.Ask(asking) for asking in Asking),
    *(want.Type(text) for text in ("", "20", "2019", "1066", "bob", "person:", "(", "zzz")),
    *(want.Focus(panel) for panel in Panel),
    want.Recalled(OLDER),
    want.Recalled(()),
    want.OpenSearch(),
    want.Complete(),
    want.KeepSearch(),
    want.Escape(),
    want.Move(1),
    want.Choose(),
    want.Back(),
    want.Sort(),
    want.ToggleTerm(-1),
    want.TurnChoice(),
    want.ShowHelp(),
    want.Scrolled(Panel.EVENTS, 2),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_PROMPTS), max_size=20))
def test_no_run_of_prompts_breaks_a_state(explorer: Any, run: list[want.Intent]) -> None:
    state = explorer.state
    for intent in run:
        state, _ = update(state, intent)
        assert state.result.query == state.place.query
        assert -1 <= state.position < len(state.rows)
        assert state.place.window == Bounds(*state.place.window)
        assert state.fault is None or state.is_typing
        for panel in (Panel.PEOPLE, Panel.SOURCES, Panel.TOPICS):
            assert state.mark(panel) < len(state.facet_rows(panel))
