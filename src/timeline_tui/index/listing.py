"""Row numbers in the order of a list, without a Python integer for each."""

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from timeline_tui.index.bits import packed
from timeline_tui.index.rows import Rows

_WORDS = 8
_BLOCK = 64 * _WORDS
"""Rows that are counted together."""


class _Numbers(Sequence[int]):
    """Row numbers that an array gives, some at a time; a slice is a list."""

    def _between(self, start: int, stop: int) -> list[int]:
        """The numbers at positions ``start`` to before ``stop``, which lie in the list."""
        raise NotImplementedError

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            start, stop, step = at.indices(len(self))
            if step == 1:
                return self._between(start, max(start, stop))
            return [self[position] for position in range(start, stop, step)]
        position = at + len(self) if at < 0 else at
        if not 0 <= position < len(self):
            raise IndexError(at)
        return self._between(position, position + 1)[0]

    def __iter__(self) -> Iterator[int]:
        for start in range(0, len(self), _BLOCK):
            yield from self._between(start, min(start + _BLOCK, len(self)))


class InDateOrder(_Numbers):
    """The rows of a set, ascending: its bits, and how many there are before each block of them."""

    def __init__(self, rows: Rows, size: int) -> None:
        blocks = size // _BLOCK + 1
        self._bits = packed(rows, blocks * _BLOCK)
        counts = np.bitwise_count(self._bits.view(np.uint64)).reshape(blocks, _WORDS)
        self._before = np.zeros(blocks + 1, np.uint32)
        np.cumsum(counts.sum(axis=1, dtype=np.uint32), out=self._before[1:])

    def __len__(self) -> int:
        return int(self._before[-1])

    def _between(self, start: int, stop: int) -> list[int]:
        if start >= stop:
            return []
        first = int(np.searchsorted(self._before, start, "right")) - 1
        last = int(np.searchsorted(self._before, stop, "left"))
        bits = self._bits[first * _BLOCK // 8 : last * _BLOCK // 8]
        numbers = np.flatnonzero(np.unpackbits(bits, bitorder="little")) + first * _BLOCK
        skipped = start - int(self._before[first])
        found: list[int] = numbers[skipped : skipped + stop - start].tolist()
        return found


class InOrder(_Numbers):
    """Rows as an array has them."""

    def __init__(self, rows: npt.NDArray[np.unsignedinteger]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def _between(self, start: int, stop: int) -> list[int]:
        found: list[int] = self._rows[start:stop].tolist()
        return found
