"""The audit of a timeline's evidence, as lines one can walk and jump from."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from timeline_tui.explore.intents import Show
from timeline_tui.explore.state import State
from timeline_tui.explore.subjects import Subject
from timeline_tui.index.facets import Facet, Names
from timeline_tui.model.audit import Finding, Kind
from timeline_tui.model.calendar import DAY
from timeline_tui.model.text import grouped
from timeline_tui.view.dates import in_short
from timeline_tui.view.lines import Line, Role, Segment, clip, fill, line, right, shorten
from timeline_tui.view.marks import title_of
from timeline_tui.view.words import word

_FACETS = {"people": Facet.PERSON, "sources": Facet.SOURCE}
_SECTIONS = {None: "events", Facet.PERSON: "people", Facet.SOURCE: "sources"}
_MOST = 200
"""Findings of one kind that are listed."""

_YEAR, _MONTH = 365 * DAY, 30 * DAY


def evidence_lines(state: State, width: int) -> list[Line]:
    """The findings by kind, then which two sources differ where; every finding leads to its record."""
    language, names = state.place.language, state.index.names
    made: list[Line] = []
    for kind, start, stop in _by_kind(state.index.findings):
        made.append(_heading(word(f"audit-{kind}", language), stop - start, language))
        for finding in state.index.findings[start : min(stop, start + _MOST)]:
            about = finding_about(finding, names, language)
            made.append(_entry(state, _subject(finding), about, width, len(made)))
        made += _more(stop - start, language)
    for difference in state.index.differences[:_MOST]:
        pair = " ⇄ ".join(names.name(Facet.SOURCE, source, language) for source in difference.sources)
        made.append(_heading(pair, len(difference.events), language))
        for event, about in difference.events[:_MOST]:
            made.append(_entry(state, Subject(None, event), _of(about, names, language), width, len(made)))
        made += _more(len(difference.events), language)
    return [clip(entry, width) for entry in made] or [line(Segment(word("audit-clean", language), Role.STRONG))]


def _by_kind(findings: Sequence[Finding]) -> Iterator[tuple[Kind, int, int]]:
    """Each kind that occurs, with the positions of its first finding and behind its last; few are looked at."""
    kinds = list(Kind)
    start = 0
    while start < len(findings):
        kind = findings[start].kind
        stop = bisect_right(findings, kinds.index(kind), lo=start, key=lambda finding: kinds.index(finding.kind))
        yield kind, start, stop
        start = stop


def _heading(name: str, count: int, language: str) -> Line:
    return line(Segment(f"{name} ({grouped(count, language)})", Role.HEADING))


def _more(count: int, language: str) -> list[Line]:
    told = [line(f"    {word('audit-more', language, count=count - _MOST)}")] if count > _MOST else []
    return [*told, line("")]


def finding_about(finding: Finding, names: Names, language: str) -> str:
    """What a finding says beside its record: by how much, of what, by which source."""
    match finding.kind:
        case Kind.DISPUTED if not finding.about:
            return f"{_of('', names, language)}: {_length(finding.size, language)}"
        case Kind.DISPUTED:
            return f"{_of(finding.about, names, language)}: {word('answers', language, count=finding.size)}"
        case Kind.GAP:
            return f"{word('then', language)} {_length(finding.size, language)}"
        case _:
            return names.name(Facet.SOURCE, finding.about, language) if finding.about else ""


def _of(about: str, names: Names, language: str) -> str:
    return names.label(about, language) if about else word("the-date", language)


def _length(seconds: int, language: str) -> str:
    for unit, size in (("years", _YEAR), ("months", _MONTH)):
        if seconds >= 2 * size:
            return word(unit, language, count=round(seconds / size))
    days = round(seconds / DAY)
    return word("one-day", language) if days == 1 else word("days", language, count=days)


def _subject(finding: Finding) -> Subject:
    return Subject(_FACETS.get(finding.section), finding.record)


def _entry(state: State, subject: Subject, about: str, width: int, number: int) -> Line:
    """A line that leads to a record: its date, name, what was found, and where it stands in the file."""
    language = state.place.language
    date, section = "", _SECTIONS.get(subject.facet, "")
    if subject.facet is not None:
        name = state.index.names.name(subject.facet, subject.key, language)
    else:
        event = state.index.event(subject.key)
        name = title_of(event, language) if event else subject.key
        date = in_short(event.date, 11, language) if event else ""
    place = state.places.get((section, subject.key))
    where = right(f"{place[0]}:{place[1]} " if place else "", 8)
    room = max(10, (width - 24) * 3 // 5)
    pieces = [
        Segment(where, Role.DIM, Show(subject)),
        Segment(f" {fill(date, 11)}  ", Role.DATE, Show(subject)),
        Segment(fill(name, room), Role.LINK, Show(subject)),
        Segment(f"  {shorten(about, max(4, width - 24 - room))}", Role.TEXT, Show(subject)),
    ]
    return line(*pieces, link=number)
