import pytest

from timeline_tui.model import limits
from timeline_tui.model.problems import DAMAGE, Path, Problem, Problems, Severity, spell


def fault(line: int, column: int = 1, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(severity, "type", "expected text", (), line, column)


@pytest.mark.parametrize(
    ("path", "spelled"),
    [
        ((), ""),
        (("events",), "events"),
        (("events", 12, "date"), "events[12].date"),
        (("a", 0, 1, "b", "c"), "a[0][1].b.c"),
        ((3, "x"), "[3].x"),
    ],
)
def test_a_path_is_spelled_as_people_write_it(path: Path, spelled: str) -> None:
    assert spell(path) == spelled


def test_a_problem_is_one_line_that_editors_can_follow() -> None:
    problem = Problem(Severity.WARNING, "date", "it ends before it starts", ("events", 0, "date"), 3, 14)
    assert problem.at("t.json") == ("t.json:3:14: warning[date]: it ends before it starts (at events[0].date)")
    assert fault(1).at("-") == "-:1:1: error[type]: expected text"


def test_problems_stand_in_the_order_of_the_file() -> None:
    found = [fault(3, 1), fault(1, 9), fault(1, 2), fault(2, 5)]
    assert [(p.line, p.column) for p in Problems.of(found).found] == [(1, 2), (1, 9), (2, 5), (3, 1)]


def test_problems_of_one_place_keep_their_order() -> None:
    found = [fault(1), fault(1, severity=Severity.WARNING), fault(1)]
    assert Problems.of(found).found == tuple(found)


def test_damage_of_a_compressed_file_comes_before_all_that_may_follow_from_it() -> None:
    damage = Problem(Severity.ERROR, DAMAGE, "cut off", (), 9_999)
    problems = Problems.of([*(fault(line) for line in range(1, 2 * limits.PROBLEMS)), damage])
    assert problems.found[0] == damage
    assert (len(problems.found), problems.damage) == (limits.PROBLEMS, "cut off")
    assert Problems.of([fault(1)]).damage == Problems().damage == ""


@pytest.mark.parametrize(
    ("errors", "warnings", "kept", "more"),
    [
        (0, 0, 0, 0),
        (2, 3, 5, 0),
        (limits.PROBLEMS, 0, limits.PROBLEMS, 0),
        (limits.PROBLEMS, 1, limits.PROBLEMS, 1),
        (limits.PROBLEMS + 500, 70, limits.PROBLEMS, 570),
        (10, limits.PROBLEMS, limits.PROBLEMS, 10),
    ],
)
@pytest.mark.parametrize("errors_first", [True, False])
def test_all_problems_are_counted_and_a_thousand_are_kept(
    errors: int, warnings: int, kept: int, more: int, *, errors_first: bool
) -> None:
    kinds = [Severity.ERROR] * errors + [Severity.WARNING] * warnings
    found = [fault(line, 1, kind) for line, kind in enumerate(kinds if errors_first else kinds[::-1], 1)]
    problems = Problems.of(found)
    assert (len(problems.found), problems.more) == (kept, more)
    assert (problems.errors, problems.warnings) == (errors, warnings)


def test_errors_are_kept_before_warnings_and_stand_where_they_are_in_the_file() -> None:
    warnings = [fault(line, 1, Severity.WARNING) for line in range(1, 2 * limits.PROBLEMS, 2)]
    last = fault(5 * limits.PROBLEMS)
    problems = Problems.of([*warnings, fault(4), last])
    assert problems.found[:3] == (warnings[0], warnings[1], fault(4))
    assert problems.found[-2:] == (warnings[limits.PROBLEMS - 3], last)
    assert (len(problems.found), problems.more, problems.more_errors) == (limits.PROBLEMS, 2, 0)
    assert (problems.errors, problems.warnings) == (2, limits.PROBLEMS)


def test_of_too_many_errors_the_first_are_kept() -> None:
    errors = [fault(line) for line in range(2, limits.PROBLEMS + 5)]
    problems = Problems.of([fault(1, 1, Severity.WARNING), *errors])
    assert problems.found == tuple(errors[: limits.PROBLEMS])
    assert (problems.more, problems.more_errors) == (4, 3)
