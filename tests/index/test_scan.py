import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import BOUNDED, DATES, RARE, asked, event
from timeline_tui.index import rows as row_sets
from timeline_tui.index.base import Flag, Order, Part
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import Pattern, document, word_start
from timeline_tui.index.rows import Rows
from timeline_tui.index.scan import ScanIndex, closeness
from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds
from timeline_tui.model.calendar import start_of
from timeline_tui.model.edtf import parse

YEARS = [start_of(year) for year in range(2018, 2022)]
INDEX = asked(
    event("2022-10-12", "shirt", tags=["sport"], status="cancelled", color="blue"),
    event("2019", "talks", people=["ito", "eisk"], tags=["city"], summary="Long talks"),
    event(None, "park", status="planned", related=["signed"]),
    event(
        "2019-11-25",
        "signed",
        title={"en": "Signed", "de": "Unterzeichnet"},
        people=[{"person": "eisk", "role": "Oberbürgermeister"}],
        tags=["sport", "city"],
        related=[{"event": "talks", "as": "outcome-of"}],
        citations=[
            {"source": "blog", "claim": "They met", "says": {"guests": "250"}, "locator": "paragraph 7"},
            {"source": "press", "quote": "Brücke", "date": "2019-11", "says": {"guests": "30"}},
        ],
    ),
    event(
        "[2006,2007]",
        "ties",
        related=[{"event": "talks", "as": "part-of"}],
        citations=[{"source": "blog", "date": "2006"}, {"source": "press", "date": "2007"}],
    ),
    event("2016~", "visit", citations=[{"source": "blog"}, {"source": "reprint"}]),
    event("2021?", "plan", citations=[{"source": "press", "inferred": "from its order"}]),
    event("2019", "later-in-file"),
    people=[{"id": "eisk", "name": "Thomas Eiskirch", "aliases": ["Mr Thomas"]}],
    sources=[
        {"id": "blog", "title": "Blog of December"},
        {"id": "reprint", "title": "A page", "excerpt_of": "blog"},
    ],
    labels={"sport": {"de": "Leibesübungen"}},
)
ORDER = ["ties", "visit", "talks", "later-in-file", "signed", "plan", "shirt", "park"]


def ids(index: ScanIndex, rows: Rows) -> list[str]:
    return [found.id for found in index.events(row_sets.listed(rows))]


def test_rows_are_in_date_order_then_the_file_s_and_the_undated_come_last() -> None:
    assert ids(INDEX, row_sets.everything(INDEX.size)) == ORDER


@given(st.lists(st.none() | DATES | RARE, max_size=12))
def test_whatever_the_dates_rows_are_sorted_and_keep_the_file_s_order(dates: list[str | None]) -> None:
    index = asked(*(event(date, f"{number:02}") for number, date in enumerate(dates)))
    found = index.events(range(index.size))
    keys = [(each.date is None, each.date.sort_key if each.date else (0, 0), each.id) for each in found]
    assert keys == sorted(keys)
    assert sorted(each.id for each in found) == [f"{number:02}" for number in range(len(dates))]


def test_rows_and_ids_lead_to_each_other() -> None:
    assert [INDEX.row(each) for each in ORDER] == list(range(len(ORDER)))
    assert INDEX.row("nobody") is None


def test_an_empty_timeline_answers_too() -> None:
    empty = asked()
    assert (empty.size, empty.keys(Facet.TAG), empty.could_be(Bounds(OPEN_START, OPEN_END))) == (0, (), 0)
    assert empty.histogram(0, YEARS) == [(0, 0)] * 3


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("unterzeichnet", Part.ANY, ["signed"]),
        ("unterzeichnet", Part.TITLE, ["signed"]),
        ("unterzeichnet", Part.CLAIM, []),
        ("signed", Part.ID, ["signed"]),
        ("met", Part.CLAIM, ["signed"]),
        ("met", Part.TITLE, []),
        ("order", Part.CLAIM, ["plan"]),
        ("brücke", Part.CLAIM, ["signed"]),
        ("guests 250", Part.CLAIM, ["signed"]),
        ("long", Part.ANY, ["talks"]),
        ("long", Part.TITLE, []),
        ("oberbuergermeister", Part.ANY, ["signed"]),
        ("mr thomas", Part.ANY, ["talks", "signed"]),
        ("leibesuebungen", Part.ANY, ["signed", "shirt"]),
        ("december", Part.ANY, ["ties", "visit", "signed"]),
        ("paragraph 7", Part.ANY, ["signed"]),
        ("blue", Part.ANY, ["shirt"]),
        ("2016", Part.ANY, ["visit"]),
    ],
)
def test_text_is_found_in_the_part_that_is_asked(text: str, part: Part, found: list[str]) -> None:
    pattern = word_start(text)
    assert pattern is not None
    assert ids(INDEX, INDEX.matching(pattern, part)) == found


@pytest.mark.parametrize(
    ("facet", "keys", "found"),
    [
        (Facet.TAG, ["sport"], ["signed", "shirt"]),
        (Facet.TAG, ["city", "sport"], ["talks", "signed", "shirt"]),
        (Facet.SOURCE, ["press", "nobody"], ["ties", "signed", "plan"]),
        (Facet.PERSON, [], []),
        (Facet.PLACE, ["sport"], []),
    ],
)
def test_values_find_the_events_that_have_any_of_them(facet: Facet, keys: list[str], found: list[str]) -> None:
    assert ids(INDEX, INDEX.valued(facet, keys)) == found


def test_the_keys_of_a_facet_are_listed_once_in_the_file_s_order() -> None:
    assert list(INDEX.keys(Facet.TAG)) == ["sport", "city"]


def test_counts_tell_how_many_of_the_rows_have_each_key_and_leave_none_out() -> None:
    everything = row_sets.everything(INDEX.size)
    assert INDEX.counts(Facet.TAG, everything) == {"sport": 2, "city": 2}
    assert INDEX.counts(Facet.TAG, INDEX.valued(Facet.PERSON, ["ito"])) == {"city": 1}
    assert INDEX.counts(Facet.SOURCE, everything) == {"blog": 3, "press": 3, "reprint": 1}
    assert INDEX.counts(Facet.PLACE, everything) == {}


@pytest.mark.parametrize(
    ("flag", "found"),
    [
        (Flag.DISPUTED, ["ties", "signed"]),
        (Flag.UNCERTAIN, ["plan"]),
        (Flag.APPROXIMATE, ["visit"]),
        (Flag.UNDATED, ["park"]),
        (Flag.PLANNED, ["park"]),
        (Flag.CANCELLED, ["shirt"]),
        (Flag.UNCITED, ["talks", "later-in-file", "shirt", "park"]),
        (Flag.SINGLE_SOURCE, ["visit", "plan"]),
        (Flag.INFERRED, ["plan"]),
        (Flag.QUOTE, ["signed"]),
    ],
)
def test_flags_find_what_they_say(flag: Flag, found: list[str]) -> None:
    assert ids(INDEX, INDEX.flagged(flag)) == found


def test_every_flag_has_been_tried() -> None:
    assert all(INDEX.flagged(flag) for flag in Flag)


@pytest.mark.parametrize(
    ("when", "possible", "sure"),
    [
        ("2019", ["talks", "later-in-file", "signed"], ["talks", "later-in-file", "signed"]),
        ("2019-11", ["talks", "later-in-file", "signed"], ["signed"]),
        ("2019-03", ["talks", "later-in-file"], []),
        ("2007", ["ties"], []),
        ("2006/2007", ["ties"], ["ties"]),
        ("2008", [], []),
        ("2015", ["visit"], []),
        ("2015/2017", ["visit"], ["visit"]),
        ("2022", ["plan", "shirt"], ["shirt"]),
        ("2023", [], []),
        ("../..", ORDER[:-1], ORDER[:-1]),
    ],
)
def test_what_could_be_in_a_stretch_of_time_and_what_surely_is(when: str, possible: list[str], sure: list[str]) -> None:
    bounds = Bounds(OPEN_START, OPEN_END) if when == "../.." else parse(when).strict
    assert ids(INDEX, INDEX.could_be(bounds)) == possible
    assert ids(INDEX, INDEX.surely_is(bounds)) == sure


@given(st.lists(st.none() | DATES | RARE, max_size=8), DATES)
def test_what_surely_is_could_be(dates: list[str | None], when: str) -> None:
    index = asked(*(event(date, str(number)) for number, date in enumerate(dates)))
    bounds = parse(when).strict
    assert index.surely_is(bounds) & ~index.could_be(bounds) == 0


@pytest.mark.parametrize(
    ("date", "columns"),
    [
        ("2019-11-25", [(0, 0), (1, 1), (0, 0)]),
        ("2019", [(0, 0), (1, 1), (0, 0)]),
        ("2018/2019", [(0, 365 / 730), (0, 365 / 730), (0, 0)]),
        ("2020/2021", [(0, 0), (0, 0), (0, 366 / 731)]),
        ("[2018,2020]", [(0, 365 / 731), (0, 0), (0, 366 / 731)]),
        ("[2019-01,2019-03]", [(0, 0), (1, 1), (0, 0)]),
        ("2017", [(0, 0)] * 3),
        ("2021", [(0, 0)] * 3),
        (None, [(0, 0)] * 3),
    ],
)
def test_an_event_is_spread_over_what_its_date_leaves_open(date: str | None, columns: list[tuple[int, float]]) -> None:
    found = asked(event(date, "e")).histogram(1, YEARS)
    assert [sure for sure, _ in found] == [sure for sure, _ in columns]
    assert [expected for _, expected in found] == pytest.approx([expected for _, expected in columns])


def test_an_open_end_is_spread_so_thin_that_nothing_is_left_of_it() -> None:
    for sure, expected in asked(event("2018/..", "e")).histogram(1, YEARS):
        assert sure == 0
        assert expected == pytest.approx(0, abs=1e-9)


def test_only_the_rows_asked_for_are_drawn() -> None:
    index = asked(event("2018", "a"), event("2019", "b"))
    assert index.histogram(row_sets.of([1]), YEARS) == [(0, 0), (1, 1), (0, 0)]


@given(st.lists(st.none() | DATES | RARE, max_size=8), st.sets(st.integers(1980, 2030), min_size=2, max_size=12))
def test_more_are_never_sure_than_expected(dates: list[str | None], years: set[int]) -> None:
    index = asked(*(event(date, str(number)) for number, date in enumerate(dates)))
    columns = index.histogram(row_sets.everything(index.size), [start_of(year) for year in sorted(years)])
    assert len(columns) == len(years) - 1
    assert all(0 <= sure <= expected + 1e-9 for sure, expected in columns)


@given(st.lists(st.none() | BOUNDED, max_size=8), st.sets(st.integers(1901, 2029), max_size=12))
def test_edges_around_everything_expect_every_dated_event_once(dates: list[str | None], years: set[int]) -> None:
    index = asked(*(event(date, str(number)) for number, date in enumerate(dates)))
    edges = [start_of(year) for year in (1900, *sorted(years), 2030)]
    columns = index.histogram(row_sets.everything(index.size), edges)
    assert sum(expected for _, expected in columns) == pytest.approx(len(dates) - dates.count(None))


@pytest.mark.parametrize(
    ("named", "referring"),
    [
        ("talks", [("ties", "part-of"), ("signed", "outcome-of")]),
        ("signed", [("park", "see")]),
        ("park", []),
        ("nobody", []),
    ],
)
def test_an_event_knows_who_refers_to_it_and_how(named: str, referring: list[tuple[str, str]]) -> None:
    assert list(INDEX.referring(named)) == referring


@pytest.mark.parametrize(
    ("facet", "found"),
    [
        (Facet.PERSON, ["ties", "visit", "later-in-file", "plan", "shirt", "park"]),
        (Facet.SOURCE, ["talks", "later-in-file", "shirt", "park"]),
        (Facet.TAG, ["ties", "visit", "later-in-file", "plan", "park"]),
        (Facet.PLACE, ORDER),
    ],
)
def test_what_has_no_value_of_a_facet_is_known(facet: Facet, found: list[str]) -> None:
    assert ids(INDEX, INDEX.without(facet)) == found


@pytest.mark.parametrize("facet", list(Facet))
def test_an_event_has_a_value_or_none(facet: Facet) -> None:
    given_, without = INDEX.valued(facet, INDEX.keys(facet)), INDEX.without(facet)
    assert given_ & without == 0
    assert given_ | without == row_sets.everything(INDEX.size)
    assert asked().without(facet) == 0


def sorted_ids(order: Order, *, language: str = "en", typed: str = "", rows: Rows | None = None) -> list[str]:
    found = [pattern for word in typed.split() if (pattern := word_start(word))]
    everything = row_sets.everything(INDEX.size)
    numbers = INDEX.ordered(everything if rows is None else rows, order, language, found)
    return [each.id for each in INDEX.events(numbers)]


@pytest.mark.parametrize(
    ("order", "language", "typed", "found"),
    [
        (Order.DATE, "en", "", ORDER),
        (Order.TITLE, "en", "", ["later-in-file", "park", "plan", "shirt", "signed", "talks", "ties", "visit"]),
        (Order.TITLE, "de", "", ["later-in-file", "park", "plan", "shirt", "talks", "ties", "signed", "visit"]),
        (Order.SOURCES, "en", "", ["ties", "signed", "visit", "plan", "talks", "later-in-file", "shirt", "park"]),
        (Order.CLOSENESS, "en", "", ORDER),
        (
            Order.CLOSENESS,
            "en",
            "talks",
            ["talks", "ties", "visit", "later-in-file", "signed", "plan", "shirt", "park"],
        ),
        (
            Order.CLOSENESS,
            "en",
            "sport",
            ["signed", "shirt", "ties", "visit", "talks", "later-in-file", "plan", "park"],
        ),
    ],
)
def test_events_are_listed_in_any_order_and_equals_by_date(
    order: Order, language: str, typed: str, found: list[str]
) -> None:
    assert sorted_ids(order, language=language, typed=typed) == found


@pytest.mark.parametrize("order", list(Order))
def test_only_what_was_found_is_ordered(order: Order) -> None:
    rows = INDEX.valued(Facet.TAG, ["sport"])
    assert sorted(sorted_ids(order, rows=rows)) == ["shirt", "signed"]
    assert sorted_ids(order, rows=0) == []


def test_titles_are_ordered_without_case_and_accents_and_by_the_language_there_is() -> None:
    index = asked(
        event("2019", "a", title={"en": "zebra", "de": "Apfel"}),
        event("2020", "b", title={"en": "Ärger"}),
        event("2021", "c", title="apple"),
        event("2022", "d", title="Apple"),
    )
    everything = row_sets.everything(index.size)
    for language, found in (("en", ["c", "d", "b", "a"]), ("de", ["a", "c", "d", "b"])):
        assert [each.id for each in index.events(index.ordered(everything, Order.TITLE, language, ()))] == found


@given(
    st.lists(st.tuples(st.sampled_from(("2019", "2020", None)), st.sampled_from("aAäb"), st.integers(0, 2)), max_size=8)
)
def test_every_order_lists_each_event_once_and_equals_by_date(made: list[tuple[str | None, str, int]]) -> None:
    index = asked(
        *(
            event(date, str(number), title=title, citations=[{"source": str(each)} for each in range(sources)])
            for number, (date, title, sources) in enumerate(made)
        )
    )
    for order in Order:
        numbers = list(index.ordered(row_sets.everything(index.size), order, "en", [Pattern("a")]))
        assert sorted(numbers) == list(range(index.size))
    by_sources = index.ordered(row_sets.everything(index.size), Order.SOURCES, "en", ())
    keys = [(-len(index.events([row])[0].citations), row) for row in by_sources]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("text", "title", "rest", "points"),
    [
        (" robot", "robot", "", 12 + 3),
        ("robot", "robot", "", 12 + 3),
        ("robot", "the robots", "", 4 + 1),
        ("robot", "", "a robot walks", 2 + 1),
        ("robot", "", "robots", 1),
        ("robot", "robot", "a robot", 12 + 3),
        (" a b", "a b c", "", 12 + 3),
        ("robot", "house", "nothing", 0),
    ],
)
def test_whole_words_count_more_than_parts_and_titles_more_than_the_rest(
    text: str, title: str, rest: str, points: int
) -> None:
    texts = document([title, rest])
    assert closeness([Pattern(text)], document([title]), texts) == points
    assert closeness([Pattern(text)] * 2, document([title]), texts) == 2 * points
    assert closeness([], document([title]), texts) == 0
