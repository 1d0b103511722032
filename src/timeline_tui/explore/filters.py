"""Changes to a query that panels make: choosing values, excluding them, dates, taking a term out."""

from collections.abc import Iterable
from enum import StrEnum

from timeline_tui.index.base import Flag
from timeline_tui.index.facets import Facet
from timeline_tui.query.terms import AnyOf, Group, Has, Is, Match, Near, Not, Off, Query, Term, Value, When

NONE = ""
"""The key that stands for no value at all in a facet."""

DISTANCES: tuple[tuple[int, str], ...] = (
    (1, "d"),
    (1, "w"),
    (1, "m"),
    (6, "m"),
    (1, "y"),
    (2, "y"),
    (5, "y"),
    (10, "y"),
    (50, "y"),
)
"""How far around an event one looks, closest first."""

_FIRST_DISTANCE = (1, "y")


class Choice(StrEnum):
    """How several values of a facet are meant together."""

    ANY = "any-of"
    ALL = "all-of"
    NONE = "none-of"


def chosen(query: Query, facet: Facet) -> frozenset[str]:
    """The keys that the query asks for exactly, any of which will do."""
    return frozenset(_keys(term for term in query.terms if isinstance(term, Has) and term.facet is facet))


def excluded(query: Query, facet: Facet) -> frozenset[str]:
    """The keys that the query rules out exactly."""
    inner = (term.term for term in query.terms if isinstance(term, Not))
    return frozenset(_keys(term for term in inner if isinstance(term, Has) and term.facet is facet))


def choice(query: Query, facet: Facet) -> Choice | None:
    """How the values chosen in a facet are meant; None where none is."""
    positive = [term for term in query.terms if _facet_term(term, facet, negated=False)]
    if positive:
        return Choice.ALL if len(positive) > 1 else Choice.ANY
    return Choice.NONE if excluded(query, facet) else None


def turned(query: Query, facet: Facet) -> Query:
    """The query with the values chosen in a facet meant otherwise: any, then all, then none of them.

    None of them is left out where other values are excluded already, as they could not be told apart.
    """
    positive = [term for term in query.terms if _is_exact(_facet_term(term, facet, negated=False))]
    negative = [term for term in query.terms if _is_exact(_facet_term(term, facet, negated=True))]
    exact = positive or negative
    inner = [_facet_term(term, facet, negated=not positive) for term in exact]
    values = tuple(dict.fromkeys(value for has in inner if has for value in has.values))
    if not values:
        return query
    together = Has(facet, values)
    fresh: tuple[Term, ...] = (together,)
    if positive and len(positive) == 1 and len(values) > 1:
        fresh = tuple(Has(facet, (value,)) for value in values)
    elif positive and not negative:
        fresh = (Not(together),)
    first = query.terms.index(exact[0])
    others = [term for term in query.terms if term not in exact]
    return Query((*others[:first], *fresh, *others[first:]))


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


def toggle_near(query: Query, event: str) -> Query:
    """The query with only what lies around an event, a year at first, or without that."""
    if _near(query, event) is None:
        return Query((*query.terms, Near(event, *_FIRST_DISTANCE)))
    return Query(tuple(term for term in query.terms if not _is_near(term, event)))


def reaching(query: Query, event: str, by: int) -> Query:
    """The query looking ``by`` steps further around an event (closer below zero); a year at first."""
    near = _near(query, event)
    if near is None:
        return toggle_near(query, event)
    ladder = [Near(event, *distance) for distance in DISTANCES]
    beyond = (
        [step for step in ladder if step.days > near.days]
        if by > 0
        else [step for step in reversed(ladder) if step.days < near.days]
    )
    wanted = beyond[min(abs(by), len(beyond)) - 1] if beyond else near
    return Query(tuple(wanted if term == near else term for term in query.terms))


def toggle_off(query: Query, position: int) -> Query:
    """The query with the term at ``position`` turned off, or on again."""
    terms = list(query.terms)
    term = terms[position]
    if isinstance(term, Off):
        inner = term.term
        alone = inner.terms[0] if isinstance(inner, Group) and len(inner.terms) == 1 else inner
        terms[position] = alone if isinstance(alone, AnyOf) else inner
    else:
        terms[position] = Off(Group((term,)) if isinstance(term, AnyOf) else term)
    return Query(tuple(terms))


def without(query: Query, position: int) -> Query:
    """The query without the term at ``position``; the same where there is none."""
    return Query(tuple(term for number, term in enumerate(query.terms) if number != position))


def _toggled(query: Query, term: Term) -> Query:
    if term in query.terms:
        return Query(tuple(other for other in query.terms if other != term))
    return Query((*query.terms, term))


def _is_date_filter(term: Term) -> bool:
    return isinstance(term, When) and not term.bare and not term.sure


def _near(query: Query, event: str) -> Near | None:
    return next((term for term in query.terms if isinstance(term, Near) and term.event == event), None)


def _is_near(term: Term, event: str) -> bool:
    return isinstance(term, Near) and term.event == event


def _value(key: str) -> Value:
    return Value(key, Match.EXACT) if key != NONE else Value("", Match.NONE)


def _keys(terms: Iterable[Has]) -> Iterable[str]:
    """The keys asked for exactly, or as ``NONE``: a value compared so has no text."""
    return (value.text for term in terms for value in term.values if value == _value(value.text))


def _is_exact(term: Has | None) -> bool:
    return term is not None and all(value == _value(value.text) for value in term.values)


def _facet_term(term: Term, facet: Facet, *, negated: bool) -> Has | None:
    inner = term.term if negated and isinstance(term, Not) else term
    if negated is not isinstance(term, Not):
        return None
    return inner if isinstance(inner, Has) and inner.facet is facet else None


def _with_value(query: Query, facet: Facet, key: str, *, negated: bool) -> Query:
    value = _value(key)
    if not negated and choice(query, facet) is Choice.ALL:
        return Query((*query.terms, Has(facet, (value,))))
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
        values = tuple(value for value in has.values if value != _value(key))
        if values:
            narrower = Has(facet, values)
            kept.append(Not(narrower) if negated else narrower)
    return Query(tuple(kept))
