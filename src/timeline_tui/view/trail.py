"""How one came here: the places one has been, each named by what was new there."""

from timeline_tui.explore.intents import Travel, UseLook
from timeline_tui.explore.state import Place, State
from timeline_tui.explore.subjects import Subject
from timeline_tui.view.lines import Line, Role, Segment, fill, line, shorten, width_of
from timeline_tui.view.marks import title_of
from timeline_tui.view.words import word

HERE, BETWEEN = "▶", " › "
_SHOWN = 3


def crumb_line(state: State, width: int) -> str:
    """The last places one was at, oldest first, and here, in ``width`` cells; nothing at the beginning."""
    if not state.back:
        return ""
    places = (*state.back[-_SHOWN:], state.place)
    names = [place_name(state, place, before) for before, place in zip((None, *places), places, strict=False)]
    kept = [name for number, name in enumerate(names) if number == 0 or name != names[number - 1]]
    while len(kept) > 1 and width_of(BETWEEN.join(kept)) > width:
        kept = kept[1:]
    return shorten(BETWEEN.join(kept), width)


def trail_lines(state: State, width: int) -> list[Line]:
    """All places, oldest first; a line leads to its place."""
    places = (*state.back, state.place, *state.forward)
    here, language = len(state.back), state.place.language
    made = []
    for number, place in enumerate(places):
        name = place_name(state, place, places[number - 1] if number else None)
        travel = Travel(number - here)
        asked = place.text or word("all-events", language)
        told = f"{asked} · {_shown(state, place)}"
        at_here = f"{HERE} " if number == here else "  "
        room = max(8, (width - 4) // 2)
        pieces = [
            Segment(at_here, Role.STRONG, travel),
            Segment(fill(name, room), Role.LINK, travel),
            Segment(f"  {shorten(told, max(4, width - room - 4))}", Role.DIM, travel),
        ]
        made.append(line(*pieces, link=number))
    return made


def look_lines(state: State, width: int) -> list[Line]:
    """The saved views, each with what it asks; a line leads to its view."""
    language = state.place.language
    if not state.looks:
        return [
            line(Segment(word("looks-none", language), Role.STRONG)),
            line(shorten(word("looks-none-help", language), width)),
        ]
    room = min(max(width_of(name) for name in state.looks), max(8, width // 2))
    made = []
    for number, (name, look) in enumerate(state.looks.items()):
        told = [look.query or word("all-events", language)]
        told += [word(f"by-{look.order}", language)] if look.order in {"title", "sources", "closeness"} else []
        told += [look.window] if look.window else []
        pieces = [
            Segment(fill(name, room), Role.LINK, UseLook(name)),
            Segment(f"  {shorten(' · '.join(told), max(4, width - room - 2))}", Role.TEXT, UseLook(name)),
        ]
        made.append(line(*pieces, link=number))
    return made


def place_name(state: State, place: Place, before: Place | None) -> str:
    """A place by what was new there: the query, the record that was opened, the axis; in the language of the screen."""
    language = state.place.language
    if before is not None and place.query == before.query and place.window != before.window:
        return word("time", language)
    if before is None or place.query != before.query:
        return place.text or word("all-events", language)
    return _shown(state, place)


def _shown(state: State, place: Place) -> str:
    index, language = state.index, state.place.language
    subject = place.subject or Subject(None, place.event)
    if subject.facet is not None:
        name = index.names.name(subject.facet, subject.key, language)
        return name or word(f"no-{subject.facet}", language)
    event = index.event(subject.key)
    return title_of(event, language) if event else word("events", language)
