"""What only a whole file can tell, gathered record by record: ids that clash, references that lead nowhere."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from timeline_tui.load import checks
from timeline_tui.load.batches import KINDS, Batch
from timeline_tui.load.checks import Finding
from timeline_tui.load.ids import Ids
from timeline_tui.load.noted import Noted
from timeline_tui.load.plain import Plain, PlainCitation, PlainParticipant, PlainRelation
from timeline_tui.load.record import Position, place_in
from timeline_tui.model import limits
from timeline_tui.model.problems import Path, Problem
from timeline_tui.model.records import Citation, Person, Source

ReadBytes = Callable[[int, int], bytes]
"""Gives the bytes of a file from an offset, so many of them."""

PLACES = 10 * limits.PROBLEMS
"""Places remembered of warnings, and of errors, beyond the first one for each name."""

_SINGULAR = {section: kind for kind, section in KINDS.items()}
_RANK = {section: rank for rank, section in enumerate(KINDS.values())}


class _Spot(NamedTuple):
    """A value in a record, and where the record is."""

    position: Position
    offset: int
    length: int
    path: Path


class _Again(NamedTuple):
    """A record that needs another id: it has none (``name`` is empty), or that of record ``first``."""

    number: int
    name: str
    first: int
    spot: _Spot | None


@dataclass(slots=True)
class _Wanted:
    """References to a name that no record has had so far."""

    rank: tuple[int, int, Path]
    made: int = 0
    dangling: int = 0
    spots: list[tuple[_Spot, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class Linked:
    """What is to be changed so that every id is unique and every reference leads somewhere.

    ``renamed`` has the new id of a record by its list and number; ``people`` and ``sources`` are made from
    names that have no record; relations to ``missing_events`` are to be left out.
    """

    renamed: dict[str, dict[int, str]]
    people: tuple[Person, ...]
    sources: tuple[Source, ...]
    missing_events: frozenset[str]

    @property
    def only_adds(self) -> bool:
        """Whether records are made at most, and none is to be changed."""
        return not (any(self.renamed.values()) or self.missing_events)


class _Names:
    """The ids of one list, who needs another one, and the names that have been met but not (yet) as an id."""

    def __init__(self, section: str) -> None:
        self.section = section
        self.ids = Ids()
        self.odd: set[str] = set()
        self.again: list[_Again] = []
        self.renamed: dict[int, str] = {}
        self.new: dict[str, int] = {}
        self.wanted: dict[str, _Wanted] = {}

    def __contains__(self, name: object) -> bool:
        return name in self.new or name in self.ids

    def known(self) -> Sequence[str]:
        """The ids as they are spelled; empty where there are too many."""
        return [] if self.ids.names is None else [*self.ids.names, *self.new]

    def made(self) -> list[str]:
        """The names that get a record, in the order in which ``load.checks`` meets them."""
        return [name for _, name in sorted((one.rank, name) for name, one in self.wanted.items() if one.made)]

    def rename(self) -> Iterator[tuple[_Again, Finding]]:
        """Give everyone an id, as ``load.checks`` would; a finding for each that was taken."""
        stand_ins = {
            again.number: checks.numbered(_SINGULAR[self.section], _Any(self.ids, self.odd), again.number + 1)
            for again in self.again
            if not again.name
        }
        taken = _Any(self.ids, self.new, set(stand_ins.values()))
        next_number: dict[str, int] = {}
        for again in self.again:
            name = again.name or stand_ins[again.number]
            if again.name or name in self.new:
                first = again.first if again.name else self.new[name]
                fresh = checks.numbered(name, taken, next_number.get(name, 2))
                next_number[name] = int(fresh.rpartition("-")[2]) + 1
                path = (self.section, again.number)
                yield again, checks.taken_id(name, path, (self.section, first), fresh)
                name = fresh
            self.renamed[again.number] = name
            self.new[name] = again.number
        self.again = []


class _Any:
    """What is in any of some collections."""

    def __init__(self, *parts: "Ids | set[str] | dict[str, int]") -> None:
        self._parts = parts

    def __contains__(self, name: object) -> bool:
        return any(name in part for part in self._parts)


class Links:
    """Ids and references of a file, record by record; what is missing shows in ``finish``.

    Problems and messages are those of ``load.checks``. Of a name that is missing in very many places the
    first and the file's first ten thousand are told, of errors as of warnings, the rest are counted.
    """

    def __init__(self) -> None:
        self._events, self._people, self._sources = (_Names(section) for section in KINDS.values())
        self._names = {names.section: names for names in (self._events, self._people, self._sources)}
        self._places_left = {True: PLACES, False: PLACES}
        """Of warnings (a record is made) and of errors: neither takes the other's."""

    def event(self, event: Plain, batch: Batch, position: int, *, has_id: bool = True) -> None:
        """Note the record at ``position`` of a batch; ``has_id`` is false where its id is made for the time being."""
        self._name(self._events, event.id if has_id else "", batch, position)
        self.names(event, batch, position)
        for index, other in enumerate(event.related):
            name = other.event if isinstance(other, PlainRelation) else other
            if name not in self._events.ids:
                self._want(self._events, name, batch, position, ("related", index), made=False)

    def know(self, section: str, names: Iterable[str]) -> None:
        """Take some names for ids of records of a list that stand elsewhere."""
        for number, name in enumerate(names):
            self._names[section].ids.add(name, number)

    def names(self, event: Plain, batch: Batch, position: int) -> None:
        """Note the people and sources of the event at ``position`` of a batch, and nothing else of it."""
        people = self._people
        for index, one in enumerate(event.people):
            name = one.person if isinstance(one, PlainParticipant) else one
            if not self._counted(people, name):
                self._want(people, name, batch, position, ("people", index))
        if event.citations:
            self._citations(event.citations, batch, position)

    def more(self, section: str, name: str, count: int) -> None:
        """Note that other events name a person or a source so many times, which has no record, and was noted."""
        self._names[section].wanted[name].made += count

    def person(self, person: Person, batch: Batch, position: int, *, has_id: bool = True) -> None:
        """As ``event``."""
        self._name(self._people, person.id if has_id else "", batch, position)
        self._citations(person.citations, batch, position)

    def source(self, source: Source, batch: Batch, position: int, *, has_id: bool = True) -> None:
        """As ``event``."""
        self._name(self._sources, source.id if has_id else "", batch, position)
        if source.excerpt_of and source.excerpt_of not in self._sources.ids:
            self._want(self._sources, source.excerpt_of, batch, position, ("excerpt_of",), made=False)

    def odd_id(self, section: str, name: str) -> None:
        """Note what stands as an id where it cannot be one, so that no other record is given it."""
        if name:
            self._names[section].odd.add(name)

    def finish(self, noted: Noted, read: ReadBytes | None = None) -> Linked:
        """What is to be changed now that the file has been gone through; its findings go to ``noted``.

        With ``read`` findings have the line and column of the value, without it of the record.
        """
        for names in self._names.values():
            for again, finding in names.rename():
                if again.spot:
                    noted.add([_problem(finding, again.spot, read)])
                else:
                    noted.count(errors=1)
        for names in self._names.values():
            for name in names.wanted.keys() & names.new.keys():
                del names.wanted[name]
            for name, missing in names.wanted.items():
                _tell(names, name, missing, noted, read)
        return Linked(
            {section: names.renamed for section, names in self._names.items()},
            tuple(Person(id=name, name=checks.name_of(name)) for name in self._people.made()),
            tuple(Source(id=name, title=checks.name_of(name)) for name in self._sources.made()),
            frozenset(self._events.wanted),
        )

    def _name(self, names: _Names, name: str, batch: Batch, position: int) -> None:
        number = batch.number + position
        first = names.ids.add(name, number) if name else -1
        if first is None:
            if found := names.wanted.pop(name, None):
                for _, made in found.spots[1:]:
                    self._places_left[made] += 1
            return
        spot = None
        if name and self._places_left[False] > 0:
            self._places_left[False] -= 1
            spot = _spot(batch, position, ("id",))
        names.again.append(_Again(number, name, first, spot))

    def _citations(self, citations: Iterable[PlainCitation | Citation], batch: Batch, position: int) -> None:
        sources = self._sources
        for index, citation in enumerate(citations):
            if not self._counted(sources, citation.source):
                self._want(sources, citation.source, batch, position, ("citations", index, "source"))
            other = citation.excerpt_of
            if other and other not in sources.ids:
                self._want(sources, other, batch, position, ("citations", index, "excerpt_of"), made=False)

    def _counted(self, names: _Names, name: str) -> bool:
        """Whether nothing more is to be noted of a name from which a record is made where there is none."""
        missing = names.wanted.get(name)
        if missing is None:
            return name in names.ids
        if self._places_left[True] > 0 or not missing.made or missing.rank[0]:
            return False
        missing.made += 1
        return True

    def _want(self, names: _Names, name: str, batch: Batch, position: int, tail: Path, *, made: bool = True) -> None:
        found = names.wanted.get(name)
        if found is None:
            found = names.wanted[name] = _Wanted(_rank(batch, position, tail))
        if made:
            if found.made == 0 or (found.rank[0] and _RANK[batch.section] < found.rank[0]):
                found.rank = _rank(batch, position, tail)
            found.made += 1
        else:
            found.dangling += 1
        if self._places_left[made] > 0 or not found.spots:
            self._places_left[made] -= bool(found.spots)
            found.spots.append((_spot(batch, position, tail), made))


def _tell(names: _Names, name: str, missing: _Wanted, noted: Noted, read: ReadBytes | None) -> None:
    """Note that a name is missing, as often as it is."""
    kind = _SINGULAR[names.section]
    meant = checks.suggestion(name, names.known()) if len(noted) < checks.SUGGESTED else ""
    for spot, made in missing.spots:
        finding = (checks.no_record if made else checks.dangling)(spot.path, kind, name, meant)
        noted.add([_problem(finding, spot, read)])
    told = sum(made for _, made in missing.spots)
    noted.count(missing.made - told, missing.dangling - (len(missing.spots) - told))


def _rank(batch: Batch, position: int, tail: Path) -> tuple[int, int, Path]:
    """Where ``load.checks`` meets a reference: events first, then people."""
    return _RANK[batch.section], batch.number + position, tail


def _spot(batch: Batch, position: int, tail: Path) -> _Spot:
    number, offset = batch.number + position, batch.offset + batch.starts[position]
    where = Position(batch.section, number, *batch.place(position), batch.lines)
    return _Spot(where, offset, batch.lengths[position], (*where.path, *tail))


def _problem(finding: Finding, spot: _Spot, read: ReadBytes | None) -> Problem:
    line, column = spot.position.line, spot.position.column
    if read:
        line, column = place_in(read(spot.offset, spot.length), spot.position, spot.path)
    return Problem(finding.severity, finding.code, finding.message, finding.path, line, column)
