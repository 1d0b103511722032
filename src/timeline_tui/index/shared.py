"""Work on many pieces shared with a second thread; numpy lets both compute at once."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

_Piece = TypeVar("_Piece")
_MANY = 3
"""Pieces from which on it pays to wake a second thread."""


def by_two(work: Callable[[Iterator[_Piece]], None], pieces: Sequence[_Piece]) -> None:
    """Call ``work`` with what is left of ``pieces``, here and in a second thread, until none is.

    Each piece is given to one of them, whichever comes first; where the second thread never comes to it, as on
    a busy machine, all are done here. A piece should take a tenth of a millisecond: Python's lock changes hands at
    each call of numpy, and what is quicker than that waits for it longer than it computes.
    """
    left = iter(pieces)  # of a list or a range, so that two threads can take from it
    if len(pieces) < _MANY:
        work(left)
        return
    helped = _second_thread().submit(work, left)
    work(left)
    if not helped.cancel():
        helped.result()


@cache
def _second_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "index")
