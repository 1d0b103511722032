import pytest
from msgspec.structs import replace

from building import asked, event
from timeline_tui.explore import intents as want
from timeline_tui.explore.state import State, begin
from timeline_tui.explore.subjects import LINKS, Subject
from timeline_tui.explore.update import update
from timeline_tui.index.base import Index
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import fold
from timeline_tui.model.problems import Problems
from timeline_tui.model.records import Citation, Event
from timeline_tui.model.text import Text, in_language
from timeline_tui.store.opening import open_timeline
from timeline_tui.view.detail import detail_lines, detail_text, locator, text_lines
from timeline_tui.view.lines import Role, width_of

SHIPPED = open_timeline(None).index
SUBJECTS = [
    *(Subject(None, each.id) for each in SHIPPED.timeline.events),
    *(Subject(facet, key) for facet in Facet for key in SHIPPED.keys(facet)),
]
LANGUAGES = ("en", "de")


def opened(index: Index, subject: Subject | None = None, language: str = "en", typed: str = "") -> State:
    state, _ = update(begin(index, Problems(), language), want.Type(typed))
    return replace(state, place=replace(state.place, subject=subject))


def squeezed(text: str) -> str:
    return "".join(text.split())


def whole(index: Index, subject: Subject, language: str = "en") -> str:
    return squeezed(" ".join(made.text for made in detail_lines(opened(index, subject, language), 160)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [37, 40, 52, 80, 121, 200])
def test_every_record_keeps_to_the_width_and_shows_each_of_its_links_once_in_order(width: int, language: str) -> None:
    for subject in SUBJECTS:
        state = opened(SHIPPED, subject, language)
        lines = detail_lines(state, width)
        assert [made.text for made in lines if width_of(made.text) > width] == []
        assert [made.link for made in lines if made.link is not None] == list(range(len(state.links)))
        assert any(made.text.strip() for made in lines)


def test_a_link_on_several_lines_is_one_link() -> None:
    people = [{"id": "ann", "name": "Ann " * 20}]
    state = opened(asked(event(None, "a", people=["ann"]), people=people), Subject(None, "a"))
    lines = detail_lines(state, 30)
    assert sum("Ann" in made.text for made in lines) > 1
    assert [made.link for made in lines if made.link is not None] == [0]


@pytest.mark.parametrize("width", [10, 18, 36])
def test_every_record_keeps_to_a_narrow_width(width: int) -> None:
    lines = (made for subject in SUBJECTS for made in detail_lines(opened(SHIPPED, subject, "de"), width))
    assert all(width_of(made.text) <= width for made in lines)


@pytest.mark.parametrize("width", [10, 20, 40])
def test_where_nothing_is_selected_there_is_advice(width: int) -> None:
    for state in (opened(asked()), opened(SHIPPED, typed="zzzz")):
        lines = detail_lines(state, width)
        assert any(made.text.strip() for made in lines)
        assert all(width_of(made.text) <= width for made in lines)


def told(event: Event, language: str) -> list[str]:
    def read(*texts: Text) -> list[str]:
        return [in_language(text, language) for text in texts]

    def of(citation: Citation) -> list[str]:
        return [*read(citation.claim, citation.inferred), citation.quote, *citation.says.values()]

    return [
        *read(event.title, event.summary, *(there.role for there in event.people)),
        *(text for citation in event.citations for text in of(citation)),
        *(SHIPPED.names.name(Facet.PERSON, there.person, language) for there in event.people),
        *(SHIPPED.names.name(Facet.TAG, tag, language) for tag in event.tags),
        *(SHIPPED.names.name(Facet.PLACE, place, language) for place in event.places),
        *(SHIPPED.names.name(Facet.ORGANIZATION, name, language) for name in event.organizations),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_known_of_an_event_is_told(language: str) -> None:
    for each in SHIPPED.timeline.events:
        shown = whole(SHIPPED, Subject(None, each.id), language)
        assert [text for text in told(each, language) if squeezed(text) not in shown] == [], each.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_known_of_a_person_or_a_source_is_told(language: str) -> None:
    for person in SHIPPED.timeline.people:
        shown = whole(SHIPPED, Subject(Facet.PERSON, person.id), language)
        texts = [person.name, *person.aliases, *(in_language(role.title, language) for role in person.roles)]
        texts += [in_language(person.summary, language), *(in_language(c.claim, language) for c in person.citations)]
        assert [text for text in texts if squeezed(text) not in shown] == [], person.id
    for source in SHIPPED.timeline.sources:
        shown = whole(SHIPPED, Subject(Facet.SOURCE, source.id), language)
        texts = [source.title, *source.author, source.publisher, in_language(source.note, language), source.url]
        assert [text for text in texts if squeezed(text) not in shown] == [], source.id


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("robot", {"robot"}),
        ("Städte", {"stadte"}),
        ("staedte", {"stadte"}),
        ("eirich | mayor", {"eirich", "mayor"}),
        ('"haus des wissens"', {"haus des wissens"}),
    ],
)
def test_what_was_searched_for_is_marked_wherever_it_is_told(typed: str, wanted: set[str]) -> None:
    marked = set()
    for found in opened(SHIPPED, typed=typed).result.events(0, SHIPPED.size):
        lines = detail_lines(opened(SHIPPED, Subject(None, found.id), typed=typed), 120)
        pieces = [piece for made in lines for piece in made.segments]
        plain = [fold(piece.text) for piece in pieces if piece.role in {Role.TEXT, Role.TITLE}]
        assert not [text for text in plain for each in wanted if each in text], found.id
        marked |= {fold(piece.text) for piece in pieces if piece.role is Role.HIT}
    assert marked
    assert marked <= wanted


def test_without_a_search_nothing_is_marked() -> None:
    lines = (made for subject in SUBJECTS for made in detail_lines(opened(SHIPPED, subject), 80))
    assert not any(piece.role is Role.HIT for made in lines for piece in made.segments)


def test_what_sources_disagree_on_stands_side_by_side_with_who_says_so() -> None:
    claims = [
        {"source": "blog", "locator": "page 2", "date": "2006", "says": {"seats": "10"}},
        {"source": "press", "date": "2007", "says": {"seats": "20"}},
    ]
    index = asked(event("[2006,2007]", "ties", citations=claims), labels={"seats": {"en": "Seats", "de": "Sitze"}})
    lines = [made.text.split() for made in detail_lines(opened(index, Subject(None, "ties")), 80)]
    assert ["1", "2006", "blog,", "page", "2"] in lines
    assert ["2", "2007", "press"] in lines
    assert ["10", "blog,", "page", "2"] in lines
    assert ["The", "sources", "disagree:", "Seats"] in lines


def test_fields_that_nobody_knows_are_shown() -> None:
    index = asked(
        event(None, "a", weather="rain", citations=[{"source": "s"}]), sources=[{"id": "s", "title": "S", "x": 3}]
    )
    assert "weather—rain" in whole(index, Subject(None, "a"))
    assert "x—3" in whole(index, Subject(Facet.SOURCE, "s"))


def test_a_value_of_more_events_than_are_listed_says_how_many_there_are() -> None:
    index = asked(*(event(None, f"e{number}", tags=["city"]) for number in range(LINKS + 1)))
    lines = detail_lines(opened(index, Subject(Facet.TAG, "city")), 80)
    assert sum(made.link is not None for made in lines) == LINKS
    assert any(f"all {LINKS + 1}" in made.text for made in lines)


@pytest.mark.parametrize(
    ("quoted", "language"), [("“words”", ""), ("“words”", "en"), ("„words“", "de"), ("「words」", "ja")]
)
def test_words_are_quoted_as_their_source_s_language_does(quoted: str, language: str) -> None:
    sources = [{"id": "s", "title": "S", "language": language}]
    index = asked(event(None, "a", citations=[{"source": "s", "quote": "words"}]), sources=sources)
    assert quoted in whole(index, Subject(None, "a"))


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("paragraph 5", "Absatz 5"),
        ("page 12", "Seite 12"),
        ("line 3", "Zeile 3"),
        ("chapter 2", "chapter 2"),
        ("page", "Seite"),
        ("Seite 3", "Seite 3"),
        ("", ""),
    ],
)
def test_plain_places_in_a_source_are_told_in_german(text: str, german: str) -> None:
    assert locator(text, "de").rstrip() == german
    assert locator(text, "en") == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_plain_text_a_record_has_the_same_words_and_no_spaces_at_the_ends_of_lines(language: str) -> None:
    for subject in SUBJECTS:
        text = detail_text(opened(SHIPPED, None, language), subject)
        assert squeezed(text) == squeezed(
            "".join(m.text for m in detail_lines(opened(SHIPPED, subject, language), 100))
        )
        assert [row for row in text.split("\n") if row != row.rstrip() or row.endswith("…")] == []


def test_as_plain_text_no_title_is_cut() -> None:
    long = event(None, "a", title="word " * 30, citations=[{"source": "s"}])
    index = asked(long, sources=[{"id": "s", "title": "S"}])
    assert "…" not in detail_text(opened(index), Subject(Facet.SOURCE, "s"))


@pytest.mark.parametrize("width", [40, 60, 100, 500])
def test_as_text_for_a_terminal_no_line_is_wider_than_it(width: int) -> None:
    for subject in SUBJECTS:
        made = text_lines(opened(SHIPPED), subject, width)
        assert max(width_of(line.text.rstrip()) for line in made) <= min(width, 100)
