import pytest

from timeline_tui.model.claims import disagreements, independent, original, witnesses
from timeline_tui.model.records import Citation, Event, Source, record_of

SOURCES = {
    source.id: source
    for source in (
        Source(id="book", title="Book"),
        Source(id="blog", title="Blog"),
        Source(id="reprint", title="Reprint", excerpt_of="book"),
        Source(id="paper", title="Paper"),
    )
}


def cited(source: str, date: str | None = None, excerpt_of: str | None = None, **says: str) -> Citation:
    return record_of(Citation, {"source": source, "date": date, "excerpt_of": excerpt_of, "says": says})


def event(*citations: Citation) -> Event:
    return Event(id="signed", title={"": "Signed"}, citations=citations)


def disputed(*citations: Citation) -> dict[str, tuple[str, ...]]:
    found = disagreements(event(*citations), SOURCES)
    return {one.about: tuple(answer for answer, _ in one.answers) for one in found}


@pytest.mark.parametrize(
    "dates",
    [
        (),
        ("2019",),
        ("2019", "2019"),
        ("2019", "2019-11-25"),
        ("201X", "2019-11", "2019-11-25"),
        ("[2006,2007,2016]", "2007"),
        ("2006/2019", "2010"),
        ("2006/..", "2019"),
        ("2019-11-25", None),
        (None, None),
    ],
)
def test_dates_of_which_one_is_only_less_precise_agree(dates: tuple[str | None, ...]) -> None:
    sources = ["book", "blog", "paper"]
    assert disputed(*(cited(name, date) for name, date in zip(sources, dates, strict=False))) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2019", "2020"),
        ("2019-11-25", "2019-11-26"),
        ("2019", "2020-01-01"),
        ("[2006,2016]", "2010"),
        ("../2006", "2007"),
        ("2019~", "2020"),
    ],
)
def test_dates_that_cannot_both_be_true_are_disputed_the_earliest_first(one: str, other: str) -> None:
    assert disputed(cited("book", one), cited("blog", other)) == {"": (one, other)}
    assert disputed(cited("blog", other), cited("book", one)) == {"": (one, other)}


def test_each_answer_names_those_who_give_it() -> None:
    citations = (cited("book", "2006"), cited("blog", "2007"), cited("paper", "2006"))
    (found,) = disagreements(event(*citations), SOURCES)
    assert found.answers == (("2006", (citations[0], citations[2])), ("2007", (citations[1],)))


def test_facts_are_compared_by_key() -> None:
    assert disputed(
        cited("book", population="250,000", mayor="Ichihara"),
        cited("blog", population="230,000", mayor="ichihara ", area="284"),
        cited("paper", population="250,000"),
    ) == {"population": ("250,000", "230,000")}


def test_the_date_comes_first_and_facts_follow_by_name() -> None:
    found = disputed(cited("book", "2006", z="1", a="1"), cited("blog", "2007", a="2", z="2"))
    assert list(found) == ["", "a", "z"]


def test_case_and_spaces_make_no_other_answer() -> None:
    assert disputed(cited("book", name="Stadt  Bochum"), cited("blog", name="STADT Bochum\n")) == {}


@pytest.mark.parametrize(
    ("citations", "count"),
    [
        ((), 0),
        ((cited("book"),), 1),
        ((cited("book"), cited("book")), 1),
        ((cited("book"), cited("blog")), 2),
        ((cited("book"), cited("reprint")), 1),
        ((cited("reprint"), cited("book")), 1),
        ((cited("reprint"), cited("blog")), 2),
        ((cited("book"), cited("paper", excerpt_of="book")), 1),
        ((cited("book"), cited("unheard-of")), 2),
    ],
)
def test_an_excerpt_of_a_cited_source_is_no_second_witness(citations: tuple[Citation, ...], count: int) -> None:
    assert witnesses(event(*citations), SOURCES) == count


def test_an_excerpt_cannot_contradict_what_it_reprints() -> None:
    assert disputed(cited("book", "2006", a="1"), cited("reprint", "2007", a="2")) == {}
    assert disputed(cited("blog", "2006"), cited("reprint", "2007")) == {"": ("2006", "2007")}


def test_a_citation_says_itself_what_it_reprints_before_its_source_does() -> None:
    assert original(cited("reprint", excerpt_of="blog"), SOURCES) == "blog"
    assert original(cited("reprint"), SOURCES) == "book"
    assert original(cited("book"), SOURCES) is None
    assert original(cited("unheard-of"), SOURCES) is None


def test_witnesses_keep_their_order() -> None:
    citations = (cited("paper"), cited("reprint"), cited("book"), cited("blog"))
    assert independent(citations, SOURCES) == (citations[0], citations[2], citations[3])
