"""``timeline-tui explore``, or no command at all: the full screen, and the one place that imports Textual."""

import gc
import os
import stat
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from timeline_tui.cli.asking import QueryCommand, query_options
from timeline_tui.cli.exits import Exit, opened, refuse
from timeline_tui.cli.languages import language_of_explorer, language_option
from timeline_tui.cli.looking import joined, look_options, saved_look, split_link
from timeline_tui.cli.main import COMMANDS
from timeline_tui.explore.looks import window_of
from timeline_tui.model.look import Look
from timeline_tui.store.opening import STANDARD_INPUT, Opened, begin_opening


@click.command()
@click.argument("file", required=False)
@click.option("--query", "-q", default="", metavar="QUERY", help="What to begin with, as it is typed after /.")
@look_options
@language_option("Language of the program and the data.")
def explore(file: str | None, lang: str | None, query: str, view: str | None, sort: str | None, **look: Any) -> None:
    """Explore a timeline on the full screen: FILE, ``-`` for standard input, or the shipped one.

    FILE#ID begins at an event. Without a file, what is piped in is the timeline. Without a terminal it is
    listed instead.
    """
    path, event = split_link(file)
    if path not in {None, STANDARD_INPUT} and not Path(str(path)).exists():
        refuse(_no_such_file(str(file)))
    if not sys.stdout.isatty():
        _check_look(path, {**look, "event": event or look["event"]})
        from timeline_tui.cli.listing import list_  # noqa: PLC0415  # a terminal needs no listing

        wanted = {"--file": _source(path), "--lang": lang, "--view": view, "--sort": sort}
        options = [part for name, value in wanted.items() if value for part in (name, value)]
        list_.main([*options, "--", query], standalone_mode=False)
        return
    _refuse_poor_terminals()
    begun = joined(saved_look(path, view), query, sort)
    _run(_source(path), lang, replace(begun, **_given({**look, "event": event or look["event"]})))


@click.command(cls=QueryCommand)
@query_options
@look_options
@language_option("Language of the program and the data.")
def pick(
    query: tuple[str, ...], path: str | None, lang: str | None, view: str | None, sort: str | None, **look: Any
) -> None:
    """Choose an event on the full screen and print its id: enter chooses, q leaves without.

    Exit code 0: one was chosen; 1: none was.
    """
    _refuse_poor_terminals()
    begun = joined(saved_look(path, view), " ".join(query), sort)
    picked = _run(_source(path), lang, replace(begun, **_given(look)), picking=True)
    if picked is None:
        sys.exit(Exit.NOTHING)
    click.echo(picked)


def _check_look(path: str | None, look: dict[str, Any]) -> None:
    """Refuse an event or a window that is not there, where no screen can say so."""
    if look["window"] and window_of(look["window"]) is None:
        refuse(f"{look['window']!r} is no window; write it as 2017..2019-05")
    if look["event"] and path != STANDARD_INPUT and opened(path).index.row(look["event"]) is None:
        refuse(f"no event has the id {look['event']!r}")


def _given(look: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in look.items() if value}


def _source(path: str | None) -> str | None:
    return STANDARD_INPUT if path is None and _is_piped() else path


def _refuse_poor_terminals() -> None:
    if os.environ.get("TERM") in {"dumb", "unknown"} or not sys.stderr.isatty():
        refuse("this terminal cannot draw a full screen; try: timeline-tui list")


def _run(path: str | None, language: str | None, look: Look, *, picking: bool = False) -> str | None:
    """Open a timeline and explore it; what was picked is returned. Keys come from the terminal."""
    found = opened(path, begin_opening)
    _take_keyboard()
    _prepare_environment()
    from timeline_tui.tui.app import TimelineApp  # noqa: PLC0415  # Textual reads the environment when imported

    def read_again(before: Opened) -> Opened:
        once = path == STANDARD_INPUT or (path is not None and Path(path).is_fifo())
        return before if once else begin_opening(path, before)

    no_color = bool(os.environ.get("NO_COLOR"))
    spoken = language_of_explorer(language or look.language or None)
    begun = replace(look, language=spoken)
    app = TimelineApp(found, read_again, spoken, begun, picking=picking, ansi_color=no_color)
    gc.freeze()
    gc.enable()
    with _heeding_signals(app.end_by):
        picked = app.run()
        _end_with_terminal()
    if app.return_code:
        sys.exit(app.return_code)
    return picked


def _heeding_signals(end: Callable[[int], None]) -> AbstractContextManager[None]:
    if sys.platform == "win32":
        return nullcontext()
    from timeline_tui.tui.ending import heeding  # noqa: PLC0415  # knows terminals as POSIX has them

    return heeding(end)


def _end_with_terminal() -> None:
    if sys.platform == "win32":
        return
    from timeline_tui.tui.ending import end_with_terminal  # noqa: PLC0415  # as above

    end_with_terminal()


def _no_such_file(word: str) -> str:
    if "/" in word or word.endswith((".json", ".jsonl", ".gz")):
        return f"{word}: there is no such file"
    import difflib  # noqa: PLC0415  # only a slip needs it

    near = difflib.get_close_matches(word, COMMANDS, n=1)
    meant = f" Did you mean: timeline-tui {near[0]}?" if near else ""
    return f"{word!r} is no command and no file.{meant} To find events: timeline-tui list {word}"


def _prepare_environment() -> None:
    """Set what Textual reads when it is imported."""
    os.environ.setdefault("TEXTUAL_FPS", "120")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("ESCDELAY", "30")
    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]
    if os.environ.get("TERM_PROGRAM") == "iTerm.app":
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def _is_piped() -> bool:
    """Whether standard input is a pipe or a file; ``/dev/null`` and terminals are neither."""
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


def _take_keyboard() -> None:
    if sys.stdin is not None and sys.stdin.isatty():
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        refuse("there is no terminal to take keys from; try: timeline-tui list --file -")
    os.dup2(terminal, 0)
    os.close(terminal)
