"""What the evidence of a timeline leaves to be desired: findings that are computed, never written."""

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import StrEnum
from itertools import combinations, pairwise

from msgspec import Struct

from timeline_tui.model.bounds import OPEN_START, Bounds
from timeline_tui.model.calendar import DAY
from timeline_tui.model.claims import Disagreement, disagreements, independent, witnesses
from timeline_tui.model.edtf import parse
from timeline_tui.model.problems import Path
from timeline_tui.model.records import Event, Source, Timeline

_GAP_FACTOR = 6
_SHORTEST_GAP = 365 * DAY


class Kind(StrEnum):
    """What a finding is about, the gravest first."""

    DISPUTED = "disputed"
    IMPOSSIBLE = "impossible"
    UNCITED = "uncited"
    NO_LOCATOR = "no-locator"
    NO_OUTCOME = "no-outcome"
    SINGLE_SOURCE = "single-source"
    INFERRED = "inferred"
    GAP = "gap"
    UNUSED_SOURCE = "unused-source"
    UNUSED_PERSON = "unused-person"


class Finding(Struct, frozen=True):
    """One thing to look into.

    ``section`` and ``record`` name the record (``events``, its id), ``path`` the way on from there;
    ``about`` says of what: a key of ``says``, a source, another event. ``size`` orders findings of a kind,
    for dates that differ it is the seconds between them, for facts the number of answers.
    """

    kind: Kind
    section: str
    record: str
    about: str = ""
    size: int = 0
    path: Path = ()


class Difference(Struct, frozen=True):
    """Where two sources differ: the events and what each pair of answers is about (``""`` is the date)."""

    sources: tuple[str, str]
    events: tuple[tuple[str, str], ...]


def audit(timeline: Timeline) -> tuple[Finding, ...]:
    """Everything to look into, by kind and within a kind the largest first, else in the file's order."""
    sources = {source.id: source for source in timeline.sources}
    found = [finding for check in _EVENT_CHECKS for event in timeline.events for finding in check(event, sources)]
    found += [*_without_outcome(timeline), *_gaps(timeline), *_unused(timeline)]
    kinds = list(Kind)
    return tuple(sorted(found, key=lambda finding: (kinds.index(finding.kind), -finding.size)))


def of_event(event: Event, sources: Mapping[str, Source]) -> tuple[Finding, ...]:
    """What one event's own citations leave to be desired, ordered as ``audit`` orders it."""
    found = [finding for check in _EVENT_CHECKS for finding in check(event, sources)]
    kinds = list(Kind)
    return tuple(sorted(found, key=lambda finding: (kinds.index(finding.kind), -finding.size)))


def of_records(timeline: Timeline, cited: Collection[str], present: Collection[str]) -> Iterator[Finding]:
    """The sources and people of a timeline that no event has: ``cited`` and ``present`` are those that one has."""
    cited = {*cited, *(citation.source for person in timeline.people for citation in person.citations)}
    for source in timeline.sources:
        if source.id not in cited:
            yield Finding(Kind.UNUSED_SOURCE, "sources", source.id)
    for person in timeline.people:
        if person.id not in present:
            yield Finding(Kind.UNUSED_PERSON, "people", person.id)


def is_gap(distance: int, usual: float) -> bool:
    """Whether seconds without any event are much longer than ``usual``, the median."""
    return distance >= max(_SHORTEST_GAP, _GAP_FACTOR * usual)


def differences(timeline: Timeline) -> tuple[Difference, ...]:
    """Each two sources that contradict each other, those that do so most often first."""
    sources = {source.id: source for source in timeline.sources}
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for event in timeline.events:
        for disagreement in disagreements(event, sources):
            for pair in sorted(_pairs(disagreement)):
                found.setdefault(pair, []).append((event.id, disagreement.about))
    ordered = sorted(found.items(), key=lambda item: -len(item[1]))
    return tuple(Difference(pair, tuple(events)) for pair, events in ordered)


def _pairs(disagreement: Disagreement) -> set[tuple[str, str]]:
    pairs = set()
    for (one, first), (other, second) in combinations(disagreement.answers, 2):
        if disagreement.about or not parse(one).agrees(parse(other)):
            pairs |= {tuple(sorted((a.source, b.source))) for a in first for b in second if a.source != b.source}
    return {(one, other) for one, other in pairs}


def _disputed(event: Event, sources: Mapping[str, Source]) -> Iterator[Finding]:
    for disagreement in disagreements(event, sources):
        size = len(disagreement.answers)
        if not disagreement.about:
            spans = [parse(answer).strict for answer, _ in disagreement.answers]
            size = max(_apart(one, other) for one, other in combinations(spans, 2))
        yield Finding(Kind.DISPUTED, "events", event.id, disagreement.about, size)


def _apart(one: Bounds, other: Bounds) -> int:
    """The seconds between the starts of two stretches, those that are open taken at their end."""
    first = one.start if one.has_start else one.end
    second = other.start if other.has_start else other.end
    return abs(first - second)


def _impossible(event: Event, sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Claims of something past that the source, by its own date, was printed before."""
    if event.status != "happened":
        return
    for number, citation in enumerate(event.citations):
        source = sources.get(citation.source)
        issued = source.issued.fuzzy if source and source.issued else None
        if issued and citation.date and citation.date.fuzzy.start >= issued.end:
            yield Finding(Kind.IMPOSSIBLE, "events", event.id, citation.source, path=("citations", number))


def _uncited(event: Event, _sources: Mapping[str, Source]) -> Iterator[Finding]:
    if not event.citations:
        yield Finding(Kind.UNCITED, "events", event.id)


def _without_locator(event: Event, _sources: Mapping[str, Source]) -> Iterator[Finding]:
    for number, citation in enumerate(event.citations):
        if not citation.locator:
            yield Finding(Kind.NO_LOCATOR, "events", event.id, citation.source, path=("citations", number))


def _single(event: Event, sources: Mapping[str, Source]) -> Iterator[Finding]:
    if event.citations and witnesses(event, sources) == 1:
        yield Finding(Kind.SINGLE_SOURCE, "events", event.id, independent(event.citations, sources)[0].source)


def _inferred(event: Event, _sources: Mapping[str, Source]) -> Iterator[Finding]:
    for number, citation in enumerate(event.citations):
        if citation.inferred:
            yield Finding(Kind.INFERRED, "events", event.id, citation.source, path=("citations", number))


_Check = Callable[[Event, Mapping[str, Source]], Iterator[Finding]]
_EVENT_CHECKS: tuple[_Check, ...] = (_disputed, _impossible, _uncited, _without_locator, _single, _inferred)


def _without_outcome(timeline: Timeline) -> Iterator[Finding]:
    answered = {r.event for event in timeline.events for r in event.related if r.kind == "outcome-of"}
    for event in timeline.events:
        if event.status == "planned" and event.id not in answered:
            yield Finding(Kind.NO_OUTCOME, "events", event.id)


def _gaps(timeline: Timeline) -> Iterator[Finding]:
    """Stretches without any event, much longer than usual, named by the event after which they begin.

    Only dates with both bounds count. A gap is at least a year and six times the median distance of the
    events that do not overlap.
    """
    from statistics import median  # noqa: PLC0415  # importing it takes longer than most audits, and few are made

    dated = [(event.date.strict, event.id) for event in timeline.events if event.date]
    closed = sorted((span, name) for span, name in dated if span.has_start and span.has_end)
    distances: list[tuple[int, str, str]] = []
    reached = (OPEN_START, "")
    for (span, name), (following, next_name) in pairwise(closed):
        reached = max(reached, (span.end, name))
        if (distance := following.start - reached[0]) > 0:
            distances.append((distance, reached[1], next_name))
    usual = median(distance for distance, _, _ in distances) if distances else 0
    for distance, name, next_name in distances:
        if is_gap(distance, usual):
            yield Finding(Kind.GAP, "events", name, next_name, distance)


def _unused(timeline: Timeline) -> Iterator[Finding]:
    cited = {citation.source for event in timeline.events for citation in event.citations}
    present = {participant.person for event in timeline.events for participant in event.people}
    yield from of_records(timeline, cited, present)
