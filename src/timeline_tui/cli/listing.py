"""``timeline-tui list``: the events that match, as aligned text or for machines."""

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence

import click

from timeline_tui.cli.asking import QueryCommand, asked, end, form_options, query_options, refuse_if_changed
from timeline_tui.cli.colours import coloured, width
from timeline_tui.cli.languages import language_of_output, language_option
from timeline_tui.cli.looking import joined, saved_look, view_options
from timeline_tui.index.base import Order
from timeline_tui.model.records import Event
from timeline_tui.query.run import Result
from timeline_tui.store.opening import Opened
from timeline_tui.view.plain import Listing, as_data, listing, record

_AT_ONCE = 500


@click.command(name="list", cls=QueryCommand)
@query_options
@form_options(each="Id, date and title,", whole="events")
@click.option("--ids", is_flag=True, help="Each event's id first, for `timeline-tui show`.")
@view_options
@language_option("Language of the titles.")
def list_(  # noqa: PLR0913  # one parameter for each option
    query: tuple[str, ...],
    path: str | None,
    form: str | None,
    lang: str | None,
    view: str | None,
    sort: str | None,
    *,
    ids: bool,
) -> None:
    """List the events that match QUERY, all without one.

    The query is the explorer's: words, person:name, 2019, 2017..2022, is:disputed, -not, a | b.
    Exit code 0: found; 1: nothing; 2: a query or file that cannot be read.
    """
    look = joined(saved_look(path, view), " ".join(query), sort)
    (found, result), language = asked((look.query,), path), language_of_output(lang)
    rows = result.index.ordered(result.rows, Order(look.order or Order.DATE), language, result.patterns)
    for line in _lines(result, _read(found, rows), form, language, ids=ids):
        click.echo(line)
    refuse_if_changed(found)
    end(result, language)


def _read(found: Opened, rows: Sequence[int]) -> Iterator[Event]:
    """The events at some rows, few of them in memory at a time."""
    for start in range(0, len(rows), _AT_ONCE):
        events = found.index.events(rows[start : start + _AT_ONCE])
        refuse_if_changed(found)
        yield from events


def _lines(result: Result, events: Iterator[Event], form: str | None, language: str, *, ids: bool) -> Iterator[str]:
    names = result.index.names
    match form:
        case "count":
            yield str(result.total)
        case "plain":
            yield from (record(event, language) for event in events)
        case "jsonl":
            yield from (json.dumps(as_data(event, names.sources), ensure_ascii=False) for event in events)
        case "json":
            data = (json.dumps(as_data(event, names.sources), ensure_ascii=False, indent=2) for event in events)
            yield from _as_list(textwrap.indent(told, "  ") for told in data)
        case _:
            how = Listing(language, width(), result.patterns, ids)
            yield from (coloured(line) for line in listing(events, names, how))


def _as_list(items: Iterable[str]) -> Iterator[str]:
    """The lines of a JSON list whose values are written one after the other."""
    held = "["
    empty = True
    for item in items:
        yield held if empty else f"{held},"
        held, empty = item, False
    yield from ("[]",) if empty else (held, "]")
