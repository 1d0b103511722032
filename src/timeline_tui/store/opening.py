"""Opening a timeline: the shipped one, a file, or standard input; small ones are held, big ones indexed on disk."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from timeline_tui.index.base import Index
from timeline_tui.index.scan import ScanIndex
from timeline_tui.load.reader import Loaded, load
from timeline_tui.model.problems import Problems
from timeline_tui.model.text import one_line

if TYPE_CHECKING:
    from timeline_tui.store.indexed import RecordFile
    from timeline_tui.store.indexing import Indexing, Progress

STANDARD_INPUT = "-"

BIG = 4_000_000
"""Bytes from which a file is not held in memory but indexed: some five thousand events."""

_PREVIEWED = 500
"""Events that are shown while the others are still being read."""

_GZIP = b"\x1f\x8b"


class UnreadableError(Exception):
    """A file that cannot be opened or holds no timeline at all; the message is for people, path first."""


@dataclass(frozen=True)
class Opened:
    """A timeline that can be asked, and what is wrong with its file.

    ``name`` is how messages call it, ``path`` what was asked for: None is the shipped timeline. ``data`` are
    the bytes of one that is held whole; ``records`` is the file that a big one is read from. ``indexing`` is
    making the index of one of which only the beginning is here.
    """

    path: str | None
    name: str
    index: Index
    problems: Problems
    data: bytes = b""
    records: "RecordFile | None" = None
    indexing: "Indexing | None" = None

    @property
    def has_places(self) -> bool:
        """Whether it can be told where in the file a record stands: not of a big file, of lines, of a packed one."""
        return bool(self.data) and not _is_stream(self.path, self.data)

    def record_places(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Where each record stands: line and column by section and id; read anew, which takes a moment.

        Of a big file nothing is told.
        """
        if not self.has_places:
            return {}
        from timeline_tui.load.places import RecordPlaces  # noqa: PLC0415  # most runs ask for no places

        return RecordPlaces(self.data).of_records()


def shipped() -> Path:
    """Where the shipped timeline is: inside the installed package, or in the checkout."""
    package = Path(__file__).parent.parent
    installed = package / "data" / "timeline.json"
    return installed if installed.exists() else package.parent.parent / "data" / "timeline.json"


def open_timeline(path: str | None, tell: "Callable[[Progress], None] | None" = None) -> Opened:
    """Open a file, ``-`` for standard input, or the shipped timeline for None; ``tell`` hears how far a big one is.

    Raises:
        UnreadableError: where there is nothing to show: no such file, a folder, no permission, or text
            that is no JSON object.
    """
    begun = begin_opening(path)
    if begun.indexing is None:
        return begun
    for progress in begun.indexing.progress():
        if tell is not None:
            tell(progress)
    return completed(begun)


def begin_opening(path: str | None) -> Opened:
    """As ``open_timeline``, but of a big file without an index only the first events, and the process that makes it.

    Raises:
        UnreadableError: as there.
    """
    name = name_of(path)
    if path is not None and path != STANDARD_INPUT and _size(path) >= BIG:
        return _begin_big(Path(path), name)
    data = read_bytes(path)
    loaded = load_any(path, data)
    if loaded.timeline is None:
        raise UnreadableError("\n".join(problem.at(name) for problem in loaded.problems.found[:5]))
    return Opened(path, name, ScanIndex(loaded.timeline), loaded.problems, data)


def completed(begun: Opened) -> Opened:
    """What was begun, whole: waits for the index and opens it.

    Raises:
        UnreadableError: where the file holds no timeline, or the index cannot be made.
    """
    from timeline_tui.store.indexing import IndexingError  # noqa: PLC0415  # only big files need it

    if begun.indexing is None or begun.path is None:
        return begun
    try:
        folder = begun.indexing.finish()
        return _indexed(Path(begun.path), begun.name, folder)
    except (IndexingError, OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableError(f"{begun.name}: {one_line(str(error))}") from None


def name_of(path: str | None) -> str:
    """How messages call a timeline."""
    return "timeline.json" if path is None else "<stdin>" if path == STANDARD_INPUT else one_line(path)


def load_any(path: str | None, data: bytes) -> Loaded:
    """The bytes of a document, of JSON Lines, or of either packed, read with everything that is wrong with them."""
    if not _is_stream(path, data):
        return load(data)
    from timeline_tui.load.chunks import chunks  # noqa: PLC0415  # a plain document needs neither
    from timeline_tui.load.whole import load_stream  # noqa: PLC0415  # as above

    return load_stream(chunks(io.BytesIO(data)))


def read_bytes(path: str | None) -> bytes:
    """The bytes of a file, of standard input for ``-``, or of the shipped timeline for None.

    Raises:
        UnreadableError: where they cannot be read.
    """
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise UnreadableError("standard input is closed; name a file")
        return sys.stdin.buffer.read()
    where = shipped() if path is None else Path(path)
    shown = one_line(str(where))
    try:
        if where.is_dir():
            raise UnreadableError(f"{shown}: this is a folder; name a timeline in it, such as {shown}/timeline.json")
        return where.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(f"{shown}: there is no such file") from None
    except PermissionError:
        raise UnreadableError(f"{shown}: you may not read this file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"{shown}: cannot be read: {one_line(reason)}") from None


def _is_stream(path: str | None, data: bytes) -> bool:
    """Whether bytes are not those of one plain document: packed, or named or begun as JSON Lines are."""
    if data.startswith(_GZIP):
        return True
    if path is not None and path.endswith(".jsonl"):
        return True
    first, _, rest = data.lstrip().partition(b"\n")
    return first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")


def _size(path: str) -> int:
    """The bytes of a plain file; 0 for anything else, which is read as it comes."""
    try:
        return Path(path).stat().st_size if Path(path).is_file() else 0
    except (OSError, ValueError):
        return 0


def _begin_big(path: Path, name: str) -> Opened:
    from timeline_tui.store import cache  # noqa: PLC0415  # only big files need all this
    from timeline_tui.store.indexing import Indexing, IndexingError  # noqa: PLC0415  # as above

    try:
        if folder := cache.found(cache.identity_of(path)):
            try:
                return _indexed(path, name, folder)
            except (ValueError, KeyError, TypeError):
                cache.discard(folder)
        indexing = Indexing(path)
    except PermissionError:
        raise UnreadableError(f"{name}: you may not read this file") from None
    except (IndexingError, OSError) as error:
        raise UnreadableError(f"{name}: {one_line(str(error))}") from None
    return Opened(str(path), name, _preview(path), Problems(), indexing=indexing)


def _indexed(path: Path, name: str, folder: Path) -> Opened:
    from timeline_tui.store.indexed import RecordFile, open_index  # noqa: PLC0415  # only big files need it
    from timeline_tui.store.indexing import SPOOL  # noqa: PLC0415  # as above

    spool = folder / SPOOL
    records = RecordFile(spool if spool.exists() else path)
    index, problems = open_index(folder, records)
    return Opened(str(path), name, index, problems, records=records)


def _preview(path: Path) -> ScanIndex:
    """The first events of a big file, in the order of their dates, with what has been read of everything else."""
    from timeline_tui.load import plain  # noqa: PLC0415  # only big files need it
    from timeline_tui.load.chunks import chunks  # noqa: PLC0415  # as above
    from timeline_tui.load.stream import Stream  # noqa: PLC0415  # as above
    from timeline_tui.model.records import Event, Person, Source, Timeline  # noqa: PLC0415  # as above

    with path.open("rb") as file:
        entries = (one for _, found in Stream(chunks(file)).records() for one in found if one is not None)
        first = [plain.event(one) if isinstance(one, plain.Plain) else one for one in islice(entries, _PREVIEWED)]
    return ScanIndex(
        Timeline(
            events=tuple({one.id: one for one in first if isinstance(one, Event)}.values()),
            people=tuple(one for one in first if isinstance(one, Person)),
            sources=tuple(one for one in first if isinstance(one, Source)),
        )
    )
