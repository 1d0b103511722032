import os
import stat
from pathlib import Path

import pytest

from timeline_tui.store.safely import write_safely


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_written_for_its_owner_alone_in_folders_that_are_so(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "file"
    before = os.umask(0)
    try:
        write_safely(target, "Städte 筑波\n")
    finally:
        os.umask(before)
    assert target.read_text(encoding="utf-8") == "Städte 筑波\n"
    assert mode(target) == 0o600
    assert mode(tmp_path / "a" / "b") == 0o700
    assert list(target.parent.iterdir()) == [target]


def test_what_was_there_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("long " * 1000, encoding="utf-8")
    write_safely(target, "short")
    assert target.read_text(encoding="utf-8") == "short"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_a_link(tmp_path: Path, *, exists: bool) -> None:
    real, link = tmp_path / "elsewhere" / "real", tmp_path / "link"
    real.parent.mkdir()
    if exists:
        real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    write_safely(link, "new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"
    assert [*real.parent.iterdir()] == [real]


@pytest.mark.parametrize("fails", ["os.fsync", "pathlib.Path.replace"])
def test_a_write_that_fails_leaves_what_was_there_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    target = tmp_path / "file"
    target.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fails, full)
    with pytest.raises(OSError, match="No space left"):
        write_safely(target, "new")
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_in_the_file_s_place_is_told_and_stays(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.mkdir()
    with pytest.raises(OSError, match=r"file"):
        write_safely(target, "new")
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_in_a_folder_s_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match=r"file"):
        write_safely(tmp_path / "file" / "below", "new")


def test_a_text_that_cannot_be_written_leaves_nothing_beside(tmp_path: Path) -> None:
    with pytest.raises((OSError, UnicodeEncodeError)):
        write_safely(tmp_path / "file", "\udcff")
    assert list(tmp_path.iterdir()) == []
