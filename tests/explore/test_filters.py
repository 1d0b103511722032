import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import asked, event
from timeline_tui.explore.filters import (
    DISTANCES,
    NONE,
    Choice,
    choice,
    chosen,
    excluded,
    reaching,
    toggle_excluded,
    toggle_flag,
    toggle_near,
    toggle_off,
    toggle_value,
    turned,
    with_dates,
    without,
)
from timeline_tui.index.base import Flag
from timeline_tui.index.facets import Facet
from timeline_tui.query.run import run
from timeline_tui.query.syntax import parse
from timeline_tui.query.terms import Has, Is, Near, Not, Query, When

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


INDEX = asked(
    event("2019-11-25", "signed", people=["ann", "bob"], tags=["ann"]),
    event("2019", "talks", people=["ann"]),
    event("2020", "visit", people=["bob", "cyd"]),
    event("2021", "nobody-there", tags=["ann"]),
    event(None, "someday", people=["cyd"]),
)
CHOICES = st.lists(st.sampled_from(("=ann", "=bob", "=cyd", "none")), min_size=2, max_size=4, unique=True).map(
    lambda values: f"person:{','.join(values)}"
)
OTHERS = st.lists(st.sampled_from(("robot", "tag:=ann", "2019", "-tag:=ann", "a | b", "near:signed,1y")), max_size=3)


@pytest.mark.parametrize(
    ("query", "how"),
    [
        ("", None),
        ("robot", None),
        ("person:any", None),
        ("person:=ann", Choice.ANY),
        ("person:=ann,=bob", Choice.ANY),
        ("person:none", Choice.ANY),
        ("person:=ann person:=bob", Choice.ALL),
        ("person:=ann robot person:none", Choice.ALL),
        ("-person:=ann", Choice.NONE),
        ("-person:=ann,none", Choice.NONE),
        ("person:=ann -person:=bob", Choice.ANY),
        ("tag:=ann", None),
        ("off:person:=ann", None),
    ],
)
def test_the_query_says_how_the_values_of_a_facet_are_meant(query: str, how: Choice | None) -> None:
    assert choice(parse(query), Facet.PERSON) is how


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("person:=ann,=bob", "person:=ann person:=bob"),
        ("person:=ann person:=bob", "-person:=ann,=bob"),
        ("-person:=ann,=bob", "person:=ann,=bob"),
        ("person:=ann", "-person:=ann"),
        ("-person:=ann", "person:=ann"),
        ("person:=ann,none", "person:=ann person:none"),
        ("person:=ann person:none", "-person:=ann,none"),
        ("person:none", "-person:none"),
        ("robot person:=ann,=bob 2019", "robot person:=ann person:=bob 2019"),
        ("robot person:=ann 2019 person:=bob x", "robot -person:=ann,=bob 2019 x"),
        ("robot -person:=ann,=bob 2019", "robot person:=ann,=bob 2019"),
        ("-person:=ann robot -person:=bob", "person:=ann,=bob robot"),
        ("tag:=ann person:=ann,=bob -tag:=x", "tag:=ann person:=ann person:=bob -tag:=x"),
        ("person:=ann,=ann", "-person:=ann"),
        ("robot", "robot"),
        ("person:ann", "person:ann"),
        ("-person:ann", "-person:ann"),
        ("person:any", "person:any"),
    ],
)
def test_turning_means_any_then_all_then_none_and_leaves_the_others_where_they_are(before: str, after: str) -> None:
    assert str(turned(parse(before), Facet.PERSON)) == after


@given(OTHERS, CHOICES, OTHERS)
def test_turning_three_times_finds_what_was_found(before: list[str], chosen_values: str, after: list[str]) -> None:
    query = parse(" ".join((*before, chosen_values, *after)))
    once = turned(query, Facet.PERSON)
    twice = turned(once, Facet.PERSON)
    assert [choice(each, Facet.PERSON) for each in (query, once, twice)] == [Choice.ANY, Choice.ALL, Choice.NONE]
    assert turned(twice, Facet.PERSON) == query
    assert others(query, Facet.PERSON) == others(once, Facet.PERSON) == others(twice, Facet.PERSON)
    assert run(INDEX, turned(twice, Facet.PERSON)).rows == run(INDEX, query).rows


def test_turning_never_chooses_what_was_ruled_out() -> None:
    query = parse("person:=ann,=bob -person:=cyd")
    for _ in range(3):
        query = turned(query, Facet.PERSON)
    assert chosen(query, Facet.PERSON) == {"ann", "bob"}


def test_turning_goes_on_beside_a_name_that_is_only_begun() -> None:
    query = turned(parse("person:a person:=ann"), Facet.PERSON)
    assert turned(query, Facet.PERSON) != query


@given(QUERIES, FACETS)
def test_turning_touches_no_other_term(query: Query, facet: Facet) -> None:
    assert others(turned(query, facet), facet) == others(query, facet)


@given(QUERIES, FACETS)
def test_a_value_added_where_all_are_meant_must_hold_as_well(query: Query, facet: Facet) -> None:
    if choice(query, facet) is Choice.ALL and "new" not in chosen(query, facet):
        added = toggle_value(query, facet, "new")
        assert choice(added, facet) is Choice.ALL
        assert str(added).endswith(f"{facet}:=new")


def test_no_value_is_chosen_and_excluded_as_others_are() -> None:
    query = toggle_value(parse("person:=ann"), Facet.PERSON, NONE)
    assert str(query) == "person:=ann,none"
    assert chosen(query, Facet.PERSON) == {"ann", NONE}
    assert str(toggle_excluded(query, Facet.PERSON, NONE)) == "person:=ann -person:none"
    assert str(toggle_value(parse("person:none"), Facet.PERSON, NONE)) == ""


def test_around_an_event_is_a_year_at_first_and_goes_when_asked_again() -> None:
    query = toggle_near(parse("robot near:talks,2y"), "signed")
    assert str(query) == "robot near:talks,2y near:signed,1y"
    assert str(toggle_near(query, "signed")) == "robot near:talks,2y"
    assert str(toggle_near(parse("near:signed,3d x near:signed,5y"), "signed")) == "x"


@pytest.mark.parametrize(
    ("before", "by", "after"),
    [
        ("", 1, "near:signed,1y"),
        ("", -1, "near:signed,1y"),
        ("near:talks,1d", 1, "near:talks,1d near:signed,1y"),
        ("near:signed,1y", 1, "near:signed,2y"),
        ("near:signed,1y", -1, "near:signed,6m"),
        ("a near:signed,1w b", -1, "a near:signed,1d b"),
        ("near:signed,1d", -1, "near:signed,1d"),
        ("near:signed,50y", 1, "near:signed,50y"),
        ("near:signed,1d", 99, "near:signed,50y"),
        ("near:signed,12m", 1, "near:signed,2y"),
        ("near:signed,4y", -1, "near:signed,2y"),
    ],
)
def test_one_looks_further_or_closer_step_by_step_up_to_the_ends(before: str, by: int, after: str) -> None:
    assert str(reaching(parse(before), "signed", by)) == after


def test_the_whole_ladder_is_climbed_and_gone_down_again() -> None:
    query, seen = parse("near:signed,1d"), ["1d"]
    for _ in DISTANCES[1:]:
        query = reaching(query, "signed", 1)
        seen.append(str(query).partition(",")[2])
    assert seen == [f"{amount}{unit}" for amount, unit in DISTANCES]
    for _ in DISTANCES[1:]:
        query = reaching(query, "signed", -1)
    assert str(query) == "near:signed,1d"


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize("distance", ["2d", "3w", "5w", "2m", "3m", "8m", "18m", "3y", "20y", "30y", "49y"])
def test_between_two_steps_one_looks_further_or_closer_too(distance: str, by: int) -> None:
    query = parse(f"near:signed,{distance}")
    (before,), (after,) = query.terms, reaching(query, "signed", by).terms
    assert isinstance(before, Near)
    assert isinstance(after, Near)
    assert (after.days > before.days) is (by > 0)


@pytest.mark.parametrize(("distance", "by"), [("100y", 1), ("0d", -1)])
def test_further_is_never_closer(distance: str, by: int) -> None:
    (after,) = reaching(parse(f"near:signed,{distance}"), "signed", by).terms
    assert isinstance(after, Near)
    (before,) = parse(f"near:signed,{distance}").terms
    assert isinstance(before, Near)
    assert (after.days - before.days) * by >= 0


@pytest.mark.parametrize(
    ("before", "position", "after"),
    [
        ("robot", 0, "off:robot"),
        ("a b c", 1, "a off:b c"),
        ("-a", 0, "off:-a"),
        ("a | b", 0, "off:(a | b)"),
        ("(a b) c", 0, "off:(a b) c"),
        ("off:(a | b) c", 0, "a | b c"),
        ("off:-(a b)", 0, "-(a b)"),
        ("person:=ann,none", 0, "off:person:=ann,none"),
        ('"two words" is:disputed', 0, 'off:"two words" is:disputed'),
    ],
)
def test_a_term_is_turned_off_and_kept(before: str, position: int, after: str) -> None:
    assert str(toggle_off(parse(before), position)) == after


OFF_AND_ON = (*PIECES, "a | b", "a | b | -c", "(a b)", "-(a | b)", "off:a", "off:-a", "off:(a | b)", "off:a | b")


@given(st.lists(st.sampled_from(OFF_AND_ON), min_size=1, max_size=4), st.integers(0, 3))
def test_off_and_on_again_leaves_all_as_it_was(pieces: list[str], position: int) -> None:
    query = parse(" ".join(pieces))
    position = min(position, len(query.terms) - 1)
    once = toggle_off(query, position)
    assert toggle_off(once, position) == query
    assert once.terms[:position] + once.terms[position + 1 :] == query.terms[:position] + query.terms[position + 1 :]


@given(st.lists(st.sampled_from(OFF_AND_ON), min_size=1, max_size=4), st.integers(0, 3))
def test_a_term_that_is_off_hides_nothing(pieces: list[str], position: int) -> None:
    query = parse(" ".join(pieces))
    position = min(position, len(query.terms) - 1)
    if not str(query.terms[position]).startswith("off:"):
        off = run(INDEX, toggle_off(query, position))
        assert off.rows == run(INDEX, without(query, position)).rows
        assert off.hidden[position] == 0


EVENTS = st.sampled_from(("signed", "a b", 'x"y', "a,b", "none", "*x*", "="))


@given(QUERIES, FACETS, EVENTS, st.integers(-2, 2), st.integers(0, 4))
def test_whatever_the_program_writes_can_be_read(query: Query, facet: Facet, name: str, by: int, position: int) -> None:
    made = [turned(query, facet), toggle_near(query, name), reaching(toggle_near(query, name), name, by)]
    made += [toggle_value(query, facet, NONE), toggle_excluded(query, facet, NONE)]
    if position < len(query.terms):
        made += [toggle_off(query, position), toggle_off(toggle_off(query, position), position)]
    for written in made:
        assert parse(str(written)) == written
