"""A query put to a timeline from the command line: the options, the answer, and what is said of it."""

import sys
from collections.abc import Callable
from typing import TypeVar

import click

from timeline_tui.cli.exits import Exit, opened, refuse, tell
from timeline_tui.query.nearest import blamed
from timeline_tui.query.run import Result, run
from timeline_tui.query.syntax import QueryError, parse

_Function = TypeVar("_Function", bound=Callable[..., object])

QUERY_SETTINGS = {"ignore_unknown_options": True}
"""A query may begin with ``-``; ``asked`` refuses what begins with ``--``."""


def query_options(function: _Function) -> _Function:
    """The query and the file that every command takes that asks."""
    file = click.option("--file", "-f", "path", metavar="FILE", help="Not the shipped timeline; - is standard input.")
    return file(click.argument("query", nargs=-1)(function))


def asked(words: tuple[str, ...], path: str | None) -> Result:
    """The answer to a query, or the end of the program: 2 where it cannot be read, or the file cannot."""
    if unknown := next((part for part in words if part.startswith("--")), None):
        refuse(f"there is no option {unknown}; see --help")
    text = " ".join(words)
    try:
        query = parse(text)
    except QueryError as error:
        refuse(f"in the query, column {error.column}: {error}\n  {text}\n  {' ' * (error.column - 1)}^")
    return run(opened(path).index, query)


def end(result: Result) -> None:
    """Say on standard error why nothing was found, and end with 1 where nothing was."""
    if result.total:
        return
    tell("nothing matches" if result.query else "this timeline has no events yet")
    for blame in blamed(result.index, result.query):
        near = f"; near it: {', '.join(blame.near)}" if blame.near else ""
        tell(f"{blame.term} is found nowhere{near}")
    sys.exit(Exit.NOTHING)
