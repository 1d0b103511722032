"""The words of a timeline's texts, and the rows that have them."""

import numpy as np

from timeline_tui.index.arrays import Array, Arrays
from timeline_tui.index.base import Part
from timeline_tui.index.bits import Bits, mark
from timeline_tui.index.runs import Numbers
from timeline_tui.index.texts import Texts

PARTS = 3
"""Lists of rows that each entry of the vocabulary has: for titles, for claims, for all other texts."""

_OFFSETS = {Part.ANY: (0, PARTS), Part.TITLE: (0, 1), Part.CLAIM: (1, 2)}
"""For each part the first of an entry's lists of rows and the one after the last."""


class RowLists:
    """For each entry of the vocabulary the rows whose title, claims or other texts have it.

    ``rows`` of list ``i`` stand from ``pointers[i]`` to before ``pointers[i + 1]``; the lists in ``dense`` (ascending)
    are kept as ``bits`` instead, a line for each.
    """

    def __init__(self, pointers: Array, rows: Array, dense: Array, bits: Array, size: int) -> None:
        self._size, self._pointers, self._rows, self._dense, self._bits = size, pointers, rows, dense, bits

    def rows(self, entries: Numbers, part: Part) -> Bits:
        """The rows that have any of some entries (ascending) in a part of the event."""
        first, end = _OFFSETS[part]
        mask = np.zeros(self._size, np.uint8)
        mark(mask, self._rows, self._pointers[entries * PARTS + first], self._pointers[entries * PARTS + end])
        bits = np.packbits(mask, bitorder="little")
        for number in self._dense_of(entries, first, end):
            bits |= self._bits[number]
        return bits

    def a_row(self, entry: int) -> int:
        """Some row that has an entry."""
        start, end = self._pointers[entry * PARTS], self._pointers[(entry + 1) * PARTS]
        if start < end:
            return int(self._rows[start])
        dense = self._dense_of(np.array([entry]), 0, PARTS)
        return int(np.flatnonzero(np.unpackbits(self._bits[dense[0]], bitorder="little"))[0])

    def _dense_of(self, entries: Numbers, first: int, end: int) -> list[int]:
        """Which of the lists kept as bits belong to some entries."""
        if not len(entries):
            return []
        entry, part = np.divmod(self._dense, PARTS)
        at = np.minimum(np.searchsorted(entries, entry), len(entries) - 1)
        found: list[int] = np.flatnonzero((entries[at] == entry) & (part >= first) & (part < end)).tolist()
        return found


class Postings(RowLists):
    """The vocabulary of an index, with its lists of rows."""

    def __init__(self, arrays: Arrays, size: int) -> None:
        dense, width = arrays["dense/lists"], (size + 7) // 8
        bits = arrays["dense/bits"].reshape(len(dense), width)
        super().__init__(arrays["rows/pointers"], arrays["rows/list"], dense, bits, size)
        self.entries = Texts(arrays, "words")
        threes = arrays.bytes("heavy/threes").decode()
        self._heavy = {threes[at : at + 3]: at // 3 for at in range(0, len(threes), 3)}
        self._heavy_bits: list[Bits] = [*arrays["heavy/bits"].reshape(len(self._heavy), width)]

    def holding(self, text: str, part: Part) -> Bits:
        """The rows that have, in a part of the event, any entry that holds ``text``; not to be written to."""
        if part is Part.ANY and text in self._heavy:
            return self._heavy_bits[self._heavy[text]]
        return self.rows(self.entries.holding(text), part)
