"""A file of JSON Lines that grows: what is kept of it so far, and whether that is still how it begins."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from timeline_tui.index.arrays import Arrays
from timeline_tui.index.grown import Grown
from timeline_tui.load.splitting import Start, is_lines
from timeline_tui.load.window import Window
from timeline_tui.model.problems import Problems
from timeline_tui.store.cache import ARRAYS, EXTRAS, problem, whole


class Extent(NamedTuple):
    """How far a file has been read: bytes, lines and events, and a digest of all the bytes."""

    size: int
    lines: int
    events: int
    digest: str

    @property
    def end(self) -> Start:
        """Where what is added to the file begins."""
        return Start(self.size, self.lines + 1, self.events)


class Meter:
    """Counts and digests bytes on their way."""

    def __init__(self) -> None:
        self._digest = sha256()
        self._size = 0
        self._ended = False
        self.running = True
        """May be made false where nobody will ask."""

    def passing(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same bytes."""
        for chunk in chunks:
            if self.running:
                self._digest.update(chunk)
                self._size += len(chunk)
                self._ended = chunk.endswith(b"\n")
            yield chunk

    def extent(self, lines: int, events: int) -> Extent | None:
        """How far the bytes reach that have passed, with so many lines and events; None where they end in a line."""
        ended = self.running and self._ended
        return Extent(self._size, lines, events, self._digest.hexdigest()) if ended else None


class Known(NamedTuple):
    """The index of what a file was, how far that reached, and what was wrong with it.

    ``made`` has the ids, by list, of the people and sources that were made of names without a record.
    """

    grown: Grown
    extent: Extent
    problems: Problems
    made: Mapping[str, Sequence[str]]


def known(folder: Path) -> Known | None:
    """What an index of the cache tells of a file that may have grown since; None where it tells too little."""
    before = whole(folder)
    try:
        extras = json.loads((folder / EXTRAS).read_text(encoding="utf-8"))
        if before is None or extras["extent"] is None:
            return None
        problems = Problems(tuple(problem(told) for told in extras["problems"]), extras["more"], extras["more_errors"])
        found = Known(Grown(Arrays(folder / ARRAYS)), Extent(**extras["extent"]), problems, extras["made"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if whole(folder) == before else None  # else others have just put another one there


def begins_so(chunks: Iterable[bytes], extent: Extent, meter: Meter) -> bool:
    """Whether a file, of which these are the bytes, begins with those of an extent; the meter has met them then."""

    def beginning() -> Iterator[bytes]:
        left = extent.size
        for chunk in chunks:
            yield chunk[:left]
            left -= len(chunk)
            if left <= 0:
                return

    for _ in meter.passing(beginning()):
        pass
    return meter.extent(extent.lines, extent.events) == extent


def looks_like_lines(chunks: Iterable[bytes]) -> bool:
    """Whether a file, of which these are the bytes, looks like JSON Lines."""
    return is_lines(Window(chunks))
