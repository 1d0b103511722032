"""What the citations of events come to: independent sources, flags and findings, found for many events at once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from timeline_tui.index.base import Flag
from timeline_tui.index.columns import Columns, Owners
from timeline_tui.index.taken import FLAG_BITS, LightEvent
from timeline_tui.model.audit import Kind, of_event
from timeline_tui.model.claims import witnesses as count_witnesses
from timeline_tui.model.edtf import parse, plain_bounds
from timeline_tui.model.records import Event, Source

_MOST_WITNESSES = 0xFFFF

_STATUS_FLAGS = {
    "happened": 0,
    "planned": FLAG_BITS[Flag.PLANNED],
    "cancelled": FLAG_BITS[Flag.CANCELLED],
}

Flags = npt.NDArray[np.uint16]
Findings = npt.NDArray[np.int64]
"""A pair for each finding: the number of the event that it is about, ascending, and its size."""


class Found(NamedTuple):
    """For each event how many independent sources speak of it (uint16), its flags as bits, and all findings by kind.

    The flags that an event's date gives it are not among them: see ``taken.date_flags``.
    """

    witnesses: npt.NDArray[np.uint16]
    flags: Flags
    findings: Mapping[Kind, Findings]


class Evidence:
    """What citations come to, found quickly where nothing is in dispute.

    ``made`` makes a record of the model of a light event; it is called for few. ``originals`` are the sources of which
    any citation so far was said to be an excerpt.
    """

    def __init__(self, sources: Mapping[str, Source], made: Callable[[LightEvent], Event]) -> None:
        self._sources, self._made = sources, made
        self._reprints = {source.id for source in sources.values() if source.excerpt_of}
        self._printed = {source.id: source.issued.fuzzy.end for source in sources.values() if source.issued}
        self.originals: set[str] = set()

    def of(self, columns: Columns) -> Found:
        """What the citations of some events come to."""
        cited = columns.citations
        witnesses = np.minimum(np.bincount(cited.owners, minlength=len(columns)), _MOST_WITNESSES).astype(np.uint16)
        for number in np.flatnonzero(witnesses > 1).tolist():
            witnesses[number] = len({one.source for one in columns.events[number].citations})
        flags = np.array([_STATUS_FLAGS[event.status] for event in columns.events], np.uint16)
        inferred = _having(cited.owners, [one.inferred or one.inferred == "" for one in cited.values])
        dated = [place for place, one in enumerate(cited.values) if one.date]
        careful = {number: self._made(columns.events[number]) for number in self._in_doubt(columns, dated)}
        for number, record in careful.items():
            witnesses[number] = min(count_witnesses(record, self._sources), _MOST_WITNESSES)
        uncited, single = np.flatnonzero(witnesses == 0), np.flatnonzero(witnesses == 1)
        for flag, events in (
            (Flag.UNCITED, uncited),
            (Flag.SINGLE_SOURCE, single),
            (Flag.INFERRED, inferred),
            (Flag.QUOTE, _having(cited.owners, [one.quote for one in cited.values])),
        ):
            flags[events] |= np.uint16(FLAG_BITS[flag])
        quick: dict[Kind, npt.NDArray[Any]] = {
            Kind.UNCITED: uncited,
            Kind.SINGLE_SOURCE: single,
            Kind.INFERRED: inferred,
            Kind.NO_LOCATOR: _having(cited.owners, [not one.locator for one in cited.values]),
            Kind.IMPOSSIBLE: self._printed_too_early(columns, dated),
        }
        findings = {kind: _without_size(found) for kind, found in quick.items()}
        if careful:
            self._look_closely(careful, findings, flags)
        return Found(witnesses, flags, findings)

    def _look_closely(self, careful: Mapping[int, Event], findings: dict[Kind, Findings], flags: Flags) -> None:
        """Have all findings of some events, given by their numbers, be those of the audit."""
        found: dict[Kind, list[tuple[int, int]]] = {kind: [] for kind in Kind}
        for number, record in careful.items():
            for finding in of_event(record, self._sources):
                found[finding.kind].append((number, finding.size))
                if finding.kind is Kind.DISPUTED:
                    flags[number] |= np.uint16(FLAG_BITS[Flag.DISPUTED])
        for kind, closely in found.items():
            quickly = findings.get(kind, np.zeros((0, 2), np.int64))
            kept = quickly[~np.isin(quickly[:, 0], list(careful))]
            both = np.concatenate([kept, np.array(closely, np.int64).reshape(-1, 2)])
            findings[kind] = both[np.argsort(both[:, 0], kind="stable")]

    def _in_doubt(self, columns: Columns, dated: Sequence[int]) -> set[int]:
        """The events of which two citations may contradict each other, or one may be a reprint.

        ``dated``: the places of the citations that have a date.
        """
        owners, citations = columns.citations
        originals = [one.excerpt_of for one in citations]
        sources = {one.source for one in citations}
        careful: set[int] = set()
        if any(originals) or not self._reprints.isdisjoint(sources):
            self.originals.update(filter(None, originals))
            careful.update(
                _having(owners, [one.excerpt_of or one.source in self._reprints for one in citations]).tolist()
            )
        telling = {*dated, *(place for place, one in enumerate(citations) if one.says)}
        for number in {*owners[sorted(telling)].tolist()}:
            if not _agree(columns.events[number].citations):
                careful.add(number)
        return careful

    def _printed_too_early(self, columns: Columns, dated: Sequence[int]) -> Owners:
        """The events that happened after a source was printed which gives their date."""
        owners, citations = columns.citations
        printed = self._printed
        early = [
            place
            for place in dated
            if citations[place].source in printed and _start(citations[place].date) >= printed[citations[place].source]
        ]
        happened = [place for place in early if columns.events[int(owners[place])].status == "happened"]
        return owners[happened]


def _start(date: str) -> int:
    """The first second at which a date could lie."""
    return (plain_bounds(date) or parse(date).fuzzy).start


def _having(owners: Owners, holds: Sequence[Any]) -> Owners:
    """The owners of what something holds for."""
    return owners[[place for place, it in enumerate(holds) if it]]


def _without_size(events: npt.NDArray[Any]) -> Findings:
    """Findings about some events, none of which is larger than another."""
    found = np.zeros((len(events), 2), np.int64)
    found[:, 0] = events
    return found


def _agree(citations: Sequence[Any]) -> bool:
    """Whether plainly no two of an event's citations contradict each other."""
    if len(citations) == 1:
        return True
    said: set[str] = set()
    for citation in citations:
        if not said.isdisjoint(citation.says):
            return False
        said.update(citation.says)
    return len({citation.date for citation in citations if citation.date}) <= 1
