import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import DATES
from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds, hull
from timeline_tui.model.edtf import parse
from timeline_tui.view.dates import in_short, in_words

WIDTHS = st.integers(10, 40)


@pytest.mark.parametrize(
    ("date", "english", "german"),
    [
        (None, "undated", "ohne Datum"),
        ("2019", "2019", "2019"),
        ("2019-11", "November 2019", "November 2019"),
        ("2019-03", "March 2019", "März 2019"),
        ("2019-11-05", "5 November 2019", "5. November 2019"),
        ("2019-11-25T10:30:00Z", "25 November 2019, 10:30:00Z", "25. November 2019, 10:30:00Z"),
        ("2012~", "about 2012", "um 2012"),
        ("2012?", "2012 (uncertain)", "2012 (unsicher)"),
        ("2012-05%", "about May 2012 (uncertain)", "um Mai 2012 (unsicher)"),
        ("201X", "the 2010s", "die 2010er"),
        ("19XX", "between 1900 and 1999", "zwischen 1900 und 1999"),
        ("2022-XX", "some month in 2022", "in einem Monat 2022"),
        ("2022-11-XX", "some day in November 2022", "an einem Tag im November 2022"),
        ("2022-XX-XX", "some day in 2022", "an einem Tag im Jahr 2022"),
        ("0044", "44", "44"),
        ("-004X", "between 50 BCE and 41 BCE", "zwischen 50 v. Chr. und 41 v. Chr."),
        ("2019-21", "Spring 2019", "Frühling 2019"),
        ("2019-33", "first quarter of 2019", "erstes Quartal 2019"),
        ("2019?-11", "November 2019 (year uncertain)", "November 2019 (Jahr unsicher)"),
        ("1950S2", "about 1950 (between 1900 and 1999)", "um 1950 (zwischen 1900 und 1999)"),
        ("Y17E7", "170,000,000", "170.000.000"),
        ("{2006,2019-11}", "2006 and November 2019", "2006 und November 2019"),
        ("0000", "1 BCE", "1 v. Chr."),
        ("-0043-03-15", "15 March 44 BCE", "15. März 44 v. Chr."),
        ("2006/2019", "from 2006 to 2019", "von 2006 bis 2019"),
        ("2006/..", "since 2006", "seit 2006"),
        ("../2019", "until 2019", "bis 2019"),
        ("2006/", "from 2006, until an unknown time", "ab 2006, bis unbekannt wann"),
        ("/2019", "from an unknown time until 2019", "von unbekannt bis 2019"),
        ("[2006,2007,2016]", "2006, 2007 or 2016", "2006, 2007 oder 2016"),
        ("[2006]", "2006", "2006"),
        ("[2006..2016]", "between 2006 and 2016", "zwischen 2006 und 2016"),
        ("[..2019-12-03]", "no later than 3 December 2019", "spätestens am 3. Dezember 2019"),
        ("2019-11-25~", "about 25 November 2019", "um den 25. November 2019"),
        ("2019-11-25/2019-12", "from 25 November 2019 to December 2019", "vom 25. November 2019 bis Dezember 2019"),
        ("2019/2019-11-25", "from 2019 to 25 November 2019", "von 2019 bis zum 25. November 2019"),
        ("2019-11-25/..", "since 25 November 2019", "seit dem 25. November 2019"),
        (
            "[2019-11-24..2019-11-30]",
            "between 24 November 2019 and 30 November 2019",
            "zwischen dem 24. November 2019 und dem 30. November 2019",
        ),
        ("[2019..]", "no earlier than 2019", "frühestens 2019"),
        ("[2006,2010~..]", "2006 or no earlier than about 2010", "2006 oder frühestens um 2010"),
    ],
)
def test_a_date_is_said_as_people_say_it(date: str | None, english: str, german: str) -> None:
    read = parse(date) if date else None
    assert (in_words(read, "en"), in_words(read, "de")) == (english, german)
    assert in_words(read, "ja") == english


@given(DATES, st.sampled_from(["en", "de"]))
def test_every_date_has_words_and_doubts_are_said(date: str, language: str) -> None:
    read, said = parse(date), in_words(parse(date), language)
    assert "{" not in said
    assert read.approximate is bool(re.search(r"\b(about|um) ", said))
    assert read.uncertain is bool(re.search(r"\(un(certain|sicher)\)", said))


@pytest.mark.parametrize(
    ("date", "width", "short"),
    [
        (None, 10, "—"),
        ("2019", 10, "2019"),
        ("2019-11-25", 10, "2019-11-25"),
        ("2019-11-25", 9, "2019-11"),
        ("2019-11-25", 4, "2019"),
        ("2019-11-25T10:30:00Z", 40, "2019-11-25 10:30:00Z"),
        ("2019-11-25T10:30:00Z", 10, "2019-11-25"),
        ("2019-05-05T10:30:00+09:00", 14, "2019-05-05"),
        ("{1667,1668,1670..1672}", 11, "1667+…+72"),
        ("[1667,1668,1670..1672]", 11, "1667..72"),
        ("{2004-06-03,1670..1672,1983?}", 11, "?1670+…"),
        ("{2004-06-01,2004-06-03}", 14, "2004-06-01+03"),
        ("{2004-06-01,2004-06-03}", 11, "2004-06+…"),
        ("{2004-06-01,2004-06-03}", 7, "2004+…"),
        ("2019-11-XX", 10, "2019-11"),
        ("2019-XX-XX", 10, "2019"),
        ("201X", 10, "201X"),
        ("[1998?,2011~]", 10, "~?1998..2011"),
        ("2019-33", 10, "2019 Q1"),
        ("2019?-11", 10, "2019?-11"),
        ("{2006,2016}", 10, "2006+16"),
        ("2012~", 10, "~2012"),
        ("2012?", 10, "?2012"),
        ("2012%", 10, "~?2012"),
        ("-0043-03-15", 10, "-0043-03"),
        ("2006/2019", 40, "2006–19"),
        ("1998/2019", 40, "1998–2019"),
        ("2019/..", 10, "2019–…"),
        ("../2019", 10, "…–2019"),
        ("2019/", 10, "2019–?"),
        ("2022-11-10/2022-11-12", 13, "2022-11-10–12"),
        ("2022-10-10/2022-10-12", 10, "2022-10"),
        ("2006-01-02/2006-03-04", 9, "2006"),
        ("[2006,2007,2016]", 13, "2006|07|16"),
        ("[2006-05,2006-07]", 10, "2006-05|07"),
        ("[2006-05,2006-07]", 9, "2006"),
        ("[..2019-12-03]", 11, "≤2019-12-03"),
        ("[..2019-12-03]", 10, "≤2019-12"),
        ("[2019..]", 10, "≥2019"),
    ],
)
def test_a_date_is_shown_in_figures_as_exactly_as_there_is_room(date: str | None, width: int, short: str) -> None:
    assert in_short(parse(date) if date else None, width) == short


@pytest.mark.parametrize(
    ("date", "short"),
    [
        ("2019-11-25/2020", "2019-11-25–2020"),
        ("2019-11/2020", "2019-11–2020"),
        ("[2019-11-25,2020]", "2019-11-25|2020"),
        ("[2019-11-25,2019-12]", "2019-11-25|2019-12"),
        ("[2019-11-25,2020-01-02,2019-11-27]", "2019-11-25|2020-01-02|2019-11-27"),
    ],
)
def test_only_what_the_date_before_it_shares_is_left_out(date: str, short: str) -> None:
    assert in_short(parse(date)) == short


def test_a_day_of_an_unknown_month_does_not_read_as_a_month() -> None:
    assert in_short(parse("2019-XX-25")) != "2019-25"


def test_doubt_is_still_seen_where_there_is_little_room() -> None:
    assert "~" in in_short(parse("2006~/2019~"), 10)


@given(DATES, WIDTHS)
def test_a_short_date_fits_where_its_first_and_last_year_do(date: str, width: int) -> None:
    read = parse(date)
    doubts = read.approximate + read.uncertain
    assert len(in_short(read, width)) <= max(width, doubts + len("1900..2019"))


def read_back(short: str) -> Bounds:
    """The time that a reader takes a short date for: what a piece lacks is taken from the last whole one."""
    if short.strip("~?") == "…":
        return Bounds(OPEN_START, OPEN_END)
    found, whole = [], ""
    for at, piece in enumerate(re.split(r"\||–|‥|\.\.", short)):
        plain = piece.strip("~?≤≥")
        if plain == "…":
            found.append(Bounds(OPEN_END - 1, OPEN_END) if at else Bounds(OPEN_START, OPEN_START + 1))
        elif piece != "?":
            kept = {len("25"): whole[: -len("25")], len("11-25"): whole[: len("2019-")]}.get(len(plain), "")
            whole = kept + plain
            start, end = parse(whole).strict
            found.append(Bounds(OPEN_START if "≤" in piece else start, OPEN_END if "≥" in piece else end))
    return hull(tuple(found))


@given(DATES, WIDTHS)
def test_what_a_reader_takes_a_short_date_for_holds_all_that_it_can_be(date: str, width: int) -> None:
    assert parse(date).strict.within(read_back(in_short(parse(date), width)))
