"""Arrays kept in one file: written one after another, read where they lie, never copied."""

import errno
import json
import mmap
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_ALIGNED = 8
_LENGTH = 8
"""Bytes at the end of a file that say how long the directory before them is."""

_CANNOT_RESERVE = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}
"""What systems and disks say that can lengthen files only without room."""


class Writer:
    """A file of named arrays being written; closing it writes the directory, without which it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("w+b")
        self._directory: dict[str, tuple[str, int, int]] = {}

    def add(self, name: str, array: Array) -> None:
        """Write a one-dimensional array under a name that has not been given yet."""
        self._place(name, array.dtype, len(array))
        self._file.write(np.ascontiguousarray(array).data)

    def add_bytes(self, name: str, data: bytes | bytearray) -> None:
        """Write bytes, to be read as an array of uint8."""
        self.add(name, np.frombuffer(data, np.uint8))

    def space(self, name: str, dtype: npt.DTypeLike, length: int) -> Array:
        """A new array of zeros that lies in the file itself and is to be filled by the caller.

        Raises:
            OSError: where the disk has no room for it; where that cannot be known now, filling it may end the process.
        """
        kind = np.dtype(dtype)
        start = self._place(name, kind, length)
        if not length:
            return np.zeros(0, kind)
        end = start + length * kind.itemsize
        self._file.flush()
        _reserve(self._file.fileno(), start, end)
        self._file.seek(end)
        return np.memmap(self._path, kind, "r+", start, (length,))

    def _place(self, name: str, dtype: np.dtype[Any], length: int) -> int:
        if name in self._directory:
            raise ValueError(name)
        self._file.write(b"\0" * (-self._file.tell() % _ALIGNED))
        start = self._file.tell()
        self._directory[name] = (dtype.str, start, length)
        return start

    def close(self) -> None:
        """Write the directory and close the file."""
        directory = json.dumps(self._directory).encode()
        self._file.write(directory + len(directory).to_bytes(_LENGTH, "little"))
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self._file.close()


def _reserve(file: int, start: int, end: int) -> None:
    """Lengthen a file with room on the disk: none for what is written to a map of it is a signal, not an error."""
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(file, start, end - start)
        except OSError as error:
            if error.errno not in _CANNOT_RESERVE:
                raise
        else:
            return
    os.ftruncate(file, end)


class Named(Protocol):
    """Named arrays that are read, wherever they come from."""

    def __getitem__(self, name: str, /) -> Array:
        """The array of a name."""

    def names(self, prefix: str) -> list[str]:
        """The names that start with ``prefix``, without it."""

    def bytes(self, name: str) -> bytes:
        """A copy of an array's bytes."""


class Arrays:
    """A file of named arrays, mapped into memory; every array is read only."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        size = len(self._map)
        length = int.from_bytes(self._map[-_LENGTH:], "little")
        if not 0 < length <= size - _LENGTH:
            raise ValueError(f"{path} is cut off")
        self._directory: dict[str, tuple[str, int, int]] = json.loads(self._map[size - _LENGTH - length : -_LENGTH])

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def __getitem__(self, name: str) -> Array:
        dtype, start, length = self._directory[name]
        return np.frombuffer(self._map, dtype, length, start)

    def get(self, name: str, otherwise: Callable[[], Array]) -> Array:
        """The array of a name, or another where there is none."""
        return self[name] if name in self else otherwise()

    def touch(self, name: str) -> None:
        """Read a little of every page of an array, which then need not be waited for; lets other threads run."""
        self[name].view(np.uint8)[:: mmap.PAGESIZE].max(initial=0)

    def names(self, prefix: str) -> list[str]:
        """The names that start with ``prefix``, without it, in the order in which they were written."""
        return [name.removeprefix(prefix) for name in self._directory if name.startswith(prefix)]

    def bytes(self, name: str) -> bytes:
        """A copy of an array's bytes."""
        dtype, start, length = self._directory[name]
        return self._map[start : start + length * np.dtype(dtype).itemsize]


def ranges(starts: Array, lengths: Array) -> npt.NDArray[np.int64]:
    """``starts[0] … starts[0] + lengths[0] - 1``, then those of the next, and so on, as int64."""
    kept = lengths > 0
    starts, lengths = starts[kept].astype(np.int64), lengths[kept].astype(np.int64)
    if not len(starts):
        return np.zeros(0, np.int64)
    steps = np.ones(int(lengths.sum()), np.int64)
    steps[0] = starts[0]
    steps[np.cumsum(lengths[:-1])] = starts[1:] - (starts[:-1] + lengths[:-1] - 1)
    return np.cumsum(steps, out=steps)


def pointers(counts: Array) -> npt.NDArray[np.int64]:
    """Where each of some stretches laid end to end starts, with the end of the last: one longer than ``counts``."""
    found = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=found[1:])
    return found


def firsts(numbers: Array) -> npt.NDArray[np.int64]:
    """Where a number stands that is not the one before it: int64, ascending; the first always is."""
    new = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])  # a difference takes ten times as long
    return np.flatnonzero(new)


def narrow(numbers: Array) -> Array:
    """The same numbers, none negative, as the shortest unsigned integers that can hold them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
