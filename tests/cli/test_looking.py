from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline_tui.cli import explore
from timeline_tui.cli.looking import PANELS, joined, split_link
from timeline_tui.cli.main import door
from timeline_tui.explore.panels import Panel
from timeline_tui.model.look import Look

CASE = '{"events": [{"id": "a", "title": "One", "date": "2019"}]}'


def run(*args: str) -> Result:
    return CliRunner().invoke(door, args, prog_name="timeline-tui")


@pytest.mark.parametrize(
    ("link", "path", "event"),
    [
        (None, None, ""),
        ("-", "-", ""),
        ("case.json", "case.json", ""),
        ("case.json#a", "case.json", "a"),
        ("case.json#", "case.json", ""),
        ("#a", None, "a"),
        ("a#b.json", "a#b.json", ""),
        ("a#b.json#a", "a#b.json", "a"),
        ("gone.json#a", "gone.json", "a"),
        ("case.json#筑波", "case.json", "筑波"),
    ],
)
def test_a_link_is_a_file_and_an_event(
    link: str | None, path: str | None, event: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("case.json", "a#b.json"):
        Path(name).write_text(CASE, encoding="utf-8")
    assert split_link(link) == (path, event)


def test_a_file_with_a_number_sign_in_its_name_is_opened(tmp_path: Path) -> None:
    for name in ("a#b.json", "#.json", "c.json#a"):
        (tmp_path / name).write_text(CASE, encoding="utf-8")
        assert run(str(tmp_path / name)).stdout.endswith("One\n")
        assert run(f"{tmp_path / name}#a").stdout.endswith("One\n")


def test_a_link_into_the_shipped_timeline_needs_no_file() -> None:
    assert run("#partnership-signed").stdout == run("list").stdout


@pytest.mark.parametrize("link", ["gone.json#a", "gone.json", "no#where"])
def test_a_link_to_no_file_is_refused(link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = run(link)
    assert found.exit_code == 2
    assert link.partition("#")[0] in found.stderr


def test_terms_are_added_to_a_look_and_an_order_takes_the_place_of_its_own() -> None:
    look = Look(query="a", order="title", event="x")
    assert joined(look, "", None) == look
    assert joined(look, "b | c", "date") == Look(query="a b | c", order="date", event="x")
    assert joined(Look(), "b", None) == Look(query="b")


def test_the_panels_that_can_be_named_are_those_there_are() -> None:
    assert set(PANELS) == {panel.name.lower() for panel in Panel}


@pytest.mark.parametrize(("picked", "code", "told"), [("a", 0, "a\n"), (None, 1, "")])
def test_what_is_picked_is_printed(
    picked: str | None, code: int, told: str, monkeypatch: pytest.MonkeyPatch, own_views: Path
) -> None:
    own_views.write_text('[views.z]\nquery = "zebra"\norder = "title"\n', encoding="utf-8")
    asked = []

    def ran(path: str | None, language: str | None, look: Look, *, picking: bool) -> str | None:
        asked.append((path, language, look, picking))
        return picked

    monkeypatch.setattr(explore, "_run", ran)
    monkeypatch.setattr(explore, "_refuse_poor_terminals", lambda: None)
    found = run("pick", "-f", "case.json", "-health", "--view", "z", "--panel", "detail", "--lang", "de", "--dim")
    assert (found.exit_code, found.stdout) == (code, told)
    look = Look(query="zebra not:health", order="title", panel="detail", dim=True)
    assert asked == [("case.json", "de", look, True)]


def test_without_a_terminal_nothing_can_be_picked() -> None:
    found = run("pick")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "timeline-tui list" in found.stderr
