"""What the program must do outside itself, asked for by ``update`` and carried out once, at the edge."""

from dataclasses import dataclass
from typing import TypeAlias

from timeline_tui.explore.subjects import Subject


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
class ReadAgain:
    """Read the file again and say what came of it."""


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
class Pause:
    """Go to the background until called back."""


Request: TypeAlias = OpenUrl | Copy | RememberLanguage | ReadAgain | FindPlaces | ShowPalette | Quit | Pause
