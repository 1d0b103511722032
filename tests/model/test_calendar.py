import calendar
import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline_tui.model.calendar import (
    DAY,
    Civil,
    add_months,
    civil,
    day_number,
    is_leap,
    month_length,
    start_of,
)

sampled = settings(max_examples=100, deadline=None, database=None)
far_days = st.integers(-(10**13), 10**13)
EPOCH = dt.date(1970, 1, 1).toordinal()


@sampled
@given(st.dates())
@example(dt.date.min)
@example(dt.date.max)
@example(dt.date(2000, 2, 29))
@example(dt.date(1900, 3, 1))
def test_days_are_counted_as_datetime_counts_them(day: dt.date) -> None:
    number = day_number(day.year, day.month, day.day)
    assert number == day.toordinal() - EPOCH
    assert civil(number) == (day.year, day.month, day.day)
    assert start_of(day.year, day.month, day.day) == number * DAY


@pytest.mark.parametrize("year", [1, 4, 100, 400, 1582, 1900, 1970, 2000, 2023, 2024, 9999])
def test_every_day_of_a_year_is_counted_as_datetime_counts_it(year: int) -> None:
    first = dt.date(year, 1, 1).toordinal()
    for ordinal in range(first, first + 365 + is_leap(year)):
        day = dt.date.fromordinal(ordinal)
        assert civil(ordinal - EPOCH) == (day.year, day.month, day.day)


@sampled
@given(st.integers(1, 9999), st.integers(1, 12))
def test_months_are_as_long_as_the_calendar_has_them(year: int, month: int) -> None:
    assert month_length(year, month) == calendar.monthrange(year, month)[1]
    assert is_leap(year) == calendar.isleap(year)


@sampled
@given(far_days)
def test_a_day_number_survives_the_way_to_the_calendar_and_back(number: int) -> None:
    day = civil(number)
    assert 1 <= day.month <= 12
    assert 1 <= day.day <= month_length(day.year, day.month)
    assert day_number(*day) == number


@sampled
@given(far_days)
def test_the_calendar_goes_on_by_one_day_at_a_time_in_every_era(number: int) -> None:
    day, after = civil(number), civil(number + 1)
    last_of_month = day.day == month_length(day.year, day.month)
    last_of_year = last_of_month and day.month == 12
    expected = (
        Civil(day.year + 1, 1, 1)
        if last_of_year
        else Civil(day.year, day.month + 1, 1)
        if last_of_month
        else Civil(day.year, day.month, day.day + 1)
    )
    assert after == expected


@sampled
@given(far_days)
def test_the_calendar_repeats_after_400_years(number: int) -> None:
    day = civil(number)
    assert civil(number + 146_097) == day._replace(year=day.year + 400)


@pytest.mark.parametrize(
    ("year", "leap"),
    [(0, True), (-4, True), (-1, False), (-100, False), (-400, True), (10_000, True), (-13_800_000_000, True)],
)
def test_leap_years_go_on_before_the_year_1_and_after_9999(year: int, *, leap: bool) -> None:
    assert is_leap(year) is leap
    assert start_of(year + 1) - start_of(year) == (366 if leap else 365) * DAY


def test_the_year_0_starts_where_the_unix_clock_says() -> None:
    assert start_of(0) == -62_167_219_200
    assert start_of(1970) == 0


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2023, 1, 31), 1, (2023, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2023, 12, 1), 1, (2024, 1, 1)),
        ((2023, 1, 15), -1, (2022, 12, 15)),
        ((2024, 2, 29), -12, (2023, 2, 28)),
        ((1, 1, 1), -12, (0, 1, 1)),
        ((0, 6, 30), -12_000, (-1000, 6, 30)),
    ],
)
def test_months_are_added_on_the_calendar(
    day: tuple[int, int, int], months: int, expected: tuple[int, int, int]
) -> None:
    assert add_months(Civil(*day), months) == expected


@sampled
@given(far_days.map(civil), st.integers(-100_000, 100_000))
def test_months_added_can_be_taken_back(day: Civil, months: int) -> None:
    early = day._replace(day=min(day.day, 28))
    assert add_months(add_months(early, months), -months) == early
