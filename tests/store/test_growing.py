import gzip
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigfiles import document, events, everything_is_big, lines
from timeline_tui.load.batches import Batch
from timeline_tui.load.events import Events
from timeline_tui.model import limits
from timeline_tui.store import cache, dealing, growing, rawfile
from timeline_tui.store.cache import ARRAYS, EXTRAS
from timeline_tui.store.indexing import Indexing, Progress
from timeline_tui.store.opening import open_timeline

HEAD: list[dict[str, Any]] = [
    {"kind": "timeline", "title": "T", "labels": {"town": {"de": "Stadt"}}, "window": "2006/2025", "colour": {"a": 1}},
    {"kind": "timeline", "eras": [{"title": "E", "date": "2006/2019"}], "version": 1},
    {"kind": "source", "id": "paper", "title": "Paper", "issued": "2000", "url": "https://example.org", "shelf": [1.5]},
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
    """Indexes states of one file, each from what is kept of the one before.

    ``read`` is how many events were read for the last index, ``told`` how far that said it was.
    """

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, name: str = "x.jsonl") -> None:
        self.file, self.read, self._states = folder / name, 0, 0
        self.told: list[Progress] = []
        grower = self

        class Counted(Events):
            def read(self, batch: Batch) -> list[Any]:
                grower.read += len(batch)
                return super().read(batch)

        patch.setattr(dealing, "Events", Counted)

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
    "what could be a document": b'{"id": "z", "title": "Z", "events": [{"id": "y", "title": "Y"}]}\n',
    "an unknown person": new(people=["ito", {"person": "ito", "role": "guest"}, "aizava"]),
    "an unknown source": new(citations=[{"source": "blog"}, *CITED]) + new("other", citations=[{"source": "blog"}] * 2),
    "many unknown names": b"".join(new(f"n{n}", people=[f"p{n % 7}"], date="soon"[n % 2 :]) for n in range(40)),
}
REFUSED = {
    "a source": lines({"kind": "source", "id": "blog", "title": "Blog"}),
    "a person": new() + lines({"kind": "person", "id": "ito", "name": "Ito"}),
    "a title": lines({"kind": "timeline", "title": "Other"}),
    "an old id": new("e3"),
    "the same id twice": new() + new(),
    "no id": b'{"title": "A"}\n',
    "a document's line": b'{"events": [{"id": "z", "title": "Z"}]}\n',
    "an odd id": b'{"id": 9, "title": "A"}\n',
    "an unknown original": new(citations=[{"source": "paper", "excerpt_of": "blog"}]),
    "an unknown event": new(related=["nowhere"]),
    "too many languages": new(title=LANGUAGES),
}


def in_stretches(patch: pytest.MonkeyPatch, processes: int = 2) -> None:
    patch.setattr(dealing, "SMALL", 0)
    patch.setattr(dealing, "WORKERS", processes)
    patch.setattr(dealing, "STRETCH", 3)
    patch.setattr(rawfile, "CHUNK", 100)


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
    in_stretches(big)
    grower.anew(before)
    assert grower.kept(before + added) == anew
    assert grower.told[0].done == len(before)


@pytest.mark.parametrize("added", REFUSED.values(), ids=REFUSED)
def test_lines_that_may_change_what_older_ones_mean_have_everything_indexed_anew(grower: Grower, added: bytes) -> None:
    before = lines(*old())
    grower.kept(before)
    grown, read = grower.kept(before + added), grower.read
    assert read >= len(old()) - len(HEAD)
    assert grown == grower.anew(before + added)
    assert not list(cache.cache_folder().glob(".*"))


LONG = b"".join(new(f"n{number}", date="2020") for number in range(2000))
MORE = LONG.replace(b'"n', b'"m')
OTHERS = {
    "a changed line": (lines(*old()), lines(*old(changed="very")) + new()),
    "a changed line far from both ends": (
        LONG + lines(*old()) + MORE,
        LONG + lines(*old(changed="very")) + MORE + new(),
    ),
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


def test_a_file_that_only_looked_like_lines_is_read_as_what_it_is(tmp_path: Path, big: pytest.MonkeyPatch) -> None:
    grower = Grower(tmp_path, big, "x.json")
    grower.kept(new())
    arrays, extras = grower.kept(new() + b"[]")
    assert extras["lines"] is False
    assert (arrays, extras) == grower.anew(new() + b"[]")


def test_a_file_without_the_name_of_one_grows_where_it_looks_like_lines(
    tmp_path: Path, big: pytest.MonkeyPatch
) -> None:
    grower = Grower(tmp_path, big, "log")
    grower.kept(lines(*old()))
    grown = grower.kept(lines(*old()) + new())
    assert grower.read == 1
    assert grown == grower.anew(lines(*old()) + new())


def test_another_version_indexes_everything_anew(grower: Grower, big: pytest.MonkeyPatch) -> None:
    grower.kept(lines(*old()))
    big.setattr(cache, "_MADE_BY", "0.0.0/1")
    grower.kept(lines(*old()) + new())
    assert grower.read == len(old()) - len(HEAD) + 1


def test_an_index_that_is_not_whole_is_not_grown(grower: Grower) -> None:
    grower.kept(lines(*old()))
    folder = cache.found(cache.identity_of(grower.file))
    assert folder
    (folder / EXTRAS).write_text("{}", encoding="utf-8")
    grower.kept(lines(*old()) + new())
    assert grower.read == len(old()) - len(HEAD) + 1


def test_an_index_that_another_takes_the_place_of_while_it_is_opened_is_not_grown(
    grower: Grower, big: pytest.MonkeyPatch
) -> None:
    grower.kept(lines(*old()))
    states: list[object] = [{"identity": 1}, {"identity": 2}]
    big.setattr(growing, "whole", lambda _: states.pop())
    grower.kept(lines(*old()) + new())
    assert grower.read == len(old()) - len(HEAD) + 1


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf" + lines(*old()), lines(*old()).replace(b"\n", b"\r\n")])
def test_a_file_grows_whatever_writes_it(grower: Grower, before: bytes) -> None:
    grower.kept(before)
    grown = grower.kept(before + new(titel="x"))
    assert grower.read == 1
    assert grown == grower.anew(before + new(titel="x"))


def test_names_that_never_had_a_record_are_no_reason_to_read_all_again(grower: Grower) -> None:
    data = lines(*old()) + new("log", people=["who", "aizawa"], citations=[{"source": "log-1"}, {"source": "log-2"}])
    grower.kept(data)
    for number in range(3):
        data += new(f"n{number}", people=["who", f"guest-{number}"], citations=[{"source": "log-2"}])
        data += new(f"m{number}", citations=[{"source": f"log-{number}"}], titel="x")
        grown = grower.kept(data)
        assert grower.read == 2
    assert grown == grower.anew(data)
    index = open_timeline(str(grower.file)).index
    assert [one.id for one in index.timeline.sources] == ["paper", "copy", "log-1", "log-2", "log-0"]


def test_a_file_grows_again_and_again(grower: Grower) -> None:
    data = lines(*old())
    grower.kept(data)
    for number in range(5):
        data += new(f"n{number}", date=f"20{number}x", summary=f"once word{number}", title={"en": "A", "fr": "B"})
        grown = grower.kept(data)
        assert grower.read == 1
    assert grown == grower.anew(data)


def test_problems_beyond_those_that_are_kept_are_counted(grower: Grower) -> None:
    faults = b"".join(new(f"bad{number}", date="never") for number in range(limits.PROBLEMS))
    before = lines(*old()) + faults
    grower.kept(before)
    grown = grower.kept(before + faults.replace(b"bad", b"worse") + b"{\n")
    assert grower.read == limits.PROBLEMS + 1
    assert grown[1]["more"] > limits.PROBLEMS
    assert grown == grower.anew(before + faults.replace(b"bad", b"worse") + b"{\n")


def test_progress_goes_on_where_the_file_ended(grower: Grower) -> None:
    before, count = lines(*old()), len(old()) - len(HEAD)
    grower.kept(before)
    after = before + new()
    grower.kept(after)
    assert grower.told[0] == Progress(len(before), len(after), count)
    assert grower.told[-1] == Progress(len(after), len(after), count + 1)


def test_an_index_in_use_stays_what_it_is_while_it_is_grown(grower: Grower) -> None:
    before, after = lines(*old()), lines(*old()) + new(title="Quite new", related=["e3"])
    grower.file.write_bytes(before)
    first = open_timeline(str(grower.file))
    with grower.file.open("ab") as file:
        file.write(after[len(before) :])
    grower.read = 0
    second = open_timeline(str(grower.file))
    assert grower.read == 1
    assert second.index.size == first.index.size + 1
    assert first.index.row("new") is None
    event = second.index.event("new")
    assert event
    assert event.title == {"": "Quite new"}
    assert ("new", "see") in second.index.referring("e3")


WORDS = st.sampled_from(["été", "ÉTÉ", "Städte", "staedte", "つくば", "once", "", "a-b", "ß", "\0", "x\ny"])
DATES = st.sampled_from(
    [None, "2019", "2019-01-01/2019-12-31", "2019-01", "1066~", "[2006,2007]", "soon", "..", "-0100"]
)
NUMBERED = st.builds("e{}".format, st.integers(0, 6))
TITLES = st.one_of(WORDS, st.dictionaries(st.sampled_from(["en", "de", "de-AT", "ja"]), WORDS, min_size=1))
CITATIONS = st.fixed_dictionaries(
    {"source": st.sampled_from(["paper", "copy", "log", "Log-2"])},
    optional={"date": DATES.filter(bool), "claim": WORDS, "says": st.dictionaries(st.just("guests"), WORDS)},
)
EVENTS = st.fixed_dictionaries(
    {"title": TITLES},
    optional={
        "date": DATES,
        "summary": st.lists(WORDS).map(" ".join),
        "tags": st.lists(WORDS, max_size=3),
        "people": st.lists(st.sampled_from(["aizawa", "who", "aizava"]), max_size=3),
        "citations": st.lists(CITATIONS, max_size=3),
        "related": st.lists(st.one_of(NUMBERED, st.builds(lambda to: {"event": to, "as": "outcome-of"}, NUMBERED))),
        "status": st.sampled_from(["planned", "happened"]),
        "titel": WORDS,
    },
)
ODD = st.sampled_from([b"\n", b"{\n", b"[]\n", b"\xff\n", b'{"kind": "era"}\n', b'{"id": "e1", "title": "A"}\n'])


@settings(max_examples=60)
@given(st.lists(st.lists(st.one_of(EVENTS, EVENTS, EVENTS, ODD), max_size=6), min_size=2, max_size=3), st.data())
def test_a_grown_index_is_one_made_at_once(pieces: list[list[dict[str, Any] | bytes]], drawn: st.DataObject) -> None:
    with TemporaryDirectory() as home, everything_is_big(Path(home)) as patch:
        if drawn.draw(st.booleans()):
            in_stretches(patch, 1)
        grower = Grower(Path(home), patch)
        data, count = lines(*HEAD, *events([f"e{number}" for number in range(7)])), 7
        grower.kept(data)
        for piece in pieces:
            for record in piece:
                data += record if isinstance(record, bytes) else lines({"id": f"e{count}", **record})
                count += 1
            grown = grower.kept(data)
        assert grown == grower.anew(data)
