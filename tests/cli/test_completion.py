import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigfiles import indexes
from timeline_tui.cli.completion import SHELLS, offers
from timeline_tui.cli.exits import Exit
from timeline_tui.cli.looking import PANELS
from timeline_tui.cli.main import COMMANDS, door
from timeline_tui.index.base import Order
from timeline_tui.store import opening
from timeline_tui.store.indexing import Indexing

CASE = """{"events": [{"id": "ev-1", "title": "One", "people": ["zoe"], "tags": ["zz top"]}],
 "people": [{"id": "zoe", "name": "Zoë Ito"}]}"""


def run(*args: str) -> Result:
    return CliRunner().invoke(door, args, prog_name="timeline-tui")


def offered(*words: str) -> list[str]:
    return [offer.word for offer in offers([*words])]


@pytest.fixture
def case(tmp_path: Path) -> str:
    file = tmp_path / "case.json"
    file.write_text(CASE, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([""], list(COMMANDS)),
        (["li"], ["list"]),
        (["s"], ["search", "stats", "show"]),
        (["list"], []),
        (["zzz"], []),
        (["list", "person:ei"], ["person:eiskirch"]),
        (["stats", "robot", "person:ei"], ["person:eiskirch"]),
        (["pick", "is:dis"], ["is:disputed"]),
        (["list", "pl"], ["place:"]),
        (["list", "has:"], ["has:disputed", "has:uncertain", "has:approximate", "has:undated", "has:planned",
                            "has:cancelled", "has:uncited", "has:single-source", "has:inferred", "has:quote"]),
        (["list", "--so"], ["--sort"]),
        (["list", "--json", "--so"], ["--sort"]),
        (["stats", "--so"], []),
        (["--q"], ["--query"]),
        (["case.json", "--qu"], ["--query"]),
        (["explore", "--pa"], ["--panel"]),
        (["list", "--sort", ""], [str(order) for order in Order]),
        (["--panel", "e"], ["events"]),
        (["explore", "--panel", ""], list(PANELS)),
        (["list", "--lang", ""], ["en", "de"]),
        (["list", "--file", ""], []),
        (["list", "-f", "per"], []),
        (["explore", "-q", "person:ei"], ["person:eiskirch"]),
        (["explore", "--query", "is:pl"], ["is:planned"]),
        (["show", "partnership-s"], ["partnership-signed"]),
        (["show", "partnership-signed", "keiichi"], ["keiichi-aizawa"]),
        (["show", "newspaper"], ["newspaper-2019"]),
        (["completion", ""], list(SHELLS)),
        (["list", "-f", "gone.json", "person:"], []),
        (["list", "-f", "gone.json", "has:q"], ["has:quote"]),
        (["list", "-f", "-", "person:"], []),
        (["list", "--view", ""], []),
        (["validate", "x"], []),
    ],
)  # fmt: skip
def test_words_are_offered_where_the_cursor_is(words: list[str], found: list[str]) -> None:
    assert offered(*words) == found


def test_names_are_those_of_the_file_that_is_named(case: str) -> None:
    assert offered("list", "--file", case, "person:") == ["person:ito", "person:zoe"]
    assert offered("list", "-f", case, "person:zo") == ["person:zoe"]
    assert offered("show", "-f", case, "ev") == ["ev-1"]
    assert offered(case, "--query", "person:i") == ["person:ito"]


def test_a_big_file_is_never_indexed_for_a_key(case: str, tmp_path: Path, big: pytest.MonkeyPatch) -> None:
    assert offered("list", "-f", case, "person:") == []
    assert offered("show", "-f", case, "ev") == []
    assert offered("list", "-f", case, "-pers") == ["-person:"]
    assert offered("list", "-f", case, "is:pl") == ["is:planned"]
    assert indexes(tmp_path) == []
    assert run("list", "-f", case).exit_code == 0
    big.setattr(Indexing, "__init__", None)
    assert offered("list", "-f", case, "person:") == ["person:ito", "person:zoe"]
    assert offered("show", "-f", case, "ev") == ["ev-1"]


def test_what_a_packed_file_holds_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "case.json.gz"
    file.write_bytes(gzip.compress(CASE.encode()))
    assert offered("list", "-f", str(file), "person:") == ["person:ito", "person:zoe"]
    monkeypatch.setattr(opening, "BIG", 2 * file.stat().st_size)
    assert offered("list", "-f", str(file), "person:") == []


def test_what_comes_from_a_pipe_is_left_to_the_command(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=(CASE,), daemon=True)
    writer.start()
    assert offered("list", "-f", str(pipe), "person:") == []
    assert json.loads(pipe.read_text(encoding="utf-8")) == json.loads(CASE)


def test_of_very_many_events_some_of_all_times_are_offered(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    many = [{"id": f"n{number:04}", "title": "One", "date": str(number)} for number in range(1000, 4000)]
    file.write_text(json.dumps({"events": many}), encoding="utf-8")
    found = offered("show", "-f", str(file), "n")
    assert {word[:2] for word in found} == {"n1", "n2", "n3"}
    assert len(found) < 500
    assert offered("show", "-f", str(file), "n312") == [f"n312{digit}" for digit in range(10)]


def test_saved_views_are_offered_with_what_they_ask(case: str, own_views: Path) -> None:
    own_views.write_text('[views.mayors]\nquery = "person:eisk"\n[views.other]\n', encoding="utf-8")
    assert [(offer.word, offer.told) for offer in offers(["list", "--view", "m"])] == [("mayors", "person:eisk")]
    Path(case).with_name("case.views.toml").write_text("[views.beside]\n", encoding="utf-8")
    assert offered("list", "-f", case, "--view", "") == ["beside", "mayors", "other"]
    assert offered(case, "--view", "b") == ["beside"]
    own_views.write_text("[", encoding="utf-8")
    assert offered("list", "--view", "") == []


def test_a_word_to_leave_out_is_offered_too() -> None:
    assert offered("list", "-person:ei") == ["-person:eiskirch"]


def test_only_what_a_command_takes_is_offered() -> None:
    assert run("audit", *offered("audit", "person:ei")).exit_code != 2


def test_an_empty_word_is_no_file() -> None:
    assert offered("", "--view", "") == []


WORDS = st.sampled_from(
    ("list", "show", "stats", "pick", "explore", "--file", "-f", "--view", "--sort", "--query", "-q", "--", "-", "per",
     "person:", "person:a,", "is:", "x.json", "-x", "#a")
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=4), WORDS | st.text(max_size=5))
def test_whatever_stands_before_offers_only_go_on(before: list[str], typed: str) -> None:
    for offer in offers([*before, typed]):
        assert offer.word.startswith(typed)
        assert offer.word != typed


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_its_script(shell: str) -> None:
    found = run("completion", shell)
    assert found.exit_code == 0
    assert "timeline-tui completion --words" in found.stdout
    assert run("completion").exit_code == Exit.CANNOT


def test_a_shell_that_nobody_knows_is_refused() -> None:
    assert run("completion", "tcsh").exit_code == 2


@pytest.mark.parametrize(
    ("words", "told"), [(["li"], "list"), (["list", "person:ei"], "person:eiskirch"), ([""], "list")]
)
def test_a_shell_is_answered_word_by_word(words: list[str], told: str) -> None:
    found = run("completion", "--words", "--", *words)
    assert found.exit_code == 0
    assert told in [line.split("\t")[0] for line in found.stdout.splitlines()]


OFFERING = """#!{python}
import sys
from timeline_tui.cli.completion import offers
assert sys.argv[1:4] == ["completion", "--words", "--"], sys.argv
for offer in offers(sys.argv[4:] or [""]):
    print(offer.word, offer.told, sep="\\t")
"""
CALLING = """#!{python}
from timeline_tui.cli.main import main
main()
"""


def completed(line: str, tmp_path: Path, program: str) -> list[str]:
    """What bash makes of a line, by the script and a program that answers it."""
    script, home = tmp_path / "completion.bash", tmp_path / "bin"
    script.write_text(run("completion", "bash").stdout, encoding="utf-8")
    home.mkdir(exist_ok=True)
    (home / "timeline-tui").write_text(program.format(python=sys.executable), encoding="utf-8")
    (home / "timeline-tui").chmod(0o700)
    environment = {
        **os.environ, "PATH": f"{home}:{os.environ['PATH']}", "COMP_LINE": line, "COMP_POINT": str(len(line)),
    }  # fmt: skip
    command = f'source {script}; _timeline_tui; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(
        [str(shutil.which("bash")), "--norc", "-c", command],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash to ask")
@pytest.mark.parametrize(
    ("line", "replies"),
    [
        ("timeline-tui li", ["list"]),
        ("timeline-tui list person:ei", ["eiskirch"]),
        ("timeline-tui list robot pers", ["person:"]),
        ("timeline-tui list --sort ", ["date", "title", "sources", "closeness"]),
        ("timeline-tui show keii", ["keiichi-aizawa"]),
        ("timeline-tui list person:zzz", [""]),
    ],
)
def test_bash_puts_the_rest_of_the_word_in_place(line: str, replies: list[str], tmp_path: Path) -> None:
    assert completed(line, tmp_path, OFFERING) == replies


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash to ask")
def test_bash_is_answered_by_the_program_itself(tmp_path: Path) -> None:
    assert completed("timeline-tui list person:ei", tmp_path, CALLING) == ["eiskirch"]
