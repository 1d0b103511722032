"""What can lie over the panels: the help and the list of problems."""

from timeline_tui.explore.commands import COMMANDS, Command, Group
from timeline_tui.explore.state import Overlay, State
from timeline_tui.model.problems import Severity
from timeline_tui.model.text import in_language
from timeline_tui.view import axis, lines, marks, rows
from timeline_tui.view.bars import key_name
from timeline_tui.view.evidence import evidence_lines
from timeline_tui.view.lines import Line, Role, Segment, clip, fill, line, wrap
from timeline_tui.view.trail import look_lines, trail_lines
from timeline_tui.view.words import word

_GROUP_WORDS = {Group.TIME: "time-group"}
_MARKS = (
    (f"{rows.CURSOR} {rows.CURSOR_AWAY}", "mark-cursor"),
    (rows.BELONGS, "mark-belongs"),
    (rows.MAYBE, "mark-maybe"),
    (rows.CHOSEN, "mark-chosen"),
    (rows.EXCLUDED, "mark-excluded"),
    (marks.DISPUTED, "mark-disputed"),
    (marks.PLANNED, "mark-planned"),
    (marks.CANCELLED, "mark-cancelled"),
    (rows.PART, "mark-part"),
    ("4s", "mark-sources"),
    (lines.ELLIPSIS, "mark-context"),
    ("2006|07|16", "mark-one-of"),
    ("2025-01-01..05-02", "mark-between"),
    ("≤ ≥", "mark-by"),
    ("~2012 ?2012", "mark-about"),
    ("▁▃█", "mark-density"),
    (axis.POSSIBLE, "mark-possible"),
    (axis.HIDDEN, "mark-hidden-there"),
    (f"{axis.SELECTED} {axis.SELECTED_SPAN}", "mark-selected"),
    (f"{axis.SELECTED_DOUBT} {axis.SELECTED_FADE}", "mark-selected-doubt"),
    ("◀ ▶", "mark-open"),
    ("1 2 3", "mark-answers"),
    (axis.CURSOR, "mark-axis-cursor"),
    (axis.ISSUED, "mark-issued"),
    (f"{axis.ERA} ├", "mark-era"),
)


def overlay_title(overlay: Overlay, language: str) -> str:
    """What the overlay is, and how it closes."""
    return f"{word(overlay.value, language)} · {word('close-hint', language)}"


def overlay_lines(state: State, overlay: Overlay, width: int) -> list[Line]:
    """The lines of an overlay, none wider than ``width`` cells."""
    made = _PAGES[overlay]
    return [clip(found, width) for found in made(state, width)]


def overlay_group(group: Group, language: str) -> str:
    """The heading of a group of commands."""
    return word(_GROUP_WORDS.get(group, group.value), language)


def keys_of(command: Command, language: str = "en") -> str:
    """The keys of a command as people read them."""
    return " ".join(key_name(key, language) for key in command.keys)


def _help(state: State, width: int) -> list[Line]:
    language = state.place.language
    made: list[Line] = []
    for group in Group:
        made += [line(Segment(overlay_group(group, language), Role.HEADING))]
        for command in COMMANDS:
            if command.group is group:
                made += _entry(keys_of(command, language), in_language(command.help, language), width, Role.KEY)
        made.append(line(""))
    made.append(line(Segment(word("marks", language), Role.HEADING)))
    for mark, key in _MARKS:
        made += _entry(mark, word(key, language), width, Role.STRONG)
    return made


def _problems(state: State, width: int) -> list[Line]:
    made: list[Line] = []
    for problem in state.problems.found:
        head, _, told = problem.at("").removeprefix(":").partition(" ")
        role = Role.ERROR if problem.severity is Severity.ERROR else Role.DOUBT
        first, *rest = wrap(told, max(10, width - 12))
        made.append(line(Segment(fill(head.rstrip(":"), 11), Role.DIM), " ", Segment(first, role)))
        made += [line(" " * 12, row) for row in rest]
    if state.problems.more:
        made.append(line(Segment(word("problems-more", state.place.language, count=state.problems.more), Role.STRONG)))
    return made


def _entry(head: str, told: str, width: int, role: Role) -> list[Line]:
    column = 18 if width < 70 else 32  # noqa: PLR2004  # cells
    first, *rest = wrap(told, max(10, width - column - 3))
    lines = [line("  ", Segment(fill(head, column), role), " ", first)]
    return lines + [line(" " * (column + 3), row) for row in rest]


_PAGES = {
    Overlay.HELP: _help,
    Overlay.PROBLEMS: _problems,
    Overlay.EVIDENCE: evidence_lines,
    Overlay.TRAIL: trail_lines,
    Overlay.LOOKS: look_lines,
}
