"""``timeline-tui stats``: how many events have which person, source, topic, place, and lie in which year."""

import json
from collections.abc import Iterator
from itertools import takewhile

import click

from timeline_tui.cli.asking import QueryCommand, asked, end, form_options, query_options, refuse_if_changed
from timeline_tui.cli.colours import coloured
from timeline_tui.cli.languages import language_of_output, language_option
from timeline_tui.index.base import Ranked
from timeline_tui.index.facets import Facet
from timeline_tui.query.run import Result
from timeline_tui.view.lines import Role, Segment, fill, line, right
from timeline_tui.view.marks import bar
from timeline_tui.view.words import word

_NAME_WIDTH, _BAR_WIDTH = 44, 24


@click.command(cls=QueryCommand)
@query_options
@form_options(each="What is counted, its key, its name and the events,", whole="events")
@language_option("Language of the names.")
def stats(query: tuple[str, ...], path: str | None, lang: str | None, form: str | None) -> None:
    """Count the events that match QUERY: by person, source, topic, place, organization and year.

    A year counts the events that surely lie in it.
    """
    (found, result), language = asked(query, path), language_of_output(lang)
    lines = list(_told(result, form, language))
    refuse_if_changed(found)
    for told in lines:
        click.echo(told)
    end(result, language)


def _told(result: Result, form: str | None, language: str) -> Iterator[str]:
    match form:
        case "count":
            yield str(result.total)
        case "plain":
            for row in _rows(result, language):
                yield "\t".join(" ".join(str(part).split()) for part in row)
        case "jsonl":
            for kind, key, name, count in _rows(result, language):
                yield json.dumps({"by": kind, "key": key, "name": name, "events": count}, ensure_ascii=False)
        case "json":
            yield json.dumps(_as_data(result), ensure_ascii=False, indent=2)
        case _:
            yield from _lines(result, language)


def _rows(result: Result, language: str) -> Iterator[tuple[str, str, str, int]]:
    """What is counted, by which key, how that reads, and how many events."""
    for facet in Facet:
        for key, count in _sorted(result, facet):
            yield facet, key, " ".join(result.index.names.name(facet, key, language).split()), count
    yield from (("year", year, year, count) for year, count in _years(result))


def _as_data(result: Result) -> dict[str, object]:
    facets = {str(facet): dict(_sorted(result, facet)) for facet in Facet}
    return {"events": result.total, **facets, "years": dict(_years(result))}


def _lines(result: Result, language: str) -> Iterator[str]:
    yield word("shown", language, shown=result.total, all=result.index.size)
    for facet in Facet:
        counted = [(result.index.names.name(facet, key, language), count) for key, count in _sorted(result, facet)]
        yield from _table(word(f"all-{facet}", language), counted)
    yield from _table(word("all-year", language), _years(result))


def _years(result: Result) -> list[tuple[str, int]]:
    return [(str(year), count) for year, count in result.index.years(result.rows)]


def _sorted(result: Result, facet: Facet) -> list[tuple[str, int]]:
    ranking = result.index.ranked(facet, result.rows, Ranked("en"))
    counted = (ranking[position] for position in range(len(ranking)))
    return list(takewhile(lambda item: item[1] > 0, counted))


def _table(heading: str, counted: list[tuple[str, int]]) -> Iterator[str]:
    if not counted:
        return
    yield ""
    yield coloured(line(Segment(heading, Role.HEADING)))
    most = max(count for _, count in counted)
    for name, count in counted:
        filled = Segment(bar(count, most, _BAR_WIDTH), Role.BAR)
        yield coloured(line(f"  {fill(name, _NAME_WIDTH)} {right(str(count), 5)}  ", filled))
