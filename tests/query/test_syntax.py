import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from building import DATES, PLAIN, RARE
from timeline_tui.index.base import Flag, Part
from timeline_tui.index.facets import Facet
from timeline_tui.model.edtf import parse as date
from timeline_tui.query.syntax import DEPTH, FIELDS, QueryError, parse
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

A, B, C = Words("a"), Words("b"), Words("c")
EISK, NAMED_ITO = Value("eisk"), Value("naomi-ito", Match.EXACT)
NONE = Value("", Match.NONE)
YEAR = date("2019")

_TEXT = st.text("aB7é京-=*.,:/°'", min_size=1, max_size=6)
_QUOTED = st.text('aB7 é|(),"=*-:', max_size=8).map('"{}"'.format)
_VALUE = st.one_of(_TEXT, _QUOTED, st.sampled_from(["none", "any", "disputed", "has"]))
_VALUES = st.lists(
    st.builds("".join, st.tuples(st.sampled_from(["", "", "=", "*"]), _VALUE, st.sampled_from(["", "*"]))),
    min_size=1,
    max_size=3,
).map(",".join)
_RANGES = st.one_of(
    PLAIN,
    st.builds("{}..{}".format, PLAIN | st.just(""), PLAIN | st.just("")),
    st.builds("date:{}{}".format, st.sampled_from(["", "="]), DATES | RARE),
    st.builds("date:{}..{}".format, DATES, DATES | RARE),
)
_PIECES = st.one_of(
    _TEXT,
    _QUOTED,
    st.builds("{}:{}".format, st.sampled_from(FIELDS), _VALUES),
    _RANGES,
    st.builds("{}:{}".format, st.sampled_from(["is", "has"]), st.sampled_from(Flag)),
    st.builds("near:{},{}{}".format, _VALUE, st.integers(0, 99), st.sampled_from("dwmyx")),
    st.sampled_from(["(", ")", "|", "-", "!", "not:", "off:"]),
)
_GROUPS = st.recursive(
    _PIECES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda terms: f"({' '.join(terms)})"),
        st.builds("{} | {}".format, inner, inner),
        st.builds("{}{}".format, st.sampled_from(["-", "!", "not:", "off:"]), inner),
    ),
    max_leaves=6,
)
QUERIES = st.builds(
    lambda pieces, space: space.join(pieces), st.lists(_GROUPS, max_size=5), st.sampled_from([" ", "", "  "])
)
TYPED = st.text('ab1 -!|()":=*,.?~[]/2019京titleplacenot', max_size=30)


def read(text: str) -> Query | QueryError:
    try:
        return parse(text)
    except QueryError as error:
        return error


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("  ", ()),
        ("a", (A,)),
        (" a  b ", (A, B)),
        ("51/7", (Words("51/7"),)),
        ("https://bochum.de", (Words("https://bochum.de"),)),
        ('"haus  des wissens"', (Words("haus des wissens", phrase=True),)),
        ('"never closed', (Words("never closed", phrase=True),)),
        ("-a", (Not(A),)),
        ("!a", (Not(A),)),
        ("not:a", (Not(A),)),
        ("--a", (A,)),
        ("---a", (Not(A),)),
        ('-"a b"', (Not(Words("a b", phrase=True)),)),
        ("a | b", (AnyOf((A, B)),)),
        ("a|b|c", (AnyOf((A, B, C)),)),
        ("a b | c", (A, AnyOf((B, C)))),
        ("a | b c", (AnyOf((A, B)), C)),
        ("a | -b", (AnyOf((A, Not(B))),)),
        ("(a b) | c", (AnyOf((Group((A, B)), C)),)),
        ("(a | b) | c", (AnyOf((Group((AnyOf((A, B)),)), C)),)),
        ("(a)", (A,)),
        ("((a b))", (Group((A, B)),)),
        ("-(a b)", (Not(Group((A, B))),)),
        ("-(-a)", (A,)),
        ("a(b)c", (A, B, C)),
        ("title:a", (Words("a", Part.TITLE),)),
        ('claim:"a b"', (Words("a b", Part.CLAIM, phrase=True),)),
        ("id:a,b", (Words("a,b", Part.ID),)),
        ("person:eisk", (Has(Facet.PERSON, (EISK,)),)),
        ("PERSON:eisk", (Has(Facet.PERSON, (EISK,)),)),
        ("person:*eisk*", (Has(Facet.PERSON, (Value("eisk", Match.INSIDE),)),)),
        ("person:eisk,=naomi-ito", (Has(Facet.PERSON, (EISK, NAMED_ITO)),)),
        ("person:eisk  ,=naomi-ito", (Has(Facet.PERSON, (EISK, NAMED_ITO)),)),
        ("person:eisk,=naomi-ito b", (Has(Facet.PERSON, (EISK, NAMED_ITO)), B)),
        ('org:="Stadt Bochum"', (Has(Facet.ORGANIZATION, (Value("Stadt Bochum", Match.EXACT),)),)),
        ("tag:a:b", (Has(Facet.TAG, (Value("a:b"),)),)),
        ("source:none", (Has(Facet.SOURCE, (NONE,)),)),
        ("source:a,none", (Has(Facet.SOURCE, (Value("a"), NONE)),)),
        ('source:"none"', (Has(Facet.SOURCE, (Value("none"),)),)),
        ("off:a", (Off(A),)),
        ("off:-a", (Off(Not(A)),)),
        ("-off:a", (Off(Not(A)),)),
        ("off:off:a", (Off(A),)),
        ("a | off:b", (AnyOf((A, Off(B))),)),
        ("off:(a | b)", (Off(Group((AnyOf((A, B)),))),)),
        ("place:any", (Given(Facet.PLACE),)),
        ('place:"any"', (Has(Facet.PLACE, (Value("any"),)),)),
        ("place:=none", (Has(Facet.PLACE, (Value("none", Match.EXACT),)),)),
        ("place:any,b", (Has(Facet.PLACE, (Value("any"), Value("b"))),)),
        ("2019", (When(YEAR, YEAR, bare=True),)),
        ("201X", (When(date("201X"), date("201X"), bare=True),)),
        ("2019-13", (Words("2019-13"),)),
        ("20190", (Words("20190"),)),
        ("date:2019", (When(YEAR, YEAR),)),
        ("date:=2019", (When(YEAR, YEAR, sure=True),)),
        ("date:2019..2019", (When(YEAR, YEAR),)),
        ("2017..2019", (When(date("2017"), YEAR, bare=True),)),
        ("2019..", (When(YEAR, None, bare=True),)),
        ("..2019", (When(None, YEAR, bare=True),)),
        ("date:-0044..2019", (When(date("-0044"), YEAR),)),
        ("date:[2006,2007]", (When(date("[2006,2007]"), date("[2006,2007]")),)),
        ("date:{2006,2007}", (When(date("{2006,2007}"), date("{2006,2007}")),)),
        ("date:2006/2019", (When(date("2006/2019"), date("2006/2019")),)),
        ("near:signed,1y", (Near("signed", 1, "y"),)),
        ('near:"signed",12d', (Near("signed", 12, "d"),)),
        ("is:disputed", (Is(Flag.DISPUTED),)),
        ("is:DISPUTED", (Is(Flag.DISPUTED),)),
        ("has:quote", (Is(Flag.QUOTE),)),
        ("is:single-source", (Is(Flag.SINGLE_SOURCE),)),
    ],
)
def test_what_is_typed_is_read_as_meant(typed: str, terms: tuple[Term, ...]) -> None:
    assert parse(typed) == Query(terms)


@pytest.mark.parametrize(
    ("typed", "column", "message"),
    [
        ("a |", 4, "a term is missing"),
        ("a b | | c", 7, "a term is missing"),
        ("| a", 1, "between two terms"),
        ("not:", 5, "a term is missing"),
        ("a (b", 3, "never closed"),
        ("a) b", 2, "closes nothing"),
        ("a ()", 3, "nothing stands"),
        (f"{'(' * (DEPTH + 1)}a{')' * (DEPTH + 1)}", DEPTH + 1, f"{DEPTH} deep"),
        ("a persn:x", 3, "did you mean person:"),
        ("xyzzy:x", 1, "there are person, source,"),
        ("a person:", 10, "needs a value"),
        ("a tag: b", 7, "needs a value"),
        ("a -", 3, "a letter or a digit"),
        ('a ""', 3, "a letter or a digit"),
        ("tag:...", 5, "a letter or a digit"),
        ("tag:a,...", 7, "a letter or a digit"),
        ("title:...", 1, "a letter or a digit"),
        ("a date:2019-13", 13, "there is no month 13"),
        ("date:2019-02-30", 14, "has no day 30"),
        ("date:=2019-13", 12, "there is no month 13"),
        ('date:"2019-13"', 12, "there is no month 13"),
        ("date:2017..2019-13", 17, "there is no month 13"),
        ("date:soon", 6, "is no EDTF date"),
        ("a date:2019..2017", 8, "ends before it starts"),
        ("2019..2017", 1, "ends before it starts"),
        ("date:..", 6, "a date on one side"),
        ("near:signed", 1, "write near:EVENT,1y"),
        ("near:signed,1x", 1, "write near:EVENT,1y"),
        ("near:a,b,1y", 1, "write near:EVENT,1y"),
        ("is:dispute", 4, "did you mean disputed?"),
        ("a has:zzz", 7, "there are disputed, uncertain,"),
        ("a" * 2001, 2001, "no more than 2000"),
    ],
)
def test_a_fault_is_named_with_its_column(typed: str, column: int, message: str) -> None:
    error = read(typed)
    assert isinstance(error, QueryError)
    assert (error.column, message in str(error)) == (column, True), str(error)


@given(QUERIES)
def test_a_query_that_was_read_is_written_so_that_it_reads_the_same(typed: str) -> None:
    query = read(typed)
    assume(isinstance(query, Query))
    assert parse(str(query)) == query


@given(TYPED | st.text(max_size=30))
def test_any_text_that_reads_is_written_so_that_it_reads_the_same(typed: str) -> None:
    query = read(typed)
    assume(isinstance(query, Query))
    assert parse(str(query)) == query


@pytest.mark.parametrize("typed", ["title:==a", 'title:a,"b c"', 'id:a,"b("'])
def test_signs_in_quotes_are_signs_no_more(typed: str) -> None:
    query = parse(typed)
    assert read(str(query)) == query


@pytest.mark.parametrize("sign", ["-", "!", "not:", "(", "(-", "a|", 'a "', "person:,"])
def test_a_sign_repeated_to_the_limit_is_read_and_written_or_refused(sign: str) -> None:
    query = read(sign * (1999 // len(sign)) + "a")
    assert isinstance(query, QueryError) or read(str(query)) == query


@given(st.one_of(st.text(), TYPED, QUERIES))
def test_nothing_typed_does_worse_than_a_fault_within_the_text(typed: str) -> None:
    error = read(typed)
    if isinstance(error, QueryError):
        assert 1 <= error.column <= len(typed) + 1
        assert str(error)
