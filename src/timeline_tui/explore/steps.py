"""The small steps that updates are made of: to another place, to a place worth coming back to, to a filter."""

from typing import Any, TypeAlias

from msgspec.structs import replace

from timeline_tui.explore.requests import Request
from timeline_tui.explore.state import NO_HIT, NO_LINK, Notice, State, Typed, asked
from timeline_tui.model import limits
from timeline_tui.query.terms import Query

Outcome: TypeAlias = tuple[State, tuple[Request, ...]]
"""What every update returns: the next state, and what must be done outside."""

HISTORY = 500
"""Places, and filters, that one can go back through."""


def stay(state: State, *requests: Request) -> Outcome:
    """The same place, something asked for."""
    return state, requests


def tell(state: State, key: str, detail: str = "") -> Outcome:
    """The same place, something said."""
    return replace(state, notice=Notice(key, detail)), ()


def at(state: State, **changes: Any) -> State:
    """The state with its place changed, nothing to come back to."""
    return replace(state, place=replace(state.place, **changes))


def away(state: State, **changes: Any) -> State:
    """The state with its place changed, nothing opened or chosen in the detail."""
    return at(state, **{"subject": None, "link": NO_LINK, "hit": NO_HIT, **changes})


def jump(state: State, **changes: Any) -> State:
    """The state with its place changed, the old place kept to come back to."""
    place = replace(state.place, **changes)
    if place == state.place:
        return state
    return replace(state, place=place, back=(*state.back, state.place)[-HISTORY:], forward=())


def typed(state: State) -> Typed:
    """The query of a state's place, as it can be undone."""
    return Typed(state.place.text, state.place.query)


def filtered(state: State, query: Query) -> State:
    """The state with another query, the old one kept to undo; its text is written by the program."""
    if query == state.place.query:
        return state
    if len(str(query)) > limits.QUERY:
        return replace(state, notice=Notice("query-too-long"))
    jumped = jump(state, query=query, text=str(query))
    done = (*state.done, typed(state))[-HISTORY:]
    return asked(replace(jumped, done=done, undone=(), fault=None))
