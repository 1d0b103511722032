"""A big file in the explorer: its beginning at once, the rest when it has been read, by Textual's Pilot."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from typing import TypeAlias

import pytest
from textual.message import Message
from textual.pilot import Pilot

from bigfiles import PATIENCE, Gate, document, events, indexes, lines, processes
from timeline_tui.index.mapped import MappedIndex
from timeline_tui.index.scan import ScanIndex
from timeline_tui.store import opening
from timeline_tui.store.indexing import Indexing
from timeline_tui.store.opening import Opened, begin_opening, open_timeline
from timeline_tui.tui.app import TimelineApp
from timeline_tui.tui.messages import Intended
from timeline_tui.tui.widgets.bars import FilterBar, TitleBar

TURNS = 1_000
"""Intents after which nobody waits for one more."""

Until: TypeAlias = Callable[[Callable[[], object]], Awaitable[None]]
"""Waits until something holds that another process has a part in."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "big.json"
    path.write_bytes(document(*events(f"e{number}" for number in range(900))))
    return path


@asynccontextmanager
async def exploring(file: Path) -> AsyncIterator[tuple[Pilot[str], TimelineApp, Until]]:
    """The explorer of a file, and what waits for it: it looks again whenever the app has heard an intent."""
    app = TimelineApp(begin_opening(str(file)), lambda before: begin_opening(str(file), before), "en")
    heard = asyncio.Event()

    def hear(message: Message) -> None:
        if isinstance(message, Intended):
            heard.set()

    async with app.run_test(size=(120, 40), message_hook=hear) as pilot:

        async def until(holds: Callable[[], object]) -> None:
            for _ in range(TURNS):
                heard.clear()
                await pilot.pause()
                if holds():
                    return
                await asyncio.wait_for(heard.wait(), PATIENCE)
            pytest.fail("it never came to that")

        await pilot.pause()
        yield pilot, app, until


def title(app: TimelineApp) -> str:
    bar = app.screen.query_one(TitleBar)
    return bar.render_line(0).text


def event_of(app: TimelineApp) -> str:
    return app.state.event.id if app.state.event else ""


async def test_the_beginning_is_explored_while_the_rest_is_read(file: Path, gate: Gate, tmp_path: Path) -> None:
    async with exploring(file) as (pilot, app, until):
        await until(lambda: app.state.reading and app.state.reading.done)
        assert "500 of 500 events · reading, 50 %, 7 events so far" in title(app)
        await pilot.press("slash", *"e7", "enter", "j", "j")
        assert (app.state.place.text, app.state.result.total, event_of(app)) == ("e7", 11, "e71")
        await pilot.press("slash", *"e71")
        gate.open()
        await until(lambda: app.state.index.size == 900)
        assert isinstance(app.state.index, MappedIndex)
        assert (app.state.searching is not None, app.state.place.text) == (True, "e7 e71")
        await pilot.press("backspace", "backspace", "backspace", "backspace", "enter")
        assert (app.state.place.text, app.state.result.total, event_of(app)) == ("e7", 111, "e71")
        assert "111 of 900 events" in title(app)
        assert "reading" not in title(app)
    assert processes(str(tmp_path)) == []
    assert len(indexes(tmp_path)) == 1


async def test_reading_is_stopped_and_what_is_there_stays(file: Path, gate: Gate, tmp_path: Path) -> None:
    async with exploring(file) as (pilot, app, until):
        await until(lambda: app.state.reading and app.state.reading.done)
        await pilot.press("C")
        await until(lambda: not indexes(tmp_path))
        assert processes(gate.python) == []
        assert isinstance(app.state.index, ScanIndex)
        assert app.state.reading is None
        assert "500 of 500 events" in title(app)
        await pilot.press("slash", *"e7", "enter")
        assert app.state.result.total == 11
        await pilot.press("r")
        await until(lambda: app.state.reading and app.state.reading.done)
        gate.open()
        await until(lambda: app.state.index.size == 900)


async def test_who_stops_reading_is_told_so(file: Path, gate: Gate, tmp_path: Path) -> None:
    async with exploring(file) as (pilot, app, until):
        await until(lambda: app.state.reading and app.state.reading.done)
        await pilot.press("C")
        await until(lambda: not indexes(tmp_path))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert gate.python
        assert app.state.notice
        assert app.state.notice.key == "reading-stopped"


async def test_a_file_that_turns_out_to_be_none_is_told(file: Path, gate: Gate, tmp_path: Path) -> None:
    async with exploring(file) as (_, app, until):
        await until(lambda: app.state.reading and app.state.reading.done)
        spoil(file)
        gate.open()
        await until(lambda: app.state.notice and app.state.notice.key == "failed")
        assert app.state.notice
        assert app.state.notice.detail == f"{file}:1:1: error[type]: a timeline is an object {{…}}, this is a list"
        assert app.state.index.size == 500
    assert indexes(tmp_path) == []


async def test_where_reading_fails_there_is_no_progress_any_more(file: Path, gate: Gate) -> None:
    async with exploring(file) as (_, app, until):
        await until(lambda: app.state.reading and app.state.reading.done)
        spoil(file)
        gate.open()
        await until(lambda: app.state.notice and app.state.notice.key == "failed")
        assert app.state.reading is None


async def test_leaving_while_a_file_is_read_leaves_nothing_behind(file: Path, gate: Gate, tmp_path: Path) -> None:
    async with exploring(file) as (pilot, app, until):
        await until(lambda: app.state.reading and app.state.reading.done)
        assert processes(str(tmp_path))
        await pilot.press("q")
    await asyncio.get_running_loop().shutdown_default_executor()  # as the end of the program does
    assert processes(gate.python) == processes(str(tmp_path)) == []
    assert indexes(tmp_path) == []


def spoil(file: Path) -> None:
    file.write_text("[]", encoding="utf-8")


def grow(file: Path) -> None:
    file.write_bytes(document(*events(f"e{number}" for number in range(950))))


def shrink(file: Path) -> None:
    file.write_bytes(document(*events(f"e{number}" for number in range(5))))


def cut(file: Path) -> None:
    os.truncate(file, 200)


@pytest.mark.parametrize(("change", "size"), [(grow, 950), (shrink, 5), (cut, 3)])
@pytest.mark.usefixtures("really_big")
async def test_a_file_that_changes_is_read_again_by_itself(
    file: Path, change: Callable[[Path], None], size: int
) -> None:
    open_timeline(str(file))
    async with exploring(file) as (pilot, app, until):
        assert app.state.index.size == 900
        change(file)
        await pilot.press("G", "k", "tab", "2", "escape")
        await until(lambda: isinstance(app.state.index, MappedIndex) and app.state.index.size == size)
        assert f"{size} of {size} events" in title(app)
        assert event_of(app) in {f"e{number}" for number in range(950)}


async def test_a_file_that_has_grown_stays_in_sight_while_it_is_read_again(
    tmp_path: Path, really_big: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "log.jsonl"
    file.write_bytes(lines(*events(f"e{number}" for number in range(900))))
    open_timeline(str(file))
    gate = Gate(tmp_path)
    really_big.setattr("sys.executable", gate.python)
    async with exploring(file) as (pilot, app, until):
        await pilot.press("slash", *"e7", "enter", "j", "j", "j")
        assert (app.state.result.total, event_of(app)) == (111, "e72")
        with file.open("ab") as log:
            log.write(lines(*events(f"e{number}" for number in range(900, 950)), *events(["e7-new"], date="2018")))
        await pilot.press("G", "1", "4", "g", "j", "j")
        await until(lambda: "the file has grown, r reads on" in title(app))
        before, seen = app.state.index, event_of(app)
        await pilot.press("r")
        await until(lambda: app.state.reading and app.state.reading.done)
        assert app.state.index is before
        assert "111 of 900 events · reading, 50 %" in title(app)
        await pilot.press("G", "k", "k")
        assert event_of(app) != seen
        seen = event_of(app)
        gate.open()
        await until(lambda: app.state.index.size == 951)
        assert (app.state.place.text, app.state.result.total, event_of(app)) == ("e7", 112, seen)
        assert title(app).rstrip().endswith("112 of 951 events")


async def test_who_reads_again_while_a_file_is_read_is_not_told_that_reading_was_stopped(
    file: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with exploring(file) as (pilot, app, until):
        await until(lambda: app.state.reading and app.state.reading.done)
        begun, told, begin = app._opened.indexing, Event(), Event()
        assert isinstance(begun, Indexing)
        finish = begun.finish

        def late() -> Path:
            begin.wait()
            try:
                return finish()
            finally:
                told.set()

        monkeypatch.setattr(begun, "finish", late)
        before = app.state.index
        await pilot.press("r")
        await until(lambda: app.state.index is not before and app.state.reading and app.state.reading.done)
        begin.set()
        assert await asyncio.to_thread(told.wait, PATIENCE)
        await pilot.press("j", "k")
        assert app.state.reading
        gate.open()
        await until(lambda: app.state.index.size == 900)


async def test_the_beginning_of_a_file_that_cannot_be_indexed_is_there_at_once_and_why_is_told(
    file: Path, really_big: pytest.MonkeyPatch
) -> None:
    really_big.setattr("sys.executable", "/nowhere/python")
    begin, held = Event(), opening._held

    def late(*arguments: str) -> Opened:
        begin.wait()
        return held(*arguments)

    really_big.setattr(opening, "_held", late)
    why = "the index could not be made: No such file or directory; all of it is held in memory"
    async with exploring(file) as (pilot, app, until):
        await until(lambda: why in app.screen.query_one(FilterBar).render_line(0).text)
        assert "500 of 500 events · reading" in title(app)
        await pilot.press("slash", *"e7", "enter")
        assert (app.state.result.total, app.state.notice) == (11, None)
        begin.set()
        await until(lambda: app.state.index.size == 900)
        await until(lambda: why in app.screen.query_one(FilterBar).render_line(0).text)
        assert isinstance(app.state.index, ScanIndex)
        assert "111 of 900 events" in title(app)
        assert "reading" not in title(app)
        await pilot.press("C")
        assert app.state.notice
        assert app.state.notice.key == "not-reading"
