"""Sets of rows as integers and as arrays of bytes, one turned into the other."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Array, ranges
from timeline_tui.index.rows import Rows
from timeline_tui.index.shared import by_two

_LONG = 512
"""Rows from which a stretch is copied by itself."""

_BLOCK = 1 << 17
"""Rows that are marked at a time."""

_LOOKED_UP = 1 << 17
"""Rows that are looked up in a mask at a time; a multiple of eight."""

_COUNTED = 1 << 14
"""Places between which bits are counted at a time: what is made on the way stays near the processor."""

_WORD = 64
_SHIFT = 6
"""Bits in a word, and by how much the number of a bit is shifted to get that of its word."""

_WORDS = np.dtype("<u8")
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


def looked_up(mask: Mask, rows: Array) -> Bits:
    """For each of some rows (unsigned, not in order, some twice) whether it is in the set.

    Block by block, since numpy wants positions of eight bytes, and memory that was just used is quicker to fill.
    """
    found = np.empty((len(rows) + 7) // 8, np.uint8)
    most = min(_LOOKED_UP, len(rows))

    def look_up_some(starts: Iterator[int]) -> None:
        at, there = np.empty(most, np.intp), np.empty(most, np.uint8)
        for start in starts:
            size = min(most, len(rows) - start)
            at[:size] = rows[start : start + size]
            np.take(mask, at[:size], out=there[:size], mode="wrap")  # none is out of range; the default would copy
            found[start // 8 : (start + size + 7) // 8] = np.packbits(there[:size], bitorder="little")

    by_two(look_up_some, range(0, len(rows), _LOOKED_UP))
    return found


def counted_between(bits: Bits, places: Array) -> npt.NDArray[np.uint32]:
    """How many bits are set between each two successive places, which ascend and may be the end; one fewer."""
    padded = np.zeros(len(bits) // _WORDS.itemsize * _WORDS.itemsize + _WORDS.itemsize, np.uint8)
    padded[: len(bits)] = bits
    words = padded.view(_WORDS)
    before = np.zeros(len(words) + 1, np.uint32)
    np.cumsum(np.bitwise_count(words), out=before[1:])
    counted = np.empty(len(places), np.uint32)
    for start in range(0, len(places), _COUNTED):
        some = places[start : start + _COUNTED]
        word, bit = (some >> _SHIFT).astype(np.intp), (some & (_WORD - 1)).astype(np.uint64)
        lower = np.left_shift(np.uint64(1), bit) - np.uint64(1)
        lower &= np.take(words, word)
        counted[start : start + _COUNTED] = np.take(before, word) + np.bitwise_count(lower)
    return np.diff(counted)


def filled(turns: Array, size: int) -> Bits:
    """The rows from the first of some places to before the second, from the third to before the fourth, and so on.

    The places ascend, each once; where their number is odd the last stretch ends at ``size``.
    """
    turned = np.zeros(-(-size // _WORD) * _WORD, np.uint8)
    turned[turns] = 1
    words = np.packbits(turned, bitorder="little").view(_WORDS)
    for shift in (1, 2, 4, 8, 16, 32):
        words ^= words << np.uint64(shift)
    open_at_end = words >> np.uint64(_WORD - 1)
    words ^= np.uint64(0) - (np.bitwise_xor.accumulate(open_at_end) ^ open_at_end)
    bits = words.view(np.uint8)[: (size + 7) // 8]
    if size % 8:
        bits[-1] &= (1 << size % 8) - 1
    return bits


def mark(mask: Mask, rows: Array, starts: Array, ends: Array) -> None:
    """Set the rows in some stretches of a long list of them to 1; ``starts`` and ``ends`` are ascending."""
    if not len(starts):
        return
    joint = np.flatnonzero(starts[1:] != ends[:-1])
    starts = np.append(starts[0], starts[joint + 1]).astype(np.int64)
    ends = np.append(ends[joint], ends[-1]).astype(np.int64)
    lengths = ends - starts

    def mark_some(pieces: Iterator[Array]) -> None:
        for piece in pieces:
            found = _gathered(rows, starts[piece], ends[piece])
            for start in range(0, len(found), _BLOCK):
                mask[found[start : start + _BLOCK].astype(np.intp)] = 1

    short, long = np.flatnonzero(lengths < _LONG), np.flatnonzero(lengths >= _LONG)
    long = long[np.argsort(lengths[long])]  # so that a very long one is a piece by itself
    by_two(mark_some, [*_blocks(short, lengths), *_blocks(long, lengths)])


def _blocks(stretches: Array, lengths: Array) -> list[Array]:
    """Stretches, by number, as pieces in each of which they are of ``_BLOCK`` rows in all, or a little more."""
    return np.split(stretches, np.flatnonzero(np.diff(np.cumsum(lengths[stretches]) // _BLOCK)) + 1)


def _gathered(rows: Array, starts: Array, ends: Array) -> Array:
    """The rows in some stretches, all short or all long: of the long each is copied by itself."""
    if len(starts) == 1:
        return rows[starts[0] : ends[0]]
    if len(starts) and ends[0] - starts[0] >= _LONG:
        return np.concatenate([rows[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)])
    return np.take(rows, ranges(starts, ends - starts), mode="wrap")  # unchecked, as in ``looked_up``
