import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import asked, event
from timeline_tui.index.base import Ranked
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import hits
from timeline_tui.model.calendar import start_of
from timeline_tui.query.run import Result, run
from timeline_tui.query.syntax import parse

INDEX = asked(
    event(
        "[2006,2007]",
        "ties",
        title={"en": "The universities begin", "de": "Die Universitäten beginnen"},
        people=["tatsuo-igarashi"],
        organizations=["Ruhr-Universität Bochum"],
        tags=["universities"],
        citations=[{"source": "blog", "date": "2006"}, {"source": "press", "date": "2007"}],
    ),
    event("2017", "visit", people=["eiskirch", "tatsuo-igarashi"], places=["Tsukuba"]),
    event(
        "2019-11-25",
        "signed",
        title={"en": "The partnership is signed", "de": "Städtepartnerschaft"},
        people=["eiskirch", "keiichi-aizawa"],
        places=["Tsukuba", "筑波"],
        tags=["city partnership"],
        citations=[{"source": "blog", "quote": "eine Brücke", "claim": "Both mayors signed"}],
        related=["ties"],
    ),
    event("2021?", "plan", status="planned", people=["tatsuo-igarashi"], citations=[{"source": "press"}]),
    event("2022-10-12", "shirt", title="A shirt of VfL Bochum 1848", tags=["sport"], places=["none"]),
    event(None, "park", title="MARK 51°7", places=["Bochum"], summary="Haus des Wissens, since 2019"),
    people=[
        {"id": "eiskirch", "name": "Thomas Eiskirch"},
        {"id": "tatsuo-igarashi", "name": "Tatsuo Igarashi", "aliases": ["五十嵐"]},
    ],
    sources=[{"id": "blog", "title": "Blog of 2019"}, {"id": "press", "title": "City press"}],
    labels={"Tsukuba": {"de": "Tsukuba-shi"}},
)
ALL = ["ties", "visit", "signed", "plan", "shirt", "park"]
TERMS = [
    "bochum",
    "partnership",
    '"haus des"',
    "person:eisk",
    "person:igarashi",
    "person:none",
    "place:tsu",
    "-tag:sport",
    "2019",
    "2017..2021",
    "date:=2019",
    "is:disputed",
    "near:signed,2y",
    "sport | park",
    "(bochum | visit -person:eisk)",
    "nothing-like-it",
]


def asking(query: str) -> Result:
    return run(INDEX, parse(query))


def ids(query: str) -> list[str]:
    return [found.id for found in asking(query).events(0, len(ALL))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("partnerschaft", ["signed"]),
        ("STAEDTE", ["signed"]),
        ("universitaten", ["ties"]),
        ("51/7", ["park"]),
        ("bo", ["ties", "signed", "shirt", "park"]),
        ("ochum", ["ties", "shirt", "park"]),
        ('"haus des wissens"', ["park"]),
        ('"des haus"', []),
        ('"partnerschaft"', []),
        ("haus wissens", ["park"]),
        ("haus shirt", []),
        ("五十", ["ties", "visit", "plan"]),
        ("-bochum", ["visit", "signed", "plan"]),
        ("!bochum", ["visit", "signed", "plan"]),
        ("not:bochum", ["visit", "signed", "plan"]),
        ("visit | plan", ["visit", "plan"]),
        ("person:igarashi visit | plan", ["visit", "plan"]),
        ("visit | plan -person:eisk", ["plan"]),
        ("(person:eisk 2017) | shirt", ["visit", "shirt"]),
        ("-(visit | plan)", ["ties", "signed", "shirt", "park"]),
        ("-(person:eisk 2017)", ["ties", "signed", "plan", "shirt", "park"]),
        ("person:eisk", ["visit", "signed"]),
        ("person:skirch", []),
        ("person:*skirch*", ["visit", "signed"]),
        ("person:=eiskirch", ["visit", "signed"]),
        ("person:=eisk", []),
        ("person:aiz", ["signed"]),
        ("person:五十嵐", ["ties", "visit", "plan"]),
        ('person:"tatsuo iga"', ["ties", "visit", "plan"]),
        ("person:eisk,aizawa", ["visit", "signed"]),
        ("person:eisk person:aizawa", ["signed"]),
        ("person:eisk,tatsuo -person:aizawa", ["ties", "visit", "plan"]),
        ("person:none", ["shirt", "park"]),
        ("person:any", ["ties", "visit", "signed", "plan"]),
        ("person:=eiskirch,none", ["visit", "signed", "shirt", "park"]),
        ("person:none,aizawa", ["signed", "shirt", "park"]),
        ('person:none,"none"', ["shirt", "park"]),
        ("-person:none,eisk", ["ties", "plan"]),
        ("person:none person:any", []),
        ("source:none", ["visit", "shirt", "park"]),
        ("tag:none,sport", ["visit", "plan", "shirt", "park"]),
        ("org:none", ["visit", "signed", "plan", "shirt", "park"]),
        ("org:any", ["ties"]),
        ("off:bochum", ALL),
        ("off:nothing-like-it", ALL),
        ("-off:bochum", ALL),
        ("off:bochum shirt", ["shirt"]),
        ("shirt off:-shirt", ["shirt"]),
        ("off:(visit | plan) shirt", ["shirt"]),
        ("(off:visit shirt)", ["shirt"]),
        ("(off:visit)", ALL),
        ("off:visit | plan", ["plan"]),
        ("visit | off:plan", ["visit"]),
        ("off:visit | off:plan", ALL),
        ("(off:visit | plan) -shirt", ["plan"]),
        ("-(visit off:plan)", ["ties", "signed", "plan", "shirt", "park"]),
        ("-(visit | off:plan)", ["ties", "signed", "plan", "shirt", "park"]),
        ("source:blog", ["ties", "signed"]),
        ("source:city", ["ties", "plan"]),
        ("tag:partner", ["signed"]),
        ('tag:="city partnership"', ["signed"]),
        ("place:tsukuba-shi", ["visit", "signed"]),
        ('place:"none"', ["shirt"]),
        ("place:none", ["ties", "plan"]),
        ("place:*波*", ["signed"]),
        ("org:bochum", ["ties"]),
        ("org:universitaet", ["ties"]),
        ("title:signed", ["signed"]),
        ("title:wissens", []),
        ("claim:mayors", ["signed"]),
        ('claim:"mayors signed"', ["signed"]),
        ("claim:partnership", []),
        ("id:sig", ["signed"]),
        ("2019", ["ties", "signed", "park"]),
        ("date:2019", ["signed"]),
        ("1848", ["shirt"]),
        ("date:1848", []),
        ("2006", ["ties"]),
        ("date:2008", []),
        ("date:201X", ["visit", "signed"]),
        ("2017..2019", ["visit", "signed"]),
        ("date:2022..", ["plan", "shirt"]),
        ("..2007", ["ties"]),
        ("date:2019-11", ["signed"]),
        ("date:2017-03", ["visit"]),
        ("date:=2017-03", []),
        ("date:=2017", ["visit"]),
        ("date:=2006", []),
        ("date:=2006..2007", ["ties"]),
        ("date:=2021", []),
        ("date:=2020..2022", ["plan", "shirt"]),
        ("date:[2017,2019]", ["visit", "signed"]),
        ("near:signed,1d", ["signed"]),
        ("near:signed,6w", ["signed", "plan"]),
        ("near:signed,2y", ["visit", "signed", "plan"]),
        ("near:signed,11y", ["visit", "signed", "plan", "shirt"]),
        ("near:signed,12y", ["ties", "visit", "signed", "plan", "shirt"]),
        ("near:park,9999y", []),
        ("near:nobody,1y", []),
        ("is:disputed", ["ties"]),
        ("is:uncertain", ["plan"]),
        ("is:approximate", []),
        ("is:undated", ["park"]),
        ("is:planned", ["plan"]),
        ("is:cancelled", []),
        ("is:uncited", ["visit", "shirt", "park"]),
        ("is:single-source", ["signed", "plan"]),
        ("has:quote", ["signed"]),
        ("is:inferred", []),
    ],
)
def test_every_form_of_the_language_finds_what_it_means(query: str, found: list[str]) -> None:
    assert ids(query) == sorted(found, key=ALL.index)


@pytest.mark.parametrize(
    ("query", "same"),
    [("-(off:visit off:plan)", ""), ("-(off:visit | off:plan)", ""), ("(off:visit off:plan) | shirt", "shirt")],
)
def test_brackets_in_which_all_is_off_ask_nothing(query: str, same: str) -> None:
    assert ids(query) == ids(same)


@given(st.lists(st.sampled_from(TERMS), min_size=1, max_size=4).map(" ".join), st.sampled_from(TERMS))
def test_what_is_off_changes_nothing_wherever_it_stands(query: str, term: str) -> None:
    off = f"off:({term})"
    assert asking(f"{query} {off}").rows == asking(f"{off} {query}").rows == asking(query).rows
    assert asking(f"({query}) | {off}").rows == asking(f"({query})").rows
    assert asking(f"({query} {off})").rows == asking(query).rows
    assert asking(f"{off} {query}").hidden[0] == 0
    assert asking(off).patterns == ()


@pytest.mark.parametrize(
    ("query", "facet", "missing"),
    [
        ("", Facet.PERSON, 2),
        ("", Facet.ORGANIZATION, 5),
        ("2022", Facet.PERSON, 1),
        ("person:=eiskirch", Facet.PERSON, 2),
        ("person:=eiskirch", Facet.TAG, 1),
        ("person:none", Facet.PERSON, 2),
        ("-person:none", Facet.PERSON, 0),
    ],
)
def test_what_names_nothing_is_counted_as_the_values_are(query: str, facet: Facet, missing: int) -> None:
    assert asking(query).missing(facet) == missing


@given(
    st.lists(st.sampled_from(TERMS), max_size=4).flatmap(
        lambda terms: st.tuples(st.just(terms), st.permutations(terms))
    )
)
def test_the_order_of_terms_never_changes_what_is_found(orders: tuple[list[str], list[str]]) -> None:
    assert ids(" ".join(orders[0])) == ids(" ".join(orders[1]))


@given(st.lists(st.sampled_from(TERMS), min_size=1, max_size=4).map(" ".join))
def test_minus_finds_all_that_the_same_without_it_does_not(query: str) -> None:
    assert asking(f"-({query})").rows == asking("").rows & ~asking(query).rows


@given(st.lists(st.sampled_from(TERMS), min_size=2, max_size=4))
def test_spaces_narrow_and_bars_widen(terms: list[str]) -> None:
    each = [asking(f"({term})").rows for term in terms]
    both, either = asking("(" + ") (".join(terms) + ")").rows, asking("(" + ") | (".join(terms) + ")").rows
    for rows in each:
        assert both & ~rows == 0
        assert rows & ~either == 0
    assert either.bit_count() <= sum(rows.bit_count() for rows in each)


def test_a_result_knows_its_total_and_hands_out_pages() -> None:
    result = asking("person:any")
    assert (result.total, list(result.order)) == (4, [0, 1, 2, 3])
    assert [found.id for found in result.events(1, 3)] == ["visit", "signed"]
    assert result.events(4, 9) == []


@pytest.mark.parametrize(
    ("query", "facet", "counts"),
    [
        ("", Facet.PERSON, {"tatsuo-igarashi": 3, "eiskirch": 2, "keiichi-aizawa": 1}),
        ("person:=eiskirch", Facet.PERSON, {"tatsuo-igarashi": 3, "eiskirch": 2, "keiichi-aizawa": 1}),
        ("person:=eiskirch", Facet.SOURCE, {"blog": 1}),
        ("person:eisk,aizawa", Facet.PERSON, {"tatsuo-igarashi": 3, "eiskirch": 2, "keiichi-aizawa": 1}),
        ("person:=eiskirch 2019", Facet.PERSON, {"tatsuo-igarashi": 1, "eiskirch": 1, "keiichi-aizawa": 1}),
        ("person:=eiskirch person:=tatsuo-igarashi", Facet.PERSON, {"tatsuo-igarashi": 1, "eiskirch": 1}),
        ("person:=eiskirch source:blog", Facet.PERSON, {"tatsuo-igarashi": 1, "eiskirch": 1, "keiichi-aizawa": 1}),
        ("-person:=eiskirch", Facet.PERSON, {"tatsuo-igarashi": 2}),
        ("-person:=eiskirch person:tatsuo", Facet.PERSON, {"tatsuo-igarashi": 2}),
        ("person:none", Facet.PERSON, {"tatsuo-igarashi": 3, "eiskirch": 2, "keiichi-aizawa": 1}),
        ("-person:none", Facet.PERSON, {"tatsuo-igarashi": 3, "eiskirch": 2, "keiichi-aizawa": 1}),
        ("person:=eiskirch,none", Facet.SOURCE, {"blog": 1}),
        ("nothing-like-it", Facet.TAG, {}),
    ],
)
def test_counts_say_what_choosing_would_find_and_never_hide_the_alternatives(
    query: str, facet: Facet, counts: dict[str, int]
) -> None:
    ranking = asking(query).ranked(facet, Ranked("en"))
    listed = [ranking[position] for position in range(len(ranking))]
    assert {key: count for key, count in listed if count} == counts


@pytest.mark.parametrize(
    ("query", "hidden"),
    [
        ("", ()),
        ("person:eisk", (4,)),
        ("person:eisk 2017..2021", (1, 0)),
        ("person:eisk -place:tsu", (4, 2)),
        ("bochum bochum", (0, 0)),
        ("visit | plan is:planned", (0, 1)),
    ],
)
def test_each_term_knows_how_many_events_it_alone_keeps_away(query: str, hidden: tuple[int, ...]) -> None:
    assert asking(query).hidden == hidden


@given(st.lists(st.sampled_from(TERMS), max_size=4))
def test_what_a_term_hides_comes_back_without_it(terms: list[str]) -> None:
    result = asking(" ".join(terms))
    without = [asking(" ".join(terms[:at] + terms[at + 1 :])).total for at in range(len(terms))]
    assert [found - result.total for found in without] == list(result.hidden)


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("staedte", "Städtepartnerschaft", ["Städte"]),
        ("1848", "VfL Bochum 1848", ["1848"]),
        ("person:eisk", "Thomas Eiskirch", ["Eisk"]),
        ("person:*skirch*", "Thomas Eiskirch", ["skirch"]),
        ("person:=eiskirch", "Thomas Eiskirch", []),
        ("bochum | (mark vfl)", "MARK of VfL Bochum", ["MARK", "VfL", "Bochum"]),
        ("-bochum is:planned", "Bochum is planned", []),
        ("date:2019", "in 2019", []),
    ],
)
def test_what_was_asked_for_is_marked_and_what_was_excluded_is_not(query: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in hits(text, asking(query).patterns)] == marked


def test_only_what_was_found_is_drawn_on_the_axis() -> None:
    years = [start_of(year) for year in (2017, 2018, 2019, 2020)]
    assert asking("person:aizawa").histogram(years) == [(0, 0), (0, 0), (1, 1)]
