"""Key bindings made from the command table."""

from textual.binding import Binding

from timeline_tui.explore.commands import COMMANDS


def bindings() -> list[Binding]:
    """A binding for each command; every one asks for the command by its id."""
    return [
        Binding(
            ",".join(command.keys), f"command('{command.id}')", command.title["en"], id=command.id, show=False,
            tooltip=command.help["en"],
        )
        for command in COMMANDS
    ]  # fmt: skip
