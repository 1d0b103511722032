import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import BOUNDED, DATES, RARE
from timeline_tui.model.calendar import DAY
from timeline_tui.model.edtf import parse
from timeline_tui.model.elapsed import elapsed
from timeline_tui.view.elapsed import elapsed_short, elapsed_words
from timeline_tui.view.lines import width_of

ROOM = 10
"""Cells the list keeps for it."""
LANGUAGES = st.sampled_from(("en", "de"))
FAR = st.integers(0, 3000).map("{:04}".format)


@pytest.mark.parametrize(
    ("since", "until", "english", "german"),
    [
        ("2019-11-25", "2019-11-25", "=", "="),
        ("2019-11-25", "2019-11-26", "+1d", "+1T"),
        ("2019-11-25", "2019-11-23", "−2d", "−2T"),
        ("2019-11-25", "2019-12-25", "+1m", "+1M"),
        ("2019-11-25", "2020-01-01", "+1m 7d", "+1M 7T"),
        ("2019-11-25", "2022-11-11", "+2y 11m", "+2J 11M"),
        ("2019-11-25", "2022-12-01", "+3y", "+3J"),
        ("2022-11-11", "2019-11-25", "−2y 11m", "−2J 11M"),
        ("2019", "2019", "−12…+12m", "−12…+12M"),
        ("2019", "2022", "+2–4y", "+2–4J"),
        ("2022", "2019", "−2–4y", "−2–4J"),
        ("2019-11-25", "2019-12", "+6–36d", "+6–36T"),
        ("2019-11-25", "2019-11", "−24…+5d", "−24…+5T"),
        ("2019-11-25", "2022", "+2–3y", "+2–3J"),
        ("2019-11-25", "2022-11", "+~3y", "+~3J"),
        ("2019-11-25", "2019", "−11…+1m", "−11…+1M"),
        ("1969", "2019-11-25", "+50–51y", "+50–51J"),
        ("2019/..", "2022", "", ""),
        ("2019", "../2022", "", ""),
        ("/2019", "2022", "", ""),
        ("2019", "2022/", "", ""),
    ],
)
def test_the_time_between_in_short(since: str, until: str, english: str, german: str) -> None:
    assert elapsed_short(parse(since), parse(until), "en") == english
    assert elapsed_short(parse(since), parse(until), "de") == german


@pytest.mark.parametrize(
    ("since", "until", "english", "german"),
    [
        ("2019-11-25", "2019-11-25", "the same day as: X", "am selben Tag wie: X"),
        ("2019-11-25", "2019-11-26", "1 day after: X", "1 Tag nach: X"),
        ("2019-11-25", "2019-11-23", "2 days before: X", "2 Tage vor: X"),
        ("2019-11-25", "2021-01-01", "1 year and 1 month after: X", "1 Jahr und 1 Monat nach: X"),
        ("2022-11-11", "2019-11-25", "2 years and 11 months before: X", "2 Jahre und 11 Monate vor: X"),
        ("2019", "2022", "2 to 4 years after: X", "2 bis 4 Jahre nach: X"),
        ("2019-11-25", "2022-11", "about 3 years after: X", "etwa 3 Jahre nach: X"),
        ("2022-11", "2019-11-25", "about 3 years before: X", "etwa 3 Jahre vor: X"),
        ("2019/..", "2022", "", ""),
    ],
)
def test_the_time_between_in_words(since: str, until: str, english: str, german: str) -> None:
    assert elapsed_words(parse(since), parse(until), "X", "en") == english
    assert elapsed_words(parse(since), parse(until), "X", "de") == german


def test_either_side_of_it_is_told_both_ways() -> None:
    told = elapsed_words(parse("2019-11-25"), parse("2019-11"), "X", "en")
    assert told == "up to 24 days before or 5 days after: X"
    german = elapsed_words(parse("2019-11-25"), parse("2019"), "X", "de")
    assert german == "bis zu 11 Monate vor oder 1 Monat nach: X"


def test_without_a_date_nothing_is_told() -> None:
    day = parse("2019-11-25")
    for since, until in ((None, day), (day, None), (None, None)):
        assert elapsed_short(since, until, "en") == ""
        assert elapsed_words(since, until, "X", "en") == ""


@given(BOUNDED, BOUNDED, LANGUAGES)
def test_it_keeps_to_its_room(since: str, until: str, language: str) -> None:
    assert 0 < width_of(elapsed_short(parse(since), parse(until), language)) <= ROOM


@given(DATES | RARE, DATES | RARE, LANGUAGES)
def test_both_tell_something_or_neither(since: str, until: str, language: str) -> None:
    short = elapsed_short(parse(since), parse(until), language)
    assert bool(short) is bool(elapsed_words(parse(since), parse(until), "X", language))
    assert bool(short) is (elapsed(parse(since).fuzzy, parse(until).fuzzy) is not None)


@given(st.dates(), st.dates(), LANGUAGES)
def test_the_way_back_reads_the_same_with_the_other_sign(one: object, other: object, language: str) -> None:
    there, back = (elapsed_short(parse(str(a)), parse(str(b)), language) for a, b in ((one, other), (other, one)))
    assert there.translate(str.maketrans("+−", "−+")) == back


@given(st.dates().map(str), st.dates().map(str))
def test_the_sign_says_which_comes_first(since: str, until: str) -> None:
    days = parse(until).strict.start // DAY - parse(since).strict.start // DAY
    assert elapsed_short(parse(since), parse(until), "en")[0] == ("=" if days == 0 else "+" if days > 0 else "−")


def test_it_keeps_to_its_room_over_a_thousand_years_too() -> None:
    pairs = [("1000-01-01", "2999-12-31"), ("0500", "2019"), ("[0001..2999]", "1500"), ("2019", "[0001..0999]")]
    told = [elapsed_short(parse(since), parse(until), "en") for since, until in pairs]
    assert [each for each in told if width_of(each) > ROOM] == []


@pytest.mark.parametrize(("since", "until"), [("2019-03-01", "2019/2023"), ("2019/2023", "2019-03-01")])
def test_what_may_lie_on_either_side_is_told_so(since: str, until: str) -> None:
    found = elapsed(parse(since).strict, parse(until).strict)
    assert found is not None
    assert found.least < 0 < found.most
    assert "up to" in elapsed_words(parse(since), parse(until), "X", "en")
    assert " 0 " not in elapsed_words(parse(since), parse(until), "X", "en")
