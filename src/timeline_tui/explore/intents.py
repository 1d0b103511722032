"""What a person can want: plain values, the only things that make a new state."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

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


class Move(Struct, frozen=True):
    """Move the cursor of a panel (None: the one in focus) by so many lines; relative, never merged."""

    by: int
    panel: Panel | None = None


class MovePage(Struct, frozen=True):
    """Move the cursor of the focused panel by so many half pages."""

    halves: int


class MoveTo(Struct, frozen=True):
    """Put the cursor of a panel on a line: a position from 0, -1 is the last; ``open`` follows a link there."""

    position: int
    panel: Panel | None = None
    open: bool = False


class Focus(Struct, frozen=True):
    """Go to a panel."""

    panel: Panel


class FocusNext(Struct, frozen=True):
    """Go so many panels on, around the screen."""

    by: int


class Across(Struct, frozen=True):
    """Go sideways: along the axis where it has the focus, else to the panel on that side."""

    by: int


class Choose(Struct, frozen=True):
    """Filter by what the cursor of the focused panel is on, or no longer."""


class Exclude(Struct, frozen=True):
    """Rule out what the cursor of the focused panel is on, or no longer."""


class ChooseSpan(Struct, frozen=True):
    """Filter by the time from one moment to another (seconds, both inside), not finer than ``grain`` seconds.

    Without a grain the axis's own unit is taken.
    """

    first: int
    last: int
    grain: int = 0


class DrawSpan(Struct, frozen=True):
    """A range is being drawn on the axis (seconds, both inside)."""

    first: int
    last: int


class StartSpan(Struct, frozen=True):
    """Begin a range at the cursor of the axis, or let go of it."""


class ToggleFlag(Struct, frozen=True):
    """Filter by what events are, or no longer."""

    flag: Flag


class RemoveTerm(Struct, frozen=True):
    """Take a term out of the query; -1 is the last."""

    position: int


class ToggleTerm(Struct, frozen=True):
    """Turn a term off without losing it, or on again; -1 is the last."""

    position: int


class TurnChoice(Struct, frozen=True):
    """Mean the values chosen in the focused panel otherwise: any, all, none of them."""


class Reach(Struct, frozen=True):
    """Filter by what lies around the event under the cursor, or reach so many steps further (< 0: closer)."""

    by: int


class ClearQuery(Struct, frozen=True):
    """Take all terms out."""


class OpenSearch(Struct, frozen=True):
    """Begin to type a query."""


class Type(Struct, frozen=True):
    """The whole text of the query as it now stands."""

    text: str


class Complete(Struct, frozen=True):
    """Go on with what the last word typed most likely means."""


class Ask(Struct, frozen=True):
    """Begin to type something that is no query; the panel in focus is the one meant."""

    asking: Asking


class KeepSearch(Struct, frozen=True):
    """Keep what was typed; a query leads to the list."""


class DropSearch(Struct, frozen=True):
    """Put everything back as it was before typing."""


class Recalled(Struct, frozen=True):
    """These queries were asked before, the newest first."""

    queries: tuple[str, ...]


class Open(Struct, frozen=True):
    """Show what the cursor is on: in the detail, or where its link leads."""


class Show(Struct, frozen=True):
    """Show a record in the detail."""

    subject: Subject


class Back(Struct, frozen=True):
    """Go to where one was before."""


class Forward(Struct, frozen=True):
    """Go to where one came back from."""


class Undo(Struct, frozen=True):
    """Take the last change of the filter back."""


class Redo(Struct, frozen=True):
    """Make the change of the filter again."""


class NextHit(Struct, frozen=True):
    """Go so many found events on, around the end."""

    by: int


class ToHit(Struct, frozen=True):
    """To a hit inside the detail, counted from 0."""

    number: int


class Sort(Struct, frozen=True):
    """List the focused panel in its next order."""


class Measure(Struct, frozen=True):
    """Tell how much time lies between the event under the cursor and all others, or no longer."""


class Travel(Struct, frozen=True):
    """Go so many places back (< 0) or forward."""

    by: int


class ShowTrail(Struct, frozen=True):
    """Show how one came here."""


class ShowLooks(Struct, frozen=True):
    """Show the saved views."""


class LooksRead(Struct, frozen=True):
    """These views are saved; ``faults`` is what is wrong with others."""

    looks: Mapping[str, Look]
    faults: tuple[str, ...] = ()


class UseLook(Struct, frozen=True):
    """Look at the timeline as a saved view does."""

    name: str


class CopyCommand(Struct, frozen=True):
    """Copy the command that reopens exactly this."""


class Scrolled(Struct, frozen=True):
    """The first line in sight of a panel is now another."""

    panel: Panel
    top: int


class ToggleDim(Struct, frozen=True):
    """Hide what does not match, or show it dimmed."""


class Zoom(Struct, frozen=True):
    """Halve the window of the axis for each step > 0, double it for each < 0."""

    by: int


class Pan(Struct, frozen=True):
    """Move the window of the axis by quarters."""

    by: int


class ZoomAll(Struct, frozen=True):
    """Put the window of the axis back to where it was first."""


class SwitchLanguage(Struct, frozen=True):
    """Go to the next language."""


class ShowHelp(Struct, frozen=True):
    """Show the help."""


class ShowProblems(Struct, frozen=True):
    """Show what is wrong with the file."""


class ShowEvidence(Struct, frozen=True):
    """Show where sources disagree and the evidence is thin."""


class OpenPalette(Struct, frozen=True):
    """Choose a command by its name."""


class Escape(Struct, frozen=True):
    """Go one step up; never out of the program."""


class Close(Struct, frozen=True):
    """Close what lies on top, or leave the program."""


class Interrupt(Struct, frozen=True):
    """Ask to leave; the second time in a row leaves."""


class Leave(Struct, frozen=True):
    """Leave the program now."""


class Suspend(Struct, frozen=True):
    """Go to the background."""


class CopySubject(Struct, frozen=True):
    """Copy what the detail shows."""


class OpenSource(Struct, frozen=True):
    """Open the source of what is shown: its URL, or its record where it has none."""


class Reload(Struct, frozen=True):
    """Read the file again."""


class Loaded(Struct, frozen=True):
    """The file was read: ``index`` answers from now on; ``partial`` where that is its beginning alone."""

    index: Index
    problems: Problems
    partial: bool = False


class Reading(Struct, frozen=True):
    """A big file is being read: bytes gone over, bytes in all, events met, seconds left as far as one knows."""

    done: int
    size: int
    events: int
    left: int


NOTHING_READ = Reading(0, 1, 0, 0)
"""How far one is before anything is known of it."""


class ReadingEnded(Struct, frozen=True):
    """Nothing is being read any more, though not all was; ``detail`` says why."""

    detail: str


class Grown(Struct, frozen=True):
    """More was added to the file than has been read."""


class FoundMore(Struct, frozen=True):
    """More is known of an answer that was not complete."""


class StopReading(Struct, frozen=True):
    """Read no further; what is shown stays."""


class PlacesFound(Struct, frozen=True):
    """Where records stand in the file: line and column, from 1, by section (``events``) and id."""

    places: Mapping[tuple[str, str], tuple[int, int]]


class Told(Struct, frozen=True):
    """Something was done outside, or could not be: ``key`` names the sentence that says so."""

    key: str
    detail: str


class Resized(Struct, frozen=True):
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
    | Grown
    | FoundMore
    | ReadingEnded
    | StopReading
    | PlacesFound
    | Told
    | Resized
)
