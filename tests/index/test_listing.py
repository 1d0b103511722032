import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.index import rows as row_sets
from timeline_tui.index.listing import InDateOrder, InOrder

SIZE = 3_000
NUMBERS = st.sets(st.integers(0, SIZE - 1), max_size=200)
PLACES = st.integers(-250, 250)


@given(NUMBERS, PLACES, PLACES, st.sampled_from((1, 2, -1)))
def test_rows_in_date_order_are_a_list_of_them(numbers: set[int], start: int, stop: int, step: int) -> None:
    listed, wanted = InDateOrder(row_sets.of(numbers), SIZE), sorted(numbers)
    assert len(listed) == len(wanted)
    assert list(listed) == wanted
    assert listed[start:stop:step] == wanted[start:stop:step]
    assert [listed[at] for at in range(-len(wanted), len(wanted))] == wanted + wanted


@given(st.lists(st.integers(0, SIZE), max_size=50), PLACES, PLACES)
def test_rows_in_an_order_keep_it(numbers: list[int], start: int, stop: int) -> None:
    listed = InOrder(np.array(numbers, np.uint32))
    assert list(listed) == numbers
    assert listed[start:stop] == numbers[start:stop]


def test_beyond_its_end_a_list_has_nothing() -> None:
    for at in (2, -3):
        with pytest.raises(IndexError):
            InDateOrder(0b11, 2)[at]
