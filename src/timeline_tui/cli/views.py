"""``timeline-tui views``: the saved views."""

import json
import sys

import click
from msgspec.structs import asdict

from timeline_tui.cli.asking import file_option
from timeline_tui.cli.exits import Exit, tell
from timeline_tui.store.views import read_views, views_files
from timeline_tui.view.lines import fill, width_of


@click.command()
@file_option
@click.option("--json", "as_json", is_flag=True, help="Everything that is saved, as one JSON object.")
def views(path: str | None, *, as_json: bool) -> None:
    """List the saved views: those beside FILE, then the user's own; S in the explorer saves one."""
    found, faults = read_views(path)
    for fault in faults:
        tell(f"timeline-tui: {fault}")
    if as_json:
        click.echo(json.dumps({name: asdict(look) for name, look in found.items()}, ensure_ascii=False, indent=2))
    else:
        width = max((width_of(name) for name in found), default=0)
        for name, look in found.items():
            click.echo(f"{fill(name, width)}  {look.query}".rstrip())
    if faults:
        sys.exit(Exit.CANNOT)
    if not found:
        tell(f"no view is saved; they are kept in {' or '.join(str(file) for file in views_files(path))}")
