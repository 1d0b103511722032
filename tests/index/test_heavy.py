"""What three letters weigh is what all documents weigh that hold them."""

import numpy as np
import pytest

from timeline_tui.index import heavy
from timeline_tui.index.texts import encoded

WORDS = [" stadt", " städte\n staedte", " rat", " staat 51"]


def heaviest(least: int) -> dict[str, list[int]]:
    blob, starts = encoded(WORDS)
    weights = np.array([5, 3, 2, 1])
    return {
        three: owners.tolist()
        for three, owners in heavy.heaviest(np.frombuffer(blob, np.uint8), starts, weights, least)
    }


def test_those_that_weigh_more_than_asked_come_first() -> None:
    found = heaviest(4)
    assert found == {"sta": [0, 1, 3], "dte": [1, 1], "adt": [0], "tad": [0]}
    assert next(iter(found)) == "sta"


def test_three_letters_stand_in_one_word_and_are_of_ascii() -> None:
    assert {"t51", "at5", "tä"}.isdisjoint(heaviest(0))


def test_no_more_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heavy, "MOST", 2)
    assert len(heaviest(0)) == 2
