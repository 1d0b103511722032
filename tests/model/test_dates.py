import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import DATES, RARE
from timeline_tui.model.bounds import Bounds, hull
from timeline_tui.model.calendar import start_of
from timeline_tui.model.dates import PARTS_OF_A_YEAR, Precision, SimpleDate, fits, joined, seconds
from timeline_tui.model.edtf import parse

STRETCHES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda pair: Bounds(pair[0], sum(pair))), max_size=8
)


def simple(text: str) -> SimpleDate:
    date = parse(text)
    assert isinstance(date, SimpleDate)
    return date


@pytest.mark.parametrize(
    ("pattern", "number", "fit"),
    [
        ("1X", 10, True),
        ("1X", 19, True),
        ("1X", 20, False),
        ("1X", 1, False),
        ("0X", 7, True),
        ("X7", 7, True),
        ("XX", 0, True),
        ("201X", 2020, False),
        ("201X", 12019, False),
        ("2X1X", 2910, True),
        ("-004X", -44, True),
        ("-004X", -54, False),
        ("2019", 2019, True),
        ("2019", 2018, False),
        ("0044", 44, True),
    ],
)
def test_a_pattern_fits_the_numbers_that_have_its_digits(pattern: str, number: int, *, fit: bool) -> None:
    assert fits(pattern, number) is fit


@given(st.integers(0, 9999), st.sets(st.integers(0, 3)), st.integers(0, 3), st.integers(1, 9))
def test_only_a_specified_digit_decides_what_fits(number: int, unspecified: set[int], at: int, by: int) -> None:
    digits = f"{number:04}"
    pattern = "".join("X" if place in unspecified else digit for place, digit in enumerate(digits))
    other = digits[:at] + str((int(digits[at]) + by) % 10) + digits[at + 1 :]
    assert fits(pattern, number)
    assert fits(pattern, int(other)) is (at in unspecified)


@given(STRETCHES)
def test_joined_stretches_are_the_same_time_apart_and_ascending(spans: list[Bounds]) -> None:
    found = joined(spans)
    assert [second for span in found for second in range(*span)] == sorted({s for span in spans for s in range(*span)})
    assert all(one.end < other.start for one, other in itertools.pairwise(found))
    assert joined(reversed(found)) == found


@given(st.times(), st.integers(-14 * 60, 14 * 60))
def test_seconds_are_counted_from_midnight_in_utc(time: dt.time, zone: int) -> None:
    time = time.replace(microsecond=0)
    written = f"{time:%H:%M:%S}"
    local = time.hour * 3600 + time.minute * 60 + time.second
    sign, (hours, minutes) = "-" if zone < 0 else "+", divmod(abs(zone), 60)
    assert seconds(f"{written}{sign}{hours:02}:{minutes:02}") == local - zone * 60
    assert seconds(f"{written}{sign}{hours:02}") == local - (hours if zone >= 0 else -hours) * 3600
    assert seconds(written) == seconds(f"{written}Z") == local


@pytest.mark.parametrize(
    "time",
    ["", "10:30", "24:00:00", "10:60:00", "10:30:60", "10:30:00+14:01", "10:30:00+01:60", "10:30:00z", "1:30:00"],
)
def test_what_is_no_time_is_refused(time: str) -> None:
    with pytest.raises(ValueError, match=f"^{time.replace('+', '[+]')}$"):
        seconds(time)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("XXXX", Precision.MILLENNIUM),
        ("1X1X", Precision.MILLENNIUM),
        ("Y171010000S3", Precision.MILLENNIUM),
        ("1950S2", Precision.CENTURY),
        ("1950S3", Precision.DECADE),
        ("1950S4", Precision.YEAR),
        ("201X-XX", Precision.DECADE),
        ("Y17E7", Precision.YEAR),
        ("-0044?", Precision.YEAR),
        ("2019-1X", Precision.YEAR),
        ("2019-21", Precision.SEASON),
        ("2019-33~", Precision.SEASON),
        ("2019-41", Precision.SEASON),
        ("2019-11-2X", Precision.MONTH),
        ("19XX-12", Precision.MONTH),
        ("15XX-12-25", Precision.DAY),
        ("2004-XX-05", Precision.DAY),
        ("2019-11-25T10:30:00+09:00", Precision.SECOND),
    ],
)
def test_every_shape_is_known_to_its_smallest_known_part(text: str, precision: Precision) -> None:
    assert simple(text).precision is precision


@pytest.mark.parametrize("group", [range(21, 25), range(25, 29), range(33, 37), range(37, 40), range(40, 42)])
def test_the_groups_of_a_year_follow_on_each_other_and_make_twelve_months(group: range) -> None:
    spans = [simple(f"2001-{number}").strict for number in group]
    (whole,) = joined(spans)
    assert [one.end for one in spans[:-1]] == [other.start for other in spans[1:]]
    begins = 3 if group.start < 33 else 1
    assert whole == Bounds(start_of(2001, begins), start_of(2002, begins))


@pytest.mark.parametrize(("north", "south"), [(25, 29), (26, 30), (27, 31), (28, 32)])
def test_a_season_lies_half_a_year_apart_on_the_two_hemispheres(north: int, south: int) -> None:
    assert simple(f"2001-{north}").strict == simple(f"2001-{north - 4}").strict
    months = PARTS_OF_A_YEAR[north][0], PARTS_OF_A_YEAR[south][0]
    assert simple(f"2001-{south}").strict.start == start_of(2001, months[1])
    assert abs(months[0] - months[1]) == 6


def test_only_the_numbers_from_21_to_41_are_seasons() -> None:
    assert [number for number in range(1, 100) if SimpleDate("2001", f"{number:02}").is_season] == [*range(21, 42)]
    assert not SimpleDate("2001", "XX").is_season
    assert not SimpleDate("2001").is_season


@pytest.mark.parametrize(
    ("text", "mark", "partly"),
    [
        ("2019", "", False),
        ("2019-11-25?", "?", False),
        ("2019~-11", "~", True),
        ("2019-?11-25", "?", True),
        ("2019?-~11", "%", True),
        ("2019-11-25%", "%", False),
    ],
)
def test_marks_of_parts_add_up_to_that_of_the_whole(text: str, mark: str, *, partly: bool) -> None:
    assert (simple(text).mark, simple(text).partly) == (mark, partly)


@pytest.mark.parametrize(
    ("text", "count"),
    [("2019", 1), ("19XX", 1), ("19XX-12-25", 100), ("19XX-02-29", 24), ("XXXX-12-25", 1), ("2019-XX-01", 12)],
)
def test_unspecified_digits_are_told_apart_while_they_are_few(text: str, count: int) -> None:
    assert len(parse(text).spans) == count


@given(DATES | RARE)
def test_the_whole_reaches_from_the_first_stretch_to_the_last(text: str) -> None:
    date = parse(text)
    assert date.strict == hull(date.spans)
    assert date.fuzzy == hull(date.fuzzy_spans)
    assert date.sort_key[1] == date.strict.end
