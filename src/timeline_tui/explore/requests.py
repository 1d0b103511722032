"""What the program must do outside itself, asked for by ``update`` and carried out once, at the edge."""

from dataclasses import dataclass
from typing import TypeAlias

from timeline_tui.explore.subjects import Subject
from timeline_tui.model.look import Look


@dataclass(frozen=True)
class OpenUrl:
    """Open a web page."""

    url: str


@dataclass(frozen=True)
class Copy:
    """Put a record, as text, on the clipboard."""

    subject: Subject


@dataclass(frozen=True)
class RememberLanguage:
    """Start in this language from now on."""

    language: str


@dataclass(frozen=True)
class CopyCommand:
    """Put the command that reopens a look on the clipboard."""

    look: Look


@dataclass(frozen=True)
class RememberQuery:
    """Keep a query for later runs."""

    query: str


@dataclass(frozen=True)
class RecallQueries:
    """Read the queries of earlier runs."""


@dataclass(frozen=True)
class SaveLook:
    """Save a look under a name."""

    name: str
    look: Look


@dataclass(frozen=True)
class ReadLooks:
    """Read the saved views."""


@dataclass(frozen=True)
class ReadAgain:
    """Read the file again and say what came of it."""


@dataclass(frozen=True)
class StopReading:
    """Stop indexing the file."""


@dataclass(frozen=True)
class FindPlaces:
    """Find where the records stand in the file."""


@dataclass(frozen=True)
class ShowPalette:
    """Show the command palette."""


@dataclass(frozen=True)
class Quit:
    """Leave the program."""


@dataclass(frozen=True)
class Pick:
    """Leave the program with an event chosen."""

    event: str


@dataclass(frozen=True)
class Pause:
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
