"""The screen of the explorer: where the panels lie."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from timeline_tui.explore.commands import COMMANDS
from timeline_tui.explore.panels import FACETS, Panel
from timeline_tui.explore.state import State
from timeline_tui.tui.keys import bindings
from timeline_tui.tui.messages import Intended
from timeline_tui.tui.painting import ROLE_CLASSES, PanelView
from timeline_tui.tui.widgets.bars import FilterBar, HintBar, TitleBar
from timeline_tui.tui.widgets.detail import Detail
from timeline_tui.tui.widgets.event_list import EventList
from timeline_tui.tui.widgets.facet_list import FacetList
from timeline_tui.tui.widgets.search_bar import SearchBar
from timeline_tui.tui.widgets.time_axis import TimeAxis
from timeline_tui.view.words import word

_INTENTS = {command.id: command.intent for command in COMMANDS}
_LEAVING_KEYS = {
    key for command in COMMANDS if command.id in {"quit", "interrupt", "leave", "suspend"} for key in command.keys
}
_TOO_SMALL = {"-tiny", "-flat"}


class Explorer(Screen[None], inherit_bindings=False):
    """All panels; it hands the state down and puts Textual's focus where the state says."""

    COMPONENT_CLASSES: ClassVar[set[str]] = ROLE_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # Textual's own declaration
        (0, "-tiny"),
        (20, "-narrow"),
        (80, "-medium"),
        (100, "-broad"),
        (140, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012  # as above
        (0, "-flat"),
        (6, "-low"),
        (16, "-usual"),
        (36, "-tall"),
    ]

    state: reactive[State | None] = reactive(None, init=False, repaint=False)

    def __init__(self, state: State, size: Size) -> None:
        """Begin with a state, laid out for a terminal of ``size``: Textual would lay it out twice to find that out."""
        bounds = ((size.width, self.HORIZONTAL_BREAKPOINTS), (size.height, self.VERTICAL_BREAKPOINTS))
        fitting = [max(one for one in breakpoints if one[0] <= cells)[1] for cells, breakpoints in bounds]
        super().__init__(classes=" ".join(fitting))
        self.set_reactive(Explorer.state, state)

    def compose(self) -> ComposeResult:
        """The bars and panels, each bound to the state."""
        yield TitleBar().data_bind(Explorer.state)
        yield SearchBar().data_bind(Explorer.state)
        yield FilterBar().data_bind(Explorer.state)
        yield TimeAxis().data_bind(Explorer.state)
        with Container(id="body"):
            with Vertical(id="left"):
                for panel in FACETS:
                    yield FacetList(panel).data_bind(Explorer.state)
            with Container(id="right"):
                yield EventList(id="panel-events", classes="panel").data_bind(Explorer.state)
                yield Detail().data_bind(Explorer.state)
        yield HintBar().data_bind(Explorer.state)
        language = self.state.place.language if self.state else "en"
        small = f"{word('too-small', language)}\n{word('too-small-help', language)}"
        yield Static(small, id="too-small", markup=False)

    def watch_state(self, _old: State | None, state: State | None) -> None:
        """Follow the state with the layout and the focus."""
        if state is None or not self.is_mounted:
            return
        for view in self.query(PanelView):
            view.set_class(view.panel is state.place.panel, "-current")
        on_left = state.place.panel in FACETS
        self.query_one("#left").set_class(on_left, "-current")
        self.query_one("#right").set_class(not on_left, "-current")
        self._follow_focus(state)

    def on_mount(self) -> None:
        """Take the focus to where the state begins."""
        self.watch_state(None, self.state)

    def on_screen_resume(self) -> None:
        """Take the focus back when what lay on top is gone."""
        self.watch_state(None, self.state)

    @property
    def heeds_keys(self) -> bool:
        """Whether keys mean anything: in a window too small for anything only those do that leave."""
        return _TOO_SMALL.isdisjoint(self.classes)

    def on_key(self, event: events.Key) -> None:
        """Take back the focus that a window too small took from what it hid."""
        if not self.heeds_keys:
            if event.key not in _LEAVING_KEYS:
                event.stop()
        elif self.focused is None and self.state is not None:
            self._follow_focus(self.state)

    def action_command(self, command_id: str) -> None:
        """Say what a key means."""
        self.post_message(Intended(_INTENTS[command_id]))

    def _follow_focus(self, state: State) -> None:
        wanted: Widget = self.query_one(SearchBar).input if state.is_typing else self._view(state.place.panel)
        if self.focused is not wanted:
            self.set_focus(wanted, scroll_visible=False)

    def _view(self, panel: Panel) -> PanelView:
        return self.query_one(f"#panel-{panel.name.lower()}", PanelView)
