import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.explore.filters import (
    chosen,
    excluded,
    toggle_excluded,
    toggle_flag,
    toggle_value,
    with_dates,
    without,
)
from timeline_tui.index.base import Flag
from timeline_tui.index.facets import Facet
from timeline_tui.query.syntax import parse
from timeline_tui.query.terms import Has, Is, Not, Query, When

PIECES = (
    "robot", '"haus des wissens"', "-robot", "person:=ann", "person:=ann,=bob", "person:eisk", "person:eisk,=ann",
    "-person:=ann", "-person:=bob,=cyd", "person:none", "tag:=ann", "-tag:=ann", 'place:="New York"', "(person:=ann)",
    "person:=ann | person:=bob", "2019", "2017..2019", "date:2019", "date:=2019", "date:2017..", "is:disputed",
    "-is:disputed", "near:signed,1y",
)  # fmt: skip
QUERIES = st.lists(st.sampled_from(PIECES), max_size=5).map(lambda pieces: parse(" ".join(pieces)))
FACETS = st.sampled_from(Facet)
KEYS = st.sampled_from(("ann", "bob", "New York", "a,b", "none", "="))


def others(query: Query, facet: Facet) -> list[object]:
    inner = [(term, term.term if isinstance(term, Not) else term) for term in query.terms]
    return [term for term, has in inner if not (isinstance(has, Has) and has.facet is facet)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "person:=ann"),
        ("robot", "robot person:=ann"),
        ("person:=bob robot", "person:=bob,=ann robot"),
        ("person:=ann,=bob", "person:=bob"),
        ("person:=ann robot", "robot"),
        ("person:eisk", "person:eisk,=ann"),
        ("-person:=ann", "person:=ann"),
        ("-person:=ann,=bob", "-person:=bob person:=ann"),
        ("tag:=ann", "tag:=ann person:=ann"),
    ],
)
def test_choosing_joins_the_choices_of_its_facet(before: str, after: str) -> None:
    assert str(toggle_value(parse(before), Facet.PERSON, "ann")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "-person:=ann"),
        ("person:=ann", "-person:=ann"),
        ("person:=ann,=bob", "person:=bob -person:=ann"),
        ("-person:=bob", "-person:=bob,=ann"),
        ("-person:=ann", ""),
        ("-tag:=ann", "-tag:=ann -person:=ann"),
    ],
)
def test_excluding_joins_what_is_ruled_out(before: str, after: str) -> None:
    assert str(toggle_excluded(parse(before), Facet.PERSON, "ann")) == after


@given(QUERIES, FACETS, KEYS)
def test_toggling_turns_one_key_and_touches_nothing_else(query: Query, facet: Facet, key: str) -> None:
    choice, exclusion = toggle_value(query, facet, key), toggle_excluded(query, facet, key)
    assert chosen(choice, facet) == chosen(query, facet) ^ {key}
    assert excluded(choice, facet) == excluded(query, facet) - {key}
    assert excluded(exclusion, facet) == excluded(query, facet) ^ {key}
    assert chosen(exclusion, facet) == chosen(query, facet) - {key}
    assert others(choice, facet) == others(exclusion, facet) == others(query, facet)


@given(QUERIES, FACETS, KEYS)
def test_choosing_a_new_key_twice_is_as_if_it_never_was(query: Query, facet: Facet, key: str) -> None:
    if key not in chosen(query, facet) | excluded(query, facet):
        assert toggle_value(toggle_value(query, facet, key), facet, key) == query
        assert toggle_excluded(toggle_excluded(query, facet, key), facet, key) == query


@given(QUERIES, FACETS, KEYS)
def test_what_panels_write_can_be_read(query: Query, facet: Facet, key: str) -> None:
    for written in (toggle_value(query, facet, key), toggle_excluded(query, facet, key)):
        assert parse(str(written)) == written


@given(QUERIES, st.sampled_from(Flag))
def test_a_flag_is_asked_for_or_no_longer(query: Query, flag: Flag) -> None:
    toggled = toggle_flag(query, flag)
    assert (Is(flag) in toggled.terms) is (Is(flag) not in query.terms)
    assert [term for term in toggled.terms if term != Is(flag)] == [term for term in query.terms if term != Is(flag)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "date:2019"),
        ("robot", "robot date:2019"),
        ("date:2017..2018 robot", "robot date:2019"),
        ("date:2019 robot", "robot"),
        ("2018 date:=2020 -date:2021", "2018 date:=2020 -date:2021 date:2019"),
        ("2019", "2019 date:2019"),
    ],
)
def test_a_range_takes_the_place_of_another_and_goes_when_asked_again(before: str, after: str) -> None:
    (when,) = parse("date:2019").terms
    assert isinstance(when, When)
    assert str(with_dates(parse(before), when)) == after


@given(QUERIES, st.integers(-2, 9))
def test_a_term_is_taken_out_by_its_position(query: Query, position: int) -> None:
    terms = list(query.terms)
    if 0 <= position < len(terms):
        del terms[position]
    assert without(query, position) == Query(tuple(terms))
