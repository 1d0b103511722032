"""The words around a hit that does not stand in an event's title."""

from collections.abc import Iterator, Sequence

from timeline_tui.index.fold import Pattern, hits
from timeline_tui.model.records import Event
from timeline_tui.model.text import Text
from timeline_tui.view.lines import ELLIPSIS, shorten, width_of


def context(event: Event, patterns: Sequence[Pattern], language: str, width: int) -> str | None:
    """The first text of an event that holds one of ``patterns``, cut to ``width`` cells around it.

    Texts in ``language`` come before others; None where nothing but names, dates or the title holds them.
    """
    for text in _texts(event, language):
        if found := hits(text, patterns):
            return _around(" ".join(text.split()), patterns, width) if "\n" in text else cut(text, found[0], width)
    return None


def _around(text: str, patterns: Sequence[Pattern], width: int) -> str | None:
    found = hits(text, patterns)
    return cut(text, found[0], width) if found else None


def cut(text: str, span: tuple[int, int], width: int) -> str:
    """``text`` from so near before the hit that the hit lies in sight, at the start of a word where there is one."""
    start, end = span
    if width_of(text[:end]) < width:
        return shorten(text, width)
    room = max(0, (width - width_of(text[start:end])) // 2 - width_of(ELLIPSIS))
    begin = start
    while begin and width_of(text[begin - 1 : start]) <= room:
        begin -= 1
    begin = text.find(" ", begin, start) + 1 or begin
    return shorten(f"{ELLIPSIS}{text[begin:]}", width)


def _texts(event: Event, language: str) -> Iterator[str]:
    """The texts in which a hit is worth telling: the summary, roles, claims, quotes, facts."""
    for text in _maps(event):
        yield from (said for tag, said in text.items() if tag == language)
        yield from (said for tag, said in text.items() if tag != language)
    for citation in event.citations:
        yield citation.quote
        yield from (f"{key}: {value}" for key, value in citation.says.items())


def _maps(event: Event) -> Iterator[Text]:
    yield event.summary
    yield from (participant.role for participant in event.people)
    for citation in event.citations:
        yield citation.claim
        yield citation.inferred
