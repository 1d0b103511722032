"""The keys of a facet, the rows of each, and how many of some rows have each."""

import json
from collections.abc import ItemsView, Iterator, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Arrays, ranges
from timeline_tui.index.base import Ranked
from timeline_tui.index.bits import Bits, Mask, counted_between, looked_up, mark, rows_of_bits
from timeline_tui.index.facets import Facet, Names
from timeline_tui.index.merging import BLOCK
from timeline_tui.index.rows import Rows, everything
from timeline_tui.index.runs import Numbers
from timeline_tui.index.texts import Texts

_LOWER = np.tri(BLOCK, k=-1, dtype=np.uint8)
"""For each place in a block 1 at those before it."""

_AT_ONCE = 1 << 12
"""Rows whose keys are looked for at a time."""

_LONGER = 8
"""How many times as long it takes to look for the keys of a row as to mark one that a key has."""


class FacetRows:
    """One facet: keys are numbered in the file's order."""

    def __init__(self, arrays: Arrays, facet: Facet) -> None:
        self._arrays, self._facet = arrays, facet
        self._pointers = arrays[f"{facet}/pointers"]
        self._rows = arrays[f"{facet}/rows"]
        self.any: Bits = arrays[f"{facet}/any"]
        self._of_row, self._count = arrays[f"{facet}/of_row"], arrays[f"{facet}/count"].reshape(-1, BLOCK)
        self._before = arrays[f"{facet}/before"]
        self.names = Texts(arrays, f"{facet}/names")
        """What each key is known by."""
        self._places: dict[str, Numbers] = {}

    @cached_property
    def without(self) -> Rows:
        """The rows that have no key."""
        return everything(len(self._arrays["row_of"])) ^ rows_of_bits(self.any)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """All keys."""
        return tuple(json.loads(self._arrays.bytes(f"{self._facet}/keys")))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each key."""
        return {key: number for number, key in enumerate(self.keys)}

    def mark(self, mask: Mask, keys: Numbers) -> None:
        """Set the rows that have any of some keys (ascending) to 1."""
        if not len(keys):
            return
        starts, ends = self._pointers[keys], self._pointers[keys + 1]
        if (len(mask) - np.count_nonzero(mask.view(bool))) * _LONGER > (ends - starts).sum():
            mark(mask, self._rows, starts, ends)
            return
        left, wanted = np.flatnonzero(mask == 0), np.zeros(len(self._pointers) - 1, bool)
        wanted[keys] = True
        for start in range(0, len(left), _AT_ONCE):
            some = left[start : start + _AT_ONCE]
            mask[np.repeat(some, np.take(self._count, some))[wanted[self._keys_of(some)]]] = 1

    def counts(self, mask: Mask, few: Numbers | None) -> "Tally":
        """How many rows of a mask have each key; ``few`` are the rows, ascending, where there are few of them."""
        if few is not None:
            return Tally(self, self._counted(few))
        return Tally(self, counted_between(looked_up(mask, self._rows), self._pointers))

    def counts_but(self, few: Numbers) -> "Tally":
        """How many of all rows but some, ascending, have each key."""
        return Tally(self, np.diff(self._pointers) - self._counted(few))

    def _counted(self, rows: Numbers) -> npt.NDArray[np.int64]:
        """How many of some rows, looked at one by one, have each key."""
        size = len(self._pointers) - 1
        return np.bincount(self._keys_of(rows), minlength=size) if size and len(rows) else np.zeros(size, np.int64)

    def _keys_of(self, rows: Numbers) -> npt.NDArray[np.unsignedinteger]:
        """The keys of some rows, one row's after another's."""
        starts = np.empty(len(rows), np.int64)
        for first in range(0, len(rows), _AT_ONCE):
            block, place = np.divmod(rows[first : first + _AT_ONCE], BLOCK)
            counts = np.take(self._count, block, axis=0)  # much quicker than the same in brackets
            before = (counts * np.take(_LOWER, place, axis=0)).astype(np.float64) @ np.ones(BLOCK)
            starts[first : first + _AT_ONCE] = np.take(self._before, block) + before.astype(np.int64)
        return np.take(self._of_row, ranges(starts, np.take(self._count, rows)))

    def places(self, names: Names, language: str) -> Numbers:
        """Where each key stands in the order of how keys read in a language; worked out once for each."""
        if language not in self._places:
            read = [names.name(self._facet, key, language).casefold() for key in self.keys]
            places = np.empty(len(read), np.int64)
            places[sorted(range(len(read)), key=read.__getitem__)] = np.arange(len(read))
            self._places[language] = places
        return self._places[language]


class RankedKeys:
    """Keys of a facet in an order, each with its number of events; see ``index.base.Ranking``."""

    def __init__(self, facet: FacetRows, tally: "Tally", names: Names, how: Ranked) -> None:
        self._facet, self._counts, self._names, self._how = facet, tally.counts, names, how
        self.most = int(self._counts.max(initial=0))

    @cached_property
    def _listed(self) -> npt.NDArray[np.uint32]:
        """The numbers of the keys that are listed."""
        if self._how.wanted is None:
            return np.arange(len(self._counts), dtype=np.uint32)
        also = [self._facet.numbers[key] for key in self._how.also if key in self._facet.numbers]
        return np.union1d(self._facet.names.holding(self._how.wanted.text), np.array(also, np.int64)).astype(np.uint32)

    @cached_property
    def _order(self) -> npt.NDArray[np.uint32]:
        numbers = self._listed
        places = self._facet.places(self._names, self._how.language)[numbers]
        if not self._how.by_name:
            places = places - self._counts[numbers].astype(np.int64) * len(self._counts)  # no two places are the same
        return numbers[np.argsort(places)]

    def __len__(self) -> int:
        return len(self._listed)

    def __getitem__(self, position: int) -> tuple[str, int]:
        number = int(self._order[position])
        return self._facet.keys[number], int(self._counts[number])

    def position(self, key: str) -> int | None:
        """Where a key is listed, or None."""
        places = np.flatnonzero(self._order == self._facet.numbers.get(key, -1))
        return int(places[0]) if len(places) else None


class Tally(Mapping[str, int]):
    """How many rows have each key; keys without any are left out. Keys are read when they are asked for."""

    def __init__(self, facet: FacetRows, counts: npt.NDArray[np.integer]) -> None:
        self._facet, self.counts = facet, counts

    def __getitem__(self, key: str) -> int:
        count = int(self.counts[self._facet.numbers[key]])
        if not count:
            raise KeyError(key)
        return count

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return int(np.count_nonzero(self.counts))

    @cached_property
    def _plain(self) -> dict[str, int]:
        keys = self._facet.keys
        numbers = np.flatnonzero(self.counts)
        return {keys[at]: count for at, count in zip(numbers.tolist(), self.counts[numbers].tolist(), strict=True)}

    def items(self) -> ItemsView[str, int]:
        """Each key with its count."""
        return self._plain.items()
