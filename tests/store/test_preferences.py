import os
import stat
from pathlib import Path

import pytest

from timeline_tui.store.preferences import (
    language_of_locale,
    preferences_file,
    remember_language,
    remembered_language,
)


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


def kept(text: str | bytes) -> None:
    preferences_file().parent.mkdir(parents=True)
    preferences_file().write_bytes(text.encode() if isinstance(text, str) else text)


def test_preferences_are_kept_in_the_user_s_state_folder(state_folder: Path) -> None:
    assert preferences_file() == state_folder / "timeline-tui" / "preferences.json"


def test_at_first_nothing_is_remembered_and_asking_writes_nothing(state_folder: Path) -> None:
    assert remembered_language() is None
    assert not state_folder.exists()


def test_the_language_chosen_last_is_remembered() -> None:
    for language in ("de", "en", "de"):
        remember_language(language)
        assert remembered_language() == language


def test_preferences_are_for_their_owner_alone_and_nothing_lies_beside_them() -> None:
    before = os.umask(0)
    try:
        remember_language("de")
    finally:
        os.umask(before)
    assert stat.S_IMODE(preferences_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(preferences_file().parent.stat().st_mode) == 0o700
    assert list(preferences_file().parent.iterdir()) == [preferences_file()]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        '"de"',
        '["language"]',
        "{}",
        '{"language": null}',
        '{"language": "fr"}',
        '{"language": ["de"]}',
        b"\xff\xfe",
        pytest.param("[" * 100_000, id="brackets"),
    ],
)
def test_a_broken_file_counts_as_none(text: str | bytes) -> None:
    kept(text)
    assert remembered_language() is None


def test_a_folder_in_the_file_s_place_counts_as_none() -> None:
    preferences_file().mkdir(parents=True)
    assert remembered_language() is None


def test_a_failed_write_is_told_and_leaves_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    remember_language("de")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        remember_language("en")
    assert remembered_language() == "de"
    assert list(preferences_file().parent.iterdir()) == [preferences_file()]


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "DE"}, "de"),
        ({"LANG": "de_AT@euro"}, "de"),
        ({"LANG": "ja_JP.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, "de"),
        ({"LC_MESSAGES": "en_US.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "de"),
        ({"LC_ALL": "", "LANG": "de_DE"}, "de"),
        ({"LC_TIME": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_locale_gives_the_language(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG", "LC_TIME"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    assert language_of_locale() == language
