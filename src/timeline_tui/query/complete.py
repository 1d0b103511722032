"""What a query being typed may go on with: fields, flags, and the people, sources, topics and places it means."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from timeline_tui.index import rows as row_sets
from timeline_tui.index.base import Flag, Index, Order, Part, Ranked
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import fold, word_start, words
from timeline_tui.model import limits
from timeline_tui.model.records import Event
from timeline_tui.query.syntax import FIELDS
from timeline_tui.query.terms import Has, Is, Match, Value

MOST = 8
_IDS_TRIED = 200
_NAMES_TRIED = 500
_LAST_TERM = re.compile(
    r'(?P<not>[-!]?)(?:(?P<field>[A-Za-z]+):(?P<values>(?:(?:=?"[^"]*"|[^\s()|",]*)\s*,)*)|(?:[^\s()|",]*,)*)'
    r'=?"?(?P<typed>[^\s()|",]*)$'
)
_SHORTEST = 2
"""Letters from which a bare word is looked up among names."""


class Completion(Struct, frozen=True):
    """A whole query text that what is typed may become, the term that is new in it, and how many events have it."""

    text: str
    term: str
    count: int


def completions(index: Index, text: str) -> tuple[Completion, ...]:
    """What the last term of ``text`` may become, the likeliest first; nothing after a space or inside quotes.

    Of several values of a field the last one goes on.
    """
    match = _LAST_TERM.search(text) if len(text) <= limits.QUERY else None
    if match is None or text.count('"') % 2 or not (match["typed"] or match["field"]):
        return ()
    before = text[: match.start()] + match["not"]
    field = (match["field"] or "").lower()
    if match["values"] and field not in set(Facet):
        return ()
    found = _values(index, field, match["typed"], match["values"]) if field else _anything(index, match["typed"])
    offered = [Completion(f"{before}{term}", term, count) for term, count in found]
    return tuple(offer for offer in offered if offer.text != text)[:MOST]


def grammar_completions(text: str) -> list[str]:
    """Fields and flags that begin just as ``text`` does, for a shell: what is known without any timeline."""
    sign, field, typed = _parts(text)
    if typed is None:
        return [f"{sign}{field}{name[len(field) :]}:" for name in FIELDS if name.startswith(field.lower())]
    return [f"{sign}{field}:{flag}" for flag in Flag if field in {"is", "has"} and flag.startswith(typed)]


def word_completions(index: Index, text: str) -> list[tuple[str, int]]:
    """Terms that begin just as ``text`` does, for a shell, which can only add letters; each with its events.

    Names are completed word by word: ``person:ei`` becomes ``person:eiskirch``. Of very many some are offered.
    """
    sign, field, typed = _parts(text)
    if typed is None:
        return [(begun, index.size) for begun in grammar_completions(text)]
    if field in {"is", "has"}:
        flags = {begun: Flag(begun.partition(":")[2]) for begun in grammar_completions(text)}
        return [(begun, index.flagged(flag).bit_count()) for begun, flag in flags.items()]
    if field == "near" and "," not in typed:
        return [(f"{sign}near:{event.id},1y", 1) for event in events_begun(index, typed)]
    return _names_begun(index, Facet(field), sign, typed) if field in set(Facet) else []


def _parts(text: str) -> tuple[str, str, str | None]:
    """The sign, field and value of a term; no value where there is no colon yet."""
    sign = text[:1] if text[:1] in {"-", "!"} else ""
    field, colon, typed = text.removeprefix(sign).partition(":")
    return sign, field, typed if colon else None


def _names_begun(index: Index, facet: Facet, sign: str, typed: str) -> list[tuple[str, int]]:
    *chosen, last = typed.split(",")
    before = f"{sign}{facet}:{''.join(f'{value},' for value in chosen)}"
    keys_of: dict[str, list[str]] = {}
    start, begun = word_start(last), fold(last)
    for key in index.named(facet, start) if start else _commonest(index, facet):
        for word in {word for spelling in index.names.spellings(facet, key) for word in words(spelling)}:
            if word.startswith(begun):
                keys_of.setdefault(before + last + word[len(begun) :], []).append(key)
    counted = [(text, index.valued(facet, keys).bit_count()) for text, keys in keys_of.items()]
    return sorted(counted, key=lambda found: (-found[1], found[0]))


def _commonest(index: Index, facet: Facet) -> list[str]:
    ranking = index.ranked(facet, row_sets.everything(index.size), Ranked("en"))
    return [ranking[position][0] for position in range(min(len(ranking), _NAMES_TRIED))]


def events_begun(index: Index, typed: str) -> list[Event]:
    """Events whose ids begin so, for a shell; of very many some of all times, for the first alone share too much."""
    listed = _rows_begun(index, typed)
    some = listed[:: 1 + len(listed) // _IDS_TRIED]
    return [event for event in index.events(some) if event.id.startswith(typed)]


def _values(index: Index, field: str, typed: str, chosen: str) -> Iterator[tuple[str, int]]:
    if field in set(Facet):
        for term, count in _named(index, Facet(field), typed):
            value = term.partition(":")[2]
            yield f"{field}:{chosen}{value}", count
    elif field in {"is", "has"}:
        for flag in Flag:
            if flag.startswith(typed.lower()):
                yield str(Is(flag)), index.flagged(flag).bit_count()
    elif field == "near" and not chosen:
        yield from ((f"near:{found},1y", 1) for found in _ids(index, typed))


def _ids(index: Index, typed: str) -> list[str]:
    """The ids of the first events whose ids begin so."""
    tried = _rows_begun(index, typed)[:_IDS_TRIED]
    return [event.id for event in index.events(tried) if event.id.startswith(typed)][:MOST]


def _rows_begun(index: Index, typed: str) -> Sequence[int]:
    """Events in the ids of which a word begins so, in the order of their dates."""
    start = word_start(typed)
    rows = index.matching(start, Part.ID) if start else row_sets.everything(index.size)
    return index.ordered(rows, Order.DATE, "", ())


def _anything(index: Index, typed: str) -> Iterator[tuple[str, int]]:
    """Fields that begin so, then everyone and everything that is called so, most events first."""
    yield from ((f"{field}:", index.size) for field in FIELDS if field.startswith(typed.lower()))
    if len(typed) >= _SHORTEST:
        named = (found for facet in Facet for found in _named(index, facet, typed))
        yield from sorted(named, key=lambda found: -found[1])


def _named(index: Index, facet: Facet, typed: str) -> list[tuple[str, int]]:
    ranking = index.ranked(facet, row_sets.everything(index.size), Ranked("en", wanted=word_start(typed)))
    found = (ranking[position] for position in range(min(len(ranking), MOST)))
    return [(str(Has(facet, (Value(key, Match.EXACT),))), count) for key, count in found]
