"""``timeline-tui list``: the events that match, as aligned text or for machines."""

import json
import shutil
import sys
from collections.abc import Iterator

import click

from timeline_tui.cli.asking import QUERY_SETTINGS, asked, end, query_options
from timeline_tui.cli.languages import language_of_output, language_option
from timeline_tui.query.run import Result
from timeline_tui.view.plain import as_data, listing, record


@click.command(name="list", context_settings=QUERY_SETTINGS)
@query_options
@click.option("--json", "form", flag_value="json", help="Every field of every event, as one JSON list.")
@click.option("--jsonl", "form", flag_value="jsonl", help="The same, an event a line.")
@click.option("--plain", "form", flag_value="plain", help="Id, date and title, with tabs between.")
@click.option("--count", "form", flag_value="count", help="Only how many there are.")
@click.option("--ids", is_flag=True, help="Each event's id first, for `timeline-tui show`.")
@language_option("Language of the titles.")
def list_(query: tuple[str, ...], path: str | None, form: str | None, lang: str | None, *, ids: bool) -> None:
    """List the events that match QUERY, all without one.

    The query is the explorer's: words, person:name, 2019, 2017..2022, is:disputed, -not, a | b.
    Exit code 0: found; 1: nothing; 2: a query or file that cannot be read.
    """
    result = asked(query, path)
    for line in _lines(result, form, language_of_output(lang), ids=ids):
        click.echo(line)
    end(result)


def _lines(result: Result, form: str | None, language: str, *, ids: bool) -> Iterator[str]:
    events, names = result.events(0, result.total), result.index.names
    match form:
        case "count":
            yield str(result.total)
        case "plain":
            yield from (record(event, language) for event in events)
        case "jsonl":
            yield from (json.dumps(as_data(event, names.sources), ensure_ascii=False) for event in events)
        case "json":
            yield json.dumps([as_data(event, names.sources) for event in events], ensure_ascii=False, indent=2)
        case _:
            width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
            yield from listing(events, names, language, width, ids=ids)
