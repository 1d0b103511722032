import errno
import os
from pathlib import Path

import numpy as np
import pytest

from timeline_tui.index.arrays import Arrays, Writer

reserves = pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="no room can be reserved here")
LENGTH = 200_000


def spaced(path: Path) -> Arrays:
    """A file of three arrays, the middle one filled where it lies."""
    with Writer(path) as writer:
        writer.add("before", np.arange(3))
        space = writer.space("space", np.uint32, LENGTH)
        space[-1] = 7
        writer.add_bytes("after", b"abc")
    return Arrays(path)


def whole(arrays: Arrays) -> bool:
    filled = arrays["space"].tolist() == [0] * (LENGTH - 1) + [7]
    return filled and arrays["before"].tolist() == [0, 1, 2] and arrays.bytes("after") == b"abc"


def test_an_array_is_filled_where_it_lies(tmp_path: Path) -> None:
    assert whole(spaced(tmp_path / "arrays"))


@reserves
def test_what_is_mapped_has_its_room_on_the_disk_before_it_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    with Writer(path) as writer:
        writer.space("space", np.uint8, LENGTH)
        assert path.stat().st_blocks * 512 >= LENGTH


@reserves
def test_a_full_disk_is_an_error_and_not_a_signal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int, _start: int, _length: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", full)
    with Writer(tmp_path / "arrays") as writer, pytest.raises(OSError, match="No space left"):
        writer.space("space", np.uint8, LENGTH)


@pytest.mark.parametrize("number", [None, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS])
def test_where_no_room_can_be_reserved_the_file_is_made_long_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int | None
) -> None:
    def refused(_file: int, _start: int, _length: int) -> None:
        raise OSError(number, "refused")

    if number is None:
        monkeypatch.delattr(os, "posix_fallocate", raising=False)
    else:
        monkeypatch.setattr(os, "posix_fallocate", refused, raising=False)
    assert whole(spaced(tmp_path / "arrays"))


def test_arrays_of_any_length_are_read_ahead(tmp_path: Path) -> None:
    with Writer(tmp_path / "arrays") as writer:
        writer.add("none", np.zeros(0, np.int64))
        writer.add("some", np.arange(3))
    arrays = Arrays(tmp_path / "arrays")
    arrays.touch("none")
    arrays.touch("some")
    with pytest.raises(KeyError):
        arrays.touch("unknown")
