import json
import subprocess
import sys
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from documents import GOOD, documents, paths, replaced, wild_documents, wild_values
from timeline_tui.load.facts import build
from timeline_tui.load.models import MODELS, Event, Relation, Timeline, record_from
from timeline_tui.load.reader import cleaned
from timeline_tui.model import records
from timeline_tui.model.records import Head, Record, as_json, packed, record_of, unpacked

thorough = settings(max_examples=600, deadline=None, database=None)
KINDS: dict[str, type[Record]] = {
    "events": records.Event,
    "people": records.Person,
    "sources": records.Source,
    "eras": records.Era,
}


def by_the_models(kind: type[Record], value: object) -> Record | None:
    try:
        return record_from(MODELS[kind].model_validate(value))
    except ValidationError:
        return None


def agree(kind: type[Record], given: Any) -> None:
    """What is taken as it stands is what the models make of it; only what they refuse, or mend, is not taken."""
    value = cleaned(given)  # as readers hand it on
    expected = by_the_models(kind, value)
    try:
        found = record_of(kind, value)
    except ValueError:
        assert expected is None or "'kind'" in str(value) or "schema_" in value
    else:
        assert found == expected
        assert record_of(kind, as_json(found)) == found
        with suppress(ValueError):  # no reader leaves infinity in a record
            json.dumps(as_json(found), allow_nan=False)
            assert unpacked(kind, packed(found)) == found


def each_agrees(document: dict[str, Any]) -> None:
    for section, kind in KINDS.items():
        for value in document[section] if isinstance(document.get(section), list) else ():
            agree(kind, value)
    agree(Head, {key: value for key, value in document.items() if key not in KINDS})
    agree(records.Timeline, document)


@thorough
@given(documents() | wild_documents)
def test_what_is_taken_as_it_stands_is_what_the_models_make_of_it(document: dict[str, Any]) -> None:
    each_agrees(document)


@thorough
@given(st.data())
def test_a_changed_document_is_taken_as_the_models_take_it(data: st.DataObject) -> None:
    value: Any = GOOD
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(paths(value)[1:]))
        new: object = data.draw(st.sampled_from(["", None, 1.0, True, [], {}, [{}], "a", ["a"]]) | wild_values)
        value = replaced(value, path, new)
    each_agrees(value)


@example({"version": 1.0})
@example({"version": True})
@example({"labels": {"a": "b"}, "kind": "c"})
@given(st.dictionaries(st.sampled_from([*Head.__struct_encode_fields__[1:], "schema_"]), wild_values, max_size=4))
@thorough
def test_what_a_file_says_of_itself_is_taken_as_the_models_take_it(head: dict[str, Any]) -> None:
    agree(Head, head)


@thorough
@given(documents() | wild_documents)
def test_findings_are_the_same_whether_the_models_are_asked_or_not(document: dict[str, Any]) -> None:
    quick = build(document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline_tui.load.facts.record_of", refuse)
        assert build(document) == quick


def refuse(*_: object) -> None:
    raise ValueError


@pytest.mark.parametrize("record", MODELS)
def test_a_model_has_the_fields_of_its_record(record: type[Record]) -> None:
    fields = MODELS[record].model_fields
    assert tuple(fields) == record.__struct_fields__[1:]
    assert tuple(field.alias or name for name, field in fields.items()) == record.__struct_encode_fields__[1:]
    text = Event.model_fields["title"].annotation
    assert [name for name, field in fields.items() if field.annotation == text] == [
        name for name in fields if name in record.texts
    ]


@pytest.mark.parametrize("date", ["2019-02-30", "", "soon", 2019, 2019.5, True, [], {"year": 2019}])
def test_what_is_no_date_is_told(date: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Event.model_validate({"id": "a", "title": "A", "date": date})
    assert [(error["loc"], error["type"]) for error in caught.value.errors()] == [(("date",), "date")]


def test_a_relation_may_be_spelled_as_the_program_does() -> None:
    assert record_from(Relation.model_validate({"event": "a", "kind": "part-of"})) == records.Relation(
        event="a", kind="part-of"
    )


def test_the_schema_asks_for_what_the_records_need() -> None:
    schema = Timeline.model_json_schema()
    assert schema["$defs"]["Event"]["required"] == ["id", "title"]
    assert "as" in schema["$defs"]["Relation"]["properties"]
    assert "$schema" in schema["properties"]


def test_a_file_without_a_fault_is_read_without_the_models() -> None:
    code = (
        "import sys; from timeline_tui.store.opening import open_timeline\n"
        "open_timeline(None)\n"
        "sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
