"""The detail of what is selected."""

from typing import ClassVar

from textual.binding import BindingType

from timeline_tui.explore.intents import Intent, MoveTo, NextHit, ToHit
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import NO_HIT, State
from timeline_tui.tui.messages import Intended
from timeline_tui.tui.painting import PanelView
from timeline_tui.view.detail import detail_lines
from timeline_tui.view.lines import Line, Role


class Detail(PanelView):
    """Everything known of an event, a person, a source, a topic or a place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("j,down", "step(1)"),
        ("k,up", "step(-1)"),
        ("ctrl+d", "half_page(1)"),
        ("ctrl+u", "half_page(-1)"),
        ("pagedown,ctrl+f", "half_page(2)"),
        ("pageup,ctrl+b", "half_page(-2)"),
        ("n", "hit(1)"),
        ("N", "hit(-1)"),
    ]
    panel = Panel.DETAIL

    def __init__(self) -> None:
        super().__init__(id="panel-detail", classes="panel")
        self._made: tuple[State | None, int, list[Line]] = (None, 0, [])

    def _lines(self, state: State) -> list[Line]:
        if not self.width:
            return []
        if self._made[0] is not state or self._made[1] != self.width:
            self._made = (state, self.width, detail_lines(state, max(8, self.width - 1)))
        return self._made[2]

    def line_count(self, state: State) -> int:
        """How many lines."""
        return len(self._lines(state))

    def line_at(self, state: State, number: int) -> Line | None:
        """One line; that of the chosen link stands out."""
        lines = self._lines(state)
        if number >= len(lines):
            return None
        made = lines[number]
        chosen = made.link is not None and made.link == state.place.link
        if state.place.panel is self.panel and (chosen or number == self._hit_line(state)):
            return Line(made.segments, Role.CURSOR, made.link)
        return made

    def cursor_span(self, state: State) -> tuple[int, int] | None:
        """The line of the chosen link or hit; the top where none is chosen."""
        line = self._line_of(state, state.place.link) if state.place.panel is self.panel else None
        line = self._hit_line(state) if line is None else line
        return (line or 0, 1)

    def _hits(self, state: State) -> list[int]:
        """The lines in which something is found."""
        lines = enumerate(self._lines(state))
        return [number for number, made in lines if any(piece.role is Role.HIT for piece in made.segments)]

    def _hit_line(self, state: State) -> int | None:
        hits = self._hits(state) if state.place.hit != NO_HIT else []
        return hits[min(state.place.hit, len(hits) - 1)] if hits else None

    def _line_of(self, state: State, link: int) -> int | None:
        return next((number for number, made in enumerate(self._lines(state)) if made.link == link), None)

    def click_at(self, state: State, number: int) -> Intent | None:
        """A click on a link follows it."""
        lines = self._lines(state)
        link = lines[number].link if number < len(lines) else None
        return MoveTo(link, self.panel, open=True) if link is not None else None

    def watch_state(self, old: State | None, state: State | None) -> None:
        """Show another state; another record from its top."""
        if old is not None and state is not None and old.subject != state.subject:
            self.scroll_to(y=0, animate=False, force=True)
        super().watch_state(old, state)

    def action_step(self, by: int) -> None:
        """To the next link where it is in sight, else a line on: nothing is jumped over unread."""
        state = self.state
        if state is None:
            return
        top = self.scroll_offset.y
        seen = self._lines(state)[top : top + self.scrollable_content_region.height]
        links = [made.link for made in seen if made.link is not None]
        wanted = state.place.link + by if state.place.link in links else links[0 if by > 0 else -1] if links else None
        if wanted in links and wanted is not None:
            self.post_message(Intended(MoveTo(wanted, self.panel)))
        else:
            self.scroll_relative(y=by, animate=False, force=True)

    def action_hit(self, by: int) -> None:
        """To the next words found, from the last to the next event."""
        if self.state is None:
            return
        hits = len(self._hits(self.state))
        here = self.state.place.hit
        wanted = (0 if by > 0 else hits - 1) if here == NO_HIT else min(here, hits - 1) + by
        inside = 0 <= wanted < hits
        self.post_message(Intended(ToHit(wanted) if inside else NextHit(by)))

    def action_half_page(self, halves: int) -> None:
        """Scroll without moving from link to link."""
        by = halves * max(1, self.scrollable_content_region.height // 2)
        self.scroll_relative(y=by, animate=False, force=True)
