"""Updates while something is typed that is no query: a date to go to, what narrows a panel, a name, an older query."""

from collections.abc import Callable

from msgspec.structs import replace

from timeline_tui.explore import filtering, intents
from timeline_tui.explore import window as windows
from timeline_tui.explore.intents import Asking
from timeline_tui.explore.looks import look_of
from timeline_tui.explore.panels import FACETS
from timeline_tui.explore.requests import RecallQueries, SaveLook
from timeline_tui.explore.state import Fault, Prompt, State, with_panel
from timeline_tui.explore.steps import HISTORY, Outcome, at, away, stay, tell
from timeline_tui.index.base import Flag
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.dates import Date
from timeline_tui.model.edtf import DateError
from timeline_tui.model.edtf import parse as parse_date
from timeline_tui.model.spoken import understand


def ask(state: State, intent: intents.Ask) -> Outcome:
    """Begin to type; asked once more, an older query is the next older one."""
    asking, panel = intent.asking, state.place.panel
    if asking is Asking.RECALL:
        return _recall(state)
    state = filtering.settled(state)[0] if state.searching else state
    if asking is Asking.SIFT and panel not in FACETS:
        return tell(state, "sift-where")
    text = state.sifting(panel).text if asking is Asking.SIFT else ""
    return replace(state, prompt=Prompt(asking, text, state.place, panel)), ()


def type_(state: State, intent: intents.Type) -> Outcome:
    """Show at once what the text does."""
    prompt = state.prompt
    if prompt is None or prompt.text == intent.text:
        return state, ()
    typed = replace(state, prompt=replace(prompt, text=intent.text, skipped=0), fault=None)
    return _TYPED[prompt.asking](typed), ()


def keep(state: State) -> Outcome:
    """Go on with what was typed."""
    prompt = state.prompt
    if prompt is None or state.fault:
        return state, ()
    done = replace(state, prompt=None)
    match prompt.asking:
        case Asking.RECALL:
            return filtering.keep_search(done, intents.KeepSearch())
        case Asking.LOOK if prompt.text.strip():
            return stay(done, SaveLook(prompt.text.strip(), replace(look_of(done), language="")))
        case Asking.DATE if replace(done.place, tops=prompt.before.tops) != prompt.before:
            return replace(done, back=(*done.back, prompt.before)[-HISTORY:], forward=()), ()
        case _:
            return done, ()


def drop(state: State) -> Outcome:
    """Put everything back as it was before; a recalled query goes back to the one being typed."""
    prompt = state.prompt
    if prompt is None:
        return state, ()
    if prompt.asking is Asking.RECALL:
        return filtering.type_(replace(state, prompt=None), intents.Type(prompt.before.text))
    before, place = replace(state, prompt=None, fault=None), prompt.before
    if prompt.asking is Asking.SIFT:
        sifting = replace(state.sifting(prompt.panel), text="")
        place = replace(place, siftings=with_panel(place.siftings, prompt.panel, sifting))
    return replace(before, place=place), ()


def recalled(state: State, intent: intents.Recalled) -> Outcome:
    """The queries asked before are known."""
    known = dict.fromkeys((*intent.queries, *state.queries))
    found = replace(state, queries=tuple(known))
    return (_show_recalled(found) if found.prompt and found.prompt.asking is Asking.RECALL else found), ()


def _recall(state: State) -> Outcome:
    prompt = state.prompt
    if prompt and prompt.asking is Asking.RECALL:
        older = min(prompt.skipped + 1, max(0, len(state.recalled) - 1))
        return _show_recalled(replace(state, prompt=replace(prompt, skipped=older))), ()
    begun = replace(state, place=prompt.before, fault=None) if prompt else state
    begun = filtering.searching(begun)
    begun = replace(begun, prompt=Prompt(Asking.RECALL, "", begun.place))
    return stay(_show_recalled(begun), RecallQueries())


def _show_recalled(state: State) -> State:
    """The state with the query that is recalled in place of the one typed."""
    prompt, found = state.prompt, state.recalled
    if prompt is None or not found:
        return state
    shown, _ = filtering.type_(replace(state, prompt=None), intents.Type(found[prompt.skipped]))
    return replace(shown, prompt=prompt)


def _show_date(state: State) -> State:
    """The state with the axis and the list at the date that is typed, as far as it can be read."""
    prompt = state.prompt
    if prompt is None:
        return state
    state = replace(state, place=prompt.before)
    if not prompt.text.strip():
        return state
    date = _read(prompt.text.strip())
    if isinstance(date, Fault):
        return replace(state, fault=date)
    span = date.strict
    if not (span.has_start and span.has_end):
        span = Bounds(span.start, span.start + 1) if span.has_start else Bounds(span.end - 1, span.end)
    middle = (span.start + span.end) // 2
    window = windows.showing(state.place.window, middle)
    moment = windows.unit_of(window).floor(span.start if span.start >= window.start else middle)
    return away(state, window=window, moment=moment, anchor=None, event=_event_at(state, date.strict))


def _event_at(state: State, span: Bounds) -> str:
    """An event that is listed: one that surely happened then, else one that began then, else the last before it."""
    rows = state.result.rows & ~state.index.flagged(Flag.UNDATED)
    sure = rows & state.index.surely_is(span)
    if sure:
        return state.index.events([(sure & -sure).bit_length() - 1])[0].id
    first = state.index.first_from(span.start)
    if first is None:
        row = rows.bit_length() - 1
    else:
        later, earlier = rows >> first << first, rows & ((1 << first) - 1)
        after, before = (later & -later).bit_length() - 1, earlier.bit_length() - 1
        row = after if before < 0 or (after >= 0 and _begins(state, after) < span.end) else before
    return state.index.events([row])[0].id if row >= 0 else state.place.event


def _begins(state: State, row: int) -> int:
    date = state.index.events([row])[0].date
    return date.strict.start if date else windows.LATEST


def _read(text: str) -> Date | Fault:
    try:
        return parse_date(text)
    except DateError as error:
        understood = understand(text)
        return understood.date if understood else Fault(error.text, error.column)


def _sift(state: State) -> State:
    prompt = state.prompt
    if prompt is None:
        return state
    sifting = replace(state.sifting(prompt.panel), text=prompt.text)
    sifted = at(state, siftings=with_panel(state.place.siftings, prompt.panel, sifting))
    return away(sifted, subject=sifted.mark_subject(prompt.panel))


_TYPED: dict[Asking, Callable[[State], State]] = {
    Asking.DATE: _show_date,
    Asking.SIFT: _sift,
    Asking.LOOK: lambda state: state,
    Asking.RECALL: _show_recalled,
}
