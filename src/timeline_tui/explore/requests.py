"""What the program must do outside itself, asked for by ``update`` and carried out once, at the edge."""

from typing import TypeAlias

from msgspec import Struct

from timeline_tui.explore.subjects import Subject
from timeline_tui.model.look import Look


class OpenUrl(Struct, frozen=True):
    """Open a web page."""

    url: str


class Copy(Struct, frozen=True):
    """Put a record, as text, on the clipboard."""

    subject: Subject


class RememberLanguage(Struct, frozen=True):
    """Start in this language from now on."""

    language: str


class CopyCommand(Struct, frozen=True):
    """Put the command that reopens a look on the clipboard."""

    look: Look


class RememberQuery(Struct, frozen=True):
    """Keep a query for later runs."""

    query: str


class RecallQueries(Struct, frozen=True):
    """Read the queries of earlier runs."""


class SaveLook(Struct, frozen=True):
    """Save a look under a name."""

    name: str
    look: Look


class ReadLooks(Struct, frozen=True):
    """Read the saved views."""


class ReadAgain(Struct, frozen=True):
    """Read the file again and say what came of it."""


class StopReading(Struct, frozen=True):
    """Stop indexing the file."""


class FindPlaces(Struct, frozen=True):
    """Find where the records stand in the file."""


class ShowPalette(Struct, frozen=True):
    """Show the command palette."""


class Quit(Struct, frozen=True):
    """Leave the program."""


class Pick(Struct, frozen=True):
    """Leave the program with an event chosen."""

    event: str


class Pause(Struct, frozen=True):
    """Go to the background until called back."""


Request: TypeAlias = (
    OpenUrl
    | Copy
    | CopyCommand
    | RememberLanguage
    | RememberQuery
    | RecallQueries
    | SaveLook
    | ReadLooks
    | ReadAgain
    | StopReading
    | FindPlaces
    | ShowPalette
    | Quit
    | Pause
    | Pick
)
