import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from timeline_tui.store import cache
from timeline_tui.store.cache import ARRAYS, EXTRAS, SPOOL, Identity


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "big.json"
    path.write_bytes(b"x" * 200_000)
    return path


def kept(file: Path, arrays: bytes = b"arrays", *, spool: bytes = b"") -> Path:
    building = cache.begin()
    (building / ARRAYS).write_bytes(arrays)
    (building / EXTRAS).write_text("{}", encoding="utf-8")
    if spool:
        (building / SPOOL).write_bytes(spool)
    return cache.keep(building, cache.identity_of(file))


def found(file: Path) -> Path | None:
    return cache.found(cache.identity_of(file))


def names() -> list[str]:
    return sorted(path.name for path in cache.cache_folder().iterdir())


def test_what_was_kept_is_found_again_and_nothing_else_is_left(file: Path) -> None:
    folder = kept(file)
    assert found(file) == folder
    assert names() == [folder.name]


def test_nothing_is_found_where_nothing_was_kept(file: Path) -> None:
    assert found(file) is None
    assert not cache.cache_folder().exists()


def rewrite(file: Path, at: int, byte: bytes) -> None:
    """Change one byte, and let the file seem to be as old as before."""
    state = file.stat()
    with file.open("r+b") as opened:
        opened.seek(at)
        opened.write(byte)
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda file: file.write_bytes(b"x" * 200_001), id="longer"),
        pytest.param(lambda file: os.truncate(file, 199_999), id="cut"),
        pytest.param(lambda file: os.utime(file, ns=(1, 1)), id="another time"),
        pytest.param(lambda file: rewrite(file, 0, b"y"), id="its beginning"),
        pytest.param(lambda file: rewrite(file, 199_999, b"y"), id="its end"),
        pytest.param(lambda file: rewrite(file, 100_000, b"y"), id="its middle, the time set back"),
    ],
)
def test_an_index_is_found_for_the_very_same_file_alone(file: Path, change: Callable[[Path], object]) -> None:
    kept(file)
    change(file)
    assert found(file) is None


def test_a_file_is_known_by_whatever_path_leads_to_it(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = kept(file)
    (tmp_path / "link.json").symlink_to(file)
    monkeypatch.chdir(tmp_path)
    assert found(tmp_path / "link.json") == found(Path("big.json")) == folder


def test_a_name_that_is_no_utf_8_has_an_index_too(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.json"))
    file.write_bytes(b"{}")
    assert found(file) is None
    assert kept(file) == found(file)


def test_another_version_makes_its_own(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(file)
    monkeypatch.setattr(cache, "_MADE_BY", "0.0.0/1")
    assert found(file) is None


def touch_up(path: Path, data: bytes) -> None:
    state = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1))


def swap(folder: Path, other: Path) -> None:
    folder.rename(other)
    folder.symlink_to(other)


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda folder: touch_up(folder / ARRAYS, b"Arrays"), id="changed arrays"),
        pytest.param(lambda folder: os.truncate(folder / ARRAYS, 3), id="cut arrays"),
        pytest.param(lambda folder: (folder / ARRAYS).unlink(), id="no arrays"),
        pytest.param(lambda folder: touch_up(folder / EXTRAS, b"[]"), id="changed extras"),
        pytest.param(lambda folder: touch_up(folder / SPOOL, b"Spool"), id="changed records"),
        pytest.param(lambda folder: (folder / SPOOL).unlink(), id="no records"),
        pytest.param(lambda folder: (folder / "manifest.json").unlink(), id="no manifest"),
        pytest.param(lambda folder: folder.chmod(0o750), id="others may look"),
        pytest.param(lambda folder: swap(folder, folder.parent / "elsewhere"), id="a link"),
    ],
)
def test_an_index_that_was_tampered_with_is_none(file: Path, harm: Callable[[Path], object]) -> None:
    folder = kept(file, spool=b"spool")
    harm(folder)
    assert found(file) is None
    assert kept(file, b"again") == folder
    assert found(file) == folder
    assert (folder / ARRAYS).read_bytes() == b"again"
    assert not (folder / SPOOL).exists()


def test_an_index_of_another_user_is_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(file)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert found(file) is None


@pytest.mark.parametrize(
    "written",
    ["", "{", "[]", "null", "{}", "\ud800", '{"identity": 5, "version": "1", "files": {}}', "[" * 100_000,
     '{"identity": {"path": 5}, "version": "1", "files": {}}', '{"identity": {"path": ""}, "version": 1, "files": []}'],
)  # fmt: skip
def test_a_manifest_may_hold_anything(file: Path, written: str) -> None:
    folder = kept(file)
    (folder / "manifest.json").write_bytes(written.encode("utf-8", "surrogatepass"))
    assert found(file) is None
    assert cache.entries() == []
    assert kept(file) == found(file)


@pytest.mark.parametrize("what", ["a file", "a link to nowhere", "an empty folder"])
def test_whatever_lies_in_the_place_of_an_index_makes_room(file: Path, tmp_path: Path, what: str) -> None:
    folder = kept(file)
    cache.discard(folder)
    if what == "a file":
        folder.write_text("in the way", encoding="utf-8")
    elif what == "a link to nowhere":
        folder.symlink_to(tmp_path / "nowhere")
    else:
        folder.mkdir()
    assert found(file) is None
    assert kept(file) == found(file) == folder
    assert names() == [folder.name]


def test_one_who_keeps_an_index_at_the_same_moment_does_not_matter(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, others = cache._set_aside, iter([b"other", b"another"])

    def beaten(final: Path) -> None:
        real(final)
        if (arrays := next(others, None)) is not None:
            final.mkdir()
            (final / ARRAYS).write_bytes(arrays)

    monkeypatch.setattr(cache, "_set_aside", beaten)
    folder = kept(file, b"mine")
    assert (folder / ARRAYS).read_bytes() == b"mine"
    assert names() == [folder.name]


def test_folders_are_the_users_alone(file: Path) -> None:
    cache.cache_folder().mkdir(parents=True, mode=0o777)
    cache.cache_folder().chmod(0o777)
    building = cache.begin()
    folder = kept(file)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (cache.cache_folder(), building, folder)} == {0o700}


def sized(tmp_path: Path, name: str, used: int) -> Path:
    file = tmp_path / name
    file.write_text(name, encoding="utf-8")
    folder = kept(file, b"x" * 1000)
    os.utime(folder / "manifest.json", (used, used))
    return folder


def test_the_ones_used_last_are_listed_first(tmp_path: Path) -> None:
    folders = [sized(tmp_path, name, used) for name, used in (("a", 10), ("b", 30), ("c", 20))]
    entries = cache.entries()
    assert [entry.folder for entry in entries] == [folders[1], folders[2], folders[0]]
    assert [entry.path for entry in entries] == [str(tmp_path / name) for name in "bca"]
    assert all(entry.size > 1000 for entry in entries)


def test_the_ones_not_used_for_longest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [sized(tmp_path, name, used) for name, used in (("a", 20), ("b", 10), ("c", 30))]
    monkeypatch.setattr(cache, "LIMIT", 4 * cache.entries()[0].size - 1)
    last = sized(tmp_path, "d", 40)
    assert {entry.folder for entry in cache.entries()} == {folders[0], folders[2], last}


def test_being_found_is_being_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = sized(tmp_path, "a", 10), sized(tmp_path, "b", 20)
    assert found(tmp_path / "a") == first
    monkeypatch.setattr(cache, "LIMIT", 3 * cache.entries()[0].size - 1)
    sized(tmp_path, "c", 30)
    assert first.exists()
    assert not second.exists()


def test_the_newest_stays_however_big_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = sized(tmp_path, "a", 1 << 40)
    monkeypatch.setattr(cache, "LIMIT", 1)
    new = sized(tmp_path, "b", 10)
    assert new.exists()
    assert not old.exists()


def test_clearing_removes_all_but_what_is_being_built(file: Path, tmp_path: Path) -> None:
    kept(file, b"x" * 5000)
    building = cache.begin()
    (cache.cache_folder() / ".old-1").mkdir()
    (tmp_path / "other").mkdir()
    (cache.cache_folder() / "link").symlink_to(tmp_path / "other")
    assert cache.clear() > 5000
    assert names() == sorted([building.name, "link"])
    assert (tmp_path / "other").exists()


def test_what_a_process_left_half_built_is_removed_by_the_next(tmp_path: Path) -> None:
    begun = "from timeline_tui.store import cache; (cache.begin() / 'x').write_bytes(b'x' * 99); print('begun')"
    subprocess.run([sys.executable, "-c", begun], check=True, capture_output=True)
    left = names()
    assert len(left) == 1
    folder = cache.begin()
    assert names() == [folder.name]
    assert tmp_path in folder.parents


def test_an_entry_that_goes_while_it_is_looked_at_is_no_harm(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, identity = kept(file), cache.identity_of(file)
    real = cache._manifest

    def gone(looked_at: Path) -> dict[str, object] | None:
        manifest = real(looked_at)
        cache.discard(looked_at)
        return manifest

    monkeypatch.setattr(cache, "_manifest", gone)
    assert cache.found(identity) is None
    kept(file)
    assert not folder.exists()
    assert cache.entries() == []


def test_the_manifest_says_what_an_index_is_of(file: Path) -> None:
    manifest = json.loads((kept(file) / "manifest.json").read_text(encoding="utf-8"))
    assert Identity(**manifest["identity"]) == cache.identity_of(file)
    assert replace(cache.identity_of(file), size=1) != cache.identity_of(file)
