import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bigfiles import document, events
from timeline_tui.cli.cache import in_units
from timeline_tui.cli.main import door
from timeline_tui.store import cache
from timeline_tui.store.opening import open_timeline


def run(*args: str) -> Result:
    return CliRunner().invoke(door, ["cache", *args], prog_name="timeline-tui")


@pytest.fixture
def files(tmp_path: Path, big: pytest.MonkeyPatch) -> list[Path]:
    paths = [tmp_path / "first.json", tmp_path / "sec\nond.json"]
    for used, path in enumerate(paths):
        path.write_bytes(document(*events("abc")))
        open_timeline(str(path))
        entry = next(entry for entry in cache.entries() if entry.path == str(path))
        os.utime(entry.folder / "manifest.json", (1_600_000_000 + used, 1_600_000_000 + used))
    big.setattr(cache, "LIMIT", cache.LIMIT)
    return paths


def test_indexes_are_listed_the_last_used_first(files: list[Path]) -> None:
    told = run()
    assert told.exit_code == 0
    listed = told.stdout.splitlines()
    assert [line.split("  ")[-1] for line in listed] == [str(files[1]).replace("\n", " "), str(files[0])]
    assert "2020-09-13" in listed[1]
    assert f" in {cache.cache_folder()}" in told.stderr


def test_indexes_are_listed_for_machines(files: list[Path]) -> None:
    told = json.loads(run("--json").stdout)
    assert [(one["file"], one["used"]) for one in told] == [
        (str(files[1]), 1_600_000_001),
        (str(files[0]), 1_600_000_000),
    ]
    for one in told:
        assert Path(one["folder"]).is_dir()
        assert one["bytes"] == sum(path.stat().st_size for path in Path(one["folder"]).iterdir())


def test_indexes_are_removed_when_asked_for(files: list[Path]) -> None:
    freed = in_units(sum(entry.size for entry in cache.entries()))
    assert run("--clear").stderr == f"{freed} freed\n"
    assert json.loads(run("--json").stdout) == []
    assert run("--clear").stderr == "0 B freed\n"
    assert open_timeline(str(files[0])).index.size == 3


def test_without_any_there_is_nothing_to_tell(tmp_path: Path) -> None:
    told = run()
    assert (told.exit_code, told.stdout) == (0, "")
    assert told.stderr.startswith(f"0 B in {tmp_path}")


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (9_949, "9.9 kB"),
        (12_345, "12 kB"),
        (204_000_000, "204 MB"),
        (8e15, "8000 TB"),
    ],
)
def test_sizes_read_as_people_write_them(size: float, told: str) -> None:
    assert in_units(size) == told
