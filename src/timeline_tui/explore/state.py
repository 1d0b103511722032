"""Where you are: the place, how you came there, and what is derived from it."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple, TypeAlias, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from timeline_tui.explore.filters import NONE
from timeline_tui.explore.intents import NOTHING_READ, Asking, Reading
from timeline_tui.explore.panels import FacetLines, Panel, Sifting
from timeline_tui.explore.subjects import Link, Subject, links
from timeline_tui.explore.window import Unit, unit_of
from timeline_tui.index import rows as row_sets
from timeline_tui.index.base import Index, Order
from timeline_tui.index.facets import values
from timeline_tui.index.fold import fold
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import DAY, start_of
from timeline_tui.model.look import Look
from timeline_tui.model.problems import Problems
from timeline_tui.model.records import Event
from timeline_tui.model.text import Text
from timeline_tui.query.complete import Completion, completions
from timeline_tui.query.nearest import Blame, blamed
from timeline_tui.query.run import Result, run
from timeline_tui.query.terms import EVERYTHING, Query

_RESULTS_KEPT = 16

NO_LINK = -1
"""The cursor of a detail in which no link is chosen yet."""

NO_HIT = -1
"""The hit one is at in a detail in which one has gone to none."""

LAST_HIT = 1 << 30
"""The last hit of a detail, however many it has."""

_NO_WINDOW = Bounds(start_of(1900), start_of(2100))


class Overlay(Enum):
    """What can lie over the panels."""

    HELP = "help"
    PROBLEMS = "problems"
    EVIDENCE = "evidence"
    TRAIL = "trail"
    LOOKS = "looks"


class Prompt(Struct, frozen=True):
    """Something being typed that is no query.

    ``before`` is the place to go back to; ``panel`` is the one to be narrowed, ``skipped`` how many of the
    older queries that match were passed over.
    """

    asking: Asking
    text: str
    before: "Place"
    panel: Panel = Panel.EVENTS
    skipped: int = 0


_Kept = TypeVar("_Kept")
ByPanel: TypeAlias = tuple[tuple[Panel, _Kept], ...]
"""Something kept for some of the panels."""


def with_panel(kept: ByPanel[_Kept], panel: Panel, value: _Kept) -> ByPanel[_Kept]:
    """The same with ``value`` for ``panel``."""
    return (*(other for other in kept if other[0] is not panel), (panel, value))


class Place(Struct, frozen=True):
    """Where you are, as a value: enough to come back to.

    ``text`` is the query as typed, ``query`` the last one that could be read; ``event`` and ``marks``
    are the cursors of the event list and of the facet panels, by id; ``moment`` is the cursor of the
    axis, in seconds, and ``anchor`` where a range on it was begun; ``link`` and ``hit`` are the chosen link
    of the detail and the hit one is at there; ``tops`` are the first lines in sight, ``origin`` is the event
    that time is measured from.
    """

    text: str = ""
    query: Query = EVERYTHING
    panel: Panel = Panel.EVENTS
    event: str = ""
    marks: ByPanel[Subject] = ()
    siftings: ByPanel[Sifting] = ()
    tops: ByPanel[int] = ()
    subject: Subject | None = None
    link: int = NO_LINK
    hit: int = NO_HIT
    window: Bounds = _NO_WINDOW
    moment: int = 0
    anchor: int | None = None
    language: str = "en"
    dim: bool = False
    order: Order = Order.DATE
    origin: str = ""


class Typed(NamedTuple):
    """A query and the text that wrote it."""

    text: str
    query: Query


class Fault(Struct, frozen=True):
    """Why what was typed is no query, and in which column (from 1)."""

    message: Text
    column: int


class Notice(Struct, frozen=True):
    """Something to tell: ``key`` names the sentence, ``detail`` what it speaks of."""

    key: str
    detail: str = ""


class State(Struct, frozen=True, eq=False, dict=True):
    """The place, its history, and what follows from them; compared by identity.

    ``partial`` is true where the index holds no more than the beginning of a big file, ``grown`` where more was added
    to the file than has been read.
    """

    index: Index
    place: Place
    result: Result
    whole: Result
    problems: Problems = field(default_factory=Problems)
    places: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    back: tuple[Place, ...] = ()
    forward: tuple[Place, ...] = ()
    undone: tuple[Typed, ...] = ()
    done: tuple[Typed, ...] = ()
    searching: Place | None = None
    prompt: Prompt | None = None
    queries: tuple[str, ...] = ()
    looks: Mapping[str, Look] = field(default_factory=dict)
    fault: Fault | None = None
    overlay: Overlay | None = None
    notice: Notice | None = None
    leaving: bool = False
    reading: Reading | None = None
    partial: bool = False
    grown: bool = False
    picking: bool = False
    travels: int = 0
    heights: ByPanel[int] = ()
    results: tuple[Result, ...] = ()

    @cached_property
    def rows(self) -> Sequence[int]:
        """The rows of the event list: those found, or all where the others are only dimmed."""
        place, result = self.place, self.result
        if place.order is Order.DATE:
            return range(self.index.size) if place.dim else result.order
        key = ("ordered", place.order, place.language, place.dim)
        if key not in result.kept:
            rows = row_sets.everything(self.index.size) if place.dim else result.rows
            result.kept[key] = self.index.ordered(rows, place.order, place.language, result.patterns)
        ordered: Sequence[int] = result.kept[key]
        return ordered

    @cached_property
    def position(self) -> int:
        """The cursor's position in the event list: of its event, or of the nearest one that is listed.

        -1 where the list is empty.
        """
        if not self.rows:
            return -1
        row = self.index.row(self.place.event) or 0
        if self.place.order is not Order.DATE:
            listed = self.place.dim or self.result.rows >> row & 1
            return self.rows.index(row) if listed else 0
        at = bisect_left(self.rows, row)
        if at < len(self.rows) and self.rows[at] == row:
            return at
        around = [near for near in (at - 1, at) if 0 <= near < len(self.rows)]
        return min(around, key=lambda near: abs(self.rows[near] - row))

    @cached_property
    def event(self) -> Event | None:
        """The event under the cursor."""
        return self.event_at(self.position)

    def event_at(self, position: int) -> Event | None:
        """The event at a position of the list, or None outside it."""
        return self.index.events([self.rows[position]])[0] if 0 <= position < len(self.rows) else None

    def facet_rows(self, panel: Panel) -> FacetLines:
        """The lines of a facet panel."""
        sifting = self.sifting(panel)
        key = ("rows", panel, self.place.language, sifting)
        if key not in self.result.kept:
            self.result.kept[key] = FacetLines(self.result, panel, self.place.language, sifting)
        rows: FacetLines = self.result.kept[key]
        return rows

    def mark(self, panel: Panel) -> int:
        """The position of a facet panel's cursor; -1 where it has no lines."""
        rows = self.facet_rows(panel)
        wanted = dict(self.place.marks).get(panel)
        found = rows.position(wanted.facet, wanted.key) if wanted and wanted.facet else None
        return found if found is not None else 0 if len(rows) else -1

    def sifting(self, panel: Panel) -> Sifting:
        """How the values of a facet panel are listed."""
        return dict(self.place.siftings).get(panel, Sifting())

    def mark_subject(self, panel: Panel) -> Subject | None:
        """The value under a facet panel's cursor."""
        position = self.mark(panel)
        if position < 0:
            return None
        row = self.facet_rows(panel)[position]
        return Subject(row.facet, row.key)

    @cached_property
    def subject(self) -> Subject | None:
        """What the detail shows: what was opened, else the event under the cursor."""
        chosen = self.place.subject
        if chosen is not None and (chosen.facet is not None or self.index.row(chosen.key) is not None):
            return chosen
        return Subject(None, self.event.id) if self.event else None

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What leads on from the detail."""
        return links(self.index, self.subject) if self.subject else ()

    @property
    def link(self) -> Link | None:
        """The chosen link of the detail."""
        number = self.place.link
        return self.links[number] if 0 <= number < len(self.links) else None

    @cached_property
    def completions(self) -> tuple[Completion, ...]:
        """What the query may go on with while it is typed."""
        return completions(self.index, self.place.text) if self.searching and not self.prompt else ()

    @property
    def is_typing(self) -> bool:
        """Whether keys are text."""
        return self.searching is not None or self.prompt is not None

    @property
    def typed(self) -> str:
        """The text of the line at the top."""
        return self.prompt.text if self.prompt else self.place.text

    @cached_property
    def recalled(self) -> tuple[str, ...]:
        """The older queries that hold what is typed to recall one, the newest first."""
        wanted = fold(self.prompt.text) if self.prompt else ""
        return tuple(query for query in self.queries if wanted in fold(query))

    @cached_property
    def blamed(self) -> tuple[Blame, ...]:
        """Which terms are to blame where nothing is found."""
        return blamed(self.index, self.place.query) if not self.result.total else ()

    @cached_property
    def unit(self) -> Unit:
        """The step of the axis."""
        return unit_of(self.place.window)

    @cached_property
    def span(self) -> Bounds:
        """The range marked on the axis: the unit under its cursor, or all from where a range was begun."""
        moment, anchor = self.place.moment, self.place.anchor
        first, last = sorted((moment, moment if anchor is None else anchor))
        return Bounds(self.unit.floor(first), self.unit.step(self.unit.floor(last), 1))

    @staticmethod
    def belongs(event: Event, subject: Subject) -> bool:
        """Whether an event has the value of a facet."""
        if subject.facet is None:
            return False
        keys = set(values(event, subject.facet))
        return subject.key in keys if subject.key != NONE else not keys

    def height(self, panel: Panel) -> int:
        """How many lines a panel shows."""
        return dict(self.heights).get(panel, 10)


def begin(index: Index, problems: Problems, language: str, *, partial: bool = False) -> State:
    """The first state of a timeline just opened; ``partial`` where its file is still being read."""
    window = first_window(index)
    place = Place(language=language, window=window, event="", moment=window.start)
    everything = run(index, EVERYTHING)
    reading = NOTHING_READ if partial else None
    state = State(index, place, everything, everything, problems, reading=reading, partial=partial)
    first = state.event_at(index.first_from(window.start) or 0)
    moment = first.date.strict.start if first and first.date and first.date.strict.has_start else window.start
    place = replace(place, event=first.id if first else "", moment=unit_of(window).floor(moment))
    return asked(replace(state, place=place))


def asked(state: State) -> State:
    """``state`` with the result of its place, taken from those kept or asked anew."""
    wanted = state.place.query
    for kept in state.results:
        if kept.query == wanted and kept.index is state.index:
            result = kept
            break
    else:
        result = run(state.index, wanted)
    others = tuple(kept for kept in state.results if kept is not result)
    return replace(state, result=result, results=(result, *others)[:_RESULTS_KEPT])


def first_window(index: Index) -> Bounds:
    """The stretch that the file asks for, else that of all its dated events."""
    window = index.timeline.window
    if window is not None:
        wanted = window.strict
        if wanted.has_start and wanted.has_end:
            return wanted
    if index.extent is None:
        return _NO_WINDOW
    start, end = index.extent
    margin = max((end - start) // 40, DAY)
    return Bounds(start - margin, end + margin)
