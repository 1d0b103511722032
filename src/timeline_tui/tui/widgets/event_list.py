"""The list of events."""

from timeline_tui.explore.intents import Intent, MoveTo
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import State
from timeline_tui.tui.painting import PanelView
from timeline_tui.view import rows
from timeline_tui.view.lines import Line


class EventList(PanelView):
    """All events found, in the order of their dates."""

    panel = Panel.EVENTS

    def line_count(self, state: State) -> int:
        """How many events, or lines of advice where there are none."""
        return len(state.rows) or len(rows.empty_lines(state, self.width))

    def line_at(self, state: State, number: int) -> Line | None:
        """One event."""
        if not state.rows:
            advice = rows.empty_lines(state, self.width)
            return advice[number] if number < len(advice) else None
        return rows.event_line(state, number, self.width)

    def cursor_span(self, state: State) -> tuple[int, int] | None:
        """The line of the cursor."""
        return (state.position, 1) if state.rows else None

    def click_at(self, state: State, number: int) -> Intent | None:
        """A click puts the cursor there."""
        return MoveTo(min(number, len(state.rows) - 1), self.panel) if state.rows else None
