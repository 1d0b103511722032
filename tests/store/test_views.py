import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from timeline_tui.model.look import Look
from timeline_tui.model.text import one_line
from timeline_tui.store import views as module
from timeline_tui.store.views import ViewsError, read_views, save_view, views_files

BOB = Look(query='person:bob "a b"', event="visit", window="2019..2020", order="title", panel="people", dim=True)


def kept(timeline: str | None) -> dict[str, Look]:
    """The views for a timeline; the first fault of others is raised."""
    found, faults = read_views(timeline)
    if faults:
        raise ViewsError(faults[0])
    return found


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own file of views."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "config" / "timeline-tui" / "views.toml"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    path.write_text("{}", encoding="utf-8")
    return path


@pytest.fixture
def beside(case: Path) -> Path:
    return case.with_name("case.views.toml")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("timeline", "name"),
    [
        ("case.json", "case.views.toml"),
        ("dir/case.json", "dir/case.views.toml"),
        ("case.json.gz", "case.views.toml"),
        ("case", "case.views.toml"),
        ("my.case.json", "my.case.views.toml"),
    ],
)
def test_views_lie_beside_the_timeline_and_in_the_user_s_folder(timeline: str, name: str, own: Path) -> None:
    assert views_files(timeline) == (Path(name), own)


@pytest.mark.parametrize("timeline", [None, "-"])
def test_what_has_no_place_has_only_the_user_s_views(timeline: str | None, own: Path) -> None:
    assert views_files(timeline) == (own,)
    assert kept(timeline) == {}
    assert save_view(timeline, "x", Look()) == (own, False)
    assert save_view(timeline, "x", BOB) == (own, True)
    assert kept(timeline) == {"x": BOB}


def test_beside_counts_more_than_the_user_s_and_comes_first(case: Path, beside: Path, own: Path) -> None:
    write(own, '[views.both]\nquery = "own"\n[views.mine]\nquery = "mine"\n')
    write(beside, '[views.theirs]\n[views.both]\nquery = "beside"\ndim = true\n')
    found = kept(str(case))
    assert list(found) == ["theirs", "both", "mine"]
    assert found["both"] == Look(query="beside", dim=True)
    assert found["theirs"] == Look()
    assert set(kept(None)) == {"both", "mine"}


def test_a_view_is_saved_beside_where_there_is_such_a_file_else_by_the_user(
    case: Path, beside: Path, own: Path
) -> None:
    assert save_view(str(case), "a", BOB)[0] == own
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    assert not beside.exists()
    write(beside, "")
    assert save_view(str(case), "b", BOB)[0] == beside
    assert kept(str(case)) == {"b": BOB, "a": BOB}
    assert set(kept(None)) == {"a"}


def test_only_what_is_not_empty_is_written(own: Path) -> None:
    save_view(None, "x", Look(query="a"))
    assert tomllib.loads(own.read_text(encoding="utf-8")) == {"views": {"x": {"query": "a"}}}


COMMENTED = """# what we look at
title = "ours"

[views.first]  # the first
query = "a"    # all of a

[other]
kept = 1
"""


def test_comments_and_everything_else_stay_when_a_view_is_saved(own: Path) -> None:
    write(own, COMMENTED)
    save_view(None, "second", BOB)
    text = own.read_text(encoding="utf-8")
    for line in COMMENTED.splitlines():
        assert line in text
    read = tomllib.loads(text)
    assert (read["title"], read["other"], read["views"]["first"]) == ("ours", {"kept": 1}, {"query": "a"})
    assert kept(None) == {"first": Look(query="a"), "second": BOB}


def test_a_view_takes_the_place_of_one_that_was_called_so(own: Path) -> None:
    write(own, COMMENTED)
    save_view(None, "first", Look(window="2019..2020"))
    assert kept(None) == {"first": Look(window="2019..2020")}
    assert "# what we look at" in own.read_text(encoding="utf-8")


SHAPES = {
    "a table for each": '[views.old]\nquery = "a"\n',
    "tables below views": "[views]\n[views.old]\nquery = 'a'\n",
    "inside views": '[views]\nold = {query = "a"}\n',
    "on one line": 'views = {old = {query = "a"}}\n',
    "dotted": 'views.old.query = "a"\n',
    "dotted below views": '[views]\nold.query = "a"\n',
    "torn apart": '[views.old]\nquery = "a"\n[other]\n[views.older]\n[other2]\n',
    "with a line between": '[views.old]\r\nquery = "a"\r\n',
}


@pytest.mark.parametrize("shape", list(SHAPES))
def test_a_view_is_added_however_the_file_is_written(shape: str, own: Path) -> None:
    write(own, SHAPES[shape])
    before = tomllib.loads(SHAPES[shape])
    save_view(None, "new view", BOB)
    after = tomllib.loads(own.read_text(encoding="utf-8"))
    assert after["views"].pop("new view") == {key: value for key, value in asdict(BOB).items() if value}
    assert after == before
    assert kept(None)["old"] == Look(query="a")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=15)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS.map(one_line).filter(bool), TEXTS.map(one_line), TEXTS.map(one_line))
def test_any_name_and_query_come_back_as_they_were(own: Path, name: str, query: str, event: str) -> None:
    own.unlink(missing_ok=True)
    save_view(None, name, Look(query=query, event=event))
    assert kept(None) == {name: Look(query=query, event=event)}


@pytest.mark.parametrize("name", ["Bob's", 'say "hi"', "a.b", "筑波", "[x]", "x = 1", "#", "true", "a\\b", "views"])
def test_quotes_and_signs_in_names_are_names(name: str) -> None:
    save_view(None, "other", Look())
    save_view(None, name, Look(query=f'"{name}"'))
    assert kept(None)[name] == Look(query=f'"{name}"')
    assert "other" in kept(None)


MALFORMED = {
    "no TOML": ("x\n", "line 1"),
    "half a table": ("[views.\n", "line 1"),
    "twice": ("[views.a]\n[views.a]\n", "line 2"),
    "views a number": ("views = 1", "[views.NAME]"),
    "views a list": ("[[views]]\nquery = 'a'", "[views.NAME]"),
    "a view that is text": ("[views]\na = 'query'", "view 'a'"),
    "a list of views": ("[[views.a]]\nquery = 'a'", "view 'a'"),
    "an unknown word": ("[views.a]\nqery = 'x'", "there is no 'qery'"),
    "a number for text": ("[views.a]\nquery = 1", "query is text in quotes"),
    "a date for text": ("[views.a]\nwindow = 2019-11-25", "window is text in quotes"),
    "text for yes": ("[views.a]\ndim = 'yes'", "dim is true or false"),
    "a number for yes": ("[views.a]\ndim = 1", "dim is true or false"),
    "a table for text": ("[views.a.query]\n", "query is text in quotes"),
}


@pytest.mark.parametrize("form", MALFORMED)
def test_what_is_no_view_is_told_with_its_file(form: str, case: Path, beside: Path) -> None:
    text, told = MALFORMED[form]
    write(beside, text)
    with pytest.raises(ViewsError) as caught:
        kept(str(case))
    assert str(caught.value).startswith(f"{beside}: ")
    assert told in str(caught.value)
    assert beside.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 100_000, b"a = " + b"[" * 100_000, b"\x00"])
def test_what_is_no_text_is_told_with_its_file(content: bytes, case: Path, beside: Path) -> None:
    beside.write_bytes(content)
    for reading in (lambda: kept(str(case)), lambda: save_view(str(case), "a", BOB)):
        with pytest.raises(ViewsError) as caught:
            reading()
        assert str(caught.value).startswith(f"{beside}: ")
    assert beside.read_bytes() == content


@pytest.mark.parametrize("form", ["no TOML", "twice", "views a number", "views a list"])
def test_nothing_is_saved_into_a_file_that_cannot_be_read(form: str, own: Path) -> None:
    write(own, MALFORMED[form][0])
    with pytest.raises(ViewsError):
        save_view(None, "a", BOB)
    assert own.read_text(encoding="utf-8") == MALFORMED[form][0]


def test_names_in_messages_and_values_cannot_command_the_terminal(own: Path) -> None:
    write(own, '[views."a\\u001b[2J"]\nquery = "x\\u001b]0;y\\u0007"\n')
    ((name, look),) = kept(None).items()
    assert "\x1b" not in name + look.query
    write(own, '[views."a\\u001b"]\n"b\\u001b" = 1\n')
    with pytest.raises(ViewsError) as caught:
        kept(None)
    assert "\x1b" not in str(caught.value)


def test_a_folder_in_the_file_s_place_is_told(own: Path) -> None:
    own.mkdir(parents=True)
    for reading in (lambda: kept(None), lambda: save_view(None, "a", BOB)):
        with pytest.raises(ViewsError, match="directory"):
            reading()


def test_a_folder_that_cannot_be_written_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module, "write_safely", refused)
    with pytest.raises(ViewsError) as caught:
        save_view(None, "a", BOB)
    assert str(caught.value) == f"{own}: Permission denied"


def test_a_file_where_a_folder_should_be_is_told(own: Path) -> None:
    write(own.parent.parent, "")
    with pytest.raises(ViewsError) as caught:
        save_view(None, "a", BOB)
    assert str(caught.value).startswith(f"{own}: ")
