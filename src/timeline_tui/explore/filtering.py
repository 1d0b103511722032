"""Updates that change the query: typed, or written by the panels, done and undone."""

from dataclasses import replace

from timeline_tui.explore import filters, intents
from timeline_tui.explore.panels import FACETS, Panel
from timeline_tui.explore.state import NO_LINK, Fault, State, Typed, asked
from timeline_tui.explore.steps import HISTORY, Outcome, at, filtered, tell, typed
from timeline_tui.explore.subjects import Subject
from timeline_tui.model.edtf import parse as parse_date
from timeline_tui.query.syntax import QueryError, parse
from timeline_tui.query.terms import Near, Query, When


def open_search(state: State, _intent: intents.OpenSearch) -> Outcome:
    """Begin to type; the place is kept, to go back to."""
    return replace(state, searching=state.searching or state.place), ()


def type_(state: State, intent: intents.Type) -> Outcome:
    """Show at once what the text finds; a text that is no query leaves the last good one."""
    if intent.text == state.place.text:
        return state, ()
    state = replace(state, searching=state.searching or state.place)
    try:
        query = parse(intent.text)
    except QueryError as error:
        return replace(at(state, text=intent.text), fault=Fault(error.text, error.column)), ()
    found = asked(replace(at(state, text=intent.text, query=query, subject=None, link=NO_LINK), fault=None))
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
    """Type the first completion; where there is none, say so."""
    if not state.completions:
        return tell(state, "no-completion")
    return type_(state, intents.Type(state.completions[0].text))


def keep_search(state: State, _intent: intents.KeepSearch) -> Outcome:
    """Go on with what was typed."""
    before = state.searching
    if state.fault or before is None:
        return state, ()
    cursor = state.event.id if state.event else state.place.event
    kept = at(replace(state, searching=None), panel=Panel.EVENTS, subject=None, link=NO_LINK, event=cursor)
    if before.query == state.place.query:
        return kept, ()
    done = (*state.done, Typed(before.text, before.query))[-HISTORY:]
    return replace(kept, done=done, undone=(), back=(*state.back, before)[-HISTORY:], forward=()), ()


def drop_search(state: State, _intent: intents.DropSearch) -> Outcome:
    """Go back to the query as it was before typing."""
    if state.searching is None:
        return state, ()
    return asked(replace(state, place=state.searching, searching=None, fault=None)), ()


def settled(state: State) -> State:
    """Typing ended by going elsewhere: what was found last stays, a text that is no query does not."""
    panel = state.place.panel
    mended = replace(at(state, text=str(state.place.query)), fault=None) if state.fault else state
    return at(keep_search(mended, intents.KeepSearch())[0], panel=panel)


def choose(state: State, _intent: intents.Choose) -> Outcome:
    """Filter by what the cursor is on."""
    return _by_cursor(state, negated=False)


def exclude(state: State, _intent: intents.Exclude) -> Outcome:
    """Rule out what the cursor is on."""
    return _by_cursor(state, negated=True)


def choose_span(state: State, intent: intents.ChooseSpan) -> Outcome:
    """Filter by a range of the axis."""
    first, last = sorted((intent.first, intent.last))
    when = _when(state, state.unit.floor(first), state.unit.floor(last))
    return filtered(at(state, anchor=None), filters.with_dates(state.place.query, when)), ()


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
    terms = state.place.query.terms
    position = len(terms) - 1 if intent.position < 0 else intent.position
    if not 0 <= position < len(terms):
        return tell(state, "no-filter")
    return filtered(state, filters.without(state.place.query, position)), ()


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
    changed = at(state, text=done[-1].text, query=done[-1].query, subject=None, link=NO_LINK)
    return asked(replace(changed, done=done[:-1], undone=(*state.undone, typed(state)), fault=None)), ()


def redo(state: State, _intent: intents.Redo) -> Outcome:
    """The filter as it was before it was undone."""
    undone = _changes(state.undone, state)
    if not undone:
        return tell(state, "no-redo")
    changed = at(state, text=undone[-1].text, query=undone[-1].query, subject=None, link=NO_LINK)
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
    near = Near(subject.key, 1, "y")
    kept = tuple(term for term in query.terms if term != near)
    return filtered(state, Query(kept if near in query.terms else (*query.terms, near))), ()


def _under_cursor(state: State) -> Subject | None:
    panel = state.place.panel
    if panel in FACETS:
        return state.mark_subject(panel)
    if panel is Panel.DETAIL:
        return state.link.subject if state.link else state.subject
    return Subject(None, state.event.id) if state.event else None


def _when(state: State, first: int, last: int) -> When:
    start = parse_date(state.unit.name(first).partition("..")[0])
    end = parse_date(state.unit.name(last).rpartition("..")[2])
    return When(start, end)
