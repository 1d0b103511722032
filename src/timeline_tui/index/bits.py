"""Sets of rows as integers and as arrays of bytes, one turned into the other."""

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Array, ranges
from timeline_tui.index.rows import Rows

_LONG = 4_096
"""Rows from which a stretch is taken by itself."""

_BLOCK = 1 << 18
"""Rows of short stretches that are gathered at a time."""

Bits = npt.NDArray[np.uint8]
"""Eight rows a byte, the first in its lowest bit; as long as all rows need."""

Mask = npt.NDArray[np.uint8]
"""A byte for each row: 1 where it is in the set."""


def packed(rows: Rows, size: int) -> Bits:
    """A set of rows below ``size`` as bits."""
    return np.frombuffer(rows.to_bytes((size + 7) // 8, "little"), np.uint8)


def unpacked(bits: Bits, size: int) -> Mask:
    """Bits as a mask of ``size`` rows."""
    return np.unpackbits(bits, count=size, bitorder="little")


def mask_of(rows: Rows, size: int) -> Mask:
    """A set of rows as a mask of ``size`` rows."""
    return unpacked(packed(rows, size), size)


def rows_of_bits(bits: Bits) -> Rows:
    """Bits as a set of rows."""
    return int.from_bytes(bits.tobytes(), "little")


def rows_of(mask: npt.NDArray[np.uint8] | npt.NDArray[np.bool_]) -> Rows:
    """A mask as a set of rows."""
    return rows_of_bits(np.packbits(mask, bitorder="little"))


def mark(mask: Mask, rows: Array, starts: Array, ends: Array) -> None:
    """Set the rows in some stretches of a long list of them to 1; ``starts`` and ``ends`` are ascending."""
    if not len(starts):
        return
    joint = np.flatnonzero(starts[1:] != ends[:-1])
    starts = np.append(starts[0], starts[joint + 1]).astype(np.int64)
    ends = np.append(ends[joint], ends[-1]).astype(np.int64)
    lengths = ends - starts
    for at in np.flatnonzero(lengths >= _LONG).tolist():
        mask[rows[starts[at] : ends[at]]] = 1
    short = np.flatnonzero((lengths > 0) & (lengths < _LONG))
    blocks = np.flatnonzero(np.diff(np.cumsum(lengths[short]) // _BLOCK)) + 1
    for block in np.split(short, blocks):
        mask[rows[ranges(starts[block], lengths[block])]] = 1
