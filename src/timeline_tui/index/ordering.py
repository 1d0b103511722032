"""Rows of a mapped index in another order than that of their dates."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Arrays
from timeline_tui.index.base import Order, Part
from timeline_tui.index.bits import Mask, mask_of
from timeline_tui.index.fold import Pattern
from timeline_tui.index.listing import InOrder
from timeline_tui.index.rows import Rows
from timeline_tui.index.titles import in_title_order


def in_order(
    arrays: Arrays, mask: Mask, language: str, order: Order, closeness: npt.NDArray[np.uint16] | None
) -> InOrder:
    """The rows of a mask by title, by number of witnesses, or by ``closeness`` (uint16, one for each row)."""
    if order is Order.TITLE:
        everything = in_title_order(arrays, language)
        return InOrder(everything[mask[everything] > 0])
    return _descending(np.flatnonzero(mask), arrays["witnesses"] if closeness is None else closeness)


def closeness(
    matching: Callable[[Pattern, Part], Rows], patterns: Sequence[Pattern], size: int
) -> npt.NDArray[np.uint16]:
    """For each row how well it is matched: what ``scan.closeness`` adds up."""
    score = np.zeros(size, np.uint16)
    for one in patterns:
        whole = Pattern(f" {one.text.strip()} ")
        for points, pattern, part in (
            (8, whole, Part.TITLE),
            (4, one, Part.TITLE),
            (2, whole, Part.ANY),
            (1, one, Part.ANY),
        ):
            score += np.uint16(points) * mask_of(matching(pattern, part), size)
    return score


def _descending(rows: npt.NDArray[np.int64], score: npt.NDArray[np.unsignedinteger]) -> InOrder:
    """Rows by score, the highest first, equal ones as they come."""
    own = score[rows]
    return InOrder(rows[np.argsort(own.max(initial=0) - own, kind="stable")].astype(np.uint32))
