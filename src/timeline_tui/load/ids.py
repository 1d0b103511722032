"""The ids of a million records in some twenty megabytes."""

from array import array

_BITS_64 = (1 << 64) - 1
_FIRST_SIZE = 1 << 12
_NAMED = 10_000
"""Ids kept as they are spelled, to find what a slip was meant to be."""


class Ids:
    """Which record has an id first.

    Ids are kept as 64-bit hashes in an open table beside the records' numbers, 24 bytes each at most, where a
    dictionary of strings takes 130. Python's hash of strings is keyed anew for each process, so that no file
    can be made to have clashes, and two of a million ids share one once in 37 million files.
    """

    def __init__(self) -> None:
        self._count = 0
        self._mask = _FIRST_SIZE - 1
        self._keys, self._numbers = array("Q", bytes(8 * _FIRST_SIZE)), array("I", bytes(4 * _FIRST_SIZE))
        self.names: list[str] | None = []

    def __len__(self) -> int:
        return self._count

    def __contains__(self, name: object) -> bool:
        key = hash(name) & _BITS_64 or 1
        keys, mask = self._keys, self._mask
        slot = key & mask
        while found := keys[slot]:
            if found == key:
                return True
            slot = (slot + 1) & mask
        return False

    def add(self, name: str, number: int) -> int | None:
        """Note that record ``number`` (below 2³²) has an id; the number of the first that had it, or None."""
        key = hash(name) & _BITS_64 or 1
        keys, mask = self._keys, self._mask
        slot = key & mask
        while found := keys[slot]:
            if found == key:
                return self._numbers[slot]
            slot = (slot + 1) & mask
        keys[slot] = key
        self._numbers[slot] = number
        self._count += 1
        if 2 * self._count > mask:
            self._resize(2 * (mask + 1))
        if self.names is not None:
            self.names.append(name)
            if len(self.names) > _NAMED:
                self.names = None
        return None

    def _resize(self, size: int) -> None:
        keys, numbers = array("Q", bytes(8 * size)), array("I", bytes(4 * size))
        mask = size - 1
        for key, number in zip(self._keys, self._numbers, strict=True):
            if key:
                slot = key & mask
                while keys[slot]:
                    slot = (slot + 1) & mask
                keys[slot], numbers[slot] = key, number
        self._keys, self._numbers, self._mask = keys, numbers, mask
