"""A big file read in one pass: its records one after the other, and then all that is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from timeline_tui.load import facts, plain
from timeline_tui.load.batches import Batch
from timeline_tui.load.events import Events, carefully
from timeline_tui.load.links import Linked, Links, ReadBytes
from timeline_tui.load.noted import Noted
from timeline_tui.load.reader import cleaned
from timeline_tui.load.splitting import Split, Start
from timeline_tui.model.problems import Problem, Problems
from timeline_tui.model.records import Person, Source, Timeline

Entry: TypeAlias = plain.Plain | Person | Source

_TOP = Start()


@dataclass(frozen=True)
class Streamed:
    """What is known after a file has been gone through.

    ``timeline`` has all but the events, people and sources that were given out, and is None where the
    file holds no timeline at all; ``linked`` is what must be changed of the records given out.
    ``is_json`` is false where the text breaks JSON's grammar.
    """

    timeline: Timeline | None
    linked: Linked
    problems: Problems
    is_json: bool


class Stream:
    """The records of a file, each valid and clean; bad content never raises.

    Where events are read ``apart`` from it, batches of them have no records; what is wrong with them is to be ``noted``
    before the end, and what they refer to is not looked for.
    """

    def __init__(
        self, chunks: Iterable[bytes], *, lines: bool | None = None, apart: bool = False, start: Start = _TOP
    ) -> None:
        """Begin with the bytes of a file (``load.chunks``), as ``load.splitting.Split`` does."""
        self.noted = Noted()
        self._links = Links()
        self.split = Split(chunks, self.noted, lines=lines, start=start)
        self._events = Events(self.noted, lines=self.split.lines)
        self._apart = apart
        self.odd = False
        """Whether any person or source has no id, or none that can be one."""

    def records(self) -> Iterator[tuple[Batch, list[Entry | None]]]:
        """Each batch with its records in order; None for one that cannot be shown."""
        for batch in self.split.batches():
            if batch.section != "events":
                yield batch, [self._record(data, batch, position) for position, data in enumerate(batch)]
            else:
                events = [] if self._apart else self._events.read(batch)
                yield batch, [self._linked(event, batch, position) for position, event in enumerate(events)]

    def know(self, section: str, names: Iterable[str]) -> None:
        """Take some names for ids of people or sources whose records were read before."""
        self._links.know(section, names)

    def name(self, batch: Batch, positions: Iterable[int]) -> None:
        """Note the people and sources of some events of a batch; what else is in them was noted ``apart``."""
        events = Events(Noted(), lines=self.split.lines).read(batch)
        for position in positions:
            if event := events[position]:
                self._links.names(event, batch, position)

    def name_more(self, section: str, name: str, count: int) -> None:
        """Note that others than those events name a person or source without a record, so many times."""
        self._links.more(section, name, count)

    def finish(self, read: ReadBytes | None = None) -> Streamed:
        """What the whole file tells, once ``records`` has been gone through.

        ``read`` gives bytes of the file (unpacked) again; with it findings have the place of the very value.
        """
        noted, head = self.noted, self.split.head
        timeline = None
        if self.split.is_timeline:
            given_out = facts.LISTS if self.split.lines else head.listed
            lists: dict[str, list[object]] = {section: [] for section in given_out}
            timeline, findings = facts.build({**cleaned(head.value), **lists})
            for finding in findings:
                place = head.place_of(finding.path)
                noted.add([Problem(finding.severity, finding.code, finding.message, finding.path, *place)])
        linked = self._links.finish(noted, read)
        return Streamed(timeline, linked, noted.problems, not noted.breaks_grammar)

    def _linked(self, event: plain.Plain | None, batch: Batch, position: int) -> plain.Plain | None:
        """An event whose id and references are noted."""
        read = self._events.careful.get(position)
        if read and not read.has_id:
            self._links.odd_id("events", read.given_id)
        if event:
            self._links.event(event, batch, position, has_id=read is None or read.has_id)
        return event

    def _record(self, data: bytes, batch: Batch, position: int) -> Person | Source | None:
        """A person or a source."""
        read = carefully(data, batch, position)
        self.noted.add(read.problems)
        self.odd = self.odd or read.is_odd
        if not read.has_id:
            self._links.odd_id(batch.section, read.given_id)
        record = read.record
        if isinstance(record, Person):
            self._links.person(record, batch, position, has_id=read.has_id)
        if isinstance(record, Source):
            self._links.source(record, batch, position, has_id=read.has_id)
        return record if isinstance(record, Person | Source) else None
