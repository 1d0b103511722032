"""What may have been meant where a query finds nothing: which terms are to blame, and the words near them."""

import re
from collections.abc import Iterator

from msgspec import Struct

from timeline_tui.index.base import Index, Part
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import words
from timeline_tui.model.nearness import closest
from timeline_tui.query.run import rows_of
from timeline_tui.query.terms import Has, Match, Near, Query, Term, Words

_WORDS_OFFERED = 3

_SPAN = re.compile(r"(\d{4})[-–—](\d{4})")
"""Years as a span is written elsewhere."""

_OPERATORS = {"OR": "a | b", "ODER": "a | b", "AND": "a b", "UND": "a b", "NOT": "-a", "NICHT": "-a"}
"""What other languages of queries write in capitals, and how it is written here."""


class Blame(Struct, frozen=True):
    """A term that finds nothing by itself, and words of the timeline that are near to what it asks for."""

    term: Term
    near: tuple[str, ...]


def blamed(index: Index, query: Query) -> tuple[Blame, ...]:
    """The terms of a query that find no event even alone, each with the nearest words."""
    return tuple(
        Blame(term, tuple(dict.fromkeys(_near(index, term)))[:_WORDS_OFFERED])
        for term in query.terms
        if not rows_of(index, term)
    )


def operators(query: Query) -> tuple[tuple[str, str], ...]:
    """The words of a query that mean something else in other languages of queries, each with how that is written."""
    asked = (term.text for term in query.terms if isinstance(term, Words) and not term.phrase and term.part is Part.ANY)
    return tuple((text, _OPERATORS[text]) for text in asked if text in _OPERATORS)


def _near(index: Index, term: Term) -> Iterator[str]:
    match term:
        case Words(text):
            if (span := _SPAN.fullmatch(text)) and span[1] <= span[2]:
                yield f"{span[1]}..{span[2]}"
            for word in words(text):
                yield from index.near(word, _WORDS_OFFERED)
        case Has(facet, values):
            spellings = {spelling: key for key in index.keys(facet) for spelling in _spelled(index, facet, key)}
            for value in values:
                near = closest(" ".join(words(value.text)), spellings, _WORDS_OFFERED)
                exact = value.match is Match.EXACT
                yield from (spellings[n] if exact else index.names.name(facet, spellings[n], "en") for n in near)
        case Near(event):
            yield from index.near_ids(event, _WORDS_OFFERED)
        case _:
            return


def _spelled(index: Index, facet: Facet, key: str) -> Iterator[str]:
    for spelling in index.names.spellings(facet, key):
        found = words(spelling)
        yield " ".join(found)
        yield from found
