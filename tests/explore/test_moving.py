from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline_tui.explore import intents as want
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import LAST_HIT, NO_HIT, NO_LINK, Overlay
from timeline_tui.explore.update import update
from timeline_tui.index.base import Order

QUERIES = st.sampled_from(("", "person:bob", "person:ann", "city", "is:planned", "2006.. | is:undated", "-city"))


def listed(explorer: Any) -> list[str]:
    return [event.id for event in explorer.state.index.events(explorer.state.rows)]


def test_the_list_goes_through_all_orders_and_the_cursor_stays_on_its_event(explorer: Any) -> None:
    explorer.want(want.MoveTo(2))
    seen = []
    for _ in Order:
        explorer.want(want.Sort())
        seen.append((explorer.state.place.order, explorer.state.notice.key, explorer.state.event.id))
    assert seen == [
        (Order.TITLE, "sorted-by-title", "signed"),
        (Order.SOURCES, "sorted-by-sources", "signed"),
        (Order.CLOSENESS, "sorted-by-closeness", "signed"),
        (Order.DATE, "sorted-by-date", "signed"),
    ]


def test_titles_are_sorted_as_they_read_in_the_language(explorer: Any) -> None:
    explorer.want(want.Sort())
    assert listed(explorer) == ["visit", "founded", "signed", "someday", "ties"]
    explorer.want(want.SwitchLanguage())
    assert listed(explorer) == ["visit", "ties", "founded", "someday", "signed"]


@pytest.mark.parametrize("order", list(Order))
def test_the_first_and_the_last_line_are_those_of_the_order(explorer: Any, order: Order) -> None:
    explorer.want(*[want.Sort()] * list(Order).index(order))
    explorer.want(want.MoveTo(0))
    assert explorer.state.event.id == listed(explorer)[0]
    assert explorer.want(want.Move(1)).event.id == listed(explorer)[1]
    assert explorer.want(want.MoveTo(-1)).event.id == listed(explorer)[-1]


def test_values_are_sorted_by_count_or_by_name_each_panel_for_itself(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.SOURCES), want.Move(1))
    cursor = explorer.state.mark_subject(Panel.SOURCES)
    explorer.want(want.Sort())
    assert explorer.state.notice.key == "sorted-by-name"
    assert explorer.state.mark_subject(Panel.SOURCES) == cursor
    assert explorer.state.sifting(Panel.SOURCES).by_name
    assert not explorer.state.sifting(Panel.PEOPLE).by_name
    assert explorer.state.place.order is Order.DATE
    assert explorer.want(want.Sort()).notice.key == "sorted-by-count"


def test_by_name_those_without_come_last_still(explorer: Any) -> None:
    explorer.want(want.Focus(Panel.PEOPLE), want.OpenSearch(), want.Type("visit"), want.KeepSearch())
    explorer.want(want.Focus(Panel.PEOPLE))
    assert [row.key for row in explorer.state.facet_rows(Panel.PEOPLE)] == ["bob", "ann", "cyd", ""]
    explorer.want(want.Sort())
    assert [row.key for row in explorer.state.facet_rows(Panel.PEOPLE)] == ["ann", "bob", "cyd", ""]


def test_time_is_measured_from_the_cursor_s_event_until_asked_again_on_it(explorer: Any) -> None:
    explorer.want(want.MoveTo(2), want.Measure())
    assert (explorer.state.place.origin, explorer.state.notice.key) == ("signed", "measured")
    explorer.want(want.Move(1), want.Measure())
    assert explorer.state.place.origin == "visit"
    explorer.want(want.Measure())
    assert (explorer.state.place.origin, explorer.state.notice.key) == ("", "measured-no-more")


def test_without_a_date_or_an_event_nothing_is_measured(explorer: Any) -> None:
    explorer.want(want.MoveTo(-1), want.Measure())
    assert (explorer.state.place.origin, explorer.state.notice.key) == ("", "no-date-to-measure")
    explorer.want(want.OpenSearch(), want.Type("zzz"), want.KeepSearch(), want.Measure())
    assert explorer.state.notice.key == "nothing-here"


def test_one_travels_to_any_place_and_back_and_stops_at_the_ends(explorer: Any) -> None:
    places = [explorer.state.place]
    for intent in (want.Open(), want.MoveTo(2, Panel.DETAIL, open=True), want.Focus(Panel.EVENTS), want.Choose()):
        explorer.want(intent)
    places = [*explorer.state.back, explorer.state.place]
    assert len(places) >= 3
    for by, there in (
        (-99, 0),
        (99, len(places) - 1),
        (-2, len(places) - 3),
        (1, len(places) - 2),
        (0, len(places) - 2),
    ):
        explorer.want(want.ShowTrail(), want.Travel(by))
        assert explorer.state.overlay is None
        assert explorer.state.place == places[there]
        assert [*explorer.state.back, explorer.state.place, *explorer.state.forward] == places


def test_the_trail_opens_and_closes(explorer: Any) -> None:
    assert explorer.want(want.ShowTrail()).overlay is Overlay.TRAIL
    assert explorer.want(want.ShowTrail()).overlay is None


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES, st.integers(0, 3), st.booleans(), st.integers(0, 4), st.sampled_from((1, -1)))
def test_hits_are_gone_through_in_the_order_of_the_list_and_around_its_end(
    explorer: Any, query: str, sorts: int, dim: bool, begin: int, by: int  # noqa: FBT001  # drawn
) -> None:  # fmt: skip
    state = explorer.state
    run: list[want.Intent] = [want.OpenSearch(), want.Type(query), want.KeepSearch(), *[want.Sort()] * sorts]
    run += [*[want.ToggleDim()] * dim, want.MoveTo(begin)]
    for intent in run:
        state, _ = update(state, intent)
    found = [row for row in state.rows if state.result.rows >> row & 1]
    start = state.position
    seen = []
    for _ in found:
        before = state.position
        state, _ = update(state, want.NextHit(by))
        assert state.result.rows >> state.rows[state.position] & 1
        wrapped = (state.position - before) * by <= 0
        if len(found) > 1:
            assert (state.notice is not None and state.notice.key == "wrapped") is wrapped
        seen.append(state.rows[state.position])
    assert sorted(seen) == sorted(found)
    if state.result.rows >> state.rows[start] & 1:
        assert state.position == start
        assert update(update(state, want.NextHit(by))[0], want.NextHit(-by))[0].position == start


def test_the_only_hit_is_around_the_end_both_ways(explorer: Any) -> None:
    explorer.want(want.OpenSearch(), want.Type("visit"), want.KeepSearch())
    assert explorer.want(want.NextHit(1)).notice.key == "wrapped"
    assert explorer.want(want.NextHit(-1)).notice is not None


def test_without_a_hit_there_is_nowhere_to_go(explorer: Any) -> None:
    for dims in ((), (want.ToggleDim(),)):
        explorer.want(want.OpenSearch(), want.Type("zzz"), want.KeepSearch(), *dims, want.NextHit(1))
        assert explorer.state.notice.key == "no-hits"


def test_what_was_in_sight_comes_back_with_the_place(explorer: Any) -> None:
    explorer.want(want.Scrolled(Panel.EVENTS, 3), want.Scrolled(Panel.DETAIL, 7), want.Open())
    explorer.want(want.Scrolled(Panel.DETAIL, 0), want.Scrolled(Panel.EVENTS, 1))
    assert dict(explorer.state.place.tops) == {Panel.EVENTS: 1, Panel.DETAIL: 0}
    explorer.want(want.Back())
    assert dict(explorer.state.place.tops) == {Panel.EVENTS: 3, Panel.DETAIL: 7}
    explorer.want(want.Forward())
    assert dict(explorer.state.place.tops) == {Panel.EVENTS: 1, Panel.DETAIL: 0}


def test_scrolling_is_quiet(explorer: Any) -> None:
    explorer.want(want.Escape(), want.Interrupt())
    before = explorer.state
    after = explorer.want(want.Scrolled(Panel.EVENTS, 3))
    assert (after.notice, after.leaving, after.back) == (before.notice, True, before.back)
    assert explorer.want(want.Scrolled(Panel.EVENTS, 3)) is after


def test_a_hit_in_the_detail_takes_the_place_of_a_link_and_the_other_way_round(explorer: Any) -> None:
    explorer.want(want.Open(), want.MoveTo(0, Panel.DETAIL), want.ToHit(2))
    assert (explorer.state.place.hit, explorer.state.place.link) == (2, NO_LINK)
    explorer.want(want.MoveTo(0, Panel.DETAIL))
    assert (explorer.state.place.hit, explorer.state.place.link) == (NO_HIT, 0)


@pytest.mark.parametrize("intent", [want.Focus(Panel.EVENTS), want.MoveTo(0, Panel.EVENTS), want.Type("x")])
def test_going_elsewhere_forgets_the_hit(explorer: Any, intent: want.Intent) -> None:
    explorer.want(want.Open(), want.ToHit(2), intent)
    assert explorer.state.place.hit == NO_HIT


@pytest.mark.parametrize(("by", "hit"), [(1, 0), (-1, LAST_HIT)])
def test_from_the_detail_the_next_event_is_entered_at_its_first_or_last_hit(explorer: Any, by: int, hit: int) -> None:
    explorer.want(want.OpenSearch(), want.Type("person:bob"), want.KeepSearch(), want.Open(), want.NextHit(by))
    assert explorer.state.place.panel is Panel.DETAIL
    assert explorer.state.place.hit == hit
    assert explorer.state.subject.key == explorer.state.event.id == "visit"
    explorer.want(want.Focus(Panel.EVENTS), want.NextHit(by))
    assert explorer.state.place.hit == NO_HIT
