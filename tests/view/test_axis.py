import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from building import DATES, RARE, asked, event
from timeline_tui.explore import intents as want
from timeline_tui.explore.panels import Panel
from timeline_tui.explore.state import State, begin
from timeline_tui.explore.update import update
from timeline_tui.index.base import Index
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import DAY, start_of
from timeline_tui.model.problems import Problems
from timeline_tui.model.records import Event
from timeline_tui.store.opening import open_timeline
from timeline_tui.view.axis import ERA, HIDDEN, ISSUED, axis_lines, axis_title, edges_of, span_title
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


def opened(index: Index, window: Bounds | None = None, panel: Panel = Panel.EVENTS, language: str = "en") -> State:
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
        pytest.param([("筑波大学の歴史", "2000/2020"), ("x", "2006/2020")]),
        pytest.param([("👩🏽\u200d🚀" * 10, "2000/2020")]),
        [("筑波大学の歴史", "2000/2009"), ("京都", "2010/2020")],
        [("筑波大学の歴史", "2003")],
    ],
)
def test_titles_of_eras_in_wide_characters_keep_to_the_width(eras: list[tuple[str, str]]) -> None:
    told = [{"title": title, "date": date} for title, date in eras]
    state = opened(asked(event("2006", "a"), eras=told, window="2000/2020"))
    assert [width for width in range(10, 100) if width_of(drawn(state, width, ERAS)) != width] == []


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
    assert all(re.fullmatch(r"-?\d+|-?\d+-\d\d(-\d\d)?|\d\d-\d\d|\d\d:00", label) for label in labels)
    assert len(labels) == len(re.findall(r"\S+", text))
    assert ":00" in text or len(set(labels)) == len(labels)
    years = [int(label) for label in labels if re.fullmatch(r"-?\d+", label)]
    assert years == sorted(years)


@given(st.integers(-9000, 9000), st.integers(3, 800), st.integers(20, 200))
def test_a_year_of_the_scale_stands_where_it_begins(first: int, count: int, width: int) -> None:
    window = Bounds(start_of(first), start_of(first + count))
    edges = edges_of(window, width)
    for label in re.finditer(r"(?<!\S)-?\d+(?!\S)", drawn(opened(SHIPPED, window), width, SCALE)):
        assert edges[label.start()] <= start_of(int(label[0])) <= edges[label.start() + 1]


@pytest.mark.parametrize("length", [10**exponent * 17 for exponent in range(2, 10)])
@pytest.mark.parametrize("width", [80, 120])
def test_labels_of_the_scale_are_as_far_apart_as_each_other_however_long_the_time(length: int, width: int) -> None:
    text = drawn(opened(SHIPPED, Bounds(start_of(-length), start_of(0))), width, SCALE)
    years = [int(label) for label in text.split()]
    assert len(years) >= 3
    assert len({after - before for before, after in pairwise(years)}) == 1


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


NOVEMBER = "2019-11-01/2019-11-06"


def test_more_events_are_drawn_higher_and_the_most_to_the_top() -> None:
    counted = {2: 1, 3: 2, 4: 4, 5: 8}
    events = [event(f"2019-11-0{day}", f"{day}-{number}") for day, count in counted.items() for number in range(count)]
    text = drawn(opened(asked(*events, window=NOVEMBER)), 6, DENSITY)
    assert text[0] == text[-1] == " "
    heights = [HEIGHTS.index(sign) for sign in text[1:-1]]
    assert heights == sorted(set(heights))
    assert text[4] == "█"


@pytest.mark.parametrize(
    ("date", "columns"),
    [
        ("2019-11-03/2019-11-04", {2, 3}),
        ("[2019-11-02,2019-11-03,2019-11-05]", {1, 2, 4}),
        ("2019-11", {0, 1, 2, 3, 4, 5}),
        ("2019-10-20/2019-11-01", {0}),
        (None, set()),
    ],
)
def test_what_only_may_lie_in_a_column_is_a_shade(date: str | None, columns: set[int]) -> None:
    text = drawn(opened(asked(event(date, "a"), window=NOVEMBER)), 6, DENSITY)
    assert {column for column, sign in enumerate(text) if sign in SHADES} == columns
    assert {sign for column, sign in enumerate(text) if column not in columns} <= {" "}


def test_only_found_events_are_drawn() -> None:
    index = asked(event("2019-11-02", "a"), event("2019-11-04", "b"), window=NOVEMBER)
    state, _ = update(begin(index, Problems(), "en"), want.Type("id:b"))
    assert drawn(state, 6, DENSITY) == " █ █  "
    assert drawn(state, 6, DENSITY + 1) == " : █  "


def test_an_era_shows_where_it_begins() -> None:
    index = asked(
        event("2013", "a"), eras=[{"title": "Then", "date": "2019-11-03/2020"}], window="2019-11-01/2019-11-12"
    )
    assert drawn(opened(index), 12, DENSITY).index(ERA) == 2
    assert drawn(opened(index), 12, ERAS).index("├ Then") == 2


@given(st.integers(2000, 2019), WIDTHS)
def test_the_selected_event_is_marked_in_the_columns_of_its_date_alone(year: int, width: int) -> None:
    state = opened(asked(event(f"{year}-06-15", "a"), window="2000/2019"))
    edges, day = edges_of(state.place.window, width), Bounds(start_of(year, 6, 15), start_of(year, 6, 16))
    marked = {at for at, sign in enumerate(drawn(state, width, MARKS)) if sign != "─"}
    assert marked == {at for at in range(width) if Bounds(edges[at], edges[at + 1]).overlaps(day)}


@pytest.mark.parametrize(
    ("date", "marks"),
    [
        ("2019-11-03", "──▲───"),
        ("2019-11-03/2019-11-04", "──━━──"),
        ("[2019-11-02,2019-11-04]", "─╍─╍──"),
        ("2019-11-03~", "─┄▲┄──"),
        ("2019-11-05/..", "────━▶"),
        ("../2019-11-02", "◀━────"),
        ("2018", "──────"),
        (None, "──────"),
    ],
)
def test_the_selected_event_is_drawn_as_what_its_date_says(date: str | None, marks: str) -> None:
    assert drawn(opened(asked(event(date, "a"), window=NOVEMBER)), 6, MARKS) == marks


def test_each_answer_of_a_disputed_date_stands_at_its_start_with_its_number() -> None:
    claims = [{"source": "a", "date": "2019-11-02/2019-11-03"}, {"source": "b", "date": "2019-11-05"}]
    disputed = event("[2019-11-02..2019-11-03,2019-11-05]", "a", citations=claims)
    text = drawn(opened(asked(disputed, window=NOVEMBER)), 6, MARKS)
    assert (text[1], text[4]) == ("1", "2")


def test_a_source_is_marked_where_it_was_published_or_not_at_all() -> None:
    dates = {"a": "2019-11-03/2019-11-04", "b": None, "c": "1999"}
    sources = [{"id": name, "title": name, "issued": date} for name, date in dates.items()]
    text = drawn(opened(asked(event(None, "x"), sources=sources, window=NOVEMBER)), 6, MARKS)
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
        pytest.param(Bounds(start_of(1900), start_of(2100)), "2010..2019"),
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


def asking(index: Index, typed: str) -> State:
    return update(opened(index), want.Type(typed))[0]


FILTERED = asked(
    event("2001-06", "a", tags=["x"]), event("2003-06", "b"), event("2005-06", "c", tags=["x"]), event("2005-06", "d"),
    window="2000/2009",
)  # fmt: skip


def test_with_a_filter_what_is_found_stands_below_what_there_is() -> None:
    whole, found, marks, scale = (made.text for made in axis_lines(asking(FILTERED, "tag:x"), 10, 4))
    assert whole.rstrip() == drawn(opened(FILTERED), 10, DENSITY).rstrip() == " ▄ ▄ █"
    assert found.rstrip() == " ▄ : ▄"
    assert marks == drawn(asking(FILTERED, ""), 10, MARKS)
    assert "2000" in scale


def test_where_all_is_hidden_a_sign_says_so_and_nowhere_else() -> None:
    for typed, column_of_hidden in (
        ("tag:x", [3]),
        ("-tag:x", [1]),
        ("zzz", [1, 3, 5]),
        ("", []),
        ("a | b | c | d", []),
    ):
        found = axis_lines(asking(FILTERED, typed), 10, 4)[1 if typed else 0].text
        assert [column for column, sign in enumerate(found) if sign == HIDDEN] == column_of_hidden


@pytest.mark.parametrize("height", [1, 2, 3])
def test_where_there_is_no_room_for_two_only_what_is_found_is_drawn(height: int) -> None:
    state = asking(FILTERED, "tag:x")
    assert len(axis_lines(state, 10, height)) == height
    assert axis_lines(state, 10, height)[0] == axis_lines(state, 10, 4)[1]


def test_a_filter_turned_off_hides_nothing_on_the_axis() -> None:
    whole, found = (made.text for made in axis_lines(asking(FILTERED, "off:tag:x"), 10, 4)[:2])
    assert whole == found


@settings(max_examples=60)
@given(WINDOWS, WIDTHS, st.sampled_from(("2019", "person:eisk", "-person:any", "zzz", "is:disputed robot")))
def test_with_a_filter_every_line_is_as_wide_too(window: Bounds, width: int, typed: str) -> None:
    state = asking(SHIPPED, typed)
    state = replace(state, place=replace(state.place, window=window))
    whole, found, *_ = (made.text for made in axis_lines(state, width, 4))
    assert [width_of(made.text) for made in axis_lines(state, width, 4)] == [width] * 4
    assert all(there in HEIGHTS for there, here in zip(whole, found, strict=True) if here in HEIGHTS)
    assert all(there in HEIGHTS for there, here in zip(whole, found, strict=True) if here == HIDDEN)
