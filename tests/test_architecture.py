"""The invariants of ARCHITECTURE.md that import contracts cannot hold."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from timeline_tui.explore.commands import COMMANDS
from timeline_tui.explore.panels import Panel
from timeline_tui.view.lines import Role

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "timeline_tui"
MODULES = sorted(SOURCE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
STYLES = (SOURCE / "tui" / "timeline.tcss").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_opens_with_one_sentence_and_stays_readable(path: Path) -> None:
    assert (ast.get_docstring(TREES[path]) or "").split("\n")[0].endswith((".", "?", "::"))
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500
    classes = [node for node in ast.walk(TREES[path]) if isinstance(node, ast.ClassDef)]
    assert all((node.end_lineno or 0) - node.lineno <= 200 for node in classes)


@pytest.mark.parametrize(
    "test", sorted(ROOT.glob("tests/*/test_*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_every_test_file_names_what_it_tests(test: Path) -> None:
    room, name = test.parent.name, test.name.removeprefix("test_")
    whole_rooms = {("cli", "commands.py"), ("terminal", "terminal.py")}
    assert (room, name) in whole_rooms or (SOURCE / room / name).exists()


def test_commands_have_unique_ids_and_both_languages() -> None:
    assert max(Counter(command.id for command in COMMANDS).values()) == 1
    for command in COMMANDS:
        assert command.keys
        assert set(command.title) == set(command.help) == {"en", "de"}


@pytest.mark.parametrize("panel", list(Panel))
def test_no_key_means_two_things_in_one_panel(panel: Panel) -> None:
    keys = Counter(key for command in COMMANDS if panel in command.panels for key in command.keys)
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_role_has_a_style_and_every_style_a_role() -> None:
    styled = set(re.findall(r"^\.role--([\w-]+)", STYLES, re.MULTILINE))
    assert styled == {str(role) for role in Role}


def test_colours_come_from_the_theme_alone() -> None:
    assert not re.search(r":[^;]*#[0-9a-fA-F]{3,8}\b", STYLES)
    for path, tree in TREES.items():
        literals = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        coloured = [text for text in literals if isinstance(text, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", text)]
        assert coloured == [], path


def test_only_the_app_makes_the_next_state() -> None:
    callers = [
        path.relative_to(SOURCE).as_posix()
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "update"
    ]
    assert callers == ["tui/app.py"]


def test_nothing_below_the_screen_reads_a_clock() -> None:
    for path, tree in TREES.items():
        if path.is_relative_to(SOURCE / "tui"):
            continue
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not imported & {"time", "datetime"}, path


def test_no_data_passes_a_markup_parser() -> None:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Static":
                assert any(keyword.arg == "markup" for keyword in node.keywords), path
        source = path.read_text(encoding="utf-8")
        assert "from_markup" not in source
        assert ".notify(" not in source
