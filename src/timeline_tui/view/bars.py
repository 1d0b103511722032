"""The lines around the panels: where you are, the filters, what can be done now."""

from timeline_tui.explore import intents
from timeline_tui.explore.commands import Command, hints
from timeline_tui.explore.intents import Asking, Reading
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import Prompt, State
from timeline_tui.index.base import Order
from timeline_tui.model.text import grouped, in_language, one_line
from timeline_tui.query.terms import Off, When
from timeline_tui.view.axis import axis_title, span_title
from timeline_tui.view.chips import chip_words
from timeline_tui.view.lines import Line, Role, Segment, clip, line, shorten, width_of
from timeline_tui.view.trail import crumb_line
from timeline_tui.view.words import word

_PANEL_WORDS = {
    Panel.PEOPLE: "people", Panel.SOURCES: "sources", Panel.TOPICS: "topics",
    Panel.EVENTS: "events", Panel.DETAIL: "detail", Panel.TIME: "time",
}  # fmt: skip
KEY_NAMES = {
    "slash": "/", "space": "space", "left_square_bracket": "[", "right_square_bracket": "]", "plus": "+",
    "equals_sign": "=", "minus": "-", "less_than_sign": "<", "greater_than_sign": ">", "question_mark": "?",
    "exclamation_mark": "!", "pagedown": "pgdn", "pageup": "pgup", "escape": "esc", "up": "↑", "down": "↓",
    "left": "←", "right": "→", "alt+left": "alt+←", "alt+right": "alt+→", "colon": ":",
}  # fmt: skip
_CRUMB_ROOM = 24
"""Cells in which the way one came is worth telling."""

_RECALLED = 6
_KEYS_GERMAN = {"space": "Leertaste", "enter": "Enter", "esc": "Esc"}


def title_line(state: State, width: int) -> Line:
    """The timeline's name, and how many of its events are shown."""
    language = state.place.language
    one = "-one" if state.index.size == 1 else ""
    shown = word(f"shown{one}", language, shown=state.result.total, all=state.index.size)
    if state.place.dim:
        shown += f" · {word('dimmed', language)}"
    if not state.result.complete:
        shown += f" · {word('searching', language)}"
    if state.reading:
        shown += f" · {_reading(state.reading, language)}"
    elif state.partial:
        shown += f" · {word('beginning', language)}"
    elif state.grown:
        shown += f" · {word('grown', language)}"
    name = in_language(state.index.timeline.title, language) or "timeline-tui"
    name = shorten(name, max(0, width - width_of(shown) - 3))
    room = width - width_of(name) - width_of(shown) - 3
    crumbs = crumb_line(state, max(0, room - 2)) if room > _CRUMB_ROOM else ""
    trail = Segment(f"  {crumbs}" if crumbs else "", Role.DIM, intents.ShowTrail())
    gap = " " * max(1, room + 1 - width_of(trail.text))
    return clip(line(Segment(f" {name}", Role.TITLE), trail, gap, Segment(f"{shown} ", Role.STRONG)), width)


def _reading(reading: Reading, language: str) -> str:
    """How far a big file is read: percent, events, seconds left."""
    if reading.done >= reading.size:
        return word("reading-last", language, count=reading.events)
    parts = [word("reading", language, percent=reading.done * 100 // max(1, reading.size))]
    parts.append(word("reading-rate", language, count=reading.events))
    parts += [word("reading-left", language, count=reading.left)] if reading.left else []
    return ", ".join(parts)


def filter_line(state: State, width: int) -> Line:
    """The terms of the query, each with what it hides and removable by a click; else what to try, or tell."""
    language = state.place.language
    if state.fault:
        fault = word(
            "fault", language, column=str(state.fault.column), message=in_language(state.fault.message, language)
        )
        return line(Segment(f" ! {shorten(fault, width - 4)}", Role.ERROR))
    if state.notice:
        said = word(state.notice.key, language, detail=state.notice.detail)
        return line(Segment(f" {shorten(said, width - 2)}", Role.STRONG))
    if not state.place.query:
        return _banner(state, width)
    pieces, used = [Segment(" ")], 1
    query = state.place.query
    for position, (term, hides) in enumerate(zip(state.place.query.terms, state.result.hidden, strict=True)):
        name = chip_words(term, query, state.index, language)
        after = f" {word('hides', language, count=hides)}" if hides else ""
        if isinstance(term, When) and not term.sure:
            after = f" · {word('surely', language, count=state.result.sure_of([term]).bit_count())}{after}"
        room = width - used - width_of(after) - 5
        if room < 4:  # noqa: PLR2004  # cells in which a name can still be told
            pieces.append(Segment("…", Role.DIM))
            break
        role = Role.CHIP_OFF if isinstance(term, Off) else Role.CHIP
        chip = [
            Segment(f" {shorten(name, room)}{after}", role, intents.ToggleTerm(position)),
            Segment(" ✕ ", role, intents.RemoveTerm(position)),
        ]
        pieces += [*chip, Segment(" ")]
        used += sum(width_of(piece.text) for piece in chip) + 1
    return clip(line(*pieces), width)


def panel_title(state: State, panel: Panel, width: int) -> str:
    """A panel's heading with its key, and what it holds."""
    language = state.place.language
    name = f"{panel.value} {word(_PANEL_WORDS[panel], language)}"
    if panel is Panel.TIME:
        span = f" · {span_title(state)}" if state.place.panel is Panel.TIME else ""
        outside = axis_title(state)
        return shorten(f"{name}{span}{' · ' + outside if outside else ''}", width)
    if panel is Panel.EVENTS and state.rows:
        order = "" if state.place.order is Order.DATE else f" · {word(f'by-{state.place.order}', language)}"
        here, listed = grouped(state.position + 1, language), grouped(len(state.rows), language)
        return shorten(f"{name} · {here}/{listed}{order}", width)
    sifting = state.sifting(panel)
    name += f" · {sifting.text}" if sifting.text else ""
    name += f" · {word('by-name', language)}" if sifting.by_name else ""
    return shorten(name, width)


def hint_line(state: State, width: int) -> Line:
    """What can be done in the focused panel, as much as fits; help always."""
    language = state.place.language
    pieces, used = [Segment(" ")], 1
    if state.prompt:
        return clip(_prompt_hint(state, state.prompt), width)
    if state.searching:
        return _completions(state, width)
    shown = [_hint(command, language) for command in hints(state.place.panel)]
    *others, last = shown
    room = width - 1 - sum(width_of(piece.text) for piece in last)
    for hint in others:
        wide = sum(width_of(piece.text) for piece in hint)
        if used + wide <= room:
            pieces += hint
            used += wide
    return clip(line(*pieces, *last), width)


def _completions(state: State, width: int) -> Line:
    """What tab would make of what is typed, then the other ways to go on, each with its events."""
    language = state.place.language
    if not state.completions:
        return line(Segment(f" {shorten(word('search-hint', language), width - 2)}", Role.DIM))
    pieces = [Segment(f" {key_name('tab', language)} ", Role.KEY)]
    for number, offer in enumerate(state.completions):
        pieces += [Segment(offer.term, Role.STRONG if number == 0 else Role.TEXT, intents.Type(offer.text))]
        pieces += [Segment(f" {grouped(offer.count, language)}   ", Role.DIM)]
    return clip(line(*pieces), width)


def _prompt_hint(state: State, prompt: Prompt) -> Line:
    """What is typed means, or may be typed."""
    language = state.place.language
    if prompt.asking is Asking.RECALL and state.recalled:
        pieces = [Segment(" ")]
        for number, query in enumerate(state.recalled[prompt.skipped : prompt.skipped + _RECALLED]):
            pieces.append(Segment(f"{one_line(query)}   ", Role.STRONG if number == 0 else Role.DIM))
        return line(*pieces)
    if prompt.asking is Asking.RECALL and prompt.text:
        return line(Segment(f" {word('recall-none', language)}", Role.DIM))
    return line(Segment(f" {word(f'{prompt.asking}-hint', language)}", Role.DIM))


def prompt_label(state: State) -> str:
    """What stands before the line in which one types."""
    language = state.place.language
    if state.prompt is None:
        return " / "
    if state.prompt.asking is Asking.SIFT:
        return f" {word(_PANEL_WORDS[state.prompt.panel], language)}: "
    return f" {word(state.prompt.asking, language)}: "


def _hint(command: Command, language: str) -> list[Segment]:
    key, title = key_name(command.keys[0], language), in_language(command.title, language)
    return [Segment(key, Role.KEY, command.intent), Segment(f" {title}  ", Role.DIM, command.intent)]


def key_name(key: str, language: str = "en") -> str:
    """A key as people read it: ``slash`` is ``/``."""
    name = KEY_NAMES.get(key, key)
    if language == "de":
        name = _KEYS_GERMAN.get(name, name.replace("ctrl", "Strg").replace("shift", "Umschalt"))
    return name


def _banner(state: State, width: int) -> Line:
    language = state.place.language
    if state.problems.found:
        counts = {"errors": state.problems.errors, "warnings": state.problems.warnings}
        said = word("damage-banner" if state.problems.damage else "problems-banner", language, **counts)
        return line(Segment(f" {shorten(said, width - 2)}", Role.ERROR, intents.ShowProblems()))
    return line(Segment(f" {shorten(word('try', language), width - 2)}", Role.DIM))
