import pytest

from building import asked, event
from timeline_tui.index.facets import Facet
from timeline_tui.query.syntax import parse
from timeline_tui.view.chips import chip_words, term_words

INDEX = asked(
    event("2019", "signed", title={"en": "Signed", "de": "Unterzeichnet"}, people=["ann", "bob"], tags=["city"]),
    people=[{"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob"}],
    labels={"city": {"en": "City", "de": "Stadt"}},
)


def chips(typed: str, language: str = "en") -> list[str]:
    query = parse(typed)
    return [chip_words(term, query, INDEX, language) for term in query.terms]


@pytest.mark.parametrize(
    ("typed", "english", "german"),
    [
        ("person:=ann", ["Ann"], ["Ann"]),
        ("person:=ann,=bob", ["any of Ann · Bob"], ["eines von Ann · Bob"]),
        ("person:=ann person:=bob", ["all of Ann", "all of Bob"], ["alle von Ann", "alle von Bob"]),
        ("-person:=ann", ["not Ann"], ["nicht Ann"]),
        ("-person:=ann,=bob", ["none of Ann · Bob"], ["keines von Ann · Bob"]),
        ("person:=ann tag:=city", ["Ann", "City"], ["Ann", "Stadt"]),
        ("person:none", ["no person named"], ["keine Person genannt"]),
        ("person:=ann,none", ["any of Ann · no person named"], ["eines von Ann · keine Person genannt"]),
        ("person:any", ["somebody is named"], ["jemand ist genannt"]),
        ("person:an,=bob", ["any of an · Bob"], ["eines von an · Bob"]),
        ("person:*nn*", ["*nn*"], ["*nn*"]),
        ("person:=nobody", ["nobody"], ["nobody"]),
        ("off:person:=ann", ["off: Ann"], ["aus: Ann"]),
        ("off:-tag:=city", ["off: not City"], ["aus: nicht Stadt"]),
        ("off:(a | b)", ["off: (a | b)"], ["aus: (a | b)"]),
        ("2019", ["2019"], ["2019"]),
        ("date:2017..2019", ["2017 – 2019"], ["2017 – 2019"]),
        ("date:2022..", ["date:2022.."], ["date:2022.."]),
        ("near:signed,1y", ["within 1y of Signed"], ["höchstens 1J von Unterzeichnet"]),
        ("near:gone,2w", ["within 2w of gone"], ["höchstens 2W von gone"]),
        ("is:disputed", ["sources disagree"], ["Quellen uneins"]),
        ("has:quote", ["quoted"], ["mit Zitat"]),
        ("robot", ["robot"], ["robot"]),
        ("a | b", ["a | b"], ["a | b"]),
        ("", [], []),
    ],
)
def test_filters_read_as_people_read_them(typed: str, english: list[str], german: list[str]) -> None:
    assert chips(typed) == english
    assert chips(typed, "de") == german


@pytest.mark.parametrize("facet", list(Facet))
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_facet_says_that_something_or_nothing_is_given(facet: Facet, language: str) -> None:
    (given_,), (none,) = parse(f"{facet}:any").terms, parse(f"{facet}:none").terms
    assert term_words(given_, INDEX, language) not in {str(given_), ""}
    assert term_words(none, INDEX, language) not in {str(none), ""}
