"""The index of a big timeline: arrays in a file that is mapped into memory, built by ``building`` and ``merging``."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from timeline_tui.index import rows as row_sets
from timeline_tui.index.arrays import Arrays
from timeline_tui.index.base import Flag, Order, Part, Ranked
from timeline_tui.index.bits import Mask, mask_of, packed, rows_of_bits
from timeline_tui.index.facets import Facet, Names
from timeline_tui.index.findings import Findings
from timeline_tui.index.fold import Pattern
from timeline_tui.index.kept import Kept
from timeline_tui.index.listing import InDateOrder
from timeline_tui.index.ordering import closeness, in_order
from timeline_tui.index.records import Read, Records
from timeline_tui.index.rows import Rows
from timeline_tui.index.searching import Search
from timeline_tui.index.spans import Dates
from timeline_tui.index.stepwise import Stepwise
from timeline_tui.index.taken import LightEvent
from timeline_tui.index.tallies import FacetRows, RankedKeys, Tally
from timeline_tui.index.vocabulary import Vocabulary
from timeline_tui.model.audit import Difference, differences
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.records import Event, Timeline, replace, unpacked

_ANSWERS_KEPT = 12
_MASKS_KEPT = 1
_NUMBERS_KEPT = 2
_FEW = 25
"""One row in so many is few."""


class MappedIndex:
    """An index of a million events; see ``Index`` for what it answers.

    ``path`` is a file that ``merge`` wrote. ``read`` gives the bytes of a record of the user's file, ``decode``
    makes an event of them; both are called for few events at a time. ``quick`` gives a light event, None for a
    record that is not plainly one.
    """

    def __init__(
        self,
        path: Path,
        decode: Callable[[bytes], Event],
        read: Read,
        quick: Callable[[bytes], LightEvent | None] = lambda _: None,
    ) -> None:
        self._arrays = arrays = Arrays(path)
        self._records = Records(arrays, decode, read, quick)
        self.size = len(arrays["row_of"])
        self._dates = Dates(arrays)
        self._facets = {facet: FacetRows(arrays, facet) for facet in Facet}
        self._search = Search(arrays, self._dates, self._facets, self._records)
        self._texts = Stepwise(self._search.found)
        self._masks: Kept[Rows, Mask] = Kept(_MASKS_KEPT)
        self._numbers: Kept[Rows, npt.NDArray[np.int64] | None] = Kept(_NUMBERS_KEPT)
        self._answers: dict[object, Rows] = {}
        self._left: Kept[Rows, Rows] = Kept(1)

    @cached_property
    def timeline(self) -> Timeline:
        """Everything about the timeline but its events."""
        return unpacked(Timeline, self._arrays.bytes("timeline"))

    @cached_property
    def names(self) -> Names:
        """How people, sources and labels read."""
        return Names(self.timeline)

    def prepare(self) -> None:
        """Do now what the first search would have to wait for; safe in another thread."""
        self.names, [facet.numbers for facet in self._facets.values()]  # made once, when first asked for
        for name in ("words/blob", "rows/list", *(f"{facet}/rows" for facet in Facet)):
            self._arrays.touch(name)

    @cached_property
    def findings(self) -> Findings:
        """What the evidence leaves to be desired; each is made when it is looked at."""
        return Findings(self._arrays, self.timeline, self._records.at, self._dates)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Which two sources contradict each other, and where; reads every event in dispute, once."""
        disputed = mask_of(self.flagged(Flag.DISPUTED), self.size)
        row_of = self._arrays["row_of"]
        in_file_order = row_of[disputed[row_of] > 0].tolist()
        return differences(replace(self.timeline, events=tuple(self.events(in_file_order))))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All words of the timeline's texts: folded, each with a spelling in which it occurs."""
        return self._search.vocabulary(self._records.at)

    def near(self, word: str, most: int) -> list[str]:
        """Up to ``most`` words of the timeline that ``word`` may be a slip of, the likeliest first.

        Takes some hundredths of a second; meant for words that find nothing.
        """
        return self.vocabulary.near(word, most)

    def near_ids(self, event_id: str, most: int) -> list[str]:
        """Ids that an id may be a slip of."""
        found = self._search.near_ids(event_id, most)
        return [event.id for event in self.events(found)]

    def matching(self, pattern: Pattern, part: Part) -> Rows:
        """The events whose text holds ``pattern``, as far as they are known after ``hurry``.

        Several words take as long as it takes to read all events that have each of them.
        """
        return self._texts.rows(pattern, part)

    def hurry(self) -> None:
        """Answer searches that take long with what is found so far, from now on."""
        self._texts.hurried = True

    def begin(self) -> None:
        """A new question is asked."""
        self._texts.begin()

    @property
    def pending(self) -> bool:
        """Whether an answer since ``begin`` was not all of it."""
        return self._texts.pending

    def go_on(self) -> None:
        """Look further for what is pending."""
        self._texts.go_on()

    def valued(self, facet: Facet, keys: Sequence[str]) -> Rows:
        """The events that have at least one of ``keys``."""
        known, mask = self._facets[facet], np.zeros(self.size, np.uint8)
        if len(keys) == len(known.keys) and tuple(keys) == known.keys:
            return rows_of_bits(known.any)
        numbers = sorted({known.numbers[key] for key in keys if key in known.numbers})
        known.mark(mask, np.array(numbers, np.int64))
        return rows_of_bits(np.packbits(mask, bitorder="little"))

    def without(self, facet: Facet) -> Rows:
        """The events that have no value in a facet."""
        return self._facets[facet].without

    def keys(self, facet: Facet) -> Sequence[str]:
        """All keys that occur in a facet."""
        return self._facets[facet].keys

    def named(self, facet: Facet, pattern: Pattern) -> list[str]:
        """The keys of a facet that are known by something which holds ``pattern``, in the file's order."""
        known = self._facets[facet]
        return [known.keys[number] for number in known.names.holding(pattern.text).tolist()]

    def ranked(self, facet: Facet, rows: Rows, how: Ranked) -> RankedKeys:
        """The keys of a facet with their events, in an order."""
        return RankedKeys(self._facets[facet], self.counts(facet, rows), self.names, how)

    @property
    def extent(self) -> Bounds | None:
        """From the first start to the last end that any date has."""
        return self._dates.extent

    def first_from(self, moment: int) -> int | None:
        """The first row whose date begins then or later."""
        return self._dates.first_from(moment)

    def years(self, rows: Rows) -> list[tuple[int, int]]:
        """The years in which any of some rows surely lies."""
        return self._dates.years(self._dates.events(packed(rows, self.size), self._few(rows)))

    def could_be(self, when: Bounds) -> Rows:
        """The events that can have happened within ``when``."""
        return self._dated_rows((when, "could"), lambda: self._dates.could_be(when))

    def surely_is(self, when: Bounds) -> Rows:
        """The events that cannot have happened outside ``when``."""
        return self._dated_rows((when, "surely"), lambda: self._dates.surely_is(when))

    def _dated_rows(self, key: object, ask: Callable[[], npt.NDArray[np.bool_]]) -> Rows:
        if key not in self._answers:
            self._keep(key, rows_of_bits(self._dates.rows_of(ask())))
        return self._answers[key]

    def _keep(self, key: object, found: Rows) -> None:
        while len(self._answers) >= _ANSWERS_KEPT:
            self._answers.pop(next(iter(self._answers)), None)
        self._answers[key] = found

    def flagged(self, flag: Flag) -> Rows:
        """The events that are ``flag``."""
        return rows_of_bits(self._arrays[f"flag/{flag}"])

    def counts(self, facet: Facet, rows: Rows) -> Tally:
        """How many of ``rows`` have each key of a facet."""
        few_left = self._few(self._left.get(rows, lambda: row_sets.everything(self.size) ^ rows))
        if few_left is not None:
            return self._facets[facet].counts_but(few_left)
        return self._facets[facet].counts(self._mask(rows), self._few(rows))

    def histogram(self, rows: Rows, edges: Sequence[int]) -> list[tuple[int, float]]:
        """Events that surely lie, and that are to be expected, between each two successive edges."""
        return self._dates.histogram(self._dates.events(packed(rows, self.size), self._few(rows)), edges)

    def ordered(self, rows: Rows, order: Order, language: str, patterns: Sequence[Pattern]) -> Sequence[int]:
        """The numbers of some rows in an order."""
        if order is Order.DATE:
            return InDateOrder(rows, self.size)
        score = closeness(self.matching, patterns, self.size) if order is Order.CLOSENESS else None
        return in_order(self._arrays, self._mask(rows), language, order, score)

    def _mask(self, rows: Rows) -> Mask:
        return self._masks.get(rows, lambda: mask_of(rows, self.size))

    def _few(self, rows: Rows) -> npt.NDArray[np.int64] | None:
        """The numbers of a set of few rows, None of more: they are quicker looked at one by one."""
        return self._numbers.get(
            rows, lambda: np.flatnonzero(self._mask(rows).view(bool)) if rows.bit_count() * _FEW <= self.size else None
        )

    def row(self, event_id: str) -> int | None:
        """The row of an event, or None."""
        return self._records.row(event_id)

    def event(self, event_id: str) -> Event | None:
        """The event of an id, or None."""
        row = self.row(event_id)
        return None if row is None else self._records.at(row)

    def events(self, numbers: Sequence[int]) -> list[Event]:
        """The events at some rows."""
        return [self._records.at(number) for number in numbers]

    def referring(self, event_id: str) -> Sequence[tuple[str, str]]:
        """The events that relate to this one, each with how."""
        return self._records.referring(event_id)
