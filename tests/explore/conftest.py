"""A small timeline to explore."""

import json
from typing import Any

import pytest

from timeline_tui.explore.intents import Intent
from timeline_tui.explore.requests import Request
from timeline_tui.explore.state import State, begin
from timeline_tui.explore.update import update
from timeline_tui.index.scan import ScanIndex
from timeline_tui.load.reader import load
from timeline_tui.model.problems import Problems

EVENTS: list[dict[str, Any]] = [
    {"id": "founded", "date": "1970", "title": {"en": "Founded", "de": "Gegründet"}, "tags": ["context"]},
    {
        "id": "ties",
        "date": "[2006,2007]",
        "title": {"en": "Ties begin", "de": "Beziehungen"},
        "people": ["ann"],
        "tags": ["city"],
        "citations": [
            {"source": "blog", "locator": "paragraph 1", "date": "2006"},
            {"source": "press", "locator": "paragraph 2", "date": "2007"},
        ],
    },
    {
        "id": "signed",
        "date": "2019-11-25",
        "title": {"en": "Signed", "de": "Unterzeichnet"},
        "people": [{"person": "ann", "role": "mayor"}, {"person": "bob", "role": "mayor"}],
        "places": ["Tsukuba"],
        "tags": ["city"],
        "citations": [{"source": "blog", "locator": "paragraph 3"}],
        "related": [{"event": "ties", "as": "see"}],
    },
    {"id": "visit", "date": "2022-11-11", "title": "A visit to Städte", "people": ["bob"], "places": ["Bochum"]},
    {"id": "someday", "title": "Some day", "status": "planned", "people": ["cyd"]},
]


@pytest.fixture
def index() -> ScanIndex:
    document = {
        "title": "Small",
        "window": "2005/2025",
        "events": EVENTS,
        "people": [{"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob"}, {"id": "cyd", "name": "Cyd"}],
        "sources": [
            {"id": "blog", "title": "Blog", "issued": "2019-12"},
            {"id": "press", "title": "Press", "url": "https://example.org/p"},
        ],
    }
    loaded = load(json.dumps(document).encode())
    assert loaded.timeline is not None
    assert not loaded.problems.found
    return ScanIndex(loaded.timeline)


class Explorer:
    """A state and its next ones, and everything that was asked for on the way."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.requests: list[Request] = []

    def want(self, *wanted: Intent) -> State:
        for intent in wanted:
            self.state, requests = update(self.state, intent)
            self.requests += requests
        return self.state

    @property
    def shown(self) -> list[str]:
        return [event.id for event in self.state.result.events(0, 100)]


@pytest.fixture
def explorer(index: ScanIndex) -> Explorer:
    return Explorer(begin(index, Problems(), "en"))
