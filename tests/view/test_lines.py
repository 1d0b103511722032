import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.view.lines import (
    ELLIPSIS,
    Role,
    Segment,
    fill,
    line,
    mark_hits,
    right,
    shorten,
    width_of,
    wrap,
)

CLUSTERS = [*"abc …-'京都ｶﾞßＴé\u0301\t\n", "か\u3099", "e\u0301\u0308", "❤\ufe0f", "🇯🇵", "👩🏽\u200d🚀"]
TEXTS = st.lists(st.sampled_from(CLUSTERS), max_size=20).map("".join)
WIDTHS = st.integers(0, 40)


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("筑波", 4), ("e\u0301", 1), ("👩\u200d🚀", 2), ("ｶ", 1), ("Ｔ", 2), ("—…≤", 3)],
)
def test_a_width_is_counted_in_cells(text: str, width: int) -> None:
    assert width_of(text) == width


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("Bochum", 6, "Bochum"),
        ("Bochum", 5, "Boch…"),
        ("Bochum", 1, "…"),
        ("Bochum", 0, ""),
        ("in Bochum", 4, "in…"),
        ("筑波大学", 8, "筑波大学"),
        ("筑波大学", 7, "筑波大…"),
        ("筑波大学", 6, "筑波…"),
        ("筑波", 2, "…"),
        ("a\nb\tc", 5, "a b c"),
        ("", 3, ""),
    ],
)
def test_what_is_too_wide_is_cut_with_an_ellipsis(text: str, width: int, short: str) -> None:
    assert shorten(text, width) == short


@given(TEXTS, WIDTHS)
def test_shortened_text_fits_and_is_cut_only_where_it_must_be(text: str, width: int) -> None:
    short = shorten(text, width)
    assert width_of(short) <= width
    assert not {"\n", "\t"} & {*short}
    if width_of(" ".join(text.split())) > width > 0:
        assert short.endswith(ELLIPSIS)


@given(TEXTS, WIDTHS)
def test_filled_text_is_exactly_as_wide_as_asked_with_its_padding_behind_or_before(text: str, width: int) -> None:
    assert width_of(fill(text, width)) == width_of(right(text, width)) == width
    assert fill(text, width).startswith(shorten(text, width))
    assert right(text, width).endswith(shorten(text, width))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("the universities begin", 12, ["the", "universities", "begin"]),
        ("the universities begin", 16, ["the universities", "begin"]),
        ("Städtepartnerschaft ist", 6, ["Städte", "partne", "rschaf", "t ist"]),
        ("筑波大学の学生", 6, ["筑波大", "学の学", "生"]),
        ("one\n\ntwo", 9, ["one", "", "two"]),
        ("  spaces   go ", 20, ["spaces go"]),
        ("", 5, [""]),
        ("筑", 1, ["筑"]),
    ],
)
def test_text_is_wrapped_at_spaces_and_inside_words_that_are_too_long(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(TEXTS, st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(width_of(each) <= width for each in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.data(), st.text(max_size=20))
def test_marking_hits_changes_roles_and_never_the_text(data: st.DataObject, text: str) -> None:
    at = data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=6).map(sorted))
    spans = list(zip(at[::2], at[1::2], strict=False))
    pieces = mark_hits(text, spans, Role.TITLE)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.role is Role.HIT] == [text[start:end] for start, end in spans]
    assert {piece.role for piece in pieces} <= {Role.HIT, Role.TITLE}


def test_a_line_takes_strings_and_pieces_and_reads_as_both() -> None:
    made = line("a ", Segment("b", Role.HIT), role=Role.DIM, link=2)
    assert made.segments == (Segment("a "), Segment("b", Role.HIT))
    assert (made.text, made.role, made.link) == ("a b", Role.DIM, 2)
