"""``timeline-tui validate``: everything that is wrong with files, by line and column."""

import json
import sys

import click

from timeline_tui.cli.exits import Exit
from timeline_tui.load.reader import Loaded, load
from timeline_tui.model.problems import Problem, counted, spell
from timeline_tui.model.text import one_line
from timeline_tui.store.opening import UnreadableError, read_bytes


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
            loaded = load(read_bytes(file))
        except UnreadableError as error:
            click.echo(f"timeline-tui: {error}", err=True)
            worst = Exit.CANNOT
            continue
        worst = max(worst, _verdict(loaded))
        found += [{"file": name, **_as_data(problem)} for problem in loaded.problems.found]
        if not as_json:
            _print(name, loaded)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    sys.exit(worst)


def _verdict(loaded: Loaded) -> Exit:
    if loaded.timeline is None or not loaded.is_json:
        return Exit.CANNOT
    return Exit.NOTHING if loaded.problems.errors else Exit.DONE


def _print(name: str, loaded: Loaded) -> None:
    for problem in loaded.problems.found:
        click.echo(problem.at(name))
    if loaded.problems.more:
        click.echo(f"{name}: and {loaded.problems.more:,} more problems")
    errors, warnings = loaded.problems.errors, loaded.problems.warnings
    events = len(loaded.timeline.events) if loaded.timeline else 0
    counts = (counted(events, "event"), counted(errors, "error"), counted(warnings, "warning"))
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
