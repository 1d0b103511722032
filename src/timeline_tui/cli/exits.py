"""Exit codes, and how the command line tells what went wrong."""

import sys
from enum import IntEnum
from typing import NoReturn

import click

from timeline_tui.model.problems import counted
from timeline_tui.model.text import clean
from timeline_tui.store.opening import Opened, UnreadableError, open_timeline


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
    click.echo(clean(message), err=True)


def refuse(message: str) -> NoReturn:
    """Say why something cannot be done, and end with ``Exit.CANNOT``."""
    tell(f"timeline-tui: {message}")
    sys.exit(Exit.CANNOT)


def opened(path: str | None) -> Opened:
    """Open a timeline, or end saying why not; what is wrong with it is counted on standard error."""
    try:
        found = open_timeline(path)
    except UnreadableError as error:
        refuse(str(error))
    if found.problems.errors:
        shown = path if path is not None else ""
        tell(
            f"timeline-tui: {found.name}: {counted(found.problems.errors, 'error')}; what is good is shown."
            f" See: timeline-tui validate {shown}".rstrip()
        )
    return found
