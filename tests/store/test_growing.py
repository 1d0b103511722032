import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from bigfiles import document, events, lines
from timeline_tui.load import events as reading
from timeline_tui.load.batches import Batch
from timeline_tui.model import limits
from timeline_tui.store import builder, cache, dealing
from timeline_tui.store.cache import ARRAYS, EXTRAS
from timeline_tui.store.indexing import Indexing, Progress

HEAD: list[dict[str, Any]] = [
    {"kind": "timeline", "title": "T", "labels": {"town": {"de": "Stadt"}}},
    {"kind": "source", "id": "paper", "title": "Paper", "issued": "2000"},
    {"kind": "source", "id": "copy", "title": "Copy", "excerpt_of": "paper"},
    {"kind": "person", "id": "aizawa", "name": "A", "citations": [{"source": "paper"}]},
]
CITED = [{"source": "paper", "date": "2019-01", "says": {"guests": "12"}, "locator": "1"}, {"source": "copy"}]
FULL: dict[str, Any] = {
    "citations": CITED,
    "people": ["aizawa"],
    "tags": ["town", "town"],
    "places": ["Tsukuba"],
    "summary": "Städte, ÉTÉ été",
    "title": {"en": "Big", "de": "Groß"},
}
NAMES = [f"e{number}" for number in range(40)]


def old(*, changed: str = "once") -> list[dict[str, Any]]:
    """The records of a file before it grows."""
    made = [*events(NAMES, tags=["town"]), *events(["full", "plain"], **FULL)]
    made[3] |= {"related": ["full"], "date": "2019", "status": "planned"}
    made[4] |= {"date": "2019-01-01/2019-12-31", "title": "Ein e3", "related": [{"event": "e3", "as": "outcome-of"}]}
    made[5] |= {"date": "soon", "titel": "kept"}
    made[6] |= {"date": None, "summary": f"{changed} in forty words"}
    return [*HEAD, *made]


def new(name: str = "new", **fields: Any) -> bytes:
    return lines({"id": name, "title": f"Event {name}", **fields})


class Grower:
    """Opens states of one file, each indexed from what is kept of the one before.

    ``read`` is how many events were read for the last index, ``told`` how far that said it was.
    """

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, name: str = "x.jsonl") -> None:
        self.file, self.read, self._states = folder / name, 0, 0
        self.told: list[Progress] = []
        take = reading.Events.read

        def counted(reader: reading.Events, batch: Batch) -> list[Any]:
            self.read += len(batch)
            return take(reader, batch)

        patch.setattr(reading.Events, "read", counted)

    def kept(self, data: bytes) -> tuple[bytes, dict[str, Any]]:
        """What is kept of the file when it has been changed to hold these bytes: arrays, and what else is known."""
        self.file.write_bytes(data)
        self._states += 1
        os.utime(self.file, ns=(0, self._states))
        self.read = 0
        indexing = Indexing(self.file)
        self.told = list(indexing.progress())
        folder = indexing.finish()
        return (folder / ARRAYS).read_bytes(), json.loads((folder / EXTRAS).read_text(encoding="utf-8"))

    def anew(self, data: bytes) -> tuple[bytes, dict[str, Any]]:
        """As ``kept``, with nothing known before."""
        cache.clear()
        return self.kept(data)


@pytest.fixture
def grower(tmp_path: Path, big: pytest.MonkeyPatch) -> Grower:
    return Grower(tmp_path, big)


LANGUAGES = {f"x-{letter}{other}": f"T{letter}{other}" for letter in "abcdefgh" for other in "abcdefgh"}
GROWTHS = {
    "nothing": b"",
    "a blank line": b"\n",
    "one line": new(date="2020"),
    "without an end": new(date="2020").rstrip(),
    "many": b"".join(new(f"n{number}", date=f"20{number}", summary=f"word{number}") for number in range(10, 60)),
    "before the old ones": new(date="1066-10-14", title="Aa"),
    "between the old ones": new(date="2019-01-07") + new("other", date="2019/2019"),
    "undated": new(),
    "new languages": new(title={"ja": "つくば", "de": "Aa"}) + new("other", title={"de-AT": "A", "fr": "B"}),
    "new values": new(tags=["b", "a", "town"], places=["Bochum"], organizations=["VfL"]),
    "known words": new(summary="été once Städte staedte"),
    "the commonest word": b"".join(new(f"n{number}", summary="once") for number in range(9)),
    "related to old ones": new(related=["e3", "new", {"event": "full", "as": "part-of"}]),
    "an outcome": new(related=[{"event": "e3", "as": "outcome-of"}], date="2019-02"),
    "disputed": new(citations=[{"source": "paper", "date": "1999"}, {"source": "copy", "date": "1950"}]),
    "with more in dispute": new(**{**FULL, "citations": [*CITED, {"source": "paper", "says": {"guests": "200"}}]}),
    "faults": new(date="never") + b"{\n[1]\n" + new("other", titel="x", people="aizawa") + b'{"kind": "era"}\n',
    "no UTF-8": new(title="A").replace(b'"A"', b'"\xe4"') + b"\xff\xfe{}\n",
    "a mark": b"\xef\xbb\xbf" + new(),
    "an id with a space": new("A B"),
    "no events": b"[]\n" * 3,
}
BAD = b"".join(new(f"bad{number}", date="never") for number in range(limits.PROBLEMS - 10))
REFUSED = {
    "a source": lines({"kind": "source", "id": "blog", "title": "Blog"}),
    "a person": new() + lines({"kind": "person", "id": "ito", "name": "Ito"}),
    "a title": lines({"kind": "timeline", "title": "Other"}),
    "an old id": new("e3"),
    "the same id twice": new() + new(),
    "no id": b'{"title": "A"}\n',
    "an odd id": b'{"id": 9, "title": "A"}\n',
    "an unknown person": new(people=["ito"]),
    "an unknown source": new(citations=[{"source": "blog"}]),
    "an unknown original": new(citations=[{"source": "paper", "excerpt_of": "blog"}]),
    "an unknown event": new(related=["nowhere"]),
    "too many languages": new(title=LANGUAGES),
}


def in_many_processes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(dealing, "SMALL", 0)
    patch.setattr(dealing, "STRETCH", 3)
    patch.setattr(builder, "CHUNK", 100)


@pytest.mark.parametrize("added", GROWTHS.values(), ids=GROWTHS)
def test_only_lines_that_were_added_are_read(grower: Grower, added: bytes) -> None:
    before = lines(*old())
    grower.kept(before)
    assert grower.read == len(old()) - len(HEAD)
    grown = grower.kept(before + added)
    assert grower.read == sum(bool(line) and b"kind" not in line for line in added.split(b"\n"))
    assert grown == grower.anew(before + added)


@pytest.mark.parametrize("added", GROWTHS.values(), ids=GROWTHS)
def test_lines_that_were_added_are_dealt_as_any(grower: Grower, big: pytest.MonkeyPatch, added: bytes) -> None:
    before = lines(*old())
    anew = grower.anew(before + added)
    in_many_processes(big)
    grower.anew(before)
    assert grower.kept(before + added) == anew


@pytest.mark.parametrize("added", REFUSED.values(), ids=REFUSED)
def test_lines_that_may_change_what_older_ones_mean_have_everything_indexed_anew(grower: Grower, added: bytes) -> None:
    before = lines(*old())
    grower.kept(before)
    grown, read = grower.kept(before + added), grower.read
    assert read >= len(old()) - len(HEAD)
    assert grown == grower.anew(before + added)
    assert not list(cache.cache_folder().glob(".*"))


LONG = b"".join(new(f"n{number}", date="2020") for number in range(4000))
START, END = lines(*old(), *events(["long"])), lines(*old(changed="very")) + new()
OTHERS = {
    "a changed line": (lines(*old()), lines(*old(changed="very")) + new()),
    "a changed line far from both ends": (lines(*old(changed="once")) + LONG, END[: len(START)] + LONG + new()),
    "cut and written longer": (lines(*old()), lines(*old()[:20]) + LONG),
    "cut": (lines(*old()), lines(*old()[:20])),
    "no line end": (lines(*old()).rstrip(), lines(*old()) + new()),
    "a line that was not ended": (lines(*old()).rstrip(b"}\n"), lines(*old()) + new()),
    "not linked": (lines(*old()) + new(related=["nowhere"]), lines(*old()) + new(related=["nowhere"]) + new("nowhere")),
    "not linked by a person": (
        lines({"kind": "person", "id": "ito", "name": "I", "citations": [{"source": "blog"}]}, *old()),
        lines({"kind": "person", "id": "ito", "name": "I", "citations": [{"source": "blog"}]}, *old())
        + new(citations=[{"source": "blog"}]),
    ),
    "many languages": (lines(*old()) + new(title=LANGUAGES), lines(*old()) + new(title=LANGUAGES) + new("other")),
    "packed": (gzip.compress(lines(*old()), mtime=0), gzip.compress(lines(*old()), mtime=0) * 2),
    "packed since": (lines(*old()), gzip.compress(lines(*old()) + LONG)),
    "a document since": (document(*old()[4:]), document(*old()[4:]) + b"\n"),
}


@pytest.mark.parametrize(("before", "after"), OTHERS.values(), ids=OTHERS)
def test_what_is_not_just_longer_is_indexed_anew(grower: Grower, before: bytes, after: bytes) -> None:
    grower.kept(before)
    grown = grower.kept(after)
    assert grower.read > 1
    assert grown == grower.anew(after)
