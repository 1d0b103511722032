import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.explore.commands import COMMANDS, Group
from timeline_tui.explore.state import Overlay, State, begin
from timeline_tui.model.problems import Problem, Problems, Severity
from timeline_tui.store.opening import open_timeline
from timeline_tui.view import axis, marks, rows
from timeline_tui.view.bars import key_name
from timeline_tui.view.evidence import evidence_lines
from timeline_tui.view.lines import Role, width_of
from timeline_tui.view.overlays import keys_of, overlay_group, overlay_lines, overlay_title
from timeline_tui.view.words import word

SHIPPED = open_timeline(None).index
LANGUAGES = st.sampled_from(("en", "de"))
FAULTS = (
    Problem(Severity.ERROR, "date", "'201' is no EDTF date; write 2019, 2019-11 or 2019-11-25", ("events", 3), 12, 7),
    Problem(Severity.WARNING, "reference", "no source has the id 'blog'; one is made from it", (), 123_456, 1_234),
    Problem(Severity.WARNING, "unknown-key", "筑波" * 90, ("sources", 0, "x" * 60), 9, 9),
)


def opened(language: str = "en", problems: Problems | None = None) -> State:
    return begin(SHIPPED, problems or Problems(FAULTS), language)


def texts(overlay: Overlay, width: int = 120, language: str = "en", problems: Problems | None = None) -> list[str]:
    return [made.text for made in overlay_lines(opened(language, problems), overlay, width)]


@given(st.integers(31, 200), LANGUAGES, st.sampled_from((Overlay.HELP, Overlay.PROBLEMS)))
def test_no_line_is_wider_than_asked(width: int, language: str, overlay: Overlay) -> None:
    assert [row for row in texts(overlay, width, language) if width_of(row) > width] == []


@pytest.mark.parametrize(("overlay", "width"), [(Overlay.HELP, 10), (Overlay.HELP, 30), (Overlay.PROBLEMS, 20)])
def test_no_line_is_wider_than_a_narrow_terminal(overlay: Overlay, width: int) -> None:
    assert [row for row in texts(overlay, width) if width_of(row) > width] == []


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("overlay", list(Overlay))
def test_every_overlay_says_what_it_is_and_how_it_closes(overlay: Overlay, language: str) -> None:
    title = overlay_title(overlay, language)
    assert word(overlay.value, language) in title
    assert "esc" in title.lower()
    assert texts(overlay, language=language)


@pytest.mark.parametrize("language", ["en", "de"])
def test_help_has_every_command_with_all_its_keys_and_what_it_does(language: str) -> None:
    lines = overlay_lines(opened(language), Overlay.HELP, 200)
    for command in COMMANDS:
        keys = keys_of(command, language)
        assert [made.text for made in lines if made.text.split() == f"{keys} {command.help[language]}".split()]


@pytest.mark.parametrize("language", ["en", "de"])
def test_commands_stand_below_the_heading_of_their_group(language: str) -> None:
    lines = overlay_lines(opened(language), Overlay.HELP, 200)
    heads = {made.text: number for number, made in enumerate(lines) if made.segments[0].role is Role.HEADING}
    assert list(heads) == [*(overlay_group(group, language) for group in Group), word("marks", language)]
    ends = dict(zip(heads, [*list(heads.values())[1:], len(lines)], strict=True))
    for command in COMMANDS:
        heading = overlay_group(command.group, language)
        below = " ".join(made.text for made in lines[heads[heading] : ends[heading]])
        assert command.help[language] in below


@pytest.mark.parametrize(
    "mark",
    [
        rows.CURSOR, rows.BELONGS, rows.MAYBE, rows.CHOSEN, rows.EXCLUDED, marks.DISPUTED, marks.PLANNED, rows.PART,
        axis.POSSIBLE, axis.SELECTED, axis.SELECTED_SPAN, axis.SELECTED_DOUBT, axis.CURSOR, axis.ISSUED, axis.ERA,
    ],
)  # fmt: skip
def test_help_explains_every_mark(mark: str) -> None:
    marks = texts(Overlay.HELP)[texts(Overlay.HELP).index(word("marks", "en")) :]
    assert [row for row in marks if mark in row[:32].split()]


@pytest.mark.parametrize("mark", [rows.CURSOR_AWAY, "called off"])
def test_help_explains_the_cursor_without_focus_and_what_was_called_off(mark: str) -> None:
    assert [row for row in texts(Overlay.HELP) if mark in row]


def test_keys_are_told_as_people_read_them() -> None:
    back = next(command for command in COMMANDS if command.id == "back")
    assert keys_of(back) == " ".join(key_name(key) for key in back.keys)
    assert "left_square_bracket" not in keys_of(back)


def test_every_problem_is_told_with_its_place_and_how_bad_it_is() -> None:
    lines = overlay_lines(opened(), Overlay.PROBLEMS, 200)
    for problem, role in zip(FAULTS[:2], (Role.ERROR, Role.DOUBT), strict=True):
        (made,) = (made for made in lines if made.text.startswith(f"{problem.line}:{problem.column} "))
        assert problem.message in made.text
        assert [piece.role for piece in made.segments if problem.message in piece.text] == [role]


def test_problems_beyond_the_limit_are_counted() -> None:
    assert texts(Overlay.PROBLEMS, problems=Problems(FAULTS, 7))[-1] == "and 7 more"
    assert "more" not in texts(Overlay.PROBLEMS)[-1]


def test_the_evidence_is_an_overlay_too() -> None:
    assert overlay_lines(opened(), Overlay.EVIDENCE, 90) == evidence_lines(opened(), 90)
