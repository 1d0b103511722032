import shlex
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from timeline_tui.cli import explore
from timeline_tui.cli.main import door
from timeline_tui.explore import intents as want
from timeline_tui.explore import requests
from timeline_tui.explore.intents import Intent
from timeline_tui.explore.looks import begin_with, command_of, look_at, look_of
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import Overlay, State, begin
from timeline_tui.explore.subjects import Subject
from timeline_tui.explore.update import update
from timeline_tui.index.base import Flag, Order
from timeline_tui.index.facets import Facet
from timeline_tui.index.scan import ScanIndex
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import start_of
from timeline_tui.model.look import Look
from timeline_tui.model.problems import Problems

SOME = (
    *(want.Type(text) for text in ("", "person:ann", '"a visit" | -city', "2019..", "off:(a | b) is:disputed", "zzz")),
    *(want.Focus(panel) for panel in Panel),
    *(want.MoveTo(line) for line in (0, 2, -1)),
    *(want.Zoom(by) for by in (-2, -1, 1, 3)),
    want.KeepSearch(),
    want.Pan(1),
    want.Pan(-3),
    want.Sort(),
    want.Choose(),
    want.TurnChoice(),
    want.ToggleTerm(-1),
    want.ToggleDim(),
    want.ToggleFlag(Flag.DISPUTED),
    want.SwitchLanguage(),
    want.NextHit(1),
    want.Measure(),
)


def ids(state: State) -> list[str]:
    return [event.id for event in state.index.events(state.rows)]


def same(one: State, other: State) -> bool:
    return all(
        getattr(one.place, name) == getattr(other.place, name)
        for name in ("query", "window", "panel", "language", "dim", "order", "origin")
    ) and (ids(one), one.event) == (ids(other), other.event)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SOME), max_size=12))
def test_a_look_taken_up_again_looks_the_same(explorer: Any, run: list[Intent]) -> None:
    state = explorer.state
    for intent in run:
        state, _ = update(state, intent)
    state, _ = update(state, want.Focus(state.place.panel))
    assume(start_of(-9999) <= state.place.window.start and state.place.window.end <= start_of(10_000))
    again = look_at(begin(state.index, Problems(), "en"), look_of(state))
    assert again.notice is None
    assert same(again, state)
    assert look_of(again) == look_of(state)


def test_what_is_as_at_first_is_left_out(explorer: Any) -> None:
    assert look_of(explorer.state) == Look(event="ties", language="en")


def test_a_first_state_has_nowhere_to_go_back_to(explorer: Any) -> None:
    begun = begin_with(explorer.state, Look(query="person:ann", order="title", panel="time", dim=True))
    assert (begun.back, begun.done, begun.place.panel) == ((), (), Panel.TIME)
    assert update(begun, want.Undo())[0].place.text == "person:ann"
    assert begin_with(explorer.state, Look()) is explorer.state


@pytest.mark.parametrize(
    ("look", "notice", "detail"),
    [
        (Look(query="sign ("), "look-query", "sign ("),
        (Look(query="is:nothing"), "look-query", "is:nothing"),
        (Look(window="someday"), "look-window", "someday"),
        (Look(window="2019.."), "look-window", "2019.."),
        (Look(window="2019 2020"), "look-window", "2019 2020"),
        (Look(window="2022..2019"), "look-window", "2022..2019"),
        (Look(window=")"), "look-window", ")"),
        (Look(event="gone"), "look-event", "gone"),
        (Look(query="(", window="(", event="("), "look-query", "("),
    ],
)
def test_what_cannot_be_followed_is_told_and_the_rest_is_done(
    explorer: Any, look: Look, notice: str, detail: str
) -> None:
    state = look_at(explorer.state, replace(look, dim=True, order="title", panel="people"))
    assert state.notice is not None
    assert state.notice.key == notice
    assert detail in state.notice.detail
    assert (state.place.dim, state.place.order, state.place.panel) == (True, Order.TITLE, Panel.PEOPLE)
    assert ids(state)
    assert state.place.window == explorer.state.place.window


@pytest.mark.parametrize("look", [Look(order="sideways"), Look(panel="sideways"), Look(language="sideways")])
def test_words_that_nobody_knows_are_passed_over(explorer: Any, look: Look) -> None:
    assert same(look_at(explorer.state, look), explorer.state)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.builds(Look, *[st.text(max_size=12)] * 6, st.booleans()))
def test_no_look_however_odd_breaks_a_state(explorer: Any, look: Look) -> None:
    state = look_at(explorer.state, look)
    assert state.result.query == state.place.query
    assert -1 <= state.position < len(state.rows)
    assert state.place.window.start < state.place.window.end


def test_an_order_by_date_that_is_named_is_the_order_by_date(explorer: Any) -> None:
    explorer.state = look_at(explorer.state, Look(order="date", event="visit"))
    explorer.want(want.OpenSearch(), want.Type("city"))
    assert explorer.state.event.id == "signed"
    assert look_of(explorer.state).order == ""


def test_a_saved_view_is_used_and_come_back_from(explorer: Any) -> None:
    explorer.want(want.ShowLooks())
    assert explorer.requests == [requests.ReadLooks()]
    before = explorer.state.place
    assert (explorer.state.overlay, before.text) == (Overlay.LOOKS, "")
    saved = {"bob": Look(query="person:bob", window="2019..2020", order="sources", event="visit", panel="detail")}
    explorer.want(want.LooksRead(saved), want.UseLook("bob"))
    assert explorer.state.overlay is None
    assert (explorer.state.notice.key, explorer.state.notice.detail) == ("look-used", "bob")
    assert explorer.state.place.window == Bounds(start_of(2019), start_of(2021))
    assert explorer.state.event.id == "visit"
    assert explorer.want(want.Undo()).place.text == ""
    explorer.want(want.Redo(), want.Back())
    assert explorer.state.place == before


def test_a_view_that_is_gone_is_told(explorer: Any) -> None:
    before = explorer.state.place
    explorer.want(want.UseLook("nobody's"))
    assert (explorer.state.notice.key, explorer.state.notice.detail) == ("look-unknown", "nobody's")
    assert explorer.state.place == before


def test_a_view_that_cannot_be_followed_says_so_and_not_that_it_is_used(explorer: Any) -> None:
    explorer.want(want.LooksRead({"old": Look(event="gone")}), want.UseLook("old"))
    assert explorer.state.notice.key == "look-event"


def test_back_from_a_view_leads_to_what_was_open(explorer: Any) -> None:
    explorer.want(want.Show(Subject(Facet.PERSON, "bob")), want.MoveTo(0))
    before = explorer.state.place
    explorer.want(want.LooksRead({"x": Look(query="city")}), want.UseLook("x"), want.Back())
    assert explorer.state.place == before


@pytest.mark.parametrize("elsewhere", [want.Zoom(2), want.Focus(Panel.TIME)])
def test_a_view_looks_the_same_wherever_it_is_opened(explorer: Any, elsewhere: Intent) -> None:
    saved = look_of(explorer.state)
    before = explorer.state
    explorer.want(elsewhere, want.LooksRead({"x": saved}), want.UseLook("x"))
    assert same(explorer.state, before)


def test_the_command_is_copied_as_a_look(explorer: Any) -> None:
    explorer.want(want.ToggleFlag(Flag.DISPUTED), want.CopyCommand())
    assert explorer.requests == [requests.CopyCommand(look_of(explorer.state))]


@pytest.mark.parametrize(
    ("path", "look", "command"),
    [
        (None, Look(), "timeline-tui"),
        (None, Look(event="a", dim=True), "timeline-tui --event=a --dim"),
        ("my case.json", Look(event="a"), "timeline-tui 'my case.json#a'"),
        ("c.json", Look(query="a | -b", order="title"), "timeline-tui c.json '--query=a | -b' --sort=title"),
        ("-", Look(event="a", panel="time"), "timeline-tui --event=a --panel=time -"),
        (None, Look(window="2019..2020", language="de"), "timeline-tui --window=2019..2020 --lang=de"),
    ],
)
def test_a_command_names_what_is_not_as_at_first(path: str | None, look: Look, command: str) -> None:
    assert command_of(path, look) == command


def opened_by(command: str) -> tuple[str | None, Look]:
    """The file and the look that a command line opens the explorer with."""
    found: list[tuple[str | None, Look]] = []

    def run(path: str | None, language: str | None, look: Look) -> None:
        found.append((path, replace(look, language=language or look.language)))

    with (
        patch.object(explore, "_run", run),
        patch.object(explore, "_refuse_poor_terminals"),
        patch.object(explore, "_is_piped", return_value=False),
        patch.object(sys.stdout, "isatty", return_value=True),
    ):
        door.main(shlex.split(command)[1:], prog_name="timeline-tui", standalone_mode=False)
    (one,) = found
    return one


NAMES = st.sampled_from(("signed", "a-b", "x_1", "Übung", "a b", "'q'"))
LOOKS = st.builds(
    Look,
    st.text(alphabet="ab -\"'|()=:#$`\\*ü", max_size=12).map(str.strip),
    NAMES | st.just(""),
    st.sampled_from(("", "2019..2020", "-0044-03-15..2019", "2019-01-01T00:00:00..2019-01-01T05:59:59")),
    st.sampled_from(("", *Order)),
    st.sampled_from(("", *(panel.name.lower() for panel in Panel))),
    st.sampled_from(("", "en", "de")),
    st.booleans(),
    NAMES | st.just(""),
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LOOKS, st.sampled_from((None, "-", "case.json", "my case's #1.json", "a#b/c.json")))
def test_the_command_line_reads_a_command_back(tmp_path: Path, look: Look, name: str | None) -> None:
    path = name if name in {None, "-"} else str(tmp_path / str(name))
    if path and path != "-":
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).touch()
    assert opened_by(command_of(path, look)) == (path, look)


def test_an_id_with_a_number_sign_is_linked_to(tmp_path: Path) -> None:
    (tmp_path / "case.json").touch()
    path = str(tmp_path / "case.json")
    assert opened_by(command_of(path, Look(event="visit#2"))) == (path, Look(event="visit#2"))


def test_the_copied_command_reopens_the_same(explorer: Any, index: ScanIndex) -> None:
    explorer.want(
        want.OpenSearch(), want.Type("-person:ann"), want.KeepSearch(), want.MoveTo(1), want.Measure(), want.Zoom(3)
    )
    explorer.want(want.Sort(), want.Focus(Panel.SOURCES), want.SwitchLanguage(), want.ToggleDim())
    _, look = opened_by(command_of(None, look_of(explorer.state)))
    assert same(begin_with(begin(index, Problems(), look.language), look), explorer.state)
