"""Updates that move: the cursor, the focus, the window, through links and through history."""

from bisect import bisect_left, bisect_right

from msgspec.structs import replace

from timeline_tui.explore import intents
from timeline_tui.explore import window as windows
from timeline_tui.explore.panels import AROUND, FACETS, Panel, Sifting
from timeline_tui.explore.state import LAST_HIT, NO_HIT, NO_LINK, State, asked, first_window, with_panel
from timeline_tui.explore.steps import Outcome, at, away, jump, tell
from timeline_tui.explore.subjects import Subject
from timeline_tui.index.base import Order
from timeline_tui.model.bounds import Bounds

_LEFT_TO_RIGHT = (Panel.PEOPLE, Panel.EVENTS, Panel.DETAIL)


def move(state: State, intent: intents.Move) -> Outcome:
    """Move a cursor by lines, stopping at the ends; while typing, that of the list."""
    panel = intent.panel or _moved_panel(state)
    if panel is Panel.TIME:
        return _along_axis(state, intent.by), ()
    return _to_line(state, panel, _line(state, panel) + intent.by), ()


def move_page(state: State, intent: intents.MovePage) -> Outcome:
    """Move a cursor by half pages of its panel."""
    panel = _moved_panel(state)
    by = intent.halves * max(1, state.height(panel) // 2)
    return move(state, intents.Move(by, panel))


def _moved_panel(state: State) -> Panel:
    """The panel that keys move in: while typing the list."""
    return Panel.EVENTS if state.searching else state.place.panel


def move_to(state: State, intent: intents.MoveTo) -> Outcome:
    """Put a cursor on a line; a panel named by a click gets the focus."""
    panel = intent.panel or state.place.panel
    if panel is Panel.TIME:
        edge = state.place.window.start if intent.position == 0 else state.place.window.end - 1
        return at(state, moment=state.unit.floor(edge)), ()
    if intent.panel is not None and panel is not state.place.panel:
        state, _ = focus(state, intents.Focus(panel))
    last = _lines(state, panel) - 1
    state = _to_line(state, panel, last if intent.position < 0 else intent.position)
    return open_(state, intents.Open()) if intent.open else (state, ())


def focus(state: State, intent: intents.Focus) -> Outcome:
    """Go to a panel; the detail follows its cursor."""
    panel = intent.panel
    if panel in FACETS:
        return _to_line(at(state, panel=panel), panel, state.mark(panel)), ()
    if panel is Panel.EVENTS:
        return away(state, panel=panel), ()
    if panel is Panel.TIME:
        return at(state, panel=panel, moment=state.unit.floor(_focal_moment(state))), ()
    return at(state, panel=panel), ()


def focus_next(state: State, intent: intents.FocusNext) -> Outcome:
    """Go around the panels."""
    here = AROUND.index(state.place.panel)
    return focus(state, intents.Focus(AROUND[(here + intent.by) % len(AROUND)]))


def across(state: State, intent: intents.Across) -> Outcome:
    """Along the axis, or to the panel at the side."""
    panel = state.place.panel
    if panel is Panel.TIME:
        return _along_axis(state, intent.by), ()
    here = _LEFT_TO_RIGHT.index(Panel.PEOPLE if panel in FACETS else panel)
    there = _LEFT_TO_RIGHT[min(max(here + intent.by, 0), len(_LEFT_TO_RIGHT) - 1)]
    if there is Panel.PEOPLE and panel in FACETS:
        return state, ()
    return focus(state, intents.Focus(there))


def open_(state: State, _intent: intents.Open) -> Outcome:
    """Show what the cursor is on, or follow it."""
    panel = state.place.panel
    if panel is Panel.TIME:
        closer = Bounds(*state.span)
        return jump(state, window=closer, moment=windows.unit_of(closer).floor(closer.start), anchor=None), ()
    if panel is Panel.DETAIL:
        if state.link is None:
            return tell(state, "no-link" if state.links else "no-links")
        return show(state, intents.Show(state.link.subject))
    subject = state.mark_subject(panel) if panel in FACETS else None
    return jump(state, panel=Panel.DETAIL, subject=subject, link=NO_LINK, hit=NO_HIT), ()


def show(state: State, intent: intents.Show) -> Outcome:
    """Show a record in the detail, every cursor going along; what lies over it closes."""
    subject = intent.subject
    state = replace(state, overlay=None)
    if subject.facet is None:
        return jump(state, panel=Panel.DETAIL, subject=subject, event=subject.key, link=NO_LINK, hit=NO_HIT), ()
    marks = state.place.marks
    for panel, facets in FACETS.items():
        if subject.facet in facets:
            marks = with_panel(marks, panel, subject)
    return jump(state, panel=Panel.DETAIL, subject=subject, marks=marks, link=NO_LINK, hit=NO_HIT), ()


def back(state: State, _intent: intents.Back) -> Outcome:
    """To the place before."""
    return travel(state, intents.Travel(-1)) if state.back else tell(state, "no-back")


def forward(state: State, _intent: intents.Forward) -> Outcome:
    """To the place one came back from."""
    return travel(state, intents.Travel(1)) if state.forward else tell(state, "no-forward")


def travel(state: State, intent: intents.Travel) -> Outcome:
    """Through the places one has been, stopping at the first and the last."""
    places = (*state.back, state.place, *state.forward)
    there = min(max(len(state.back) + intent.by, 0), len(places) - 1)
    changed = replace(state, place=places[there], back=places[:there], forward=places[there + 1 :], fault=None)
    return asked(replace(changed, overlay=None, travels=state.travels + 1)), ()


def next_hit(state: State, intent: intents.NextHit) -> Outcome:
    """To the next found event, around the end."""
    if not state.result.total:
        return tell(state, "no-hits")
    position = _next_found(state, intent.by)
    wrapped = position <= state.position if intent.by > 0 else position >= state.position
    event = state.event_at(position)
    hit = NO_HIT if state.place.panel is not Panel.DETAIL else 0 if intent.by > 0 else LAST_HIT
    moved = away(state, event=event.id if event else "", hit=hit)
    return tell(moved, "wrapped") if wrapped else (moved, ())


def _next_found(state: State, by: int) -> int:
    """The position of the next event found in the list as it is ordered; there is one."""
    size, step = len(state.rows), 1 if by > 0 else -1
    found = state.result.rows
    if state.place.dim and state.place.order is Order.DATE:
        row = state.rows[state.position]
        order = state.result.order
        return order[(bisect_right(order, row) if by > 0 else bisect_left(order, row) - 1) % len(order)]
    position = (state.position + step) % size
    while not found >> state.rows[position] & 1:
        position = (position + step) % size
    return position


def to_hit(state: State, intent: intents.ToHit) -> Outcome:
    """To a hit inside the detail."""
    return at(state, hit=intent.number, link=NO_LINK), ()


def listed(state: State, panel: Panel, sifting: Sifting) -> State:
    """The state in which a facet panel lists its values so; its cursor stays on its value."""
    cursor = state.mark_subject(panel)
    marks = with_panel(state.place.marks, panel, cursor) if cursor else state.place.marks
    return at(state, siftings=with_panel(state.place.siftings, panel, sifting), marks=marks)


def sort(state: State, _intent: intents.Sort) -> Outcome:
    """The next order of the list, or of a facet panel's values."""
    panel = state.place.panel
    if panel in FACETS:
        sifting = state.sifting(panel)
        turned = replace(sifting, by_name=not sifting.by_name)
        return tell(listed(state, panel, turned), "sorted-by-name" if turned.by_name else "sorted-by-count")
    orders = list(Order)
    order = orders[(orders.index(state.place.order) + 1) % len(orders)]
    cursor_event = state.event.id if state.event else state.place.event
    return tell(at(state, order=order, event=cursor_event), f"sorted-by-{order}")


def measure(state: State, _intent: intents.Measure) -> Outcome:
    """Measure time from the event under the cursor, or no longer."""
    event = state.event
    if event is None:
        return tell(state, "nothing-here")
    if state.place.origin == event.id:
        return tell(at(state, origin=""), "measured-no-more")
    if event.date is None:
        return tell(state, "no-date-to-measure")
    return tell(at(state, origin=event.id), "measured")


def scrolled(state: State, intent: intents.Scrolled) -> Outcome:
    """Know where a panel is scrolled to."""
    if dict(state.place.tops).get(intent.panel) == intent.top:
        return state, ()
    return at(state, tops=with_panel(state.place.tops, intent.panel, intent.top)), ()


def zoom(state: State, intent: intents.Zoom) -> Outcome:
    """Look closer at the axis, or from further away: then both what is earlier and what is later comes into sight."""
    window = state.place.window
    around = _focal_moment(state) if intent.by > 0 else (window.start + window.end) // 2
    return _looking(state, windows.zoomed(window, intent.by, around)), ()


def pan(state: State, intent: intents.Pan) -> Outcome:
    """Move the window of the axis."""
    return _looking(state, windows.moved(state.place.window, intent.by)), ()


def _looking(state: State, window: Bounds) -> State:
    """Another window of the axis; its cursor stays in sight, at the start of a unit."""
    moment = min(max(state.place.moment, window.start), window.end - 1)
    return at(state, window=window, moment=windows.unit_of(window).floor(moment), anchor=None)


def zoom_all(state: State, _intent: intents.ZoomAll) -> Outcome:
    """The window as it was first."""
    return _looking(state, first_window(state.index)), ()


def _focal_moment(state: State) -> int:
    """Where the axis is looked at: its own cursor, else the selected event, else the middle."""
    window = state.place.window
    if state.place.panel is Panel.TIME:
        return state.place.moment
    date = state.event.date if state.event else None
    if date is not None:
        moment = date.strict.start if date.strict.has_start else date.strict.end - 1
        if window.start <= moment < window.end:
            return moment
    return (window.start + window.end) // 2


def _along_axis(state: State, by: int) -> State:
    moment = state.unit.step(state.unit.floor(state.place.moment), by)
    window = windows.holding(state.place.window, moment)
    return at(state, moment=min(max(moment, window.start), window.end - 1), window=window)


def _line(state: State, panel: Panel) -> int:
    if panel in FACETS:
        return state.mark(panel)
    return state.place.link if panel is Panel.DETAIL else state.position


def _lines(state: State, panel: Panel) -> int:
    if panel in FACETS:
        return len(state.facet_rows(panel))
    return len(state.links) if panel is Panel.DETAIL else len(state.rows)


def _to_line(state: State, panel: Panel, line: int) -> State:
    lines = _lines(state, panel)
    if not lines:
        return state if panel is Panel.DETAIL else away(state)
    line = min(max(line, 0), lines - 1)
    if panel in FACETS:
        row = state.facet_rows(panel)[line]
        subject = Subject(row.facet, row.key)
        marks = with_panel(state.place.marks, panel, subject)
        return at(state, marks=marks, subject=subject, link=NO_LINK, hit=NO_HIT)
    if panel is Panel.DETAIL:
        return at(state, link=line, hit=NO_HIT)
    event = state.event_at(line)
    return away(state, event=event.id if event else "")
