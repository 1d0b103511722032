"""Text looked for in everything an event is known by: its words, its id, its date, the names of its facets."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

import numpy as np

from timeline_tui.index.arrays import Arrays
from timeline_tui.index.base import Part
from timeline_tui.index.bits import Bits, unpacked
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import words
from timeline_tui.index.postings import Postings
from timeline_tui.index.records import Records
from timeline_tui.index.runs import Numbers
from timeline_tui.index.skimming import may_hold, skeleton
from timeline_tui.index.spans import Dates
from timeline_tui.index.tallies import FacetRows
from timeline_tui.index.texts import Texts
from timeline_tui.index.vocabulary import Vocabulary, near_documents
from timeline_tui.model.records import Event

_TRIED_AT_ONCE = 80
"""Events that are decoded, where a phrase is looked for, before what is found so far is told: some hundredths of a
second."""

_SKIMMED = 20
"""Events whose bytes are looked at in the time in which one is decoded."""

_AT_HAND = 1 << 12
"""Rows of events that are numbers of Python at a time."""


class Search:
    """Where text is found; ``records`` reads the events in which a phrase may stand."""

    def __init__(self, arrays: Arrays, dates: Dates, facets: Mapping[Facet, FacetRows], records: Records) -> None:
        self._row_of = arrays["row_of"]
        self.size = len(self._row_of)
        self._ids = Texts(arrays, "id")
        self._postings = Postings(arrays, self.size)
        self._dates, self._facets, self._records = dates, facets, records

    def vocabulary(self, event: Callable[[int], Event]) -> Vocabulary:
        """All words that can be found."""
        names = [facet.names for facet in self._facets.values()]
        return Vocabulary(self._postings, names, [self._dates.texts, self._ids], event)

    def near_ids(self, event_id: str, most: int) -> list[int]:
        """Rows of up to ``most`` events whose ids ``event_id`` may be a slip of, the likeliest first."""
        wanted = words(event_id)
        return [int(self._row_of[number]) for number in near_documents(self._ids, " ".join(wanted), most)]

    def found(self, text: str, part: Part) -> Iterator[Bits]:
        """The rows whose text holds ``text``, more with each step, the last being all.

        Documents here have a space behind each line, so that ``" x "`` is a whole word.
        """
        if part is not Part.ID and " " not in text.strip():
            yield self._known_by(text, part, self._postings.holding(text, part))
            return
        found = self._known_by(text, part, np.zeros((self.size + 7) // 8, np.uint8))
        if part is Part.ID:
            yield found
        else:
            yield from self._phrase(text, part, found)

    def _known_by(self, text: str, part: Part, found: Bits) -> Bits:
        """Rows found so far and those whose id holds ``text``, or with ``Part.ANY`` their date or a facet's name."""
        if part in {Part.TITLE, Part.CLAIM}:
            return found
        mask = unpacked(found, self.size)
        mask[self._row_of[self._ids.holding(text)]] = 1
        if part is not Part.ANY:
            return np.packbits(mask, bitorder="little")
        for facet in self._facets.values():
            facet.mark(mask, facet.names.holding(text))
        bits, dates = np.packbits(mask, bitorder="little"), self._dates.texts.holding(text)
        return bits | self._dates.rows_of(np.isin(np.arange(len(self._dates)), dates)) if len(dates) else bits

    def _phrase(self, text: str, part: Part, found: Bits) -> Iterator[Bits]:
        """Rows that have each word, as much of it as must be there, are read and looked into."""
        words = text.split(" ")
        last = len(words) - 1
        wanted = [f"{' ' * (at > 0)}{word}{' ' * (at < last)}" for at, word in enumerate(words) if word]
        left = ~found
        for word in sorted(wanted, key=len, reverse=True):
            if not left.any():
                break
            left = left & self._postings.holding(word, part)
        yield found.copy()
        bones, work = skeleton(text), 0
        tried = np.flatnonzero(unpacked(left, self.size).view(bool))
        for row in _one_by_one(tried):
            record = self._records.data(row)
            work += 1
            if may_hold(record, bones):
                work += _SKIMMED
                if text in self._records.document(record, part).replace("\n", " \n") + " ":
                    found[row >> 3] |= 1 << (row & 7)
            if work >= _TRIED_AT_ONCE * _SKIMMED:
                yield found.copy()
                work = 0
        yield found


def _one_by_one(rows: Numbers) -> Iterator[int]:
    """Rows as numbers of Python, few of which are there at a time."""
    return chain.from_iterable(rows[at : at + _AT_HAND].tolist() for at in range(0, len(rows), _AT_HAND))
