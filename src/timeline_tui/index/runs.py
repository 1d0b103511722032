"""Runs of bytes between ASCII separators, found and numbered many at a time.

A run is not yet a word: what it is folded to is decided once for each different run, by ``fold``. That is
exact, since no ASCII letter or digit is ever changed by what stands on the other side of a separator.
"""

import secrets
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Buffer = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]

PADDING = 8
"""Bytes that must follow the last run in a buffer, so that it can be read a word at a time."""

_WORD = 8
_LONG = 256
"""Bytes from which a run is hashed by itself."""

_SPACE = 0x20
_LEAD = 0xC2
_TABLE = bytes(
    byte if byte >= 0x80 or byte == 0 else ord(chr(byte).lower()) if chr(byte).isalnum() else _SPACE  # noqa: PLR2004  # ASCII
    for byte in range(256)
)
_LATIN = np.zeros(256, bool)
_LATIN[[b for b in range(0x80, 0xC0) if b not in {0xAA, 0xAD, 0xB2, 0xB3, 0xB5, 0xB9, 0xBA, 0xBC, 0xBD, 0xBE}]] = True
_CJK = np.zeros(256, bool)
_CJK[[*range(0x80, 0x85), *range(0x88, 0xA1)]] = True
"""Second bytes of U+0080 to U+00BF and third bytes of U+3000 to U+3020 that no word holds, whatever folds them."""

_MASKS = np.array([(1 << (8 * length)) - 1 for length in range(_WORD)] + [(1 << 64) - 1], np.uint64)


def lowered(text: str) -> Buffer:
    """``text`` as UTF-8 with ASCII in lower case and the commonest separators as spaces; zeros stay."""
    encoded = text.encode("utf-8", "replace").translate(_TABLE)
    buffer = np.frombuffer(bytearray(encoded) + b" " * PADDING, np.uint8)
    lead = np.flatnonzero(buffer >= _LEAD)
    if len(lead):
        first, second, third = buffer[lead], buffer[lead + 1], buffer[lead + 2]
        two = (first == _LEAD) & _LATIN[second]
        three = ((first == 0xE2) & (second == 0x80)) | ((first == 0xE3) & (second == 0x80) & _CJK[third])  # noqa: PLR2004  # U+2000 to U+203F, U+3000 to U+303F
        for at in (lead[two], lead[two] + 1, lead[three], lead[three] + 1, lead[three] + 2):
            buffer[at] = _SPACE
    return buffer


def found(buffer: Buffer) -> tuple[Numbers, Numbers]:
    """Where the runs of a buffer made by ``lowered`` start, and how many bytes each has: two int64 arrays."""
    inside = np.empty(len(buffer) + 1, bool)
    inside[0] = False
    np.greater(buffer, _SPACE, out=inside[1:])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    return edges[0::2], edges[1::2] - edges[0::2]


def words_at(buffer: Buffer, starts: Numbers, lengths: Numbers, number: int, order: str = "<") -> Hashes:
    """The eight bytes from ``8 * number`` on of each stretch of a padded buffer, zero behind its end, as uint64."""
    every: Hashes = np.ndarray((len(buffer) - _WORD + 1,), f"{order}u8", buffer, strides=(1,))
    at, left = starts + number * _WORD, np.minimum(lengths - number * _WORD, _WORD)
    if left.min(initial=0) < 0:
        at, left = np.where(left < 0, 0, at), np.maximum(left, 0)
    if order == "<":
        return every[at] & np.take(_MASKS, left)
    return every[at].astype(np.uint64) & ~np.take(_MASKS, _WORD - left)


class Hasher:
    """Hashes of byte runs under a secret of its own, so that no file can be written whose runs collide."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(16)
        self._start, self._first, self._second = (np.uint64(secrets.randbits(64) | 1) for _ in range(3))

    def hashes(self, buffer: Buffer, starts: Numbers, lengths: Numbers) -> Hashes:
        """A hash, never 0, for each stretch of a padded buffer."""
        mixed = self._mixed(words_at(buffer, starts, lengths, 0), lengths.astype(np.uint64) * self._start)
        for at in np.flatnonzero(lengths > _LONG).tolist():
            run = buffer[starts[at] : starts[at] + lengths[at]].data
            mixed[at] = int.from_bytes(blake2b(run, digest_size=8, key=self._key).digest(), "little")
        longer, number = np.flatnonzero((lengths > _WORD) & (lengths <= _LONG)), 1
        while len(longer):
            words = words_at(buffer, starts[longer], lengths[longer], number)
            mixed[longer] = self._mixed(words, mixed[longer])
            number += 1
            longer = longer[lengths[longer] > number * _WORD]
        return np.maximum(mixed, np.uint64(1))

    def _mixed(self, words: Hashes, state: Hashes) -> Hashes:
        """Two multiplications by secret numbers with a shift after each: no difference stays predictable."""
        state = (words ^ state) * self._first
        state ^= state >> np.uint64(32)
        state *= self._second
        state ^= state >> np.uint64(29)
        return state


class Numbering:
    """Numbers for hashes, counted from 0 in the order in which they come: a table with linear probing."""

    def __init__(self) -> None:
        self._bits = 16
        self._table = np.zeros(1 << self._bits, np.uint32)
        self._known = np.zeros(1 << 12, np.uint64)
        self._count = 1

    def __len__(self) -> int:
        return self._count - 1

    def numbers(self, hashes: Hashes) -> tuple[Numbers, Numbers]:
        """The number of each hash, and for each new number, in order, where in ``hashes`` it first stands."""
        numbers = self._looked_up(hashes)
        unknown = np.flatnonzero(numbers == 0)
        if len(unknown):
            new, first, back = np.unique(hashes[unknown], return_index=True, return_inverse=True)
            order = np.argsort(first, kind="stable")
            place = np.empty(len(order), np.int64)
            place[order] = np.arange(len(order))
            numbers[unknown] = (self._count + place)[back]
            self._take(new[order])
            unknown = unknown[first[order]]
        numbers -= 1
        return numbers, unknown

    def _looked_up(self, hashes: Hashes) -> Numbers:
        """One more than the number of each hash that is known, 0 of the others."""
        slots = (hashes >> np.uint64(64 - self._bits)).view(np.int64)
        numbers = np.take(self._table, slots).astype(np.int64)  # many times quicker than the same in brackets
        wrong = np.flatnonzero((np.take(self._known, numbers) != hashes) & (numbers != 0))
        while len(wrong):
            slots[wrong] = (slots[wrong] + 1) & (len(self._table) - 1)
            numbers[wrong] = self._table[slots[wrong]]
            tried = numbers[wrong]
            wrong = wrong[(self._known[tried] != hashes[wrong]) & (tried != 0)]
        return numbers

    def _take(self, new: Hashes) -> None:
        total = self._count + len(new)
        if total > len(self._known):
            self._known = np.concatenate([self._known, np.zeros(max(total, len(self._known)), np.uint64)])
        self._known[self._count : total] = new
        fresh = np.arange(self._count, total)
        self._count = total
        if total * 6 > len(self._table):
            self._bits = int(total * 12).bit_length()
            self._table = np.zeros(1 << self._bits, np.uint32)
            fresh = np.arange(1, total)
        self._place(fresh)

    def _place(self, numbers: Numbers) -> None:
        """Put numbers into the first free slot from where their hash points; of those that meet one goes first."""
        slots = (self._known[numbers] >> np.uint64(64 - self._bits)).astype(np.int64)
        while len(numbers):
            free = self._table[slots] == 0
            self._table[slots[free]] = numbers[free]
            left = self._table[slots] != numbers
            numbers, slots = numbers[left], (slots[left] + 1) & (len(self._table) - 1)
