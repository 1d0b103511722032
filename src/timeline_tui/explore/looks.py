"""Looks: what of a place can be named and reopened, and how it is taken up again."""

import shlex
from typing import Any

from msgspec.structs import replace

from timeline_tui.explore import intents
from timeline_tui.explore import window as windows
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.requests import CopyCommand, ReadLooks
from timeline_tui.explore.state import NO_HIT, NO_LINK, Notice, Overlay, State, asked, first_window
from timeline_tui.explore.steps import HISTORY, Outcome, jump, stay, tell, typed
from timeline_tui.index.base import Order
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.look import Look
from timeline_tui.model.text import LANGUAGES
from timeline_tui.query.syntax import QueryError, parse
from timeline_tui.query.terms import When


def look_of(state: State) -> Look:
    """How the timeline is looked at now; what is as it is at first is left out."""
    place = state.place
    return Look(
        query=str(place.query),
        event=state.event.id if state.event else "",
        window="" if place.window == first_window(state.index) else windows.written(place.window),
        order="" if place.order is Order.DATE else place.order,
        panel="" if place.panel is Panel.EVENTS else place.panel.name.lower(),
        language=place.language,
        dim=place.dim,
        measure=place.origin,
    )


def look_at(state: State, look: Look) -> State:
    """The state looking so, a place to come back from; of what cannot be followed the first is told."""
    changes: dict[str, Any] = {"dim": look.dim, "anchor": None}
    notices: list[Notice] = []
    changes["origin"] = look.measure if state.index.row(look.measure) is not None else ""
    try:
        changes |= {"query": parse(look.query), "text": look.query}
    except QueryError as error:
        notices.append(Notice("look-query", f"{look.query!r}: {error}"))
    changes["order"] = Order(look.order) if look.order in set(Order) else Order.DATE
    window = window_of(look.window) if look.window else first_window(state.index)
    notices += [] if window else [Notice("look-window", look.window)]
    changes["window"] = window or state.place.window
    if look.language in LANGUAGES:
        changes["language"] = look.language
    changes["panel"] = Panel.__members__.get(look.panel.upper(), Panel.EVENTS)
    if look.event and state.index.row(look.event) is None:
        notices.append(Notice("look-event", look.event))
    elif look.event:
        changes["event"] = look.event
    before = typed(state)
    shown = asked(jump(state, subject=None, link=NO_LINK, hit=NO_HIT, **changes))
    done = state.done if before.query == shown.place.query else (*state.done, before)[-HISTORY:]
    moment = windows.unit_of(shown.place.window).floor(shown.place.window.start)
    shown = replace(shown, place=replace(shown.place, moment=moment), done=done, fault=None)
    return replace(shown, notice=notices[0] if notices else shown.notice)


def begin_with(state: State, look: Look) -> State:
    """A first state looking so, with nowhere to go back to."""
    return replace(look_at(state, look), back=(), forward=(), done=(), undone=()) if look != Look() else state


def command_of(path: str | None, look: Look) -> str:
    """The command line that opens a timeline looking so."""
    told = ["timeline-tui", *([f"{path}#{look.event}" if look.event else path] if path and path != "-" else [])]
    told += [f"--event={look.event}"] if look.event and (not path or path == "-") else []
    names = ("query", "window", "sort", "panel", "measure", "lang")
    wanted = (look.query, look.window, look.order, look.panel, look.measure, look.language)
    told += [f"--{name}={value}" for name, value in zip(names, wanted, strict=True) if value]
    return shlex.join([*told, *(["--dim"] if look.dim else []), *(["-"] if path == "-" else [])])


def show_looks(state: State, _intent: intents.ShowLooks) -> Outcome:
    """Show what is saved, read anew."""
    return stay(replace(state, overlay=Overlay.LOOKS), ReadLooks())


def looks_read(state: State, intent: intents.LooksRead) -> Outcome:
    """These are saved; the first fault of the others is told."""
    known = replace(state, looks=dict(intent.looks))
    return tell(known, "failed", intent.faults[0]) if intent.faults else (known, ())


def use_look(state: State, intent: intents.UseLook) -> Outcome:
    """Look at the timeline as a saved view does."""
    look = state.looks.get(intent.name)
    if look is None:
        return tell(state, "look-unknown", intent.name)
    return replace(look_at(replace(state, notice=Notice("look-used", intent.name)), look), overlay=None), ()


def copy_command(state: State, _intent: intents.CopyCommand) -> Outcome:
    """Copy the command that reopens exactly this."""
    return stay(state, CopyCommand(look_of(state)))


def window_of(text: str) -> Bounds | None:
    """The stretch of time that is written as a range of a query; None where it is none, or open."""
    try:
        (term,) = parse(f"date:{text}").terms
    except (QueryError, ValueError):
        return None
    bounds = term.bounds if isinstance(term, When) else None
    return bounds if bounds and bounds.has_start and bounds.has_end else None
