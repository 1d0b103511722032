"""The command line as people and scripts call it."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bigfiles import document, events, lines
from timeline_tui import __version__
from timeline_tui.cli.main import COMMANDS, door
from timeline_tui.store import opening

GOOD = '{"title": "T", "events": [{"id": "a", "title": {"en": "One", "de": "Eins"}, "date": "2019-05"}]}'
FAULTY = '{"events": [\n  {"id": "a", "title": "One", "date": "2019-13"},\n  {"id": "b", "title": "Two"}\n]}'


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def good(tmp_path: Path) -> str:
    file = tmp_path / "good.json"
    file.write_text(GOOD, encoding="utf-8")
    return str(file)


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    file = tmp_path / "faulty.json"
    file.write_text(FAULTY, encoding="utf-8")
    return str(file)


def run(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(door, args, input=stdin, prog_name="timeline-tui")


def test_version_and_help_that_begins_with_examples() -> None:
    assert run("--version").stdout == f"timeline-tui {__version__}\n"
    told = run("--help").stdout
    assert told.index("Examples:") < told.index("Usage:") < told.index("Commands:")
    assert run("help").stdout == run("--lang", "de", "--help").stdout == told
    for name in COMMANDS:
        assert run(name, "--help").exit_code == 0


@pytest.mark.parametrize("command", ["--version", "--help"])
def test_version_and_help_import_nothing_heavy(command: str) -> None:
    code = (
        "import sys; from timeline_tui.cli.main import door\n"
        f"try: door([{command!r}])\n"
        "except SystemExit: pass\n"
        "sys.exit(bool({'pydantic', 'textual', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False)
    assert done.returncode == 0


def test_without_a_terminal_it_lists_and_ends_well(good: str) -> None:
    found = run(good)
    assert found.exit_code == 0
    assert found.stdout == "2019-05     0s  One\n"
    assert run(good, "--lang", "de").stdout.endswith("Eins\n")


def test_standard_input_is_a_file_named_dash() -> None:
    assert run("-", stdin=GOOD).stdout.endswith("One\n")
    assert run("list", "--file", "-", stdin=GOOD).stdout.endswith("One\n")


def test_list_takes_a_query_and_says_when_nothing_matches(good: str) -> None:
    assert run("list", "--file", good, "one", "2019").exit_code == 0
    nothing = run("list", "--file", good, "zebra")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (1, "", "Nothing matches.\nzebra is found nowhere\n")
    assert "onee is found nowhere; near it: One" in run("list", "--file", good, "onee").stderr


def test_a_query_that_cannot_be_read_is_pointed_at() -> None:
    found = run("list", "robot", "(x")
    assert found.exit_code == 2
    assert "column 7" in found.stderr
    assert found.stderr.endswith("  robot (x\n        ^\n")


def test_list_as_json_has_every_field_and_the_computed_ones() -> None:
    events = {event["id"]: event for event in json.loads(run("list", "--json").stdout)}
    ties = events["universities-partnership"]
    assert ties["date"] == "[2006,2007,2016]"
    assert (ties["earliest"], ties["latest"]) == ("2006-01-01", "2016-12-31")
    assert ties["words"]["en"] == "2006, 2007 or 2016"
    assert ties["disputed"] is True
    assert {"title", "summary", "citations", "people", "tags"} <= set(ties)
    assert events["partnership-signed"]["disputed"] is False


def test_lists_for_machines(good: str) -> None:
    assert run("list", "--file", good, "--plain").stdout == "a\t2019-05\tOne\n"
    assert run("list", "--file", good, "--count", "one").stdout == "1\n"
    assert json.loads(run("search", "--file", good, "--jsonl").stdout.splitlines()[0])["id"] == "a"
    assert run("list", "--file", good, "--ids").stdout.startswith("a  2019-05")


def test_an_option_that_does_not_exist_is_no_query(good: str) -> None:
    found = run("list", "--file", good, "--limit", "3")
    assert found.exit_code == 2
    assert "--limit" in found.stderr
    assert run("list", "--file", good, "-zebra").exit_code == 0


def test_stats_count_facets_and_years() -> None:
    counted = json.loads(run("stats", "--json", "person:=keiichi-aizawa").stdout)
    assert (
        counted["events"]
        == counted["person"]["keiichi-aizawa"]
        == int(run("list", "--count", "person:=keiichi-aizawa").stdout)
    )
    assert counted["years"]["2019"] >= 1
    told = run("stats", "2022", "--lang", "de").stdout
    assert "Personen" in told
    assert "Ereignissen" in told


def test_audit_names_each_finding_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "thin.json"
    file.write_text('{"events": [\n {"id": "a", "title": "One", "date": "2019"}\n]}', encoding="utf-8")
    found = run("audit", "--file", str(file))
    assert (found.exit_code, found.stdout) == (1, f"{file}:2:2: No source given: a\n")
    assert json.loads(run("audit", "--json", "--file", str(file)).stdout)[0]["kind"] == "uncited"
    clean = tmp_path / "clean.json"
    clean.write_text('{"events": []}', encoding="utf-8")
    assert run("audit", "--file", str(clean)).exit_code == 0
    assert "universities-partnership (the date: 10 years)" in run("audit").stdout


def test_date_says_how_it_is_understood() -> None:
    told = run("date", "Mitte", "der", "1960er", "--lang", "en").stdout
    assert told.splitlines()[:3] == ["[1964..1966]", "between 1964 and 1966", "strict: 1964-01-01 .. 1966-12-31"]
    assert "assumed: the years 4 to 6 of the decade" in told
    assert "fuzzy: 2011-01-01 .. 2013-12-31" in run("date", "2012~").stdout
    refused = run("date", "2019-02-30")
    assert refused.exit_code == 2
    assert "column 9" in refused.stderr


def test_show_prints_one_record_whole() -> None:
    told = run("show", "universities-partnership").stdout
    assert "2006, 2007 or 2016" in told
    assert "The sources disagree on the date" in told
    assert "Keiichi Aizawa" in run("show", "keiichi-aizawa").stdout
    assert "2006|07|16" in run("show", "newspaper-2019", "--lang", "en").stdout
    assert json.loads(run("show", "--json", "keiichi-aizawa").stdout)["name"] == "Keiichi Aizawa"


def test_an_unknown_id_is_answered_with_the_nearest() -> None:
    found = run("show", "partnership-sined")
    assert found.exit_code == 2
    assert "partnership-signed" in found.stderr


def test_validate_prints_line_and_column_and_answers_with_its_exit_code(good: str, faulty: str) -> None:
    assert run("validate", good).exit_code == 0
    found = run("validate", faulty)
    assert found.exit_code == 1
    assert found.stdout.startswith(f"{faulty}:2:39: error[date]: ")
    assert "2 events, 1 error, 0 warnings" in found.stderr
    problem = json.loads(run("validate", "--json", faulty).stdout)[0]
    assert (problem["line"], problem["column"], problem["path"]) == (2, 39, "events[0].date")
    assert run("validate").exit_code == 0


def test_the_worst_file_gives_the_exit_code(good: str, faulty: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"events": [', encoding="utf-8")
    assert run("validate", good, faulty, str(broken)).exit_code == 2
    assert run("validate", good, str(tmp_path / "missing.json")).exit_code == 2


def test_a_faulty_file_is_still_listed(faulty: str) -> None:
    found = run("list", "--file", faulty)
    assert found.exit_code == 0
    assert "One" in found.stdout
    assert f"1 error; what is good is shown. See: timeline-tui validate {faulty}" in found.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"hello", "this is no JSON"),
        (b"\x7fELF\x00\xff\xfe", "expected a value"),
        (b"[" * 100_000, "nested more than 64 deep"),
        (b"[]", "a timeline is an object"),
    ],
)
def test_what_is_no_timeline_is_refused_with_the_place(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    for command in ([str(file)], ["list", "--file", str(file)], ["show", "--file", str(file), "x"]):
        found = run(*command)
        assert found.exit_code == 2
        assert told in found.stderr
        assert "bad.json:1:" in found.stderr
        assert "Traceback" not in found.output
    assert run("validate", str(file)).exit_code == 2


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    assert "this is a folder" in run(str(tmp_path)).stderr
    assert "there is no such file" in run(str(tmp_path / "no.json")).stderr


def test_a_word_that_is_neither_command_nor_file_gets_the_way_to_search() -> None:
    found = run("igarashi")
    assert found.exit_code == 2
    assert "timeline-tui list igarashi" in found.stderr
    assert "Did you mean: timeline-tui list?" in run("lits").stderr


def test_a_name_that_is_a_command_is_a_command_and_a_path_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list").write_text(GOOD, encoding="utf-8")
    assert run("./list").stdout.endswith("One\n")
    assert len(run("list").stdout.splitlines()) > 40


def test_escapes_in_a_file_never_reach_the_output(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(r'{"events": [{"id": "a\u001b", "title": "\u001b]52;c;x\u0007\u009b"}]}', encoding="utf-8")
    for command in (["list", "--file", str(file)], ["list", "--json", "--file", str(file)], ["validate", str(file)]):
        assert not {"\x1b", "\x07", "\x9b"} & set(run(*command).output)


@pytest.mark.parametrize(
    "command", [["\x1b]0;owned\x07"], ["./\x1b[2J.json"], ["list", "\x1b]0;owned\x07zz"], ["list", "--\x9b"]]
)
def test_escapes_in_arguments_never_reach_the_terminal(command: list[str]) -> None:
    assert not {"\x1b", "\x07", "\x9b"} & set(run(*command).output)


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_closed_streams_are_no_traceback(closed: str, good: str) -> None:
    line = f"{sys.executable} -m timeline_tui list --file {good} {closed}"
    done = subprocess.run(line, shell=True, capture_output=True, check=False)  # noqa: S602  # the shell closes the stream
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_letters_that_a_terminal_does_not_know_are_spelled() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(
        [sys.executable, "-m", "timeline_tui", "list"], capture_output=True, check=False, env=environment
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_pipe_ends_it_quietly() -> None:
    listing = subprocess.Popen(
        [sys.executable, "-m", "timeline_tui", "list", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.read(1)
    listing.stdout.close()
    assert listing.stderr.read() == b""
    listing.stderr.close()
    assert listing.wait() in {0, 1, 141}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "timeline_tui", "list"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"timeline-tui: No space left")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["list"], ["show", "partnership-signed"], ["validate"]])
def test_the_command_line_starts_without_textual_and_reads_a_good_file_without_pydantic(command: list[str]) -> None:
    code = (
        "import sys; from timeline_tui.cli.main import door\n"
        f"try: door({command!r}, prog_name='timeline-tui')\n"
        "except SystemExit: pass\n"
        "sys.exit(any(name.partition('.')[0] in {'textual', 'pydantic'} for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False, env=os.environ)
    assert done.returncode == 0


SOURCES = [{"id": "s", "title": "Press", "issued": "2018"}, {"id": "t", "title": "Blog"}]
FULL = document(
    *events("abc", tags=["t1", "t2"], people=["pia", "unknown"], places=["Bochum"]),
    {"id": "d", "title": "Disputed", "related": [{"event": "a", "as": "outcome-of"}, "nobody"],
     "citations": [{"source": "s", "date": "2019"}, {"source": "t", "date": "2020", "quote": "so"}]},
    {"id": "a", "title": "Twice", "date": "2019-13", "status": "planned"},
    people=[{"id": "pia", "name": "Pia"}],
    sources=SOURCES,
)  # fmt: skip


def answers(file: Path, args: list[str]) -> tuple[Result, Result]:
    """What is said of a file that is held in memory, and of the same one indexed."""
    filled = [str(file) if arg == "FILE" else arg for arg in args]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "BIG", 1 << 60)
        small = run(*filled)
    return small, run(*filled)


@pytest.mark.parametrize(
    "args",
    [
        ["list", "-f", "FILE"],
        ["list", "-f", "FILE", "--json"],
        ["list", "-f", "FILE", "--jsonl", "tag:t1"],
        ["list", "-f", "FILE", "--plain", "--sort", "title"],
        ["list", "-f", "FILE", "--sort", "closeness", "event"],
        ["list", "-f", "FILE", "--count", "person:pia"],
        ["list", "-f", "FILE", "--ids", "is:disputed"],
        ["list", "-f", "FILE", "zebra"],
        ["stats", "-f", "FILE"],
        ["stats", "-f", "FILE", "--json", "2019"],
        ["show", "-f", "FILE", "a", "d", "pia", "s"],
        ["show", "-f", "FILE", "--json", "a-2"],
        ["show", "-f", "FILE", "nowhere"],
        ["completion", "--words", "list", "-f", "FILE", ""],
        ["completion", "--words", "list", "-f", "FILE", "tag:"],
        ["completion", "--words", "show", "-f", "FILE", ""],
        ["validate", "FILE"],
        ["validate", "--json", "FILE"],
        ["FILE"],
        ["FILE", "--query", "tag:t1"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("big")
def test_commands_say_the_same_of_a_file_big_and_small(tmp_path: Path, args: list[str]) -> None:
    file = tmp_path / "full.json"
    file.write_bytes(FULL)
    small, big = answers(file, args)
    assert (big.exit_code, big.stdout, big.stderr) == (small.exit_code, small.stdout, small.stderr)
    assert small.stdout + small.stderr


@pytest.mark.usefixtures("big")
def test_an_audit_finds_the_same_in_a_file_big_and_small_but_knows_no_places(tmp_path: Path) -> None:
    file = tmp_path / "full.json"
    file.write_bytes(FULL)
    small, big = answers(file, ["audit", "-f", "FILE"])
    assert big.exit_code == small.exit_code == 1
    assert big.stdout == re.sub(r":\d+:\d+:", ":", small.stdout)


@pytest.mark.parametrize(
    "args", [["list", "-f", "FILE"], ["stats", "-f", "FILE"], ["show", "-f", "FILE", "a"], ["FILE"]]
)
@pytest.mark.parametrize("text", ["", "[]", "Bochum"])
@pytest.mark.usefixtures("big")
def test_a_big_file_that_is_no_timeline_is_refused(tmp_path: Path, args: list[str], text: str) -> None:
    file = tmp_path / "no.json"
    file.write_text(text, encoding="utf-8")
    small, big = answers(file, args)
    assert (big.exit_code, big.stdout, big.stderr) == (small.exit_code, small.stdout, small.stderr)
    assert big.exit_code == 2
    assert big.stderr.startswith(f"timeline-tui: {file}:1:1: error[")


@pytest.mark.parametrize("args", [["list", "-f", "FILE"], ["show", "-f", "FILE", "b"], ["stats", "-f", "FILE"]])
@pytest.mark.usefixtures("big")
def test_a_broken_line_is_counted_and_the_others_are_there(tmp_path: Path, args: list[str]) -> None:
    file = tmp_path / "log.jsonl"
    file.write_bytes(lines(*events("a")) + b'{"id": "x", "ti\n' + lines(*events("b")))
    small, big = answers(file, args)
    assert (big.exit_code, big.stdout, big.stderr) == (small.exit_code, small.stdout, small.stderr)
    assert big.exit_code == 0
    assert f"{file}: 1 error; what is good is shown. See: timeline-tui validate {file}" in big.stderr


@pytest.mark.usefixtures("big")
def test_a_damaged_packed_file_is_called_that_before_anything_else(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"id": "x", "ti\n' + lines(*events("ab")))[:-8] + b"\1" * 8)
    small, big = answers(file, ["list", "-f", "FILE"])
    assert (big.exit_code, big.stdout, big.stderr) == (small.exit_code, small.stdout, small.stderr)
    assert big.stdout.count("Event") == 2
    assert big.stderr.startswith(f"timeline-tui: {file}: the compressed file is damaged")
    assert "2 errors; what is good is shown." in big.stderr
    for found in answers(file, ["validate", "FILE"]):
        assert found.exit_code != 0
        assert "error[compression]: the compressed file is damaged" in found.stdout.splitlines()[0]


def test_json_lines_are_validated_as_such(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    file.write_bytes(lines(*events("ab")))
    assert run("validate", str(file)).exit_code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_message_that_cannot_be_written_harms_no_answer(tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.json"
    faulty.write_text('{"events": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}', encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "timeline_tui", "list", "--count", "--file", str(faulty)],
            stdout=subprocess.PIPE, stderr=full, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, b"2\n")
