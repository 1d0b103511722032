"""The terms of a query as people read them."""

from timeline_tui.explore.filters import Choice, choice
from timeline_tui.index.base import Index
from timeline_tui.index.facets import Facet, Names
from timeline_tui.query.terms import Given, Has, Is, Match, Near, Not, Off, Query, Term, Value, When
from timeline_tui.view.marks import title_of
from timeline_tui.view.words import known, word

_UNITS = {"d": "day-letter", "w": "week-letter", "m": "month-letter", "y": "year-letter"}


def chip_words(term: Term, query: Query, index: Index, language: str) -> str:
    """A term as it stands beside others: of several values of a facet it says whether any, all or none are meant."""
    told = term_words(term, index, language)
    if isinstance(term, Has):
        how = choice(query, term.facet)
        if how is Choice.ALL or len(term.values) > 1:
            return f"{word(how or Choice.ANY, language)} {told}"
    return told


def term_words(term: Term, index: Index, language: str) -> str:
    """A term of a query as people read it: names for ids, words for fields."""
    match term:
        case Off(inner):
            return f"{word('off', language)}: {term_words(inner, index, language)}"
        case Not(Has(_, values) as several) if len(values) > 1:
            return f"{word(Choice.NONE, language)} {term_words(several, index, language)}"
        case Not(inner):
            return f"{word('not', language)} {term_words(inner, index, language)}"
        case Has(facet, values):
            read = [_value_words(index.names, facet, value, language) for value in values]
            return (" · " if len(read) > 1 else "").join(read)
        case Given(facet):
            return word(f"any-{facet}", language)
        case When(start, end, _, False) if start and end and start != end:
            return f"{start} – {end}"
        case When(start, end) if start == end:
            return str(start)
        case Near(event, amount, unit):
            found = index.event(event)
            name = title_of(found, language) if found else event
            return word("near", language, distance=f"{amount}{word(_UNITS[unit], language)}") + f" {name}"
        case Is(flag) if known(flag):
            return word(flag, language)
        case _:
            return str(term)


def _value_words(names: Names, facet: Facet, value: Value, language: str) -> str:
    if value.match is Match.NONE:
        return word(f"no-{facet}", language)
    return names.name(facet, value.text, language) if value.match is Match.EXACT else str(value)
