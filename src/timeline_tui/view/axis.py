"""The time axis: density, eras, the marks of selection and sources, and a scale."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import groupby

from timeline_tui.explore import window as windows
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import State
from timeline_tui.explore.window import Unit
from timeline_tui.index.base import Flag
from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds
from timeline_tui.model.bounds import touched as columns_of
from timeline_tui.model.calendar import DAY, civil
from timeline_tui.model.claims import disagreements
from timeline_tui.model.dates import Interval
from timeline_tui.model.edtf import parse
from timeline_tui.model.records import Event, Source
from timeline_tui.model.text import in_language
from timeline_tui.view.lines import Line, Role, Segment, fill, shorten, width_of
from timeline_tui.view.words import word

_HEIGHTS = "▁▂▃▄▅▆▇█"
_SHADES = ((3, "▓"), (1, "▒"), (0.15, "░"), (1e-6, "·"), (0, " "))
"""What is drawn where so many events are to be expected, none of them surely."""

POSSIBLE, SELECTED, SELECTED_SPAN, SELECTED_DOUBT, SELECTED_FADE = "·░▒▓", "▲", "━", "╍", "┄"
ISSUED, ERA, CURSOR, HIDDEN = "§", "┆", "═", ":"

_STEPS = (
    *(Unit(hours=step) for step in (1, 2, 3, 6, 12)), Unit(days=1), Unit(days=2),
    Unit(days=7), Unit(months=1), Unit(months=3), Unit(months=6),
    *(Unit(years=step * scale) for scale in (10**exponent for exponent in range(11)) for step in (1, 2, 5)),
)  # fmt: skip
_LABEL_ROOM = 4


def axis_lines(state: State, width: int, height: int) -> list[Line]:
    """The axis in ``width`` cells and ``height`` lines (1 to 4): density, marks, scale, eras."""
    edges = edges_of(state.place.window, width)
    made = [
        _density(state, edges),
        _marks(state, edges),
        _scale(state.place.window, edges),
        _eras(state, edges),
    ]
    if state.place.query and height >= len(made):
        made = [_whole_density(state, edges), *made[:-1]]
    return made[:height]


def edges_of(window: Bounds, width: int) -> list[int]:
    """The ``width`` + 1 moments between which the columns lie."""
    length = window.end - window.start
    return [window.start + length * column // width for column in range(width + 1)]


def axis_title(state: State) -> str:
    """What lies outside the window: how many events are earlier, later, undated."""
    language, window, found = state.place.language, state.place.window, state.result.rows
    before, after = (Bounds(OPEN_START, window.start), Bounds(window.end, OPEN_END))
    since, until = (Bounds(window.start, OPEN_END), Bounds(OPEN_START, window.end))
    earlier = (found & state.index.could_be(before) & ~state.index.could_be(since)).bit_count()
    later = (found & state.index.could_be(after) & ~state.index.could_be(until)).bit_count()
    undated = (found & state.index.flagged(Flag.UNDATED)).bit_count()
    parts = [f"◂ {word('earlier', language, count=earlier)}" if earlier else ""]
    parts.append(f"{word('later', language, count=later)} ▸" if later else "")
    parts.append(word("undated-count", language, count=undated) if undated else "")
    return " · ".join(part for part in parts if part)


def _density(state: State, edges: Sequence[int]) -> Line:
    """The events found, on the scale of all; where all are hidden a sign says so, where an era begins another."""
    counts, whole = state.result.histogram(edges), state.whole.histogram(edges)
    eras = [_columns(era.date.spans, edges) for era in state.index.timeline.eras if era.date]
    begins = {columns[0] for columns in eras if columns}
    cells = _bars(counts, _most(whole))
    for column, (text, _) in enumerate(cells):
        if text == " " and whole[column][0]:
            cells[column] = (HIDDEN, Role.DIM)
        elif text == " " and column in begins:
            cells[column] = (ERA, Role.ERA)
    return _joined(cells)


def _whole_density(state: State, edges: Sequence[int]) -> Line:
    """All events, found or not, on the same scale."""
    counts = state.whole.histogram(edges)
    return _joined([(text, Role.DIM) for text, _ in _bars(counts, _most(counts))])


def _bars(counts: Sequence[tuple[int, float]], most: float) -> list[tuple[str, Role]]:
    """A cell for each column: a bar where events surely lie, a shade where some may."""
    return [
        (_HEIGHTS[min(7, int(expected * 8 / most - 0.01))], Role.BAR)
        if sure
        else (next(shade for least, shade in _SHADES if expected >= least), Role.SOFT)
        for sure, expected in counts
    ]


def _most(counts: Sequence[tuple[int, float]]) -> float:
    return max((expected for sure, expected in counts if sure), default=1)


def _marks(state: State, edges: Sequence[int]) -> Line:
    width = len(edges) - 1
    cells = [("─", Role.DIM)] * width
    issued = state.index.names.issued
    for column in range(width):
        if bisect_left(issued, edges[column]) < bisect_left(issued, edges[column + 1]):
            cells[column] = (ISSUED, Role.LINK)
    if state.event is not None:
        for column, sign in _selected(state.event, state.index.names.sources, edges).items():
            cells[column] = (sign, Role.STRONG)
    if state.place.panel is Panel.TIME:
        span = state.span
        for column in range(width):
            if Bounds(edges[column], edges[column + 1]).overlaps(span):
                cells[column] = (CURSOR if cells[column][0] == "─" else cells[column][0], Role.SPAN)
    return _joined(cells)


def _selected(event: Event, sources: Mapping[str, Source], edges: Sequence[int]) -> dict[int, str]:
    """The signs of an event by column: a point or a bar, thinner where it is doubted, an arrow where it is open.

    Where sources disagree on its date, each answer's number, as the detail gives it, stands at its start.
    """
    if event.date is None:
        return {}
    touched = _columns(event.date.spans, edges)
    several = SELECTED_SPAN if isinstance(event.date, Interval) else SELECTED_DOUBT
    signs = dict.fromkeys(_columns(event.date.fuzzy_spans, edges), SELECTED_FADE)
    signs.update(dict.fromkeys(touched, SELECTED if len(touched) == 1 else several))
    if touched and not event.date.strict.has_start:
        signs[touched[0]] = "◀"
    if touched and not event.date.strict.has_end:
        signs[touched[-1]] = "▶"
    for disagreement in disagreements(event, sources):
        if not disagreement.about:
            for number, (answer, _) in enumerate(disagreement.answers, 1):
                for column in _columns(parse(answer).spans, edges)[:1]:
                    signs[column] = str(number)[-1]
    return signs


def _scale(window: Bounds, edges: Sequence[int]) -> Line:
    width = len(edges) - 1
    length = max(1, window.end - window.start)
    unit = next(
        (step for step in _STEPS if length / step.about * (_LABEL_ROOM + _label_width(step, window)) <= width),
        _STEPS[-1],
    )
    text, end = "", 0
    moment = unit.floor(window.start)
    while moment < window.end:
        column = (moment - window.start) * width // length
        label = _label(unit, moment, whole=not text.strip())
        if column >= end and moment >= window.start and column + width_of(label) <= width:
            text += " " * (column - end) + label
            end = column + width_of(label) + 1
            text += " "
        moment = unit.step(moment, 1)
    return _joined([(character, Role.DIM) for character in text[:width].ljust(width)])


def _eras(state: State, edges: Sequence[int]) -> Line:
    """The names of the eras from where they begin; a later one covers an earlier."""
    touched = [(_columns(era.date.spans, edges), era) for era in state.index.timeline.eras if era.date]
    begun = sorted(((columns[0], columns[-1] + 1, era) for columns, era in touched if columns), key=lambda e: e[0])
    pieces, at = [], 0
    for number, (start, stop, era) in enumerate(begun):
        end = min([stop, *(later for later, _, _ in begun[number + 1 :])])
        if end <= start or start < at:
            continue
        title = shorten(in_language(era.title, state.place.language), max(0, end - start - 3))
        drawn = f"├ {title} " if title else "├"
        rule = "─" * max(0, end - start - width_of(drawn))
        pieces += [Segment(" " * (start - at)), Segment(fill(drawn, end - start - len(rule)) + rule, Role.ERA)]
        at = end
    return Line((*pieces, Segment(" " * (len(edges) - 1 - at))))


def span_title(state: State) -> str:
    """The range under the axis's cursor, in short."""
    first, last = state.span
    if state.unit.hours:
        return windows.written(state.span)
    start, end = state.unit.name(first), state.unit.name(last - 1)
    return start if start == end else f"{start.partition('..')[0]}..{end.rpartition('..')[2]}"


def _columns(spans: Sequence[Bounds], edges: Sequence[int]) -> list[int]:
    """The numbers of the columns that any of ``spans`` touches."""
    return sorted({column for span in spans for column in columns_of(span, edges)})


def _label(unit: Unit, moment: int, *, whole: bool) -> str:
    """A label of the scale; the first one is ``whole``, so that one knows of which day or year it tells."""
    day = civil(moment // DAY)
    if whole and (unit.hours or unit.days):
        return f"{day.year}-{day.month:02}-{day.day:02}"
    if unit.hours and moment % DAY:
        return f"{moment % DAY // 3600:02}:00"
    if unit.years:
        return str(day.year)
    return f"{day.year}-{day.month:02}" if unit.months else f"{day.month:02}-{day.day:02}"


def _label_width(unit: Unit, window: Bounds) -> int:
    """The cells of the longest label, but for a first one that is whole."""
    ends = (_label(unit, unit.floor(moment), whole=False) for moment in (window.start, window.end - 1))
    return max(width_of(label) for label in ends) if unit.years else 7 if unit.months else 5


def _joined(cells: Sequence[tuple[str, Role]]) -> Line:
    pieces = [Segment("".join(text for text, _ in run), role) for role, run in groupby(cells, key=lambda cell: cell[1])]
    return Line(tuple(pieces))
