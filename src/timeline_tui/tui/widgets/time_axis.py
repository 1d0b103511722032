"""The time axis."""

from textual import events

from timeline_tui.explore.intents import ChooseSpan, DrawSpan, Intent
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import State
from timeline_tui.tui.messages import Intended
from timeline_tui.tui.painting import PanelView
from timeline_tui.view.axis import axis_lines, edges_of
from timeline_tui.view.lines import Line

_LINES = 4


class TimeAxis(PanelView):
    """Where in time the events found lie; a range drawn on it filters."""

    panel = Panel.TIME

    def __init__(self) -> None:
        super().__init__(id="panel-time", classes="panel")
        self._made: tuple[State | None, tuple[int, int], list[Line]] = (None, (0, 0), [])
        self._pressed: int | None = None

    def _lines(self, state: State) -> list[Line]:
        room = max(1, self.width), self.line_count(state)
        if self._made[0] is not state or self._made[1] != room:
            self._made = (state, room, axis_lines(state, *room))
        return self._made[2]

    def line_count(self, _state: State) -> int:
        """As many lines as there is room for."""
        return min(_LINES, max(1, self.scrollable_content_region.height))

    def line_at(self, state: State, number: int) -> Line | None:
        """One line of the axis."""
        lines = self._lines(state)
        return lines[number] if number < len(lines) else None

    def cursor_span(self, _state: State) -> tuple[int, int] | None:
        """Nothing scrolls here."""
        return None

    def click_at(self, _state: State, _number: int) -> Intent | None:
        """Clicks are ranges, begun when the button goes down."""
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a range."""
        offset = event.get_content_offset(self)
        if offset is not None and event.button == 1:
            self._pressed = offset.x
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the range as it is drawn."""
        if self._pressed is not None and self.state is not None:
            first, last, _ = self._drawn(event)
            self.post_message(Intended(DrawSpan(first, last)))

    def _drawn(self, event: events.MouseEvent) -> tuple[int, int, int]:
        """The first and the last moment between where the button went down and an event, and a column's seconds."""
        assert self.state is not None  # noqa: S101  # asked by the callers
        edges = edges_of(self.state.place.window, max(1, self.width))
        here = min(max(event.get_content_offset_capture(self).x, 0), len(edges) - 2)
        first, last = sorted((min(self._pressed or 0, len(edges) - 2), here))
        return edges[first], edges[last + 1] - 1, edges[1] - edges[0]

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a range: filter by it."""
        if self._pressed is None or self.state is None:
            return
        self.release_mouse()
        first, last, column = self._drawn(event)
        self._pressed = None
        self.post_message(Intended(ChooseSpan(first, last, column)))
