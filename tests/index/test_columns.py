"""Fields of many events side by side say what each event says by itself."""

from collections import Counter
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.index.base import Part
from timeline_tui.index.columns import Column, Columns
from timeline_tui.index.facets import Facet, values
from timeline_tui.index.taken import texts
from timeline_tui.load.plain import Plain, PlainCitation, PlainParticipant, PlainRelation, event

WORD = st.sampled_from(("Bochum", "Tsukuba", "筑波", "Straße 7"))
TEXT = WORD | st.just("") | st.dictionaries(st.sampled_from(("de", "en")), WORD)
IDS = st.sampled_from(("a", "b", "c"))
CITATIONS = st.builds(
    PlainCitation,
    source=IDS,
    locator=st.just("") | WORD,
    inferred=TEXT,
    claim=TEXT,
    says=st.dictionaries(WORD, WORD, max_size=2),
    quote=st.just("") | WORD,
)
EVENTS = st.builds(
    Plain,
    id=IDS,
    title=TEXT,
    summary=TEXT,
    tags=st.lists(WORD, max_size=2).map(tuple),
    places=st.lists(WORD, max_size=2).map(tuple),
    organizations=st.lists(WORD, max_size=2).map(tuple),
    people=st.lists(IDS | st.builds(PlainParticipant, person=IDS, role=TEXT), max_size=3).map(tuple),
    citations=st.lists(CITATIONS, max_size=3).map(tuple),
    related=st.lists(IDS | st.builds(PlainRelation, event=IDS), max_size=2).map(tuple),
    other=st.dictionaries(WORD, st.integers() | st.none() | WORD, max_size=2),
)


def strings(found: Iterable[tuple[Part, Column]], wanted: Part, owner: int) -> Counter[str]:
    """The strings of one part of one event, each with how often it is there; empty ones are none."""
    columns = (column for part, column in found if part is wanted)
    pairs = (pair for column in columns for pair in zip(column.owners.tolist(), column.values, strict=True))
    return Counter(text for at, text in pairs if at == owner and text)


@given(st.lists(EVENTS, max_size=4))
def test_the_texts_of_many_events_are_those_of_each(events: list[Plain]) -> None:
    found = list(Columns(events).texts())
    for owner, one in enumerate(events):
        for part, expected in zip((Part.TITLE, Part.CLAIM, Part.ANY), texts(one), strict=True):
            assert strings(found, part, owner) == Counter(filter(None, expected))


@given(st.lists(EVENTS, max_size=4))
def test_the_keys_of_many_events_are_those_of_each_in_order(events: list[Plain]) -> None:
    for facet, (owners, keys) in Columns(events).facets():
        pairs = list(zip(owners.tolist(), keys, strict=True))
        assert pairs == [(at, key) for at, one in enumerate(events) for key in values(event(one), Facet(facet))]


@given(st.lists(EVENTS, max_size=4))
def test_relations_name_their_owners(events: list[Plain]) -> None:
    expected = [(at, to.event, to.kind) for at, one in enumerate(events) for to in event(one).related]
    assert list(Columns(events).relations()) == expected
