"""What every index of a timeline answers, however it is kept."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from timeline_tui.index.facets import Facet, Names
from timeline_tui.index.fold import Pattern
from timeline_tui.index.rows import Rows
from timeline_tui.model.audit import Difference, Finding
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.records import Event, Timeline


class Part(StrEnum):
    """The part of an event in which text is looked for."""

    ANY = "any"
    TITLE = "title"
    CLAIM = "claim"
    ID = "id"


class Flag(StrEnum):
    """What an event can be; the value is its name after ``is:`` or ``has:`` in a query."""

    DISPUTED = "disputed"
    UNCERTAIN = "uncertain"
    APPROXIMATE = "approximate"
    UNDATED = "undated"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    UNCITED = "uncited"
    SINGLE_SOURCE = "single-source"
    INFERRED = "inferred"
    QUOTE = "quote"


class Order(StrEnum):
    """How a list of events is ordered; equal ones stay in the order of their dates."""

    DATE = "date"
    TITLE = "title"
    SOURCES = "sources"
    """Most independent sources first."""

    CLOSENESS = "closeness"
    """What matches best first: whole words before parts of words, titles before everything else."""


class Index(Protocol):
    """A timeline that can be asked; rows are numbered in date order, undated events last."""

    @property
    def size(self) -> int:
        """How many events there are."""

    @property
    def timeline(self) -> Timeline:
        """Everything about the timeline but its events."""

    @property
    def names(self) -> Names:
        """How people, sources and labels read."""

    def prepare(self) -> None:
        """Do now what the first search would have to wait for; safe in another thread."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What the evidence leaves to be desired, as ``model.audit.audit`` orders it."""

    @property
    def differences(self) -> Sequence[Difference]:
        """Which two sources contradict each other, and where."""

    @property
    def vocabulary(self) -> Mapping[str, str]:
        """All words of the timeline's texts: folded, each with a spelling in which it occurs."""

    def matching(self, pattern: Pattern, part: Part) -> Rows:
        """The events whose text holds ``pattern``."""

    def valued(self, facet: Facet, keys: Sequence[str]) -> Rows:
        """The events that have at least one of ``keys``."""

    def without(self, facet: Facet) -> Rows:
        """The events that have no value in a facet."""

    def ordered(self, rows: Rows, order: Order, language: str, patterns: Sequence[Pattern]) -> Sequence[int]:
        """The numbers of ``rows``, in another order than that of dates where ``order`` asks for it.

        Titles are those of ``language``; ``patterns`` are what closeness is measured by.
        """

    def keys(self, facet: Facet) -> Sequence[str]:
        """All keys that occur in a facet, each once, in the file's order."""

    def could_be(self, when: Bounds) -> Rows:
        """The events that can have happened within ``when``."""

    def surely_is(self, when: Bounds) -> Rows:
        """The events that cannot have happened outside ``when``."""

    def flagged(self, flag: Flag) -> Rows:
        """The events that are ``flag``."""

    def counts(self, facet: Facet, rows: Rows) -> Mapping[str, int]:
        """How many of ``rows`` have each key of a facet; keys without any are left out."""

    def histogram(self, rows: Rows, edges: Sequence[int]) -> list[tuple[int, float]]:
        """How many events surely lie between each two successive edges, and how many may be expected to.

        ``edges`` are seconds, ascending; n edges give n - 1 pairs. Each event counts one, spread evenly
        over all that its date leaves open, inside the edges or not.
        """

    def row(self, event_id: str) -> int | None:
        """The row of an event, or None."""

    def event(self, event_id: str) -> Event | None:
        """The event of an id, or None."""

    def events(self, numbers: Sequence[int]) -> list[Event]:
        """The events at some rows."""

    def referring(self, event_id: str) -> Sequence[tuple[str, str]]:
        """The events whose ``related`` names this one, each with how (``outcome-of``, ``part-of``, ``see``)."""
