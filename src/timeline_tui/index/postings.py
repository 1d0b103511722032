"""The words of a timeline's texts, and the rows that have them."""

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Arrays, ranges
from timeline_tui.index.base import Part
from timeline_tui.index.bits import Bits
from timeline_tui.index.merging import PARTS
from timeline_tui.index.runs import Numbers
from timeline_tui.index.texts import Texts

_OFFSETS = {Part.ANY: (0, PARTS), Part.TITLE: (0, 1), Part.CLAIM: (1, 2)}
"""For each part the first of an entry's lists of rows and the one after the last."""

_LONG = 4_096
"""Rows from which a list is taken by itself."""

_BLOCK = 1 << 20
"""Rows of short lists that are gathered at a time."""


class Postings:
    """For each entry of the vocabulary the rows whose title, claims or other texts have it."""

    def __init__(self, arrays: Arrays, size: int) -> None:
        self._size = size
        self.entries = Texts(arrays, "words")
        self._pointers = arrays["rows/pointers"]
        self._rows = arrays["rows/list"]
        self._dense = arrays["dense/lists"]
        self._bits = arrays["dense/bits"].reshape(len(self._dense), (size + 7) // 8)

    def rows(self, entries: Numbers, part: Part) -> Bits:
        """The rows that have any of some entries (ascending) in a part of the event."""
        first, end = _OFFSETS[part]
        mask = np.zeros(self._size, np.uint8)
        self._mark(mask, entries * PARTS + first, entries * PARTS + end)
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

    def _mark(self, mask: npt.NDArray[np.uint8], first: Numbers, end: Numbers) -> None:
        """Set the rows of lists to 1; lists that follow each other are one stretch."""
        joint = np.flatnonzero(first[1:] != end[:-1])
        first = first[np.concatenate([[0], joint + 1])] if len(first) else first
        end = end[np.append(joint, -1)] if len(end) else end
        starts, ends = self._pointers[first].astype(np.int64), self._pointers[end].astype(np.int64)
        lengths = ends - starts
        for at in np.flatnonzero(lengths >= _LONG).tolist():
            mask[self._rows[starts[at] : ends[at]]] = 1
        short = np.flatnonzero((lengths > 0) & (lengths < _LONG))
        blocks = np.flatnonzero(np.diff(np.cumsum(lengths[short]) // _BLOCK)) + 1
        for block in np.split(short, blocks):
            mask[self._rows[ranges(starts[block], lengths[block])]] = 1
