import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from building import DATES, RARE, asked
from index.mapping import mapped
from timeline_tui.index import heavy, merging, searching, tallies
from timeline_tui.index import mapped as mapped_module
from timeline_tui.index import rows as row_sets
from timeline_tui.index.arrays import Arrays
from timeline_tui.index.base import Flag, Order, Part, Ranked, Ranking
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import Pattern, pattern, word_start
from timeline_tui.index.mapped import MappedIndex
from timeline_tui.index.scan import ScanIndex
from timeline_tui.model.bounds import OPEN_END, OPEN_START, Bounds
from timeline_tui.model.calendar import start_of
from timeline_tui.model.edtf import parse as parse_date
from timeline_tui.model.records import Event, record_of, replace
from timeline_tui.query.run import run
from timeline_tui.query.syntax import QueryError, parse

WORDS = (
    "Städtepartnerschaft", "Staedte", "Stadt", "stadte", "Goethe", "gothe", "Ämter", "ämter", "Æro", "Øre", "Straße",
    "MARK 51°7", "51", "G-Data", "haus_des-Wissens", "der", "in", "a", "筑波大学", "つくば市", "ガラス、カ", "국제",
    "Łódź", "Ὀδυσσεύς", "½", "…", "–", "„Haus“", "e\u0301té", "ﬁnden", "Ｔsu", "2019", "no\u00adbreak", "a\u200bb",
    "x²",
    "/var/log/3f9a",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(WORDS) | st.text("aeuäst -\u0308京", max_size=6), min_size=1, max_size=6).map(" ".join)
TEXTS = TEXT | st.dictionaries(st.sampled_from(("", "en", "de", "de-AT")), TEXT, min_size=1, max_size=3)
PEOPLE, SOURCES = ("ito", "eisk", "nobody"), ("blog", "press", "reprint", "unknown")
DATE = DATES | RARE
CITATION = st.fixed_dictionaries(
    {"source": st.sampled_from(SOURCES)},
    optional={
        "locator": TEXT,
        "date": DATE,
        "inferred": TEXTS,
        "claim": TEXTS,
        "says": st.dictionaries(st.sampled_from(("guests", "Größe")), TEXT, max_size=2),
        "quote": TEXT,
        "excerpt_of": st.sampled_from(SOURCES),
    },
)
EVENT = st.fixed_dictionaries(
    {"title": TEXTS},
    optional={
        "date": st.none() | DATE,
        "summary": TEXTS,
        "status": st.sampled_from(("happened", "planned", "cancelled")),
        "tags": st.lists(st.sampled_from(("city", "Städte", "京")), max_size=3),
        "places": st.lists(st.sampled_from(("Tokyo", "Tsukuba")), max_size=2),
        "organizations": st.lists(st.sampled_from(("Stadt Bochum", "G-Data")), max_size=2),
        "people": st.lists(
            st.sampled_from(PEOPLE) | st.fixed_dictionaries({"person": st.sampled_from(PEOPLE), "role": TEXTS}),
            max_size=3,
        ),
        "citations": st.lists(CITATION, max_size=3),
        "related": st.lists(
            st.sampled_from(("e0", "e1", "stadt-e2", "gone"))
            | st.fixed_dictionaries(
                {"event": st.sampled_from(("e0", "e1")), "as": st.sampled_from(("part-of", "outcome-of"))}
            ),
            max_size=2,
        ),
        "color": TEXT | st.integers(0, 99) | st.lists(TEXT, max_size=2),
    },
)
IDS = ("e{}", "stadt-e{}", "Ämter e{}", "goethe_{}")


@st.composite
def _events(draw: st.DrawFn) -> list[dict[str, Any]]:
    events = draw(st.lists(EVENT, max_size=9))
    return [{"id": draw(st.sampled_from(IDS)).format(number), **event} for number, event in enumerate(events)]


HEAD: dict[str, Any] = {
    "people": [{"id": "ito", "name": "Naomi Itō", "aliases": ["伊藤"]}, {"id": "eisk", "name": "Thomas Eiskirch"}],
    "sources": [
        {"id": "blog", "title": "Blog der Städte", "issued": "2005"},
        {"id": "press", "title": "Press of 2022"},
        {"id": "reprint", "title": "A page", "excerpt_of": "blog"},
    ],
    "labels": {"city": {"en": "City", "de": "Große Stadt"}, "Tokyo": "Tokio"},
}
WORD = st.sampled_from(WORDS) | st.sampled_from(
    ("partner", "schaft", "staedte", "st", "sta", "s", "goethe", "gothe", "aemter", "ae", "oe", "京", "く", "学", "ガ",
     "カ", "51 7", "mark 51", "g data", "data", "des wissens", "stadt bochum", "bochum", "tokio", "ito", "伊藤",
     "e1",
     "page", "log 3f"),
) | TEXT  # fmt: skip
_QUOTED = WORD.map(lambda text: '"' + text.replace('"', "") + '"')
_VALUE = st.sampled_from(
    ("ito", "*isk*", "=blog", "=ito", "press", "none", "any", "city", "stadt", "京", "=Tokyo,=Tsukuba", "to")
)
TERM = st.one_of(
    WORD,
    _QUOTED,
    st.builds("{}:{}".format, st.sampled_from([part.value for part in Part if part is not Part.ANY]), _QUOTED | WORD),
    st.builds("{}:{}".format, st.sampled_from([facet.value for facet in Facet]), _VALUE),
    st.builds(
        "{}{}".format, st.sampled_from(("", "date:", "date:=")), DATE | st.just("2006..2019") | st.just("2019..")
    ),
    st.sampled_from([f"{'has' if flag is Flag.QUOTE else 'is'}:{flag}" for flag in Flag]),
    st.sampled_from(("near:e0,1y", "near:e1,9999y", "near:stadt-e0,1d")),
)
QUERY = st.recursive(
    TERM,
    lambda inner: inner.map("-{}".format) | st.lists(inner, min_size=2, max_size=3).map(" | ".join).map("({})".format),
    max_leaves=4,
)
QUERIES = st.lists(QUERY, min_size=1, max_size=3).map(" ".join)
EDGES = st.sampled_from(
    (
        [start_of(year) for year in range(2000, 2022)],
        [start_of(2019, 11, day) for day in range(1, 30)],
        [start_of(year) for year in range(-4000, 4000, 400)],
        [start_of(-(10**11)), start_of(2019, 6), start_of(10**11)],
        [OPEN_START, start_of(2006), OPEN_END],
        [start_of(2019)],
    )
)
BOUNDS = st.builds(lambda date: parse_date(date).fuzzy, DATE) | st.just(Bounds(OPEN_START, OPEN_END))
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _both(raw: list[dict[str, Any]], parts: int = 1) -> tuple[ScanIndex, MappedIndex]:
    with tempfile.TemporaryDirectory() as folder:
        index = mapped(Path(folder), raw, parts, **HEAD)
    return asked(*(record_of(Event, event) for event in raw), **HEAD), index


def _listed(ranking: Ranking) -> Iterator[tuple[str, int]]:
    return (ranking[position] for position in range(len(ranking)))


def _assert_equal_results(scan: ScanIndex, index: MappedIndex, text: str) -> None:
    try:
        query = parse(text)
    except QueryError:
        return
    wanted, found = run(scan, query), run(index, query)
    assert row_sets.listed(found.rows) == row_sets.listed(wanted.rows)
    assert list(found.order) == list(wanted.order)
    assert found.hidden == wanted.hidden
    assert found.doubtful == wanted.doubtful
    for facet in Facet:
        assert [*_listed(found.ranked(facet, Ranked("en")))] == [*_listed(wanted.ranked(facet, Ranked("en")))]


@MANY
@given(_events(), st.lists(QUERIES, min_size=1, max_size=12), st.integers(1, 3), st.integers(0, 2))
def test_every_query_is_answered_as_the_scan_answers_it(
    raw: list[dict[str, Any]], queries: list[str], parts: int, few: int
) -> None:
    scan, index = _both(raw, parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mapped_module, "_FEW", few)
        patch.setattr(tallies, "_LONGER", few)
        for text in queries:
            _assert_equal_results(scan, index, text)


@MANY
@given(_events(), st.lists(WORD, min_size=1, max_size=12), st.sampled_from(list(Part)), st.integers(2, 64))
@example([{"id": "e0", "title": "\u0308"}], ["Goethe"], Part.ANY, 32)
@example([{"id": "e0", "title": "Mäuse Goethe"}], ["Maeuse gothe", "Mäuse gothe"], Part.TITLE, 32)
def test_text_is_found_as_the_scan_finds_it(
    raw: list[dict[str, Any]], searched: list[str], part: Part, dense: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "DENSE", dense / 16)
        patch.setattr(heavy, "EACH", dense % 2)
        patch.setattr(heavy, "MOST", 1_000)
        scan, index = _both(raw)
    for text in [*searched, *(word[:3] for word in searched)]:
        for wanted in filter(None, (pattern(text), pattern(text, phrase=True), word_start(text))):
            assert row_sets.listed(index.matching(wanted, part)) == row_sets.listed(scan.matching(wanted, part))


@MANY
@given(_events(), st.lists(BOUNDS, min_size=1, max_size=6), EDGES, st.integers(0, 1 << 9))
def test_dates_and_histograms_are_those_of_the_scan(
    raw: list[dict[str, Any]], asked_for: list[Bounds], edges: list[int], rows: int
) -> None:
    scan, index = _both(raw, 2)
    for when in asked_for:
        assert index.could_be(when) == scan.could_be(when)
        assert index.surely_is(when) == scan.surely_is(when)
    rows &= row_sets.everything(scan.size)
    found, wanted = index.histogram(rows, edges), scan.histogram(rows, edges)
    assert [sure for sure, _ in found] == [sure for sure, _ in wanted]
    assert [expected for _, expected in found] == pytest.approx([expected for _, expected in wanted], abs=1e-9)
    assert [expected > 0 for _, expected in found] == [expected > 0 for _, expected in wanted]


@MANY
@given(
    _events(),
    st.integers(0, 1 << 9),
    st.sampled_from(("en", "de", "de-AT", "de-CH", "fr", "")),
    st.lists(WORD, max_size=3),
)
def test_lists_are_in_the_orders_of_the_scan(
    raw: list[dict[str, Any]], rows: int, language: str, searched: list[str]
) -> None:
    scan, index = _both(raw, 2)
    rows &= row_sets.everything(scan.size)
    patterns = [one for text in searched if (one := pattern(text))]
    for order in Order:
        found, wanted = index.ordered(rows, order, language, patterns), scan.ordered(rows, order, language, patterns)
        assert list(found) == list(wanted)
        assert [found[at] for at in range(len(found))] == list(wanted)
        assert list(found[1:3]) == list(wanted[1:3])


@MANY
@given(_events(), st.integers(1, 3))
def test_evidence_and_records_are_those_of_the_scan(raw: list[dict[str, Any]], parts: int) -> None:
    scan, index = _both(raw, parts)
    assert list(index.findings) == list(scan.findings)
    assert len(index.findings) == len(scan.findings)
    assert index.differences == scan.differences
    assert index.events(range(index.size)) == scan.events(range(scan.size))
    for flag in Flag:
        assert index.flagged(flag) == scan.flagged(flag)
    for facet in Facet:
        assert tuple(index.keys(facet)) == scan.keys(facet)
        assert index.without(facet) == scan.without(facet)
        for word in (Pattern("st"), Pattern(" ei"), Pattern("stadt")):
            named = [key for key in scan.keys(facet) if word.text in scan.names.folded(facet, key)]
            assert index.named(facet, word) == named
        assert index.valued(facet, ("ito", "京", "gone")) == scan.valued(facet, ("ito", "京", "gone"))
    for name in ("e0", "e1", "stadt-e2", "gone", *(event["id"] for event in raw)):
        assert index.row(name) == scan.row(name)
        assert index.event(name) == scan.event(name)
        assert list(index.referring(name)) == list(scan.referring(name))
    assert index.timeline == replace(scan.timeline, events=())


def test_a_token_of_its_own_for_every_event_finds_just_that_event(tmp_path: Path) -> None:
    paths = [f"/var/log/{number * 2654435761 % 2**32:08x}" for number in range(3_000)]
    raw = [{"id": f"e{number}", "title": "Log", "summary": path} for number, path in enumerate(paths)]
    index = mapped(tmp_path, raw, 2)
    for number in (0, 1, 1_499, 1_500, 2_999):
        found = pattern(paths[number].rpartition("/")[2], phrase=True)
        assert found is not None
        assert [event.id for event in index.events(row_sets.listed(index.matching(found, Part.ANY)))] == [f"e{number}"]


@pytest.mark.parametrize(
    ("slip", "near"),
    [
        ("partnershcaft", ["Partnerschaft", "Städtepartnerschaft", "Partnerschaftsverein"]),
        ("tskuba", ["Tsukuba"]),
        ("Bochun", ["bochum"]),
        ("xylophone", []),
        ("…", []),
    ],
)
def test_words_near_a_slip_are_found_inside_others_too(tmp_path: Path, slip: str, near: list[str]) -> None:
    raw: list[dict[str, Any]] = [
        {"id": "a", "title": "Städtepartnerschaft mit Tsukuba", "organizations": ["Stadt Bochum"]},
        {"id": "b", "title": "Partnerschaftsverein", "summary": "Eine Partnerschaft"},
    ]
    assert mapped(tmp_path, raw).near(slip, 3) == near


def test_every_word_that_can_be_found_is_in_the_vocabulary(tmp_path: Path) -> None:
    raw = [{"id": "a-1", "title": "Große Städte", "date": "2019", "tags": ["City"]}]
    vocabulary = mapped(tmp_path, raw).vocabulary
    assert set(vocabulary) == {"a", "1", "grosse", "stadte", "staedte", "2019", "city"}
    assert len(vocabulary) == 7
    assert vocabulary["stadte"] == "Städte"
    assert "stadt" not in vocabulary


def test_a_phrase_in_many_events_is_found_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_TRIED_AT_ONCE", 2)
    index = mapped(tmp_path, [{"id": f"e{number}", "title": "one two"} for number in range(5)])
    found = pattern("one two", phrase=True)
    assert found is not None
    index.hurry()
    steps = [index.matching(found, Part.ANY).bit_count()]
    while index.pending:
        index.go_on()
        steps.append(index.matching(found, Part.ANY).bit_count())
    assert steps == [2, 4, 5, 5]
    assert index.matching(found, Part.ANY) == row_sets.everything(5)


def test_a_search_goes_on_where_it_was_when_the_question_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_TRIED_AT_ONCE", 2)
    index = mapped(tmp_path, [{"id": f"e{number}", "title": "one two"} for number in range(9)])
    index.hurry()
    first = run(index, parse('"one two"'))
    assert (first.total, first.complete) == (2, False)
    index.go_on()
    other = run(index, parse("one"))
    assert (other.total, other.complete) == (9, True)
    again = run(index, parse('"one two"'))
    assert (again.total, again.complete) == (4, False)
    while index.pending:
        index.go_on()
    last = run(index, parse('"one two"'))
    assert (last.total, last.complete) == (9, True)


def test_an_index_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    index = mapped(tmp_path, [{"id": "a", "title": "A"}])
    assert index.size == 1
    whole = (tmp_path / "index").read_bytes()
    (tmp_path / "cut").write_bytes(whole[:-5])
    with pytest.raises(ValueError, match="cut"):
        Arrays(tmp_path / "cut")


RANKED = st.builds(
    Ranked,
    st.sampled_from(["en", "de", "ja"]),
    st.booleans(),
    st.none() | WORD.map(pattern),
    st.frozensets(st.sampled_from(["ito", "blog", "Tokyo", "nobody"])),
)


@MANY
@given(_events(), st.sampled_from(list(Facet)), st.integers(0, 1 << 9), RANKED)
def test_values_are_listed_as_the_scan_lists_them(
    raw: list[dict[str, Any]], facet: Facet, rows: int, how: Ranked
) -> None:
    scan, index = _both(raw)
    rows &= row_sets.everything(scan.size)
    expected, found = scan.ranked(facet, rows, how), index.ranked(facet, rows, how)
    listed = [*_listed(expected)]
    assert [*_listed(found)] == listed
    assert found.most == expected.most
    for key, _ in [*listed, ("nobody", 0)]:
        assert found.position(key) == expected.position(key)


@MANY
@given(_events(), st.integers(0, 1 << 9), st.integers(start_of(1990), start_of(2030)))
def test_the_whole_of_time_is_that_of_the_scan(raw: list[dict[str, Any]], rows: int, moment: int) -> None:
    scan, index = _both(raw, 2)
    rows &= row_sets.everything(scan.size)
    assert index.extent == scan.extent
    assert index.first_from(moment) == scan.first_from(moment)
    assert index.years(rows) == scan.years(rows)


def test_an_id_with_a_slip_is_near_the_right_one(tmp_path: Path) -> None:
    raw = [{"id": f"city-partnership-{number}", "title": "x"} for number in range(3)]
    index = mapped(tmp_path, [*raw, {"id": "robot", "title": "y"}], 1, **HEAD)
    assert index.near_ids("city-partnershpi-1", 1) == ["city-partnership-1"]
    assert index.near_ids("nothing-at-all-like-it", 3) == []
