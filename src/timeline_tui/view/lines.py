"""Lines of text in terminal cells: what every panel is made of."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from rich.cells import cell_len, chop_cells, set_cell_size

if TYPE_CHECKING:
    from timeline_tui.explore.intents import Intent  # the command line makes lines and needs no intents

ELLIPSIS = "…"


class Role(StrEnum):
    """What a piece of text means; the theme decides how that looks."""

    TEXT = "text"
    DIM = "dim"
    STRONG = "strong"
    TITLE = "title"
    HEADING = "heading"
    HIT = "hit"
    DATE = "date"
    DOUBT = "doubt"
    DISPUTED = "disputed"
    PLANNED = "planned"
    MARKED = "marked"
    CHOSEN = "chosen"
    EXCLUDED = "excluded"
    BAR = "bar"
    SOFT = "soft"
    ERA = "era"
    SPAN = "span"
    QUOTE = "quote"
    LINK = "link"
    KEY = "key"
    CHIP = "chip"
    CHIP_OFF = "chip-off"
    ERROR = "error"
    CURSOR = "cursor"
    CURSOR_OFF = "cursor-off"


class Segment(NamedTuple):
    """A piece of a line; a click on it means ``intent``."""

    text: str
    role: Role = Role.TEXT
    intent: "Intent | None" = None


class Line(Struct, frozen=True):
    """One line: its pieces, and a role that lies over the whole of it; ``link`` is its number in the detail."""

    segments: tuple[Segment, ...]
    role: Role = Role.TEXT
    link: int | None = None

    @property
    def text(self) -> str:
        """The line without roles."""
        return "".join(segment.text for segment in self.segments)


def line(*segments: Segment | str, role: Role = Role.TEXT, link: int | None = None) -> Line:
    """A line of some pieces; a string is plain text."""
    made = tuple(Segment(piece) if isinstance(piece, str) else piece for piece in segments)
    return Line(made, role, link)


def width_of(text: str) -> int:
    """The terminal cells that ``text`` takes."""
    return cell_len(text)


def shorten(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, cut with an ellipsis; line breaks and tabs become spaces."""
    flat = " ".join(text.split()) if "\n" in text or "\t" in text else text
    if cell_len(flat) <= width:
        return flat
    return set_cell_size(flat, max(0, width - 1)).rstrip() + ELLIPSIS if width > 0 else ""


def fill(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells, cut or padded on the right."""
    short = shorten(text, width)
    return short + " " * (width - cell_len(short))


def right(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells, padded on the left."""
    short = shorten(text, width)
    return " " * (width - cell_len(short)) + short


def clip(made: Line, width: int) -> Line:
    """A line in at most ``width`` cells, cut with an ellipsis."""
    if cell_len(made.text) <= width:
        return made
    kept: list[Segment] = []
    room = width
    for segment in made.segments:
        if cell_len(segment.text) >= room:
            cut = set_cell_size(segment.text, max(0, room - 1)) + ELLIPSIS if room > 0 else ""
            return Line((*kept, segment._replace(text=cut)), made.role, made.link)
        kept.append(segment)
        room -= cell_len(segment.text)
    return Line(tuple(kept), made.role, made.link)


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` cells, broken at spaces, else inside a word (also between kanji)."""
    lines = []
    for paragraph in text.split("\n"):
        current = ""
        for word in paragraph.split():
            joined = f"{current} {word}" if current else word
            if cell_len(joined) <= width:
                current = joined
                continue
            if current:
                lines.append(current)
            *full, current = chop_cells(word, max(2, width)) if cell_len(word) > width else (word,)
            lines.extend(full)
        lines.append(current)
    return lines


def mark_hits(text: str, spans: Sequence[tuple[int, int]], role: Role) -> list[Segment]:
    """``text`` in pieces of ``role``, those in ``spans`` (offsets, end exclusive) as hits."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [Segment(text[at:start], role), Segment(text[start:end], Role.HIT)]
        at = end
    pieces.append(Segment(text[at:], role))
    return [piece for piece in pieces if piece.text]
