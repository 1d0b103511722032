import gzip
import io
import zlib
from collections.abc import Callable

import pytest

from timeline_tui.load.chunks import CHUNK, BrokenFileError, chunks

DATA = b"".join(b"%d " % number for number in range(60_000))
PACKED = gzip.compress(DATA)
SIZES = pytest.mark.parametrize("size", [7, 1_000, CHUNK])


def unpacked(packed: bytes, size: int) -> tuple[bytes, str]:
    """What comes out of packed bytes, and why not more does."""
    made = bytearray()
    try:
        for piece in chunks(io.BytesIO(packed), size):
            made += piece
    except BrokenFileError as error:
        return bytes(made), str(error)
    return bytes(made), ""


@SIZES
def test_what_is_whole_comes_out_whole(size: int) -> None:
    assert unpacked(PACKED, size) == (DATA, "")
    assert unpacked(PACKED + PACKED + b"\0" * 50, size) == (DATA + DATA, "")
    assert unpacked(DATA, size) == (DATA, "")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda packed: packed[:-8] + b"\1\2\3\4" + packed[-4:], "incorrect data check"),
        (lambda packed: packed[:-4] + b"\1\2\3\4", "incorrect length check"),
        (lambda packed: packed + b"no member", "incorrect header check"),
        (lambda packed: packed + packed[:8] + b"\xff" * 40, "invalid"),
    ],
)
@SIZES
def test_all_comes_out_before_it_is_told_that_a_check_fails(
    change: Callable[[bytes], bytes], why: str, size: int
) -> None:
    made, told = unpacked(change(PACKED), size)
    assert made == DATA
    assert "the compressed file is damaged" in told
    assert why in told


@SIZES
def test_what_stands_before_damage_comes_out(size: int) -> None:
    packer = zlib.compressobj(wbits=31)
    packed = packer.compress(DATA) + packer.flush(zlib.Z_FULL_FLUSH)
    made, told = unpacked(packed + b"\xff" * 8 + PACKED, size)
    assert made == DATA
    assert "the compressed file is damaged" in told


@SIZES
def test_what_is_cut_off_comes_out_as_far_as_it_goes(size: int) -> None:
    made, told = unpacked(PACKED[: len(PACKED) // 2], size)
    assert DATA.startswith(made)
    assert len(made) > len(DATA) // 4
    assert told == "the compressed file is cut off"
    assert unpacked(PACKED[:-1], size) == (DATA, told)
