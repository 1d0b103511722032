from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline_tui.model import limits
from timeline_tui.model.text import one_line
from timeline_tui.store.queries import MOST, queries_file, remember_query, remembered_queries


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))


def kept(content: bytes) -> None:
    queries_file().parent.mkdir(parents=True, exist_ok=True)
    queries_file().write_bytes(content)


def test_queries_are_kept_in_the_user_s_state_folder_a_line_each(tmp_path: Path) -> None:
    assert remembered_queries() == ()
    assert not (tmp_path / "state").exists()
    remember_query("person:ann")
    remember_query("is:disputed | 2019")
    assert queries_file() == tmp_path / "state" / "timeline-tui" / "queries"
    assert queries_file().read_text(encoding="utf-8") == "person:ann\nis:disputed | 2019\n"


def test_the_newest_comes_first_and_each_once() -> None:
    for query in ("a", "b", "c", "a", "b"):
        remember_query(query)
    assert remembered_queries() == ("b", "a", "c")


def test_the_oldest_are_forgotten() -> None:
    kept("".join(f"q{number}\n" for number in range(MOST + 20)).encode())
    assert len(remembered_queries()) == MOST
    remember_query("new")
    assert remembered_queries()[:2] == ("new", f"q{MOST + 19}")
    assert len(queries_file().read_text(encoding="utf-8").splitlines()) == MOST


def test_what_another_run_kept_meanwhile_stays() -> None:
    remember_query("mine")
    kept(b"mine\ntheirs\n")
    remember_query("mine again")
    assert remembered_queries() == ("mine again", "theirs", "mine")


@pytest.mark.parametrize(
    ("content", "queries"),
    [
        (b"", ()),
        (b"\n\n  \n", ()),
        (b"a\r\nb\r\n", ("b", "a")),
        (b"no end of line", ("no end of line",)),
        (b"a\n\xff\xfe\nb\n", ("b", "��", "a")),
        (b"\x00\x1b[2J\n", ("␀␛[2J",)),
        (b"  a   b  \n", ("a b",)),
        (b"x" * (limits.QUERY + 1) + b"\na\n", ("a",)),
        (b"x" * limits.QUERY + b"\n", ("x" * limits.QUERY,)),
    ],
)
def test_a_file_however_broken_is_read_as_far_as_it_goes(content: bytes, queries: tuple[str, ...]) -> None:
    kept(content)
    assert remembered_queries() == queries


def test_a_folder_in_the_file_s_place_counts_as_none_and_is_told_when_kept() -> None:
    queries_file().mkdir(parents=True)
    assert remembered_queries() == ()
    with pytest.raises(OSError, match="queries"):
        remember_query("a")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=12), max_size=5))
def test_whatever_was_asked_is_one_line_that_cannot_command_the_terminal(asked: list[str]) -> None:
    queries_file().unlink(missing_ok=True)
    for query in asked:
        remember_query(query)
    wanted = dict.fromkeys(safe for query in reversed(asked) if (safe := one_line(query)))
    assert remembered_queries() == tuple(wanted)
