"""``timeline-tui list``: the events that match, as aligned text or with every field."""

import json
import shutil
import sys

import click

from timeline_tui.cli.exits import Exit, opened, refuse
from timeline_tui.cli.languages import language_of_output


@click.command(name="list", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1)
@click.option(
    "--file",
    "-f",
    "path",
    metavar="FILE",
    help="A timeline other than the shipped one; - reads standard input.",
)
@click.option("--json", "as_json", is_flag=True, help="Every field of every event, as one JSON list.")
@click.option("--ids", is_flag=True, help="Each event's id first, for `timeline-tui show`.")
@click.option("--lang", type=click.Choice(["en", "de"]), help="Language of the titles.")
def list_(query: tuple[str, ...], path: str | None, lang: str | None, *, as_json: bool, ids: bool) -> None:
    """List the events that match QUERY, all without one.

    The query is the explorer's: words, person:name, 2019, 2017..2022, is:disputed, -not, a | b.
    """
    from timeline_tui.query.nearest import blamed  # noqa: PLC0415  # help and version need none of this
    from timeline_tui.query.run import run  # noqa: PLC0415  # help and version need none of this
    from timeline_tui.query.syntax import QueryError, parse  # noqa: PLC0415
    from timeline_tui.view.plain import as_data, listing  # noqa: PLC0415

    if unknown := next((part for part in query if part.startswith("--")), None):
        refuse(f"there is no option {unknown}; see: timeline-tui list --help")
    text = " ".join(query)
    try:
        asked = parse(text)
    except QueryError as error:
        refuse(f"in the query, column {error.column}: {error}\n  {text}\n  {' ' * (error.column - 1)}^")
    found = opened(path)
    result = run(found.index, asked)
    events = result.events(0, result.total)
    names = found.index.names
    if as_json:
        click.echo(json.dumps([as_data(event, names.sources) for event in events], ensure_ascii=False, indent=2))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        for line in listing(events, names, language_of_output(lang), width, ids=ids):
            click.echo(line)
    if not events:
        click.echo("nothing matches" if text else "this timeline has no events yet", err=True)
        for blame in blamed(found.index, asked):
            near = f"; near it: {', '.join(blame.near)}" if blame.near else ""
            click.echo(f"{blame.term} is found nowhere{near}", err=True)
        sys.exit(Exit.NOTHING)
