"""The one way from a state to the next: ``update(state, intent)``."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from timeline_tui.explore import filtering, intents, moving
from timeline_tui.explore.intents import Intent
from timeline_tui.explore.panels import FACETS, Panel
from timeline_tui.explore.requests import (
    Copy,
    FindPlaces,
    OpenUrl,
    Pause,
    Quit,
    ReadAgain,
    RememberLanguage,
    ShowPalette,
)
from timeline_tui.explore.state import Notice, Overlay, State, asked
from timeline_tui.explore.steps import Outcome, at, stay, tell
from timeline_tui.explore.subjects import Section, Subject
from timeline_tui.index.facets import Facet
from timeline_tui.model.text import LANGUAGES

_QUIET = (intents.Resized, intents.Told, intents.Loaded, intents.PlacesFound)
_WHILE_TYPING = (
    *_QUIET,
    intents.Type,
    intents.OpenSearch,
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
    if state.searching and not isinstance(intent, _WHILE_TYPING):
        state = filtering.settled(state)
    return _HANDLERS[type(intent)](state, intent)


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
    if state.searching:
        return filtering.drop_search(state, intents.DropSearch())
    if state.place.anchor is not None:
        return at(state, anchor=None), ()
    if state.place.panel is Panel.DETAIL and state.subject and state.subject.facet:
        home = next(panel for panel, facets in FACETS.items() if state.subject.facet in facets)
        return moving.focus(state, intents.Focus(home))
    if state.place.panel is not Panel.EVENTS:
        return moving.focus(state, intents.Focus(Panel.EVENTS))
    return tell(state, "top")


def _close(state: State, _intent: intents.Close) -> Outcome:
    if state.overlay or state.searching or state.place.panel is Panel.DETAIL:
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
        return tell(state, "no-source")
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
    fresh = replace(state, index=intent.index, problems=intent.problems, places={}, results=())
    loaded = asked(replace(fresh, notice=Notice("reloaded", str(intent.index.size))))
    if intent.index.row(state.place.event) is None and loaded.rows:
        nearest = loaded.event_at(min(max(state.position, 0), len(loaded.rows) - 1))
        return at(loaded, event=nearest.id if nearest else ""), ()
    return loaded, ()


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
    intents.Open: moving.open_,
    intents.Show: moving.show,
    intents.Back: moving.back,
    intents.Forward: moving.forward,
    intents.NextHit: moving.next_hit,
    intents.Zoom: moving.zoom,
    intents.Pan: moving.pan,
    intents.ZoomAll: moving.zoom_all,
    intents.OpenSearch: filtering.open_search,
    intents.Type: filtering.type_,
    intents.Complete: filtering.complete,
    intents.KeepSearch: filtering.keep_search,
    intents.DropSearch: filtering.drop_search,
    intents.Choose: filtering.choose,
    intents.Exclude: filtering.exclude,
    intents.ChooseSpan: filtering.choose_span,
    intents.StartSpan: filtering.start_span,
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
    intents.PlacesFound: _places_found,
    intents.Told: _told,
    intents.Resized: _resized,
}
