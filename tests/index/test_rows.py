import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.index import rows

NUMBERS = st.lists(st.integers(0, 500))


@given(NUMBERS)
def test_a_set_of_rows_lists_its_numbers_once_and_in_order(numbers: list[int]) -> None:
    assert rows.listed(rows.of(numbers)) == sorted(set(numbers))


@given(st.integers(min_value=0, max_value=1 << 300))
def test_a_listed_set_can_be_made_again(found: int) -> None:
    assert rows.of(rows.listed(found)) == found


@given(NUMBERS, NUMBERS)
def test_and_or_and_count_are_those_of_sets(some: list[int], others: list[int]) -> None:
    assert rows.listed(rows.of(some) & rows.of(others)) == sorted({*some} & {*others})
    assert rows.listed(rows.of(some) | rows.of(others)) == sorted({*some} | {*others})
    assert rows.of(some).bit_count() == len({*some})


@pytest.mark.parametrize("size", [0, 1, 64, 300])
def test_everything_is_every_row_up_to_the_size(size: int) -> None:
    assert rows.listed(rows.everything(size)) == list(range(size))
