import pytest

from building import asked, event
from timeline_tui.query.nearest import blamed, operators
from timeline_tui.query.syntax import parse

INDEX = asked(
    event("2019", "a", title="Städtepartnerschaft", summary="A robot walks", people=[{"person": "ann-lee"}]),
    event("2020", "bochum-visit", title="Besuch", tags=["health"]),
    people=[{"id": "ann-lee", "name": "Ann Lee"}],
)


@pytest.mark.parametrize(
    ("query", "blame"),
    [
        ("robt", [("robt", ("robot",))]),
        ("stadtepartnershaft", [("stadtepartnershaft", ("Städtepartnerschaft",))]),
        ("person:=ann-le", [("person:=ann-le", ("ann-lee",))]),
        ("person:anne", [("person:anne", ("Ann Lee",))]),
        ("near:bochum-vist,1y", [("near:bochum-vist,1y", ("bochum-visit",))]),
        ("zzzzzz", [("zzzzzz", ())]),
        ("1066-1067", [("1066-1067", ("1066..1067",))]),
        ("1067-1066", [("1067-1066", ())]),
        ("1066–1067", [("1066–1067", ("1066..1067",))]),
        ("robot zzzzzz is:uncited", [("zzzzzz", ())]),
        ("robot tag:health", []),
        ("robot", []),
        ("", []),
    ],
)
def test_the_terms_to_blame_are_named_with_the_nearest_words(
    query: str, blame: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(str(found.term), found.near) for found in blamed(INDEX, parse(query))] == blame


def test_what_other_languages_of_queries_mean_is_told_as_it_is_written_here() -> None:
    assert operators(parse("robot OR sport NOT tag:x")) == (("OR", "a | b"), ("NOT", "-a"))
    assert operators(parse('or robot "OR" title:AND')) == ()
