"""Lines with roles turned into strips with styles, and the base of every panel."""

from typing import ClassVar, TypeAlias

from rich.segment import Segment as Piece
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from timeline_tui.explore import intents
from timeline_tui.explore.intents import Intent
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import State
from timeline_tui.tui.messages import Intended
from timeline_tui.view.bars import panel_title
from timeline_tui.view.lines import Line, Role, width_of

ROLE_CLASSES = {f"role--{role}" for role in Role}
"""Every screen has them, not every widget: Textual works out each of them for each that has it, which takes long."""

_AMPLE = 1_000
"""Cells for the title of a panel that has no size yet: it is painted as soon as it has one, and cut then."""

_InSight: TypeAlias = tuple[tuple[int, int], dict[int, Line | None]]
"""Cells and lines of a panel, and what it shows by the number of the line."""


def paint(widget: Widget, line: Line | None, width: int) -> Strip:
    """A line as a strip of exactly ``width`` cells, in the styles of the roles on the widget's screen."""
    base = widget.rich_style
    if line is None:
        return Strip.blank(width, base)
    look = _Look(widget)
    if line.role is not Role.TEXT:
        base += look.style(line.role)
    pieces = [
        Piece(text, base if role is Role.TEXT else base + look.style(role)) for text, role, _ in line.segments if text
    ]
    return Strip(pieces).adjust_cell_length(width, base)


def intent_at(line: Line | None, x: int) -> Intent | None:
    """What a click on cell ``x`` of a line means, where a piece of it says so."""
    at = 0
    for segment in line.segments if line else ():
        at += width_of(segment.text)
        if x < at:
            return segment.intent
    return None


class _Look:
    """How roles look on a widget's screen; worked out once for each theme, since every piece of every line asks."""

    _known: ClassVar[dict[tuple[object, ...], dict[Role, Style]]] = {}

    def __init__(self, widget: Widget) -> None:
        self._screen = widget.screen
        app = widget.app
        key = (app.theme, app.ansi_color, type(self._screen), self._screen.rich_style)
        self._styles = self._known.setdefault(key, {})

    def style(self, role: Role) -> Style:
        """What a role adds to the line below it."""
        found = self._styles.get(role)
        if found is None:
            name = f"role--{role}"
            screen = self._screen
            blended, declared = (
                screen.get_component_rich_style(name),
                screen.get_component_rich_style(name, partial=True),
            )
            found = self._styles[role] = _layer(blended, declared)
        return found


def _layer(blended: Style, declared: Style) -> Style:
    """What a role adds to the line below it: its own attributes, its colours blended with the theme's."""
    background = blended.bgcolor if declared.bgcolor else None
    return declared + Style(color=blended.color, bgcolor=background)


class PanelView(ScrollView, can_focus=True, inherit_bindings=False):
    """A panel of lines; only those on screen are made."""

    ALLOW_SELECT = False
    panel: ClassVar[Panel]

    state: reactive[State | None] = reactive(None, init=False, repaint=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id, classes=classes)
        self._title = ""
        self._shown: _InSight = ((0, 0), {})

    def line_count(self, state: State) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def line_at(self, state: State, number: int) -> Line | None:
        """The line at ``number``."""
        raise NotImplementedError

    def cursor_span(self, state: State) -> tuple[int, int] | None:
        """The first line and the number of lines that must stay in sight."""
        raise NotImplementedError

    def click_at(self, state: State, number: int) -> Intent | None:
        """What a click on a line means."""
        raise NotImplementedError

    @property
    def width(self) -> int:
        """The cells of a line."""
        return self.scrollable_content_region.width

    @property
    def _room(self) -> tuple[int, int]:
        """The cells of a line, and how many lines there is room for."""
        region = self.scrollable_content_region
        return region.width, region.height

    def watch_state(self, old: State | None, state: State | None) -> None:
        """Show another state."""
        if state is None:
            return
        title = panel_title(state, self.panel, max(4, self.size.width - 6) if self.size else _AMPLE)
        if title != self._title:
            self._title, self.border_title = title, Content(title)
        if old is not None and old.travels != state.travels:
            self._follow_top(state)
        self.measure(state, keep_cursor=old is None or self.cursor_span(old) != self.cursor_span(state))
        before, self._shown = self._shown, self._in_sight(state)
        if old is not None:  # what is new, or of another size, is painted in any case
            self._repaint(before)

    def _in_sight(self, state: State) -> _InSight:
        top, room = self.scroll_offset.y, self._room
        return room, {number: self.line_at(state, number) for number in range(top, top + room[1])}

    def _repaint(self, before: _InSight) -> None:
        """Have those lines painted anew that are not what they were: painting takes longer than anything else."""
        room, shown = self._shown
        if before[0] != room:
            self.refresh()
            return
        for number, made in shown.items():
            if number not in before[1] or before[1][number] != made:
                self.refresh_lines(number)

    def _follow_top(self, state: State) -> None:
        """Scroll to where one was at the place that one came back to."""
        self._take_lines(state)
        self.scroll_to(y=dict(state.place.tops).get(self.panel, 0), animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say what is in sight now."""
        super().watch_scroll_y(old_value, new_value)
        if self.state is not None and round(old_value) != round(new_value):
            self.post_message(Intended(intents.Scrolled(self.panel, round(new_value))))

    def measure(self, state: State, *, keep_cursor: bool) -> None:
        """Take the number of lines anew and keep the cursor's in sight."""
        self._take_lines(state)
        span, height = self.cursor_span(state), self.scrollable_content_region.height
        if keep_cursor and span is not None and height:
            region = Region(0, span[0], 1, min(span[1], height))
            self.scroll_to_region(region, animate=False, force=True)

    def _take_lines(self, state: State) -> None:
        """Take over how many lines there are, without having the whole screen laid out anew for it."""
        lines = self.line_count(state)
        self.set_reactive(PanelView.virtual_size, Size(max(1, self.width), lines))
        self.vertical_scrollbar.window_virtual_size = lines
        if self.scroll_offset.y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """The strip of one line on screen."""
        if self.state is None:
            return Strip.blank(self.size.width, self.rich_style)
        number = y + self.scroll_offset.y
        room, shown = self._shown
        known = room == self._room and number in shown
        return paint(self, shown[number] if known else self.line_at(self.state, number), self.width)

    def on_resize(self, event: events.Resize) -> None:
        """Say how many lines fit."""
        if self.state is not None:
            self.watch_state(None, self.state)
        self.post_message(Intended(intents.Resized(self.panel, event.size.height)))

    def on_focus(self) -> None:
        """Say that the panel was gone to, unless that is known."""
        if not self.has_focus or self.state is None:
            return
        if self.state.place.panel is not self.panel or self.state.is_typing:
            self.post_message(Intended(intents.Focus(self.panel)))

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked; a double click opens."""
        offset = event.get_content_offset(self)
        if offset is None or self.state is None:
            return
        number = offset.y + self.scroll_offset.y
        wanted = intent_at(self.line_at(self.state, number), offset.x) or self.click_at(self.state, number)
        if wanted is not None:
            self.post_message(Intended(wanted))
            if event.chain == 2:  # noqa: PLR2004  # a double click
                self.post_message(Intended(intents.Open()))


class BarView(Widget, can_focus=False):
    """One line of the screen that is no panel."""

    ALLOW_SELECT = False
    state: reactive[State | None] = reactive(None, init=False, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._made: tuple[State | None, int, Line | None] = (None, 0, None)

    def line(self, state: State, width: int) -> Line:
        """The line in ``width`` cells."""
        raise NotImplementedError

    def _line(self) -> Line | None:
        """The line of the state that is shown, made once for it."""
        state, width = self.state, self.size.width
        if self._made[0] is not state or self._made[1] != width:
            self._made = (state, width, self.line(state, width) if state else None)
        return self._made[2]

    def watch_state(self, _old: State | None, _state: State | None) -> None:
        """Show another state where the line says something else."""
        before = self._made[2]
        if before is None or before != self._line():
            self.refresh()

    def render_line(self, _y: int) -> Strip:
        """The strip of the line."""
        return paint(self, self._line(), self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked."""
        if wanted := intent_at(self._line(), event.x):
            self.post_message(Intended(wanted))
