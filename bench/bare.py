"""A bare Textual program to compare with: an input, three lists of as many rows as a timeline has, a footer."""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TEXTUAL_FPS", "120")

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Footer, Input, OptionList


class Bare(App[None]):
    """Titles, people and sources of a timeline in three lists, and an input that does nothing."""

    def compose(self) -> ComposeResult:
        """The widgets."""
        timeline = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
        yield Input()
        with Horizontal():
            yield OptionList(*(event["id"] for event in timeline["events"]))
            yield OptionList(*(person["name"] for person in timeline["people"]))
            yield OptionList(*(source["id"] for source in timeline["sources"]))
        yield Footer()


if __name__ == "__main__":
    Bare().run()
