import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_tui.explore import intents as want
from timeline_tui.explore.intents import Intent, Travel, UseLook
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import State, begin
from timeline_tui.explore.subjects import Subject
from timeline_tui.explore.update import update
from timeline_tui.index.base import Flag
from timeline_tui.index.facets import Facet
from timeline_tui.model.look import Look
from timeline_tui.model.problems import Problems
from timeline_tui.model.text import in_language
from timeline_tui.store.opening import open_timeline
from timeline_tui.view.lines import Line, width_of
from timeline_tui.view.trail import BETWEEN, HERE, crumb_line, look_lines, trail_lines

SHIPPED = open_timeline(None).index
STEPS = (
    want.ToggleFlag(Flag.DISPUTED),
    want.Show(Subject(Facet.PERSON, "keiichi-aizawa")),
    want.Show(Subject(None, "partnership-signed")),
    want.Show(Subject(Facet.PERSON, "")),
    want.Focus(Panel.TIME),
    want.Open(),
    want.ClearQuery(),
    want.Choose(),
    want.Back(),
    want.Back(),
    want.Forward(),
    want.SwitchLanguage(),
)
RUNS = st.lists(st.sampled_from(STEPS), max_size=15)


def after(*intents: Intent) -> State:
    state = begin(SHIPPED, Problems(), "en")
    for intent in intents:
        state, _ = update(state, intent)
    return state


def intent_of(made: Line) -> Intent:
    (intent,) = {piece.intent for piece in made.segments}
    assert intent is not None
    return intent


def test_at_the_beginning_there_is_no_way_back_to_tell() -> None:
    assert crumb_line(after(), 80) == ""
    (only,) = trail_lines(after(), 80)
    assert only.text.startswith(HERE)


def test_places_are_told_by_what_was_new_there() -> None:
    state = after(
        want.ToggleFlag(Flag.DISPUTED),
        want.Show(Subject(Facet.PERSON, "keiichi-aizawa")),
        want.Focus(Panel.TIME),
        want.Open(),
    )
    assert crumb_line(state, 200) == BETWEEN.join(("all events", "is:disputed", "Keiichi Aizawa", "Time"))
    assert crumb_line(state, 25).endswith("Time")


def test_the_trail_speaks_the_language_of_the_screen_wherever_one_has_been() -> None:
    state = after(
        want.Focus(Panel.TIME),
        want.Open(),
        want.ToggleFlag(Flag.DISPUTED),
        want.Show(Subject(Facet.PERSON, "")),
        want.SwitchLanguage(),
    )
    crumbs = ("alle Ereignisse", "Zeit", "is:disputed", "keine Person genannt")
    assert crumb_line(state, 200) == BETWEEN.join(crumbs)
    told = [made.text for made in trail_lines(state, 200)]
    assert all(crumb in line for crumb, line in zip(crumbs, told, strict=True))
    assert "all events" not in " ".join(told)
    (event,) = SHIPPED.events([SHIPPED.row(state.back[0].event) or 0])
    assert in_language(event.title, "de") in told[0]


@settings(max_examples=60)
@given(RUNS, st.integers(1, 120))
def test_the_last_places_keep_to_the_width(run: list[Intent], width: int) -> None:
    assert width_of(crumb_line(after(*run), width)) <= width


@settings(max_examples=60)
@given(RUNS, st.integers(20, 160))
def test_every_line_of_the_trail_leads_where_it_says(run: list[Intent], width: int) -> None:
    state = after(*run)
    places = (*state.back, state.place, *state.forward)
    lines = trail_lines(state, width)
    assert len(lines) == len(places)
    assert [made.text.startswith(HERE) for made in lines].count(True) == 1
    for made, place in zip(lines, places, strict=True):
        assert width_of(made.text) <= width
        there, requests = update(state, intent_of(made))
        assert there.place == place
        assert requests == ()
        assert made.text.startswith(HERE) is (intent_of(made) == Travel(0))


@pytest.mark.parametrize("width", [20, 40, 80])
def test_saved_views_are_listed_with_what_they_ask(width: int) -> None:
    state, _ = update(
        after(), want.LooksRead({"筑波": Look(query="person:eisk", order="title", window="2019..2020"), "all": Look()})
    )
    lines = look_lines(state, width)
    assert [intent_of(made) for made in lines] == [UseLook("筑波"), UseLook("all")]
    assert [made.text for made in lines if width_of(made.text) > width] == []
    if width == 80:
        assert "person:eisk · by title · 2019..2020" in lines[0].text
        assert "all events" in lines[1].text


def test_where_no_view_is_saved_it_says_how_to() -> None:
    told = " ".join(made.text for made in look_lines(after(), 200))
    assert "No view is saved yet" in told
    assert "--view" in told
