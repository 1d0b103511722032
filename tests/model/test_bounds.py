import pytest

from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds, hull


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "within"),
    [
        (Bounds(0, 10), Bounds(0, 10), True, True),
        (Bounds(2, 3), Bounds(0, 10), True, True),
        (Bounds(0, 11), Bounds(0, 10), True, False),
        (Bounds(10, 20), Bounds(0, 10), False, False),
        (Bounds(-5, 0), Bounds(0, 10), False, False),
        (Bounds(9, 20), Bounds(0, 10), True, False),
        (Bounds(0, 10), Bounds(OPEN_START, OPEN_END), True, True),
    ],
)
def test_the_end_is_outside_and_the_start_is_inside(
    one: Bounds, other: Bounds, *, overlaps: bool, within: bool
) -> None:
    assert one.overlaps(other) is overlaps
    assert other.overlaps(one) is overlaps
    assert one.within(other) is within


def test_only_open_ends_are_unknown() -> None:
    assert (Bounds(0, OPEN_END).has_start, Bounds(0, OPEN_END).has_end) == (True, False)
    assert (Bounds(OPEN_START, 0).has_start, Bounds(OPEN_START, 0).has_end) == (False, True)


def test_open_ends_fit_in_64_bits() -> None:
    assert all(number.to_bytes(8, "big", signed=True) for number in (OPEN_START, OPEN_END))


def test_the_hull_reaches_from_the_first_start_to_the_last_end() -> None:
    assert hull((Bounds(5, 6), Bounds(1, 9), Bounds(3, 20))) == Bounds(1, 20)
