"""The door: commands by name, and without one the explorer."""

import errno
import gc
import io
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from timeline_tui import __version__

_EXAMPLES = """Examples:
  timeline-tui                            explore the shipped timeline
  timeline-tui my-case.json               explore your own
  curl … | timeline-tui                   explore what is piped in
  timeline-tui my-case.json#signing       begin at an event; --query, --view begin elsewhere
  timeline-tui list igarashi 2022         list events that match
  timeline-tui list --json is:disputed    the same with every field
  timeline-tui stats 2022                 who, where and what, counted
  timeline-tui show partnership-signed    one event, whole
  timeline-tui validate my-case.json      what is wrong, by line and column
  timeline-tui audit --file my-case.json  where the evidence is thin
  timeline-tui date Mitte der 1960er      how a date is understood
"""

COMMANDS = {
    "explore": ("explore:explore", "The full screen; the command may be left out."),
    "list": ("listing:list_", "The events that match a query."),
    "search": ("listing:list_", "The same."),
    "stats": ("stats:stats", "The events that match, counted by person, source, topic, place, year."),
    "show": ("show:show", "Events, people or sources, whole."),
    "pick": ("explore:pick", "Choose an event on the full screen; its id is printed."),
    "views": ("views:views", "The saved views."),
    "validate": ("validate:validate", "What is wrong with a file, by line and column."),
    "audit": ("audit:audit", "Where sources disagree and the evidence is thin."),
    "date": ("date:date", "How a date is understood, written and bounded."),
    "cache": ("cache:cache", "The indexes of big files that are kept on disk."),
    "completion": ("completion:completion", "What a shell needs to complete commands, fields and names."),
}
"""Every command: where it is, imported only when it is called, and what it is for."""

_WITH_VALUE = {"--lang", "--query", "-q", "--view", "--event", "--window", "--sort", "--panel", "--measure"}
_CANNOT = 2


def command_named(name: str) -> click.Command | None:
    """A command, imported now; None where there is none of this name."""
    if name not in COMMANDS:
        return None
    module, _, attribute = COMMANDS[name][0].partition(":")
    command: click.Command = getattr(import_module(f"timeline_tui.cli.{module}"), attribute)
    return command


class Door(click.Group):
    """A group whose command may be left out: then a file, ``-`` or nothing opens the explorer."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """All commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """A command, imported now."""
        return command_named(name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the explorer's command before arguments that name no command."""
        position = 0
        while position < len(args) and args[position].startswith("-") and args[position] != "-":
            if args[position] in {"--help", "-h", "--version"}:
                return super().parse_args(ctx, [args[position]])
            position += 2 if args[position] in _WITH_VALUE else 1
        if args[position : position + 1] == ["help"]:
            return super().parse_args(ctx, ["--help"])
        if position >= len(args) or args[position] not in COMMANDS:
            args = ["explore", *args]
        elif position:
            args = [args[position], *args[:position], *args[position + 1 :]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a reader who has seen enough and closed the pipe is no fault."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples first."""
        formatter.write(f"timeline-tui {__version__}: a sourced chronology, explored in a terminal.\n\n{_EXAMPLES}\n")
        formatter.write("Usage: timeline-tui [FILE | FILE#EVENT | -] [OPTIONS]\n       timeline-tui COMMAND …\n")
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in COMMANDS.items()])
        self.format_options(ctx, formatter)

    def format_commands(self, _ctx: click.Context, _formatter: click.HelpFormatter) -> None:
        """The commands stand before the options already."""


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(__version__, message="timeline-tui %(version)s")
def door() -> None:
    """Explore a sourced chronology."""


def _open_streams() -> None:
    """Give closed streams somewhere to write to, and let no letter be too foreign for the terminal's encoding."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # for as long as the program runs
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # as above
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Run the command line; a closed pipe ends it quietly, a full disk with a message.

    Raises:
        KeyboardInterrupt: where that ended it.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for any takes as long as reading a timeline
    gc.disable()  # imports and records make many objects and no garbage; the explorer turns it on again
    _open_streams()
    try:
        door.main(prog_name="timeline-tui", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        raise KeyboardInterrupt from None
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno != errno.EPIPE:
            click.echo(f"timeline-tui: {error.strerror}", err=True)
            sys.exit(_CANNOT)
