"""The one message from widgets upwards."""

from textual.message import Message

from timeline_tui.explore.intents import Intent


class Intended(Message):
    """A person wants something."""

    def __init__(self, intent: Intent) -> None:
        super().__init__()
        self.intent = intent
