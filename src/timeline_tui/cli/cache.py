"""``timeline-tui cache``: the indexes of big files that are kept on disk."""

import json

import click

from timeline_tui.cli.exits import tell
from timeline_tui.model.text import one_line
from timeline_tui.store.cache import cache_folder, clear, entries
from timeline_tui.view.plain import iso

_UNITS = ("B", "kB", "MB", "GB", "TB")
_THOUSAND = 1000


@click.command()
@click.option("--clear", "clearing", is_flag=True, help="Remove them all; they are made anew when needed.")
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON list.")
def cache(*, clearing: bool, as_json: bool) -> None:
    """List the indexes of big files: size, when each was last used, of which file it is."""
    if clearing:
        tell(f"{in_units(clear())} freed")
        return
    kept = entries()
    if as_json:
        told = [{"file": e.path, "folder": str(e.folder), "bytes": e.size, "used": round(e.used)} for e in kept]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for entry in kept:
        click.echo(f"{in_units(entry.size):>8}  {iso(round(entry.used))}  {one_line(entry.path)}")
    tell(f"{in_units(sum(entry.size for entry in kept))} in {one_line(str(cache_folder()))}")


def in_units(size: float) -> str:
    """A number of bytes as people read it: 204 MB."""
    unit = 0
    while size >= _THOUSAND and unit < len(_UNITS) - 1:
        size, unit = size / _THOUSAND, unit + 1
    return f"{size:.0f} {_UNITS[unit]}" if size >= 10 or not unit else f"{size:.1f} {_UNITS[unit]}"  # noqa: PLR2004  # digits
