import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline_tui.cli.main import door


def run(*args: str) -> Result:
    return CliRunner().invoke(door, args, prog_name="timeline-tui")


def test_where_no_view_is_saved_the_files_are_named(tmp_path: Path) -> None:
    found = run("views", "--file", str(tmp_path / "case.json"))
    assert (found.exit_code, found.stdout) == (0, "")
    assert str(tmp_path / "case.views.toml") in found.stderr
    assert str(tmp_path / "config" / "timeline-tui" / "views.toml") in found.stderr
    assert run("views", "--json").stdout == "{}\n"


def test_views_are_listed_with_their_queries_beside_first(tmp_path: Path, own_views: Path) -> None:
    own_views.write_text('[views."筑波"]\nquery = "person:none"\n[views.a]\nquery = "own"\n', encoding="utf-8")
    (tmp_path / "case.views.toml").write_text("[views.a]\ndim = true\n", encoding="utf-8")
    told = run("views", "-f", str(tmp_path / "case.json"))
    assert told.stdout == "a\n筑波  person:none\n"
    assert told.stderr == ""
    found = json.loads(run("views", "--json", "-f", str(tmp_path / "case.json")).stdout)
    assert list(found) == ["a", "筑波"]
    assert found["a"] == {
        "query": "", "event": "", "window": "", "order": "", "panel": "", "language": "", "dim": True,
        "measure": "",
    }  # fmt: skip
    assert run("views").stdout == "筑波  person:none\na     own\n"


@pytest.mark.parametrize("text", ["[", "views = 1", "[views.a]\nx = 1\n", "[views.a]\ndim = 1\n"])
def test_a_file_that_holds_no_views_is_refused(text: str, own_views: Path) -> None:
    own_views.write_text(text, encoding="utf-8")
    for command in (["views"], ["views", "--json"]):
        found = run(*command)
        assert (found.exit_code, found.stdout) in {(2, ""), (2, "{}\n")}
        assert found.stderr.startswith(f"timeline-tui: {own_views}: ")
