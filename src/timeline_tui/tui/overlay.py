"""A screen over the panels: the help, or the list of problems."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from timeline_tui.explore import intents
from timeline_tui.explore.intents import Intent
from timeline_tui.explore.state import Overlay, State
from timeline_tui.tui.messages import Intended
from timeline_tui.tui.painting import ROLE_CLASSES, intent_at, paint
from timeline_tui.view.lines import Line, Role
from timeline_tui.view.overlays import overlay_lines, overlay_title


def _told(state: State) -> tuple[object, ...]:
    return state.places, state.problems, state.looks, state.place.language


class Page(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines one can scroll through like in a pager."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        ("j,down", "step(1)"),
        ("k,up", "step(-1)"),
        ("enter", "follow"),
        ("ctrl+d", "scroll_pages(0.5)"),
        ("ctrl+u", "scroll_pages(-0.5)"),
        ("pagedown,ctrl+f,space", "scroll_pages(1)"),
        ("pageup,ctrl+b", "scroll_pages(-1)"),
        ("g,home", "scroll_edge(0)"),
        ("G,end", "scroll_edge(1)"),
    ]

    def __init__(self, state: State, overlay: Overlay) -> None:
        super().__init__()
        self._state, self._overlay = state, overlay
        self._lines: list[Line] = []
        self._links: list[int] = []
        self._cursor = 0
        self.border_title = Content(overlay_title(overlay, state.place.language))

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap anew."""
        self.make()

    def show(self, state: State) -> None:
        """Show what the overlay says of another state, where it says something else."""
        before, self._state = self._state, state
        if _told(before) == _told(state):
            return
        self.make()
        self.refresh()

    def make(self) -> None:
        """Make the lines for the width there is."""
        width = max(20, self.scrollable_content_region.width)
        self._lines = overlay_lines(self._state, self._overlay, width)
        self._links = [number for number, made in enumerate(self._lines) if made.link is not None]
        self.virtual_size = Size(width, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """The strip of one line on screen."""
        number = y + self.scroll_offset.y
        line = self._lines[number] if number < len(self._lines) else None
        if line is not None and self._links and number == self._links[self._cursor]:
            line = Line(line.segments, Role.CURSOR)
        return paint(self, line, self.scrollable_content_region.width)

    def action_step(self, by: int) -> None:
        """To the next line that leads on; where none does, scroll by lines."""
        if not self._links:
            self.scroll_relative(y=by, animate=False)
            return
        self._cursor = min(max(self._cursor + by, 0), len(self._links) - 1)
        first = self._cursor == 0
        self.scroll_to_region(Region(0, 0 if first else self._links[self._cursor], 1, 1), animate=False)
        self.refresh()

    def action_follow(self) -> None:
        """Go where the line leads, or scroll."""
        if not self._links:
            self.action_step(1)
            return
        self._want(self._lines[self._links[self._cursor]].segments[0].intent)

    def on_click(self, event: events.Click) -> None:
        """Go where the clicked line leads."""
        offset = event.get_content_offset(self)
        number = offset.y + self.scroll_offset.y if offset else -1
        if offset and 0 <= number < len(self._lines):
            self._want(intent_at(self._lines[number], offset.x))

    def _want(self, intent: Intent | None) -> None:
        if intent is not None:
            self.post_message(Intended(intent))

    def action_scroll_pages(self, by: float) -> None:
        """Scroll by pages; a cursor goes along by as many lines that lead on."""
        lines = int(by * self.scrollable_content_region.height)
        if self._links:
            self.action_step(lines)
        else:
            self.scroll_relative(y=lines, animate=False)

    def action_scroll_edge(self, end: int) -> None:
        """Scroll to the top (0) or the end (1)."""
        self._cursor = max(0, end * (len(self._links) - 1))
        self.refresh()
        self.scroll_to(y=end * self.virtual_size.height, animate=False)


class OverlayScreen(ModalScreen[None], inherit_bindings=False):
    """One page over the panels."""

    COMPONENT_CLASSES: ClassVar[set[str]] = ROLE_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,question_mark,f1,exclamation_mark,E,V,b", "close"),
        ("ctrl+c", "interrupt"),
        ("ctrl+q", "leave"),
    ]

    def __init__(self, state: State, overlay: Overlay) -> None:
        super().__init__()
        self._page = Page(state, overlay)

    def compose(self) -> ComposeResult:
        """The page."""
        yield self._page

    def show(self, state: State) -> None:
        """Show another state."""
        self._page.show(state)

    def action_close(self) -> None:
        """Say that it shall close."""
        self.post_message(Intended(intents.Escape()))

    def action_interrupt(self) -> None:
        """Ask to leave."""
        self.post_message(Intended(intents.Interrupt()))

    def action_leave(self) -> None:
        """Leave."""
        self.post_message(Intended(intents.Leave()))
