import errno
import gzip
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from bigfiles import Gate, document, events, indexes, lines, processes, script
from timeline_tui.store import cache, opening, rawfile
from timeline_tui.store.indexing import Indexing, IndexingError, NoTimelineError, Progress, StoppedError
from timeline_tui.store.opening import StoppedError as ReadingStoppedError
from timeline_tui.store.opening import UnreadableError, begin_opening, completed, open_timeline


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "big.json"
    path.write_bytes(document(*events("abc")))
    return path


def waiting(indexing: Indexing) -> None:
    """Wait until the builder stands before its gate."""
    assert next(indexing.progress()) == Progress(50, 100, 7)


@pytest.mark.usefixtures("really_big")
def test_progress_goes_up_to_the_end_of_the_file(file: Path) -> None:
    indexing = Indexing(file)
    told = list(indexing.progress())
    size = file.stat().st_size
    assert told[-1] == Progress(size, size, 3)
    assert told == sorted(told)
    assert cache.found(cache.identity_of(file)) is None
    folder = indexing.finish()
    assert cache.found(cache.identity_of(file)) == folder
    assert processes(str(folder.parent)) == []


@pytest.mark.usefixtures("really_big")
def test_nobody_needs_to_listen_to_the_progress(file: Path) -> None:
    assert Indexing(file).finish() == cache.found(cache.identity_of(file))


def test_cancelling_leaves_neither_a_folder_nor_a_process(file: Path, tmp_path: Path, gate: Gate) -> None:
    indexing = Indexing(file)
    waiting(indexing)
    assert len(processes(str(tmp_path))) == 1
    indexing.cancel()
    with pytest.raises(StoppedError):
        indexing.finish()
    indexing.cancel()
    assert indexes(tmp_path) == []
    assert processes(gate.python) == processes(str(tmp_path)) == []


def test_nothing_is_left_of_one_that_is_forgotten(file: Path, tmp_path: Path, gate: Gate) -> None:
    indexing = Indexing(file)
    waiting(indexing)
    del indexing
    assert indexes(tmp_path) == []
    assert processes(gate.python) == processes(str(tmp_path)) == []


@pytest.mark.usefixtures("big")
def test_cancelling_what_is_done_changes_nothing_for_others(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexing = Indexing(file)
    monkeypatch.setattr(os, "killpg", pytest.fail)
    indexing.cancel()
    with pytest.raises(StoppedError):
        indexing.finish()
    assert indexes(tmp_path) == []


def test_a_reader_that_is_interrupted_leaves_nothing(file: Path, tmp_path: Path, gate: Gate) -> None:
    def interrupted(_progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_timeline(str(file), interrupted)
    assert indexes(tmp_path) == []
    assert processes(gate.python) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_builder_that_is_killed_is_told_as_that(
    file: Path, tmp_path: Path, gate: Gate, number: signal.Signals
) -> None:
    begun = begin_opening(str(file))
    assert isinstance(begun.indexing, Indexing)
    waiting(begun.indexing)
    os.kill(begun.indexing._process.pid, number)
    with pytest.raises(ReadingStoppedError, match=rf"^{file}: reading was stopped by the system \({number.name}\)$"):
        completed(begun)
    assert indexes(tmp_path) == []
    assert gate.python


@pytest.mark.parametrize(
    ("data", "codes"),
    [(b"", ["syntax"]), (b"[]", ["type"]), (b"Bochum", ["syntax"]), ('{"events": []}'.encode("utf-16"), ["utf-8"])],
)
@pytest.mark.usefixtures("big")
def test_what_is_no_timeline_is_told_by_its_problems(file: Path, tmp_path: Path, data: bytes, codes: list[str]) -> None:
    file.write_bytes(data)
    with pytest.raises(NoTimelineError) as told:
        Indexing(file).finish()
    assert [problem.code for problem in told.value.problems] == codes
    assert indexes(tmp_path) == []


@pytest.mark.parametrize(
    ("does", "told"),
    [
        pytest.param(["ulimit -f 1", 'exec {python} "$@"'], "File too large", id="a limit to what is written"),
        pytest.param(["echo one >&2; echo No space left on device >&2; exit 2"], "No space left on device", id="full"),
        pytest.param(["kill -BUS $$"], "the disk is full", id="full while mapped"),
        pytest.param(["exit 1"], "exit code 1", id="silent"),
    ],
)
def test_a_builder_that_cannot_write_has_the_file_held_in_memory(
    file: Path, tmp_path: Path, really_big: pytest.MonkeyPatch, does: list[str], told: str
) -> None:
    filled = [line.replace("{python}", sys.executable) for line in does]
    really_big.setattr("sys.executable", script(tmp_path / "python", *filled))
    with pytest.raises(IndexingError, match=f"the index could not be made: .*{told}"):
        Indexing(file).finish()
    opened = open_timeline(str(file))
    assert (opened.index.size, opened.records, opened.data) == (3, None, file.read_bytes())
    assert indexes(tmp_path) == []
    assert processes(str(tmp_path)) == []
    really_big.setattr(opening, "HELD", 10)
    with pytest.raises(UnreadableError, match=f"^{file}: .*{told}; the file is too big to be held in memory$"):
        open_timeline(str(file))


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="no room can be reserved here")
def test_a_disk_that_is_full_when_arrays_are_mapped_is_told_as_such(
    file: Path, tmp_path: Path, big: pytest.MonkeyPatch
) -> None:
    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    big.setattr(os, "posix_fallocate", full)
    with pytest.raises(IndexingError, match=r"^the index could not be made: No space left on device$"):
        Indexing(file).finish()
    assert indexes(tmp_path) == []
    assert open_timeline(str(file)).data == file.read_bytes()


def no_room(big: pytest.MonkeyPatch, _home: Path) -> None:
    big.setattr(shutil, "disk_usage", lambda _folder: Usage(100, 99, 1))


def no_folder(_big: pytest.MonkeyPatch, home: Path) -> None:
    (home / "xdg_cache_home").write_text("in the way", encoding="utf-8")


def no_program(big: pytest.MonkeyPatch, home: Path) -> None:
    big.setattr("sys.executable", str(home / "gone"))


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        (no_room, "too little room for an index: 0 MB are free in .*/indexes"),
        (no_folder, "there is nowhere to keep an index: Not a directory"),
        (no_program, "the index could not be made: No such file or directory"),
    ],
)
def test_where_no_index_can_be_made_the_file_is_held_in_memory(
    file: Path, tmp_path: Path, really_big: pytest.MonkeyPatch, lacking: object, told: str
) -> None:
    assert callable(lacking)
    lacking(really_big, tmp_path)
    with pytest.raises(IndexingError, match=f"^{told}$"):
        Indexing(file)
    really_big.setattr(opening, "_PREVIEWED", 2)
    begun = begin_opening(str(file))
    assert (begun.index.size, begun.data) == (2, b"")
    assert re.match(told, begun.unindexed)
    held = completed(begun)
    assert (held.index.size, held.data, held.indexing) == (3, file.read_bytes(), None)
    assert held.unindexed == begun.unindexed
    assert completed(held) is held
    assert open_timeline(str(file)).index.size == 3
    assert indexes(tmp_path) == []
    really_big.setattr(opening, "HELD", 10)
    with pytest.raises(UnreadableError, match=f"^{file}: {told}; the file is too big"):
        begin_opening(str(file))


def test_what_is_held_in_memory_is_not_told_once_reading_was_stopped(
    file: Path, tmp_path: Path, really_big: pytest.MonkeyPatch
) -> None:
    no_folder(really_big, tmp_path)
    begun = begin_opening(str(file))
    assert begun.indexing is not None
    begun.indexing.cancel()
    with pytest.raises(ReadingStoppedError):
        completed(begun)


@pytest.mark.usefixtures("big")
def test_a_packed_file_counts_as_much_as_it_may_hold(file: Path, big: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packed = tmp_path / "packed.json.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    no_room(big, tmp_path)
    big.setattr(opening, "HELD", 10 * packed.stat().st_size)
    assert open_timeline(str(packed)).index.size == 3
    big.setattr(opening, "HELD", 10 * packed.stat().st_size - 1)
    with pytest.raises(UnreadableError, match="too big to be held"):
        open_timeline(str(packed))


def test_an_index_that_cannot_be_kept_has_the_file_held_in_memory(
    file: Path, tmp_path: Path, big: pytest.MonkeyPatch
) -> None:
    def refused(_building: Path, _identity: object) -> Path:
        raise PermissionError(13, "Permission denied")

    big.setattr("timeline_tui.store.indexing.keep", refused)
    with pytest.raises(IndexingError, match="cannot be kept: Permission denied"):
        Indexing(file).finish()
    assert open_timeline(str(file)).index.size == 3
    assert indexes(tmp_path) == []


def append(file: Path, data: bytes) -> None:
    with file.open("ab") as opened:
        opened.write(data)


def replace(file: Path, data: bytes) -> None:
    """Put another file in the place of one."""
    other = file.with_name("other")
    other.write_bytes(data)
    other.replace(file)


AB, ABCD = lines(*events("ab")), lines(*events("abcd"))


@pytest.mark.parametrize(
    ("name", "before", "change"),
    [
        pytest.param("x.jsonl", AB, lambda file: file.write_bytes(b"\n" + ABCD), id="written anew"),
        pytest.param("x.jsonl", AB, lambda file: replace(file, ABCD), id="replaced"),
        pytest.param("x.jsonl", ABCD * 2, lambda file: file.write_bytes(ABCD), id="cut"),
        pytest.param("x.json", document(*events("abcd")), lambda file: append(file, b" "), id="a document"),
        pytest.param(
            "x.jsonl.gz", gzip.compress(AB), lambda file: append(file, gzip.compress(ABCD[len(AB) :])), id="packed"
        ),
    ],
)
@pytest.mark.usefixtures("big")
def test_a_file_that_changes_while_it_is_indexed_is_opened_as_it_is_then(
    tmp_path: Path, name: str, before: bytes, change: Callable[[Path], object]
) -> None:
    file = tmp_path / name
    file.write_bytes(before)
    begun = begin_opening(str(file))
    change(file)
    opened = completed(begun)
    assert [event.id for event in opened.index.events(range(opened.index.size))] == list("abcd")
    assert indexes(tmp_path) == []


@pytest.mark.parametrize("name", ["x.jsonl", "log"])
@pytest.mark.parametrize("there", [len(AB), len(AB) + 20, len(ABCD) - 1], ids=["whole", "in a line", "no line end"])
@pytest.mark.parametrize("chunk", [70, 1 << 17])
def test_lines_that_are_added_while_a_file_is_indexed_are_left_for_the_next_time(
    tmp_path: Path, big: pytest.MonkeyPatch, name: str, there: int, chunk: int
) -> None:
    file, start = tmp_path / name, Indexing._started
    file.write_bytes(ABCD[:there])

    def started(indexing: Indexing) -> object:
        append(file, ABCD[there:])
        return start(indexing)

    big.setattr(rawfile, "CHUNK", chunk)
    with pytest.MonkeyPatch.context() as once:
        once.setattr(Indexing, "_started", started)
        begun = begin_opening(str(file))
        append(file, lines(*events("e")))
        opened = completed(begun)
    whole = ABCD[:there].count(b"\n")
    assert [event.id for event in opened.index.events(range(opened.index.size))] == list("abcd")[:whole]
    assert opened.problems.found == ()
    assert opened.records is not None
    assert len(indexes(tmp_path)) == 1
    again = begin_opening(str(file))
    assert again.indexing is not None
    assert next(again.indexing.progress()).done == len(lines(*events("abcd"[:whole])))
    assert [event.id for event in completed(again).index.events(range(5))] == list("aebcd")


@pytest.mark.usefixtures("big")
def test_a_last_line_without_an_end_is_a_line_where_nothing_is_added(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(ABCD[:-1])
    assert open_timeline(str(file)).index.size == 4


def test_what_lies_in_the_folder_one_is_in_is_no_part_of_the_program(
    file: Path, tmp_path: Path, really_big: pytest.MonkeyPatch
) -> None:
    for name in ("json", "msgspec", "numpy", "timeline_tui", "random"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)", encoding="utf-8")
    really_big.chdir(tmp_path)
    assert open_timeline(file.name).records is not None


@pytest.mark.usefixtures("really_big")
def test_two_who_index_the_same_file_both_get_an_index(file: Path, tmp_path: Path) -> None:
    first, second = begin_opening(str(file)), begin_opening(str(file))
    assert len(indexes(tmp_path)) == 2
    opened = [completed(first), completed(second)]
    assert [one.index.size for one in opened] == [3, 3]
    assert [[event.id for event in one.index.events([0, 1, 2])] for one in opened] == [list("abc"), list("abc")]
    assert len(indexes(tmp_path)) == 1
