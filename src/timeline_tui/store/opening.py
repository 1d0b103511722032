"""Opening a timeline: the shipped one, a file, or standard input; small ones are held, big ones indexed on disk."""

import gc
import io
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from timeline_tui.index.base import Index
from timeline_tui.index.scan import ScanIndex
from timeline_tui.load.reader import Loaded, load
from timeline_tui.model.problems import Problem, Problems
from timeline_tui.model.records import Timeline, replace
from timeline_tui.model.text import one_line

if TYPE_CHECKING:
    from timeline_tui.store.cache import Identity
    from timeline_tui.store.indexing import Indexing, NoIndexing, Progress
    from timeline_tui.store.recordfile import RecordFile

STANDARD_INPUT = "-"

BIG = 4_000_000
"""Bytes from which a file is not held in memory but indexed: some five thousand events."""

HELD = 200_000_000
"""Bytes up to which a big file is held after all where it cannot be indexed: it takes ten times as many of memory."""

_PACKED = 10
"""How many times as many bytes a packed file is taken to hold."""

_PREVIEWED = 500
"""Events that are shown while the others are still being read."""

_LOOKED_AT = 1 << 10
"""Bytes after the first line of a file that tell most documents from lines."""

_PIECE = 1 << 20
_GZIP = b"\x1f\x8b"


class UnreadableError(Exception):
    """A file that cannot be opened or holds no timeline at all; the message is for people, path first."""


class StoppedError(UnreadableError):
    """Reading a big file was cancelled, or something killed who did."""


class Opened(Struct, frozen=True):
    """A timeline that can be asked, and what is wrong with its file.

    ``name`` is how messages call it, ``path`` what was asked for: None is the shipped timeline. ``data`` are
    the bytes of one that is held whole; ``records`` is the file that a big one is read from. ``indexing`` is
    making the index of one of which only the beginning is here; ``unindexed`` says why a big one can have none.
    """

    path: str | None
    name: str
    index: Index
    problems: Problems
    data: bytes = b""
    records: "RecordFile | None" = None
    indexing: "Indexing | NoIndexing | None" = None
    unindexed: str = ""

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
    try:
        for progress in begun.indexing.progress():
            if tell is not None:
                tell(progress)
    except BaseException:
        begun.indexing.cancel()
        with suppress(UnreadableError):
            completed(begun)
        raise
    return completed(begun)


def begin_opening(path: str | None, before: Opened | None = None) -> Opened:
    """As ``open_timeline``, but of a big file without an index only the first events, and the process that makes it.

    Where the file has only been added to since it was opened ``before``, that stands for its first events.

    Raises:
        UnreadableError: as there.
    """
    name = name_of(path)
    if path is not None and is_big(path):
        return _begin_big(Path(path), name, before)
    return _held(path, name)


def opened_at_once(path: str | None) -> Opened | None:
    """As ``open_timeline`` where that takes an instant: a small file, or a big one whose index is kept; or None.

    Raises:
        UnreadableError: as there.
    """
    if path is None:
        return _held(path, name_of(path))
    if is_big(path):
        with suppress(OSError):
            return _kept(Path(path), name_of(path))
        return None
    return None if path == STANDARD_INPUT or _may_have_to_be_waited_for(Path(path)) else _held(path, name_of(path))


def _may_have_to_be_waited_for(path: Path) -> bool:
    """Whether there is something that is no file, such as a pipe."""
    try:
        return path.exists() and not path.is_file()
    except (OSError, ValueError):
        return True


def is_big(path: str | None) -> bool:
    """Whether a timeline is indexed on disk rather than held in memory."""
    return path is not None and path != STANDARD_INPUT and _size(path) >= BIG


def completed(begun: Opened) -> Opened:
    """What was begun, whole: waits for the index and opens it; a file that cannot be indexed is held if need be.

    Raises:
        StoppedError: where reading was cancelled or killed.
        UnreadableError: where the file holds no timeline, or is too big to be held.
    """
    from timeline_tui.store import indexing  # noqa: PLC0415  # only big files need it

    if begun.indexing is None or begun.path is None:
        return begun
    path, name = Path(begun.path), begun.name
    if isinstance(begun.indexing, indexing.NoIndexing):
        held = _held_after_all(path, name, begun.indexing.why)
        if begun.indexing.cancelled:
            raise StoppedError(f"{name}: reading was stopped")
        return held
    try:
        folder = begun.indexing.finish()
        return _indexed(path, name, folder, begun.indexing.identity) or begin_opening(begun.path)
    except indexing.NoTimelineError as error:
        raise _no_timeline(name, error.problems) from None
    except indexing.StoppedError as error:
        raise StoppedError(f"{name}: {error}") from None
    except (indexing.IndexingError, OSError, ValueError, KeyError, TypeError) as error:
        return _held_after_all(path, name, error)


def name_of(path: str | None) -> str:
    """How messages call a timeline."""
    return "timeline.json" if path is None else "<stdin>" if path == STANDARD_INPUT else one_line(path)


def load_any(path: str | None, data: bytes) -> Loaded:
    """The bytes of a document, of JSON Lines, or of either packed, read with everything that is wrong with them."""
    if not _is_stream(path, data):
        return load(data)
    from timeline_tui.load.chunks import chunks  # noqa: PLC0415  # a plain document needs neither
    from timeline_tui.load.whole import load_stream  # noqa: PLC0415  # as above

    return load_stream(chunks(io.BytesIO(data)), lines=lines_by_name(path))


def lines_by_name(path: str | None) -> bool | None:
    """Whether a file is called as JSON Lines are; None where its name does not tell, and its first bytes do."""
    return True if path is not None and path.endswith((".jsonl", ".jsonl.gz")) else None


def is_packed(data: bytes) -> bool:
    """Whether bytes begin as those of a packed file."""
    return data.startswith(_GZIP)


def read_bytes(path: str | None) -> bytes:
    """The bytes of a file, of standard input for ``-``, or of the shipped timeline for None.

    Raises:
        UnreadableError: where they cannot be read.
    """
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise UnreadableError("standard input is closed; name a file")
        return _no_more_than_can_be_held(sys.stdin.buffer, name_of(path))
    where = shipped() if path is None else Path(path)
    shown = one_line(str(where))
    try:
        if where.is_dir():
            raise UnreadableError(f"{shown}: this is a folder; name a timeline in it, such as {shown}/timeline.json")
        with where.open("rb") as file:
            return _no_more_than_can_be_held(file, shown)
    except FileNotFoundError:
        raise UnreadableError(f"{shown}: there is no such file") from None
    except PermissionError:
        raise UnreadableError(f"{shown}: you may not read this file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"{shown}: cannot be read: {one_line(reason)}") from None


def _no_more_than_can_be_held(file: BinaryIO, name: str) -> bytes:
    pieces, room = list[bytes](), HELD + 1
    while room > 0 and (piece := file.read(min(room, _PIECE))):  # a reader makes room at once for all it is asked for
        pieces.append(piece)
        room -= len(piece)
    if room <= 0:
        raise UnreadableError(
            f"{name}: more than {HELD:,} bytes cannot be held in memory; save them to a file, which can be indexed"
        )
    return b"".join(pieces)


def _is_stream(path: str | None, data: bytes) -> bool:
    """Whether bytes are not those of one plain document: packed, or named or begun as JSON Lines are."""
    if is_packed(data) or lines_by_name(path):
        return True
    end = data.find(b"\n", len(data) - len(data.lstrip())) + 1
    if end and data[end : end + _LOOKED_AT].lstrip()[:1] not in {b"", b"{"}:  # a document, as nearly all are
        return False
    from timeline_tui.load.splitting import is_lines  # noqa: PLC0415  # most documents are more than one line
    from timeline_tui.load.window import Window  # noqa: PLC0415  # as above

    return is_lines(Window([data]))


def _size(path: str) -> int:
    """The bytes of a plain file, about as many as are in a packed one; 0 for all else, which is read as it comes."""
    where = Path(path)
    try:
        size = where.stat().st_size if where.is_file() else 0
        if size * _PACKED < BIG:
            return size
        with where.open("rb") as file:
            return size * (_PACKED if is_packed(file.read(2)) else 1)
    except (OSError, ValueError):
        return 0


def _held(path: str | None, name: str) -> Opened:
    data = read_bytes(path)
    loaded = load_any(path, data)
    if loaded.timeline is None:
        raise _no_timeline(name, loaded.problems.found)
    return Opened(path, name, ScanIndex(loaded.timeline), loaded.problems, data)


def _no_timeline(name: str, problems: Sequence[Problem]) -> UnreadableError:
    return UnreadableError("\n".join(problem.at(name) for problem in problems[:5]))


def _held_after_all(path: Path, name: str, why: Exception) -> Opened:
    """A big file that cannot be indexed: slow to open, and to search, but all there."""
    _refuse_to_hold_too_much(path, name, why)
    collecting = gc.isenabled()
    gc.disable()  # what is made is many objects and no garbage, now and later
    try:
        return replace(_held(str(path), name), unindexed=one_line(str(why)))
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def _refuse_to_hold_too_much(path: Path, name: str, why: Exception) -> None:
    if _size(str(path)) > HELD:
        raise UnreadableError(f"{name}: {one_line(str(why))}; the file is too big to be held in memory")


def _begin_big(path: Path, name: str, before: Opened | None) -> Opened:
    from timeline_tui.store.indexing import Indexing, IndexingError, NoIndexing  # noqa: PLC0415  # only for big files

    try:
        if kept := _kept(path, name):
            return kept
    except OSError:
        return _held(str(path), name)  # which says why it cannot be read
    try:
        indexing: Indexing | NoIndexing = Indexing(path)  # first of all: it takes as long to start as what follows
        why = ""
    except (IndexingError, OSError) as error:
        _refuse_to_hold_too_much(path, name, error)
        indexing, why = NoIndexing(error), one_line(str(error))
    try:
        grown = before is not None and before.records is not None and before.records.is_beginning_of(path)
        begun = before if before and grown else Opened(str(path), name, _preview(path), Problems())
    except OSError as error:
        return _held_after_all(path, name, error)
    return replace(begun, indexing=indexing, unindexed=why)


def _kept(path: Path, name: str) -> Opened | None:
    """A big file with the index that is kept of it; None where there is none.

    Raises:
        OSError: where the file cannot be read.
    """
    from timeline_tui.store import cache  # noqa: PLC0415  # only big files need it

    identity = cache.identity_of(path)
    if folder := cache.found(identity):
        try:
            return _indexed(path, name, folder, identity)
        except (OSError, ValueError, KeyError, TypeError):
            cache.discard(folder)
    return None


def _indexed(path: Path, name: str, folder: Path, identity: "Identity") -> Opened | None:
    """A big file with the index that was made of it; ``records`` knows at once where it is another by now.

    None where somebody put another index into the folder meanwhile: what was opened may be some of each.
    """
    from timeline_tui.store import cache  # noqa: PLC0415  # only big files need it
    from timeline_tui.store.indexed import open_index  # noqa: PLC0415  # as above
    from timeline_tui.store.recordfile import RecordFile  # noqa: PLC0415  # as above

    before, spool = cache.whole(folder), folder / cache.SPOOL
    records = RecordFile(spool) if spool.exists() else RecordFile(path, identity)
    index, problems = open_index(folder, records)
    if cache.whole(folder) != before:
        return None
    return Opened(str(path), name, index, problems, records=records)


def _preview(path: Path) -> ScanIndex:
    """The first events of a big file, in the order of their dates, with what has been read of everything else."""
    from timeline_tui.load.chunks import chunks  # noqa: PLC0415  # only big files need it
    from timeline_tui.load.whole import load_stream  # noqa: PLC0415  # as above

    with path.open("rb") as file:
        loaded = load_stream(chunks(file), lines=lines_by_name(str(path)), enough=_PREVIEWED)
    timeline = loaded.timeline or Timeline()
    return ScanIndex(replace(timeline, events=timeline.events[:_PREVIEWED]))
