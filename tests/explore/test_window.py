from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_tui.explore.window import UNITS, YEAR, Unit, holding, moved, showing, unit_of, written, zoomed
from timeline_tui.model.bounds import Bounds, hull
from timeline_tui.model.calendar import DAY, start_of
from timeline_tui.model.edtf import LAST_YEAR, parse
from timeline_tui.query.syntax import parse as read
from timeline_tui.query.terms import When

LONGEST = 2 * LAST_YEAR * YEAR
MOMENTS = st.integers(start_of(-9000), start_of(9000)) | st.integers(-(10**18), 10**18)
WINDOWS = st.builds(
    lambda start, length: Bounds(start, start + length),
    MOMENTS,
    st.integers(28 * DAY, 100 * YEAR) | st.integers(28 * DAY, 10**17),
)
MILLION, DECADE, MONTH, HOUR = Unit(years=1_000_000), Unit(years=10), Unit(months=1), Unit(hours=1)


@given(st.sampled_from((*UNITS, Unit(months=3), Unit(years=20))), MOMENTS)
def test_every_moment_lies_in_its_unit_and_units_follow_on_each_other(unit: Unit, moment: int) -> None:
    start = unit.floor(moment)
    assert start <= moment < unit.step(start, 1)
    assert unit.floor(start) == start
    assert unit.floor(unit.step(start, 1)) == unit.step(start, 1)
    assert unit.floor(unit.step(start, 1) - 1) == start


@given(st.sampled_from(UNITS), MOMENTS, st.integers(-50, 50))
def test_steps_there_and_back_lead_nowhere(unit: Unit, moment: int, by: int) -> None:
    start = unit.floor(moment)
    assert unit.step(unit.step(start, by), -by) == start
    assert (unit.step(start, by) > start) is (by > 0)


@given(st.sampled_from([unit for unit in UNITS if unit.years <= 1000]), st.integers(start_of(-9000), start_of(9000)))
def test_a_unit_is_named_by_the_dates_that_cover_it(unit: Unit, moment: int) -> None:
    start = unit.floor(moment)
    named = hull(tuple(parse(text).strict for text in unit.name(start).split("..")))
    assert named == Bounds(start, unit.step(start, 1))


def test_a_unit_has_one_name_from_its_first_to_its_last_moment() -> None:
    assert DECADE.name(start_of(2020) - 1) == DECADE.name(start_of(2010)) == "2010..2019"


@pytest.mark.parametrize(
    ("unit", "moment", "name"),
    [
        (HOUR, start_of(2019, 11, 25) + 7, "2019-11-25T00:00:00..2019-11-25T00:59:59"),
        (Unit(days=1), start_of(2019, 11, 25) + 7, "2019-11-25"),
        (MONTH, start_of(2019, 11, 25), "2019-11"),
        (Unit(years=1), start_of(2019, 11, 25), "2019"),
        (DECADE, start_of(2010), "2010..2019"),
        (Unit(years=100), start_of(1901), "1900..1999"),
        (Unit(years=1), start_of(-43), "-0043"),
        (DECADE, start_of(-1), "-0010..-0001"),
    ],
)
def test_units_are_told_in_four_digits(unit: Unit, moment: int, name: str) -> None:
    assert unit.name(unit.floor(moment)) == name


@pytest.mark.parametrize(("unit", "year"), [(Unit(years=1), 10_000), (MONTH, -10_000), (MILLION, 2019)])
def test_units_far_away_have_dates_too(unit: Unit, year: int) -> None:
    for text in unit.name(unit.floor(start_of(year))).split(".."):
        parse(text)


def test_units_become_longer() -> None:
    assert all(one.about < other.about for one, other in pairwise(UNITS))
    assert UNITS[0].about * 24 == DAY


@given(st.integers(1, 10**15))
def test_the_shortest_unit_of_which_some_fifty_fit_is_taken(length: int) -> None:
    unit = unit_of(Bounds(0, length))
    assert length <= 50 * unit.about
    assert all(length > 40 * shorter.about for shorter in UNITS[: UNITS.index(unit)])


@pytest.mark.parametrize(("unit", "longer"), list(pairwise(UNITS)))
def test_forty_units_fit_and_more_than_fifty_do_not(unit: Unit, longer: Unit) -> None:
    assert unit_of(Bounds(0, unit.about * 40)) is unit
    assert unit_of(Bounds(0, unit.about * 51)) is longer


@given(WINDOWS, st.integers(-6, 6), st.floats(0, 1, exclude_max=True))
def test_zooming_halves_or_doubles_around_what_is_looked_at(window: Bounds, by: int, share: float) -> None:
    length = window.end - window.start
    around = window.start + min(int(length * share), length - 1)
    new = zoomed(window, by, around)
    assert new.start <= around < new.end
    if by < 0:
        assert new.end - new.start == min(length << -by, LONGEST)
    elif by > 0:
        assert new.end - new.start == max(length >> by, DAY // 4)
    else:
        assert new == window
    before, after = (around - window.start) / length, (around - new.start) / (new.end - new.start)
    if -LONGEST // 2 < new.start < new.end < LONGEST // 2:  # nearer to the ends of time it is moved back
        assert after == pytest.approx(before, abs=1e-3)


@pytest.mark.parametrize(("length", "by"), [(DAY // 24, 1), (DAY // 5, 3), (10**18 + 1, -1)])
def test_zooming_never_goes_the_other_way(length: int, by: int) -> None:
    new = zoomed(Bounds(0, length), by, 0)
    assert (length - (new.end - new.start)) * by >= 0


@given(WINDOWS, st.integers(-9, 9))
def test_a_window_moves_by_quarters_and_keeps_its_length(window: Bounds, by: int) -> None:
    new = moved(window, by)
    assert new.end - new.start == window.end - window.start
    assert new.start - window.start == pytest.approx(by * (window.end - window.start) / 4, abs=9)
    assert moved(new, -by) == window


@given(WINDOWS, MOMENTS)
@example(Bounds(0, 9), 9)
@example(Bounds(0, 9), 8)
@example(Bounds(0, 9), 0)
@example(Bounds(0, 9), -1)
def test_a_window_moves_no_further_than_to_hold_a_moment(window: Bounds, moment: int) -> None:
    new = holding(window, moment)
    assert new.start <= moment < new.end
    assert new.end - new.start == window.end - window.start
    if window.start <= moment < window.end:
        assert new == window
    else:
        assert moment in {new.start, new.end - 1}


def read_back(window: Bounds) -> Bounds:
    (term,) = read(f"date:{written(window)}").terms
    assert isinstance(term, When)
    return term.bounds


WRITABLE = st.integers(start_of(-9999), start_of(9999))
SHORT = st.builds(lambda start, length: Bounds(start, start + length), WRITABLE, st.integers(1, 100 * YEAR))
WHOLE = st.builds(
    lambda start, days: Bounds(start // DAY * DAY, (start // DAY + days) * DAY), WRITABLE, st.integers(1, 40_000)
)


@given((SHORT | WHOLE).filter(lambda window: window.end <= start_of(10_000)))
def test_a_window_is_written_so_that_it_reads_the_same(window: Bounds) -> None:
    assert read_back(window) == window


@pytest.mark.parametrize("start", [start_of(12_345, 6, 7), start_of(12_345, 6, 7) + 8, start_of(-20_000, 1, 1) + 8])
def test_a_window_far_from_today_is_read_back_by_whole_years(start: int) -> None:
    window = Bounds(start, start + 30 * DAY)
    again = read_back(window)
    assert window.within(again)
    assert again.end - again.start <= 2 * 366 * DAY


@pytest.mark.parametrize(
    ("window", "text"),
    [
        (Bounds(start_of(2019), start_of(2020)), "2019-01-01..2019-12-31"),
        (Bounds(start_of(2019, 11, 25), start_of(2019, 11, 26)), "2019-11-25..2019-11-25"),
        (Bounds(start_of(-43), start_of(1)), "-0043-01-01..0000-12-31"),
        (Bounds(start_of(2019), start_of(2019) + 21_600), "2019-01-01T00:00:00..2019-01-01T05:59:59"),
    ],
)
def test_a_window_is_written_in_days_or_to_the_second(window: Bounds, text: str) -> None:
    assert written(window) == text


@given(WINDOWS, MOMENTS)
def test_a_moment_out_of_sight_is_shown_in_the_middle(window: Bounds, moment: int) -> None:
    new = showing(window, moment)
    assert new.start <= moment < new.end
    assert new.end - new.start == window.end - window.start
    if window.start <= moment < window.end:
        assert new == window
    elif abs(moment) < 10**17:
        assert abs(moment - new.start - (new.end - moment)) <= 1


@given(st.integers(start_of(1), start_of(9000)))
def test_an_hour_is_named_by_its_first_and_last_second(moment: int) -> None:
    start = HOUR.floor(moment)
    assert HOUR.step(start, 1) - start == DAY // 24
    assert hull(tuple(parse(text).strict for text in HOUR.name(moment).split(".."))) == Bounds(start, start + 3600)


def test_zoomed_in_to_a_day_one_moves_by_hours() -> None:
    day = Bounds(start_of(2019, 11, 25), start_of(2019, 11, 26))
    assert unit_of(day) == HOUR
    assert unit_of(zoomed(day, 9, day.start)) == HOUR
    assert unit_of(Bounds(day.start, day.start + 3 * DAY)) != HOUR
