"""Keys, clicks and sizes on the real screen, driven by Textual's Pilot on the shipped timeline."""

import asyncio
import re
import shlex
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widgets import Input

from timeline_tui.explore.intents import Asking, MoveTo
from timeline_tui.explore.looks import look_of
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import NO_HIT, Overlay
from timeline_tui.explore.subjects import Subject
from timeline_tui.index.facets import Facet
from timeline_tui.index.scan import ScanIndex
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import start_of
from timeline_tui.model.look import Look
from timeline_tui.store.opening import Opened, open_timeline
from timeline_tui.tui import app as app_module
from timeline_tui.tui.app import TimelineApp
from timeline_tui.tui.explorer import Explorer
from timeline_tui.tui.messages import Intended
from timeline_tui.tui.overlay import Page
from timeline_tui.tui.painting import BarView, PanelView
from timeline_tui.tui.widgets.bars import FilterBar, HintBar, TitleBar
from timeline_tui.tui.widgets.detail import Detail
from timeline_tui.tui.widgets.event_list import EventList
from timeline_tui.tui.widgets.facet_list import FacetList
from timeline_tui.view.lines import Role

SIZES = [(80, 24), (120, 40), (200, 60)]
Start = Callable[..., AbstractAsyncContextManager[Pilot[str]]]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture
def start() -> Start:
    @asynccontextmanager
    async def started(
        size: tuple[int, int] = (120, 40),
        path: str | None = None,
        language: str = "en",
        look: Look = Look(),  # noqa: B008  # a value that never changes
        **options: bool,
    ) -> Any:
        opened = open_timeline(path)
        app = TimelineApp(opened, lambda _: open_timeline(path), language, look, **options)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot

    return started


@pytest.mark.parametrize("size", [(10, 5), (30, 10), (80, 24), (100, 16), (120, 40), (200, 60)])
async def test_the_first_layout_is_that_of_the_terminal(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as pilot:
        screen = app_of(pilot).screen
        assert {name for name in screen.classes if name.startswith("-")} == Explorer(
            app_of(pilot).state, Size(*size)
        ).classes


async def test_the_first_frame_shows_titles_and_lines_as_they_stay(start: Start, monkeypatch: Any) -> None:
    seen: list[list[str]] = []
    resized = PanelView.on_resize

    def on_resize(panel: PanelView, event: events.Resize) -> None:
        seen.append(read(panel))
        resized(panel, event)
        assert read(panel) == seen[-1]

    def read(panel: PanelView) -> list[str]:
        lines = [panel.render_line(number).text for number in range(panel.scrollable_content_region.height)]
        return [str(panel.border_title), *lines]

    monkeypatch.setattr(PanelView, "on_resize", on_resize)
    async with start():
        assert len(seen) == len(Panel)


@pytest.mark.parametrize("before", [(150, 45), (85, 12), (40, 50)])
async def test_a_screen_of_another_size_shows_what_one_begun_in_it_shows(start: Start, before: tuple[int, int]) -> None:
    look = Look(query="robot")
    async with start(size=(90, 20), look=look) as pilot:
        expected = painted(pilot)
    async with start(size=before, look=look) as pilot:
        await pilot.resize_terminal(90, 20)
        await pilot.pause()
        assert painted(pilot) == expected


def painted(pilot: Pilot[str]) -> dict[str, list[str]]:
    """What stands on the screen in each panel."""
    panels = {panel.panel.name: panel for panel in app_of(pilot).screen.query(PanelView) if panel.size}
    return {
        name: [strip.text for strip in panel.render_lines(panel.outer_size.region)] for name, panel in panels.items()
    }


async def test_what_the_first_search_needs_is_prepared_though_nobody_searches(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared, loop = asyncio.Event(), asyncio.get_running_loop()
    monkeypatch.setattr("timeline_tui.tui.app._PAINTED", 0.01)
    monkeypatch.setattr(ScanIndex, "prepare", lambda _: loop.call_soon_threadsafe(prepared.set))
    async with start():
        await asyncio.wait_for(prepared.wait(), 60)


def app_of(pilot: Pilot[str]) -> TimelineApp:
    assert isinstance(pilot.app, TimelineApp)
    return pilot.app


def text_of(view: PanelView | BarView | Page) -> str:
    return "\n".join(view.render_line(y).text.rstrip() for y in range(view.scrollable_content_region.height or 1))


def event_of(pilot: Pilot[str]) -> str:
    event = app_of(pilot).state.event
    return event.id if event else ""


def shown(pilot: Pilot[str]) -> set[str]:
    result = app_of(pilot).state.result
    return {event.id for event in result.events(0, result.total)}


async def press(pilot: Pilot[str], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def settled(pilot: Pilot[str], holds: Callable[[], bool]) -> None:
    """Let messages run until something holds, or long enough to say that it never will."""
    for _ in range(50):
        await pilot.pause()
        if holds():
            return


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_on_the_list_with_everything_in_sight(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as pilot:
        state = app_of(pilot).state
        assert isinstance(pilot.app.focused, EventList)
        assert state.searching is None
        for view in pilot.app.screen.query(PanelView):
            assert view.region.height > 1
            assert text_of(view).strip()
        total = state.index.size
        assert f"{total} of {total} events" in text_of(pilot.app.screen.query_one(TitleBar))


@pytest.mark.parametrize("size", SIZES)
async def test_no_line_is_wider_than_its_panel(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as pilot:
        for keys in ([], ["1"], ["2", "enter"], ["6"], ["L"], ["D"]):
            await press(pilot, *keys)
            for view in pilot.app.screen.query(PanelView):
                for y in range(view.scrollable_content_region.height):
                    assert view.render_line(y).cell_length == view.width


async def test_what_happened_on_11_november_2022_is_found_by_typing_the_day(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "slash", *"2022-11-11", "enter")
        assert "honour-aizawa-2022" in shown(pilot)
        assert isinstance(pilot.app.focused, EventList)


async def test_everything_a_person_took_part_in_is_two_keys_away(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "slash", *"aizawa", "enter", "1", "space")
        state = app_of(pilot).state
        assert state.place.text == "aizawa person:=keiichi-aizawa"
        assert "honour-aizawa-2022" in shown(pilot)
        assert "✓Keiichi Aizawa" in text_of(pilot.app.screen.query_one("#panel-people", PanelView))


async def test_disagreements_are_one_key_away_and_side_by_side(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "D")
        assert "universities-partnership" in shown(pilot)
        while event_of(pilot) != "universities-partnership":
            await press(pilot, "j")
        detail = text_of(pilot.app.screen.query_one(Detail))
        assert "2006, 2007 or 2016" in detail
        assert "The sources disagree on the date" in detail


async def test_typing_is_live_and_escape_restores(start: Start) -> None:
    async with start() as pilot:
        everything = shown(pilot)
        await press(pilot, "slash", *"robot")
        assert 0 < len(shown(pilot)) < len(everything)
        assert isinstance(pilot.app.focused, Input)
        await press(pilot, "down")
        assert app_of(pilot).state.position > 0
        await press(pilot, "escape")
        assert shown(pilot) == everything
        assert isinstance(pilot.app.focused, EventList)


async def test_letters_that_are_commands_are_typed_into_the_query(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "slash", *"qjxuL1?")
        assert pilot.app.screen.query_one(Input).value == "qjxuL1?"
        assert app_of(pilot).state.place.language == "en"


async def test_tab_completes_and_the_caret_stays_at_the_end(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "slash", *"igara")
        assert "person:=tatsuo-igarashi" in text_of(pilot.app.screen.query_one(HintBar))
        await press(pilot, "tab", *"2022")
        assert pilot.app.screen.query_one(Input).value == "person:=tatsuo-igarashi 2022"
        assert "tsukuba-visit-2022" in shown(pilot)


NAMES = {"/": "slash", " ": "space", "\r": "enter", "\t": "tab", "\x1b": "escape"}


def post_at_once(pilot: Pilot[str], characters: str) -> None:
    """All keys before any is looked at, as they come on a slow line."""
    for character in characters:
        pilot.app.post_message(events.Key(NAMES.get(character, character), character))


@pytest.mark.parametrize(
    "keys",
    [
        "/oxr 2019\r",
        "/visit\rjj",
        "/visit\r/2022\rj",
        "/visit\x1b1",
        "/igara\t2022\r1",
        "1fkez\r ",
        "t2022\rjjs",
        "1j  /x\x1b/2019\rn",
    ],
)
async def test_keys_that_come_at_once_mean_what_they_do_one_by_one(start: Start, keys: str) -> None:
    async with start() as pilot:
        await press(pilot, *(NAMES.get(character, character) for character in keys))
        meant = app_of(pilot).state.place
    async with start() as pilot:
        post_at_once(pilot, keys)
        await settled(pilot, lambda: app_of(pilot).state.place == meant)
        assert app_of(pilot).state.place == meant
        assert not app_of(pilot).state.is_typing


async def test_keys_go_on_when_the_one_before_them_came_to_nothing(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    meant = Explorer.action_command
    monkeypatch.setattr(app_module, "_PATIENCE", 0.01)
    monkeypatch.setattr(Explorer, "action_command", lambda self, name: name == "search" or meant(self, name))
    async with start() as pilot:
        post_at_once(pilot, "/2")
        await settled(pilot, lambda: app_of(pilot).state.place.panel is Panel.SOURCES)
        assert app_of(pilot).state.place.panel is Panel.SOURCES


async def test_what_is_pasted_cannot_command_the_terminal(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "slash")
        pilot.app.screen.query_one(Input).insert_text_at_cursor("a\u202eb\x9b31m")
        await pilot.pause()
        assert app_of(pilot).state.place.text == "a⟨U+202E⟩b⟨U+009B⟩31m"
        assert pilot.app.screen.query_one(Input).value == app_of(pilot).state.place.text


async def test_all_lines_that_are_pasted_are_one(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "slash", *"robotx", "shift+left")
        pilot.app.screen.query_one(Input).post_message(events.Paste("\n haus\ndes  \r\nWissens\n"))
        await settled(pilot, lambda: "haus" in app_of(pilot).state.place.text)
        assert app_of(pilot).state.place.text == "robot haus des Wissens"
        assert pilot.app.screen.query_one(Input).value == app_of(pilot).state.place.text


async def test_tabs_in_a_burst_are_all_counted(start: Start) -> None:
    async with start() as pilot:
        for _ in range(3):
            pilot.app.post_message(events.Key("tab", None))
        await settled(pilot, lambda: app_of(pilot).state.place.panel is Panel.PEOPLE)
        assert app_of(pilot).state.place.panel is Panel.PEOPLE


async def test_a_fault_in_the_query_is_told_with_its_column(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "slash", *"robot (")
        assert "column 7" in text_of(pilot.app.screen.query_one(FilterBar))
        assert shown(pilot)


async def test_a_filter_goes_with_a_click_on_its_word(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "1", "space")
        assert "hides" in text_of(pilot.app.screen.query_one(FilterBar))
        await pilot.click(FilterBar, offset=(4, 0))
        await pilot.pause()
        assert app_of(pilot).state.place.text.startswith("off:person:=")
        await pilot.click(FilterBar, offset=(text_of(pilot.app.screen.query_one(FilterBar)).index("✕"), 0))
        await pilot.pause()
        assert app_of(pilot).state.place.text == ""
        await press(pilot, "u")
        await press(pilot, "u")
        assert app_of(pilot).state.place.text.startswith("person:=")


async def test_one_who_clicks_into_the_query_stays_where_the_click_was(start: Start) -> None:
    async with start() as pilot:
        line = pilot.app.screen.query_one(Input)
        await press(pilot, "slash", *"robot", "enter")
        await pilot.click(Input, offset=(2, 0))
        await press(pilot, "x")
        assert line.value == "roxbot "
        await press(pilot, "escape", "slash", *"2019")
        assert line.value == "robot 2019"


async def test_a_click_selects_and_a_double_click_opens(start: Start) -> None:
    async with start() as pilot:
        await pilot.click("#panel-people", offset=(5, 3))
        await pilot.pause()
        state = app_of(pilot).state
        assert state.place.panel is Panel.PEOPLE
        assert state.mark(Panel.PEOPLE) == 2
        scrolled = pilot.app.screen.query_one(EventList).scroll_offset.y
        await pilot.click("#panel-events", offset=(20, 3), times=2)
        await pilot.pause()
        assert app_of(pilot).state.position == 2 + scrolled
        assert app_of(pilot).state.place.panel is Panel.DETAIL


async def test_a_range_dragged_on_the_axis_filters(start: Start) -> None:
    async with start() as pilot:
        await pilot.mouse_down("#panel-time", offset=(60, 2))
        await pilot.mouse_up("#panel-time", offset=(100, 2))
        await pilot.pause()
        assert app_of(pilot).state.place.text.startswith("date:20")


async def test_links_are_followed_and_back_returns(start: Start) -> None:
    async with start() as pilot:
        event = event_of(pilot)
        await press(pilot, "enter", "j", "enter")
        assert app_of(pilot).state.subject != Subject(None, event)
        await press(pilot, "ctrl+o", "ctrl+o")
        assert app_of(pilot).state.subject == Subject(None, event)
        assert isinstance(pilot.app.focused, EventList)


async def test_a_source_opens_as_its_record(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "2", "enter")
        subject = app_of(pilot).state.subject
        assert subject is not None
        assert subject.facet is Facet.SOURCE
        assert "published" in text_of(pilot.app.screen.query_one(Detail))


async def test_help_opens_scrolls_and_closes(start: Start) -> None:
    async with start((80, 24)) as pilot:
        await press(pilot, "question_mark")
        page = pilot.app.screen.query_one(Page)
        assert "Type words or a query" in text_of(page)
        await press(pilot, "G")
        assert "sources" in text_of(page)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, Explorer)
        assert app_of(pilot).state.overlay is None


async def test_the_language_changes_data_and_program(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "L")
        total = app_of(pilot).state.index.size
        assert f"{total} von {total} Ereignissen" in text_of(pilot.app.screen.query_one(TitleBar))
        assert "Ereignisse" in str(pilot.app.screen.query_one(EventList).border_title)


async def test_layouts_follow_the_size(start: Start) -> None:
    async with start((150, 40)) as pilot:
        detail, events = (pilot.app.screen.query_one(kind) for kind in (Detail, EventList))
        assert detail.region.x > events.region.x
        await pilot.resize_terminal(90, 30)
        await pilot.pause()
        assert detail.region.y > events.region.y
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert [view.panel for view in pilot.app.screen.query(PanelView) if view.region] == [Panel.EVENTS]
        await press(pilot, "1")
        assert [view.panel for view in pilot.app.screen.query(PanelView) if view.region] == [Panel.PEOPLE]
        await pilot.resize_terminal(15, 4)
        await pilot.pause()
        assert not [view for view in pilot.app.screen.query(PanelView) if view.region]
        assert pilot.app.screen.query_one("#too-small").region


@pytest.mark.parametrize("size", [(18, 5), (18, 40), (120, 5)])
async def test_a_window_too_small_for_anything_takes_no_keys_but_those_that_leave(
    start: Start, size: tuple[int, int]
) -> None:
    async with start() as pilot:
        await pilot.press("j")
        await pilot.resize_terminal(*size)
        before = app_of(pilot).state
        await pilot.press("j", "L", "D", "tab", "1", "slash", *"robot", "enter", "question_mark", "ctrl+p", "escape")
        assert app_of(pilot).state.place == before.place
        assert app_of(pilot).state.overlay is None
        assert isinstance(app_of(pilot).screen, Explorer)
        await pilot.resize_terminal(120, 40)
        await pilot.press("j")
        assert app_of(pilot).state.position == before.position + 1
        await pilot.resize_terminal(*size)
        await pilot.press("q")
        assert app_of(pilot).return_code == 0


async def test_what_was_being_typed_goes_on_when_the_window_has_room_again(start: Start) -> None:
    async with start() as pilot:
        await pilot.press("slash", *"ro")
        await pilot.resize_terminal(18, 5)
        await pilot.press(*"xjL", "ctrl+c")
        assert app_of(pilot).state.leaving
        await pilot.resize_terminal(120, 40)
        await pilot.press(*"bot")
        assert app_of(pilot).state.place.text == "robot"
        assert app_of(pilot).screen.query_one(Input).value == "robot"
        await pilot.press("enter", "j")
        assert (app_of(pilot).state.is_typing, app_of(pilot).state.position) == (False, 1)


async def test_a_line_feed_is_an_enter(start: Start) -> None:
    async with start() as pilot:
        await pilot.press("slash", *"robot", "ctrl+j")
        assert (app_of(pilot).state.is_typing, app_of(pilot).state.place.text) == (False, "robot")
        await pilot.press("ctrl+j")
        assert app_of(pilot).state.place.panel is Panel.DETAIL


async def test_the_palette_runs_commands(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "colon", *"disagreements")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "down", "enter")
        await pilot.pause()
        assert app_of(pilot).state.place.text == "is:disputed"


async def test_the_evidence_leads_to_its_records_and_tells_where_they_stand(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "E")
        page = pilot.app.screen.query_one(Page)
        told = text_of(page)
        assert re.search(r"\d+:\d+ .*10 years", told)
        await press(pilot, "j", "enter")
        state = app_of(pilot).state
        assert state.overlay is None
        assert isinstance(pilot.app.screen, Explorer)
        assert state.subject is not None
        assert state.subject.key in shown(pilot)
        await press(pilot, "ctrl+o")
        assert isinstance(pilot.app.focused, EventList)


async def test_q_leaves(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "q")
        assert app_of(pilot).return_code == 0


HOSTILE = r"""{"title": "[/b] \u001b[31m", "events": [
  {"id": "a", "title": "[@click=app.quit]x[/] \u001b]52;c;aGk=\u0007 \u202e [/", "date": "2019",
   "summary": "[bold", "people": ["[/x]"], "tags": ["\u009b2J"], "citatons": 1, "citations": [{"source": "[$x]"}]},
  {"id": "a", "title": "twin"}], "sources": 7}"""


async def test_hostile_text_is_shown_as_text_and_problems_are_listed(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "hostile.json"
    file.write_text(HOSTILE, encoding="utf-8")
    async with start(path=str(file)) as pilot:
        screen = pilot.app.screen
        whole = "\n".join(text_of(view) for view in screen.query(PanelView))
        assert "[@click=app.quit]x[/]" in whole
        assert "␛]52;c;aGk=␇" in whole
        assert "\x1b" not in whole
        assert "errors: 2, warnings: 3" in text_of(screen.query_one(FilterBar))
        for key in ("1", "enter", "2", "enter", "3", "enter"):
            await press(pilot, key)
        await press(pilot, "exclamation_mark")
        assert app_of(pilot).state.overlay is Overlay.PROBLEMS
        assert "duplicate-id" in text_of(pilot.app.screen.query_one(Page))


async def test_an_empty_timeline_says_what_to_do_next(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "empty.json"
    file.write_text('{"events": []}', encoding="utf-8")
    async with start((80, 24), str(file)) as pilot:
        assert "no events yet" in text_of(pilot.app.screen.query_one(EventList))
        assert text_of(pilot.app.screen.query_one(Detail)).strip()


async def test_reload_keeps_the_filter_and_an_unreadable_file_keeps_the_view(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    file.write_text('{"events": [{"id": "a", "title": "one"}]}', encoding="utf-8")
    async with start(path=str(file)) as pilot:
        await press(pilot, "slash", *"one", "enter")
        file.write_text('{"events": [{"id": "a", "title": "one"}, {"id": "b", "title": "one more"}]}', encoding="utf-8")
        await press(pilot, "r")
        assert shown(pilot) == {"a", "b"}
        file.write_text("{", encoding="utf-8")
        file.unlink()
        await press(pilot, "r")
        assert shown(pilot) == {"a", "b"}
        assert "no such file" in text_of(pilot.app.screen.query_one(FilterBar))


def test_the_shipped_timeline_is_the_one_in_the_checkout() -> None:
    opened: Opened = open_timeline(None)
    assert opened.index.size > 40


async def test_n_goes_through_the_words_found_in_the_detail_and_on_to_the_next_event(start: Start) -> None:
    async with start((120, 30)) as pilot:
        await press(pilot, "slash", *"robot", "enter", "enter")
        detail = pilot.app.screen.query_one(Detail)
        first, met = event_of(pilot), list[tuple[str, int]]()
        for _ in range(30):
            await press(pilot, "n")
            state = app_of(pilot).state
            assert state.place.panel is Panel.DETAIL
            assert state.subject == Subject(None, event_of(pilot))
            assert event_of(pilot) in shown(pilot)
            line = detail.line_at(state, detail._hit_line(state) or 0)
            assert line is not None
            assert line.role is Role.CURSOR
            assert any(piece.role is Role.HIT for piece in line.segments)
            assert detail.scroll_offset.y <= (detail._hit_line(state) or 0)
            met.append((event_of(pilot), state.place.hit))
        names = list(dict.fromkeys(name for name, _ in met))
        assert names[0] == first
        assert set(names) == shown(pilot)
        assert met[0] == (first, 0)
        for (name, hit), (after, hit_after) in pairwise(met):
            assert hit_after == (hit + 1 if name == after else 0)
        await press(pilot, "N")
        assert (event_of(pilot), app_of(pilot).state.place.hit) != met[-1]


async def test_capital_n_enters_the_event_before_at_its_last_hit(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "slash", *"robot", "enter", "enter", "n", "N")
        detail, state = pilot.app.screen.query_one(Detail), app_of(pilot).state
        assert detail._hit_line(state) == detail._hits(state)[-1]
        hits = len(detail._hits(state))
        name = event_of(pilot)
        await press(pilot, *["N"] * (hits - 1))
        assert (event_of(pilot), app_of(pilot).state.place.hit) == (name, 0)
        await press(pilot, "escape")
        assert app_of(pilot).state.place.hit == NO_HIT


async def test_back_restores_what_was_in_sight_of_the_list(start: Start) -> None:
    async with start((120, 30)) as pilot:
        await press(pilot, "G", *["k"] * 3)
        events_list = pilot.app.screen.query_one(EventList)
        top, name = events_list.scroll_offset.y, event_of(pilot)
        assert top > 0
        await press(pilot, "slash", *"1950", "enter")
        assert events_list.scroll_offset.y == 0
        await press(pilot, "ctrl+o")
        assert (events_list.scroll_offset.y, event_of(pilot)) == (top, name)


async def test_back_restores_what_was_in_sight_of_the_detail(start: Start) -> None:
    async with start((120, 30), look=Look(event="partnership-signed", panel="detail")) as pilot:
        detail = pilot.app.screen.query_one(Detail)
        await press(pilot, "ctrl+d", "ctrl+d", "j")
        top = detail.scroll_offset.y
        assert top > 0
        await press(pilot, "enter")
        assert app_of(pilot).state.subject != Subject(None, "partnership-signed")
        await press(pilot, "ctrl+o")
        await settled(pilot, lambda: detail.scroll_offset.y == top)
        assert app_of(pilot).state.subject == Subject(None, "partnership-signed")
        assert detail.scroll_offset.y == top


async def test_back_from_a_related_event_restores_what_was_in_sight_of_the_list(start: Start) -> None:
    async with start((120, 30), look=Look(event="tsukuba-visit-2022", panel="events")) as pilot:
        events_list = pilot.app.screen.query_one(EventList)
        await press(pilot, *["j"] * 3, *["k"] * 3)
        top = events_list.scroll_offset.y
        await press(pilot, "enter")
        link = next(n for n, each in enumerate(app_of(pilot).state.links) if each.subject.facet is None)
        away = app_of(pilot).state.links[link].subject.key
        app_of(pilot).post_message(Intended(MoveTo(link, Panel.DETAIL, open=True)))
        await settled(pilot, lambda: event_of(pilot) == away)
        app_of(pilot).post_message(Intended(MoveTo(0, Panel.EVENTS)))
        await settled(pilot, lambda: events_list.scroll_offset.y == 0)
        await press(pilot, "ctrl+o", "ctrl+o")
        await settled(pilot, lambda: events_list.scroll_offset.y == top)
        assert event_of(pilot) == "tsukuba-visit-2022"
        assert events_list.scroll_offset.y == top


async def test_f_narrows_a_panel_and_escape_lists_all(start: Start) -> None:
    async with start() as pilot:
        people = pilot.app.screen.query_one("#panel-people", FacetList)
        await press(pilot, "1")
        everyone = people.line_count(app_of(pilot).state)
        await press(pilot, "f", *"igara")
        assert "Tatsuo Igarashi" in text_of(people)
        assert people.line_count(app_of(pilot).state) == 1
        assert "Thomas Eiskirch" not in text_of(people)
        await press(pilot, "enter", "space")
        assert app_of(pilot).state.place.text == "person:=tatsuo-igarashi"
        await press(pilot, "f")
        assert pilot.app.screen.query_one(Input).value == "igara"
        await press(pilot, "escape")
        assert people.line_count(app_of(pilot).state) == everyone
        assert pilot.app.focused is people


async def test_t_goes_to_a_date_and_escape_back(start: Start) -> None:
    async with start() as pilot:
        before = app_of(pilot).state.place
        await press(pilot, "t", *"11.11.2022")
        state = app_of(pilot).state
        assert state.event is not None
        assert state.event.date is not None
        assert state.event.date.could_be(Bounds(start_of(2022, 11, 11), start_of(2022, 11, 12)))
        await press(pilot, "escape")
        assert event_of(pilot) == before.event
        await press(pilot, "t", *"25.11.2019", "enter")
        assert app_of(pilot).state.prompt is None
        assert isinstance(pilot.app.focused, EventList)
        assert event_of(pilot) != before.event
        await press(pilot, "t", *"2019-13")
        assert "column 6" in text_of(pilot.app.screen.query_one(FilterBar))
        await press(pilot, "escape", "ctrl+o")
        assert event_of(pilot) == before.event


async def test_ctrl_r_finds_an_older_query(start: Start) -> None:
    async with start() as pilot:
        for query in ("robot", "is:disputed"):
            await press(pilot, "slash", "ctrl+a", "ctrl+k", *query, "enter")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "c", "ctrl+r")
        await settled(pilot, lambda: app_of(pilot).state.place.text == "is:disputed")
        assert app_of(pilot).state.place.text == "is:disputed"
        await press(pilot, "ctrl+r")
        assert app_of(pilot).state.place.text == "robot"
        await press(pilot, *"disp")
        assert app_of(pilot).state.place.text == "is:disputed"
        assert pilot.app.screen.query_one(Input).value == "disp"
        await press(pilot, "enter")
        assert (app_of(pilot).state.place.text, app_of(pilot).state.is_typing) == ("is:disputed", False)
        await press(pilot, "slash", *"2019", "ctrl+r", "escape")
        assert pilot.app.screen.query_one(Input).value == "is:disputed 2019"
        assert isinstance(pilot.app.focused, Input)


async def test_b_shows_the_trail_and_enter_goes_back_along_it(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "D", "enter", "escape", "1", "space", "b")
        assert app_of(pilot).state.overlay is Overlay.TRAIL
        told = text_of(pilot.app.screen.query_one(Page))
        assert "all events" in told
        assert "is:disputed" in told
        before = app_of(pilot).state
        await press(pilot, "g", "enter")
        state = app_of(pilot).state
        assert state.overlay is None
        assert isinstance(pilot.app.screen, Explorer)
        assert state.place.query == before.back[0].query
        assert state.back == ()
        assert len(state.forward) == len(before.back)
        await press(pilot, "b", "G", "enter")
        assert app_of(pilot).state.place.text == before.place.text


async def test_b_again_closes_the_trail(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "b", "b")
        assert app_of(pilot).state.overlay is None


async def test_a_view_is_saved_and_opened_again(start: Start, tmp_path: Path) -> None:
    async with start() as pilot:
        await press(pilot, "slash", *"person:igarashi", "enter", "s", "S", *"the mayor", "enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot, lambda: app_of(pilot).state.notice is not None)
        notice = app_of(pilot).state.notice
        assert notice is not None
        assert notice.key == "look-saved"
        assert (tmp_path / "config" / "timeline-tui" / "views.toml").exists()
        saved = look_of(app_of(pilot).state)
        await press(pilot, "c", "D", "V")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot, lambda: "the mayor" in text_of(pilot.app.screen.query_one(Page)))
        assert "person:igarashi" in text_of(pilot.app.screen.query_one(Page))
        await press(pilot, "enter")
        assert app_of(pilot).state.overlay is None
        assert look_of(app_of(pilot).state) == saved


async def test_a_view_that_cannot_be_saved_is_told(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "config" / "timeline-tui" / "views.toml"
    file.parent.mkdir(parents=True)
    file.write_text("views = {old = {query = 'a'}}\n", encoding="utf-8")
    async with start() as pilot:
        await press(pilot, "S", *"x", "enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot, lambda: app_of(pilot).state.notice is not None)
        assert app_of(pilot).state.notice is not None


async def test_y_copies_a_command_that_reopens_the_same(start: Start) -> None:
    async with start() as pilot:
        await press(pilot, "slash", *"robot | health", "enter", "j", "s", "plus", "2", "y")
        await settled(pilot, lambda: bool(pilot.app.clipboard))
        state, words = app_of(pilot).state, shlex.split(pilot.app.clipboard)
        assert words[0] == "timeline-tui"
    given = dict(word.removeprefix("--").split("=", 1) for word in words[1:])
    look = Look(
        query=given.pop("query"), event=given.pop("event"), window=given.pop("window"), order=given.pop("sort"),
        panel=given.pop("panel"), language=given.pop("lang"),
    )  # fmt: skip
    assert given == {}
    async with start(look=look) as pilot:
        again = app_of(pilot).state
        assert look_of(again) == look_of(state)
        assert list(again.rows) == list(state.rows)
        assert again.event is not None
        assert state.event is not None
        assert again.event.id == state.event.id
        assert isinstance(pilot.app.focused, FacetList)


async def test_enter_picks_where_something_is_to_be_picked(start: Start) -> None:
    async with start(picking=True) as pilot:
        await press(pilot, "slash", *"robot", "enter", "j")
        name = event_of(pilot)
        await press(pilot, "enter")
        assert pilot.app.return_value == name


async def test_what_is_no_event_is_not_picked(start: Start) -> None:
    async with start(picking=True) as pilot:
        await press(pilot, "1", "enter")
        assert app_of(pilot).state.place.panel is Panel.DETAIL
        await press(pilot, "q", "q")
        assert pilot.app.return_value is None


async def test_enter_on_an_open_record_picks_nothing(start: Start) -> None:
    async with start(picking=True) as pilot:
        await press(pilot, "1", "enter", "enter")
        assert pilot.app.return_value is None


async def test_a_line_that_is_no_query_says_what_it_is(start: Start) -> None:
    async with start() as pilot:
        for key, asking in (("t", Asking.DATE), ("S", Asking.LOOK), ("ctrl+r", Asking.RECALL)):
            await press(pilot, key)
            prompt = app_of(pilot).state.prompt
            assert prompt is not None
            assert prompt.asking is asking
            assert isinstance(pilot.app.focused, Input)
            await press(pilot, "escape", "escape")
            assert isinstance(pilot.app.focused, EventList)
