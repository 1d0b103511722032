import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import DATES, RARE, asked, event
from timeline_tui.explore import intents as want
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import State, begin
from timeline_tui.explore.update import update
from timeline_tui.index.scan import ScanIndex
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import DAY, start_of
from timeline_tui.model.problems import Problems
from timeline_tui.model.records import Event
from timeline_tui.store.opening import open_timeline
from timeline_tui.view.axis import ERA, ISSUED, SELECTED, axis_lines, axis_title, edges_of, span_title
from timeline_tui.view.lines import Role, width_of

SHIPPED = open_timeline(None).index
DENSITY, MARKS, SCALE, ERAS = range(4)
HEIGHTS = "▁▂▃▄▅▆▇█"
SHADES = "·░▒▓"
WIDTHS = st.integers(1, 200)
WINDOWS = st.builds(
    lambda start, days: Bounds(start * DAY, (start + days) * DAY),
    st.integers(start_of(1990) // DAY, start_of(2030) // DAY) | st.integers(-(10**9), 10**9),
    st.integers(1, 15_000) | st.integers(1, 10**9),
)
EVENTS = st.lists(st.none() | DATES | RARE, max_size=8).map(
    lambda dates: [event(date, f"e{number}") for number, date in enumerate(dates)]
)
LATIN = [{"title": "The years before", "date": "2000/2011"}, {"title": "Then", "date": "2010/2020"}]


def opened(index: ScanIndex, window: Bounds | None = None, panel: Panel = Panel.EVENTS, language: str = "en") -> State:
    state = begin(index, Problems(), language)
    place = replace(state.place, window=window or state.place.window, panel=panel)
    return replace(state, place=place)


def drawn(state: State, width: int, line: int) -> str:
    return axis_lines(state, width, 4)[line].text


@given(WINDOWS, WIDTHS)
def test_columns_follow_on_each_other_from_one_end_of_the_window_to_the_other(window: Bounds, width: int) -> None:
    edges = edges_of(window, width)
    assert len(edges) == width + 1
    assert (edges[0], edges[-1]) == window
    lengths = {after - before for before, after in pairwise(edges)}
    assert max(lengths) - min(lengths) <= 1


@settings(max_examples=80)
@given(WINDOWS, WIDTHS, st.sampled_from(Panel), st.sampled_from(("en", "de")), EVENTS)
def test_every_line_is_as_wide_as_asked(
    window: Bounds, width: int, panel: Panel, language: str, events: list[Event]
) -> None:
    sources = [{"id": "a", "title": "A", "issued": "2019"}, {"id": "b", "title": "B", "issued": "201X~"}]
    index = asked(*events, sources=sources, eras=LATIN)
    lines = axis_lines(opened(index, window, panel, language), width, 4)
    assert [width_of(made.text) for made in lines] == [width] * 4


@pytest.mark.parametrize("width", range(10, 201, 10))
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_event_of_the_shipped_timeline_is_marked_in_the_width(width: int, language: str) -> None:
    state = opened(SHIPPED, None, Panel.TIME, language)
    for name in (each.id for each in SHIPPED.timeline.events[::4]):
        chosen = replace(state, place=replace(state.place, event=name))
        assert [width_of(made.text) for made in axis_lines(chosen, width, 4)] == [width] * 4


@pytest.mark.parametrize(
    "eras",
    [
        pytest.param(
            [("筑波大学の歴史", "2000/2020"), ("x", "2006/2020")],
            marks=pytest.mark.xfail(strict=True, reason="an era that begins within a wide character halves it"),
        ),
        pytest.param(
            [("👩🏽\u200d🚀" * 10, "2000/2020")],
            marks=pytest.mark.xfail(strict=True, reason="cells of a joined emoji are counted one by one"),
        ),
        [("筑波大学の歴史", "2000/2009"), ("京都", "2010/2020")],
        [("筑波大学の歴史", "2003")],
    ],
)
def test_titles_of_eras_in_wide_characters_keep_to_the_width(eras: list[tuple[str, str]]) -> None:
    told = [{"title": title, "date": date} for title, date in eras]
    state = opened(asked(event("2006", "a"), eras=told, window="2000/2020"))
    assert [width for width in range(10, 100) if width_of(drawn(state, width, ERAS)) != width] == []


@pytest.mark.xfail(strict=True, reason="marks that take no cell are left out")
def test_titles_of_eras_keep_their_accents() -> None:
    eras = [{"title": "Cafe\u0301", "date": "2000/2020"}]
    assert "Cafe\u0301" in drawn(opened(asked(event("2006", "a"), eras=eras, window="2000/2020")), 60, ERAS)


@pytest.mark.parametrize("height", [1, 2, 3, 4])
def test_there_are_as_many_lines_as_asked_the_density_first(height: int) -> None:
    state = opened(SHIPPED)
    assert axis_lines(state, 80, height) == axis_lines(state, 80, 4)[:height]
    assert len(axis_lines(state, 80, height)) == height


@given(WINDOWS, WIDTHS)
def test_labels_of_the_scale_stand_apart_and_whole(window: Bounds, width: int) -> None:
    text = drawn(opened(SHIPPED, window), width, SCALE)
    labels = text.split()
    assert all(re.fullmatch(r"-?\d+|-?\d+-\d\d|\d\d-\d\d", label) for label in labels)
    assert len(labels) == len(re.findall(r"\S+", text))
    assert len(set(labels)) == len(labels)
    years = [int(label) for label in labels if re.fullmatch(r"-?\d+", label)]
    assert years == sorted(years)


@given(st.integers(-9000, 9000), st.integers(3, 800), st.integers(20, 200))
def test_a_year_of_the_scale_stands_where_it_begins(first: int, count: int, width: int) -> None:
    window = Bounds(start_of(first), start_of(first + count))
    edges = edges_of(window, width)
    for label in re.finditer(r"-?\d+(?=\s|$)", drawn(opened(SHIPPED, window), width, SCALE)):
        if "-" not in label[0][1:]:
            assert edges[label.start()] <= start_of(int(label[0])) <= edges[label.start() + 1]


def test_the_scale_of_the_shipped_timeline_has_years() -> None:
    labels = drawn(opened(SHIPPED), 80, SCALE).split()
    assert len(labels) >= 3
    assert set(labels) <= {str(year) for year in range(2006, 2026)}


def outside(told: str) -> tuple[int, int, int]:
    found = [re.search(rf"(\d+) {kind}", told) for kind in ("earlier", "later", "undated")]
    earlier, later, undated = (int(match[1]) if match else 0 for match in found)
    return earlier, later, undated


@given(EVENTS, WINDOWS)
def test_the_title_counts_all_that_does_not_lie_inside(events: list[Event], window: Bounds) -> None:
    spans = [each.date.fuzzy_spans for each in events if each.date]
    earlier = sum(all(span.end <= window.start for span in each) for each in spans)
    later = sum(all(span.start >= window.end for span in each) for each in spans)
    title = axis_title(opened(asked(*events), window))
    assert outside(title) == (earlier, later, len(events) - len(spans))
    around = [each for each in spans if not all(s.end <= window.start for s in each)]
    inside = [each for each in around if not all(s.start >= window.end for s in each)]
    assert sum(outside(title)) + len(inside) == len(events)
    assert " 0 " not in f" {title} "


@pytest.mark.parametrize(
    ("text", "counts"),
    [("", (1, 1, 1)), ("id:early", (1, 0, 0)), ("-is:undated", (1, 1, 0)), ("id:inside", (0, 0, 0))],
)
def test_the_title_counts_only_what_was_found(text: str, counts: tuple[int, int, int]) -> None:
    index = asked(
        event("1970", "early"),
        event("2010", "inside"),
        event("2030", "late"),
        event(None, "none"),
        window="2006/2025",
    )
    state, _ = update(begin(index, Problems(), "en"), want.Type(text))
    assert outside(axis_title(state)) == counts


@settings(max_examples=80)
@given(EVENTS, WINDOWS, st.integers(1, 80))
def test_a_height_is_drawn_where_some_event_surely_lies_and_only_there(
    events: list[Event], window: Bounds, width: int
) -> None:
    state = opened(asked(*events), window)
    edges = edges_of(window, width)
    text = drawn(state, width, DENSITY)
    spans = [each.date.spans for each in events if each.date]
    for column, sign in enumerate(text):
        here = Bounds(edges[column], edges[column + 1])
        assert (sign in HEIGHTS) is any(all(span.within(here) for span in each) for each in spans)
        if sign in SHADES:
            assert any(span.overlaps(here) for each in spans for span in each)
    assert set(text) <= {*HEIGHTS, *SHADES, " "}


def test_more_events_are_drawn_higher_and_the_most_to_the_top() -> None:
    counted = {2010: 1, 2011: 2, 2012: 4, 2013: 8}
    events = [event(str(year), f"{year}-{number}") for year, count in counted.items() for number in range(count)]
    text = drawn(opened(asked(*events, window="2009/2014")), 6, DENSITY)
    assert text == " ▁▂▄█ "


@pytest.mark.parametrize(("date", "text"), [("2010/2011", "  ▒▒  "), ("[2009,2010,2012]", " ░░ ░ "), (None, " " * 6)])
def test_what_only_may_lie_in_a_column_is_a_shade(date: str | None, text: str) -> None:
    assert drawn(opened(asked(event(date, "a"), window="2008/2013")), 6, DENSITY) == text


def test_only_found_events_are_drawn() -> None:
    index = asked(event("2010", "a"), event("2012", "b"), window="2009/2014")
    state, _ = update(begin(index, Problems(), "en"), want.Type("id:b"))
    assert drawn(state, 6, DENSITY) == "   █  "


def test_an_era_shows_where_it_begins() -> None:
    index = asked(event("2013", "a"), eras=[{"title": "Then", "date": "2010/2020"}], window="2008/2019")
    assert drawn(opened(index), 12, DENSITY).index(ERA) == 2
    assert drawn(opened(index), 12, ERAS).index("├ Then") == 2


@given(st.integers(2000, 2019), WIDTHS)
def test_the_selected_event_is_marked_in_its_column(year: int, width: int) -> None:
    state = opened(asked(event(f"{year}-06-15", "a"), window="2000/2019"))
    noon = start_of(year, 6, 15)
    (column,) = (at for at, sign in enumerate(drawn(state, width, MARKS)) if sign == SELECTED)
    edges = edges_of(state.place.window, width)
    assert edges[column] - DAY < noon < edges[column + 1]


def test_a_source_is_marked_where_it_was_published_or_not_at_all() -> None:
    sources: list[dict[str, Any]] = [{"id": "a", "title": "A", "issued": "2012"}, {"id": "b", "title": "B"}]
    sources.append({"id": "c", "title": "C", "issued": "1999"})
    text = drawn(opened(asked(event(None, "x"), sources=sources, window="2010/2019")), 10, MARKS)
    assert [at for at, sign in enumerate(text) if sign == ISSUED] == [2]


def test_the_cursor_of_the_axis_is_shown_while_it_has_the_focus() -> None:
    state = opened(SHIPPED)
    focused, _ = update(state, want.Focus(Panel.TIME))
    roles = [{piece.role for piece in axis_lines(each, 80, 2)[MARKS].segments} for each in (state, focused)]
    assert [Role.SPAN in each for each in roles] == [False, True]


@pytest.mark.parametrize(
    ("window", "text"),
    [
        (Bounds(start_of(2006), start_of(2026)), "2019"),
        (Bounds(start_of(2018), start_of(2020)), "2019-11"),
        (Bounds(start_of(2019, 11), start_of(2019, 12)), "2019-11-25"),
        pytest.param(
            Bounds(start_of(1900), start_of(2100)),
            "2010..2019",
            marks=pytest.mark.xfail(strict=True, reason="says 2010..2028: Unit.name of a moment within its unit"),
        ),
    ],
)
def test_the_range_under_the_cursor_is_told_by_its_unit(window: Bounds, text: str) -> None:
    state = opened(asked(event("2019-11-25", "a")), window)
    focused, _ = update(state, want.Focus(Panel.TIME))
    assert span_title(focused) == text


def test_a_longer_range_is_told_from_its_first_unit_to_its_last() -> None:
    state = opened(asked(event("2019-11-25", "a")), Bounds(start_of(2006), start_of(2026)))
    for intent in (want.Focus(Panel.TIME), want.StartSpan(), want.Across(-2)):
        state, _ = update(state, intent)
    assert span_title(state) == "2017..2019"
