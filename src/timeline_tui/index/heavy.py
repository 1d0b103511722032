"""Three letters that stand in words of very many events: which events these are is worth keeping."""

from collections.abc import Iterator

import numpy as np

from timeline_tui.index.arrays import Array
from timeline_tui.index.runs import Buffer, Numbers

MOST = 32
"""How many of them are kept; each takes a bit for every event."""

EACH = 1
"""Rows that the lists of the words have together, for each row of the timeline, from which on they are kept."""

_LETTERS = b"0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_LETTERS) + 1
_CODES = np.zeros(256, np.uint16)
_CODES[list(_LETTERS)] = np.arange(1, _BASE)


def heaviest(blob: Buffer, starts: Array, weights: Numbers, least: int) -> Iterator[tuple[str, Numbers]]:
    """Three letters of ASCII, the heaviest first, and the numbers of the documents that hold them, ascending.

    ``blob`` and ``starts`` are documents as ``texts.encoded`` has them, ``weights`` has how heavy each is; what weighs
    no more than ``least`` is left out. A number comes twice where a document does hold them twice.
    """
    letters = _CODES[blob]
    first, second, third = letters[:-2], letters[1:-1], letters[2:]
    at = np.flatnonzero((first > 0) & (second > 0) & (third > 0))
    codes = (first[at] * np.uint16(_BASE) + second[at]) * np.uint16(_BASE) + third[at]
    owners = np.repeat(np.arange(len(weights)), np.diff(starts))[at]
    heavy = np.bincount(codes, weights[owners], _BASE**3)
    for code in np.argsort(-heavy, kind="stable")[:MOST].tolist():
        if heavy[code] > least:
            spelled = (code // _BASE**2, code // _BASE % _BASE, code % _BASE)
            yield "".join(chr(_LETTERS[one - 1]) for one in spelled), owners[codes == code]
