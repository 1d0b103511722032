import re
import string
from pathlib import Path

import pytest

import timeline_tui
from timeline_tui.view.words import _WORDS, known, word

SOURCES = [path.read_text("utf-8") for path in Path(timeline_tui.__file__).parent.rglob("*.py")]


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", _WORDS)
def test_both_languages_say_something_and_leave_the_same_blanks(key: str) -> None:
    english, german = _WORDS[key]
    assert english.strip()
    assert german.strip()
    assert blanks(english) == blanks(german)
    assert "" not in blanks(english)


def test_words_are_given_in_the_language_asked_for_or_in_english() -> None:
    assert word("people", "en") == "People"
    assert word("people", "de") == "Personen"
    assert word("people", "ja") == "People"


def test_blanks_are_filled_in() -> None:
    assert word("shown", "en", shown=3, all=43) == "3 of 43 events"
    assert word("shown", "de", shown=3, all=43) == "3 von 43 Ereignissen"
    assert word("hides", "en", count=409920) == "hides 409,920"
    assert word("hides", "de", count=409920) == "verbirgt 409.920"


def test_braces_in_what_is_filled_in_stay() -> None:
    assert word("failed", "en", detail="{x}") == "{x}"


def test_it_is_known_which_words_there_are() -> None:
    assert known("people")
    assert not known("no such words")


def test_every_word_that_the_program_says_is_there() -> None:
    said = {key for text in SOURCES for key in re.findall(r"\bword\(\s*\"([^\"]+)\"", text)}
    assert len(said) > 10
    assert not {key for key in said if not known(key)}
