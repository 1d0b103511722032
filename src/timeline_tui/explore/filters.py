"""Changes to a query that panels make: choosing values, excluding them, dates, taking a term out."""

from collections.abc import Iterable

from timeline_tui.index.base import Flag
from timeline_tui.index.facets import Facet
from timeline_tui.query.terms import Has, Is, Match, Not, Query, Term, Value, When


def chosen(query: Query, facet: Facet) -> frozenset[str]:
    """The keys that the query asks for exactly, any of which will do."""
    return frozenset(_exact(term for term in query.terms if isinstance(term, Has) and term.facet is facet))


def excluded(query: Query, facet: Facet) -> frozenset[str]:
    """The keys that the query rules out exactly."""
    inner = (term.term for term in query.terms if isinstance(term, Not))
    return frozenset(_exact(term for term in inner if isinstance(term, Has) and term.facet is facet))


def toggle_value(query: Query, facet: Facet, key: str) -> Query:
    """The query with ``key`` among the any-of choices of its facet, or no longer; never excluded."""
    cleared = _without_value(query, facet, key, negated=True)
    if key in chosen(query, facet):
        return _without_value(cleared, facet, key, negated=False)
    return _with_value(cleared, facet, key, negated=False)


def toggle_excluded(query: Query, facet: Facet, key: str) -> Query:
    """The query with ``key`` ruled out, or no longer; never chosen."""
    cleared = _without_value(query, facet, key, negated=False)
    if key in excluded(query, facet):
        return _without_value(cleared, facet, key, negated=True)
    return _with_value(cleared, facet, key, negated=True)


def toggle_flag(query: Query, flag: Flag) -> Query:
    """The query with ``is:flag``, or without it."""
    return _toggled(query, Is(flag))


def with_dates(query: Query, when: When) -> Query:
    """The query with ``when`` as its one date filter, or with none where it was just that."""
    others = tuple(term for term in query.terms if not _is_date_filter(term))
    return Query(others) if when in query.terms else Query((*others, when))


def without(query: Query, position: int) -> Query:
    """The query without the term at ``position``; the same where there is none."""
    return Query(tuple(term for number, term in enumerate(query.terms) if number != position))


def _toggled(query: Query, term: Term) -> Query:
    if term in query.terms:
        return Query(tuple(other for other in query.terms if other != term))
    return Query((*query.terms, term))


def _is_date_filter(term: Term) -> bool:
    return isinstance(term, When) and not term.bare and not term.sure


def _exact(terms: Iterable[Has]) -> Iterable[str]:
    return (value.text for term in terms for value in term.values if value.match is Match.EXACT)


def _facet_term(term: Term, facet: Facet, *, negated: bool) -> Has | None:
    inner = term.term if negated and isinstance(term, Not) else term
    if negated is not isinstance(term, Not):
        return None
    return inner if isinstance(inner, Has) and inner.facet is facet else None


def _with_value(query: Query, facet: Facet, key: str, *, negated: bool) -> Query:
    value = Value(key, Match.EXACT)
    for position, term in enumerate(query.terms):
        if has := _facet_term(term, facet, negated=negated):
            wider = Has(facet, (*has.values, value))
            changed = (
                *query.terms[:position],
                Not(wider) if negated else wider,
                *query.terms[position + 1 :],
            )
            return Query(changed)
    fresh = Has(facet, (value,))
    return Query((*query.terms, Not(fresh) if negated else fresh))


def _without_value(query: Query, facet: Facet, key: str, *, negated: bool) -> Query:
    kept: list[Term] = []
    for term in query.terms:
        has = _facet_term(term, facet, negated=negated)
        if has is None:
            kept.append(term)
            continue
        values = tuple(value for value in has.values if value != Value(key, Match.EXACT))
        if values:
            narrower = Has(facet, values)
            kept.append(Not(narrower) if negated else narrower)
    return Query(tuple(kept))
