from typing import Any, get_args

import pytest
from msgspec.structs import fields

from timeline_tui.explore import intents
from timeline_tui.explore.commands import COMMANDS, Command, Group, hints
from timeline_tui.explore.intents import Intent
from timeline_tui.explore.panels import Panel

IDS = {command.id: command for command in COMMANDS}
TOLD = {intents.Grown, intents.FoundMore, intents.ReadingEnded}
TYPED = {*TOLD, intents.KeepSearch, intents.DropSearch, intents.Complete}


@pytest.mark.parametrize("panel", list(Panel))
def test_hints_are_those_of_the_panel_the_most_useful_first_and_help_last(panel: Panel) -> None:
    shown = hints(panel)
    assert shown[0].id == "search"
    assert shown[-1].id == "help"
    assert all(panel in command.panels and command.hint for command in shown)
    assert [command.hint for command in shown] == sorted(command.hint for command in shown)
    assert {command.id for command in COMMANDS if command.hint and panel in command.panels} == {c.id for c in shown}


def test_no_two_hints_claim_the_same_place_in_a_panel() -> None:
    for panel in Panel:
        places = [command.hint for command in hints(panel)]
        assert len(places) == len(set(places))


def test_everything_one_can_want_without_saying_more_has_a_key() -> None:
    plain = {kind for kind in get_args(Intent) if not fields(kind)} - TYPED
    assert plain <= {type(command.intent) for command in COMMANDS} <= set(get_args(Intent)) - TYPED


@pytest.mark.parametrize("panel", list(Panel))
def test_every_panel_is_reached_by_its_number(panel: Panel, explorer: Any) -> None:
    (command,) = (command for command in COMMANDS if panel.value in command.keys)
    assert explorer.want(command.intent).place.panel is panel


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_command_is_told_in_a_line_of_its_own_and_belongs_somewhere(command: Command) -> None:
    for language in ("en", "de"):
        assert 0 < len(command.title[language]) <= 32
        assert command.help[language][:1].isupper() or command.help == command.title
        assert "\n" not in command.help[language]
        assert not command.help[language].endswith(".")
    assert command.panels
    assert command.group in Group


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
@pytest.mark.parametrize("panel", list(Panel))
def test_every_command_can_be_given_in_every_panel(command: Command, panel: Panel, explorer: Any) -> None:
    state = explorer.want(intents.Focus(panel), command.intent)
    assert state.index is not None
    assert state.rows


REFUSED = [
    (command.id, panel)
    for command in COMMANDS
    for panel in Panel
    if panel not in command.panels and command.group is not Group.MOVE
]


@pytest.mark.parametrize(
    ("name", "panel"),
    [pytest.param(*refused) if refused == ("exclude", Panel.TIME) else refused for refused in REFUSED],
)
def test_a_command_of_other_panels_only_says_so(name: str, panel: Panel, explorer: Any) -> None:
    before = explorer.want(intents.Focus(panel)).place
    after = explorer.want(IDS[name].intent)
    assert after.place == before
    assert after.notice is not None
    assert explorer.requests == []
