"""The command that opens the full screen: the one place that imports Textual."""

import os
import stat
import sys

from timeline_tui.cli.exits import opened, refuse
from timeline_tui.cli.languages import language_of_explorer
from timeline_tui.store.opening import STANDARD_INPUT, Opened, open_timeline


def run_explorer(path: str | None, language: str | None) -> int:
    """Open a timeline and explore it; the exit code is the program's.

    Without a file, what is piped in is the timeline. Keys come from the terminal, whatever standard
    input is.
    """
    if path is None and _is_piped():
        path = STANDARD_INPUT
    found = opened(path)
    _take_keyboard()
    _prepare_environment()
    from timeline_tui.tui.app import TimelineApp  # noqa: PLC0415  # after the file: a bad one ends at once

    def read_again() -> Opened:
        return found if path == STANDARD_INPUT else open_timeline(path)

    no_color = bool(os.environ.get("NO_COLOR"))
    app = TimelineApp(found, read_again, language_of_explorer(language), ansi_color=no_color)
    app.run()
    return app.return_code or 0


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
    if sys.stdin.isatty():
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        refuse("there is no terminal to take keys from; try: timeline-tui list --file -")
    os.dup2(terminal, 0)
    os.close(terminal)
