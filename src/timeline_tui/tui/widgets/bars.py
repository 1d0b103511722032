"""The lines above and below the panels."""

from timeline_tui.explore.state import State
from timeline_tui.tui.painting import BarView
from timeline_tui.view import bars
from timeline_tui.view.lines import Line


class TitleBar(BarView):
    """The timeline's name, and how many events are shown."""

    def line(self, state: State, width: int) -> Line:
        """The line in ``width`` cells."""
        return bars.title_line(state, width)


class FilterBar(BarView):
    """The active filters, or what there is to tell."""

    def line(self, state: State, width: int) -> Line:
        """The line in ``width`` cells."""
        return bars.filter_line(state, width)


class HintBar(BarView):
    """What can be done now."""

    def line(self, state: State, width: int) -> Line:
        """The line in ``width`` cells."""
        return bars.hint_line(state, width)
