import gzip
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigfiles import document, events, everything_is_big, indexes, lines
from documents import documents, wild_documents
from timeline_tui.index.base import Ranked
from timeline_tui.index.facets import Facet
from timeline_tui.index.mapped import MappedIndex
from timeline_tui.index.scan import ScanIndex
from timeline_tui.load import splitting, whole
from timeline_tui.load.reader import load
from timeline_tui.model import limits
from timeline_tui.model.problems import Problem
from timeline_tui.model.records import replace
from timeline_tui.query.run import run
from timeline_tui.query.syntax import parse
from timeline_tui.store import opening
from timeline_tui.store.opening import (
    Opened,
    UnreadableError,
    begin_opening,
    completed,
    open_timeline,
    read_bytes,
    shipped,
)

SMALL = '{"version": 1, "title": "Small", "events": [{"id": "a", "title": "A", "date": "2019"}]}'
NOT_ROOT = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "timeline.json"
    path.write_text(SMALL, "utf-8")
    return path


def fault_of(path: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        open_timeline(path)
    return str(caught.value)


def test_a_file_is_opened_and_can_be_asked(file: Path) -> None:
    opened = open_timeline(str(file))
    assert opened.name == str(file)
    assert [found.id for found in opened.index.events([0])] == ["a"]
    assert opened.problems.found == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("   \n", id="only spaces"),
        pytest.param("Bochum and Tsukuba", id="prose"),
        pytest.param("[]", id="a list"),
        pytest.param("null", id="null"),
        pytest.param("\x00\x01", id="binary"),
    ],
)
def test_what_holds_no_timeline_is_refused_by_name(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    assert fault_of(str(file)).startswith(f"{file}:1:1: error[")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert fault_of(str(tmp_path / "gone.json")) == f"{tmp_path}/gone.json: there is no such file"


def test_a_folder_is_named_with_what_to_write_instead(tmp_path: Path) -> None:
    fault = fault_of(str(tmp_path))
    assert fault.startswith(f"{tmp_path}: this is a folder")
    assert f"{tmp_path}/timeline.json" in fault


@NOT_ROOT
def test_a_file_that_may_not_be_read_is_named(file: Path) -> None:
    file.chmod(0)
    assert fault_of(str(file)) == f"{file}: you may not read this file"


def test_a_refused_permission_is_told_apart_from_a_missing_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    assert fault_of(str(file)) == f"{file}: you may not read this file"


@pytest.mark.parametrize(
    ("below", "fault"),
    [
        pytest.param("timeline.json/deeper", "timeline.json/deeper: cannot be read: Not a directory", id="no folder"),
        pytest.param("a\x00b", "a␀b: cannot be read: embedded null byte", id="null byte"),
        pytest.param("n" * 300, f"{'n' * 300}: cannot be read: File name too long", id="long name"),
    ],
)
def test_whatever_else_keeps_a_file_closed_is_told_after_its_name(file: Path, below: str, fault: str) -> None:
    assert fault_of(f"{file.parent}/{below}") == f"{file.parent}/{fault}"


def test_a_path_cannot_command_the_terminal(tmp_path: Path) -> None:
    fault = fault_of(str(tmp_path / "\x1b[2J\n.json"))
    assert "\x1b" not in fault
    assert "\n" not in fault


def test_a_file_with_faults_is_opened_with_what_is_good(file: Path) -> None:
    file.write_text(SMALL.replace("]}", ', {"id": "b", "title": "B", "date": "someday"}]}'), "utf-8")
    opened = open_timeline(str(file))
    assert opened.index.size == 2
    assert opened.problems.errors == 1


def test_broken_json_is_opened_as_far_as_it_goes_and_says_so(file: Path) -> None:
    file.write_text(SMALL.removesuffix("}"), "utf-8")
    opened = open_timeline(str(file))
    assert opened.index.size == 1
    assert opened.problems.errors == 1


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(SMALL.encode())))
    opened = open_timeline("-")
    assert (opened.name, opened.index.size) == ("<stdin>", 1)


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_one_line_of_standard_input_is_a_record(monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f'{{"id": "a", "title": "A"}}{end}'.encode())))
    assert open_timeline("-").index.size == 1


def test_faults_of_standard_input_are_named_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    assert fault_of("-").startswith("<stdin>:1:1: ")


def test_the_shipped_timeline_opens_without_problems() -> None:
    opened = open_timeline(None)
    assert opened.problems.found == ()
    assert opened.index.size > 30
    assert read_bytes(None) == shipped().read_bytes()


QUERIES = ("", "a", "event", '"a b"', "-a", "2019", "..2006", "is:disputed", "is:uncited", "has:quote", "person:any",
           "source:none", "tag:*a*", "id:a", "near:a,1y", "title:e", "claim:a")  # fmt: skip


def told(problems: tuple[Problem, ...]) -> list[tuple[int, int, str, str, str]]:
    """Problems in an order that says nothing of who found them."""
    return sorted((one.line, one.column, one.code, one.message, str(one.path)) for one in problems)


def opened_both(path: Path) -> tuple[Opened | str, Opened | str]:
    """A file held in memory and indexed; the message of one that cannot be opened."""
    both: list[Opened | str] = []
    for big in (1 << 60, 1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(opening, "BIG", big)
            try:
                both.append(open_timeline(str(path)))
            except UnreadableError as error:
                both.append(str(error))
    return both[0], both[1]


def assert_same(path: Path) -> None:
    small, big = opened_both(path)
    if isinstance(small, str) or isinstance(big, str):
        assert small == big
        return
    assert isinstance(small.index, ScanIndex)
    assert isinstance(big.index, MappedIndex)
    everything = range(small.index.size)
    assert big.index.events(everything) == small.index.events(everything)
    assert big.index.timeline == replace(small.index.timeline, events=())
    assert told(big.problems.found) == told(small.problems.found)
    assert (big.problems.more, big.problems.more_errors) == (small.problems.more, small.problems.more_errors)
    for text in QUERIES:
        assert run(big.index, parse(text)).rows == run(small.index, parse(text)).rows, text
    for facet in Facet:
        wanted = small.index.ranked(facet, run(small.index, parse("")).rows, Ranked("en"))
        found = big.index.ranked(facet, run(big.index, parse("")).rows, Ranked("en"))
        assert [found[at] for at in range(len(found))] == [wanted[at] for at in range(len(wanted))]
    assert list(big.index.findings) == list(small.index.findings)
    assert list(big.index.differences) == list(small.index.differences)
    for event in small.index.events(everything):
        assert big.index.row(event.id) == small.index.row(event.id)
        assert list(big.index.referring(event.id)) == list(small.index.referring(event.id))


def as_lines(value: dict[str, Any]) -> bytes:
    """A document as JSON Lines, the rest of it first."""
    kinds = {"events": "event", "people": "person", "sources": "source"}
    rest = {key: inner for key, inner in value.items() if key not in kinds}
    tagged = [{**one, "kind": kind} for section, kind in kinds.items() for one in value.get(section, [])]
    return lines({"kind": "timeline", **rest}, *tagged)


WRITTEN: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "timeline.json": lambda value: json.dumps(value, indent=1).encode(),
    "one-line.json": lambda value: json.dumps(value).encode(),
    "packed.json.gz": lambda value: gzip.compress(json.dumps(value, indent=1).encode()),
    "lines.jsonl": as_lines,
    "lines.jsonl.gz": lambda value: gzip.compress(as_lines(value)),
}
sampled = settings(max_examples=40, deadline=None, database=None)


def is_named(value: dict[str, Any]) -> bool:
    """Whether everything that a source says has a name: the audit of one document where it has not fails."""
    return '"": ' not in json.dumps(value)


@sampled
@given(
    (documents() | wild_documents).filter(is_named),
    st.sampled_from(["timeline.json", "one-line.json", "packed.json.gz"]),
)
def test_a_document_is_the_same_big_and_small(value: dict[str, Any], name: str) -> None:
    with tempfile.TemporaryDirectory() as folder, everything_is_big(Path(folder)):
        file = Path(folder) / name
        file.write_bytes(WRITTEN[name](value))
        assert_same(file)
        found, expected = (
            open_timeline(str(file)),
            load(WRITTEN[name.removesuffix(".gz").replace("packed", "timeline")](value)),
        )
        assert told(found.problems.found) == told(expected.problems.found)


@sampled
@given(documents().filter(is_named), st.sampled_from(["lines.jsonl", "lines.jsonl.gz"]))
def test_json_lines_are_the_same_big_and_small(value: dict[str, Any], name: str) -> None:
    with tempfile.TemporaryDirectory() as folder, everything_is_big(Path(folder)):
        file = Path(folder) / name
        file.write_bytes(WRITTEN[name](value))
        assert_same(file)


BROKEN = document(
    {"id": "a", "title": "A", "related": ["gone", "b"], "people": ["nobody-known"], "kind": "event"},
    {"id": "a", "title": "Again", "date": "2019-13"},
    {"title": "None", "citations": [{"source": "no-such"}], "colour": "red"},
    {"id": "b", "title": "B", "related": ["a", "a-2"], "date": "2019"},
    {"id": "a", "title": "\x1b[2J"},
    {"id": "B!", "title": 5},
)
ONE = b'{"id": "a", "title": "A"}'
OTHER = b'{"id": "b", "title": "B"}'


@pytest.mark.parametrize(
    ("name", "data", "ids", "problems"),
    [
        pytest.param("x.json", BROKEN, "b a a-2 event-3 a-3 B!", None, id="all kinds of faults"),
        pytest.param("x.json", BROKEN.replace(b"\n", b""), "b a a-2 event-3 a-3 B!", None, id="on one line"),
        pytest.param("x.json", b'{"events": [' + ONE + b",\n" + OTHER[:15], "a", "2:13 syntax", id="cut in a record"),
        pytest.param("x.json", b'{"events": []}', "", "", id="no events"),
        pytest.param("x.json", b'{"people": []}', "", "1:1 missing", id="no list of events"),
        pytest.param("x.jsonl", ONE + b"\n" + OTHER[:15] + b"\n" + OTHER, "a b", "2:13 syntax", id="a broken line"),
        pytest.param("x.jsonl", ONE[:-1] + b"\n" + OTHER, "b", "1:1 syntax", id="a broken first line"),
        pytest.param("x.jsonl", b"\n\n" + ONE + b"\n\n\xff\n" + OTHER, "a b", None, id="a line of rubbish"),
        pytest.param("x.jsonl", ONE + b"\n" + ONE + b"\n" + OTHER[:15], "a a-2", None, id="cut and twice"),
        pytest.param("x.jsonl", ONE, "a", "", id="one line"),
        pytest.param("no-name", ONE, "a", "", id="one line by any name"),
        pytest.param("no-name", b"\xef\xbb\xbf" + ONE + b"\n" + OTHER, "a b", "", id="a mark before lines"),
        pytest.param("x.jsonl", b'{"kind": "timeline", "title": "T"}\n', "", "", id="a title alone"),
    ],
)
@pytest.mark.usefixtures("big")
def test_faults_are_the_same_big_and_small(
    tmp_path: Path, name: str, data: bytes, ids: str, problems: str | None
) -> None:
    for packed in (False, True):
        file = tmp_path / (f"{name}.gz" if packed else name)
        file.write_bytes(gzip.compress(data) if packed else data)
        assert_same(file)
        found = open_timeline(str(file))
        assert [event.id for event in found.index.events(range(found.index.size))] == ids.split()
        if problems is not None:
            assert " ".join(f"{one.line}:{one.column} {one.code}" for one in found.problems.found) == problems


@pytest.mark.parametrize("data", [b"", b" \n", b"[]", b"null", b"5", b"Bochum", b"\0\1", b'"a"'])
@pytest.mark.parametrize("name", ["x.json", "x.json.gz"])
@pytest.mark.usefixtures("big")
def test_what_holds_no_timeline_is_refused_in_the_same_words(tmp_path: Path, name: str, data: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    small, big = opened_both(file)
    assert isinstance(small, str)
    assert small == big
    assert small.startswith(f"{file}:1:1: error[")
    assert indexes(tmp_path) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
@pytest.mark.usefixtures("big")
def test_a_big_file_in_another_encoding_is_refused_in_so_many_words(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(document(*events("ab")).decode().encode(encoding))
    assert fault_of(str(file)) == f"{file}:1:1: error[utf-8]: this file is UTF-16 or UTF-32; save it as UTF-8"


@pytest.mark.usefixtures("big")
def test_a_packed_file_that_is_cut_off_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl.gz"
    data = os.urandom(4000).hex()
    packed = gzip.compress(lines(*events("ab"), {"id": "c", "title": data}))
    file.write_bytes(packed[:-2000])
    assert_same(file)
    found = open_timeline(str(file))
    assert found.index.size == 2
    assert "compression" in [problem.code for problem in found.problems.found]


@pytest.mark.parametrize("name", ["x.json.gz", "x.jsonl.gz"])
@pytest.mark.parametrize("damage", [lambda data: data[:-8] + b"\1" * 8, lambda data: data[:-9] + b"\xff" * 9])
@pytest.mark.usefixtures("big")
def test_of_a_damaged_packed_file_the_good_part_is_shown_and_the_damage_told_first(
    tmp_path: Path, name: str, damage: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / name
    file.write_bytes(damage(gzip.compress((lines if "jsonl" in name else document)(*events("abc")))))
    assert_same(file)
    found = open_timeline(str(file))
    assert found.index.size >= 2
    assert "the compressed file is damaged" in found.problems.damage


@pytest.mark.usefixtures("big")
def test_a_file_packed_twice_is_no_timeline(tmp_path: Path) -> None:
    file = tmp_path / "x.json.gz"
    file.write_bytes(gzip.compress(gzip.compress(document(*events("ab")))))
    small, big = opened_both(file)
    assert isinstance(small, str)
    assert isinstance(big, str)
    assert big.startswith(f"{file}:1:1: error[")


@pytest.mark.usefixtures("big")
def test_a_packed_file_is_read_from_its_unpacked_bytes(tmp_path: Path) -> None:
    file = tmp_path / "x.json.gz"
    file.write_bytes(gzip.compress(document(*events("ab"))))
    first = open_timeline(str(file))
    file.unlink()
    assert [event.id for event in first.index.events([0, 1])] == ["a", "b"]


@pytest.mark.usefixtures("big")
def test_an_index_is_made_once(file: Path, tmp_path: Path) -> None:
    begun = begin_opening(str(file))
    assert begun.indexing is not None
    whole_one = completed(begun)
    again = begin_opening(str(file))
    assert (again.indexing, again.index.size) == (None, whole_one.index.size)
    assert completed(again) is again
    assert len(indexes(tmp_path)) == 1


@pytest.mark.usefixtures("big")
def test_an_index_that_cannot_be_opened_is_made_anew(file: Path) -> None:
    open_timeline(str(file))
    faults = iter([ValueError("cut off"), KeyError("row_of"), FileNotFoundError(2, "gone")])
    real = opening._indexed
    for _ in range(3):
        with pytest.MonkeyPatch.context() as once:

            def broken(*_: object) -> Opened:
                once.setattr(opening, "_indexed", real)
                raise next(faults)

            once.setattr(opening, "_indexed", broken)
            assert open_timeline(str(file)).index.size == 1


def test_the_size_from_which_a_file_is_big(file: Path, big: pytest.MonkeyPatch) -> None:
    big.setattr(opening, "BIG", file.stat().st_size + 1)
    assert open_timeline(str(file)).records is None
    big.setattr(opening, "BIG", file.stat().st_size)
    opened = open_timeline(str(file))
    assert (opened.data, opened.record_places()) == (b"", {})
    assert opened.records is not None


@NOT_ROOT
@pytest.mark.usefixtures("big")
def test_a_big_file_that_may_not_be_read_is_named(file: Path) -> None:
    file.chmod(0)
    assert fault_of(str(file)) == f"{file}: you may not read this file"


def test_a_big_file_without_permission_is_named_as_a_small_one(file: Path, big: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    big.setattr(Path, "open", refused)
    big.setattr(Path, "read_bytes", refused)
    assert fault_of(str(file)) == f"{file}: you may not read this file"


@pytest.mark.usefixtures("big")
def test_a_folder_is_never_big(tmp_path: Path) -> None:
    assert fault_of(str(tmp_path)).startswith(f"{tmp_path}: this is a folder")


def previewed(file: Path) -> ScanIndex:
    begun = begin_opening(str(file))
    assert begun.indexing is not None
    assert isinstance(begun.index, ScanIndex)
    completed(begun)
    return begun.index


def test_the_beginning_of_a_big_file_is_there_at_once(tmp_path: Path, big: pytest.MonkeyPatch) -> None:
    big.setattr(opening, "_PREVIEWED", 3)
    file = tmp_path / "x.json"
    known = {"title": "Of many", "people": [{"id": "p", "name": "Pia"}]}
    listed = events("abcde", people=["p", "q"], related=["b", "never"])
    file.write_bytes(document(*listed, **known))
    index = previewed(file)
    assert [event.id for event in index.events(range(index.size))] == ["a", "b", "c"]
    assert (index.names.people["p"].name, index.names.people["q"].name) == ("Pia", "Q")
    assert index.timeline.title == {"": "Of many"}
    assert {relation.event for event in index.events([0, 1, 2]) for relation in event.related} == {"b"}


def test_the_beginning_is_looked_for_behind_people_but_not_for_long(tmp_path: Path, big: pytest.MonkeyPatch) -> None:
    people = [{"kind": "person", "id": f"p{number}", "name": "x" * 1000} for number in range(3000)]
    file = tmp_path / "x.jsonl"
    file.write_bytes(lines(*people, *events("abc")))
    assert previewed(file).size == 3
    big.setattr(whole, "_LOOKED_THROUGH", 1_000_000)
    file.write_bytes(lines(*people, *events("abcd")))
    assert previewed(file).size == 0


@pytest.mark.parametrize("name", ["x.json", "x.jsonl"])
def test_a_record_that_is_far_too_long_is_left_out(tmp_path: Path, big: pytest.MonkeyPatch, name: str) -> None:
    big.setattr(limits, "RECORD", 100_000)
    big.setattr(splitting, "_LOOKED_AT", 1_000)
    file = tmp_path / name
    listed = [*events("a"), {"id": "b", "title": "B" * 300_000}, *events("c")]
    file.write_bytes(lines(*listed) if name.endswith("l") else document(*listed))
    found = open_timeline(str(file))
    assert [event.id for event in found.index.events(range(found.index.size))] == ["a", "c"]
    where = 2 if name.endswith("l") else 3
    assert [(problem.code, problem.line) for problem in found.problems.found] == [("size", where)]


def test_no_more_is_read_of_a_stream_than_can_be_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "HELD", 100)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b" " * 101)))
    assert (
        fault_of("-")
        == "<stdin>: more than 100 bytes cannot be held in memory; save them to a file, which can be indexed"
    )


def test_a_packed_file_is_big_where_what_is_in_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "case.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"id": "a", "title": "A"}\n' * 1_000))
    monkeypatch.setattr(opening, "BIG", file.stat().st_size * 5)
    assert opening.is_big(str(file))
    plain = tmp_path / "case.jsonl"
    plain.write_bytes(file.read_bytes()[2:])
    assert not opening.is_big(str(plain))
