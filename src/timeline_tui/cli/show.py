"""``timeline-tui show``: one record, whole."""

import difflib
import json

import click

from timeline_tui.cli.exits import opened, refuse
from timeline_tui.cli.languages import language_of_output, language_option
from timeline_tui.explore.state import begin
from timeline_tui.explore.subjects import Subject
from timeline_tui.index.facets import Facet
from timeline_tui.view.detail import detail_text
from timeline_tui.view.plain import as_data


@click.command()
@click.argument("record_id", metavar="ID")
@click.option(
    "--file",
    "-f",
    "path",
    metavar="FILE",
    help="A timeline other than the shipped one; - reads standard input.",
)
@click.option("--json", "as_json", is_flag=True, help="Every field, as JSON.")
@language_option("Language of the text.")
def show(record_id: str, path: str | None, lang: str | None, *, as_json: bool) -> None:
    """Show the event, person or source with ID: what happened, who was there, and who says so."""
    found = opened(path)
    names = found.index.names
    event = found.index.event(record_id)
    record = event or names.people.get(record_id) or names.sources.get(record_id)
    if record is None:
        known = [*(made.id for made in found.index.timeline.events), *names.people, *names.sources]
        near = difflib.get_close_matches(record_id, known, n=3, cutoff=0.5)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        refuse(f"no event, person or source has the id {record_id!r}.{hint}")
    if as_json:
        data = as_data(event, names.sources) if event else record.model_dump(mode="json", by_alias=True)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    facet = None if event else Facet.PERSON if record_id in names.people else Facet.SOURCE
    state = begin(found.index, found.problems, language_of_output(lang))
    click.echo(detail_text(state, Subject(facet, record_id)))
