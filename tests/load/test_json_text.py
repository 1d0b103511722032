import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline_tui.load.json_text import Document, Places, read
from timeline_tui.model import limits

sampled = settings(max_examples=150, deadline=None, database=None)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=15)
texts = st.builds(
    lambda value, indent, ascii_only: json.dumps(value, indent=indent, ensure_ascii=ascii_only),
    values,
    st.none() | st.sampled_from([1, "\t"]),
    st.booleans(),
)


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its ``▸``, and the line and column of each."""
    pieces = marked.split("▸")
    before = ["".join(pieces[:count]) for count in range(1, len(pieces))]
    return "".join(pieces), [(text.count("\n") + 1, len(text) - text.rfind("\n")) for text in before]


def faults(document: Document) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in document.problems]


def is_strict(text: str) -> bool:
    try:
        json.loads(text, parse_constant=int, parse_float=lambda digits: int(float(digits)))
    except (ValueError, OverflowError):
        return False
    return True


@sampled
@given(texts)
def test_json_is_read_as_the_standard_library_reads_it(text: str) -> None:
    document = read(text)
    assert document.value == json.loads(text)
    assert (document.problems, document.complete) == ([], True)


@sampled
@given(texts)
def test_each_value_stands_where_its_place_says(text: str) -> None:
    document, decoder = read(text), json.JSONDecoder()
    for path, offset in document.positions.items():
        value: Any = document.value
        for step in path:
            value = value[step]
        assert decoder.raw_decode(text, offset)[0] == value


@settings(sampled, max_examples=200)
@given(texts, st.data())
def test_whatever_departs_from_json_is_a_fault_and_nothing_else_is(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 2))
    typed = data.draw(st.text('{}[]",:\\/*-+.019eEtrufalsn \n\t', max_size=3))
    changed = text[:at] + typed + text[at + gone :]
    departures = [problem for problem in read(changed).problems if problem.code in {"syntax", "nan"}]
    assert (not departures) == is_strict(changed)


@sampled
@given(st.text() | st.text('{}[]",:\\u/*-+.0129eEtrufalsn \n', max_size=40))
@example("")
@example("\ufeff{}")
@example('{"a":' * 500)
def test_any_text_is_read_and_every_fault_lies_inside_it(text: str) -> None:
    lines = text.split("\n")
    document = read(text)
    assert document.complete or document.problems
    for problem in document.problems:
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ('{"a": 1▸,}', {"a": 1}),
        ("[1, 2▸,\n]", [1, 2]),
        ("[[1▸,]▸,]", [[1]]),
        ('[{"a": 1}▸ {"b": 2}]', [{"a": 1}, {"b": 2}]),
        ('["a"▸\n "b"]', ["a", "b"]),
        ('{"a": 1▸\n "b": 2}', {"a": 1, "b": 2}),
        ('▸// why\n{"a": 1}', {"a": 1}),
        ('{"a": ▸/* why\n */ 1}', {"a": 1}),
        ('{"a": 1} ▸// end', {"a": 1}),
        ('{▸a: 1, ▸b-c: 2, "d": 3}', {"a": 1, "b-c": 2, "d": 3}),
        ('{"a": ▸True, "b": ▸False, "c": ▸None}', {"a": True, "b": False, "c": None}),
        ('{"a": ▸soon, "b": 1}', {"a": None, "b": 1}),
        ("[▸01, ▸+1, ▸.5, ▸1., 2]", [None, None, None, None, 2]),
        ('["a▸\nb", 1]', ["a\nb", 1]),
        ('["a▸\x1bb"]', ["a\x1bb"]),
        ('{"a": 1}\n▸}', {"a": 1}),
    ],
)
def test_a_slip_is_reported_and_reading_goes_on(marked: str, value: object) -> None:
    text, places = unmark(marked)
    document = read(text)
    assert faults(document) == [("syntax", *place) for place in places]
    assert (document.value, document.complete) == (value, True)


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("▸", None),
        (" \n▸", None),
        ("▸hello", None),
        ("▸'a'", None),
        ('▸{"a": 1, ', {"a": 1}),
        ('▸{"a": 1', {"a": 1}),
        ('{"a": ▸[1, 2', {"a": [1, 2]}),
        ('{"a": ["b", ▸"c', {"a": ["b"]}),
        ('{"a": [{"b": 1}, ▸{"b": 2', {"a": [{"b": 1}]}),
        ('{"a": [1▸, ]▸]', {"a": [1]}),
        ('{"a": [1, ▸}', {"a": [1]}),
        ('{"a": [1 ▸2]}', {"a": [1]}),
        ('{"a": [1, ▸, 2]}', {"a": [1]}),
        ('{"a": [1], "b" ▸2}', {"a": [1]}),
        ('{"a": [1], ▸:}', {"a": [1]}),
        ('{"a": [1], ▸"b\n: 2}', {"a": [1]}),
    ],
)
def test_where_reading_must_stop_what_stood_before_is_kept(marked: str, value: object) -> None:
    text, places = unmark(marked)
    document = read(text)
    assert sorted(faults(document)) == [("syntax", *place) for place in places]
    assert (document.value, document.complete) == (value, False)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1E999"])
def test_what_is_no_number_is_null(number: str) -> None:
    document = read(f'{{"a": [1, {number}]}}')
    assert faults(document) == [("nan", 1, 11)]
    assert document.value == {"a": [1, None]}


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    text, places = unmark('{"a": 1,\n ▸"a": 2, "b": {"a": 3, ▸"\\u0061": 4}}')
    document = read(text)
    assert faults(document) == [("duplicate-key", *place) for place in places]
    assert [problem.path for problem in document.problems] == [("a",), ("b", "a")]
    assert document.value == {"a": 2, "b": {"a": 4}}


@pytest.mark.parametrize("text", ['["\\ud800"]', '["\\udc00\\ud800"]', '["a\\udfff"]'])
def test_half_a_surrogate_pair_is_reported(text: str) -> None:
    assert faults(read(text)) == [("surrogate", 1, 2)]


def test_a_whole_surrogate_pair_is_a_character() -> None:
    document = read('["\\ud83d\\ude80"]')
    assert (document.value, document.problems) == (["🚀"], [])


@pytest.mark.parametrize(("digits", "faulty"), [(limits.DIGITS, False), (limits.DIGITS + 1, True), (1000, True)])
@pytest.mark.parametrize("shape", ["{}", "-{}", "0.{}"])
def test_numbers_have_no_more_digits_than_the_limit(shape: str, digits: int, *, faulty: bool) -> None:
    text = shape.format("7" * (digits - len(shape) + 2))
    document = read(f"[{text}, 1]")
    assert faults(document) == ([("size", 1, 2)] if faulty else [])
    assert document.value == [None if faulty else json.loads(text), 1]


def test_strings_are_cut_at_the_limit() -> None:
    longest = "x" * limits.STRING
    assert read(f'["{longest}"]').problems == []
    document = read(f'["{longest}y", "z"]')
    assert faults(document) == [("size", 1, 2)]
    assert document.value == [longest, "z"]


def test_nesting_is_kept_to_the_limit() -> None:
    assert read("[" * limits.DEPTH + "]" * limits.DEPTH).problems == []
    document = read("[" * limits.DEPTH + '[{"]": "}"}], 1' + "]" * limits.DEPTH)
    assert faults(document) == [("depth", 1, limits.DEPTH + 1)]
    assert json.dumps(document.value) == "[" * limits.DEPTH + "null, 1" + "]" * limits.DEPTH


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
@pytest.mark.parametrize("closing", ["", "]", "}"])
def test_a_hundred_thousand_levels_are_no_trouble(opening: str, closing: str) -> None:
    assert "depth" in {code for code, _, _ in faults(read(opening * 100_000 + closing * 200_000))}


@sampled
@given(st.text(st.sampled_from("a\nß\r🚀"), max_size=30), st.data())
def test_lines_and_columns_count_from_1_in_characters(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    line, column = Places(text).of(offset)
    assert sum(len(above) + 1 for above in text.split("\n")[: line - 1]) + column - 1 == offset
    assert column <= len(text.split("\n")[line - 1]) + 1
