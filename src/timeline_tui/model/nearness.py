"""Words that may be slips of one another."""

from collections.abc import Iterable

_CUTOFF = 0.7
_SLIP = 3
"""How far a slip may change a word's length."""


def closest(word: str, known: Iterable[str], most: int) -> list[str]:
    """Up to ``most`` of ``known`` that ``word`` may be a slip of, the likeliest first."""
    from difflib import get_close_matches  # noqa: PLC0415  # only a slip needs it

    return get_close_matches(word, alike(word, known), n=most, cutoff=_CUTOFF)


def alike(word: str, known: Iterable[str]) -> list[str]:
    """Those of ``known`` about as long as ``word`` that begin or end as it does.

    Only these are worth the milliseconds that a real comparison takes.
    """
    return [
        other
        for other in known
        if abs(len(other) - len(word)) <= _SLIP and (other[:2] == word[:2] or other[-2:] == word[-2:])
    ]
