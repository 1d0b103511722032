import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.index import runs
from timeline_tui.index.arrays import pointers, ranges
from timeline_tui.index.fold import document, words
from timeline_tui.index.runs import Hasher, Numbering, found, lowered


def cut(text: str) -> list[bytes]:
    buffer = lowered(text)
    starts, lengths = found(buffer)
    return [buffer[start : start + length].tobytes() for start, length in zip(starts, lengths, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MARK 51°7, G-Data!", ["mark", "51", "7", "g", "data"]),
        ("„Städte“ – und…", ["städte", "und"]),
        ("筑波、つくば　市", ["筑波", "つくば", "市"]),
        ("x² a\u00adb", ["x²", "a\u00adb"]),
        ("", []),
        ("\0a\0", ["a"]),
    ],
)
def test_runs_end_where_no_word_goes_on(text: str, expected: list[str]) -> None:
    assert cut(text) == [run.encode() for run in expected]


@given(st.text(max_size=60))
def test_the_words_of_the_runs_are_the_words_of_the_text(text: str) -> None:
    assert [word for run in cut(text) for word in words(run.decode())] == words(text)


@given(st.lists(st.text("aeouä°-ß\u0308\u00ad", max_size=8), max_size=5))
def test_every_spelling_of_a_word_is_one_of_its_run(texts: list[str]) -> None:
    text = " ".join(texts)
    assert {word for run in cut(text) for word in document([run.decode()]).split()} == set(document([text]).split())


@given(st.lists(st.lists(st.text("abü", max_size=20), max_size=30), max_size=5), st.integers(4, 400))
def test_equal_runs_have_one_number_and_others_another(chunks: list[list[str]], long: int) -> None:
    numbering, hasher = Numbering(), Hasher()
    known: dict[bytes, int] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_LONG", long)
        for chunk in chunks:
            text = " ".join(chunk)
            buffer = lowered(text)
            numbers, new = numbering.numbers(hasher.hashes(buffer, *found(buffer)))
            pieces = cut(text)
            before = len(known)
            assert numbers.tolist() == [known.setdefault(piece, len(known)) for piece in pieces]
            assert [pieces[at] for at in new] == list(known)[before:]
    assert len(numbering) == len(known)


def test_numbers_stay_when_the_table_grows() -> None:
    numbering = Numbering()
    hashes = np.arange(1, 40_001, dtype=np.uint64) * np.uint64(0x9E37_79B9_7F4A_7C15)
    first, _ = numbering.numbers(hashes)
    again, new = numbering.numbers(hashes[::-1])
    assert first.tolist() == list(range(40_000))
    assert (again[::-1] == first).all()
    assert not len(new)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), max_size=8))
def test_ranges_are_each_stretch_after_the_other(stretches: list[tuple[int, int]]) -> None:
    starts, lengths = (
        np.array(column, np.int64) for column in (zip(*stretches, strict=True) if stretches else ((), ()))
    )
    assert ranges(starts, lengths).tolist() == [at for start, size in stretches for at in range(start, start + size)]
    assert pointers(lengths).tolist() == [sum(lengths[:at]) for at in range(len(stretches) + 1)]
