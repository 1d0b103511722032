"""What a query being typed may go on with: fields, flags, and the people, sources, topics and places it means."""

import re
from collections.abc import Iterator

from msgspec import Struct

from timeline_tui.index import rows as row_sets
from timeline_tui.index.base import Flag, Index, Order, Part, Ranked
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import fold, word_start, words
from timeline_tui.query.syntax import FIELDS
from timeline_tui.query.terms import Has, Is, Match, Value

MOST = 8
_IDS_TRIED = 200
_LAST_TERM = re.compile(
    r'(?P<not>[-!]?)(?:(?P<field>[A-Za-z]+):)?(?P<values>(?:[^\s()|",]*,)*)=?"?(?P<typed>[^\s()|",]*)$'
)
_SHORTEST = 2
"""Letters from which a bare word is looked up among names."""


class Completion(Struct, frozen=True):
    """A whole query text that what is typed may become, the term that is new in it, and how many events have it."""

    text: str
    term: str
    count: int


def completions(index: Index, text: str) -> tuple[Completion, ...]:
    """What the last term of ``text`` may become, the likeliest first; nothing after a space or inside quotes."""
    match = _LAST_TERM.search(text)
    if match is None or text.count('"') % 2 or not (match["typed"] or match["field"]):
        return ()
    before = text[: match.start()] + match["not"]
    field = (match["field"] or "").lower()
    found = _values(index, field, match["typed"], match["values"]) if field else _anything(index, match["typed"])
    offered = [Completion(f"{before}{term}", term, count) for term, count in found]
    return tuple(offer for offer in offered if offer.text != text)[:MOST]


def word_completions(index: Index, text: str) -> list[tuple[str, int]]:
    """Terms that begin just as ``text`` does, for a shell, which can only add letters; each with its events.

    Names are completed word by word: ``person:ei`` becomes ``person:eiskirch``.
    """
    sign = text[:1] if text[:1] in {"-", "!"} else ""
    field, colon, typed = text.removeprefix(sign).partition(":")
    if not colon:
        named = (name for name in FIELDS if name.startswith(field.lower()))
        return [(f"{sign}{field}{name[len(field) :]}:", index.size) for name in named]
    if field in {"is", "has"}:
        return [(f"{sign}{field}:{flag}", index.flagged(flag).bit_count()) for flag in Flag if flag.startswith(typed)]
    if field == "near" and "," not in typed:
        return [(f"{sign}near:{found},1y", 1) for found in _ids(index, typed)]
    if field not in set(Facet):
        return []
    *chosen, last = typed.split(",")
    before = f"{sign}{field}:{''.join(f'{value},' for value in chosen)}"
    keys_of: dict[str, list[str]] = {}
    start, begun = word_start(last), fold(last)
    for key in index.named(Facet(field), start) if start else index.keys(Facet(field)):
        for word in {word for spelling in index.names.spellings(Facet(field), key) for word in words(spelling)}:
            if word.startswith(begun):
                keys_of.setdefault(before + last + word[len(begun) :], []).append(key)
    counted = [(text, index.valued(Facet(field), keys).bit_count()) for text, keys in keys_of.items()]
    return sorted(counted, key=lambda found: (-found[1], found[0]))


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
    start = word_start(typed)
    rows = index.matching(start, Part.ID) if start else row_sets.everything(index.size)
    listed = index.ordered(rows, Order.DATE, "", ())[:_IDS_TRIED]
    return [event.id for event in index.events(listed) if event.id.startswith(typed)][:MOST]


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
