"""What is skimmed must never miss a phrase that a record holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_tui.index.fold import document, words
from timeline_tui.index.skimming import may_hold, skeleton
from timeline_tui.index.taken import texts
from timeline_tui.load.plain import Plain, PlainCitation

TEXT = st.lists(
    st.sampled_from(("Städte", "Staedte", "Straße", "der", "NULL", "Æro", "Ñandú", "ﬁnden", "x²", "a\u0301b", "½"))
    | st.text('abdeéñçstŁ×÷ -–„“\u00a0\u00ad\x7f\\"\n1²京', max_size=5)
    | st.text(max_size=3),
    min_size=1,
    max_size=5,
).map(" ".join)
OTHER = TEXT | st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.lists(TEXT, max_size=2)


@given(TEXT, OTHER, st.data())
def test_no_phrase_of_a_record_is_missed(title: str, other: object, data: st.DataObject) -> None:
    raw = {"title": title, "citations": [{"source": "s", "says": {"Größe": title}}], "color": other}
    record = json.dumps(raw, ensure_ascii=data.draw(st.booleans())).encode("utf-8", "replace")
    read = json.loads(record)
    citation = PlainCitation(source="s", says=read["citations"][0]["says"])
    event = Plain(id="a", title=read["title"], citations=(citation,), other={"color": read["color"]})
    known, claims, rest = texts(event)
    for line in document([*known, *claims, *rest]).splitlines():
        found = line.split()
        start = data.draw(st.integers(0, len(found)))
        end = data.draw(st.integers(start, len(found)))
        assert may_hold(record, skeleton(" ".join(found[start:end])))


@pytest.mark.parametrize("phrase", ["der brand", "stadt bochum", "gast", "partner schaft"])
def test_a_common_record_without_a_phrase_is_told(phrase: str) -> None:
    record = json.dumps({"title": "Die Städtepartnerschaft – für Tsukuba"}, ensure_ascii=False).encode()
    assert not may_hold(record, skeleton(" ".join(words(phrase))))


def test_no_character_hides_a_phrase() -> None:
    for code in [*range(0x20, 0xD800), *range(0xF900, 0x10000)]:
        record = json.dumps({"title": f"Bad{chr(code)}den 1{chr(code)} dort"}, ensure_ascii=False).encode()
        for line in document([json.loads(record)["title"]]).splitlines():
            assert may_hold(record, skeleton(line.strip())), chr(code)
