"""Whether what events refer to is there, asked of the parts of an index: nothing of the file is read for it."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Array, Named
from timeline_tui.index.facets import Facet
from timeline_tui.index.merging import column, flushes


class Nameless(NamedTuple):
    """Keys of facets that have no record.

    ``offsets`` are where those events begin in the file, ascending, in which to look for where a key stands: the first
    that have any, and the first of each key. ``more`` tells for each facet how often each key stands in others.
    """

    offsets: list[int]
    more: Mapping[Facet, Mapping[str, int]]

    def among(self, offsets: Sequence[int]) -> list[int]:
        """Which of the records that begin at some offsets, ascending, are to be looked at: counted from 0."""
        first, end = bisect_left(self.offsets, offsets[0]), bisect_right(self.offsets, offsets[-1])
        return [bisect_left(offsets, offset) for offset in self.offsets[first:end]]


class _Keys(NamedTuple):
    """Keys without a record; each time that one stands in an event: the event's number, ascending, and the key's."""

    names: list[str]
    events: npt.NDArray[np.int64]
    keys: npt.NDArray[np.int64]


def is_linked(parts: Sequence[Named]) -> bool:
    """Whether every event has an id of its own, and all that are named as related are there.

    False may come back where two of the ids only have the same hash.
    """
    ids = np.sort(column(parts, "id/hash", np.uint64))
    named = np.unique(column(parts, "related/hash", np.uint64))
    at = np.minimum(np.searchsorted(ids, named), max(0, len(ids) - 1))
    return bool((ids[1:] != ids[:-1]).all() and (ids[at] == named).all())


def nameless(parts: Sequence[Named], known: Mapping[Facet, AbstractSet[str]], most: int) -> Nameless | None:
    """Which keys of some facets are not ``known``; None where all are.

    ``most`` events that have any are to be looked at, beside the first ones of each key.
    """
    found = {facet: _unknown(parts, facet, names) for facet, names in known.items()}
    if not any(keys.names for keys in found.values()):
        return None
    firsts = [keys.events[np.unique(keys.keys, return_index=True)[1]] for keys in found.values()]
    every = np.unique(np.concatenate([keys.events for keys in found.values()]))
    looked_at = np.unique(np.concatenate([every[:most], *firsts]))
    offsets = column(parts, "offset", np.uint64)[looked_at]
    return Nameless(offsets.tolist(), {facet: _besides(keys, looked_at) for facet, keys in found.items()})


def _unknown(parts: Sequence[Named], facet: Facet, known: AbstractSet[str]) -> _Keys:
    numbers: dict[str, int] = {}
    number_of: list[Array] = []
    for part in parts:
        keys = json.loads(part.bytes(f"{facet}/keys"))
        given = [-1 if key in known else numbers.setdefault(key, len(numbers)) for key in keys]
        number_of.append(np.array(given, np.int64))
    events, found = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for which, part, place, base in flushes(parts) if numbers else ():
        keys = number_of[which][part[f"{place}{facet}/key"]]
        at = np.flatnonzero(keys >= 0)
        events.append(part[f"{place}{facet}/event"][at].astype(np.int64) + base)
        found.append(keys[at])
    return _Keys(list(numbers), np.concatenate(events), np.concatenate(found))


def _besides(found: _Keys, looked_at: npt.NDArray[np.int64]) -> dict[str, int]:
    """How often each key stands in events that are not looked at."""
    counts = np.bincount(found.keys[~np.isin(found.events, looked_at)], minlength=len(found.names))
    return {name: count for name, count in zip(found.names, counts.tolist(), strict=True) if count}
