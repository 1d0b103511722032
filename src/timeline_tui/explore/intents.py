"""What a person can want: plain values, the only things that make a new state."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from timeline_tui.explore.panels import Panel
from timeline_tui.explore.subjects import Subject
from timeline_tui.index.base import Flag, Index
from timeline_tui.model.look import Look
from timeline_tui.model.problems import Problems


class Asking(StrEnum):
    """What is typed into the line at the top, when it is no query."""

    DATE = "go-to"
    SIFT = "sift"
    LOOK = "save-as"
    RECALL = "recall"


@dataclass(frozen=True)
class Move:
    """Move the cursor of a panel (None: the one in focus) by so many lines; relative, never merged."""

    by: int
    panel: Panel | None = None


@dataclass(frozen=True)
class MovePage:
    """Move the cursor of the focused panel by so many half pages."""

    halves: int


@dataclass(frozen=True)
class MoveTo:
    """Put the cursor of a panel on a line: a position from 0, -1 is the last; ``open`` follows a link there."""

    position: int
    panel: Panel | None = None
    open: bool = False


@dataclass(frozen=True)
class Focus:
    """Go to a panel."""

    panel: Panel


@dataclass(frozen=True)
class FocusNext:
    """Go so many panels on, around the screen."""

    by: int


@dataclass(frozen=True)
class Across:
    """Go sideways: along the axis where it has the focus, else to the panel on that side."""

    by: int


@dataclass(frozen=True)
class Choose:
    """Filter by what the cursor of the focused panel is on, or no longer."""


@dataclass(frozen=True)
class Exclude:
    """Rule out what the cursor of the focused panel is on, or no longer."""


@dataclass(frozen=True)
class ChooseSpan:
    """Filter by the time from one moment to another (seconds, both inside), not finer than ``grain`` seconds.

    Without a grain the axis's own unit is taken.
    """

    first: int
    last: int
    grain: int = 0


@dataclass(frozen=True)
class DrawSpan:
    """A range is being drawn on the axis (seconds, both inside)."""

    first: int
    last: int


@dataclass(frozen=True)
class StartSpan:
    """Begin a range at the cursor of the axis, or let go of it."""


@dataclass(frozen=True)
class ToggleFlag:
    """Filter by what events are, or no longer."""

    flag: Flag


@dataclass(frozen=True)
class RemoveTerm:
    """Take a term out of the query; -1 is the last."""

    position: int


@dataclass(frozen=True)
class ToggleTerm:
    """Turn a term off without losing it, or on again; -1 is the last."""

    position: int


@dataclass(frozen=True)
class TurnChoice:
    """Mean the values chosen in the focused panel otherwise: any, all, none of them."""


@dataclass(frozen=True)
class Reach:
    """Filter by what lies around the event under the cursor, or reach so many steps further (< 0: closer)."""

    by: int


@dataclass(frozen=True)
class ClearQuery:
    """Take all terms out."""


@dataclass(frozen=True)
class OpenSearch:
    """Begin to type a query."""


@dataclass(frozen=True)
class Type:
    """The whole text of the query as it now stands."""

    text: str


@dataclass(frozen=True)
class Complete:
    """Go on with what the last word typed most likely means."""


@dataclass(frozen=True)
class Ask:
    """Begin to type something that is no query; the panel in focus is the one meant."""

    asking: Asking


@dataclass(frozen=True)
class KeepSearch:
    """Keep what was typed; a query leads to the list."""


@dataclass(frozen=True)
class DropSearch:
    """Put everything back as it was before typing."""


@dataclass(frozen=True)
class Recalled:
    """These queries were asked before, the newest first."""

    queries: tuple[str, ...]


@dataclass(frozen=True)
class Open:
    """Show what the cursor is on: in the detail, or where its link leads."""


@dataclass(frozen=True)
class Show:
    """Show a record in the detail."""

    subject: Subject


@dataclass(frozen=True)
class Back:
    """Go to where one was before."""


@dataclass(frozen=True)
class Forward:
    """Go to where one came back from."""


@dataclass(frozen=True)
class Undo:
    """Take the last change of the filter back."""


@dataclass(frozen=True)
class Redo:
    """Make the change of the filter again."""


@dataclass(frozen=True)
class NextHit:
    """Go so many found events on, around the end."""

    by: int


@dataclass(frozen=True)
class ToHit:
    """To a hit inside the detail, counted from 0."""

    number: int


@dataclass(frozen=True)
class Sort:
    """List the focused panel in its next order."""


@dataclass(frozen=True)
class Measure:
    """Tell how much time lies between the event under the cursor and all others, or no longer."""


@dataclass(frozen=True)
class Travel:
    """Go so many places back (< 0) or forward."""

    by: int


@dataclass(frozen=True)
class ShowTrail:
    """Show how one came here."""


@dataclass(frozen=True)
class ShowLooks:
    """Show the saved views."""


@dataclass(frozen=True)
class LooksRead:
    """These views are saved; ``faults`` is what is wrong with others."""

    looks: Mapping[str, Look]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class UseLook:
    """Look at the timeline as a saved view does."""

    name: str


@dataclass(frozen=True)
class CopyCommand:
    """Copy the command that reopens exactly this."""


@dataclass(frozen=True)
class Scrolled:
    """The first line in sight of a panel is now another."""

    panel: Panel
    top: int


@dataclass(frozen=True)
class ToggleDim:
    """Hide what does not match, or show it dimmed."""


@dataclass(frozen=True)
class Zoom:
    """Halve the window of the axis for each step > 0, double it for each < 0."""

    by: int


@dataclass(frozen=True)
class Pan:
    """Move the window of the axis by quarters."""

    by: int


@dataclass(frozen=True)
class ZoomAll:
    """Put the window of the axis back to where it was first."""


@dataclass(frozen=True)
class SwitchLanguage:
    """Go to the next language."""


@dataclass(frozen=True)
class ShowHelp:
    """Show the help."""


@dataclass(frozen=True)
class ShowProblems:
    """Show what is wrong with the file."""


@dataclass(frozen=True)
class ShowEvidence:
    """Show where sources disagree and the evidence is thin."""


@dataclass(frozen=True)
class OpenPalette:
    """Choose a command by its name."""


@dataclass(frozen=True)
class Escape:
    """Go one step up; never out of the program."""


@dataclass(frozen=True)
class Close:
    """Close what lies on top, or leave the program."""


@dataclass(frozen=True)
class Interrupt:
    """Ask to leave; the second time in a row leaves."""


@dataclass(frozen=True)
class Leave:
    """Leave the program now."""


@dataclass(frozen=True)
class Suspend:
    """Go to the background."""


@dataclass(frozen=True)
class CopySubject:
    """Copy what the detail shows."""


@dataclass(frozen=True)
class OpenSource:
    """Open the source of what is shown: its URL, or its record where it has none."""


@dataclass(frozen=True)
class Reload:
    """Read the file again."""


@dataclass(frozen=True)
class Loaded:
    """The file was read: ``index`` answers from now on."""

    index: Index
    problems: Problems


@dataclass(frozen=True)
class Reading:
    """A big file is being read: bytes gone over, bytes in all, events met, seconds left as far as one knows."""

    done: int
    size: int
    events: int
    left: int


@dataclass(frozen=True)
class ReadingEnded:
    """Nothing is being read any more; ``detail`` is why, if it failed."""

    detail: str = ""


@dataclass(frozen=True)
class FoundMore:
    """More is known of an answer that was not complete."""


@dataclass(frozen=True)
class StopReading:
    """Read no further; what is shown stays."""


@dataclass(frozen=True)
class PlacesFound:
    """Where records stand in the file: line and column, from 1, by section (``events``) and id."""

    places: Mapping[tuple[str, str], tuple[int, int]]


@dataclass(frozen=True)
class Told:
    """Something was done outside, or could not be: ``key`` names the sentence that says so."""

    key: str
    detail: str


@dataclass(frozen=True)
class Resized:
    """A panel now shows so many lines."""

    panel: Panel
    lines: int


Intent: TypeAlias = (
    Move
    | MovePage
    | MoveTo
    | Focus
    | FocusNext
    | Across
    | Choose
    | Exclude
    | ChooseSpan
    | DrawSpan
    | StartSpan
    | ToggleFlag
    | RemoveTerm
    | ToggleTerm
    | TurnChoice
    | Reach
    | ClearQuery
    | OpenSearch
    | Type
    | Complete
    | Ask
    | KeepSearch
    | DropSearch
    | Recalled
    | Open
    | Show
    | Back
    | Forward
    | Undo
    | Redo
    | NextHit
    | ToHit
    | Sort
    | Measure
    | Travel
    | ShowTrail
    | ShowLooks
    | LooksRead
    | UseLook
    | CopyCommand
    | Scrolled
    | ToggleDim
    | Zoom
    | Pan
    | ZoomAll
    | SwitchLanguage
    | ShowHelp
    | ShowProblems
    | ShowEvidence
    | OpenPalette
    | Escape
    | Close
    | Interrupt
    | Leave
    | Suspend
    | CopySubject
    | OpenSource
    | Reload
    | Loaded
    | Reading
    | FoundMore
    | ReadingEnded
    | StopReading
    | PlacesFound
    | Told
    | Resized
)
