"""What a query finds: rows, counts for every facet, and what each term hides."""

from collections.abc import Sequence
from functools import cached_property, reduce
from operator import and_
from typing import Any, assert_never

from msgspec import Struct

from timeline_tui.index import rows as row_sets
from timeline_tui.index.base import Index, Order, Part, Ranked, Ranking
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import Pattern, pattern, word_start
from timeline_tui.index.rows import Rows
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import DAY
from timeline_tui.model.records import Event
from timeline_tui.query.terms import (
    AnyOf,
    Given,
    Group,
    Has,
    Is,
    Match,
    Near,
    Not,
    Off,
    Query,
    Term,
    Value,
    When,
    Words,
)

_SPELLED = frozenset({Match.START, Match.INSIDE})
"""How values are compared that are looked for in names, not among keys."""


class Result(Struct, frozen=True, eq=False, dict=True, weakref=True):
    """The answer to one query; compared by identity."""

    index: Index
    query: Query
    rows: Rows
    complete: bool = True
    """Whether all of the answer is known: a big index looks further while one sees the first of it."""

    @property
    def total(self) -> int:
        """How many events were found."""
        return self.rows.bit_count()

    @cached_property
    def order(self) -> Sequence[int]:
        """The rows found, in date order."""
        return self.index.ordered(self.rows, Order.DATE, "", ())

    @cached_property
    def hidden(self) -> tuple[int, ...]:
        """For each term of the query how many events it alone keeps away."""
        parts = [rows_of(self.index, term) for term in self.query.terms]
        counted = []
        for position in range(len(parts)):
            others = row_sets.everything(self.index.size)
            for other, part in enumerate(parts):
                if other != position:
                    others &= part
            counted.append((others & ~parts[position]).bit_count())
        return tuple(counted)

    @cached_property
    def doubtful(self) -> Rows:
        """The events found that can have happened when the query asks, but need not."""
        dated = [term for term in self.query.terms if isinstance(term, When) and not term.sure]
        return self.rows & ~self.sure_of(dated) if dated else 0

    def sure_of(self, terms: Sequence[When]) -> Rows:
        """The events found that surely happened when every one of ``terms`` asks."""
        rows = self.rows
        for term in terms:
            rows &= self.index.surely_is(term.bounds)
        return rows

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What others derive from this answer alone, kept as long as it is."""
        return {}

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """What to mark as a hit in the text of the events found."""
        return tuple(_patterns(self.query.terms))

    def ranked(self, facet: Facet, how: Ranked) -> Ranking:
        """The keys of a facet in an order, each with how many events have it.

        One any-of choice in the facet itself is left out of the question, so that choosing never hides
        the alternatives; two or more (all of them must hold) count what choosing would leave.
        """
        return self.index.ranked(facet, self._without(facet), how)

    def listed(self, facet: Facet, how: Ranked) -> Ranking:
        """The keys as ``ranked`` has them where none of the facet is ruled out, so that ruling one out moves none."""
        kept = tuple(term for term in self.query.terms if not _rules_out(term, facet))
        return run(self.index, Query(kept)).ranked(facet, how)

    def missing(self, facet: Facet) -> int:
        """How many events have no value in a facet, counted as the values are."""
        return (self._without(facet) & self.index.without(facet)).bit_count()

    def _without(self, facet: Facet) -> Rows:
        choices = [term for term in self.query.terms if isinstance(term, Has) and term.facet is facet]
        if len(choices) != 1:
            return self.rows
        return all_of(self.index, [term for term in self.query.terms if term is not choices[0]])

    def histogram(self, edges: Sequence[int]) -> list[tuple[int, float]]:
        """The found events that surely lie, and that are to be expected, between each two successive edges."""
        key = (edges[0], edges[-1], len(edges))
        if key not in self._histograms:
            self._histograms[key] = self.index.histogram(self.rows, edges)
        return self._histograms[key]

    @cached_property
    def _histograms(self) -> dict[tuple[int, int, int], list[tuple[int, float]]]:
        """Those already counted, by first edge, last edge and number of edges; edges are evenly spaced."""
        return {}

    def events(self, start: int, stop: int) -> list[Event]:
        """The found events from position ``start`` to before ``stop``."""
        return self.index.events(self.order[start:stop])


def run(index: Index, query: Query) -> Result:
    """Ask ``index``."""
    index.begin()
    rows = all_of(index, query.terms)
    return Result(index, query, rows, not index.pending)


def all_of(index: Index, terms: Sequence[Term]) -> Rows:
    """The events that every term finds."""
    found = [rows_of(index, term) for term in terms]
    return reduce(and_, found) if found else row_sets.everything(index.size)


def _rules_out(term: Term, facet: Facet) -> bool:
    """Whether a term rules out values of a facet."""
    return isinstance(term, Not) and isinstance(term.term, Has) and term.term.facet is facet


def rows_of(index: Index, term: Term) -> Rows:
    """The events that one term finds."""
    match term:
        case Words(text, part, phrase):
            return _text_rows(index, text, part, phrase=phrase)
        case Has(facet, values):
            found = index.valued(facet, keys_of(index, facet, values))
            return found | index.without(facet) if any(value.match is Match.NONE for value in values) else found
        case Given(facet):
            return _all_but(index, index.without(facet))
        case When():
            return _dated_rows(index, term)
        case Is(flag):
            return index.flagged(flag)
        case Near():
            return _near_rows(index, term)
        case Not(inner) if _is_asked(term):
            return _all_but(index, rows_of(index, inner))
        case Not() | Off():
            return row_sets.everything(index.size)
        case AnyOf(terms):
            return _any_of(index, terms)
        case Group(terms):
            return all_of(index, terms)
        case _:
            assert_never(term)


def _any_of(index: Index, terms: Sequence[Term]) -> Rows:
    """What any of some terms finds; those turned off do not count, and all of them off ask for nothing."""
    asked = [term for term in terms if _is_asked(term)]
    found = 0 if asked else row_sets.everything(index.size)
    for term in asked:
        found |= rows_of(index, term)
    return found


def _is_asked(term: Term) -> bool:
    """Whether a term asks for anything: not where it is off, or all within it."""
    match term:
        case Off():
            return False
        case Not(inner):
            return _is_asked(inner)
        case AnyOf(terms) | Group(terms):
            return any(_is_asked(inner) for inner in terms)
        case _:
            return True


def keys_of(index: Index, facet: Facet, values: Sequence[Value]) -> list[str]:
    """The keys of a facet that any of ``values`` means; those asked for exactly may not occur at all."""
    exact = dict.fromkeys(value.text for value in values if value.match is Match.EXACT)
    wanted = (_value_pattern(value) for value in values if value.match in _SPELLED)
    return [*exact, *(key for pattern in wanted for key in index.named(facet, pattern) if key not in exact)]


def _value_pattern(value: Value) -> Pattern:
    start = word_start(value.text) or Pattern(value.text)
    return Pattern(start.text.lstrip()) if value.match is Match.INSIDE else start


def _text_rows(index: Index, text: str, part: Part, *, phrase: bool) -> Rows:
    found = pattern(text, phrase=phrase)
    return index.matching(found, part) if found else 0


def _dated_rows(index: Index, term: When) -> Rows:
    dated = index.surely_is(term.bounds) if term.sure else index.could_be(term.bounds)
    if not term.bare or ".." in str(term):
        return dated
    return dated | _text_rows(index, str(term), Part.ANY, phrase=True)


def _near_rows(index: Index, term: Near) -> Rows:
    event = index.event(term.event)
    if event is None or event.date is None:
        return 0
    found, reach = 0, term.days * DAY
    for span in event.date.fuzzy_spans:
        found |= index.could_be(Bounds(span.start - reach, span.end + reach))
    return found


def _all_but(index: Index, rows: Rows) -> Rows:
    return row_sets.everything(index.size) & ~rows


def _patterns(terms: Sequence[Term]) -> list[Pattern]:
    found: list[Pattern | None] = []
    for term in terms:
        match term:
            case Words(text, _, phrase):
                found.append(pattern(text, phrase=phrase))
            case When(bare=True) if term.start == term.end:
                found.append(pattern(str(term), phrase=True))
            case Has(_, values):
                found.extend(_value_pattern(value) for value in values if value.match in _SPELLED)
            case AnyOf(inner) | Group(inner):
                found.extend(_patterns(inner))
            case _:
                pass
    return [one for one in found if one]
