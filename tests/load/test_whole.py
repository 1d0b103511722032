import json
from collections.abc import Iterator

import pytest

from bigfiles import document, events, lines
from timeline_tui.load import splitting, whole
from timeline_tui.load.chunks import BrokenFileError
from timeline_tui.load.reader import load
from timeline_tui.load.whole import load_stream


def cut(data: bytes, size: int = 100) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def ids(data: bytes, enough: int | None = None) -> list[str]:
    timeline = load_stream(cut(data), enough=enough).timeline
    return [event.id for event in timeline.events] if timeline else []


@pytest.mark.parametrize("indent", [None, 1])
def test_problems_have_the_place_of_the_very_value(indent: int | None) -> None:
    value = {
        "events": [*events("ab", related=["gone"], people=["p"]), *events("a")],
        "people": [{"id": "p", "name": 5}],
    }
    data = json.dumps(value, indent=indent).encode()
    found, expected = load_stream(cut(data)), load(data)
    assert found.timeline == expected.timeline
    assert found.problems == expected.problems


def test_lines_are_lines_where_they_are_called_so() -> None:
    data = b'{"id": "a", "title": "A"\n{"id": "b", "title": "B"}\n'
    assert load_stream(cut(data)).timeline != load_stream(cut(data), lines=True).timeline
    found = load_stream(cut(data), lines=True)
    assert found.timeline
    assert [event.id for event in found.timeline.events] == ["b"]
    assert [(problem.code, problem.line) for problem in found.problems.found] == [("syntax", 1)]


def test_bytes_that_cannot_be_unpacked_are_a_problem_like_any_other() -> None:
    def broken() -> Iterator[bytes]:
        yield lines(*events("ab"))
        raise BrokenFileError("the compressed file is cut off")

    found = load_stream(broken())
    assert found.timeline
    assert len(found.timeline.events) == 2
    assert [problem.code for problem in found.problems.found] == ["compression"]


@pytest.mark.parametrize("written", [document, lines])
def test_reading_stops_where_there_is_enough(written: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "_LOOKED_AT", 100)
    names = [f"e{number}" for number in range(2000)]
    found = ids(written(*events(names)), 50)
    assert 50 <= len(found) < 1000
    assert found == names[: len(found)]


def test_what_is_far_too_long_is_not_held_where_the_beginning_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "_LOOKED_THROUGH", 10_000_000)
    given = 0

    def endless() -> Iterator[bytes]:
        nonlocal given
        yield b'{"id": "a", "title": "A"}\n{"id": "b", "title": "'
        while True:
            given += 1_000_000
            yield b"x" * 1_000_000

    found = load_stream(endless(), enough=500)
    assert found.timeline
    assert [event.id for event in found.timeline.events] == ["a"]
    assert given <= 12_000_000
