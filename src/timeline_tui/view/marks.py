"""How an event is named and marked, on the screen and in plain text."""

from timeline_tui.model.records import Event
from timeline_tui.model.text import in_language
from timeline_tui.view.lines import fill

DISPUTED, PLANNED, CANCELLED = "!", "~", "✗"

STATUS = {"planned": PLANNED, "cancelled": CANCELLED}


def title_of(event: Event, language: str) -> str:
    """An event's title, or its id where it has none."""
    return in_language(event.title, language) or event.id


def bar(count: int, most: int, width: int) -> str:
    """A bar of exactly ``width`` cells in halves of a cell, full at ``most``; never empty for a count."""
    if not count or not most or not width:
        return " " * width
    halves = min(max(1, round(count / most * width * 2)), width * 2)
    return fill("━" * (halves // 2) + "╸" * (halves % 2), width)
