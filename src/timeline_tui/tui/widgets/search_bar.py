"""The line in which a query is typed."""

import re
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.reactive import Reactive, reactive
from textual.widgets import Input, Static

from timeline_tui.explore import intents
from timeline_tui.explore.intents import Asking
from timeline_tui.explore.state import State
from timeline_tui.model.text import clean, one_line
from timeline_tui.tui.messages import Intended
from timeline_tui.view.bars import prompt_label
from timeline_tui.view.words import word

_LINE_ENDS = re.compile(r"[ \t]*[\r\n]+[ \t]*")


class QueryInput(Input):
    """The text of the query; Textual owns its caret."""

    virtual_size = Reactive(Size(0, 0))
    """Of its own, because Textual's lays the whole screen out anew with every letter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "drop"),
        ("tab", "complete"),
        ("ctrl+r", "recall"),
    ]

    def on_paste(self, event: events.Paste) -> None:
        """Take all that is pasted as one line; Textual would take the first line alone."""
        event.prevent_default()
        event.stop()
        self.replace(_LINE_ENDS.sub(" ", event.text.strip("\r\n")), *sorted(self.selection))

    def action_drop(self) -> None:
        """Put the old query back."""
        self.post_message(Intended(intents.DropSearch()))

    def action_complete(self) -> None:
        """Go on with what the last word most likely means."""
        self.post_message(Intended(intents.Complete()))

    def action_recall(self) -> None:
        """Look for an older query, or for the next older one."""
        self.post_message(Intended(intents.Ask(Asking.RECALL)))


class SearchBar(Horizontal):
    """A slash and the query, or what else is asked for and typed."""

    state: reactive[State | None] = reactive(None, init=False, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._sent: list[str] = []

    def compose(self) -> ComposeResult:
        """The slash, then the input."""
        yield Static(" / ", markup=False, id="slash")
        yield QueryInput(id="query", compact=True, select_on_focus=False)

    @property
    def input(self) -> QueryInput:
        """The input."""
        return self.query_one(QueryInput)

    def watch_state(self, old: State | None, state: State | None) -> None:
        """Show the query's text where somebody else changed it; what was typed here only comes back as an echo."""
        if state is None:
            return
        text = state.typed
        if old is None or prompt_label(old) != prompt_label(state):
            self.query_one("#slash", Static).update(prompt_label(state))
            self._sent.clear()
            self._write(text)
        elif text in self._sent:
            del self._sent[: self._sent.index(text) + 1]
        elif old.typed != text:
            self._sent.clear()
            self._write(text)
        hint = f"{state.prompt.asking}-hint" if state.prompt else "search-hint"
        self.input.placeholder = word(hint, state.place.language)
        self.set_class(state.fault is not None, "-fault")

    def _write(self, text: str) -> None:
        if self.input.value == text:
            return
        goes_on = text == f"{self.input.value} "
        caret = self.input.cursor_position if goes_on and not self.input.cursor_at_end else len(text)
        with self.input.prevent(Input.Changed):
            self.input.value = text
            self.input.cursor_position = caret  # one who clicked into the middle stays there

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is typed; what is pasted is made safe for the terminal first."""
        event.stop()
        typed = one_line(event.value) if clean(event.value) != event.value else event.value
        if typed != event.value:
            self._write(typed)
        self._sent.append(typed)
        self.post_message(Intended(intents.Type(typed)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Say that it shall stay."""
        event.stop()
        self.post_message(Intended(intents.KeepSearch()))

    def on_descendant_focus(self) -> None:
        """A click into the line begins to type."""
        if self.input.has_focus and self.state is not None and not self.state.is_typing:
            self.post_message(Intended(intents.OpenSearch()))
