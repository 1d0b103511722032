"""What may have been meant where a query finds nothing: which terms are to blame, and the words near them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from timeline_tui.index.base import Index
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import words
from timeline_tui.model.nearness import alike
from timeline_tui.query.run import rows_of
from timeline_tui.query.terms import Has, Match, Near, Query, Term, Words

_WORDS_OFFERED = 3
_CUTOFF = 0.7


@dataclass(frozen=True)
class Blame:
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
            vocabulary = index.vocabulary
            for word in words(text):
                yield from (vocabulary[near] for near in _close(word, vocabulary))
        case Has(facet, values):
            spellings = {spelling: key for key in index.keys(facet) for spelling in _spelled(index, facet, key)}
            for value in values:
                near = _close(" ".join(words(value.text)), spellings)
                exact = value.match is Match.EXACT
                yield from (spellings[n] if exact else index.names.name(facet, spellings[n], "en") for n in near)
        case Near(event):
            ids = {found.id: found.id for found in index.events(range(index.size))}
            yield from _close(event, ids)
        case _:
            return


def _spelled(index: Index, facet: Facet, key: str) -> Iterator[str]:
    for spelling in index.names.spellings(facet, key):
        found = words(spelling)
        yield " ".join(found)
        yield from found


def _close(word: str, known: Iterable[str]) -> list[str]:
    return get_close_matches(word, alike(word, known), n=_WORDS_OFFERED, cutoff=_CUTOFF)
