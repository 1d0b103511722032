"""``timeline-tui explore``, or no command at all: the full screen, and the one place that imports Textual."""

import difflib
import gc
import os
import stat
import sys
from pathlib import Path

import click

from timeline_tui.cli.exits import opened, refuse
from timeline_tui.cli.languages import language_of_explorer, language_option
from timeline_tui.cli.listing import list_
from timeline_tui.cli.main import COMMANDS
from timeline_tui.store.opening import STANDARD_INPUT, Opened, open_timeline


@click.command()
@click.argument("file", required=False)
@language_option("Language of the program and the data.")
def explore(file: str | None, lang: str | None) -> None:
    """Explore a timeline on the full screen: FILE, ``-`` for standard input, or the shipped one.

    Without a file, what is piped in is the timeline. Without a terminal it is listed instead.
    """
    if file not in {None, STANDARD_INPUT} and not Path(str(file)).exists():
        refuse(_no_such_file(str(file)))
    if not sys.stdout.isatty():
        options = [*(["--file", file] if file else []), *(["--lang", lang] if lang else [])]
        list_.main(options, standalone_mode=False)
        return
    if os.environ.get("TERM") in {"dumb", "unknown"} or not sys.stderr.isatty():
        refuse("this terminal cannot draw a full screen; try: timeline-tui list")
    sys.exit(_run(STANDARD_INPUT if file is None and _is_piped() else file, lang))


def _run(path: str | None, language: str | None) -> int:
    """Open a timeline and explore it; the exit code is the program's. Keys come from the terminal."""
    found = opened(path)
    _take_keyboard()
    _prepare_environment()
    from timeline_tui.tui.app import TimelineApp  # noqa: PLC0415  # Textual reads the environment when imported

    def read_again() -> Opened:
        return found if path == STANDARD_INPUT else open_timeline(path)

    no_color = bool(os.environ.get("NO_COLOR"))
    app = TimelineApp(found, read_again, language_of_explorer(language), ansi_color=no_color)
    gc.freeze()
    gc.enable()
    app.run()
    return app.return_code or 0


def _no_such_file(word: str) -> str:
    if "/" in word or word.endswith((".json", ".jsonl", ".gz")):
        return f"{word}: there is no such file"
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
