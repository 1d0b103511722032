import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from building import event
from timeline_tui.index.fold import Pattern, hits, pattern
from timeline_tui.model.records import Event
from timeline_tui.view.context import context
from timeline_tui.view.lines import ELLIPSIS, width_of


def found(typed: str) -> list[Pattern]:
    return [made for word in typed.split() if (made := pattern(word))]


EVENT = event(
    "2019-11-25",
    "signed",
    title="A robot signs",
    summary={"en": "The mayors met in Tsukuba.", "de": "Die Bürgermeister trafen sich."},
    people=[{"person": "ann-lee", "role": {"en": "deputy mayor", "de": "Stellvertreterin"}}],
    tags=["harbour"],
    citations=[
        {"source": "blog", "claim": {"en": "They shook hands"}, "says": {"guests": "250"}, "locator": "page 7"},
        {"source": "press", "quote": "eine Brücke", "inferred": {"en": "from its order"}},
    ],
)


@pytest.mark.parametrize(
    ("typed", "language", "told"),
    [
        ("tsukuba", "en", "The mayors met in Tsukuba."),
        ("tsukuba", "de", "The mayors met in Tsukuba."),
        ("trafen", "en", "Die Bürgermeister trafen sich."),
        ("mayor", "en", "The mayors met in Tsukuba."),
        ("deputy", "en", "deputy mayor"),
        ("stellvertreterin", "en", "Stellvertreterin"),
        ("shook", "de", "They shook hands"),
        ("order", "en", "from its order"),
        ("brucke", "en", "eine Brücke"),
        ("250", "en", "guests: 250"),
        ("guests", "en", "guests: 250"),
        ("zzz hands", "en", "They shook hands"),
    ],
)
def test_the_first_text_that_holds_a_hit_is_told(typed: str, language: str, told: str) -> None:
    assert context(EVENT, found(typed), language, 60) == told


@pytest.mark.parametrize("typed", ["robot", "ann", "lee", "2019", "harbour", "blog", "page", "zzz", ""])
def test_names_dates_and_titles_have_no_context(typed: str) -> None:
    assert context(EVENT, found(typed), "en", 60) is None


def test_the_language_that_is_read_comes_first() -> None:
    both = event("2019", "a", summary={"de": "Ein Haus und ein Roboter", "en": "A house and a robot"})
    assert context(both, found("robo"), "en", 60) == "A house and a robot"
    assert context(both, found("robo"), "de", 60) == "Ein Haus und ein Roboter"


def test_a_cut_begins_with_a_word_and_lines_are_joined() -> None:
    long = event("2019", "a", summary="one two three four five six\nseven eight robots\tnine ten eleven twelve")
    told = context(long, found("robots"), "en", 30)
    assert told is not None
    assert told.startswith(ELLIPSIS)
    assert "robots" in told
    assert "\n" not in told
    assert width_of(told) <= 30
    assert told[1:].split()[0] in ["one", "two", "three", "four", "five", "six", "seven", "eight", "robots"]


WORDS = st.lists(st.text(alphabet="abcdeäöß,.-", min_size=1, max_size=12), max_size=25).map(" ".join)
HITS = st.sampled_from(("zebra", "zebrafish", "Zébra", "z-zebra", "zebra."))


def summarised(text: str) -> Event:
    return event("2019", "a", summary=text)


@given(WORDS, HITS, WORDS, st.integers(24, 90))
def test_a_cut_always_holds_the_hit_and_keeps_to_the_width(before: str, hit: str, after: str, width: int) -> None:
    told = context(summarised(f"{before} {hit} {after}".strip()), found("zebra"), "en", width)
    assert told is not None
    assert width_of(told) <= width
    assert hits(told, found("zebra"))


@given(st.text(max_size=60), st.sampled_from(("zebra", "筑波", "ü")), st.text(max_size=60), st.integers(1, 60))
def test_no_cut_is_wider_than_asked(before: str, hit: str, after: str, width: int) -> None:
    told = context(summarised(before + hit + after), found(hit), "en", width)
    assume(told is not None)
    assert width_of(told or "") <= width


@given(
    st.text(alphabet="市長大学研究 ", max_size=30), st.text(alphabet="市長大学研究 ", max_size=30), st.integers(24, 60)
)
def test_a_cut_of_wide_letters_keeps_to_the_width(before: str, after: str, width: int) -> None:
    told = context(summarised(f"{before}筑波{after}"), found("筑波"), "en", width)
    assert told is not None
    assert width_of(told) <= width


def test_a_cut_of_a_text_without_spaces_holds_the_hit() -> None:
    told = context(summarised(f"{'市長大学研究' * 8}筑波{'市長' * 9}"), found("筑波"), "en", 30)
    assert told is not None
    assert hits(told, found("筑波"))


def test_a_cut_after_a_long_word_holds_the_hit() -> None:
    told = context(summarised(f"see https://example.org/{'x' * 40} zebra and more"), found("zebra"), "en", 30)
    assert told is not None
    assert hits(told, found("zebra"))
