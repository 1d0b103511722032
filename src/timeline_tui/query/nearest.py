"""What may have been meant where a query finds nothing: which terms are to blame, and the words near them."""

from collections.abc import Iterator

from msgspec import Struct

from timeline_tui.index.base import Index
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import words
from timeline_tui.model.nearness import closest
from timeline_tui.query.run import rows_of
from timeline_tui.query.terms import Has, Match, Near, Query, Term, Words

_WORDS_OFFERED = 3


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


def _near(index: Index, term: Term) -> Iterator[str]:
    match term:
        case Words(text):
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
