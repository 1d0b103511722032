"""Lines with roles on a terminal, and how wide it is: coloured where colours are wanted, plain everywhere else."""

import os
import shutil
import sys
from typing import Any

import click

from timeline_tui.view.lines import Line, Role

_STYLES: dict[Role, dict[str, Any]] = {
    Role.DIM: {"dim": True},
    Role.STRONG: {"bold": True},
    Role.TITLE: {"bold": True},
    Role.HEADING: {"bold": True, "underline": True},
    Role.HIT: {"bold": True, "underline": True},
    Role.DATE: {"fg": "cyan"},
    Role.DOUBT: {"italic": True},
    Role.DISPUTED: {"fg": "red", "bold": True},
    Role.PLANNED: {"italic": True},
    Role.QUOTE: {"fg": "green", "italic": True},
    Role.LINK: {"underline": True},
    Role.BAR: {"fg": "blue"},
}


def coloured(line: Line) -> str:
    """A line as it is printed; what a role means is never told by colour alone."""
    if not _wanted():
        return line.text.rstrip()
    return "".join(
        click.style(text, **_STYLES[role]) if role in _STYLES else text for text, role, _ in line.segments if text
    )


def width() -> int | None:
    """The cells of the terminal that standard output is; None where it is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _wanted() -> bool:
    """Whether standard output is a terminal that has colours (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
