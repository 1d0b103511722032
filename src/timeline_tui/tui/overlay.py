"""A screen over the panels: the help, or the list of problems."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from timeline_tui.explore import intents
from timeline_tui.explore.state import Overlay, State
from timeline_tui.tui.messages import Intended
from timeline_tui.tui.painting import ROLE_CLASSES, paint
from timeline_tui.view.lines import Line
from timeline_tui.view.overlays import overlay_lines, overlay_title


class Page(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines one can scroll through like in a pager."""

    COMPONENT_CLASSES: ClassVar[set[str]] = ROLE_CLASSES
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        ("j,down,enter", "scroll_lines(1)"),
        ("k,up", "scroll_lines(-1)"),
        ("ctrl+d", "scroll_pages(0.5)"),
        ("ctrl+u", "scroll_pages(-0.5)"),
        ("pagedown,ctrl+f,space", "scroll_pages(1)"),
        ("pageup,ctrl+b,b", "scroll_pages(-1)"),
        ("g,home", "scroll_edge(0)"),
        ("G,end", "scroll_edge(1)"),
    ]

    def __init__(self, state: State, overlay: Overlay) -> None:
        super().__init__()
        self._state, self._overlay = state, overlay
        self._lines: list[Line] = []
        self.border_title = Content(overlay_title(overlay, state.place.language))

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew."""
        width = max(20, self.scrollable_content_region.width)
        self._lines = overlay_lines(self._state, self._overlay, width)
        self.virtual_size = Size(width, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """The strip of one line on screen."""
        number = y + self.scroll_offset.y
        line = self._lines[number] if number < len(self._lines) else None
        return paint(self, line, self.scrollable_content_region.width)

    def action_scroll_lines(self, by: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=by, animate=False)

    def action_scroll_pages(self, by: float) -> None:
        """Scroll by pages."""
        self.scroll_relative(y=int(by * self.scrollable_content_region.height), animate=False)

    def action_scroll_edge(self, end: int) -> None:
        """Scroll to the top (0) or the end (1)."""
        self.scroll_to(y=end * self.virtual_size.height, animate=False)


class OverlayScreen(ModalScreen[None], inherit_bindings=False):
    """One page over the panels."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,question_mark,exclamation_mark", "close"),
        ("ctrl+c", "interrupt"),
        ("ctrl+q", "leave"),
    ]

    def __init__(self, state: State, overlay: Overlay) -> None:
        super().__init__()
        self._page = Page(state, overlay)

    def compose(self) -> ComposeResult:
        """The page."""
        yield self._page

    def action_close(self) -> None:
        """Say that it shall close."""
        self.post_message(Intended(intents.Escape()))

    def action_interrupt(self) -> None:
        """Ask to leave."""
        self.post_message(Intended(intents.Interrupt()))

    def action_leave(self) -> None:
        """Leave."""
        self.post_message(Intended(intents.Leave()))
