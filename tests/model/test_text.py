import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_tui.model.text import clean, grouped, in_language, one_line

sampled = settings(max_examples=150, deadline=None, database=None)
SPECIAL = "\x00\x07\x08\t\n\r\x1b\x7f\x85\x9b\x9d\u061c\u200b\u200d\u2028\u202e\u2066\ufeff\ud800\U000e0041e\u0301a"
risky = st.text(st.sampled_from(SPECIAL) | st.characters(), max_size=40)
COMMANDING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def commands(character: str) -> bool:
    return character not in "\n\t" and (
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(character) in COMMANDING
    )


@sampled
@given(risky)
def test_cleaned_text_holds_nothing_that_commands_a_terminal(text: str) -> None:
    assert [character for character in clean(text) if commands(character)] == []


@pytest.mark.parametrize(
    "character", [chr(code) for code in range(0x11_0000) if commands(chr(code)) and not 0xD800 < code < 0xDFFF]
)
def test_every_commanding_character_is_made_visible(character: str) -> None:
    cleaned = clean(f"a{character}b")
    assert cleaned[0] + cleaned[-1] == "ab"
    assert len(cleaned) > 2
    assert character not in cleaned


@sampled
@given(risky)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@sampled
@given(risky)
def test_cleaned_text_can_be_written_as_utf_8(text: str) -> None:
    assert clean(text).encode().decode() == clean(text)


@sampled
@given(st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u061c"), max_size=40))
def test_letters_digits_and_signs_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Gemäß § 5 fuhr die „Straßenbahn“ – über 3 €…",
        "つくば市とボーフム市は「友好都市」提携を結んだ。",
        "髙橋　葛󠄀城が",
        "first\nsecond\tthird\n",
        "👩‍👩‍👧 ❤️ 🇯🇵",
        "क्ष und Việt",
        "e\u0301\u0302\u0303\u0304",
        "soft\u00adhyphen, no\u00a0break",
        "",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x1b[2J", "␛[2J"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x9b2J", "⟨U+009B⟩2J"),
        ("\x7f", "␡"),
        ("\x00", "␀"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\u200bb", "a⟨U+200B⟩b"),
        ("\ud800", "⟨U+D800⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("Z" + "\u0335" * 500 + "!", "Z" + "\u0335" * 4 + "!"),
    ],
)
def test_what_commands_is_shown_instead(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@sampled
@given(risky)
def test_one_line_is_one_line(text: str) -> None:
    assert not re.search(r"[\n\t\r]|  |^ | $", one_line(text))


def test_one_line_joins_what_stood_on_several() -> None:
    assert one_line(" a\r\n\tb \x1b c\n") == "a b ␛ c"


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ({"": "plain", "en": "city", "de": "Stadt"}, "de", "Stadt"),
        ({"": "plain", "de": "Stadt"}, "de-AT", "Stadt"),
        ({"de": "Stadt", "de-AT": "Stådt"}, "de-AT", "Stådt"),
        ({"": "plain", "en": "city"}, "ja", "plain"),
        ({"de": "Stadt", "en": "city"}, "ja", "city"),
        ({"de": "Stadt", "fr": "ville"}, "ja", "Stadt"),
        ({}, "en", ""),
    ],
)
def test_the_next_best_language_is_read(text: dict[str, str], language: str, read: str) -> None:
    assert in_language(text, language) == read


@pytest.mark.parametrize(
    ("number", "english", "german"),
    [(0, "0", "0"), (999, "999", "999"), (1_000, "1,000", "1.000"), (-1_234_567, "-1,234,567", "-1.234.567")],
)
def test_numbers_are_written_as_people_of_a_language_do(number: int, english: str, german: str) -> None:
    assert [grouped(number, language) for language in ("en", "ja", "de")] == [english, english, german]
