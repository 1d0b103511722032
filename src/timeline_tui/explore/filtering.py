"""Updates that change the query: typed, or written by the panels, done and undone."""

from collections.abc import Callable

from msgspec.structs import replace

from timeline_tui.explore import filters, intents
from timeline_tui.explore import window as windows
from timeline_tui.explore.panels import FACETS, Panel
from timeline_tui.explore.requests import RememberQuery
from timeline_tui.explore.state import Fault, State, Typed, asked
from timeline_tui.explore.steps import HISTORY, Outcome, at, away, filtered, stay, tell, typed
from timeline_tui.explore.subjects import Subject
from timeline_tui.explore.window import Unit
from timeline_tui.index.facets import Facet
from timeline_tui.model.edtf import parse as parse_date
from timeline_tui.query.syntax import QueryError, parse
from timeline_tui.query.terms import Query, When


def open_search(state: State, _intent: intents.OpenSearch) -> Outcome:
    """Begin to type, behind a space where something stands."""
    text = state.place.text
    begun = searching(state)
    return (at(begun, text=f"{text} ") if text and state.searching is None else begun), ()


def searching(state: State) -> State:
    """The state in which a query is typed; the place is kept, to go back to."""
    return replace(state, searching=state.searching or state.place, prompt=None)


def type_(state: State, intent: intents.Type) -> Outcome:
    """Show at once what the text finds; a text that is no query leaves the last good one."""
    if intent.text == state.place.text:
        return state, ()
    state = replace(state, searching=state.searching or state.place)
    try:
        query = parse(intent.text)
    except QueryError as error:
        return replace(at(state, text=intent.text), fault=Fault(error.text, error.column)), ()
    found = asked(replace(away(state, text=intent.text, query=query), fault=None))
    return _at_first_sure(found, state.place.query), ()


def _at_first_sure(state: State, before: Query) -> State:
    """The cursor on the first event that surely happened when a new date asks; it comes among mere maybes."""
    dated = [term for term in state.place.query.terms if isinstance(term, When) and not term.sure]
    sure = state.result.sure_of(dated) if dated and not set(dated) <= set(before.terms) else 0
    if not sure:
        return state
    first = state.index.events([(sure & -sure).bit_length() - 1])[0]
    return at(state, event=first.id)


def complete(state: State, _intent: intents.Complete) -> Outcome:
    """Type the first completion, and a space where its term is complete; where there is none, say so."""
    if not state.completions:
        return tell(state, "no-completion")
    text = state.completions[0].text
    return type_(state, intents.Type(text if text.endswith(":") else f"{text} "))


def keep_search(state: State, _intent: intents.KeepSearch) -> Outcome:
    """Go on with what was typed."""
    before = state.searching
    if state.fault or before is None:
        return state, ()
    cursor = state.event.id if state.event else state.place.event
    text = state.place.text.strip()
    kept = away(replace(state, searching=None), panel=Panel.EVENTS, event=cursor, text=text)
    if before.query == state.place.query:
        return kept, ()
    done = (*state.done, Typed(before.text, before.query))[-HISTORY:]
    changed = replace(kept, done=done, undone=(), back=(*state.back, before)[-HISTORY:], forward=())
    return stay(changed, RememberQuery(text)) if text else (changed, ())


def drop_search(state: State, _intent: intents.DropSearch) -> Outcome:
    """Go back to the query as it was before typing."""
    if state.searching is None:
        return state, ()
    return asked(replace(state, place=state.searching, searching=None, fault=None)), ()


def settled(state: State) -> Outcome:
    """Typing ended by going elsewhere: what was found last stays, a text that is no query does not."""
    panel = state.place.panel
    mended = replace(at(state, text=str(state.place.query)), fault=None) if state.fault else state
    kept, requests = keep_search(mended, intents.KeepSearch())
    return at(kept, panel=panel), requests


def choose(state: State, _intent: intents.Choose) -> Outcome:
    """Filter by what the cursor is on."""
    return _by_cursor(state, negated=False)


def exclude(state: State, _intent: intents.Exclude) -> Outcome:
    """Rule out what the cursor is on."""
    return _by_cursor(state, negated=True)


def choose_span(state: State, intent: intents.ChooseSpan) -> Outcome:
    """Filter by a range of the axis."""
    first, last = sorted((intent.first, intent.last))
    unit = windows.unit_within(intent.grain) if intent.grain else state.unit
    when = _when(unit, unit.floor(first), unit.floor(last))
    return filtered(at(state, anchor=None), filters.with_dates(state.place.query, when)), ()


def draw_span(state: State, intent: intents.DrawSpan) -> Outcome:
    """Show a range as it is drawn; the axis has the focus."""
    return at(state, panel=Panel.TIME, anchor=intent.first, moment=intent.last), ()


def start_span(state: State, _intent: intents.StartSpan) -> Outcome:
    """Begin a range at the axis's cursor."""
    if state.place.panel is not Panel.TIME:
        return tell(state, "range-on-axis")
    return at(state, anchor=None if state.place.anchor is not None else state.place.moment), ()


def toggle_flag(state: State, intent: intents.ToggleFlag) -> Outcome:
    """Filter by what events are."""
    return filtered(state, filters.toggle_flag(state.place.query, intent.flag)), ()


def remove_term(state: State, intent: intents.RemoveTerm) -> Outcome:
    """Take one term out."""
    return _with_term(state, intent.position, filters.without)


def toggle_term(state: State, intent: intents.ToggleTerm) -> Outcome:
    """Turn one term off, or on again."""
    return _with_term(state, intent.position, filters.toggle_off)


def _with_term(state: State, position: int, change: Callable[[Query, int], Query]) -> Outcome:
    """The state with one term of its query changed; -1 is the last."""
    terms = state.place.query.terms
    position = len(terms) - 1 if position < 0 else position
    if not 0 <= position < len(terms):
        return tell(state, "no-filter")
    return filtered(state, change(state.place.query, position)), ()


def turn_choice(state: State, _intent: intents.TurnChoice) -> Outcome:
    """Mean any, all, or none of the values chosen in the panel; elsewhere, in the first facet that has some."""
    query = state.place.query
    cursor = state.mark_subject(state.place.panel) if state.place.panel in FACETS else None
    first = [cursor.facet] if cursor and cursor.facet else []
    chosen = [facet for facet in (*first, *Facet) if filters.choice(query, facet)]
    if not chosen:
        return tell(state, "nothing-chosen")
    turned = filters.turned(query, chosen[0])
    if turned == query:
        return tell(state, "nothing-chosen")
    return filtered(state, turned), ()


def reach(state: State, intent: intents.Reach) -> Outcome:
    """Look around the event under the cursor, further or closer."""
    shown = state.subject
    event = shown.key if shown is not None and shown.facet is None else state.event.id if state.event else ""
    if not event:
        return tell(state, "nothing-here")
    return filtered(state, filters.reaching(state.place.query, event, intent.by)), ()


def clear_query(state: State, _intent: intents.ClearQuery) -> Outcome:
    """Take all terms out."""
    if not state.place.query:
        return tell(state, "no-filter")
    return filtered(state, Query()), ()


def undo(state: State, _intent: intents.Undo) -> Outcome:
    """The filter as it was before its last change."""
    done = _changes(state.done, state)
    if not done:
        return tell(state, "no-undo")
    changed = away(state, text=done[-1].text, query=done[-1].query)
    left = state.back[:-1] if state.back[-1:] == (changed.place,) else state.back
    undone = (*state.undone, typed(state))
    return asked(replace(changed, back=left, done=done[:-1], undone=undone, fault=None)), ()


def redo(state: State, _intent: intents.Redo) -> Outcome:
    """The filter as it was before it was undone; one can come back, unless the place before asks the same anyway."""
    undone = _changes(state.undone, state)
    if not undone:
        return tell(state, "no-redo")
    changed = away(state, text=undone[-1].text, query=undone[-1].query)
    if not (state.back and state.back[-1].query == state.place.query):
        changed = replace(changed, back=(*state.back, state.place)[-HISTORY:], forward=())
    return asked(replace(changed, undone=undone[:-1], done=(*state.done, typed(state)), fault=None)), ()


def _changes(kept: tuple[Typed, ...], state: State) -> tuple[Typed, ...]:
    """Without the last ones that are what stands now: going back brings filters back, too."""
    while kept and kept[-1].text == state.place.text:
        kept = kept[:-1]
    return kept


def _by_cursor(state: State, *, negated: bool) -> Outcome:
    panel = state.place.panel
    if panel is Panel.TIME and negated:
        return tell(state, "no-exclude")
    if panel is Panel.TIME:
        first, last = state.span
        return choose_span(state, intents.ChooseSpan(first, last - 1))
    subject = _under_cursor(state)
    if subject is None:
        return tell(state, "nothing-here")
    query = state.place.query
    if subject.facet is not None:
        toggled = filters.toggle_excluded if negated else filters.toggle_value
        return filtered(state, toggled(query, subject.facet, subject.key)), ()
    if negated:
        return tell(state, "no-exclude")
    return filtered(state, filters.toggle_near(query, subject.key)), ()


def _under_cursor(state: State) -> Subject | None:
    panel = state.place.panel
    if panel in FACETS:
        return state.mark_subject(panel)
    if panel is Panel.DETAIL:
        return state.link.subject if state.link else state.subject
    return Subject(None, state.event.id) if state.event else None


def _when(unit: Unit, first: int, last: int) -> When:
    start = parse_date(unit.name(first).partition("..")[0])
    end = parse_date(unit.name(last).rpartition("..")[2])
    return When(start, end)
