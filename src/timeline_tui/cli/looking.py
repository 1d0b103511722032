"""How the explorer begins: the options that name a look, a saved view, a link to an event."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from msgspec.structs import replace

from timeline_tui.cli.exits import refuse, tell
from timeline_tui.index.base import Order
from timeline_tui.model.look import Look

_Function = TypeVar("_Function", bound=Callable[..., object])

PANELS = ("people", "sources", "topics", "events", "detail", "time")


def look_options(function: _Function) -> _Function:
    """Options for a look; ``look_of`` makes one of them."""
    for option in (
        click.option("--dim", is_flag=True, help="Show what does not match, dimmed."),
        click.option("--measure", metavar="ID", help="The event that time is measured from."),
        click.option("--panel", type=click.Choice(PANELS), help="The part to begin in."),
        click.option("--window", metavar="A..B", help="What the time axis shows, as 2017..2019-05."),
        click.option("--event", metavar="ID", help="The event to begin at; FILE#ID does the same."),
    ):
        function = option(function)
    return view_options(function)


def view_options(function: _Function) -> _Function:
    """The options of every command that lists: an order, and a saved view to start from."""
    view = click.option("--view", metavar="NAME", help="A saved view; see `timeline-tui views`.")
    return view(
        click.option("--sort", type=click.Choice([order.value for order in Order]), help="The order of the list.")(
            function
        )
    )


def saved_look(path: str | None, name: str | None) -> Look:
    """The saved view called so, or the end of the program."""
    if name is None:
        return Look()
    from timeline_tui.store.views import read_views  # noqa: PLC0415  # only who names one needs it

    views, faults = read_views(path)
    if name not in views:
        for fault in faults:
            tell(f"timeline-tui: {fault}")
        import difflib  # noqa: PLC0415  # only a slip needs it

        near = difflib.get_close_matches(name, views, n=1)
        known = f"did you mean {near[0]}?" if near else f"there are: {', '.join(views)}" if views else "none is saved"
        refuse(f"there is no view called {name!r}; {known}")
    return views[name]


def joined(look: Look, query: str, sort: str | None) -> Look:
    """A look with more terms in its query, and in another order where one is named."""
    return replace(look, query=" ".join(filter(None, (look.query, query))), order=sort or look.order)


def split_link(file: str | None) -> tuple[str | None, str]:
    """A file and the event that a link ``FILE#ID`` names; ``#ID`` is one of the shipped timeline."""
    if file is None or "#" not in file or Path(file).exists():
        return file, ""
    signs = [at for at, letter in enumerate(file) if letter == "#"]
    at = next((at for at in signs if at and Path(file[:at]).is_file()), 0 if file[0] == "#" else signs[-1])
    return file[:at] or None, file[at + 1 :]
