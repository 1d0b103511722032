import pytest

from timeline_tui.index.base import Flag, Part
from timeline_tui.index.facets import Facet
from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds
from timeline_tui.model.calendar import start_of
from timeline_tui.model.dates import Date
from timeline_tui.model.edtf import parse
from timeline_tui.query.syntax import parse as read
from timeline_tui.query.terms import (
    AnyOf,
    Given,
    Group,
    Has,
    Is,
    Match,
    Near,
    Not,
    Off,
    Query,
    Term,
    Value,
    When,
    Words,
)

CITY, SPORT = Words("city"), Words("sport")
YEAR, LATER = parse("2019"), parse("2022-11")


@pytest.mark.parametrize(
    ("term", "typed"),
    [
        (Words("robot"), "robot"),
        (Words("51/7"), "51/7"),
        (Words("https://bochum.de"), "https://bochum.de"),
        (Words("haus des wissens", phrase=True), '"haus des wissens"'),
        (Words("robot", phrase=True), '"robot"'),
        (Words("robot", Part.TITLE), "title:robot"),
        (Words("250 guests", Part.CLAIM, phrase=True), 'claim:"250 guests"'),
        (Has(Facet.PERSON, (Value("eisk"),)), "person:eisk"),
        (Has(Facet.PERSON, (Value("ito", Match.INSIDE),)), "person:*ito*"),
        (Has(Facet.PERSON, (Value("naomi-ito", Match.EXACT),)), "person:=naomi-ito"),
        (Has(Facet.ORGANIZATION, (Value("Stadt Bochum", Match.EXACT),)), 'org:="Stadt Bochum"'),
        (Has(Facet.PLACE, (Value("a,b"), Value("c"))), 'place:"a,b",c'),
        (Has(Facet.PLACE, (Value("none"),)), 'place:"none"'),
        (Has(Facet.PLACE, (Value("=a"),)), 'place:"=a"'),
        (Given(Facet.PLACE), "place:any"),
        (Has(Facet.PLACE, (Value("", Match.NONE),)), "place:none"),
        (Has(Facet.PERSON, (Value("a", Match.EXACT), Value("", Match.NONE))), "person:=a,none"),
        (Has(Facet.PERSON, (Value("none", Match.EXACT),)), "person:=none"),
        (Has(Facet.PERSON, (Value("", Match.NONE), Value("any"))), 'person:none,"any"'),
        (Off(CITY), "off:city"),
        (Off(Group((AnyOf((CITY, SPORT)),))), "off:(city | sport)"),
        (AnyOf((Off(CITY), SPORT)), "off:city | sport"),
        (Group((Off(CITY), SPORT)), "(off:city sport)"),
        (Off(Not(CITY)), "off:-city"),
        (When(YEAR, YEAR, bare=True), "2019"),
        (When(YEAR, YEAR), "date:2019"),
        (When(YEAR, YEAR, sure=True), "date:=2019"),
        (When(YEAR, LATER), "date:2019..2022-11"),
        (When(YEAR, None, bare=True), "2019.."),
        (When(None, LATER), "date:..2022-11"),
        (Is(Flag.DISPUTED), "is:disputed"),
        (Is(Flag.QUOTE), "has:quote"),
        (Near("signed", 1, "y"), "near:signed,1y"),
        (Not(CITY), "-city"),
        (Not(Group((CITY, SPORT))), "-(city sport)"),
        (AnyOf((CITY, SPORT)), "city | sport"),
        (Group((AnyOf((CITY, SPORT)), CITY)), "(city | sport city)"),
    ],
)
def test_a_term_is_written_as_it_is_typed(term: Term, typed: str) -> None:
    assert str(term) == typed


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("off:-city", Off(Not(CITY))),
        ("-off:city", Off(Not(CITY))),
        ("OFF:not:city", Off(Not(CITY))),
        ("off:off:city", Off(CITY)),
        ("(off:city)", Off(CITY)),
        ("-(off:city)", Off(Not(CITY))),
        ("off:(city)", Off(CITY)),
        ("off:(city sport)", Off(Group((CITY, SPORT)))),
        ("off:city | sport", AnyOf((Off(CITY), SPORT))),
        ("person:none", Has(Facet.PERSON, (Value("", Match.NONE),))),
        ("person:none,any", Has(Facet.PERSON, (Value("", Match.NONE), Value("any")))),
        ("person:*none*", Has(Facet.PERSON, (Value("none", Match.INSIDE),))),
        ("person:=none", Has(Facet.PERSON, (Value("none", Match.EXACT),))),
    ],
)
def test_what_is_typed_is_one_term(typed: str, term: Term) -> None:
    assert read(typed) == Query((term,))
    assert read(str(term)) == Query((term,))


def test_a_query_is_its_terms_with_spaces_and_an_empty_one_counts_as_none() -> None:
    assert str(Query((CITY, Not(SPORT)))) == "city -sport"
    assert str(Query()) == ""
    assert Query((CITY,))
    assert not Query()


@pytest.mark.parametrize(
    ("start", "end", "bounds"),
    [
        (YEAR, YEAR, Bounds(start_of(2019), start_of(2020))),
        (YEAR, LATER, Bounds(start_of(2019), start_of(2022, 12))),
        (YEAR, None, Bounds(start_of(2019), OPEN_END)),
        (None, LATER, Bounds(OPEN_START, start_of(2022, 12))),
    ],
)
def test_a_range_is_from_the_start_of_one_date_to_the_end_of_the_other(
    start: Date | None, end: Date | None, bounds: Bounds
) -> None:
    assert When(start, end).bounds == bounds


@pytest.mark.parametrize(
    ("amount", "unit", "days"), [(3, "d", 3), (2, "w", 14), (1, "m", 31), (1, "y", 366), (0, "y", 0)]
)
def test_a_distance_is_never_too_short(amount: int, unit: str, days: int) -> None:
    assert Near("signed", amount, unit).days == days
