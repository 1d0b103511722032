"""Where sources disagree about an event: computed from its citations, never written in a file."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from timeline_tui.model.records import Citation, Event, Source


class Disagreement(Struct, frozen=True):
    """What two or more sources say differently: ``about`` is ``""`` for the date, else a key of ``says``.

    ``answers`` holds each different answer with the citations that give it: dates by time, facts in the
    citations' order.
    """

    about: str
    answers: tuple[tuple[str, tuple[Citation, ...]], ...]


def disagreements(event: Event, sources: Mapping[str, Source]) -> tuple[Disagreement, ...]:
    """All that the event's citations contradict each other in: its date first, then facts by name.

    A date that is less precise than another does not contradict it ("2019" and "2019-11-25"), and an
    excerpt of a cited source is no second witness.
    """
    witnesses = independent(event.citations, sources)
    found = []
    if dates := _date_answers(witnesses):
        found.append(Disagreement("", dates))
    for key in sorted({key for citation in witnesses for key in citation.says if key}):
        answers: dict[str, list[Citation]] = {}
        for citation in witnesses:
            if key in citation.says:
                answers.setdefault(_value(citation.says[key]), []).append(citation)
        if len(answers) > 1:
            grouped = ((cited[0].says[key], tuple(cited)) for cited in answers.values())
            found.append(Disagreement(key, tuple(grouped)))
    return tuple(found)


def independent(citations: Iterable[Citation], sources: Mapping[str, Source]) -> tuple[Citation, ...]:
    """The citations that reprint no other one in the list, straight or by way of a third."""
    cited = tuple(citations)
    present = {citation.source for citation in cited}
    found = tuple(citation for citation in cited if present.isdisjoint(_originals(citation, sources)))
    return found or cited[:1]


def original(citation: Citation, sources: Mapping[str, Source]) -> str | None:
    """The source that this citation only reprints, by its own word or its source's; None for a witness."""
    if citation.excerpt_of:
        return citation.excerpt_of
    source = sources.get(citation.source)
    return source.excerpt_of if source else None


def _originals(citation: Citation, sources: Mapping[str, Source]) -> set[str]:
    """All sources that this citation goes back to; in a circle each goes back to all."""
    found: set[str] = set()
    origin = original(citation, sources)
    while origin and origin not in found:
        found.add(origin)
        source = sources.get(origin)
        origin = source.excerpt_of if source else None
    return found


def witnesses(event: Event, sources: Mapping[str, Source]) -> int:
    """How many independent sources speak of the event."""
    return len({citation.source for citation in independent(event.citations, sources)})


def _date_answers(citations: tuple[Citation, ...]) -> tuple[tuple[str, tuple[Citation, ...]], ...]:
    """The different dates given, each as written, the earliest first; empty when all can be true together."""
    dated = [citation for citation in citations if citation.date is not None]
    if not any(not one.date.agrees(other.date) for one in dated for other in dated if one.date and other.date):
        return ()
    answers: dict[str, list[Citation]] = {}
    for citation in sorted(dated, key=lambda citation: citation.date.sort_key if citation.date else (0, 0)):
        answers.setdefault(str(citation.date), []).append(citation)
    return tuple((date, tuple(cited)) for date, cited in answers.items())


def _value(text: str) -> str:
    return " ".join(text.casefold().split())
