"""The keys of a facet in an order, each with its number of events, all at hand."""

from collections.abc import Mapping
from functools import cached_property


class CountedKeys:
    """Keys of a facet in an order, all at hand; see ``Ranking``."""

    def __init__(self, counted: list[tuple[str, int]], most: int) -> None:
        self._counted, self.most = counted, most

    def __len__(self) -> int:
        return len(self._counted)

    def __getitem__(self, position: int) -> tuple[str, int]:
        return self._counted[position]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {key: position for position, (key, _) in enumerate(self._counted)}

    def position(self, key: str) -> int | None:
        """Where a key is listed, or None."""
        return self._positions.get(key)


def ranked(names: Mapping[str, str], counts: Mapping[str, int], *, by_name: bool) -> CountedKeys:
    """The keys of ``names`` by how they read, or by their ``counts``, the greatest first, and then so."""

    def order(key: str) -> tuple[int, str]:
        return 0 if by_name else -counts.get(key, 0), names[key].casefold()

    return CountedKeys([(key, counts.get(key, 0)) for key in sorted(names, key=order)], max(counts.values(), default=0))
