"""The one way from a state to the next: ``update(state, intent)``."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from timeline_tui.explore import filtering, intents, looks, moving, prompts
from timeline_tui.explore.intents import Intent
from timeline_tui.explore.panels import FACETS, Panel
from timeline_tui.explore.requests import (
    Copy,
    FindPlaces,
    OpenUrl,
    Pause,
    Pick,
    Quit,
    ReadAgain,
    RememberLanguage,
    ShowPalette,
    StopReading,
)
from timeline_tui.explore.state import Notice, Overlay, State, asked, first_window
from timeline_tui.explore.steps import Outcome, at, stay, tell
from timeline_tui.explore.subjects import Section, Subject
from timeline_tui.index.facets import Facet
from timeline_tui.model.text import LANGUAGES, grouped
from timeline_tui.query.run import run
from timeline_tui.query.terms import EVERYTHING

_QUIET = (
    intents.Resized,
    intents.Scrolled,
    intents.Told,
    intents.Loaded,
    intents.Reading,
    intents.Grown,
    intents.FoundMore,
    intents.ReadingEnded,
    intents.PlacesFound,
    intents.Recalled,
    intents.LooksRead,
)
_WHILE_TYPING = (
    *_QUIET,
    intents.Type,
    intents.OpenSearch,
    intents.Ask,
    intents.Complete,
    intents.KeepSearch,
    intents.DropSearch,
    intents.Escape,
    intents.Move,
    intents.MovePage,
    intents.Interrupt,
    intents.Suspend,
)


def update(state: State, intent: Intent) -> Outcome:
    """The state that an intent leads to, and what must be done outside; nothing else is touched.

    What was told, and a wish to leave, last until the next intent.
    """
    if not isinstance(intent, _QUIET):
        leaving = state.leaving and isinstance(intent, intents.Interrupt)
        if state.notice is not None or state.leaving is not leaving:
            state = replace(state, notice=None, leaving=leaving)
    if isinstance(intent, _WHILE_TYPING) or not state.is_typing:
        return _HANDLERS[type(intent)](state, intent)
    state, before = _settled(state)
    state, after = _HANDLERS[type(intent)](state, intent)
    return state, (*before, *after)


def _settled(state: State) -> Outcome:
    """Typing ended by going elsewhere: what it did stays, what was only begun does not."""
    state = replace(state, prompt=None, fault=None if state.prompt else state.fault)
    return filtering.settled(state) if state.searching else (state, ())


def _type(state: State, intent: intents.Type) -> Outcome:
    return prompts.type_(state, intent) if state.prompt else filtering.type_(state, intent)


def _keep(state: State, intent: intents.KeepSearch) -> Outcome:
    return prompts.keep(state) if state.prompt else filtering.keep_search(state, intent)


def _drop(state: State, intent: intents.DropSearch) -> Outcome:
    return prompts.drop(state) if state.prompt else filtering.drop_search(state, intent)


def _open(state: State, intent: intents.Open) -> Outcome:
    """Where an event is to be picked, opening one picks it."""
    shown, panel = state.subject, state.place.panel
    if state.picking and panel in {Panel.EVENTS, Panel.DETAIL} and not state.link and shown and shown.facet is None:
        return stay(state, Pick(shown.key))
    return moving.open_(state, intent)


def _show_trail(state: State, _intent: intents.ShowTrail) -> Outcome:
    return replace(state, overlay=None if state.overlay is Overlay.TRAIL else Overlay.TRAIL), ()


def _toggle_dim(state: State, _intent: intents.ToggleDim) -> Outcome:
    cursor = state.event.id if state.event else state.place.event
    return tell(at(state, dim=not state.place.dim, event=cursor), "hiding" if state.place.dim else "dimming")


def _switch_language(state: State, _intent: intents.SwitchLanguage) -> Outcome:
    here = LANGUAGES.index(state.place.language) if state.place.language in LANGUAGES else -1
    language = LANGUAGES[(here + 1) % len(LANGUAGES)]
    return stay(at(state, language=language), RememberLanguage(language))


def _show_help(state: State, _intent: intents.ShowHelp) -> Outcome:
    return replace(state, overlay=None if state.overlay is Overlay.HELP else Overlay.HELP), ()


def _show_problems(state: State, _intent: intents.ShowProblems) -> Outcome:
    if not state.problems.found:
        return tell(state, "no-problems")
    return replace(state, overlay=None if state.overlay is Overlay.PROBLEMS else Overlay.PROBLEMS), ()


def _show_evidence(state: State, _intent: intents.ShowEvidence) -> Outcome:
    shown = replace(state, overlay=Overlay.EVIDENCE)
    return stay(shown) if state.places else stay(shown, FindPlaces())


def _places_found(state: State, intent: intents.PlacesFound) -> Outcome:
    return replace(state, places=intent.places), ()


def _open_palette(state: State, _intent: intents.OpenPalette) -> Outcome:
    return stay(state, ShowPalette())


def _escape(state: State, _intent: intents.Escape) -> Outcome:
    if state.overlay:
        return replace(state, overlay=None), ()
    if state.is_typing:
        return _drop(state, intents.DropSearch())
    if state.place.anchor is not None:
        return at(state, anchor=None), ()
    if (sifting := state.sifting(state.place.panel)).text:
        return moving.listed(state, state.place.panel, replace(sifting, text="")), ()
    if state.place.panel is Panel.DETAIL and state.subject and state.subject.facet:
        home = next(panel for panel, facets in FACETS.items() if state.subject.facet in facets)
        return moving.focus(state, intents.Focus(home))
    if state.place.panel is not Panel.EVENTS:
        return moving.focus(state, intents.Focus(Panel.EVENTS))
    return tell(state, "top")


def _close(state: State, _intent: intents.Close) -> Outcome:
    if state.overlay or state.is_typing or state.place.panel is Panel.DETAIL:
        return _escape(state, intents.Escape())
    return stay(state, Quit())


def _interrupt(state: State, _intent: intents.Interrupt) -> Outcome:
    if state.leaving:
        return stay(state, Quit())
    return replace(state, leaving=True, notice=Notice("again-to-quit")), ()


def _leave(state: State, _intent: intents.Leave) -> Outcome:
    return stay(state, Quit())


def _suspend(state: State, _intent: intents.Suspend) -> Outcome:
    return stay(state, Pause())


def _copy(state: State, _intent: intents.CopySubject) -> Outcome:
    if state.subject is None:
        return tell(state, "nothing-here")
    return stay(state, Copy(state.subject))


def _open_source(state: State, _intent: intents.OpenSource) -> Outcome:
    key = _source_at_cursor(state)
    source = state.index.names.sources.get(key)
    if source is None:
        return tell(state, "no-source-here")
    if source.url:
        return stay(state, OpenUrl(source.url))
    shown, requests = moving.show(state, intents.Show(Subject(Facet.SOURCE, key)))
    return replace(shown, notice=Notice("no-url")), requests


def _source_at_cursor(state: State) -> str:
    subject = state.subject
    if subject is None:
        return ""
    if subject.facet is Facet.SOURCE:
        return subject.key
    claims = [link for link in state.links if link.section is Section.CLAIMS]
    chosen = state.link
    if state.place.panel is Panel.DETAIL and chosen is not None and chosen in claims:
        return chosen.subject.key
    return claims[0].subject.key if claims else ""


def _reload(state: State, _intent: intents.Reload) -> Outcome:
    return stay(state, ReadAgain())


def _loaded(state: State, intent: intents.Loaded) -> Outcome:
    whole = run(intent.index, EVERYTHING)
    window = state.place.window
    seen = first_window(intent.index) if window == first_window(state.index) else window
    kept = tuple(result for result in state.results if result.index is intent.index)
    changed = replace(state, index=intent.index, whole=whole, problems=intent.problems, grown=False)
    reading = intents.NOTHING_READ if intent.partial else None
    fresh = at(replace(changed, places={}, results=kept, reading=reading, partial=intent.partial), window=seen)
    loaded = asked(replace(fresh, notice=_reloaded(state, intent)))
    if intent.index.row(state.place.event) is None and loaded.rows:
        nearest = loaded.event_at(min(max(state.position, 0), len(loaded.rows) - 1))
        return at(loaded, event=nearest.id if nearest else ""), ()
    return loaded, ()


def _reloaded(state: State, intent: intents.Loaded) -> Notice | None:
    """What to tell of a file that was read again: nothing while it is, and nothing where it is read the first time."""
    if intent.partial or state.partial:
        return None
    key = "reloaded-faulty" if intent.problems.errors else "reloaded"
    return Notice(key, grouped(intent.index.size, state.place.language))


def _reading(state: State, intent: intents.Reading) -> Outcome:
    return replace(state, reading=intent), ()


def _grown(state: State, _intent: intents.Grown) -> Outcome:
    return replace(state, grown=True), ()


def _reading_ended(state: State, intent: intents.ReadingEnded) -> Outcome:
    if state.partial and state.reading is None:  # as was asked for
        return state, ()
    return tell(replace(state, reading=None), "failed", intent.detail)


def _found_more(state: State, _intent: intents.FoundMore) -> Outcome:
    complete = tuple(result for result in state.results if result.complete)
    return asked(replace(state, results=complete)), ()


def _stop_reading(state: State, _intent: intents.StopReading) -> Outcome:
    if state.reading is None:
        return tell(state, "not-reading")
    return stay(replace(state, reading=None, notice=Notice("reading-stopped")), StopReading())


def _told(state: State, intent: intents.Told) -> Outcome:
    return tell(state, intent.key, intent.detail)


def _resized(state: State, intent: intents.Resized) -> Outcome:
    if state.height(intent.panel) == intent.lines:
        return state, ()
    others = tuple(height for height in state.heights if height[0] is not intent.panel)
    return replace(state, heights=(*others, (intent.panel, intent.lines))), ()


_HANDLERS: dict[type, Callable[[State, Any], Outcome]] = {
    intents.Move: moving.move,
    intents.MovePage: moving.move_page,
    intents.MoveTo: moving.move_to,
    intents.Focus: moving.focus,
    intents.FocusNext: moving.focus_next,
    intents.Across: moving.across,
    intents.Open: _open,
    intents.Show: moving.show,
    intents.Back: moving.back,
    intents.Forward: moving.forward,
    intents.NextHit: moving.next_hit,
    intents.Zoom: moving.zoom,
    intents.Pan: moving.pan,
    intents.ZoomAll: moving.zoom_all,
    intents.OpenSearch: filtering.open_search,
    intents.Type: _type,
    intents.Complete: filtering.complete,
    intents.KeepSearch: _keep,
    intents.DropSearch: _drop,
    intents.Ask: prompts.ask,
    intents.Recalled: prompts.recalled,
    intents.ToggleTerm: filtering.toggle_term,
    intents.TurnChoice: filtering.turn_choice,
    intents.Reach: filtering.reach,
    intents.ToHit: moving.to_hit,
    intents.Sort: moving.sort,
    intents.Measure: moving.measure,
    intents.Travel: moving.travel,
    intents.Scrolled: moving.scrolled,
    intents.ShowTrail: _show_trail,
    intents.ShowLooks: looks.show_looks,
    intents.LooksRead: looks.looks_read,
    intents.UseLook: looks.use_look,
    intents.CopyCommand: looks.copy_command,
    intents.Choose: filtering.choose,
    intents.Exclude: filtering.exclude,
    intents.ChooseSpan: filtering.choose_span,
    intents.StartSpan: filtering.start_span,
    intents.DrawSpan: filtering.draw_span,
    intents.ToggleFlag: filtering.toggle_flag,
    intents.RemoveTerm: filtering.remove_term,
    intents.ClearQuery: filtering.clear_query,
    intents.Undo: filtering.undo,
    intents.Redo: filtering.redo,
    intents.ToggleDim: _toggle_dim,
    intents.SwitchLanguage: _switch_language,
    intents.ShowHelp: _show_help,
    intents.ShowProblems: _show_problems,
    intents.ShowEvidence: _show_evidence,
    intents.OpenPalette: _open_palette,
    intents.Escape: _escape,
    intents.Close: _close,
    intents.Interrupt: _interrupt,
    intents.Leave: _leave,
    intents.Suspend: _suspend,
    intents.CopySubject: _copy,
    intents.OpenSource: _open_source,
    intents.Reload: _reload,
    intents.Loaded: _loaded,
    intents.Reading: _reading,
    intents.Grown: _grown,
    intents.FoundMore: _found_more,
    intents.ReadingEnded: _reading_ended,
    intents.StopReading: _stop_reading,
    intents.PlacesFound: _places_found,
    intents.Told: _told,
    intents.Resized: _resized,
}
