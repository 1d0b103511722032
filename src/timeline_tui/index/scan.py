"""The index of a small timeline: everything in memory, every question answered by looking at each event."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

from timeline_tui.index import rows as row_sets
from timeline_tui.index.base import Flag, Order, Part, Ranked
from timeline_tui.index.facets import Facet, Names, values
from timeline_tui.index.fold import WORD, Pattern, document, fold
from timeline_tui.index.ranking import CountedKeys, ranked
from timeline_tui.index.rows import Rows
from timeline_tui.model.bounds import OPEN_END, Bounds, touched
from timeline_tui.model.calendar import DAY, civil
from timeline_tui.model.claims import disagreements, witnesses
from timeline_tui.model.dates import Date, joined
from timeline_tui.model.nearness import closest
from timeline_tui.model.records import Event, Source, Timeline
from timeline_tui.model.text import in_language

if TYPE_CHECKING:
    from timeline_tui.model.audit import Difference, Finding

_ANSWERS_KEPT = 64
_UNDATED = (OPEN_END, OPEN_END)


class ScanIndex:
    """An index of some thousand events; see ``Index`` for what it answers."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.names = Names(timeline)
        self._events = sorted(timeline.events, key=lambda event: event.date.sort_key if event.date else _UNDATED)
        self._row_of = {event.id: row for row, event in enumerate(self._events)}
        self._flags: dict[Flag, Rows] = {}
        self._dated_rows: dict[tuple[Bounds, bool], Rows] = {}

    @property
    def size(self) -> int:
        """How many events there are."""
        return len(self._events)

    def prepare(self) -> None:
        """Do now what the first search would have to wait for."""
        self._documents, self.vocabulary  # noqa: B018  # made once, when first asked for

    @cached_property
    def _documents(self) -> dict[Part, list[str]]:
        return _documents(self._events, self.names)

    @cached_property
    def findings(self) -> "tuple[Finding, ...]":
        """What the evidence leaves to be desired."""
        from timeline_tui.model.audit import audit  # noqa: PLC0415  # few look at the evidence as a whole

        return audit(self.timeline)

    @cached_property
    def differences(self) -> "tuple[Difference, ...]":
        """Which two sources contradict each other, and where."""
        from timeline_tui.model.audit import differences  # noqa: PLC0415  # as above

        return differences(self.timeline)

    @cached_property
    def extent(self) -> Bounds | None:
        """From the first start to the last end that any date has."""
        spans = [event.date.strict for event in self._events if event.date]
        starts, ends = [s.start for s in spans if s.has_start], [s.end for s in spans if s.has_end]
        return Bounds(min(starts), max(ends)) if starts and ends else None

    def first_from(self, moment: int) -> int | None:
        """The first row whose date begins then or later."""
        starts = (event.date.strict.start if event.date else OPEN_END for event in self._events)
        return next((row for row, start in enumerate(starts) if moment <= start < OPEN_END), None)

    def near(self, word: str, most: int) -> list[str]:
        """Words that a word may be a slip of."""
        return [self.vocabulary[near] for near in closest(word, self.vocabulary, most)]

    def near_ids(self, event_id: str, most: int) -> list[str]:
        """Ids that an id may be a slip of."""
        return closest(event_id, self._row_of, most)

    @cached_property
    def vocabulary(self) -> Mapping[str, str]:
        """All words of the timeline's texts: folded, each with a spelling in which it occurs."""
        texts = (text for event in self._events for text in _all_texts(event, self.names))
        return {fold(word): word for text in texts for word in WORD.findall(text)}

    @cached_property
    def _postings(self) -> dict[Facet, dict[str, Rows]]:
        postings: dict[Facet, dict[str, Rows]] = {facet: {} for facet in Facet}
        for event in self.timeline.events:
            row = self._row_of[event.id]
            for facet, found in postings.items():
                for key in values(event, facet):
                    found[key] = found.get(key, 0) | 1 << row
        return postings

    def matching(self, pattern: Pattern, part: Part) -> Rows:
        """The events whose text holds ``pattern``."""
        documents = self._documents[part]
        return row_sets.of(row for row, text in enumerate(documents) if pattern.text in text)

    pending = False

    def hurry(self) -> None:
        """Nothing takes long here."""

    begin = go_on = hurry

    def valued(self, facet: Facet, keys: Sequence[str]) -> Rows:
        """The events that have at least one of ``keys``."""
        found = 0
        for key in keys:
            found |= self._postings[facet].get(key, 0)
        return found

    def without(self, facet: Facet) -> Rows:
        """The events that have no value in a facet."""
        found = self.valued(facet, self.keys(facet))
        return row_sets.everything(self.size) & ~found

    def ordered(self, rows: Rows, order: Order, language: str, patterns: Sequence[Pattern]) -> Sequence[int]:
        """The numbers of some rows in an order."""
        numbers = row_sets.listed(rows)
        match order:
            case Order.TITLE:
                return sorted(numbers, key=lambda row: fold(in_language(self._events[row].title, language)))
            case Order.SOURCES:
                return sorted(numbers, key=lambda row: -witnesses(self._events[row], self.names.sources))
            case Order.CLOSENESS:
                titles, texts = self._documents[Part.TITLE], self._documents[Part.ANY]
                return sorted(numbers, key=lambda row: -closeness(patterns, titles[row], texts[row]))
            case _:
                return numbers

    def keys(self, facet: Facet) -> Sequence[str]:
        """All keys that occur in a facet."""
        return tuple(self._postings[facet])

    def named(self, facet: Facet, pattern: Pattern) -> Sequence[str]:
        """The keys of a facet that are known by something that holds a pattern."""
        return [key for key in self.keys(facet) if pattern.text in self.names.folded(facet, key)]

    def ranked(self, facet: Facet, rows: Rows, how: Ranked) -> CountedKeys:
        """The keys of a facet with their events, in an order."""
        wanted = self.keys(facet) if how.wanted is None else self.named(facet, how.wanted)
        chosen = {*wanted, *how.also}
        names = {key: self.names.name(facet, key, how.language) for key in self.keys(facet) if key in chosen}
        return ranked(names, self.counts(facet, rows), by_name=how.by_name)

    def could_be(self, when: Bounds) -> Rows:
        """The events that can have happened within ``when``."""
        return self._dated(when, sure=False)

    def surely_is(self, when: Bounds) -> Rows:
        """The events that cannot have happened outside ``when``."""
        return self._dated(when, sure=True)

    def _dated(self, when: Bounds, *, sure: bool) -> Rows:
        """Asked for again with every move of the cursor, so the last answers are kept."""
        key = (when, sure)
        if key not in self._dated_rows:
            if len(self._dated_rows) >= _ANSWERS_KEPT:
                self._dated_rows.clear()
            ask = Date.surely_is if sure else Date.could_be
            self._dated_rows[key] = self._rows_where(lambda event: event.date is not None and ask(event.date, when))
        return self._dated_rows[key]

    def flagged(self, flag: Flag) -> Rows:
        """The events that are ``flag``."""
        if flag not in self._flags:
            sources = self.names.sources
            self._flags[flag] = self._rows_where(lambda event: is_flagged(event, flag, sources))
        return self._flags[flag]

    def counts(self, facet: Facet, rows: Rows) -> Mapping[str, int]:
        """How many of ``rows`` have each key of a facet."""
        counted = {key: (found & rows).bit_count() for key, found in self._postings[facet].items()}
        return {key: count for key, count in counted.items() if count}

    def years(self, rows: Rows) -> list[tuple[int, int]]:
        """The years in which any of some rows surely lies."""
        return _years(self.events(row_sets.listed(rows)))

    def histogram(self, rows: Rows, edges: Sequence[int]) -> list[tuple[int, float]]:
        """Events that surely lie, and that are to be expected, between each two successive edges."""
        return _spread(self.events(row_sets.listed(rows)), edges)

    def row(self, event_id: str) -> int | None:
        """The row of an event, or None."""
        return self._row_of.get(event_id)

    def event(self, event_id: str) -> Event | None:
        """The event of an id, or None."""
        row = self.row(event_id)
        return None if row is None else self._events[row]

    def events(self, numbers: Sequence[int]) -> list[Event]:
        """The events at some rows."""
        return [self._events[number] for number in numbers]

    def referring(self, event_id: str) -> Sequence[tuple[str, str]]:
        """The events that relate to this one, each with how."""
        return self._referring.get(event_id, ())

    @cached_property
    def _referring(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for event in self._events:
            for relation in event.related:
                found.setdefault(relation.event, []).append((event.id, relation.kind))
        return found

    def _rows_where(self, holds: Callable[[Event], bool]) -> Rows:
        return row_sets.of(row for row, event in enumerate(self._events) if holds(event))


def _spread(events: Iterable[Event], edges: Sequence[int]) -> list[tuple[int, float]]:
    sure, expected = [0] * (len(edges) - 1), [0.0] * (len(edges) - 1)
    for event in events:
        spans = joined(event.date.spans) if event.date else ()
        whole = sum(span.end - span.start for span in spans)
        inside: dict[int, int] = {}
        for span in spans:
            for column in touched(span, edges):
                shared = min(span.end, edges[column + 1]) - max(span.start, edges[column])
                inside[column] = inside.get(column, 0) + shared
        for column, seconds in inside.items():
            sure[column] += seconds == whole
            expected[column] += seconds / whole
    return list(zip(sure, expected, strict=True))


def _years(events: Iterable[Event]) -> list[tuple[int, int]]:
    found: dict[int, int] = {}
    for event in events:
        span = event.date.strict if event.date else None
        if span and span.has_start and span.has_end:
            first, last = (civil(moment // DAY).year for moment in (span.start, span.end - 1))
            if first == last:
                found[first] = found.get(first, 0) + 1
    return sorted(found.items())


def closeness(patterns: Sequence[Pattern], title: str, text: str) -> int:
    """How well two documents are matched, added up over all patterns.

    For each: 8 where it is words of the title, 4 where it lies inside them, 2 and 1 the same for the text.
    """
    return sum(
        8 * _has_words(title, found) + 4 * (found.text in title) + 2 * _has_words(text, found) + (found.text in text)
        for found in patterns
    )


def _has_words(document: str, found: Pattern) -> bool:
    words = f" {found.text.strip()}"
    return f"{words} " in document or f"{words}\n" in document or document.endswith(words)


_Test = Callable[[Event, Mapping[str, Source]], bool]
_FLAG_TESTS: dict[Flag, _Test] = {
    Flag.DISPUTED: lambda event, sources: bool(disagreements(event, sources)),
    Flag.UNCERTAIN: lambda event, _: event.date is not None and event.date.uncertain,
    Flag.APPROXIMATE: lambda event, _: event.date is not None and event.date.approximate,
    Flag.UNDATED: lambda event, _: event.date is None,
    Flag.PLANNED: lambda event, _: event.status == "planned",
    Flag.CANCELLED: lambda event, _: event.status == "cancelled",
    Flag.UNCITED: lambda event, _: not event.citations,
    Flag.SINGLE_SOURCE: lambda event, sources: witnesses(event, sources) == 1,
    Flag.INFERRED: lambda event, _: any(citation.inferred for citation in event.citations),
    Flag.QUOTE: lambda event, _: any(citation.quote for citation in event.citations),
}


def is_flagged(event: Event, flag: Flag, sources: Mapping[str, Source]) -> bool:
    """Whether an event is ``flag``."""
    return _FLAG_TESTS[flag](event, sources)


def _documents(events: Sequence[Event], names: Names) -> dict[Part, list[str]]:
    """What is searched, by part: a document for each event."""
    folded = cache(lambda text: document([text]))  # most texts stand in two parts, names in many events

    def made(texts: Iterable[str]) -> str:
        return "\n".join(folded(text) for text in texts if text)

    return {
        Part.ANY: [made(_all_texts(event, names)) for event in events],
        Part.TITLE: [made(event.title.values()) for event in events],
        Part.CLAIM: [made(claim_texts(event)) for event in events],
        Part.ID: [made([event.id]) for event in events],
    }


def claim_texts(event: Event) -> Iterator[str]:
    """What the citations of an event say: claims, how dates were inferred, quotes, facts."""
    for citation in event.citations:
        yield from citation.claim.values()
        yield from citation.inferred.values()
        yield citation.quote
        for key, value in citation.says.items():
            yield f"{key} {value}"


def _all_texts(event: Event, names: Names) -> Iterator[str]:
    yield event.id
    yield str(event.date or "")
    yield from event.title.values()
    yield from event.summary.values()
    for participant in event.people:
        yield from participant.role.values()
    for facet in Facet:
        for key in values(event, facet):
            yield from names.spellings(facet, key)
    for citation in event.citations:
        yield citation.locator
    yield from claim_texts(event)
    yield from (str(value) for value in event.other.values())
