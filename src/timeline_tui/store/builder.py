"""The process that indexes a big file: it reads and checks all records, others beside it make arrays of them.

``python -m timeline_tui.store.builder FILE FOLDER`` writes ``arrays`` and ``extras.json`` into FOLDER, of a packed
file ``records`` too, and tells how far it is on standard output, a JSON object a line: ``{"done": bytes, "size":
bytes, "events": number}``. The exit code is 0; 3 where the file holds no timeline; else why is said on standard error.
"""

import gc
import json
import os
import sys
from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple, Self

import msgspec
from msgspec.structs import asdict

from timeline_tui.index.building import Builder, Item
from timeline_tui.index.merging import merge
from timeline_tui.load import plain
from timeline_tui.load.batches import Batch
from timeline_tui.load.chunks import CHUNK, BrokenFileError, chunks
from timeline_tui.load.noted import Noted
from timeline_tui.load.record import Position, read_record
from timeline_tui.load.splitting import Split
from timeline_tui.load.stream import Stream, Streamed
from timeline_tui.load.whole import linked
from timeline_tui.model.records import Source, Timeline, as_json, record_of, replace
from timeline_tui.store.cache import ARRAYS, EXTRAS, SPOOL, discard
from timeline_tui.store.indexing import NO_TIMELINE
from timeline_tui.store.opening import is_packed, lines_by_name

WORKERS = 2
"""Processes that make arrays, each of its own stretch of the file."""

Tell = Callable[[int, int, int], None]
"""Is told how many bytes have been gone over, of how many, and how many events there were."""

_TOLD_EVERY = 4 << 20
"""Bytes after which it is told how far one is."""

_FAILED, _CANNOT = 1, 2
"""Exit codes: of Python after any error at all, and ours after one of the system's."""


class _File(NamedTuple):
    """The bytes to be indexed: where they lie unpacked, why they end too early if they do, whether they are lines."""

    path: Path
    fault: str
    lines: bool | None

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self.path.stat().st_size

    def chunks(self) -> Iterator[bytes]:
        """The bytes, as ``load.chunks`` gives them."""
        with self.path.open("rb") as file:
            yield from iter(lambda: file.read(CHUNK), b"")
        if self.fault:
            raise BrokenFileError(self.fault)


class _Work(NamedTuple):
    """A batch of events for a worker: where its bytes are, and the records that are not taken as they are written.

    Record ``i`` is at ``offset + starts[i]``, ``lengths[i]`` bytes long; ``changed`` has what to take for it,
    None where it is left out.
    """

    offset: int
    starts: "array[int]"
    lengths: "array[int]"
    changed: dict[int, dict[str, Any] | None]


class _Gone(NamedTuple):
    """What one run through a file found."""

    streamed: Streamed
    timeline: Timeline | None
    offsets: dict[int, int]
    events: int
    lines: bool


def build(path: Path, folder: Path, tell: Tell) -> bool:
    """Index the events of a file into ``folder``; false where it holds no timeline at all.

    Ids that two events share are known only at the end; a file with such is gone through once more.
    """
    file = _unpacked(path, folder)
    gone = _run(file, folder, tell, {})
    renamed = gone.streamed.linked.renamed["events"]
    if renamed and gone.timeline is not None:
        gone = _run(file, folder, tell, renamed)
    extras = {
        "problems": [asdict(problem) for problem in gone.streamed.problems.found],
        "more": gone.streamed.problems.more,
        "more_errors": gone.streamed.problems.more_errors,
        "lines": gone.lines,
        "missing": sorted(gone.streamed.linked.missing_events),
        "renamed": {gone.offsets[number]: name for number, name in renamed.items() if number in gone.offsets},
    }
    (folder / EXTRAS).write_text(json.dumps(extras), encoding="utf-8")
    parts = [folder / f"{number}.part" for number in range(WORKERS)]
    if gone.timeline is not None:
        merge(folder / ARRAYS, gone.timeline, parts)
    for part in parts:
        part.unlink()
    tell(file.size, file.size, gone.events)
    return gone.timeline is not None


def _unpacked(path: Path, folder: Path) -> _File:
    """A file as it is or, where it is packed, its bytes as far as they can be unpacked."""
    lines = lines_by_name(str(path))
    with path.open("rb") as file:
        if not is_packed(file.read(2)):
            return _File(path, "", lines)
        file.seek(0)
        fault, spool = "", folder / SPOOL
        with spool.open("wb") as target:
            try:
                target.writelines(chunks(file))
            except BrokenFileError as error:
                fault = str(error)
    return _File(spool, fault, lines)


def _run(taken: _File, folder: Path, tell: Tell, renamed: dict[int, str]) -> _Gone:
    """Go through a file: check every record here, and have the events made arrays in processes of their own."""
    path, sources = taken.path, _sources(taken)
    records: dict[str, list[tuple[int, Any]]] = {"people": [], "sources": []}
    offsets: dict[int, int] = {}
    told = events = 0
    size = taken.size
    with path.open("rb") as file, ExitStack() as stack:
        stream = Stream(taken.chunks(), lines=taken.lines)
        workers = [
            stack.enter_context(_Worker(path, folder / f"{number}.part", sources, lines=stream.split.lines))
            for number in range(WORKERS)
        ]
        for batch, found in stream.records():
            if batch.section == "events":
                work = _Work(batch.offset, array("Q", batch.starts), array("Q", batch.lengths), {})
                for position in stream.careful:
                    work.changed[position] = _raw(found[position])
                for position in range(len(batch)) if renamed else ():
                    _rename(work, batch, position, renamed, offsets)
                workers[min(WORKERS - 1, batch.offset * WORKERS // max(1, size))].send(work)
                events += len(batch)
            else:
                numbered = enumerate(found, batch.number)
                records[batch.section] += [(number, record) for number, record in numbered if record is not None]
            if stream.split.offset - told >= _TOLD_EVERY:
                told = stream.split.offset
                tell(told, size, events)
        streamed = stream.finish(lambda offset, length: os.pread(file.fileno(), length, offset))
        for worker in workers:
            worker.finish()
    tell(size, size, events)
    timeline = streamed.timeline
    if timeline is not None:
        lists = {section: tuple(linked(section, listed, streamed.linked)) for section, listed in records.items()}
        timeline = replace(timeline, **lists)
    return _Gone(streamed, timeline, offsets, events, stream.split.lines)


def _rename(work: _Work, batch: Batch, position: int, renamed: dict[int, str], offsets: dict[int, int]) -> None:
    """Have an event taken under another id where it shares its own with one before it."""
    number = batch.number + position
    if number not in renamed:
        return
    data = batch.data[batch.starts[position] : batch.starts[position] + batch.lengths[position]]
    raw = work.changed.get(position) or _raw(plain.decoder(lines=batch.lines)(data))
    if raw is not None:
        work.changed[position] = {**raw, "id": renamed[number]}
        offsets[number] = batch.offset + batch.starts[position]


def _raw(light: Any) -> dict[str, Any] | None:
    """An event as its JSON would have it; None for one that cannot be shown."""
    return as_json(plain.event(light)) if isinstance(light, plain.Plain) else None


def _sources(file: _File) -> dict[str, Source]:
    """The sources of a file: whether two claims have one origin must be known before the first event is taken."""
    found: dict[str, Source] = {}
    for batch in Split(file.chunks(), Noted(), lines=file.lines).batches():
        if batch.section == "sources":
            for data in batch:
                record = read_record(data, Position("sources", lines=batch.lines)).record
                if isinstance(record, Source):
                    found.setdefault(record.id, record)
    return found


class _Worker:
    """A process that makes arrays of the events it is sent."""

    def __init__(self, path: Path, part: Path, sources: dict[str, Source], *, lines: bool) -> None:
        context = get_context("spawn")
        taken, self._pipe = context.Pipe(duplex=False)
        plain_sources = {name: as_json(source) for name, source in sources.items()}
        self._process = context.Process(target=_make, args=(path, part, plain_sources, lines, taken), daemon=True)
        self._process.start()
        taken.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.join()

    def send(self, work: _Work) -> None:
        """Have some more events taken; waits where too many wait already.

        Raises:
            OSError: as ``finish``.
        """
        try:
            self._pipe.send(work)
        except BrokenPipeError:
            self._end()
            raise

    def finish(self) -> None:
        """Wait until everything is written.

        Raises:
            OSError: where it could not be.
        """
        with suppress(BrokenPipeError):  # then it tells why by how it ended
            self._pipe.send(None)
        self._end()

    def _end(self) -> None:
        self._process.join()
        if code := self._process.exitcode:
            why = "stopped by the system" if code < 0 else os.strerror(code) if code > _FAILED else "it failed"
            raise OSError(code, f"in a process that makes arrays: {why}")


def _make(path: Path, part: Path, sources: dict[str, Any], lines: bool, pipe: Connection) -> None:  # noqa: FBT001  # a process takes no keywords
    gc.disable()
    decode = msgspec.json.Decoder().decode
    known = {name: record_of(Source, source) for name, source in sources.items()}
    try:
        with path.open("rb") as file, Builder(part, known) as builder:
            while (work := pipe.recv()) is not None:
                builder.add(_items(file.fileno(), work, decode, lines=lines))
    except EOFError:  # the one whose work this is has ended
        return
    except OSError as error:
        sys.exit(error.errno)


def _items(file: int, work: _Work, decode: Callable[[bytes], Any], *, lines: bool) -> Iterator[Item]:
    """The events of a batch with their places in the file."""
    offset, starts, lengths, changed = work
    first = starts[0]
    data = os.pread(file, starts[-1] + lengths[-1] - first, offset + first)
    for position, (start, length) in enumerate(zip(starts, lengths, strict=True)):
        raw = changed[position] if position in changed else decode(data[start - first : start - first + length])
        if raw is None:
            continue
        if lines:
            raw.pop("kind", None)
        yield Item(offset + start, length, raw)


def main(arguments: list[str]) -> int:
    """Index a file; the exit code is told at the top of this module."""
    gc.disable()
    path, folder = Path(arguments[0]), Path(arguments[1])

    def tell(done: int, size: int, events: int) -> None:
        sys.stdout.write(json.dumps({"done": done, "size": size, "events": events}) + "\n")
        sys.stdout.flush()

    try:
        return 0 if build(path, folder, tell) else NO_TIMELINE
    except BrokenPipeError:  # who started this has ended
        discard(folder)
    except OSError as error:
        sys.stderr.write(f"{error.strerror}\n")
    return _CANNOT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
