"""``timeline-tui validate``: everything that is wrong with files, by line and column."""

import json
import sys
from typing import NamedTuple

import click

from timeline_tui.cli.exits import Exit
from timeline_tui.load.noted import GRAMMAR
from timeline_tui.model.problems import Problem, Problems, counted, spell
from timeline_tui.model.text import one_line
from timeline_tui.store.opening import UnreadableError, is_big, load_any, open_timeline, read_bytes


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.option("--json", "as_json", is_flag=True, help="The problems as one JSON list.")
def validate(files: tuple[str, ...], *, as_json: bool) -> None:
    """Print what is wrong with each FILE (the shipped timeline without one).

    Exit code 0: clean, warnings allowed; 1: errors; 2: no JSON, or unreadable.
    """
    worst, found = Exit.DONE, []
    for file in files or (None,):
        name = one_line(file) if file else "timeline.json"
        try:
            judged = _judged(file)
        except UnreadableError as error:
            click.echo(f"timeline-tui: {error}", err=True)
            worst = Exit.CANNOT
            continue
        worst = max(worst, _verdict(judged))
        found += [{"file": name, **_as_data(problem)} for problem in judged.problems.found]
        if not as_json:
            _print(name, judged)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    sys.exit(worst)


class _Judged(NamedTuple):
    """What is wrong with a file, how many events it has, and whether it is a timeline in good JSON."""

    problems: Problems
    events: int
    is_timeline: bool


def _judged(file: str | None) -> _Judged:
    """Read a file with everything that is wrong with it; a big one is indexed for that."""
    if is_big(file):
        found = open_timeline(file)
        broken = any(problem.code in GRAMMAR for problem in found.problems.found)
        return _Judged(found.problems, found.index.size, not broken)
    loaded = load_any(file, read_bytes(file))
    events = len(loaded.timeline.events) if loaded.timeline else 0
    return _Judged(loaded.problems, events, loaded.timeline is not None and loaded.is_json)


def _verdict(judged: _Judged) -> Exit:
    if not judged.is_timeline:
        return Exit.CANNOT
    return Exit.NOTHING if judged.problems.errors else Exit.DONE


def _print(name: str, judged: _Judged) -> None:
    problems = judged.problems
    for problem in problems.found:
        click.echo(problem.at(name))
    if problems.more:
        click.echo(f"{name}: and {problems.more:,} more problems")
    counts = (counted(judged.events, "event"), counted(problems.errors, "error"), counted(problems.warnings, "warning"))
    click.echo(f"{name}: {', '.join(counts)}", err=True)


def _as_data(problem: Problem) -> dict[str, object]:
    return {
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "path": spell(problem.path),
    }
