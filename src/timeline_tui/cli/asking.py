"""A query put to a timeline from the command line: the options, the answer, and what is said of it."""

import sys
from collections.abc import Callable, Iterable
from typing import TypeVar

import click

from timeline_tui.cli.exits import Exit, opened, refuse, tell
from timeline_tui.query.run import Result, run
from timeline_tui.query.syntax import QueryError, parse
from timeline_tui.store.opening import STANDARD_INPUT, Opened

_Function = TypeVar("_Function", bound=Callable[..., object])


class QueryCommand(click.Command):
    """A command whose query may begin with ``-``: what is no option of it is a word to be left out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write ``-word`` as ``not:word``, so that no letter of it is taken for an option."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        known = {name for option in options for name in (*option.opts, *option.secondary_opts)}
        with_value = {name for option in options if not option.is_flag for name in option.opts}
        return super().parse_args(ctx, list(_without_dashes(args, known, with_value)))


def _without_dashes(args: list[str], known: set[str], with_value: set[str]) -> Iterable[str]:
    rest = iter(args)
    for arg in rest:
        if arg in with_value:
            yield from (arg, *(value for value in (next(rest, None),) if value is not None))
        elif arg[:2] in with_value and _names_a_file(arg[2:].removeprefix("=")):
            yield from (arg[:2], arg[2:].removeprefix("="))
        elif arg == "--":
            yield from (arg, *rest)
        elif arg.startswith("--") and arg.partition("=")[0] not in known:
            refuse(f"there is no option {arg}; see --help. To leave a word out, write -word or not:word")
        elif arg.startswith("-") and not arg.startswith("--") and len(arg) > 1 and arg not in known:
            yield f"not:{arg[1:]}"
        else:
            yield arg


def _names_a_file(text: str) -> bool:
    """Whether what stands right behind an option can hardly be a word to be left out."""
    return text == STANDARD_INPUT or text.startswith(("/", "./", "../")) or text.endswith((".json", ".jsonl", ".gz"))


def query_options(function: _Function) -> _Function:
    """The query and the file that every command takes that asks."""
    return file_option(click.argument("query", nargs=-1)(function))


def file_option(function: _Function) -> _Function:
    """The option ``--file``."""
    return click.option("--file", "-f", "path", metavar="FILE", help="Not the shipped timeline; - is standard input.")(
        function
    )


def form_options(*, each: str, whole: str) -> Callable[[_Function], _Function]:
    """The forms of output; ``each`` is what stands on a line, ``whole`` what the count is of."""

    def with_forms(function: _Function) -> _Function:
        for form, told in (
            ("count", f"Only the number of {whole}."),
            ("plain", f"{each} a line, with tabs between."),
            ("jsonl", "The same, one a line."),
            ("json", "Everything, as JSON."),
        ):
            function = click.option(f"--{form}", "form", flag_value=form, help=told)(function)
        return function

    return with_forms


def asked(words: tuple[str, ...], path: str | None) -> tuple[Opened, Result]:
    """The answer to a query, and whose; or the end of the program: 2 where it cannot be read, or the file cannot."""
    text = " ".join(words)
    try:
        query = parse(text)
    except QueryError as error:
        refuse(f"in the query, column {error.column}: {error}\n  {text}\n  {' ' * (error.column - 1)}^")
    found = opened(path)
    return found, run(found.index, query)


def refuse_if_changed(found: Opened) -> None:
    """End where the file is another by now than the one that was indexed: what was read of it may be anything."""
    if found.records is not None and found.records.changed:
        refuse(f"{found.name} has changed while it was read; ask again")


def end(result: Result, language: str) -> None:
    """Say on standard error why nothing was found, and end with 1 where nothing was."""
    if result.total:
        return
    from timeline_tui.query.nearest import blamed  # noqa: PLC0415  # only where nothing is found
    from timeline_tui.view.rows import blame_lines  # noqa: PLC0415  # as above
    from timeline_tui.view.words import word  # noqa: PLC0415  # as above

    tell(word("nothing-found" if result.query else "no-events", language))
    for told in blame_lines(blamed(result.index, result.query), result, language):
        tell(told)
    sys.exit(Exit.NOTHING)
