import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import asked, event
from timeline_tui.explore import intents as want
from timeline_tui.explore.commands import COMMANDS, hints
from timeline_tui.explore.intents import Intent
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import State, begin
from timeline_tui.explore.update import update
from timeline_tui.index.base import Index
from timeline_tui.model.problems import DAMAGE, Problem, Problems, Severity
from timeline_tui.query.syntax import parse
from timeline_tui.store.opening import open_timeline
from timeline_tui.view.bars import filter_line, hint_line, key_name, panel_title, title_line
from timeline_tui.view.chips import term_words
from timeline_tui.view.lines import Role, width_of
from timeline_tui.view.words import word

SHIPPED = open_timeline(None).index
WIDTHS = st.integers(10, 200)
LANGUAGES = st.sampled_from(("en", "de"))
TERMS = (
    "robot", "-robot", "person:=keiichi-aizawa", "person:eisk", "-tag:=context", "2019", "date:2017..2019",
    "date:=2019", "date:2022..", "is:disputed", "near:partnership-signed,1y", "source:=blog-2019-12,=city-press-2025",
    "robot | sport", '"haus des wissens"',
)  # fmt: skip
QUERIES = st.lists(st.sampled_from(TERMS), max_size=4).map(" ".join)
NAMES = asked(
    event("2019", "signed", people=["ann"], tags=["city"]),
    people=[{"id": "ann", "name": "Ann"}],
    labels={"city": {"en": "City", "de": "Stadt"}},
)


def after(*intents: Intent, index: Index = SHIPPED, language: str = "en", problems: Problems | None = None) -> State:
    state = begin(index, problems or Problems(), language)
    for intent in intents:
        state, _ = update(state, intent)
    return state


@settings(max_examples=60)
@given(QUERIES, st.sampled_from(Panel), LANGUAGES, st.integers(24, 200))
def test_the_title_fits_and_counts_what_is_shown(text: str, panel: Panel, language: str, width: int) -> None:
    state = after(want.Type(text), want.Focus(panel), language=language)
    made = title_line(state, width)
    assert width_of(made.text) <= width
    assert [int(number) for number in re.findall(r"\d+", made.text)][-2:] == [state.result.total, SHIPPED.size]


@pytest.mark.parametrize(("language", "size"), [("en", "1,200"), ("de", "1.200")])
def test_numbers_are_written_as_in_the_language_of_the_screen(language: str, size: str) -> None:
    index = asked(*(event("2019", f"e{number}") for number in range(1_200)))
    state = after(want.MoveTo(1_199), index=index, language=language)
    assert re.findall(r"[\d.,]+", title_line(state, 80).text) == [size, size]
    assert f"{size}/{size}" in panel_title(state, Panel.EVENTS, 80)
    for done in (1, 2):
        reading, _ = update(state, want.Reading(done, 2, 1_200, 0))
        assert f"{size} " in title_line(reading, 120).text.partition(" · ")[2]
    again, _ = update(state, want.Loaded(index, Problems()))
    assert f" {size}" in filter_line(again, 80).text


def test_the_title_fits_a_narrow_terminal() -> None:
    assert width_of(title_line(after(language="de"), 20).text) <= 20


@given(st.sampled_from(Panel), LANGUAGES, WIDTHS, st.booleans())
def test_titles_of_panels_fit(panel: Panel, language: str, width: int, focused: bool) -> None:  # noqa: FBT001
    state = after(*([want.Focus(panel)] if focused else []), language=language)
    for other in Panel:
        title = panel_title(state, other, width)
        assert width_of(title) <= width
        assert title.startswith(other.value)


@pytest.mark.parametrize(("typed", "at"), [("", "1/65"), ("robot", "1/"), ("zzz", None)])
def test_the_title_of_the_events_says_where_the_cursor_is(typed: str, at: str | None) -> None:
    title = panel_title(after(want.MoveTo(0), want.Type(typed)), Panel.EVENTS, 80)
    assert (at.replace("65", str(SHIPPED.size)) in title) if at else "/" not in title


@settings(max_examples=60)
@given(QUERIES, LANGUAGES, WIDTHS)
def test_filters_fit_and_can_be_taken_out(text: str, language: str, width: int) -> None:
    state = after(want.Type(text), language=language)
    made = filter_line(state, width)
    told = made.text.rstrip().removesuffix("…")
    assert width_of(told) <= width
    removed = [piece.intent.position for piece in made.segments if isinstance(piece.intent, want.RemoveTerm)]
    chips = list(dict.fromkeys(removed))
    assert chips == list(range(len(chips)))
    assert len(chips) == len(state.place.query.terms) or made.text.endswith("…")


def test_filters_without_room_end_in_an_ellipsis_inside_the_line() -> None:
    made = filter_line(after(want.Type(f"{'x' * 100} y")), 40)
    assert made.text.endswith("…")
    assert width_of(made.text) <= 40


@settings(max_examples=60)
@given(st.lists(st.sampled_from(TERMS), min_size=1, max_size=3), LANGUAGES)
def test_every_filter_says_how_much_it_hides(terms: list[str], language: str) -> None:
    state = after(want.Type(" ".join(terms)), language=language)
    pieces = filter_line(state, 500).segments
    for position, hides in enumerate(state.result.hidden):
        chip = "".join(piece.text for piece in pieces if piece.intent == want.ToggleTerm(position))
        said = word("hides", language, count=hides)
        assert said in chip if hides else said.partition(" ")[0] not in chip.split("·")[-1]


def test_a_filter_by_date_says_how_many_events_surely_match() -> None:
    index = asked(event("2019-05", "in"), event("2019~", "about"), event("1990", "out"))
    assert filter_line(after(want.Type("date:2019"), index=index), 80).text == "  2019 · 1 surely hides 1 ✕  "


@pytest.mark.parametrize(
    ("intents", "role", "told"),
    [
        ((), Role.DIM, word("try", "en")),
        ((want.OpenSearch(), want.Type("robot (")), Role.ERROR, "column 7"),
        ((want.Undo(),), Role.STRONG, word("no-undo", "en")),
        ((want.Type("robot"), want.Told("failed", "no clipboard")), Role.STRONG, "no clipboard"),
    ],
)
def test_the_line_says_first_what_is_most_pressing(intents: tuple[Intent, ...], role: Role, told: str) -> None:
    (piece,) = filter_line(after(*intents), 200).segments
    assert piece.role is role
    assert told in piece.text


def test_a_faulty_file_is_told_of_until_one_filters() -> None:
    problems = Problems((Problem(Severity.ERROR, "x", "y"), Problem(Severity.WARNING, "x", "y")), 3, 1)
    (piece,) = filter_line(after(problems=problems), 200).segments
    assert piece.intent == want.ShowProblems()
    assert "errors: 2, warnings: 3" in piece.text
    assert "hides" in filter_line(after(want.Type("robot"), problems=problems), 200).text


@pytest.mark.parametrize(("language", "told"), [("en", "is damaged or cut off"), ("de", "ist beschädigt oder")])
def test_a_damaged_file_is_called_that_until_one_filters(language: str, told: str) -> None:
    problems = Problems((Problem(Severity.ERROR, DAMAGE, "y"), Problem(Severity.ERROR, "x", "y")))
    (piece,) = filter_line(after(problems=problems, language=language), 80).segments
    assert piece.intent == want.ShowProblems()
    assert told in piece.text


@given(st.sampled_from(Panel), LANGUAGES, WIDTHS)
def test_hints_fit_and_always_end_with_help(panel: Panel, language: str, width: int) -> None:
    made = hint_line(after(want.Focus(panel), language=language), width)
    assert width_of(made.text) <= width
    assert made.segments[-1].intent == want.ShowHelp()
    shown = list(dict.fromkeys(piece.intent for piece in made.segments if piece.intent))
    order = [command.intent for command in hints(panel)]
    assert shown == [intent for intent in order if intent in shown]


@pytest.mark.parametrize("panel", list(Panel))
def test_a_wide_line_has_room_for_every_hint(panel: Panel) -> None:
    shown = {piece.intent for piece in hint_line(after(want.Focus(panel)), 300).segments} - {None}
    assert shown == {command.intent for command in hints(panel)}


@given(LANGUAGES, WIDTHS)
def test_while_one_types_the_hints_are_about_queries(language: str, width: int) -> None:
    made = hint_line(after(want.OpenSearch(), language=language), width)
    assert width_of(made.text) <= width
    assert made.text[1:7] == word("search-hint", language)[:6]


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_key_is_told_by_its_name_in_the_program(language: str) -> None:
    named = [key_name(key, language) for command in COMMANDS for key in command.keys]
    assert [name for name in named if "_" in name or not name] == []
    assert len(set(named)) == len({key for command in COMMANDS for key in command.keys})


@pytest.mark.parametrize(
    ("key", "english", "german"),
    [("slash", "/", "/"), ("space", "space", "Leertaste"), ("ctrl+o", "ctrl+o", "Strg+o"), ("escape", "esc", "Esc")],
)
def test_keys_are_told_as_keyboards_have_them(key: str, english: str, german: str) -> None:
    assert (key_name(key, "en"), key_name(key, "de")) == (english, german)


@pytest.mark.parametrize(
    ("typed", "english", "german"),
    [
        ("person:=ann", "Ann", "Ann"),
        ("tag:=city", "City", "Stadt"),
        ("person:=ann,=bob", "Ann · bob", "Ann · bob"),
        ("-tag:=city", "not City", "nicht Stadt"),
        ("person:eisk", "eisk", "eisk"),
        ("date:2017..2019", "2017 – 2019", "2017 – 2019"),
        ("date:2019", "2019", "2019"),
        ("date:2022..", "date:2022..", "date:2022.."),
        ("is:disputed", "sources disagree", "Quellen uneins"),
        ("near:signed,1y", "within 1y of signed", "höchstens 1J von signed"),
        ('"a b"', '"a b"', '"a b"'),
        ("a | b", "a | b", "a | b"),
    ],
)
def test_terms_read_as_people_say_them(typed: str, english: str, german: str) -> None:
    (term,) = parse(typed).terms
    assert (term_words(term, NAMES, "en"), term_words(term, NAMES, "de")) == (english, german)


def test_a_timeline_without_a_title_bears_the_program_s_name() -> None:
    fields: dict[str, Any] = {"title": {}}
    assert "timeline-tui" in title_line(after(index=asked(**fields)), 60).text
