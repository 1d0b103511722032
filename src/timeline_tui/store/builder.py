"""The process that indexes a big file: it cuts it, reads people and sources, and deals the events to others.

``python -m timeline_tui.store.builder FILE FOLDER SIZE [OLD]`` writes ``arrays`` and ``extras.json`` into FOLDER, of a
packed file ``records`` too, and tells how far it is on standard output, a JSON object a line: ``{"done": bytes,
"size": bytes, "events": number}``. SIZE is how many bytes FILE has: what is added later is left alone. OLD is the
folder of the index of what the file was before lines were added to it. The exit code is 0; 3 where the file holds no
timeline; else why is said on standard error.
"""

import gc
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import asdict

from timeline_tui.index.arrays import Arrays, Named
from timeline_tui.index.facets import Facet
from timeline_tui.index.grown import knows_all_titles
from timeline_tui.index.merging import merge
from timeline_tui.index.references import Nameless, is_linked, nameless
from timeline_tui.load.batches import Batch
from timeline_tui.load.links import PLACES, Linked
from timeline_tui.load.noted import Noted
from timeline_tui.load.record import Position, read_record
from timeline_tui.load.splitting import Split
from timeline_tui.load.stream import Stream, Streamed
from timeline_tui.load.whole import linked
from timeline_tui.model.problems import Problems
from timeline_tui.model.records import Source, Timeline, replace
from timeline_tui.store.cache import ARRAYS, EXTRAS, discard
from timeline_tui.store.dealing import Dealer
from timeline_tui.store.growing import Extent, Known, Meter, begins_so, known, looks_like_lines
from timeline_tui.store.indexing import NO_TIMELINE
from timeline_tui.store.rawfile import RawFile, unpacked

Tell = Callable[[int, int, int], None]
"""Is told how many bytes have been gone over, of how many, and how many events there were."""

_TOLD_EVERY = 4 << 20
"""Bytes after which it is told how far one is."""

_SOURCE = re.compile(rb'"kind"\s*:\s*"source"')
"""How a line tells that it is a source, as nearly all do."""

_CANNOT = 2
"""The exit code after an error of the system's."""


class _Found(NamedTuple):
    """What one run through a file found; ``settled`` is false where ids may clash or lead nowhere, and none was told.

    ``extent`` is None where lines that are added must not be taken by themselves.
    """

    streamed: Streamed
    timeline: Timeline | None
    lines: bool
    sources: dict[str, Source]
    settled: bool = True
    extent: Extent | None = None


class _Made(NamedTuple):
    """What an index is made of: the parts of the events, and what is known beside."""

    timeline: Timeline | None
    parts: Sequence[Named]
    events: int
    problems: Problems
    lines: bool
    missing: frozenset[str]
    renamed: dict[int, str]
    made: Mapping[str, Sequence[str]]
    extent: Extent | None


class _Records:
    """The people and sources of a file, each with its number in its list."""

    def __init__(self) -> None:
        self.lists: dict[str, list[tuple[int, Any]]] = {"people": [], "sources": []}

    def add(self, batch: Batch, found: Sequence[Any]) -> None:
        """Take the records of a batch; those of events are not kept."""
        if batch.section in self.lists:
            numbered = enumerate(found, batch.number)
            self.lists[batch.section] += [(number, record) for number, record in numbered if record is not None]

    @property
    def sources(self) -> dict[str, Source]:
        """The sources by id; of those that share one the first."""
        return {record.id: record for _, record in reversed(self.lists["sources"])}


def build(path: Path, folder: Path, tell: Tell, size: int, old: Path | None = None) -> bool:
    """Index the events in the first ``size`` bytes of a file into ``folder``; false where they hold no timeline at all.

    ``old`` is the folder of an index of what the file may have been before it grew; where anything speaks against
    that, all is indexed anew.
    """
    file = unpacked(path, folder, size)
    before = known(old) if old is not None and file.path == path else None
    made = (_grown(file, folder, tell, before) if before else None) or _anew(file, folder, tell)
    extras = {
        "problems": [asdict(problem) for problem in made.problems.found],
        "more": made.problems.more,
        "more_errors": made.problems.more_errors,
        "lines": made.lines,
        "missing": sorted(made.missing),
        "renamed": made.renamed,
        "made": made.made,
        "extent": made.extent and made.extent._asdict(),
    }
    (folder / EXTRAS).write_text(json.dumps(extras), encoding="utf-8")
    if made.timeline is not None:
        merge(folder / ARRAYS, made.timeline, made.parts, may_grow=made.extent is not None)
    for part in folder.glob("*.part"):
        part.unlink()
    tell(file.size, file.size, made.events)
    return made.timeline is not None


def _anew(file: RawFile, folder: Path, tell: Tell) -> _Made:
    """Have all events dealt.

    They are dealt again where not all sources were known. A file whose ids clash or lead nowhere is gone through again,
    to tell where; and once more where events must be known by other ids than they have.
    """
    dealer = Dealer(file.path, folder, {})
    found = _dealt(file, dealer, tell)
    if found.sources.keys() != dealer.sources.keys():
        dealer = Dealer(file.path, folder, {})
        found = _dealt(file, dealer, tell, found.sources)
    if not found.settled:
        found = _gone_through(file)
        if renamed := found.streamed.linked.renamed["events"]:
            dealer = Dealer(file.path, folder, renamed)
            _dealt(file, dealer, tell, found.sources)
    return _Made(
        found.timeline,
        [Arrays(part) for part in dealer.parts],
        dealer.events,
        problems=found.streamed.problems,
        lines=found.lines,
        missing=found.streamed.linked.missing_events,
        renamed=dealer.offsets,
        made=_made(found.streamed.linked, {}),
        extent=found.extent,
    )


def _grown(file: RawFile, folder: Path, tell: Tell, before: Known) -> _Made | None:
    """Have those events dealt that were added; None where the file is another or they may change what others mean."""
    meter, extent = Meter(), before.extent
    if not (file.lines or looks_like_lines(file.chunks())) or not begins_so(file.chunks(), extent, meter):
        return None
    stream = Stream(meter.passing(file.chunks(extent.size)), lines=True, apart=True, start=extent.end)
    dealer = Dealer(file.path, folder, {}, extent.size)
    timeline = before.grown.timeline
    people = {one.id for one in timeline.people if one.id not in before.made["people"]}
    sources = {one.id: one for one in timeline.sources if one.id not in before.made["sources"]}
    tell(extent.size, file.size, extent.events)
    tell_more = _seldom(tell, file.size, extent.size)
    with dealer:
        dealer.begin(sources, lines=True)
        for batch, _ in stream.records():
            if batch.section != "events":
                return None
            dealer.deal(batch)
            tell_more(stream.split.offset, extent.events + dealer.events)
        answers = dealer.finish()
    added = [Arrays(part) for part in dealer.parts]
    parts: list[Named] = [before.grown, *added]
    whole = not any(answer.odd or answer.originals - sources.keys() for answer in answers)
    if stream.split.head.value or not (whole and is_linked(parts) and knows_all_titles(parts)):
        return None
    reached = meter.extent(stream.split.line - 1, extent.events + dealer.events)
    if unnamed := nameless(added, _known(people, sources.keys()), PLACES):
        stream = Stream(file.chunks(extent.size), lines=True, apart=True, start=extent.end)
        stream.know("people", people)
        stream.know("sources", sources)
        _name(stream, unnamed)
    stream.noted.add(before.problems.found)
    stream.noted.count(before.problems.more - before.problems.more_errors, before.problems.more_errors)
    for answer in answers:
        stream.noted.take(answer.noted)
    streamed = _streamed(file, stream)
    made = _made(streamed.linked, before.made)
    fresh = {
        "people": tuple(one for one in streamed.linked.people if one.id not in before.made["people"]),
        "sources": tuple(one for one in streamed.linked.sources if one.id not in before.made["sources"]),
    }
    return _Made(
        replace(timeline, people=timeline.people + fresh["people"], sources=timeline.sources + fresh["sources"]),
        parts,
        extent.events + dealer.events,
        problems=streamed.problems,
        lines=True,
        missing=frozenset(),
        renamed={},
        made=made,
        extent=reached,
    )


def _dealt(file: RawFile, dealer: Dealer, tell: Tell, sources: dict[str, Source] | None = None) -> _Found:
    """Go through a file: people and sources are read here, events by those to whom they are dealt.

    ``sources`` are all of the file, where they are known: whether two claims have one origin must be known before the
    first event is taken.
    """
    meter = Meter()
    stream, records = Stream(meter.passing(file.chunks()), lines=file.lines, apart=True), _Records()
    lines = meter.running = stream.split.lines  # nothing can be added to a document
    tell_more = _seldom(tell, file.size)
    with dealer:
        for batch, found in stream.records():
            records.add(batch, found)
            if batch.section == "events":
                if not dealer.begun:
                    dealer.begin(_sources(file, stream, records) if sources is None else sources, lines=lines)
                dealer.deal(batch)
            tell_more(stream.split.offset, dealer.events)
        if not dealer.begun:
            dealer.begin({}, lines=lines)
        answers = dealer.finish()
    tell(file.size, file.size, dealer.events)
    people, known = {person.id for _, person in records.lists["people"]}, records.sources.keys()
    odd = stream.odd or any(answer.odd for answer in answers) or known != dealer.sources.keys()
    whole = not odd and known >= set().union(*(answer.originals for answer in answers))
    parts = [Arrays(part) for part in dealer.parts]
    settled = whole and is_linked(parts)
    if settled and (unnamed := nameless(parts, _known(people, known), PLACES)):
        stream = Stream(file.chunks(), lines=file.lines, apart=True)
        _name(stream, unnamed)
    for answer in answers:
        stream.noted.take(answer.noted)
    found_out = _finished(file, stream, records)
    extent = meter.extent(stream.split.line - 1, dealer.events) if settled and _may_grow(found_out) else None
    return found_out._replace(settled=settled, extent=extent)


def _may_grow(found: _Found) -> bool:
    """Whether what was made of names without a record is made of the same, and in the same order, of more lines.

    What only a person cites comes after all that events do, and may be cited by an event that is added.
    """
    linked, people = found.streamed.linked, found.timeline.people if found.timeline else ()
    cited = {citation.source for person in people for citation in person.citations}
    return linked.only_adds and cited.isdisjoint(one.id for one in linked.sources)


def _known(people: AbstractSet[str], sources: AbstractSet[str]) -> dict[Facet, AbstractSet[str]]:
    return {Facet.PERSON: people, Facet.SOURCE: sources}


def _name(stream: Stream, unnamed: Nameless) -> None:
    """Go through a stream to note where people and sources are named that have no record."""
    for batch, _ in stream.records():
        offsets = [batch.offset + start for start in batch.starts] if batch.section == "events" else []
        if offsets and (positions := unnamed.among(offsets)):
            stream.name(batch, positions)
    for facet, section in ((Facet.PERSON, "people"), (Facet.SOURCE, "sources")):
        for name, count in unnamed.more[facet].items():
            stream.name_more(section, name, count)


def _made(found: Linked, before: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The ids of the people and sources made of names without a record, by list, after those made ``before``."""
    lists = {"people": [one.id for one in found.people], "sources": [one.id for one in found.sources]}
    return {section: [*dict.fromkeys((*before.get(section, ()), *ids))] for section, ids in lists.items()}


def _seldom(tell: Tell, size: int, told: int = 0) -> Callable[[int, int], None]:
    """What tells how far one is, and how many events there were, whenever some megabytes have been gone over."""

    def tell_more(done: int, events: int) -> None:
        nonlocal told
        if done - told >= _TOLD_EVERY:
            told = done
            tell(done, size, events)

    return tell_more


def _gone_through(file: RawFile) -> _Found:
    """Go through a file and note all that its records refer to."""
    stream, records = Stream(file.chunks(), lines=file.lines), _Records()
    for batch, found in stream.records():
        records.add(batch, found)
    return _finished(file, stream, records)


def _streamed(file: RawFile, stream: Stream) -> Streamed:
    with file.path.open("rb") as again:
        return stream.finish(lambda offset, length: os.pread(again.fileno(), length, offset))


def _finished(file: RawFile, stream: Stream, records: _Records) -> _Found:
    streamed = _streamed(file, stream)
    timeline = streamed.timeline
    if timeline is not None:
        lists = {section: tuple(linked(section, found, streamed.linked)) for section, found in records.lists.items()}
        timeline = replace(timeline, **lists)
    return _Found(streamed, timeline, stream.split.lines, records.sources)


def _sources(file: RawFile, stream: Stream, records: _Records) -> dict[str, Source]:
    """The sources of a file whose first event has just been met.

    Those of a document have been met too where their list stands before that of its events; those of lines, it is
    believed, where a look at some places shows no other. Else they are looked for.
    """
    if "sources" in stream.split.head.listed or (stream.split.lines and not _SOURCE.search(file.samples())):
        return records.sources
    found = _Records()
    for batch in Split(file.chunks(), Noted(), lines=file.lines, tagged=True).batches():
        if batch.section == "sources":
            position = Position("sources", lines=batch.lines)
            found.add(batch, [read_record(data, position).record for data in batch])
    return found.sources


def main(arguments: list[str]) -> int:
    """Index a file; the exit code is told at the top of this module."""
    gc.disable()
    path, folder = Path(arguments[0]), Path(arguments[1])

    def tell(done: int, size: int, events: int) -> None:
        sys.stdout.write(json.dumps({"done": done, "size": size, "events": events}) + "\n")
        sys.stdout.flush()

    try:
        return 0 if build(path, folder, tell, int(arguments[2]), *map(Path, arguments[3:4])) else NO_TIMELINE
    except BrokenPipeError:  # who started this has ended
        discard(folder)
    except OSError as error:
        sys.stderr.write(f"{error.strerror}\n")
    return _CANNOT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
