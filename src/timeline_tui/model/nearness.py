"""Words that may be slips of one another."""

from collections.abc import Iterable

_SLIP = 3
"""How far a slip may change a word's length."""


def alike(word: str, known: Iterable[str]) -> list[str]:
    """Those of ``known`` about as long as ``word`` that begin or end as it does.

    Only these are worth the milliseconds that a real comparison takes.
    """
    return [
        other
        for other in known
        if abs(len(other) - len(word)) <= _SLIP and (other[:2] == word[:2] or other[-2:] == word[-2:])
    ]
