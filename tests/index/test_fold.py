import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from timeline_tui.index.fold import Pattern, document, documents, fold, hits, pattern, word_start, words

TEXTS = st.text("aeouxnst ÄäöüßøåæœŁéＴ٣17°-_/.'京都ガカがー\u0301\u0308½ﬁ", max_size=24)


def finds(query: str, text: str) -> bool:
    found = pattern(query)
    return found is not None and found.text in document([text])


def parts(text: str) -> st.SearchStrategy[str]:
    return st.tuples(st.integers(0, len(text)), st.integers(1, 8)).map(lambda at: text[at[0] : at[0] + at[1]])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Städte", "stadte"),
        ("STRAẞE ß", "strasse ss"),
        ("Łódź", "lodz"),
        ("Ærø œuvre", "aero oeuvre"),
        ("Ｔｓｕｋｕｂａ２０１９", "tsukuba2019"),
        ("İıÇ", "iic"),
        ("Ĳ ﬁ", "ij fi"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("e\u0301\u0323", "e"),
        ("Städte\u00adpartner\u00adschaft", "stadtepartnerschaft"),
        ("筑波", "筑波"),
        ("ガ か", "ガ か"),
        ("ｶﾞ", "ガ"),
    ],
)
def test_folding_takes_case_marks_and_width_away_but_not_voicing(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_what_is_folded_stays_so(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MARK 51°7", ["mark", "51", "7"]),
        ("haus_des-Wissens", ["haus", "des", "wissens"]),
        ("Wis\u00adsens \u00ad", ["wissens"]),
        ("つくば市の国際会議", ["つくば市の国際会議"]),
        ("… – !", []),
        ("", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (query, text)
        for spellings in (
            ("Städte", "staedte"),
            ("STÄDTE", "stadte"),
            ("Sta\u0308dte", "stadte"),
            ("Köln", "koeln"),
            ("Müller", "MULLER"),
            ("Tromsø", "tromsoe"),
            ("Århus", "aarhus"),
            ("Weiß", "weiss"),
            ("Ægir", "aegir"),
            ("Łódź", "lodz"),
        )
        for query, text in (spellings, spellings[::-1])
    ],
)
def test_all_spellings_find_each_other(query: str, text: str) -> None:
    assert finds(query, text)
    assert hits(text, [pattern(query) or Pattern("?")])


def test_an_umlaut_spelled_out_finds_one_written_in_pieces() -> None:
    assert finds("staedte", "Sta\u0308dte")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("partnerschaft", "Städtepartnerschaft"),
        ("erung", "Steuerung"),
        ("steurung", "Steuerung"),
        ("51/7", "MARK 51°7"),
        ("51°7", "MARK 51/7"),
        ("vfl bo", "VfL Bochum"),
        ("an", "Andreas"),
        ("apan", "Japan"),
        ("7", "51°7"),
        ("京都", "東京都"),
        ("波", "筑波大学"),
        ("が", "ながれ"),
        ("ば", "つくば"),
        ("Ｔｓｕ", "Tsukuba"),
    ],
)
def test_words_of_three_letters_and_kanji_are_found_inside_words(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("51/7", "1951 7"),
        ("51 7", "51 8 7"),
        ("fl bo", "VfL Bochum"),
        ("an", "Japan"),
        ("7", "17"),
        ("が", "なかれ"),
        ("か", "ながれ"),
        ("学校", "學校"),
    ],
)
def test_shorter_words_are_not_nor_are_gaps_between_words_or_other_syllables(query: str, text: str) -> None:
    assert not finds(query, text)


def test_kanji_in_quotes_are_found_inside_words_too() -> None:
    found = pattern("博物館", phrase=True)
    assert found is not None
    assert found.text in document(["科学博物館"])


@pytest.mark.parametrize("query", ["partnerschaft", "partner schaft"])
def test_a_phrase_begins_where_a_word_begins(query: str) -> None:
    found = pattern(query, phrase=True)
    assert found is not None
    assert found.text in document(["Die Partnerschaft", "Partner schaften"])
    assert found.text not in document(["Städtepartnerschaft"])


def test_a_word_start_is_no_middle() -> None:
    found = word_start("Eisk")
    assert found is not None
    assert found.text in document(["Thomas Eiskirch"])
    assert found.text not in document(["Treiskirch"])


@pytest.mark.parametrize("text", ["", " ", "-", "°", "…!", "_"])
def test_without_a_letter_or_digit_there_is_nothing_to_look_for(text: str) -> None:
    assert pattern(text) is None
    assert word_start(text) is None


def test_no_match_runs_from_one_text_into_the_next() -> None:
    assert " ab cd" in document(["ab cd"])
    assert " ab cd" not in document(["ab", "cd"])


@pytest.mark.parametrize(
    ("text", "queries", "marked"),
    [
        ("Die Städtepartnerschaft", ["staedte"], ["Städte"]),
        ("Die Städtepartnerschaft", ["stadte", "partner"], ["Städtepartner"]),
        ("Haus Haus", ["haus"], ["Haus", "Haus"]),
        ("MARK 51°7", ["51/7"], ["51°7"]),
        ("… Goethe!", ["gothe"], ["Goethe"]),
        ("Straße", ["asse"], ["aße"]),
        ("ﬁnden", ["inden"], ["ﬁnden"]),
        ("Städte\u00adpart\u00adner\u00adschaft", ["epartner"], ["e\u00adpart\u00adner"]),
        ("banana", ["ana"], ["anana"]),
        ("Japan an", ["an"], ["an"]),
        ("東京都", ["京"], ["京"]),
        ("つくば", ["くば"], ["くば"]),
        ("nothing", ["else"], []),
        ("nothing", [], []),
        ("", ["else"], []),
    ],
)
def test_hits_are_the_letters_that_were_meant(text: str, queries: list[str], marked: list[str]) -> None:
    spans = hits(text, [found for query in queries if (found := pattern(query))])
    assert [text[start:end] for start, end in spans] == marked


@pytest.mark.parametrize("text", ["ﾊﾞｽ", "か\u3099く", "\u1112\u1161\u11ab"], ids=["half width", "apart", "jamo"])
def test_syllables_written_in_pieces_are_marked_where_they_are_found(text: str) -> None:
    found = pattern(text)
    assert found is not None
    assert found.text in document([text])
    assert hits(text, [found]) == [(0, len(text))]


@given(st.data(), TEXTS)
def test_what_a_search_finds_is_marked_and_nothing_else(data: st.DataObject, text: str) -> None:
    query = data.draw(st.one_of(parts(text), TEXTS))
    found = pattern(query)
    assume(found is not None)
    assert found is not None
    assert (found.text in document([text])) is bool(hits(text, [found]))


@given(st.data(), TEXTS)
def test_every_mark_lies_on_text_that_folds_to_what_was_sought(data: st.DataObject, text: str) -> None:
    found = pattern(data.draw(parts(text)))
    assume(found is not None)
    assert found is not None
    for start, end in hits(text, [found]):
        assert 0 <= start < end <= len(text)
        assert found.text.strip() in document([text[start:end]])


@given(st.data(), TEXTS)
@example(None, "abab")
def test_marks_are_sorted_and_never_touch(data: st.DataObject | None, text: str) -> None:
    queries = data.draw(st.lists(parts(text), max_size=4)) if data else ["ab", "bab"]
    flat = [at for span in hits(text, filter(None, map(pattern, queries))) for at in span]
    assert flat == sorted(set(flat))


@given(TEXTS)
def test_every_word_of_a_text_finds_it(text: str) -> None:
    assert all(finds(word, text) for word in text.split() if words(word))


@given(st.lists(TEXTS | st.text(st.characters(exclude_characters="\n"), max_size=6)))
def test_many_documents_are_each_as_one_by_itself(texts: list[str]) -> None:
    assert documents(texts) == [document([text]) for text in texts]
