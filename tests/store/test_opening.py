import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from timeline_tui.store.opening import UnreadableError, open_timeline, read_bytes, shipped

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
    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
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


def test_faults_of_standard_input_are_named_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    assert fault_of("-").startswith("<stdin>:1:1: ")


def test_the_shipped_timeline_opens_without_problems() -> None:
    opened = open_timeline(None)
    assert opened.problems.found == ()
    assert opened.index.size > 30
    assert read_bytes(None) == shipped().read_bytes()
