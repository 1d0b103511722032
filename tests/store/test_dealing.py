import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from bigfiles import document, events, lines
from timeline_tui.index.arrays import Arrays
from timeline_tui.load import document as split_documents
from timeline_tui.load import links
from timeline_tui.store import builder, dealing, rawfile
from timeline_tui.store.cache import ARRAYS, EXTRAS
from timeline_tui.store.dealing import Dealer

SOURCES = [
    {"id": "paper", "title": "Paper", "issued": "2000"},
    {"id": "copy", "title": "Copy", "excerpt_of": "paper"},
]
CITED = [{"source": "paper", "date": "2019-01"}, {"source": "copy"}, {"source": "blog", "says": {"guests": "12"}}]


def names(count: int) -> list[str]:
    return [f"e{number}" for number in range(count)]


def many() -> list[dict[str, Any]]:
    """Events with all that must be told from one process to another."""
    made = events(names(40), citations=CITED, tags=["town", "town"], people=["aizawa"])
    for number, event in enumerate(made):
        event["places"] = [f"place {number % 7}"]
        event["related"] = [f"e{number // 2}"]
        event["summary"] = f"Städte and word{number % 11}" + " ÉTÉ été" * (number % 3)
        event["date"] = ("2019", "2019-01-01/2019-12-31", event["date"])[number * 7 % 3]
    made[39]["id"] = "last"
    made[7]["date"] = "soon"
    made[23]["titel"] = "kept"
    return made


def built(folder: Path, data: bytes, name: str) -> tuple[bytes, dict[str, Any]]:
    """The arrays made of a file, and what else is kept of it."""
    folder.mkdir()
    file = folder / name
    file.write_bytes(data)
    assert builder.build(file, folder, lambda *_: None, file.stat().st_size)
    assert not list(folder.glob("*.part"))
    return (folder / ARRAYS).read_bytes(), json.loads((folder / EXTRAS).read_text(encoding="utf-8"))


def spread(patch: pytest.MonkeyPatch, stretch: int) -> None:
    patch.setattr(dealing, "SMALL", 0)
    patch.setattr(dealing, "STRETCH", stretch)
    patch.setattr(rawfile, "CHUNK", 1000)
    for name in ("_SMALL", "_LARGE"):
        patch.setattr(split_documents, name, 1000)


PERSON = {"kind": "person", "id": "aizawa", "name": "A"}
TAGGED = [{"kind": "source", **one} for one in SOURCES]
BLOG = {"id": "blog", "title": "Blog"}
FAULTY = lines(*many()).replace(b'"id": "e9"', b'"id": 9').replace(b'{"id": "e11"', b'{"id": ')
FILES = [
    pytest.param(document(*many(), sources=[*SOURCES, BLOG], people=[]), "x.json", id="events first"),
    pytest.param(lines(*TAGGED, *many(), PERSON), "x.jsonl", id="lines"),
    pytest.param(document(*many(), *events(["e3", "e3"]), sources=SOURCES), "x.json", id="shared ids"),
    pytest.param(FAULTY, "x.jsonl", id="broken"),
    pytest.param(document(sources=SOURCES), "x.json", id="no events"),
]


@pytest.mark.parametrize("stretch", [1, 6, 1000])
@pytest.mark.parametrize(("data", "name"), FILES)
def test_an_index_is_the_same_however_events_are_dealt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, name: str, stretch: int
) -> None:
    alone = built(tmp_path / "alone", data, name)
    spread(monkeypatch, stretch)
    assert built(tmp_path / "dealt", data, name) == alone


def nobody_knows() -> list[dict[str, Any]]:
    """Events that name people and sources without a record, some of them for the first time late."""
    made = many()
    for number, event in enumerate(made):
        event["people"] = ["aizawa", *["who", {"person": f"guest-{number // 9}", "role": "guest"}][: number % 3]]
        event["citations"] = [*CITED, {"source": ("blog", "log")[number % 2]}, {"source": f"late-{number // 30}"}]
    return made


@pytest.mark.parametrize("places", [3, 20, 10_000])
@pytest.mark.parametrize("stretch", [6, 1000])
@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(document(*nobody_knows(), sources=SOURCES), "x.json", id="document"),
        pytest.param(lines(*TAGGED, PERSON, *nobody_knows()), "x.jsonl", id="lines"),
        pytest.param(lines(*nobody_knows()).replace(b'"id": "e25"', b'"id": '), "x.jsonl", id="broken"),
    ],
)
def test_names_without_a_record_are_told_as_if_all_were_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, name: str, stretch: int, places: int
) -> None:
    spread(monkeypatch, stretch)
    monkeypatch.setattr(builder, "_may_grow", lambda _: False)  # what was gone through never may
    for module in (builder, links):
        monkeypatch.setattr(module, "PLACES", places)
    arrays, told = built(tmp_path / "named", data, name)
    assert "reference" in {problem["code"] for problem in told["problems"]}
    monkeypatch.setattr(builder, "is_linked", lambda _: False)
    assert built(tmp_path / "gone", data, name) == (arrays, told)


def test_a_file_that_names_people_without_a_record_is_not_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "_gone_through", lambda _: pytest.fail("it was"))
    built(tmp_path / "x", document(*nobody_knows(), sources=SOURCES), "x.json")


def test_sources_that_stand_twice_in_a_document_all_count(tmp_path: Path) -> None:
    first, second = json.dumps(SOURCES[:1]), json.dumps(SOURCES[1:])
    event = {"id": "a", "title": "A", "citations": [{"source": "paper"}, {"source": "copy"}]}
    scattered = f'{{"sources": {first}, "events": [{json.dumps(event)}], "sources": {second}}}'
    together = json.dumps({"sources": SOURCES, "events": [event]})
    for name, written in (("a", scattered), ("b", together)):
        built(tmp_path / name, written.encode(), "x.json")
        assert Arrays(tmp_path / name / ARRAYS)["witnesses"].tolist() == [1]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process begins anew, without what is changed here")
def test_a_process_that_is_killed_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spread(monkeypatch, 1)
    file = tmp_path / "x.jsonl"
    file.write_bytes(lines(*many()))
    take = dealing.Taker.send

    here = os.getpid()

    def killed(taker: dealing.Taker, work: dealing.Work) -> None:
        if work.batches[0].number and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        take(taker, work)

    monkeypatch.setattr(dealing.Taker, "send", killed)
    with pytest.raises(OSError, match="stopped by the system"):
        builder.build(file, tmp_path, lambda *_: None, file.stat().st_size)


def test_what_the_system_refuses_a_process_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spread(monkeypatch, 1)
    file = tmp_path / "x.jsonl"
    file.write_bytes(lines(*many()))
    with Dealer(file, tmp_path / "missing", {}) as dealer:
        dealer.begin({}, lines=True)
        with pytest.raises(OSError, match="No such file or directory"):
            dealer.finish()
