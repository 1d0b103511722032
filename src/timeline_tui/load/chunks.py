"""The bytes of a file one piece after the other, unpacked where it is compressed."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import BinaryIO

from timeline_tui.model import limits

CHUNK = 1 << 17
"""Bytes read at once: few enough that what is made of them stays in the processor's cache."""

_GZIP = b"\x1f\x8b"
_WITH_GZIP_HEADER = 31


class BrokenFileError(Exception):
    """Compressed bytes that cannot be unpacked any further; the message is for people."""


def chunks(file: BinaryIO, size: int = CHUNK) -> Iterator[bytes]:
    """The bytes of ``file`` from where it stands, ``size`` or fewer at once; gzip is known by its first bytes.

    Raises:
        BrokenFileError: where compressed bytes are cut off, damaged, or would become far too many.
        OSError: where the file cannot be read.
    """
    read = iter(lambda: file.read(size), b"")
    first = next(read, b"")
    while len(first) < len(_GZIP) and (more := next(read, b"")):
        first += more
    if first.startswith(_GZIP):
        yield from _unpacked(first, read, size)
    elif first:
        yield first
        yield from read


def _unpacked(first: bytes, packed: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The unpacked bytes of one or more gzip members."""
    taken = given = 0
    unpacker = zlib.decompressobj(_WITH_GZIP_HEADER)
    for piece in _chained(first, packed):
        taken += len(piece)
        waiting = piece
        while waiting:
            if unpacker.eof:
                if not waiting.strip(b"\0"):  # padding, as tapes leave it
                    break
                unpacker = zlib.decompressobj(_WITH_GZIP_HEADER)
            before = unpacker.copy()
            try:
                made = unpacker.decompress(waiting, size)
            except zlib.error as error:
                yield _until_damage(before.decompress, waiting)
                why = str(error).rpartition(": ")[2]
                told = f"the compressed file is damaged ({why}); what was read of it may be wrong"
                raise BrokenFileError(told) from None
            given += len(made)
            if given > max(limits.INFLATED_FREE, limits.INFLATED * taken):
                raise BrokenFileError(f"the compressed file would become more than {limits.INFLATED} times as long")
            if made:
                yield made
            waiting = unpacker.unconsumed_tail or unpacker.unused_data
    if not unpacker.eof:
        raise BrokenFileError("the compressed file is cut off")


def _until_damage(unpack: Callable[[bytes], bytes], packed: bytes) -> bytes:
    """What comes out of ``packed`` before its damage: where zlib meets that, it drops all that the same step made."""
    made = bytearray()
    with suppress(zlib.error):
        for byte in packed:
            made += unpack(bytes((byte,)))
    return bytes(made)


def _chained(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
