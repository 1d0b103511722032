"""The bytes of a file that is to be indexed: unpacked, as far as they are sound, and no further than a whole line."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from timeline_tui.load.chunks import CHUNK, BrokenFileError, chunks
from timeline_tui.store.cache import SPOOL
from timeline_tui.store.growing import looks_like_lines
from timeline_tui.store.opening import is_packed, lines_by_name

_SAMPLES, _SAMPLE = 32, 1 << 16
"""In how many places of a file, and for how many bytes at each, sources are looked for among events."""


@dataclass(frozen=True)
class RawFile:
    """The bytes to be indexed: where they lie unpacked, how many, why they end too early, whether they are lines."""

    path: Path
    size: int
    fault: str
    lines: bool | None

    @cached_property
    def _end(self) -> int:
        """Where the last line ends of lines that are being added to, and else the file: one was perhaps half written.

        To be asked as late as possible, and once: all who go through the file must see the same end.
        """
        with self.path.open("rb") as file:
            if os.fstat(file.fileno()).st_size <= self.size or self.lines is False:
                return self.size
            if not (self.lines or looks_like_lines(iter(lambda: file.read(CHUNK), b""))):
                return self.size
            last = os.pread(file.fileno(), self.size - self._middle, self._middle)
            return self._middle + last.rfind(b"\n") + 1 if b"\n" in last else self.size

    @property
    def _middle(self) -> int:
        """How far it is read before its end must be known."""
        return max(0, self.size - CHUNK)

    def chunks(self, start: int = 0) -> Iterator[bytes]:
        """The bytes from ``start`` on, as ``load.chunks`` gives them."""
        with self.path.open("rb") as file:
            file.seek(start)
            while chunk := file.read(min(CHUNK, self._ahead(file.tell()))):
                yield chunk
        if self.fault:
            raise BrokenFileError(self.fault)

    def samples(self) -> bytes:
        """Bytes from here and there in the file, and its last ones."""
        with self.path.open("rb") as file:
            return b"".join(
                os.pread(file.fileno(), _SAMPLE, max(0, self.size * number // _SAMPLES - _SAMPLE))
                for number in range(1, _SAMPLES + 1)
            )

    def _ahead(self, at: int) -> int:
        """How many bytes may be read at a position."""
        return max(0, (self._middle if at < self._middle else self._end) - at)


def unpacked(path: Path, folder: Path, size: int) -> RawFile:
    """A file of ``size`` bytes as it is or, where it is packed, its bytes as far as they can be unpacked."""
    lines = lines_by_name(str(path))
    with path.open("rb") as file:
        if not is_packed(file.read(2)):
            return RawFile(path, size, "", lines)
        file.seek(0)
        fault, spool = "", folder / SPOOL
        with spool.open("wb") as target:
            try:
                target.writelines(chunks(file))
            except BrokenFileError as error:
                fault = str(error)
    return RawFile(spool, spool.stat().st_size, fault, lines)
