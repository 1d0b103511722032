"""Events dealt out, a stretch of the file at a time, to those who check them and make arrays of them."""

import gc
import os
import sys
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import msgspec

from timeline_tui.index.building import Builder
from timeline_tui.load import plain
from timeline_tui.load.batches import Batch
from timeline_tui.load.events import Events
from timeline_tui.load.noted import Noted
from timeline_tui.model.records import Source

WORKERS = 2
"""Processes that make arrays of the events of a file that is not small."""

SMALL = 8 << 20
"""Bytes of a file up to which this process does it all: others would take longer to start."""

STRETCH = 1 << 14
"""Events that are dealt out at a time; the last batch may go beyond."""

_FAILED = 1
"""The exit code of Python after any error at all."""


class Work(NamedTuple):
    """A stretch of events: batches without their bytes, and the ids that some events get, by their numbers."""

    batches: list[Batch]
    renamed: dict[int, str]


class Told(NamedTuple):
    """What was found out about events.

    ``odd``: whether any has no id, or none that can be one; ``originals``: the sources that are said to be reprinted.
    """

    noted: Noted
    odd: bool
    originals: set[str]


class Taker:
    """Takes stretches of events of the file at ``path``, and writes ``part``; ``sources`` are all of the file."""

    def __init__(self, path: Path, part: Path, sources: dict[str, Source], *, lines: bool) -> None:
        self._file = path.open("rb")
        self._builder = Builder(part, sources, plain.event)
        self._noted = Noted()
        self._events = Events(self._noted, lines=lines)
        self._odd = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
        self._builder.__exit__(kind, error, at)

    @property
    def told(self) -> Told:
        """What was found out so far."""
        return Told(self._noted, self._odd, self._builder.originals)

    def send(self, work: Work) -> None:
        """Take a stretch."""
        for batch in work.batches:
            batch.data = os.pread(self._file.fileno(), batch.starts[-1] + batch.lengths[-1], batch.offset)
            self._take(batch, work.renamed)
        self._builder.flush()

    def _take(self, batch: Batch, renamed: dict[int, str]) -> None:
        read = self._events.read(batch)
        self._odd = self._odd or any(one.is_odd for one in self._events.careful.values())
        if renamed:
            numbered = enumerate(read, batch.number)
            read = [event and msgspec.structs.replace(event, id=renamed.get(at, event.id)) for at, event in numbered]
        events = [event for event in read if event is not None]
        starts, lengths = batch.starts, batch.lengths
        if len(events) < len(read):
            kept = [at for at, event in enumerate(read) if event is not None]
            starts, lengths = [starts[at] for at in kept], [lengths[at] for at in kept]
        self._builder.add([batch.offset + start for start in starts], lengths, events)

    def finish(self) -> Told:
        """Write what is left; what was found out."""
        self.__exit__(None, None, None)
        return self.told

    def kill(self) -> None:
        """Write nothing more, whatever is left."""
        self.__exit__(InterruptedError, None, None)


class Dealer:
    """Deals the events of a file to those who take them, in turn; ``parts`` are the files that they write.

    Events in ``renamed``, by their numbers, are known by other ids than they have; ``offsets`` has those ids by where
    the events begin in the file. No event lies before ``start`` (bytes).
    """

    def __init__(self, path: Path, folder: Path, renamed: dict[int, str], start: int = 0) -> None:
        self._path, self._renamed = path, renamed
        count = WORKERS if path.stat().st_size - start > SMALL else 1
        self.parts = [folder / f"{number}.part" for number in range(count)]
        self.offsets: dict[int, str] = {}
        self.sources: dict[str, Source] = {}
        self.events = 0
        self._takers: list[Taker | _Worker] = []
        self._turns = self._waiting = 0
        self._stretch = Work([], {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for taker in self._takers:
            taker.kill()

    @property
    def begun(self) -> bool:
        """Whether there is anyone to take events."""
        return bool(self._takers)

    def begin(self, sources: dict[str, Source], *, lines: bool) -> None:
        """Have those begin who take events of a file with these sources."""
        self.sources = sources
        if len(self.parts) == 1:
            self._takers.append(Taker(self._path, self.parts[0], sources, lines=lines))
        else:
            pipes: list[Connection] = []
            self._takers += [_Worker(self._path, part, sources, lines, pipes) for part in self.parts]

    def deal(self, batch: Batch) -> None:
        """Have a batch of events taken; waits where those who take have enough to do.

        Raises:
            OSError: as ``finish``.
        """
        for position in range(len(batch)) if self._renamed else ():
            if name := self._renamed.get(batch.number + position):
                self._stretch.renamed[batch.number + position] = name
                self.offsets[batch.offset + batch.starts[position]] = name
        self._stretch.batches.append(replace(batch, data=b""))
        self.events += len(batch)
        self._waiting += len(batch)
        if self._waiting >= STRETCH:
            self._send()

    def _send(self) -> None:
        self._takers[self._turns % len(self._takers)].send(self._stretch)
        self._turns += 1
        self._stretch, self._waiting = Work([], {}), 0

    def finish(self) -> list[Told]:
        """Wait until everything is written; what was found out about the events.

        Raises:
            OSError: where it could not be written.
        """
        if self._waiting:
            self._send()
        for taker in self._takers:
            if isinstance(taker, _Worker):
                taker.end()
        return [taker.finish() for taker in self._takers]


class _Worker:
    """A process that takes stretches of events; ``pipes`` are those of the ones before it, and then its own too."""

    def __init__(
        self,
        path: Path,
        part: Path,
        sources: dict[str, Source],
        lines: bool,  # noqa: FBT001  # told on to a process, which takes no keywords
        pipes: list[Connection],
    ) -> None:
        # Only Linux is sure to fork well; elsewhere a process begins anew, which takes some tenths of a second.
        context: Any = get_context("fork" if sys.platform == "linux" else "spawn")
        theirs, self._pipe = context.Pipe()
        pipes.append(self._pipe)
        arguments = (path, part, sources, lines, theirs, pipes)
        self._process = context.Process(target=_take_all, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def send(self, work: Work) -> None:
        """Have a stretch taken."""
        try:
            self._pipe.send(work)
        except (BrokenPipeError, ConnectionResetError):
            raise self._failure() from None

    def end(self) -> None:
        """Tell it that nothing more comes."""
        with suppress(BrokenPipeError, ConnectionResetError):  # then it tells why by how it ended
            self._pipe.send(None)

    def finish(self) -> Told:
        """Wait until everything is written; what it found out."""
        try:
            told: Told = self._pipe.recv()
        except (EOFError, ConnectionResetError):
            raise self._failure() from None
        self._process.join()
        return told

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _failure(self) -> OSError:
        """Why it ended."""
        self._process.join()
        code = self._process.exitcode or 0
        why = "stopped by the system" if code < 0 else os.strerror(code) if code > _FAILED else "it failed"
        return OSError(code, f"in a process that makes arrays: {why}")


def _take_all(
    path: Path,
    part: Path,
    sources: dict[str, Source],
    lines: bool,  # noqa: FBT001  # a process takes no keywords
    pipe: Connection,
    others: list[Connection],
) -> None:
    gc.disable()
    for other in others:  # as long as anyone holds them open, nobody hears that the one who deals has ended
        other.close()
    try:
        with Taker(path, part, sources, lines=lines) as taker:
            while (work := pipe.recv()) is not None:
                taker.send(work)
        pipe.send(taker.told)
    except EOFError:  # the one whose work this is has ended
        return
    except OSError as error:
        sys.exit(error.errno)
