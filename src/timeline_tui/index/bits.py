"""Sets of rows as integers and as arrays of bytes, one turned into the other."""

import numpy as np
import numpy.typing as npt

from timeline_tui.index.rows import Rows

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
