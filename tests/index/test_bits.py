"""Sets of rows as arrays: what is quick must be what is plain."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline_tui.index import bits as bits_module
from timeline_tui.index import shared
from timeline_tui.index.bits import counted_between, filled, looked_up, mark, mask_of, packed, rows_of_bits, unpacked

SIZE = st.integers(1, 300)
ROWS = st.sets(st.integers(0, 299))


@given(SIZE, ROWS, st.lists(st.integers(0, 299), min_size=2))
def test_bits_between_places_are_counted(size: int, rows: set[int], places: list[int]) -> None:
    rows, places = {row for row in rows if row < size}, sorted(min(place, size) for place in places)
    found = counted_between(packed(sum(1 << row for row in rows), size), np.array(places, np.uint32))
    wanted = [sum(a <= row < b for row in rows) for a, b in pairwise(places)]
    assert found.tolist() == wanted


@given(SIZE, ROWS)
@example(64, {63})
@example(65, {0, 64})
@example(128, {1, 2, 127})
def test_rows_between_turns_are_filled(size: int, turns: set[int]) -> None:
    places = sorted(turn for turn in turns if turn < size)
    wanted = sum(1 << row for row in range(size) if sum(place <= row for place in places) % 2)
    found = filled(np.array(places, np.int64), size)
    assert len(found) == (size + 7) // 8
    assert rows_of_bits(found) == wanted


@given(SIZE, ROWS, st.lists(st.integers(0, 299)), st.sampled_from([8, 16, 1024]))
def test_rows_are_looked_up_block_by_block(size: int, rows: set[int], asked: list[int], at_once: int) -> None:
    known = {row for row in rows if row < size}
    asked = [row for row in asked if row < size]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bits_module, "_LOOKED_UP", at_once)
        found = looked_up(mask_of(sum(1 << row for row in known), size), np.array(asked, np.uint32))
    assert unpacked(found, len(asked)).tolist() == [row in known for row in asked]


@given(
    st.lists(st.integers(0, 99), min_size=1, max_size=200),
    st.lists(st.integers(0, 200), max_size=12),
    st.sampled_from([1, 4, 1000]),
    st.sampled_from([1, 8, 1000]),
    st.sampled_from([0, 1000]),
)
def test_the_rows_in_some_stretches_are_marked(
    rows: list[int], places: list[int], long: int, block: int, many: int
) -> None:
    places = sorted(min(place, len(rows)) for place in places[: len(places) // 2 * 2])
    starts, ends = np.array(places[::2], np.uint32), np.array(places[1::2], np.uint32)
    mask = np.zeros(100, np.uint8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bits_module, "_LONG", long)
        patch.setattr(bits_module, "_BLOCK", block)
        patch.setattr(shared, "_MANY", many)
        mark(mask, np.array(rows, np.uint32), starts, ends)
    wanted = {row for start, end in zip(places[::2], places[1::2], strict=True) for row in rows[start:end]}
    assert set(np.flatnonzero(mask).tolist()) == wanted
