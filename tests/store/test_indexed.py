import gzip
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bigfiles import events, indexes, lines
from timeline_tui.query.run import run
from timeline_tui.query.syntax import parse
from timeline_tui.store import cache, indexed
from timeline_tui.store.cache import identity_of
from timeline_tui.store.opening import Opened, open_timeline
from timeline_tui.store.recordfile import RecordFile

GONE = "(the file has changed; r reads it again)"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "big.jsonl"
    path.write_bytes(lines(*events("abcd", summary="one summary")))
    return path


def titles(opened: Opened) -> list[str]:
    return [next(iter(event.title.values())) for event in opened.index.events(range(opened.index.size))]


def append(file: Path, before: bytes | None = None) -> None:
    """Add a line to a file, of which ``before`` is written anew."""
    if before is not None:
        file.write_bytes(before)
    with file.open("ab") as opened:
        opened.write(lines(*events("efg")))


def is_right(_data: bytes) -> bool:
    return True


CHANGES = [
    pytest.param(lambda file: os.truncate(file, 10), id="cut"),
    pytest.param(lambda file: os.truncate(file, 0), id="emptied"),
    pytest.param(lambda file: append(file, file.read_bytes()[10:]), id="written anew and longer"),
    pytest.param(lambda file: file.write_bytes(file.read_bytes().replace(b"Event", b"Happening")), id="rewritten"),
    pytest.param(lambda file: os.utime(file, ns=(1, 1)), id="touched"),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.usefixtures("big")
def test_a_file_that_changes_while_it_is_open_says_so_and_harms_nothing(
    file: Path, change: Callable[[Path], object]
) -> None:
    opened = open_timeline(str(file))
    assert opened.records is not None
    change(file)
    assert titles(opened) == [GONE] * 4
    assert opened.records.changed
    for query in ('"one summary"', "event", "2019-01-02", "near:b,1d", "summ*", "id:a", "-event"):
        run(opened.index, parse(query))
    assert opened.index.event("a") is None
    assert opened.index.near_ids("aa", 3) is not None
    assert list(opened.index.findings)
    assert opened.index.differences == ()


@pytest.mark.parametrize("names", ["abcd", "abac"])
@pytest.mark.usefixtures("big")
def test_a_file_that_is_added_to_while_it_is_open_is_what_it_was(file: Path, names: str) -> None:
    file.write_bytes(lines(*events(names)))
    opened = open_timeline(str(file))
    assert opened.records is not None
    for _ in range(2):
        append(file)
        assert [event.title[""] for event in opened.index.events(range(4))] == [f"Event {name}" for name in names]
        assert (opened.records.grown, opened.records.changed) == (True, False)
        assert opened.records.is_beginning_of(file)
    os.truncate(file, file.stat().st_size - 1)
    assert not opened.records.is_beginning_of(file)
    assert opened.records.changed


@pytest.mark.usefixtures("big")
def test_a_record_of_a_file_that_was_added_to_must_be_the_one_that_was_indexed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_EDGE", 10)
    opened = open_timeline(str(file))
    assert opened.records is not None
    append(file, file.read_bytes().replace(b'"id": "b"', b'"id": "x"'))
    assert titles(opened)[1] == GONE
    assert opened.records.changed


@pytest.mark.usefixtures("big")
def test_a_file_put_in_the_place_of_another_is_no_longer_version_of_it(file: Path, tmp_path: Path) -> None:
    opened = open_timeline(str(file))
    assert opened.records is not None
    assert opened.records.is_beginning_of(file)
    other = tmp_path / "other.jsonl"
    other.write_bytes(file.read_bytes() + lines(*events("e")))
    other.replace(file)
    assert not opened.records.is_beginning_of(file)
    file.unlink()
    assert not opened.records.is_beginning_of(file)


@pytest.mark.usefixtures("big")
def test_what_was_read_before_a_change_is_still_known(file: Path) -> None:
    opened = open_timeline(str(file))
    before = titles(opened)
    os.truncate(file, 10)
    assert titles(opened) == before == [f"Event {name}" for name in "abcd"]


@pytest.mark.usefixtures("big")
def test_a_file_put_in_the_place_of_another_leaves_what_is_open_as_it_was(file: Path, tmp_path: Path) -> None:
    opened = open_timeline(str(file))
    other = tmp_path / "other.jsonl"
    other.write_bytes(lines(*events("xy")))
    other.replace(file)
    assert titles(opened) == [f"Event {name}" for name in "abcd"]
    assert titles(open_timeline(str(file))) == ["Event x", "Event y"]


@pytest.mark.usefixtures("big")
def test_lines_appended_to_a_file_are_there_when_it_is_opened_again(file: Path, tmp_path: Path) -> None:
    open_timeline(str(file))
    with file.open("ab") as opened:
        opened.write(lines({"id": "a", "title": "Again", "date": "2020", "related": ["d", "nobody"]}, *events("e")))
    found = open_timeline(str(file))
    assert [event.id for event in found.index.events(range(found.index.size))] == ["a", "e", "b", "c", "d", "a-2"]
    assert [(problem.code, problem.line) for problem in found.problems.found] == [("duplicate-id", 5), ("reference", 5)]
    assert found.index.referring("d") == [("a-2", "see")]
    assert len(indexes(tmp_path)) == 1


def test_a_file_that_is_not_what_was_expected_has_changed_at_once(file: Path) -> None:
    identity = identity_of(file)
    assert RecordFile(file, identity).read(0, 7, is_right) == b'{"id": '
    other = RecordFile(file, replace(identity, changed=identity.changed - 1))
    assert other.read(0, 7, is_right) == b""
    assert other.changed


@pytest.mark.parametrize(("offset", "length"), [(0, 10_000), (10_000, 1)])
def test_a_record_beyond_the_end_is_a_change(file: Path, offset: int, length: int) -> None:
    records = RecordFile(file)
    assert records.read(offset, length, is_right) == b""
    assert records.changed


def test_a_file_that_cannot_be_read_any_more_is_a_change(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    records = RecordFile(file)
    monkeypatch.setattr(os, "pread", broken)
    assert records.read(0, 1, is_right) == b""
    assert records.changed


def test_a_file_is_let_go_of_when_nobody_asks_it_any_more(file: Path) -> None:
    records = RecordFile(file)
    number = records._file
    assert os.fstat(number).st_size
    del records
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(number)


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz"])
@pytest.mark.usefixtures("big")
def test_an_index_that_is_replaced_while_it_is_opened_is_not_mixed_with_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file, open_index = tmp_path / name, indexed.open_index

    def written(summary: str, names: str) -> None:
        data = lines(*events(names, summary=summary))
        file.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
        open_timeline(str(file))

    def late(folder: Path, records: RecordFile) -> object:
        monkeypatch.setattr(indexed, "open_index", open_index)
        written("another, longer one", "abcde")
        return open_index(folder, records)

    written("one", "abc")
    monkeypatch.setattr(indexed, "open_index", late)
    assert titles(open_timeline(str(file))) == [f"Event {letter}" for letter in "abcde"]
