"""The panels of people, of sources, and of topics and places."""

from timeline_tui.explore.intents import Intent, MoveTo
from timeline_tui.explore.panels import FACETS, Panel
from timeline_tui.explore.state import State
from timeline_tui.tui.painting import PanelView
from timeline_tui.view import rows
from timeline_tui.view.lines import Line, Role, Segment, line
from timeline_tui.view.words import word


class FacetList(PanelView):
    """The values of one or more facets with their counts, under headings where there are more facets."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(id=f"panel-{panel.name.lower()}", classes="panel")
        self.panel = panel  # type: ignore[misc]  # one class serves three panels

    def _headings(self, state: State) -> list[tuple[int, str]]:
        """The screen lines of the headings, each with its words."""
        if len(FACETS[self.panel]) == 1:
            return []
        starts = state.facet_rows(self.panel).starts
        return [(start + number, word(facet, state.place.language)) for number, (start, facet) in enumerate(starts)]

    def _position(self, state: State, number: int) -> int | None:
        """The position of the value on a screen line; None for a heading."""
        headings = [at for at, _ in self._headings(state)]
        return None if number in headings else number - sum(at < number for at in headings)

    def _number(self, state: State, position: int) -> int:
        """The screen line of a value."""
        number = position
        for at, _ in self._headings(state):
            number += at <= number
        return number

    def line_count(self, state: State) -> int:
        """How many values and headings."""
        return max(1, len(state.facet_rows(self.panel)) + len(self._headings(state)))

    def line_at(self, state: State, number: int) -> Line | None:
        """One value or heading."""
        if not len(state.facet_rows(self.panel)):
            told = "nothing-named" if state.sifting(self.panel).text else "none-given"
            return line(Segment(f"  {word(told, state.place.language)}", Role.DIM)) if number == 0 else None
        position = self._position(state, number)
        if position is None:
            return line(" ", Segment(dict(self._headings(state))[number], Role.HEADING))
        return rows.facet_line(state, self.panel, position, self.width)

    def cursor_span(self, state: State) -> tuple[int, int] | None:
        """The line of the cursor, with the heading above the first value."""
        position = state.mark(self.panel)
        if position < 0:
            return None
        return (0, 2) if position == 0 and self._headings(state) else (self._number(state, position), 1)

    def click_at(self, state: State, number: int) -> Intent | None:
        """A click puts the cursor there."""
        position = self._position(state, number)
        inside = position is not None and position < len(state.facet_rows(self.panel))
        return MoveTo(position, self.panel) if inside and position is not None else None
