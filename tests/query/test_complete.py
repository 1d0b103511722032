import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import asked, event
from timeline_tui.index.fold import fold
from timeline_tui.query.complete import completions, word_completions
from timeline_tui.query.run import run
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
        ("robot person:=ann-lee ,b", ["robot person:=ann-lee ,=bob"]),
        ('place:="Old Town",yo', ['place:="Old Town",="New York"']),
        ("robot ,bo", ["robot person:=bob"]),
        ('"x y" ,bo', ['"x y" person:=bob']),
        ("is:planned ,dis", []),
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


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("per", {"person:"}),
        ("-per", {"-person:"}),
        ("!o", {"!org:", "!off:"}),
        ("n", {"near:", "not:"}),
        ("zzz", set()),
        ("person:", {"person:ann", "person:bob", "person:lee", "person:muller"}),
        ("person:mu", {"person:muller"}),
        ("person:mü", {"person:müller"}),
        ("-person:b", {"-person:bob"}),
        ("person:bob,a", {"person:bob,ann"}),
        ("tag:heal", {"tag:health", "tag:healing"}),
        ("place:y", {"place:york"}),
        ("is:pl", {"is:planned"}),
        ("-is:un", {"-is:uncertain", "-is:undated", "-is:uncited"}),
        ("has:q", {"has:quote"}),
        ("person:=b", set()),
        ("date:20", set()),
        ("https://x", set()),
    ],
)
def test_a_shell_is_offered_words_to_go_on_with(typed: str, words: set[str]) -> None:
    assert {word for word, _ in word_completions(INDEX, typed)} == words


@given(st.sampled_from(("", "-", "!")), st.text(max_size=8) | st.sampled_from(("person:", "tag:h", "is:", "place:ne")))
def test_a_shell_only_ever_adds_letters(sign: str, typed: str) -> None:
    if typed == typed.lower() and not typed.startswith(("-", "!")):
        assert [word for word, _ in word_completions(INDEX, sign + typed) if not word.startswith(sign + typed)] == []


def test_a_field_begun_in_capitals_goes_on_as_it_began() -> None:
    assert [word for word, _ in word_completions(INDEX, "Per") if not word.startswith("Per")] == []


def test_what_a_shell_is_offered_finds_something() -> None:
    for typed in ("person:", "tag:", "place:", "person:mü", "person:MU", "-tag:h"):
        for word, count in word_completions(INDEX, typed):
            assert count > 0
            assert run(INDEX, parse(word.removeprefix("-"))).total > 0


@pytest.mark.parametrize("typed", ["person:weiß", "person:straß", "person:mu\u0308"])
def test_letters_that_fold_to_more_or_fewer_go_on_too(typed: str) -> None:
    index = asked(event("2019", "a", people=["weissenburg", "strassmann", "müller"]))
    found = word_completions(index, typed)
    assert found or len(fold(typed)) == len(typed)
    assert [word for word, _ in found if not run(index, parse(word)).total] == []


def test_events_of_two_people_of_one_name_count_once() -> None:
    index = asked(event("2019", "a", people=["ann-lee", "bo-lee"]))
    assert word_completions(index, "person:l") == [("person:lee", run(index, parse("person:lee")).total)]


def test_of_very_many_people_a_shell_is_offered_those_with_most_events() -> None:
    often = [event("2019", "again", people=["zoe"]), event("2020", "and again", people=["zoe"])]
    index = asked(*(event("2019", f"e{number}", people=[f"n{number:04}"]) for number in range(1000)), *often)
    found = word_completions(index, "person:")
    assert found[0] == ("person:zoe", 2)
    assert len(found) < 1000
    assert len(word_completions(index, "person:n")) == 1000
