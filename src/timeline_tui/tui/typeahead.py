"""Keys that come before the one they follow has been understood, as in a paste, on a slow line, or typed blindly."""

from textual.events import Key
from textual.widget import Widget

from timeline_tui.explore import intents
from timeline_tui.explore.commands import COMMANDS
from timeline_tui.explore.intents import Intent
from timeline_tui.tui.widgets.search_bar import QueryInput

_ASKING = (intents.OpenSearch, intents.Ask)
_UNDERSTOOD = (*_ASKING, intents.KeepSearch, intents.DropSearch, intents.Complete)
"""What keys come to that begin the typing, and that mean more than text to one who types ..."""

_BEGIN = {key for command in COMMANDS if isinstance(command.intent, _ASKING) for key in command.keys}
_IN_TEXT = {"enter", "escape", "tab", "ctrl+r"}
"""... and these keys."""


class TypeAhead:
    """Holds keys back while one before them, which changes what keys mean, is on its way through the widgets.

    That takes several messages, and as long as the screen is busy; until then keys would go to the old focus.
    """

    def __init__(self) -> None:
        self._held: list[Key] | None = None
        self.turn = 0
        """How often keys have been held back."""

    def holds(self, key: Key, focused: Widget | None, *, heeded: bool) -> bool:
        """Whether a key is held back; one that is not may have the next ones held, if it is ``heeded`` at all."""
        if self._held is not None:
            self._held.append(key)
            return True
        if heeded and key.key in (_IN_TEXT if isinstance(focused, QueryInput) else _BEGIN):
            self._held, self.turn = [], self.turn + 1
        return False

    @property
    def is_waiting(self) -> bool:
        """Whether keys are held back."""
        return self._held is not None

    def released(self, by: Intent | int) -> list[Key]:
        """The keys that are held no longer because an intent has been followed, or a turn has taken too long."""
        is_over = by == self.turn if isinstance(by, int) else isinstance(by, _UNDERSTOOD)
        if not is_over:
            return []
        held, self._held = self._held or [], None
        return held
