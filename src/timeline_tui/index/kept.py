"""The last few things made of big values, found again by identity, since comparing or hashing them takes long."""

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Kept(Generic[_Key, _Value]):
    """What was last made of some values; safe in several threads, each of which may make it anew."""

    def __init__(self, most: int) -> None:
        self._found: deque[tuple[_Key, _Value]] = deque(maxlen=most)

    def get(self, key: _Key, make: Callable[[], _Value]) -> _Value:
        """What was made of this very value, or what ``make`` makes now."""
        for known, value in list(self._found):
            if known is key:
                return value
        value = make()
        self._found.append((key, value))
        return value
