"""Documents, good and broken, to be read in more than one way."""

import json
from typing import Any

from hypothesis import strategies as st

from timeline_tui.model.problems import Path
from timeline_tui.model.records import (
    Citation,
    Event,
    Participant,
    Person,
    Relation,
    Role,
    Source,
    Timeline,
)

GOOD: dict[str, Any] = {
    "version": 1,
    "title": {"en": "Twin towns", "de": "Partnerstädte"},
    "window": "2006/2025",
    "labels": {"Tokyo": {"de": "Tokio"}},
    "events": [
        {
            "id": "signed",
            "date": "2019-11-25",
            "title": "Unterzeichnung 調印",
            "tags": ["town"],
            "people": ["aizawa", {"person": "aizawa", "role": "mayor"}],
            "citations": [{"source": "blog", "date": "[2006,2007]", "says": {"guests": "12"}, "confidence": "low"}],
            "related": [{"event": "visit", "as": "outcome-of"}],
        },
        {"id": "visit", "title": {"en": "Visit"}, "date": None},
    ],
    "people": [{"id": "aizawa", "name": "Aizawa", "roles": [{"title": "chair", "date": "2006/.."}]}],
    "sources": [{"id": "blog", "title": "Blog", "issued": "2019-12", "author": ["A"]}],
    "eras": [{"title": "early", "date": "../2006"}],
}
GOOD_BYTES = json.dumps(GOOD, ensure_ascii=False, indent=1).encode()

slugs = st.sampled_from(["a", "b-1", "long-name", "7", "x2", "signed"])
texts = st.text(max_size=8) | st.dictionaries(st.sampled_from(["en", "de", "ja"]), st.text(max_size=8), max_size=2)
dates = st.sampled_from([None, "2019", "2019-11-25", "201X", "2006/..", "[..2001,2006]", "-0044-03-15~", "2024-02-29"])
strings = st.lists(st.text(max_size=8), max_size=2)
labels = st.lists(st.text(max_size=8).filter(str.strip), max_size=2)


def record(need: dict[str, st.SearchStrategy[Any]], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(need, optional=more)


def unique(records: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(records, max_size=3, unique_by=lambda one: one["id"])


def citations(sources: st.SearchStrategy[str]) -> st.SearchStrategy[list[Any]]:
    return st.lists(
        record(
            {"source": sources},
            date=dates,
            claim=texts,
            inferred=texts,
            quote=st.text(max_size=8),
            says=st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
            confidence=st.sampled_from([None, "high", "medium", "low"]),
            excerpt_of=st.none() | sources,
        ),
        max_size=2,
    )


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    sources = [{"id": "src", "title": "S"}, *draw(unique(record({"id": slugs, "title": st.text()}, issued=dates)))]
    cited = citations(st.sampled_from([source["id"] for source in sources]))
    role = record({"title": texts}, organization=st.text(max_size=8), date=dates)
    roles = st.lists(role, max_size=2)
    person = record({"id": slugs, "name": st.text()}, aliases=strings, roles=roles, citations=cited, summary=texts)
    people = [{"id": "someone", "name": "P"}, *draw(unique(person))]
    known = st.sampled_from([one["id"] for one in people])
    events = draw(unique(
        record(
            {"id": slugs, "title": texts},
            date=dates,
            summary=texts,
            status=st.sampled_from(["happened", "planned", "cancelled"]),
            tags=labels,
            places=labels,
            organizations=labels,
            people=st.lists(known | record({"person": known}, role=texts), max_size=2),
            citations=cited,
        )
    ))  # fmt: skip
    for event in events:
        other = st.sampled_from([one["id"] for one in events])
        kinds = st.sampled_from(["see", "part-of", "outcome-of"])
        event["related"] = draw(st.lists(other | st.fixed_dictionaries({"event": other, "as": kinds}), max_size=2))
    top = record({}, version=st.just(1), title=texts, summary=texts, language=st.just("de"), window=dates)
    eras = draw(st.lists(record({"title": texts}, date=dates), max_size=2))
    return {**draw(top), "events": events, "people": people, "sources": sources, "eras": eras}


records = (Timeline, Event, Citation, Participant, Relation, Person, Role, Source)
known_keys = st.sampled_from(sorted({name for one in records for name in one.__struct_fields__} | {"as", "$schema"}))
wild_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["", "a", "2019", "2019/2006", "2019-02-30", "see", "happened", "\x1b[2J", "\ud800", "\u202e"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(known_keys | st.text(max_size=3), inner, max_size=5),
    max_leaves=12,
)
wild_documents = st.fixed_dictionaries(
    {"events": st.lists(st.dictionaries(known_keys, wild_values, max_size=8), max_size=3)},
    optional=dict.fromkeys(("people", "sources", "eras", "title", "labels"), wild_values),
)


def paths(value: Any, path: Path = ()) -> list[Path]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for step, item in inner for deeper in paths(item, (*path, step)))]


def replaced(value: Any, path: Path, new: object) -> Any:
    if not path:
        return new
    changed = value.copy()
    changed[path[0]] = replaced(value[path[0]], path[1:], new)
    return changed


def unmark(marked: str) -> tuple[bytes, list[tuple[int, int]]]:
    """A document without its ``▸``, and the line and column of each."""
    pieces = marked.split("▸")
    before = ["".join(pieces[:count]) for count in range(1, len(pieces))]
    places = [(text.count("\n") + 1, len(text) - text.rfind("\n")) for text in before]
    return "".join(pieces).encode(), places
