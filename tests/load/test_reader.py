import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents import GOOD, GOOD_BYTES, documents, paths, replaced, unmark, wild_documents, wild_values
from timeline_tui.load import json_text
from timeline_tui.load.reader import Loaded, _careful, cleaned, is_tidy, load
from timeline_tui.model import limits
from timeline_tui.model.problems import Problems, Severity, spell
from timeline_tui.model.records import Timeline, as_json, record_of
from timeline_tui.model.text import clean

sampled = settings(max_examples=100, deadline=None, database=None)
thorough = settings(sampled, max_examples=150)


def faults(loaded: Loaded) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in loaded.problems.found]


def ids(loaded: Loaded) -> list[str]:
    assert loaded.timeline
    return [event.id for event in loaded.timeline.events]


def strings_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in strings_in(part)]
    return [text for item in value for text in strings_in(item)] if isinstance(value, list | tuple) else []


def is_strict(data: bytes) -> bool:
    try:
        json.loads(data.decode("utf-8-sig"), parse_constant=int, parse_float=lambda digits: int(float(digits)))
    except (ValueError, OverflowError):
        return False
    return True


def holds(loaded: Loaded, data: bytes) -> None:
    """What is true of everything that was read: it is safe, and every problem has a place in the file."""
    lines = data.decode("utf-8-sig", errors="surrogateescape").split("\n")
    for problem in loaded.problems.found:
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert "\n" not in problem.at("t.json")
        assert clean(problem.at("t.json")) == problem.at("t.json")
    if loaded.timeline:
        written = as_json(loaded.timeline)
        assert [text for text in strings_in(written) if clean(text) != text] == []
    assert loaded.timeline or loaded.problems.errors


@given(wild_documents | documents(), st.booleans(), st.none() | st.integers(0, 2))
def test_no_string_of_a_tidy_text_is_cleaned(document: Any, ascii_only: bool, indent: int | None) -> None:  # noqa: FBT001
    text = json.dumps(document, ensure_ascii=ascii_only, indent=indent)
    assert not is_tidy(text) or cleaned(json.loads(text)) == json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        '"\\u0007"',
        '"\\b"',
        '"\x1b"',
        '"\\\\\\u0007"',
        '"a\u0301\u0301\u0301\u0301\u0301"',
        '"\udc80"',
        '"\u202e"',
        '"' + "a" * limits.STRING + '"',
    ],
)
def test_what_must_be_looked_at_is_not_tidy(text: str) -> None:
    assert not is_tidy(text)


@pytest.mark.parametrize("text", ['{\r\n\t"a": "b\\n\\tc \\"d\\" \\\\u0007 \\/"\n}', '"\u8abf\u5370 \u00fc"'])
def test_what_is_clean_is_tidy(text: str) -> None:
    assert is_tidy(text)
    assert cleaned(json.loads(text)) == json.loads(text)


def test_a_good_file_is_taken_whole_and_needs_no_care(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(json_text, "read")
    assert load(GOOD_BYTES) == Loaded(record_of(Timeline, GOOD), Problems(), is_json=True)


@sampled
@given(document=documents(), indent=st.none() | st.integers(0, 2), ascii_only=st.booleans())
def test_the_quick_and_the_careful_way_lead_to_the_same_timeline(
    document: dict[str, Any], indent: int | None, *, ascii_only: bool
) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
    quick, careful = load(text.encode()), _careful(text)
    assert quick == careful
    assert (quick.problems, quick.is_json) == (Problems(), True)
    assert ids(quick) == [event["id"] for event in document["events"]]
    holds(quick, text.encode())


@thorough
@given(st.binary() | st.text('{}[]",:\\events1/* \n').map(str.encode))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe{\x00}\x00")
@example(b"null")
@example(b'{"events":[]}\x00')
def test_any_bytes_are_read(data: bytes) -> None:
    holds(load(data), data)


@thorough
@given(st.data())
def test_a_good_file_with_bytes_changed_is_read(data: st.DataObject) -> None:
    changed = bytearray(GOOD_BYTES)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed)))
        typed = st.binary(max_size=2) | st.sampled_from([b'"', b",", b"{", b"]", b":", b"\\", b"\n", b"0", b"null"])
        changed[at : at + data.draw(st.integers(0, 3))] = data.draw(typed)
    loaded = load(bytes(changed))
    holds(loaded, bytes(changed))
    assert loaded.is_json is is_strict(bytes(changed))


@sampled
@given(st.integers(0, len(GOOD_BYTES) - 1))
def test_a_file_that_ends_too_soon_keeps_its_whole_events(length: int) -> None:
    ends = {"signed": GOOD_BYTES.index(b'"id": "visit"'), "visit": GOOD_BYTES.index(b'\n "people"')}
    loaded = load(GOOD_BYTES[:length])
    holds(loaded, GOOD_BYTES[:length])
    assert loaded.problems.errors
    assert not loaded.is_json
    kept = ids(loaded) if loaded.timeline else []
    assert {name for name, end in ends.items() if end <= length} <= set(kept)


@thorough
@given(wild_documents)
def test_any_document_is_read(document: dict[str, Any]) -> None:
    data = json.dumps(document).encode()
    holds(load(data), data)


@thorough
@given(st.data())
def test_a_good_file_with_values_changed_is_read(data: st.DataObject) -> None:
    document = GOOD
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(paths(document)[1:]))
        new: object = data.draw(st.sampled_from(["", None, 5, [], {}, [{}], "a"]) | wild_values)
        document = replaced(document, path, new)
    written = json.dumps(document).encode()
    holds(load(written), written)


@pytest.mark.parametrize(
    ("codes", "marked"),
    [
        ("syntax", '{"id": "a", "title": "A"▸,}'),
        ("syntax", '{"id": "a"▸ "title": "A"}'),
        ("syntax", '{"id": "a", ▸/* why */ "title": "A"}'),
        ("syntax", '{"id": "a", ▸title: "A"}'),
        ("syntax", '{"id": "a", "title": "A▸\nB"}'),
        ("nan unknown-key", '{"id": "a", "title": "A", "size": ▸▸NaN}'),
        ("duplicate-key", '{"id": "a", "title": "B", ▸"title": "A"}'),
        ("surrogate", '{"id": "a", "title": ▸"\\udead"}'),
        ("size unknown-key", f'{{"id": "a", "title": "A", "size": ▸▸{"9" * 1000}}}'),
        ("size", f'{{"id": "a", "title": ▸"{"x" * (limits.STRING + 1)}"}}'),
        ("unknown-key depth", f'{{"id": "a", "title": "A", "size": ▸{"[" * 61}▸{"[" * 9}{"]" * 70}}}'),
        ("type", '{"id": "a", "title": ▸5}'),
        ("type", '{"id": "a", "title": "A", "tags": ["ä", ▸5]}'),
        ("value", '{"id": "a", "title": "A", "status": ▸"done"}'),
        ("date", '{"id": "a", "title": "A", "date": ▸"2019-02-30"}'),
        ("date", '{"id": "a", "title": "A", "date": ▸"2019/2006"}'),
        ("missing", '▸{"id": "a"}'),
        ("missing missing", "▸▸{}"),
        ("id", '{"id": ▸"A b", "title": "A"}'),
        ("duplicate-id", '{"id": ▸"first", "title": "A"}'),
        ("reference", '{"id": "a", "title": "A", "people": [▸"who"]}'),
        ("reference", '{"id": "a", "title": "A", "citations": [{"source": ▸"who"}]}'),
        ("reference", '{"id": "a", "title": "A", "related": ["first", ▸"who"]}'),
        ("unknown-key", '{"id": "a", "title": "A", "citatons": ▸[]}'),
    ],
)
def test_each_fault_is_reported_where_it_stands_and_nothing_is_lost(codes: str, marked: str) -> None:
    data, places = unmark(
        f'{{"events": [\n{{"id": "first", "title": "F"}},\n{marked},\n{{"id": "last", "title": "L"}}\n]}}'
    )
    loaded = load(data)
    assert sorted(faults(loaded)) == sorted((code, *place) for code, place in zip(codes.split(), places, strict=True))
    assert len(ids(loaded)) == 3
    assert (ids(loaded)[0], ids(loaded)[2]) == ("first", "last")
    assert loaded.is_json is is_strict(data)


def test_all_faults_of_a_file_are_reported_in_one_run_and_in_its_order() -> None:
    data, places = unmark(
        '{"title": ▸5, // why\n'
        ' "events": [\n'
        '  {"id": "a", "title": "A", "date": ▸"2019-13",},\n'
        '  {"id": ▸"a", "title": "B"}\n'
        '  {"id": "c", "title": "C", "related": [▸"d"], "status": ▸NaN},\n'
        "  ▸7\n"
        " ],\n"
        ' "sources": [{"id": "s", "title": "S", ▸"titel": "T"}]\n'
        "}".replace('▸"titel": ', '"titel": ▸')
    )
    loaded = load(data)
    found = faults(loaded)
    assert {(line, column) for _, line, column in found} >= set(places)
    assert [place for _, *place in found] == sorted(place for _, *place in found)
    assert sorted({code for code, _, _ in found}) == [
        "date", "duplicate-id", "nan", "reference", "syntax", "type", "unknown-key", "value"
    ]  # fmt: skip
    assert ids(loaded) == ["a", "a-2", "c"]


@pytest.mark.parametrize(
    "marked",
    [
        '{"events": [{"id": "a", "title": "A"}], "title": ▸"Tow',
        '▸{"events": [{"id": "a", "title": "A"}]',
        '{"events": ▸[{"id": "a", "title": "A"},\n',
        '{"events": [{"id": "a", "title": "A"}, ▸{"id": "b", "title": "B"',
        '{"events": [{"id": "a", "title": "A"}], "title"▸',
        '{"events": [{"id": "a", "title": "A"}], "title": ▸',
        '{"events": [{"id": "a", "title": "A"}], "title": ▸}',
        '{"events": [{"id": "a", "title": "A"}], "people": [▸}',
    ],
)
def test_where_a_file_breaks_off_there_is_one_fault(marked: str) -> None:
    data, places = unmark(marked)
    loaded = load(data)
    assert faults(loaded) == [("syntax", *place) for place in places]
    assert ids(loaded) == ["a"]
    assert not loaded.is_json


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "syntax"),
        (b" \n\t", "syntax"),
        (b"\xef\xbb\xbf", "syntax"),
        (b"id,title\n1,2", "syntax"),
        (b"<html>", "syntax"),
        (b"[]", "type"),
        (b"null", "type"),
        (b'"text"', "type"),
        (b"5", "type"),
    ],
)
def test_what_is_no_object_gives_no_timeline(data: bytes, code: str) -> None:
    loaded = load(data)
    assert loaded.timeline is None
    assert faults(loaded) == [(code, 1, 1)]
    assert loaded.is_json is is_strict(data)


def test_bytes_that_are_no_utf_8_are_reported_and_the_rest_is_read() -> None:
    data = '{"events": [\n{"id": "a", "title": "ä▸ß▸"}]}'.encode().replace("▸".encode(), b"\xfc\xff")
    loaded = load(data)
    assert faults(loaded) == [("utf-8", 2, 24), ("utf-8", 2, 27)]
    assert "fc ff" in loaded.problems.found[0].message
    assert not loaded.is_json
    assert loaded.timeline
    assert loaded.timeline.events[0].title == {"": "ä\ufffd\ufffdß\ufffd\ufffd"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_other_encodings_are_reported(encoding: str) -> None:
    loaded = load(json.dumps(GOOD).encode(encoding))
    assert loaded.problems.errors
    assert not loaded.is_json


def test_a_byte_order_mark_is_no_fault_and_moves_no_column() -> None:
    assert load(b"\xef\xbb\xbf" + GOOD_BYTES) == load(GOOD_BYTES)
    assert faults(load(b'\xef\xbb\xbf{"events": 5}')) == [("type", 1, 12)]


@pytest.mark.parametrize("opening", ["[", '{"events":', '{"events":[', '{"events":[{"title":'])
@pytest.mark.parametrize("times", [100_000])
def test_a_hundred_thousand_levels_are_no_trouble(opening: str, times: int) -> None:
    data = (opening * times).encode()
    loaded = load(data)
    assert "depth" in {code for code, _, _ in faults(loaded)}
    assert not loaded.is_json


def test_a_value_nested_too_deep_costs_nothing_else() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    loaded = load(f'{{"x": {deep}, "events": [{{"id": "a", "title": "A"}}]}}'.encode())
    assert {code for code, _, _ in faults(loaded)} == {"depth", "unknown-key"}
    assert ids(loaded) == ["a"]
    assert loaded.is_json


def test_a_thousand_problems_are_kept_and_all_are_counted() -> None:
    events = [{"id": f"e{number}", "title": "T", "date": "soon", "x": 1} for number in range(700)]
    problems = load(json.dumps({"events": events}).encode()).problems
    assert (len(problems.found), problems.more) == (limits.PROBLEMS, 400)
    assert (problems.errors, problems.warnings) == (700, 700)
    assert [spell(problem.path) for problem in problems.found[:2]] == ["events[0].date", "events[0].x"]


def test_text_comes_out_safe_for_a_terminal() -> None:
    nasty, safe = "\x1b]0;x\x07\u202e", "␛]0;x␇⟨U+202E⟩"
    document = {
        "events": [{"id": "a", "title": {nasty: nasty}, "tags": [nasty], nasty: {nasty: [nasty]}, "people": [nasty]}]
    }
    data = json.dumps(document).encode()
    loaded = load(data)
    assert loaded.timeline
    (event,) = loaded.timeline.events
    assert (event.title, event.tags, event.people[0].person) == ({safe: safe}, (safe,), safe)
    assert event.other == {safe: {safe: [safe]}}
    holds(loaded, data)


def test_what_is_lost_is_an_error_and_what_only_looks_wrong_a_warning() -> None:
    document = {"events": [{"id": "a", "title": "A", "date": "2019/2006", "people": ["p"], "x": 1, "status": 2}]}
    found = load(json.dumps(document).encode()).problems.found
    assert {problem.code: problem.severity for problem in found} == {
        "date": Severity.WARNING,
        "reference": Severity.WARNING,
        "unknown-key": Severity.WARNING,
        "value": Severity.ERROR,
    }


def test_a_message_is_never_as_long_as_the_file_makes_it() -> None:
    long = "x" * 100_000
    document = {"events": [{"id": long, "title": "A", "date": long, "status": long, "related": [long + "y"], long: 1}]}
    lengths = [len(problem.at("t.json")) for problem in load(json.dumps(document).encode()).problems.found]
    assert len(lengths) == 4
    assert max(lengths) < 1000
