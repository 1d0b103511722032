"""The door: commands by name, and without one the explorer."""

import difflib
import errno
import os
import sys
from pathlib import Path

import click

from timeline_tui import __version__
from timeline_tui.cli.audit import audit
from timeline_tui.cli.date import date
from timeline_tui.cli.exits import Exit, refuse
from timeline_tui.cli.listing import list_
from timeline_tui.cli.show import show
from timeline_tui.cli.validate import validate

_INTERRUPTED = 130
"""128 and the number of SIGINT."""

_EXAMPLES = """\b
Examples:
  timeline-tui                         explore the shipped timeline
  timeline-tui my-case.json            explore your own
  curl … | timeline-tui -              explore standard input
  timeline-tui list igarashi 2022      list events that match
  timeline-tui list --json is:disputed the same with every field
  timeline-tui show partnership-signed one event, whole
  timeline-tui validate my-case.json   what is wrong, by line and column
  timeline-tui audit --file my-case.json  where the evidence is thin
  timeline-tui date Mitte der 1960er   how a date is understood
"""


class Door(click.Group):
    """A group whose command may be left out: then a file, ``-`` or nothing opens the explorer."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the explorer's command before arguments that name no command."""
        values = {"--lang"}
        position = 0
        while position < len(args) and args[position].startswith("-") and args[position] != "-":
            if args[position] in {"--help", "-h", "--version"}:
                return super().parse_args(ctx, [args[position]])
            position += 2 if args[position] in values else 1
        if position < len(args) and args[position] == "help":
            return super().parse_args(ctx, ["--help"])
        if position >= len(args) or args[position] not in self.commands:
            args = ["explore", *args]
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples first."""
        formatter.write(f"timeline-tui {__version__}: a sourced chronology, explored in a terminal.\n\n")
        formatter.write(_EXAMPLES.replace("\b\n", "") + "\n")
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)

    def format_usage(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How it is called."""
        formatter.write("Usage: timeline-tui [FILE | - ] [--lang en|de]\n       timeline-tui COMMAND …\n")


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(__version__, message="timeline-tui %(version)s")
def door() -> None:
    """Explore a sourced chronology."""


@door.command()
@click.argument("file", required=False)
@click.option("--lang", type=click.Choice(["en", "de"]), help="Language of the program and the data.")
def explore(file: str | None, lang: str | None) -> None:
    """Explore a timeline on the full screen (the command may be left out)."""
    if file is not None and file != "-" and not Path(file).exists():
        refuse(_no_such_file(file))
    if not sys.stdout.isatty():
        _list_instead(file, lang)
        return
    if os.environ.get("TERM") in {"dumb", "unknown"} or not sys.stderr.isatty():
        refuse("this terminal cannot draw a full screen; try: timeline-tui list")
    from timeline_tui.cli.explorer import run_explorer  # noqa: PLC0415  # Textual is imported for this alone

    sys.exit(run_explorer(file, lang))


def _no_such_file(word: str) -> str:
    if "/" in word or word.endswith((".json", ".jsonl", ".gz")):
        return f"{word}: there is no such file"
    near = difflib.get_close_matches(word, list(door.commands), n=1)
    meant = f" Did you mean: timeline-tui {near[0]}?" if near else ""
    return f"{word!r} is no command and no file.{meant} To find events: timeline-tui list {word}"


def _list_instead(file: str | None, lang: str | None) -> None:
    list_.main([*(["--file", file] if file else []), *(["--lang", lang] if lang else [])], standalone_mode=False)


door.add_command(list_, "list")
door.add_command(show, "show")
door.add_command(validate, "validate")
door.add_command(audit, "audit")
door.add_command(date, "date")


def main() -> None:
    """Run the command line; a closed pipe ends it quietly, an interrupt with 130."""
    try:
        door.main(prog_name="timeline-tui", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
    except OSError as error:
        if error.errno != errno.EPIPE:
            refuse(f"cannot write: {error.strerror}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.DONE)
