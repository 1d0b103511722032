"""``timeline-tui show``: records, whole."""

import json
from collections.abc import Iterator
from typing import Any

import click

from timeline_tui.cli.asking import file_option, form_options, refuse_if_changed
from timeline_tui.cli.colours import coloured, width
from timeline_tui.cli.exits import opened, refuse
from timeline_tui.cli.languages import language_of_output, language_option
from timeline_tui.explore.state import State, begin
from timeline_tui.explore.subjects import Subject
from timeline_tui.index.base import Index
from timeline_tui.index.facets import Facet
from timeline_tui.model.nearness import closest
from timeline_tui.model.records import as_json
from timeline_tui.model.text import one_line
from timeline_tui.view.detail import text_lines
from timeline_tui.view.plain import as_data, record


@click.command()
@click.argument("record_ids", metavar="ID…", nargs=-1, required=True)
@file_option
@form_options(each="Id, date and title, or id, kind and name,", whole="records")
@language_option("Language of the text.")
def show(record_ids: tuple[str, ...], path: str | None, lang: str | None, form: str | None) -> None:
    """Show the events, people or sources with ID: what happened, who was there, and who says so."""
    found, language = opened(path), language_of_output(lang)
    subjects = [_subject(found.index, record_id) for record_id in record_ids]
    for line in _told(begin(found.index, found.problems, language), subjects, form):
        click.echo(line)
    refuse_if_changed(found)


def _told(state: State, subjects: list[Subject], form: str | None) -> Iterator[str]:
    index = state.index
    match form:
        case "count":
            yield str(len(subjects))
        case "plain":
            yield from (_plain(index, subject, state.place.language) for subject in subjects)
        case "jsonl":
            yield from (json.dumps(_data(index, subject), ensure_ascii=False) for subject in subjects)
        case "json":
            data = [_data(index, subject) for subject in subjects]
            yield json.dumps(data if len(data) > 1 else data[0], ensure_ascii=False, indent=2)
        case _:
            for number, subject in enumerate(subjects):
                yield from ("",) if number else ()
                yield from (coloured(line) for line in text_lines(state, subject, width()))


def _subject(index: Index, record_id: str) -> Subject:
    if index.event(record_id):
        return Subject(None, record_id)
    for facet, records in ((Facet.PERSON, index.names.people), (Facet.SOURCE, index.names.sources)):
        if record_id in records:
            return Subject(facet, record_id)
    near = [*index.near_ids(record_id, 3), *closest(record_id, [*index.names.people, *index.names.sources], 3)][:3]
    hint = f" Did you mean {', '.join(near)}?" if near else ""
    return refuse(f"no event, person or source has the id {record_id!r}.{hint}")


def _data(index: Index, subject: Subject) -> dict[str, Any]:
    if (event := index.event(subject.key)) and subject.facet is None:
        return as_data(event, index.names.sources)
    records = index.names.people if subject.facet is Facet.PERSON else index.names.sources
    return as_json(records[subject.key])


def _plain(index: Index, subject: Subject, language: str) -> str:
    if (event := index.event(subject.key)) and subject.facet is None:
        return record(event, language)
    facet = subject.facet or Facet.PERSON
    return "\t".join((subject.key, facet, one_line(index.names.name(facet, subject.key, language))))
