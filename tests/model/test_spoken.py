from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.model.calendar import month_length
from timeline_tui.model.edtf import parse
from timeline_tui.model.spoken import MONTHS, plain_phrase, understand
from timeline_tui.view.dates import in_words

SAID = {
    "2019": "2019",
    "2019-11-25": "2019-11-25",
    "im Jahr 2019": "2019",
    "11 November 2022": "2022-11-11",
    "11. November 2022": "2022-11-11",
    "November 11th, 2022": "2022-11-11",
    "11.11.2022": "2022-11-11",
    "2022/11/11": "2022-11-11",
    "Mai 2019": "2019-05",
    "Feb. 1812": "1812-02",
    "2019年5月": "2019-05",
    "2019年5月3日": "2019-05-03",
    "2019年": "2019",
    "ca. 1812": "1812~",
    "c.1860": "1860~",
    "um 1860": "1860~",
    "circa Feb 1812": "1812-02~",
    "2019年頃": "2019~",
    "vielleicht 1890": "1890?",
    "1890 (?)": "1890?",
    "about 1890?": "1890%",
    "Anfang 2016": "[2016-01..2016-04]",
    "mid 2016": "[2016-05..2016-08]",
    "Ende 2016": "[2016-09..2016-12]",
    "1960s": "196X",
    "die 1960er Jahre": "196X",
    "the 60s": "196X",
    "Mitte der 1960er": "[1964..1966]",
    "late 1960s": "[1967..1969]",
    "19. Jahrhundert": "18XX",
    "19th century?": "18XX?",
    "19世紀": "18XX",
    "44 BC": "-0043",
    "1 v. Chr.": "0000",
    "Spring 2001": "2001-21",
    "Winter 2001/02": "2001-24",
    "Q1 2019": "2019-33",
    "3. Quartal 2019": "2019-35",
    "zwischen 1990 und Mai 1995": "[1990..1995-05]",
    "from 2006 to 2019": "2006/2019",
    "2006–2019": "2006/2019",
    "2006 oder 2007": "[2006,2007]",
    "before 3 December 1760": "[..1760-12-03]",
    "nach 1928": "[1928..]",
    "seit 2016": "2016/..",
    "until about 1900": "../1900~",
}


@pytest.mark.parametrize("words", SAID)
def test_what_people_write_is_understood(words: str) -> None:
    understood = understand(words)
    assert understood is not None
    assert str(understood.date) == SAID[words]


@pytest.mark.parametrize("words", SAID)
def test_case_and_spaces_do_not_matter(words: str) -> None:
    understood = understand(f"  {words.upper().replace(' ', '  ')} ")
    assert understood is not None
    assert str(understood.date) == SAID[words]


@pytest.mark.parametrize(
    "words", ["Anfang 2016", "the 60s", "19th century", "before 1928", "seit 2016", "between 1 May 2019 and 2020"]
)
def test_what_was_assumed_is_told_in_both_languages(words: str) -> None:
    understood = understand(words)
    assert understood is not None
    assert set(understood.assumed) == {"en", "de"}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "?",
        "hello",
        "May",
        "vor",
        "or",
        "31 February 2019",
        "11.13.2022",
        "0th century",
        "seit seit",
        "about",
        "about " * 500,
    ],
)
def test_what_is_no_date_is_not_made_one(words: str) -> None:
    assert understand(words) is None


@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from([*SAID, "about", "or", "vor", "?", "zwischen", "und"])).map(" ".join)
)
def test_any_text_is_understood_or_not(words: str) -> None:
    understood = understand(words)
    assert understood is None or parse(str(understood.date)) == understood.date


@pytest.mark.parametrize(("month", "language"), list(product(range(1, 13), ("en", "de"))))
def test_days_and_months_in_our_own_words_are_understood(month: int, language: str) -> None:
    for written in (f"2019-{month:02}", f"2019-{month:02}-{month_length(2019, month)}"):
        said = in_words(parse(written), language)
        understood = understand(said)
        assert understood is not None
        assert str(understood.date) == written
        assert plain_phrase().fullmatch(said)


@pytest.mark.parametrize(
    "text", ["may 5 people", "robots 2019", "11 and 2022", "march on 2019", "S. 12", "51.7", "1.2.3"]
)
def test_words_that_only_look_like_a_date_are_left_alone(text: str) -> None:
    assert plain_phrase().search(text) is None


def test_doubt_upon_doubt_is_answered_at_once() -> None:
    assert understand("~" * 50 + "x" + "?" * 50) is None


def test_every_month_has_a_name_in_both_languages() -> None:
    assert set(MONTHS.values()) == set(range(1, 13))
