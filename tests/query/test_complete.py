import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import asked, event
from timeline_tui.query.complete import completions
from timeline_tui.query.syntax import QueryError, parse

INDEX = asked(
    event("2019", "a", people=[{"person": "ann-lee"}, {"person": "bob"}], tags=["health"], places=["New York"]),
    event("2020", "b", people=[{"person": "ann-lee"}], tags=["healing"], status="planned"),
    people=[{"id": "ann-lee", "name": "Ann Müller-Lee"}, {"id": "bob", "name": "Bob"}],
)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("per", ["person:"]),
        ("person:", ["person:=ann-lee", "person:=bob"]),
        ("person:mul", ["person:=ann-lee"]),
        ("person:mül", ["person:=ann-lee"]),
        ("robot person:=ann-lee,b", ["robot person:=ann-lee,=bob"]),
        ("-person:b", ["-person:=bob"]),
        ("mull", ["person:=ann-lee"]),
        ("york", ['place:="New York"']),
        ("is:pl", ["is:planned"]),
        ("has:q", ["has:quote"]),
        ("(tag:healt", ["(tag:=health"]),
        ("", []),
        ("robot ", []),
        ('"person:b', []),
        ("date:20", []),
        ("person:=bob", []),
        ("zzz", []),
    ],
)
def test_what_is_typed_goes_on_with(typed: str, offered: list[str]) -> None:
    assert [offer.text for offer in completions(INDEX, typed)] == offered


def test_the_most_frequent_comes_first_with_its_count() -> None:
    assert [(offer.term, offer.count) for offer in completions(INDEX, "person:")] == [
        ("person:=ann-lee", 2),
        ("person:=bob", 1),
    ]


@given(
    st.text(max_size=20)
    | st.lists(st.sampled_from(["per", "person:", "b", "is:", "-", "(", ",", "=", '"', " "])).map("".join)
)
def test_whatever_is_offered_for_a_query_makes_a_query(typed: str) -> None:
    try:
        parse(typed)
    except QueryError:
        return
    for offer in completions(INDEX, typed):
        assert offer.term.endswith(":") or parse(offer.text)
