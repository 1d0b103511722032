import datetime as dt

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from building import BOUNDED
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import DAY, Civil, add_months, civil, day_number, month_length
from timeline_tui.model.edtf import parse
from timeline_tui.model.elapsed import Elapsed, Span, elapsed, in_calendar

DAYS = st.integers(-800_000, 800_000) | st.integers(-(10**7), 10**7)


def later(start: int, span: Span) -> int:
    """The day so many years, months and days after another, counted by hand."""
    year, month, day = civil(start)
    for _ in range(span.years * 12 + span.months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return day_number(year, month, min(day, month_length(year, month))) + span.days


@given(DAYS, st.integers(0, 40_000))
@example(day_number(2020, 1, 31), 29)
@example(day_number(2020, 1, 31), 30)
@example(day_number(2020, 2, 29), 365)
@example(day_number(2019, 12, 31), 60)
@example(day_number(-1, 12, 31), 366)
def test_what_lies_between_two_days_leads_from_one_to_the_other(start: int, days: int) -> None:
    span = in_calendar(start, start + days)
    assert later(start, span) == start + days
    assert span.years >= 0
    assert 0 <= span.months < 12
    assert 0 <= span.days < 31


@given(DAYS, st.integers(0, 40_000))
def test_no_more_whole_months_would_fit(start: int, days: int) -> None:
    span = in_calendar(start, start + days)
    assert later(start, Span(span.years, span.months + 1, 0)) > start + days


@given(st.dates(), st.dates())
def test_the_calendar_counts_as_python_s_does(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    begun = Civil(first.year, first.month, first.day)
    span = in_calendar(day_number(*begun), day_number(last.year, last.month, last.day))
    there = add_months(begun, span.years * 12 + span.months)
    assume(there.year <= dt.MAXYEAR)
    assert dt.date(*there) + dt.timedelta(days=span.days) == last


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("2019-11-25", "2019-11-25", (0, 0, 0)),
        ("2019-11-25", "2019-11-26", (0, 0, 1)),
        ("2019-11-25", "2019-12-25", (0, 1, 0)),
        ("2019-11-25", "2020-11-24", (0, 11, 30)),
        ("2019-11-25", "2022-11-11", (2, 11, 17)),
        ("2020-02-29", "2021-02-28", (1, 0, 0)),
        ("2020-02-29", "2024-02-29", (4, 0, 0)),
        ("2019-01-31", "2019-02-28", (0, 1, 0)),
        ("2019-01-31", "2019-03-01", (0, 1, 1)),
        ("-0001-12-31", "0001-01-01", (1, 0, 1)),
    ],
)
def test_years_months_and_days_are_those_of_the_calendar(first: str, last: str, span: tuple[int, int, int]) -> None:
    start, end = (parse(text).strict.start // DAY for text in (first, last))
    assert in_calendar(start, end) == span


@pytest.mark.parametrize(
    ("since", "until", "least", "most"),
    [
        ("2019-11-25", "2019-11-25", 0, 0),
        ("2019-11-25", "2019-11-26", 1, 1),
        ("2019-11-26", "2019-11-25", -1, -1),
        ("2019", "2019", -364, 364),
        ("2019", "2020", 1, 730),
        ("2020-01-01", "2019", -365, -1),
        ("2019-11-25T08:00:00", "2019-11-26T07:00:00", 1, 1),
        ("[2006,2007]", "2008-01-01", 1, 730),
    ],
)
def test_the_least_and_the_most_time_between_two_dates(since: str, until: str, least: int, most: int) -> None:
    assert elapsed(parse(since).strict, parse(until).strict) == Elapsed(least, most)


@pytest.mark.parametrize("date", ["2019/..", "../2019", "[..2019]", "[2019..]"])
def test_from_or_to_an_open_date_nothing_is_known(date: str) -> None:
    day = parse("2019-11-25").strict
    assert elapsed(day, parse(date).strict) is None
    assert elapsed(parse(date).strict, day) is None


@given(BOUNDED, BOUNDED)
def test_the_way_back_is_as_long_the_other_way(one: str, other: str) -> None:
    there, back = (elapsed(*pair) for pair in ((parse(one).strict, parse(other).strict), (parse(other).strict, parse(one).strict)))  # fmt: skip # noqa: E501
    assert there is not None
    assert back is not None
    assert there.least <= there.most
    assert back == Elapsed(-there.most, -there.least)


@given(BOUNDED, BOUNDED, st.data())
def test_any_two_moments_lie_within_the_least_and_the_most(one: str, other: str, data: st.DataObject) -> None:
    since, until = parse(one).strict, parse(other).strict
    found = elapsed(since, until)
    assert found is not None

    def day(bounds: Bounds) -> int:
        return data.draw(st.integers(bounds.start, bounds.end - 1)) // DAY

    assert found.least <= day(until) - day(since) <= found.most
