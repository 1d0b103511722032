"""What every index of a timeline answers, however it is kept."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from timeline_tui.index.facets import Facet, Names
from timeline_tui.index.fold import Pattern
from timeline_tui.index.rows import Rows
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.records import Event, Timeline

if TYPE_CHECKING:
    from timeline_tui.model.audit import Difference, Finding


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


class Ranked(Struct, frozen=True):
    """How the keys of a facet are listed.

    By how they read in ``language``, or by number of events and then so; only those known by something that
    holds ``wanted``, and those in ``also`` in any case.
    """

    language: str
    by_name: bool = False
    wanted: Pattern | None = None
    also: frozenset[str] = frozenset()


class Ranking(Protocol):
    """Keys of a facet in an order, each with its number of events."""

    @property
    def most(self) -> int:
        """The greatest number of events that any key has, listed or not; 0 where there is none."""

    def __len__(self) -> int:
        """How many keys are listed."""

    def __getitem__(self, position: int) -> tuple[str, int]:
        """A key and its number of events, from position 0."""

    def position(self, key: str) -> int | None:
        """Where a key is listed, or None."""


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
    def findings(self) -> "Sequence[Finding]":
        """What the evidence leaves to be desired, as ``model.audit.audit`` orders it."""

    @property
    def differences(self) -> "Sequence[Difference]":
        """Which two sources contradict each other, and where."""

    @property
    def extent(self) -> Bounds | None:
        """From the first start to the last end that any date has, or None."""

    def first_from(self, moment: int) -> int | None:
        """The first row whose date begins at ``moment`` (seconds) or later, or None."""

    def near(self, word: str, most: int) -> list[str]:
        """Up to ``most`` words of the timeline's texts that ``word`` may be a slip of, the likeliest first."""

    def near_ids(self, event_id: str, most: int) -> list[str]:
        """Up to ``most`` ids of events that ``event_id`` may be a slip of, the likeliest first."""

    def matching(self, pattern: Pattern, part: Part) -> Rows:
        """The events whose text holds ``pattern``."""

    def hurry(self) -> None:
        """From now on answer searches that take long with what is found so far: somebody waits for each answer."""

    def begin(self) -> None:
        """A new question is asked; what the last one was still looking for need not be found any more."""

    @property
    def pending(self) -> bool:
        """Whether an answer given since ``begin`` was not all of it; ``go_on`` finds more."""

    def go_on(self) -> None:
        """Look a little further for what is pending; safe in another thread."""

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

    def named(self, facet: Facet, pattern: Pattern) -> Sequence[str]:
        """The keys of a facet that are known by something that holds ``pattern``, in the file's order."""

    def ranked(self, facet: Facet, rows: Rows, how: Ranked) -> Ranking:
        """The keys of a facet with how many of ``rows`` have each, in an order; also those that none has."""

    def could_be(self, when: Bounds) -> Rows:
        """The events that can have happened within ``when``."""

    def surely_is(self, when: Bounds) -> Rows:
        """The events that cannot have happened outside ``when``."""

    def flagged(self, flag: Flag) -> Rows:
        """The events that are ``flag``."""

    def counts(self, facet: Facet, rows: Rows) -> Mapping[str, int]:
        """How many of ``rows`` have each key of a facet; keys without any are left out."""

    def years(self, rows: Rows) -> list[tuple[int, int]]:
        """The years in which any of ``rows`` surely lies, each with how many, in order."""

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
