"""Exit codes, and how the command line tells what went wrong."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from typing import TYPE_CHECKING, NoReturn

import click

from timeline_tui.model.problems import counted
from timeline_tui.model.text import clean
from timeline_tui.store.opening import STANDARD_INPUT, Opened, UnreadableError, open_timeline

if TYPE_CHECKING:
    from timeline_tui.store.indexing import Progress


class Exit(IntEnum):
    """What the program answers with."""

    DONE = 0
    """Done, found, clean."""

    NOTHING = 1
    """Nothing found, or errors found by ``validate``."""

    CANNOT = 2
    """Wrong usage, an unreadable file, or no terminal to draw on."""


def tell(message: str) -> None:
    """Say something on standard error; what a file, a path or an argument holds cannot command the terminal."""
    with suppress(OSError):  # the answer matters more
        click.echo(clean(message), err=True)


def refuse(message: str) -> NoReturn:
    """Say why something cannot be done, and end with ``Exit.CANNOT``."""
    tell(f"timeline-tui: {message}")
    sys.exit(Exit.CANNOT)


def _told(progress: "Progress") -> None:
    """Say on a terminal how far a big file is read; the last word wipes it away."""
    if sys.stderr.isatty():
        percent = progress.done * 100 // max(1, progress.size)
        _say(f"reading, {percent} %, {progress.events:,} events" if progress.done < progress.size else "")


def _say(said: str) -> None:
    """Say something on the last line of a terminal, in place of what was said there before."""
    click.echo(f"\r\x1b[K{said}", err=True, nl=False)


@contextmanager
def _said_to_be_read(path: str | None) -> Iterator[None]:
    """Within this a terminal says that standard input is waited for, which may take as long as it likes."""
    waits = path == STANDARD_INPUT and sys.stderr.isatty()
    if waits:
        _say("reading standard input")
    try:
        yield
    finally:
        if waits:
            _say("")


def opened(path: str | None, how: Callable[[str | None], Opened] | None = None) -> Opened:
    """Open a timeline whole, or as ``how`` does, or end saying why not; what is wrong is counted on standard error."""
    try:
        with _said_to_be_read(path):
            found = how(path) if how else open_timeline(path, _told)
    except UnreadableError as error:
        refuse(str(error))
    if found.unindexed and how is None:  # the screen says it where it opens
        tell(f"timeline-tui: {found.name}: {found.unindexed}; it is read anew each time")
    if found.problems.errors:
        shown = path if path is not None else ""
        damage = f"{found.problems.damage}; " if found.problems.damage else ""
        tell(
            f"timeline-tui: {found.name}: {damage}{counted(found.problems.errors, 'error')}; what is good is shown."
            f" See: timeline-tui validate {shown}".rstrip()
        )
    return found
