import gzip
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bigfiles import document, events, lines, processes
from timeline_tui.index.arrays import Arrays
from timeline_tui.index.base import Flag
from timeline_tui.index.bits import rows_of_bits
from timeline_tui.store import builder, rawfile
from timeline_tui.store.cache import ARRAYS, EXTRAS, SPOOL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    folder.mkdir()
    return folder


def _size(file: Path) -> str:
    return str(file.stat().st_size if file.exists() else 0)


def built(file: Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "timeline_tui.store.builder", str(file), str(folder), _size(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def begun(file: Path, folder: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "timeline_tui.store.builder", str(file), str(folder), _size(file)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


@pytest.mark.parametrize("packed", [False, True])
def test_it_is_run_by_itself_and_tells_how_far_it_is(tmp_path: Path, folder: Path, packed: bool) -> None:  # noqa: FBT001  # a parameter
    file, data = tmp_path / "x.jsonl", lines(*events("abc"), *events("a"))
    file.write_bytes(gzip.compress(data) if packed else data)
    done = built(file, folder)
    assert (done.returncode, done.stderr) == (0, "")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told[-1] == {"done": len(data), "size": len(data), "events": 4}
    assert {path.name for path in folder.iterdir()} == {ARRAYS, EXTRAS, *([SPOOL] if packed else [])}
    extras = json.loads((folder / EXTRAS).read_text(encoding="utf-8"))
    assert list(extras["renamed"].values()) == ["a-2"]
    assert extras["lines"] is True


def test_what_is_no_timeline_is_told_by_the_exit_code(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("Bochum", encoding="utf-8")
    assert built(file, folder).returncode == 3
    assert {path.name for path in folder.iterdir()} == {EXTRAS}


@pytest.mark.parametrize(
    ("missing", "told"), [("file", "No such file or directory"), ("folder", "No such file or directory")]
)
def test_what_the_system_refuses_is_told_in_one_line(tmp_path: Path, folder: Path, missing: str, told: str) -> None:
    file = tmp_path / "x.json"
    if missing == "folder":
        file.write_bytes(document(*events("abc")))
        folder.rmdir()
    done = built(file, folder)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(f"{told}\n")


def test_nothing_is_left_where_nobody_listens_any_more(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(document(*events("abc")))
    running = begun(file, folder)
    assert running.stdout
    assert running.stderr
    running.stdout.close()
    running.stderr.read()
    running.stderr.close()
    assert running.wait() != 0
    assert not folder.exists()


def test_those_beside_it_end_when_it_is_killed(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(lines(*events((f"e{number}" for number in range(20_000)), summary="long " * 120)))
    running = begun(file, folder)
    assert running.stdout
    assert running.stderr
    assert json.loads(running.stdout.readline())["done"] < file.stat().st_size
    assert len(processes(str(folder))) >= 3
    running.kill()
    running.stdout.read()
    running.stderr.read()  # ends when the last of them has let go of it
    assert running.wait() == -signal.SIGKILL
    running.stdout.close()
    running.stderr.close()
    assert processes(str(folder)) == []


@pytest.mark.parametrize("seen", [True, False], ids=["seen in a sample", "not seen"])
def test_a_source_after_a_thousand_events_tells_that_they_have_one_origin(
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    seen: bool,  # noqa: FBT001  # a parameter
) -> None:
    cited = [{"id": f"e-{n}", "title": "x" * 200, "citations": [{"source": "a"}, {"source": "b"}]} for n in range(1000)]
    first = {"kind": "source", "id": "a", "title": "A"}
    reprint = {"kind": "source", "id": "b", "title": "B", "excerpt_of": "a"}
    file, told = tmp_path / "x.jsonl", list[int]()
    file.write_bytes(lines(first, *cited, reprint))
    if not seen:
        monkeypatch.setattr(rawfile, "_SAMPLE", 1)
    assert builder.build(file, folder, lambda done, *_: told.append(done), file.stat().st_size)
    assert rows_of_bits(Arrays(folder / ARRAYS)[f"flag/{Flag.SINGLE_SOURCE}"]).bit_count() == len(cited)
    assert json.loads((folder / EXTRAS).read_text(encoding="utf-8"))["problems"] == []
    assert told.count(file.stat().st_size) == (2 if seen else 3)  # at the end of each run, and of all
