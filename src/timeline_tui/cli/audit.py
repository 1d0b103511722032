"""``timeline-tui audit``: what the evidence leaves to be desired, by line and column."""

import json
import sys

import click

from timeline_tui.cli.exits import Exit, opened
from timeline_tui.cli.languages import language_of_output, language_option
from timeline_tui.load.places import RecordPlaces
from timeline_tui.view.evidence import finding_about
from timeline_tui.view.words import word


@click.command()
@click.option("--file", "-f", "path", metavar="FILE", help="A timeline other than the shipped one.")
@click.option("--json", "as_json", is_flag=True, help="The findings as one JSON list.")
@language_option("Language of the findings.")
def audit(path: str | None, lang: str | None, *, as_json: bool) -> None:
    """Look through the evidence: disputed, uncited, impossible, single-sourced, worked out, without outcome.

    Exit code 0: nothing found; 1: findings; 2: unreadable.
    """
    found = opened(path)
    language = language_of_output(lang)
    places = RecordPlaces(found.data) if found.has_places else None
    findings = found.index.findings
    told = []
    for finding in findings:
        within = () if found.problems.errors else finding.path
        line, column = places.of(finding.section, finding.record, within) if places else (None, None)
        about = finding_about(finding, found.index.names, language)
        told.append(
            {"file": found.name, "line": line, "column": column, "kind": finding.kind, "section": finding.section,
             "id": finding.record, "about": finding.about, "words": about}
        )  # fmt: skip
        if not as_json:
            name = word(f"audit-{finding.kind}", language)
            where = f"{found.name}:{line}:{column}" if places else found.name
            click.echo(f"{where}: {name}: {finding.record}{f' ({about})' if about else ''}")
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    sys.exit(Exit.NOTHING if findings else Exit.DONE)
