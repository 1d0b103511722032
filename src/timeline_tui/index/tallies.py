"""The keys of a facet, the rows of each, and how many of some rows have each."""

import json
from collections.abc import ItemsView, Iterator, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Arrays, ranges
from timeline_tui.index.bits import Bits, Mask, mark
from timeline_tui.index.facets import Facet
from timeline_tui.index.merging import BLOCK
from timeline_tui.index.runs import Numbers
from timeline_tui.index.texts import Texts


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
        mark(mask, self._rows, self._pointers[keys], self._pointers[keys + 1])

    def counts(self, mask: Mask, few: Numbers | None) -> "Tally":
        """How many rows of a mask have each key; ``few`` are the rows, ascending, where there are few of them."""
        size = len(self._pointers) - 1
        if not size or not (few is None or len(few)):
            return Tally(self, np.zeros(size, np.int64))
        if few is not None:
            return Tally(self, np.bincount(self._keys_of(few), minlength=size))
        return Tally(self, np.add.reduceat(mask[self._rows], self._pointers[:-1], dtype=np.int32))

    def _keys_of(self, rows: Numbers) -> npt.NDArray[np.unsignedinteger]:
        """The keys of some rows, one row's after another's."""
        block, place = np.divmod(rows, BLOCK)
        before = np.where(np.arange(BLOCK) < place[:, None], self._count[block], 0).sum(axis=1, dtype=np.int64)
        found: npt.NDArray[np.unsignedinteger] = self._of_row[
            ranges(self._before[block] + before, self._count[block, place])
        ]
        return found


class Tally(Mapping[str, int]):
    """How many rows have each key; keys without any are left out. Keys are read when they are asked for."""

    def __init__(self, facet: FacetRows, counts: npt.NDArray[np.signedinteger]) -> None:
        self._facet, self._counts = facet, counts

    def __getitem__(self, key: str) -> int:
        count = int(self._counts[self._facet.numbers[key]])
        if not count:
            raise KeyError(key)
        return count

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return int(np.count_nonzero(self._counts))

    @cached_property
    def _plain(self) -> dict[str, int]:
        keys = self._facet.keys
        numbers = np.flatnonzero(self._counts)
        return {keys[at]: count for at, count in zip(numbers.tolist(), self._counts[numbers].tolist(), strict=True)}

    def items(self) -> ItemsView[str, int]:
        """Each key with its count."""
        return self._plain.items()
