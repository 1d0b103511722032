"""Work that two threads share."""

from collections.abc import Iterator
from threading import Barrier, get_ident

import pytest

from timeline_tui.index.shared import by_two


def test_every_piece_is_done_once() -> None:
    done: list[int] = []
    by_two(done.extend, range(10_000))
    assert sorted(done) == list(range(10_000))


def test_many_pieces_are_worked_on_by_two_threads() -> None:
    both = Barrier(2, timeout=10)
    threads = set()

    def work(pieces: Iterator[int]) -> None:
        next(pieces)
        both.wait()
        threads.add(get_ident())
        list(pieces)

    by_two(work, range(1_000))
    assert len(threads) == 2


def test_few_pieces_wake_nobody() -> None:
    threads: list[int] = []
    by_two(lambda pieces: threads.extend(get_ident() for _ in pieces), range(2))
    assert set(threads) == {get_ident()}


def test_what_goes_wrong_in_the_second_thread_is_told() -> None:
    here, both = get_ident(), Barrier(2, timeout=10)

    def work(pieces: Iterator[int]) -> None:
        next(pieces)
        both.wait()
        if get_ident() != here:
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        by_two(work, range(1_000))
