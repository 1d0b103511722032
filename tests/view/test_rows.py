from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import asked, event
from timeline_tui.explore import intents as want
from timeline_tui.explore.intents import Intent
from timeline_tui.explore.panels import FACETS, Panel
from timeline_tui.explore.state import State, begin
from timeline_tui.explore.update import update
from timeline_tui.index.base import Index
from timeline_tui.index.fold import fold
from timeline_tui.model.problems import Problems
from timeline_tui.store.opening import open_timeline
from timeline_tui.view.lines import Line, Role, width_of
from timeline_tui.view.marks import bar, title_of
from timeline_tui.view.rows import (
    BELONGS,
    CHOSEN,
    CURSOR,
    CURSOR_AWAY,
    EXCLUDED,
    MAYBE,
    PART,
    empty_lines,
    event_line,
    facet_line,
)

SHIPPED = open_timeline(None).index
INDEX = asked(
    event("2006", "ties", title={"en": "Ties begin", "de": "Erste Bande"}, people=["ann"], tags=["city"]),
    event("2019-11-25", "signed", people=["ann", "bob"], related=[{"event": "ties", "as": "part-of"}]),
    event("2019~", "doubt", citations=[{"source": "a", "date": "2018"}, {"source": "b", "date": "2020"}]),
    event("2021", "plan", status="planned", citations=[{"source": "a"}]),
    event("2022", "off", status="cancelled"),
    event(None, "someday"),
    people=[{"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob"}],
)


def after(*intents: Intent, index: Index = INDEX, language: str = "en") -> State:
    state = begin(index, Problems(), language)
    for intent in intents:
        state, _ = update(state, intent)
    return state


def events(state: State, width: int) -> list[Line]:
    return [made for number in range(len(state.rows)) if (made := event_line(state, number, width))]


def facets(state: State, panel: Panel, width: int) -> list[Line]:
    lines = (facet_line(state, panel, number, width) for number in range(len(state.facet_rows(panel))))
    return [made for made in lines if made]


def line_of(state: State, name: str) -> str:
    return next(made.text for made in events(state, 60) if name in made.text)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("width", [*range(25, 201, 25), 200])
def test_every_line_of_a_list_is_as_wide_as_the_others_and_fits(width: int, language: str) -> None:
    state = after(index=SHIPPED, language=language)
    for lines in (events(state, width), *(facets(state, panel, width) for panel in FACETS)):
        (shared,) = {width_of(made.text) for made in lines}
        assert shared <= width


@pytest.mark.parametrize("width", [10, 18, 24])
def test_events_fit_a_narrow_list(width: int) -> None:
    assert all(width_of(made.text) <= width for made in events(after(index=SHIPPED), width))


@pytest.mark.parametrize(
    "width",
    [pytest.param(10), *range(11, 25)],
)
def test_facets_fit_a_narrow_panel(width: int) -> None:
    state = after(index=SHIPPED)
    assert all(width_of(made.text) <= width for panel in FACETS for made in facets(state, panel, width))


@given(st.integers(10, 200))
def test_advice_in_an_empty_list_fits(width: int) -> None:
    for state in (after(want.Type("zzz")), after(index=asked()), after(want.Type("zzz"), language="de")):
        assert all(width_of(made.text) <= width for made in empty_lines(state, width))


def test_advice_tells_an_empty_timeline_from_a_query_that_finds_nothing() -> None:
    none, nothing = empty_lines(after(index=asked()), 80), empty_lines(after(want.Type("zzz")), 80)
    assert [made.text for made in none] != [made.text for made in nothing]


@pytest.mark.parametrize("number", [-1, 6, 99])
def test_beyond_the_ends_of_a_list_there_is_no_line(number: int) -> None:
    assert event_line(after(), number, 60) is None
    assert facet_line(after(), Panel.PEOPLE, number, 60) is None


@pytest.mark.parametrize(
    ("name", "marks"),
    [("Ties", ""), ("doubt", "!  2s"), ("plan", "~ 1s"), ("off", "✗"), (f"{PART} signed", ""), ("someday", "")],
)
def test_marks_say_what_an_event_is(name: str, marks: str) -> None:
    text = line_of(after(), name)
    assert text.partition(name)[2].removeprefix(" begin").strip() == marks


@pytest.mark.parametrize(("language", "title"), [("en", "Ties begin"), ("de", "Erste Bande"), ("ja", "Ties begin")])
def test_titles_are_in_the_language_asked_for(language: str, title: str) -> None:
    assert title_of(INDEX.events([0])[0], language) == title
    assert title in events(after(language=language), 60)[0].text


def test_an_event_without_a_title_is_called_by_its_id() -> None:
    assert title_of(event(None, "signed", title=""), "en") == "signed"


@pytest.mark.parametrize("panel", list(Panel))
def test_the_cursor_stands_on_one_line_of_each_list_and_shows_where_the_focus_is(panel: Panel) -> None:
    state = after(want.Move(2), want.Focus(panel))
    for here, lines in ((Panel.EVENTS, events(state, 60)), *((each, facets(state, each, 40)) for each in FACETS)):
        signs = [made.text[0] for made in lines]
        if not signs:
            continue
        sign = CURSOR if here is panel else CURSOR_AWAY
        assert sorted({*signs} - {" "}) == [sign]
        assert signs.count(sign) == 1
        assert {made.role for made in lines if made.text[0] == sign} <= {Role.CURSOR, Role.CURSOR_OFF}


@pytest.mark.parametrize("typed", ["ties", "SIGN", "bégin", "begin | plan", "title:off", "dou"])
def test_what_was_searched_for_is_marked_in_every_title_that_has_it(typed: str) -> None:
    state = after(want.Type(typed))
    wanted = {fold(piece.removeprefix("title:")) for piece in typed.split(" | ")}
    assert state.rows
    for made in events(state, 60):
        marked = {fold(piece.text) for piece in made.segments if piece.role is Role.HIT}
        assert marked
        assert marked <= wanted


def test_without_a_search_nothing_is_marked() -> None:
    assert not [piece for made in events(after(), 60) for piece in made.segments if piece.role is Role.HIT]


def test_an_event_that_only_may_lie_where_the_query_asks_is_marked() -> None:
    state = after(want.Type("date:2019..2020"))
    assert [made.text[1] == MAYBE for made in events(state, 60)] == ["doubt" in made.text for made in events(state, 60)]
    assert len(state.rows) == 2


def test_events_of_the_person_under_the_cursor_are_marked() -> None:
    state = after(want.Focus(Panel.PEOPLE))
    assert [title_of(INDEX.events([row])[0], "en") for row in state.rows if BELONGS in events(state, 60)[row].text] == [
        "Ties begin",
        "signed",
    ]


def test_people_of_the_event_under_the_cursor_are_marked() -> None:
    belongs = [made.text[1] for made in facets(after(want.MoveTo(0)), Panel.PEOPLE, 40)]
    assert belongs == [BELONGS, " ", " "]


def test_what_does_not_match_is_dimmed_where_it_is_not_hidden() -> None:
    state = after(want.Type("signed"), want.KeepSearch(), want.ToggleDim())
    assert [made.role is Role.DIM for made in events(state, 60)] == ["signed" not in m.text for m in events(state, 60)]


@pytest.mark.parametrize(
    ("intent", "mark", "role"),
    [(want.Choose(), CHOSEN, Role.CHOSEN), (want.Exclude(), EXCLUDED, Role.EXCLUDED)],
)
def test_a_choice_is_marked_and_counted_on(intent: Any, mark: str, role: Role) -> None:
    state = after(want.Focus(Panel.PEOPLE), intent)
    lines = facets(state, Panel.PEOPLE, 40)
    (made,) = (each for each in lines if each.text[1] == mark)
    assert "Ann" in made.text
    assert {piece.text for piece in made.segments if piece.role is role} == {mark, "Ann"}


def test_a_value_is_told_with_its_count_or_a_dot_for_none() -> None:
    for typed, wanted in (("", ["2", "1", "4"]), ("id:ties", ["1", "·", "·"])):
        lines = facets(after(want.Type(typed)), Panel.PEOPLE, 40)
        assert [made.text.split()[-1] for made in lines] == wanted


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 40))
def test_a_bar_fills_its_width_at_the_most_and_is_never_empty_for_a_count(one: int, other: int, width: int) -> None:
    count, most = sorted((one, other))
    drawn = bar(count, most, width)
    assert width_of(drawn) == width
    assert bool(drawn.strip()) is (count > 0 and width > 0)
    if count == most > 0:
        assert " " not in drawn
    assert len(drawn.rstrip()) <= len(bar(min(count + 1, most), most, width).rstrip())
    assert drawn.rstrip() == drawn.replace(" ", "")


@pytest.mark.parametrize(("language", "count"), [("en", "1,200"), ("de", "1.200")])
def test_counts_are_written_as_in_the_language_of_the_screen(language: str, count: str) -> None:
    index = asked(*(event("2019", f"e{number}", people=["ann"]) for number in range(1_200)))
    first = facet_line(after(index=index, language=language), Panel.PEOPLE, 0, 40)
    assert first
    assert first.text.endswith(f" {count}")
