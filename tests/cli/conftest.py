"""A home of one's own for every command that is run."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def own_views(tmp_path: Path) -> Path:
    """The user's own file of views, in a folder that is there."""
    file = tmp_path / "config" / "timeline-tui" / "views.toml"
    file.parent.mkdir(parents=True)
    return file
