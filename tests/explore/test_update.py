"""What each intent leads to, told without a screen."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline_tui.explore import intents as want
from timeline_tui.explore import requests
from timeline_tui.explore.filters import NONE
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import Overlay, State
from timeline_tui.explore.subjects import Subject
from timeline_tui.explore.update import update
from timeline_tui.index.base import Flag
from timeline_tui.index.facets import Facet
from timeline_tui.index.scan import ScanIndex
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import start_of
from timeline_tui.model.problems import Problem, Problems, Severity
from timeline_tui.model.records import replace
from timeline_tui.query.syntax import parse


def test_it_begins_at_the_first_event_of_the_window(explorer: Any) -> None:
    assert explorer.state.place.event == "ties"
    assert explorer.state.place.window == Bounds(start_of(2005), start_of(2026))
    assert explorer.state.place.panel is Panel.EVENTS


def test_the_cursor_stops_at_both_ends(explorer: Any) -> None:
    assert explorer.want(want.Move(-9)).event.id == "founded"
    assert explorer.want(want.Move(99)).event.id == "someday"
    assert explorer.want(want.MoveTo(0)).event.id == "founded"
    assert explorer.want(want.MoveTo(-1)).event.id == "someday"


def test_pages_are_as_long_as_the_panel(explorer: Any) -> None:
    explorer.want(want.Resized(Panel.EVENTS, 4), want.MoveTo(0), want.MovePage(1))
    assert explorer.state.position == 2
    assert explorer.want(want.MovePage(-2)).position == 0


def test_choosing_a_person_writes_the_query(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE), want.Choose())
    assert explorer.state.place.text == "person:=ann"
    assert explorer.shown == ["ties", "signed"]


def test_several_values_of_a_facet_are_any_of(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE), want.Choose(), want.Move(1), want.Choose())
    assert explorer.state.place.text == "person:=ann,=bob"
    assert explorer.shown == ["ties", "signed", "visit"]
    assert explorer.want(want.Choose()).place.text == "person:=ann"
    explorer.want(want.Move(-1), want.Choose())
    assert explorer.state.place.text == ""


def test_a_facet_keeps_the_counts_of_its_own_alternatives(explorer: Any) -> None:
    before = [(row.key, row.count) for row in explorer.state.facet_rows(Panel.PEOPLE)]
    explorer.want(want.Focus(Panel.PEOPLE), want.Choose())
    assert [(row.key, row.count) for row in explorer.state.facet_rows(Panel.PEOPLE)] == before
    assert {row.key: row.count for row in explorer.state.facet_rows(Panel.SOURCES)} == {"blog": 2, "press": 1, NONE: 0}


def test_excluding_takes_the_place_of_choosing(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE), want.Choose(), want.Exclude())
    assert explorer.state.place.text == "-person:=ann"
    assert explorer.shown == ["founded", "visit", "someday"]
    assert explorer.want(want.Exclude()).place.text == ""


def test_excluding_moves_no_line_under_the_cursor(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE))
    before = [row.key for row in explorer.state.facet_rows(Panel.PEOPLE)]
    explorer.want(want.Exclude(), want.Move(1), want.Exclude())
    assert explorer.state.place.text == f"-person:={before[0]},={before[1]}"
    lines = explorer.state.facet_rows(Panel.PEOPLE)
    assert [row.key for row in lines] == before
    assert [(row.count, row.excluded) for row in lines] == [(0, True), (0, True), (1, False), (1, False)]


def test_space_on_an_event_asks_for_the_year_around_it(explorer: Any) -> None:
    explorer.want(want.Move(1), want.Choose())
    assert explorer.state.place.text == "near:signed,1y"
    assert explorer.shown == ["signed"]
    assert explorer.want(want.Choose()).place.text == ""


def test_typing_shows_at_once_and_enter_keeps(explorer: Any) -> None:
    explorer.want(want.OpenSearch(), want.Type("stadte"))
    assert explorer.shown == ["visit"]
    explorer.want(want.KeepSearch())
    assert explorer.state.searching is None
    assert explorer.state.place.text == "stadte"
    assert explorer.state.event.id == "visit"


def test_tab_goes_on_with_what_is_meant(explorer: Any) -> None:
    explorer.want(want.OpenSearch(), want.Type("an"), want.Complete())
    assert explorer.state.place.text == "person:=ann "
    assert explorer.shown == ["ties", "signed"]
    explorer.want(want.Type("person:=ann ,bo"), want.Complete())
    assert explorer.state.place.text == "person:=ann ,=bob "
    explorer.want(want.Type("perso"), want.Complete())
    assert explorer.state.place.text == "person:"
    explorer.want(want.Type("person:=ann "), want.Complete())
    assert explorer.state.notice.key == "no-completion"


def test_escape_puts_the_query_back_as_it_was(explorer: Any) -> None:
    explorer.want(want.ToggleFlag(Flag.DISPUTED))
    before = explorer.state.place
    explorer.want(want.OpenSearch(), want.Type("is:disputed nothing"), want.Move(3), want.Escape())
    assert explorer.state.place == before
    assert explorer.shown == ["ties"]


def test_what_is_typed_after_a_panels_filter_is_a_word_of_its_own(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE), want.Choose(), want.OpenSearch())
    assert explorer.state.place.text == "person:=ann "
    assert explorer.want(want.KeepSearch()).place.text == "person:=ann"
    explorer.want(want.OpenSearch(), want.OpenSearch())
    assert (
        explorer.want(want.Type(f"{explorer.state.place.text}sign"), want.KeepSearch()).place.text == "person:=ann sign"
    )
    assert explorer.shown == ["signed"]


def test_a_fault_keeps_the_last_good_result_and_the_typed_text(explorer: Any) -> None:
    explorer.want(want.OpenSearch(), want.Type("sign"), want.Type("sign (x"))
    assert explorer.state.place.text == "sign (x"
    assert explorer.state.fault.column == 6
    assert explorer.shown == ["signed"]
    explorer.want(want.KeepSearch())
    assert explorer.state.searching is not None


def test_going_elsewhere_while_typing_keeps_what_was_found(explorer: Any) -> None:
    explorer.want(want.OpenSearch(), want.Type("sign"), want.Type("sign ("), want.Focus(Panel.PEOPLE))
    assert explorer.state.searching is None
    assert explorer.state.fault is None
    assert explorer.state.place.text == "sign"
    assert explorer.state.place.panel is Panel.PEOPLE


def test_the_list_moves_while_one_types(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE), want.OpenSearch(), want.Move(1))
    assert explorer.state.event.id == "signed"
    assert explorer.state.searching is not None


def test_undo_and_redo_walk_the_filters(explorer: Any) -> None:
    explorer.want(want.ToggleFlag(Flag.DISPUTED), want.ClearQuery(), want.Undo())
    assert explorer.state.place.text == "is:disputed"
    assert explorer.want(want.Undo()).place.text == ""
    assert explorer.want(want.Redo(), want.Redo()).place.text == ""
    assert explorer.want(want.Redo()).notice.key == "no-redo"


def test_going_back_after_undoing_leads_to_what_looks_different(explorer: Any) -> None:
    explorer.want(want.OpenSearch(), want.Type("an"), want.KeepSearch(), want.ClearQuery(), want.Undo())
    assert explorer.state.place.text == "an"
    assert explorer.want(want.Back()).place.text == ""
    explorer.want(want.Forward(), want.Redo())
    assert explorer.state.place.text == ""
    assert explorer.want(want.Back()).place.text == "an"


def test_undo_after_going_back_undoes_what_still_differs(explorer: Any) -> None:
    explorer.want(want.ToggleFlag(Flag.DISPUTED), want.ToggleFlag(Flag.PLANNED), want.Back())
    assert explorer.state.place.text == "is:disputed"
    assert explorer.want(want.Undo()).place.text == ""
    assert explorer.want(want.Redo()).place.text == "is:disputed"


def test_a_query_that_would_grow_too_long_is_refused(explorer: Any) -> None:
    explorer.want(want.OpenSearch(), want.Type(f'"{"x" * 1990}"'), want.KeepSearch())
    before = explorer.state.place.text
    explorer.want(want.Focus(Panel.PEOPLE), want.Choose())
    assert explorer.state.place.text == before
    assert explorer.state.notice.key == "query-too-long"
    assert explorer.want(want.Undo()).place.text == ""


def test_a_reload_that_drops_the_selected_event_stays_near_it(explorer: Any, index: ScanIndex) -> None:
    explorer.want(want.MoveTo(3))
    kept = tuple(event for event in index.timeline.events if event.id != "visit")
    explorer.want(want.Loaded(ScanIndex(replace(index.timeline, events=kept)), Problems()))
    assert explorer.state.event.id == "someday"


def test_moving_the_window_takes_the_axis_s_cursor_along(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.TIME), want.Pan(30))
    window = explorer.state.place.window
    assert explorer.state.unit.floor(window.start) <= explorer.state.place.moment < window.end


def test_pages_move_the_list_while_one_types(explorer: Any) -> None:
    explorer.want(want.MoveTo(0), want.Focus(Panel.SOURCES), want.OpenSearch(), want.MovePage(2))
    assert explorer.state.event.id == "someday"


def test_a_record_without_links_stays_in_the_detail(explorer: Any) -> None:
    explorer.want(want.Show(Subject(Facet.PERSON, "nobody")), want.MoveTo(-1))
    assert explorer.state.subject == Subject(Facet.PERSON, "nobody")


def test_an_event_filtered_out_leaves_the_cursor_on_the_nearest_and_comes_back(explorer: Any) -> None:
    explorer.want(want.MoveTo(3), want.OpenSearch(), want.Type("sign"))
    assert explorer.state.event.id == "signed"
    explorer.want(want.Type(""))
    assert explorer.state.event.id == "visit"


def test_back_restores_filter_cursor_panel_and_window(explorer: Any) -> None:
    explorer.want(want.Move(1), want.Zoom(2))
    before = explorer.state.place
    explorer.want(want.Open(), want.ToggleFlag(Flag.DISPUTED), want.Back(), want.Back())
    assert explorer.state.place == before
    explorer.want(want.Forward(), want.Forward())
    assert explorer.shown == ["ties"]
    assert explorer.state.place.panel is Panel.DETAIL


def test_a_link_leads_on_and_its_cursor_goes_along(explorer: Any) -> None:
    explorer.want(want.Move(1), want.Open(), want.Open())
    assert explorer.state.notice.key == "no-link"
    explorer.want(want.Move(2), want.Open())
    assert explorer.state.subject == Subject(Facet.PERSON, "bob")
    explorer.want(want.Focus(Panel.PEOPLE))
    assert explorer.state.mark_subject(Panel.PEOPLE) == Subject(Facet.PERSON, "bob")


def test_relations_are_followed_both_ways(explorer: Any) -> None:
    explorer.want(want.Open())
    back = [link for link in explorer.state.links if link.relation]
    assert [(link.subject.key, link.relation) for link in back] == [("signed", "see-of-this")]


def test_next_hit_goes_around_the_end_also_among_dimmed_events(explorer: Any) -> None:
    explorer.want(want.ToggleDim(), want.OpenSearch(), want.Type("person:bob"), want.KeepSearch())
    assert len(explorer.state.rows) == 5
    assert explorer.want(want.MoveTo(0), want.NextHit(1)).event.id == "signed"
    assert explorer.want(want.NextHit(1)).event.id == "visit"
    assert explorer.want(want.NextHit(1)).event.id == "signed"
    assert explorer.state.notice.key == "wrapped"
    assert explorer.want(want.NextHit(-1)).event.id == "visit"


def test_a_range_on_the_axis_becomes_one_date_filter(explorer: Any) -> None:
    explorer.want(want.MoveTo(2), want.Focus(Panel.TIME), want.StartSpan(), want.Across(3), want.Choose())
    assert explorer.state.place.text == "date:2019..2022"
    assert explorer.shown == ["signed", "visit"]
    explorer.want(want.ChooseSpan(start_of(2006), start_of(2007)))
    assert explorer.state.place.text == "date:2006..2007"
    explorer.want(want.ChooseSpan(start_of(2006), start_of(2007)))
    assert explorer.state.place.text == ""


def test_moving_on_the_axis_pulls_the_window_along(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.TIME), want.Across(-30))
    assert explorer.state.place.window.start == explorer.state.place.moment


def test_zoom_keeps_the_selected_event_in_sight(explorer: Any) -> None:
    explorer.want(want.MoveTo(2), want.Zoom(6))
    moment = start_of(2019, 11, 25)
    assert explorer.state.place.window.start <= moment < explorer.state.place.window.end
    assert explorer.want(want.ZoomAll()).place.window == Bounds(start_of(2005), start_of(2026))


def test_zooming_out_shows_more_on_both_sides(explorer: Any) -> None:
    before = explorer.want(want.Move(0), want.Focus(Panel.TIME), want.Move(-99)).place.window
    after = explorer.want(want.Zoom(-1)).place.window
    assert after.start < before.start < before.end < after.end


def test_escape_goes_up_step_by_step_and_never_out(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE), want.Open(), want.ShowHelp())
    assert explorer.want(want.Escape()).overlay is None
    assert explorer.want(want.Escape()).place.panel is Panel.PEOPLE
    assert explorer.want(want.Escape()).place.panel is Panel.EVENTS
    explorer.want(want.Escape(), want.Escape())
    assert explorer.requests == []


def test_q_closes_first_and_quits_then(explorer: Any) -> None:
    explorer.want(want.Open(), want.ShowHelp(), want.Close(), want.Close())
    assert explorer.requests == []
    explorer.want(want.Close())
    assert explorer.requests == [requests.Quit()]


def test_an_interrupt_must_come_twice_in_a_row(explorer: Any) -> None:
    explorer.want(want.Interrupt(), want.Move(1), want.Interrupt())
    assert explorer.requests == []
    explorer.want(want.Interrupt())
    assert explorer.requests == [requests.Quit()]


def test_a_source_without_a_page_shows_its_record(explorer: Any) -> None:
    explorer.want(want.Move(1), want.OpenSource())
    assert explorer.state.subject == Subject(Facet.SOURCE, "blog")
    assert explorer.requests == []
    explorer.want(want.Show(Subject(Facet.SOURCE, "press")), want.OpenSource())
    assert explorer.requests == [requests.OpenUrl("https://example.org/p")]


def test_the_language_is_switched_and_remembered(explorer: Any) -> None:
    explorer.want(want.SwitchLanguage())
    assert explorer.state.place.language == "de"
    assert explorer.requests == [requests.RememberLanguage("de")]


def test_going_back_over_a_request_does_not_repeat_it(explorer: Any) -> None:
    explorer.want(want.CopySubject(), want.Open(), want.Back(), want.Forward())
    assert explorer.requests == [requests.Copy(Subject(None, "ties"))]


def test_after_a_reload_places_are_asked_anew(explorer: Any, index: ScanIndex) -> None:
    explorer.want(want.ToggleFlag(Flag.DISPUTED))
    problems = Problems((Problem(Severity.WARNING, "x", "y"),))
    smaller = ScanIndex(replace(index.timeline, events=index.timeline.events[:1]))
    explorer.want(want.Loaded(smaller, problems))
    assert explorer.state.place.text == "is:disputed"
    assert explorer.shown == []
    assert explorer.state.position == -1
    assert explorer.want(want.ShowProblems()).overlay is Overlay.PROBLEMS


def beginning(explorer: Any, index: ScanIndex) -> ScanIndex:
    """The explorer sees the first event of a file that is being read."""
    first = ScanIndex(replace(index.timeline, events=index.timeline.events[:1]))
    explorer.want(want.Loaded(first, Problems(), partial=True))
    return first


FAULTY = Problems((Problem(Severity.ERROR, "x", "y"),))


def test_the_beginning_of_a_file_is_known_as_that_until_all_is_there(explorer: Any, index: ScanIndex) -> None:
    beginning(explorer, index)
    assert explorer.state.partial
    assert explorer.state.reading == want.Reading(0, 1, 0, 0)
    assert explorer.state.notice is None
    explorer.want(want.Loaded(index, FAULTY))
    assert not explorer.state.partial
    assert explorer.state.reading is None
    assert explorer.state.notice is None, "what is wrong with the file is told there instead"


def test_reading_can_be_stopped_before_anything_is_known_of_it(explorer: Any, index: ScanIndex) -> None:
    beginning(explorer, index)
    explorer.want(want.StopReading(), want.ReadingEnded("reading was stopped"))
    assert explorer.requests == [requests.StopReading()]
    assert explorer.state.partial
    assert explorer.state.notice.key == "reading-stopped"


def test_reading_that_ends_too_early_says_why_and_what_is_shown_is_still_the_beginning(
    explorer: Any, index: ScanIndex
) -> None:
    beginning(explorer, index)
    explorer.want(want.ReadingEnded("stopped by the system"))
    assert explorer.state.partial
    assert explorer.state.reading is None
    assert explorer.state.notice.detail == "stopped by the system"


def test_a_file_that_has_grown_is_called_that_until_it_was_read_again(explorer: Any, index: ScanIndex) -> None:
    explorer.want(want.Move(1))
    before = explorer.state
    explorer.want(want.Grown())
    assert explorer.state.grown
    explorer.want(want.Loaded(index, Problems(), partial=True))
    assert (explorer.state.grown, explorer.state.place) == (False, before.place)
    assert explorer.state.result is before.result, "the same index has the same answers"


def test_a_file_that_was_read_again_says_whether_it_has_faults(explorer: Any, index: ScanIndex) -> None:
    assert explorer.want(want.Loaded(index, Problems())).notice.key == "reloaded"
    assert explorer.want(want.Loaded(index, FAULTY)).notice.key == "reloaded-faulty"


@pytest.mark.parametrize("panel", list(Panel))
def test_every_panel_can_be_focused_and_left(explorer: Any, panel: Panel) -> None:
    assert explorer.want(want.Focus(panel)).place.panel is panel
    explorer.want(want.Escape(), want.Escape())
    assert explorer.state.place.panel is Panel.EVENTS


def test_an_empty_timeline_can_be_explored(index: ScanIndex, explorer: Any) -> None:
    empty = ScanIndex(replace(index.timeline, events=(), window=None))
    explorer.want(want.Loaded(empty, Problems()))
    for intent in _EVERY_INTENT:
        explorer.want(intent)
    assert explorer.state.position == -1


_TEXTS = ("", "sign", "person:bob", "is:disputed", "(", "person:", "2019", "-sign | bob", "date:2020..", "zzz")
_EVERY_INTENT = (
    *(want.Move(by) for by in (-1, 1, 7)),
    *(want.Move(1, panel) for panel in Panel),
    *(want.MoveTo(line, panel, open=opens) for line in (0, 2, -1, 99) for panel in Panel for opens in (False, True)),
    *(want.Focus(panel) for panel in Panel),
    *(want.Type(text) for text in _TEXTS),
    *(want.Across(by) for by in (-1, 1)),
    *(want.NextHit(by) for by in (-1, 1)),
    *(want.Zoom(by) for by in (-3, 1)),
    *(want.RemoveTerm(position) for position in (-1, 0, 5)),
    want.MovePage(2),
    want.FocusNext(1),
    want.FocusNext(-1),
    want.Choose(),
    want.Exclude(),
    want.ChooseSpan(start_of(2006), start_of(2010)),
    want.StartSpan(),
    want.ToggleFlag(Flag.DISPUTED),
    want.ClearQuery(),
    want.OpenSearch(),
    want.Complete(),
    want.KeepSearch(),
    want.DropSearch(),
    want.Open(),
    want.Show(Subject(None, "gone")),
    want.Show(Subject(Facet.PERSON, "nobody")),
    want.Show(Subject(Facet.SOURCE, "blog")),
    want.Back(),
    want.Forward(),
    want.Undo(),
    want.Redo(),
    want.ToggleDim(),
    want.Pan(1),
    want.ZoomAll(),
    want.SwitchLanguage(),
    want.ShowHelp(),
    want.ShowProblems(),
    want.OpenPalette(),
    want.ShowEvidence(),
    want.Escape(),
    want.Close(),
    want.Interrupt(),
    want.CopySubject(),
    want.OpenSource(),
    want.Reload(),
    want.Resized(Panel.EVENTS, 3),
    want.Told("failed", "x"),
)


def _holds(state: State) -> None:
    place = state.place
    assert state.result.query == place.query
    assert state.fault is not None or parse(place.text) == place.query
    assert -1 <= state.position < len(state.rows)
    assert (state.position == -1) is (len(state.rows) == 0)
    assert place.window.start < place.window.end
    assert state.span.start < state.span.end
    assert state.fault is None or state.searching is not None
    for panel in (Panel.PEOPLE, Panel.SOURCES, Panel.TOPICS):
        assert state.mark(panel) < len(state.facet_rows(panel))
    assert sum(count for count in state.result.hidden) >= 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_EVERY_INTENT), max_size=25))
def test_no_run_of_intents_breaks_a_state(explorer: Any, run: list[want.Intent]) -> None:
    state = explorer.state
    for intent in run:
        state, _ = update(state, intent)
        _holds(state)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_EVERY_INTENT), max_size=15))
def test_back_undoes_every_jump(explorer: Any, run: list[want.Intent]) -> None:
    state = explorer.state
    for intent in run:
        before = state
        state, _ = update(state, intent)
        if len(state.back) == len(before.back) + 1 and state.searching is None and before.searching is None:
            returned, _ = update(state, want.Back())
            assert returned.place == state.back[-1]
            again, _ = update(returned, want.Forward())
            assert again.place == state.place
