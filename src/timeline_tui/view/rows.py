"""The lines of the event list and of the facet panels."""

from collections.abc import Iterable

from timeline_tui.explore.panels import FacetRow, Panel
from timeline_tui.explore.state import State
from timeline_tui.explore.subjects import Subject
from timeline_tui.index.base import Flag
from timeline_tui.index.fold import hits
from timeline_tui.model.claims import witnesses
from timeline_tui.model.records import Event
from timeline_tui.model.text import grouped
from timeline_tui.query.nearest import Blame, operators
from timeline_tui.query.run import Result
from timeline_tui.query.terms import Near
from timeline_tui.view.context import context, cut
from timeline_tui.view.dates import in_short
from timeline_tui.view.elapsed import ROOM, elapsed_short
from timeline_tui.view.lines import Line, Role, Segment, clip, fill, line, mark_hits, right, shorten, width_of, wrap
from timeline_tui.view.marks import DISPUTED, STATUS, bar, title_of
from timeline_tui.view.words import word

CURSOR, CURSOR_AWAY, BELONGS, MAYBE, CHOSEN, EXCLUDED, PART = "▌", "▏", "•", "?", "✓", "✗", "↳"
CONTEXT = "  "
_WIDE, _MEASURED, _DATE_WIDE, _DATE_NARROW = 60, 44, 14, 11
_COUNT = 4
"""Cells of a count, a space before it included, where it is not greater."""

_CONTEXT_LEAST = 30
"""Cells for the words around a hit."""


def event_line(state: State, position: int, width: int) -> Line | None:
    """One line of the event list: cursor, date, title, marks; None beyond the end.

    ``!`` stands for sources that disagree, ``~`` for planned, ``4s`` for four independent sources.
    """
    event = state.event_at(position)
    if event is None:
        return None
    found = not state.place.dim or bool(state.result.rows >> state.rows[position] & 1)
    at_cursor = position == state.position
    date_width = _DATE_WIDE if width >= _WIDE else _DATE_NARROW
    marks = _marks(state, event, state.rows[position])
    marks_width = sum(width_of(mark.text) for mark in marks)
    lapse = _lapse(state, event) if width >= _MEASURED else []
    marks_width += sum(width_of(piece.text) for piece in lapse)
    title_width = max(4, width - 2 - date_width - 2 - marks_width - 1)
    maybe = bool(state.result.doubtful >> state.rows[position] & 1)
    gutter = _cursor(state, Panel.EVENTS, at_cursor), _mark_before(state, event, maybe=maybe)
    role = Role.TEXT if event.status == "happened" else Role.PLANNED
    part = f"{PART} " if any(relation.kind == "part-of" for relation in event.related) else ""
    title = part + title_of(event, state.place.language)
    told = _title_and_context(state, event, title, title_width, role)
    padding = " " * (title_width - sum(width_of(piece.text) for piece in told) + 1)
    pieces = [
        *gutter,
        Segment(
            fill(in_short(event.date, date_width, state.place.language), date_width),
            Role.DOUBT if maybe or not event.date else Role.DATE,
        ),
        Segment("  "),
        *told,
        Segment(padding),
        *lapse,
        *marks,
    ]
    if not found:
        return clip(Line(tuple(pieces), Role.DIM), width)
    return clip(Line(tuple(pieces), _cursor_role(state, Panel.EVENTS) if at_cursor else Role.TEXT), width)


def _title_and_context(state: State, event: Event, title: str, width: int, role: Role) -> list[Segment]:
    """A title with its hits; where what was searched stands elsewhere, the words around it follow."""
    patterns = state.result.patterns
    short = shorten(title, width)
    inside = hits(title, patterns)
    if not patterns or hits(short, patterns):
        return mark_hits(short, hits(short, patterns), role)
    room = min(max(width - width_of(title) - len(CONTEXT), _CONTEXT_LEAST), width // 2)
    found = cut(title, inside[0], room) if inside else context(event, patterns, state.place.language, room)
    if found is None:
        return [Segment(shorten(title, width), role)]
    short = shorten(title, width - width_of(found) - len(CONTEXT))
    return [Segment(short, role), Segment(CONTEXT), *mark_hits(found, hits(found, patterns), Role.QUOTE)]


def _lapse(state: State, event: Event) -> list[Segment]:
    """The time between the event one measures from and this."""
    if not state.place.origin or (origin := state.index.event(state.place.origin)) is None:
        return []
    told = "=" if origin.id == event.id else elapsed_short(origin.date, event.date, state.place.language)
    return [Segment(f"{right(told, ROOM)} ", Role.DATE)]


def facet_line(state: State, panel: Panel, position: int, width: int) -> Line | None:
    """One line of a facet panel: cursor, mark, name, a bar and the count; None beyond the end."""
    rows = state.facet_rows(panel)
    if not 0 <= position < len(rows):
        return None
    row = rows[position]
    at_cursor = position == state.mark(panel)
    count = grouped(row.count, state.place.language) if row.count else "·"
    count_width = max(_COUNT, len(grouped(row.most, state.place.language)) + 1)
    bar_width = 6 if width >= 30 else 3 if width >= 22 else 0  # noqa: PLR2004  # cells
    name_width = max(4, width - 2 - bar_width - 1 - count_width)
    name = shorten(row.name or word(f"no-{row.facet}", state.place.language), name_width)
    role = Role.CHOSEN if row.chosen else Role.EXCLUDED if row.excluded else Role.TEXT if row.count else Role.DIM
    pieces = [
        _cursor(state, panel, at_cursor),
        _facet_mark(state, row),
        *mark_hits(name, hits(name, state.result.patterns), role),
        Segment(" " * (name_width - width_of(name) + 1)),
        Segment(bar(row.count, row.most, bar_width), Role.BAR),
        Segment(right(count, count_width), Role.TEXT if row.count else Role.DIM),
    ]
    return clip(Line(tuple(pieces), _cursor_role(state, panel) if at_cursor else Role.TEXT), width)


def empty_lines(state: State, width: int) -> list[Line]:
    """What the event list says where it has no lines: which term is to blame, what is near it, what to do."""
    language = state.place.language
    if not state.index.size:
        what = "no-good-events" if state.problems.errors else "no-events"
        said = [word(what, language), word(f"{what}-help", language)]
    else:
        said = [
            word("nothing-found", language),
            *blame_lines(state.blamed, state.result, language),
            word("nothing-found-help", language),
        ]
    lines = [line(""), line(Segment(f"  {shorten(said[0], width - 2)}", Role.STRONG))]
    return lines + [line(f"  {row}") for told in said[1:] for row in wrap(told, max(4, width - 2))]


def blame_lines(blamed: Iterable[Blame], result: Result, language: str) -> list[str]:
    """Why nothing was found: the terms to ``blamed``, what is near them, and what is written otherwise here."""
    told = []
    for blame in blamed:
        near = word("near-words", language, words=", ".join(blame.near)) if blame.near else ""
        match blame.term:
            case Near(event) if result.index.row(event) is None:
                told.append(word("look-event", language, detail=event) + near)
            case term:
                told.append(word("found-nowhere", language, detail=term) + near)
    return told + [word("operator", language, word=said, written=so) for said, so in operators(result.query)]


def _marks(state: State, event: Event, row: int) -> list[Segment]:
    sources = state.index.names.sources
    disputed = state.index.flagged(Flag.DISPUTED) >> row & 1
    status = STATUS.get(event.status, " ")
    count = witnesses(event, sources)
    return [
        Segment(DISPUTED if disputed else " ", Role.DISPUTED),
        Segment(status, Role.PLANNED),
        Segment(right(f"{count}s" if count else "", 3), Role.DIM),
    ]


def _mark_before(state: State, event: Event, *, maybe: bool) -> Segment:
    """Whether an event belongs to what another panel's cursor is on, or only may lie where the query asks."""
    subject = state.place.subject
    if subject and subject.facet and state.belongs(event, subject):
        return Segment(BELONGS, Role.MARKED)
    return Segment(MAYBE if maybe else " ", Role.DOUBT)


def _facet_mark(state: State, row: FacetRow) -> Segment:
    if row.chosen:
        return Segment(CHOSEN, Role.CHOSEN)
    if row.excluded:
        return Segment(EXCLUDED, Role.EXCLUDED)
    shown = state.subject
    event = state.event if shown is None or shown.facet is None else None
    belongs = event is not None and state.belongs(event, Subject(row.facet, row.key))
    return Segment(BELONGS if belongs else " ", Role.MARKED)


def _cursor(state: State, panel: Panel, here: bool) -> Segment:  # noqa: FBT001  # whether the cursor is here
    if not here:
        return Segment(" ")
    return Segment(CURSOR if state.place.panel is panel else CURSOR_AWAY, Role.STRONG)


def _cursor_role(state: State, panel: Panel) -> Role:
    return Role.CURSOR if state.place.panel is panel and not state.is_typing else Role.CURSOR_OFF
