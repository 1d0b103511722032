import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline_tui.cli import listing
from timeline_tui.cli.exits import Exit
from timeline_tui.cli.main import door
from timeline_tui.index.mapped import MappedIndex
from timeline_tui.model.records import Event

CASE = """{"events": [
 {"id": "zebra", "title": {"en": "Zebra", "de": "Apfel"}, "date": "2001", "tags": ["health"],
  "citations": [{"source": "a"}, {"source": "b"}]},
 {"id": "apple", "title": {"en": "apple\\ttart", "de": "Zebra"}, "date": "2002", "summary": "a flood of zebras",
  "citations": [{"source": "a"}]},
 {"id": "plain", "title": "middle", "people": ["ann"]}],
 "people": [{"id": "ann", "name": "Ann"}],
 "sources": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}"""


@pytest.fixture
def case(tmp_path: Path) -> str:
    file = tmp_path / "case.json"
    file.write_text(CASE, encoding="utf-8")
    return str(file)


def run(*args: str) -> Result:
    return CliRunner().invoke(door, args, prog_name="timeline-tui")


def ids(*args: str) -> list[str]:
    return [line.split("\t")[0] for line in run("list", "--plain", *args).stdout.splitlines()]


@pytest.mark.parametrize("command", ["list", "search"])
def test_every_form_tells_the_same_events(command: str, case: str) -> None:
    told = {form: run(command, "--file", case, f"--{form}").stdout for form in ("json", "jsonl", "plain", "count")}
    found = json.loads(told["json"])
    assert [json.loads(line) for line in told["jsonl"].splitlines()] == found
    assert [event["id"] for event in found] == ["zebra", "apple", "plain"]
    assert told["plain"] == "zebra\t2001\tZebra\napple\t2002\tapple tart\nplain\t\tmiddle\n"
    assert told["count"] == "3\n"


@pytest.mark.parametrize(("form", "told"), [("json", "[]\n"), ("jsonl", ""), ("plain", ""), ("count", "0\n")])
def test_nothing_is_nothing_in_every_form_and_the_exit_code_says_so(form: str, told: str, case: str) -> None:
    found = run("list", "--file", case, f"--{form}", "nowhere")
    assert (found.exit_code, found.stdout) == (1, told)
    assert "nowhere is found nowhere" in found.stderr


@pytest.mark.parametrize(
    ("query", "language", "told"),
    [
        (["near:nix,1y"], "en", "Nothing matches.\nno event has the id nix\n"),
        (["near:nix,1y"], "de", "Nichts passt.\nkein Ereignis hat die Kennung nix\n"),
        (["zebra", "OR", "nix"], "en", "OR is looked for as a word; what you may mean is written: a | b\n"),
    ],
)
def test_what_may_have_been_meant_is_told_in_the_language_of_the_output(
    query: list[str], language: str, told: str, case: str
) -> None:
    assert run("list", "--file", case, "--lang", language, *query).stderr.endswith(told)


def test_of_several_forms_the_last_counts(case: str) -> None:
    assert run("list", "--file", case, "--json", "--count").stdout == "3\n"


@pytest.mark.parametrize(
    ("args", "found"),
    [
        ([], ["zebra", "apple", "plain"]),
        (["--sort", "date"], ["zebra", "apple", "plain"]),
        (["--sort", "title", "--lang", "en"], ["apple", "plain", "zebra"]),
        (["--sort", "title", "--lang", "de"], ["zebra", "plain", "apple"]),
        (["--sort", "sources"], ["zebra", "apple", "plain"]),
        (["--sort=closeness", "zebra"], ["zebra", "apple"]),
        (["--sort=closeness", "flood | middle"], ["plain", "apple"]),
        (["--sort", "title", "2002..", "--lang", "en"], ["apple"]),
    ],
)
def test_the_order_is_the_one_asked_for(args: list[str], found: list[str], case: str) -> None:
    assert ids("--file", case, *args) == found


def test_an_order_that_nobody_knows_is_refused(case: str) -> None:
    found = run("list", "--file", case, "--sort", "size")
    assert found.exit_code == 2
    assert "closeness" in found.stderr


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (["-health"], ["apple", "plain"]),
        (["-flood"], ["zebra", "plain"]),
        (["-zebra"], ["plain"]),
        (["-lang"], ["zebra", "apple", "plain"]),
        (["-tag:health"], ["apple", "plain"]),
        (["-person:none"], ["plain"]),
        (["-(zebra | middle)"], []),
        (['-"a flood"'], ["zebra", "plain"]),
        (["-2001"], ["apple", "plain"]),
        (["-is:undated", "-health"], ["apple"]),
        (["zebra", "-flood"], ["zebra"]),
        (["--", "-zebra"], ["plain"]),
        (["not:zebra"], ["plain"]),
        (["!zebra"], ["plain"]),
        (["-zebra", "--lang", "de"], ["plain"]),
        (["-off:zebra"], ["zebra", "apple", "plain"]),
    ],
)
def test_a_word_with_a_dash_is_left_out_whatever_option_it_looks_like(
    args: list[str], found: list[str], case: str
) -> None:
    assert ids("--file", case, *args) == found


@pytest.mark.parametrize("args", [["list", "-health"], ["list", "-flood"], ["stats", "-flood"], ["search", "-health"]])
def test_dashes_mean_the_same_to_every_command_that_asks(args: list[str], case: str) -> None:
    assert run(*args, "--count", "-f", case).stdout == "2\n"


@pytest.mark.parametrize("option", ["--limit", "--limit=3", "--jso", "--Json", "--health", "--x\x1b[2J"])
@pytest.mark.parametrize("command", ["list", "search", "stats", "pick"])
def test_an_option_that_nobody_knows_is_refused(command: str, option: str, case: str) -> None:
    found = run(command, "-f", case, option)
    assert found.exit_code == 2
    assert found.stdout == ""
    assert "there is no option --" in found.stderr
    assert "\x1b" not in found.stderr


@pytest.mark.parametrize("args", [["--file"], ["--sort"], ["-f", "gone.json"], ["("], ["is:nothing"], ["-"]])
def test_what_cannot_be_done_ends_with_two(args: list[str]) -> None:
    found = run("list", *args)
    assert found.exit_code == 2
    assert found.stdout == ""
    assert found.stderr


def test_a_saved_view_is_the_beginning_of_the_query(case: str, own_views: Path) -> None:
    own_views.write_text(
        '[views.z]\nquery = "zebra"\norder = "title"\n[views.either]\nquery = "flood | middle"\n', encoding="utf-8"
    )
    assert ids("--file", case, "--view", "z", "--lang", "en") == ["apple", "zebra"]
    assert ids("--file", case, "--view", "z", "-flood") == ["zebra"]
    assert ids("--file", case, "--view", "z", "--sort", "date") == ["zebra", "apple"]
    assert ids("--file", case, "--view=either", "zebra | ann") == ["apple", "plain"]
    assert json.loads(run("list", "--json", "--file", case, "--view", "either", "ann").stdout)[0]["id"] == "plain"


@pytest.mark.parametrize(
    ("views", "name", "told"),
    [
        (None, "x", "none is saved"),
        ("[views.mayors]\n", "mayor", "did you mean mayors?"),
        ("[views.a]\n[views.b]\n", "zzz", "there are: a, b"),
        ("[views.a]\nqery = 'x'\n", "a", "views.toml: view 'a': there is no 'qery'"),
        ("[", "a", "views.toml: "),
        ("[views.a]\nquery = '('\n", "a", "in the query, column 1"),
    ],
)
def test_a_view_that_cannot_be_taken_up_is_told(
    views: str | None, name: str, told: str, case: str, own_views: Path
) -> None:
    if views is not None:
        own_views.write_text(views, encoding="utf-8")
    found = run("list", "--file", case, "--view", name)
    assert (found.exit_code, found.stdout) == (2, "")
    assert told in found.stderr
    assert found.exception is None or isinstance(found.exception, SystemExit)


def test_a_view_with_an_order_that_nobody_knows_is_told(case: str, own_views: Path) -> None:
    own_views.write_text("[views.a]\norder = 'size'\n", encoding="utf-8")
    found = run("list", "--file", case, "--view", "a")
    assert isinstance(found.exception, SystemExit | None)


def test_without_a_terminal_the_explorer_lists_as_list_does(case: str, own_views: Path) -> None:
    own_views.write_text('[views.z]\nquery = "zebra"\n', encoding="utf-8")
    for explorer, lister in (
        ([case], []),
        ([case, "--query", "-flood"], ["-flood"]),
        ([case, "-q", "nowhere"], ["nowhere"]),
        ([case, "--sort", "title", "--lang", "de"], ["--sort", "title", "--lang", "de"]),
        ([case, "--view", "z"], ["--view", "z"]),
        ([f"{case}#apple"], []),
        ([case, "--event", "apple", "--window", "2001..2002", "--dim", "--panel", "time"], []),
    ):
        one, other = run(*explorer), run("list", "--file", case, *lister)
        assert (one.exit_code, one.stdout, one.stderr) == (other.exit_code, other.stdout, other.stderr)


def test_what_is_not_there_is_refused_where_no_screen_can_tell(case: str) -> None:
    for options in ([f"{case}#nobody"], [case, "--event", "nobody"], [case, "--window", "abc"]):
        assert run(*options).exit_code == Exit.CANNOT


@pytest.mark.parametrize("command", ["list", "stats", "search"])
@pytest.mark.parametrize("sign", ["", "="])
def test_a_file_may_stand_right_behind_its_option(command: str, sign: str, case: str) -> None:
    assert run(command, "--count", f"-f{sign}{case}").stdout == "3\n"


@pytest.mark.parametrize("word", ["flood", "flood/tide", pytest.param("f" * 300, id="long")])
def test_a_word_that_is_no_file_is_left_out_all_the_same(word: str, case: str) -> None:
    assert ids("--file", case, f"-{word}") == ids("--file", case, f"not:{word}")


def test_standard_input_may_stand_right_behind_its_option(case: str) -> None:
    given = Path(case).read_text(encoding="utf-8")
    assert CliRunner().invoke(door, ["list", "--count", "-f-"], input=given).stdout == "3\n"


def test_an_id_stays_on_its_line(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps({"events": [{"id": "a\tx\nb", "title": "A"}]}), encoding="utf-8")
    assert run("list", "--file", str(file), "--plain").stdout == "a x b\t\tA\n"


@pytest.mark.parametrize("form", ["--plain", "--jsonl", "--json"])
def test_what_is_read_of_a_file_that_changes_meanwhile_is_not_told(
    form: str, tmp_path: Path, big: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "case.jsonl"
    file.write_text("".join(f'{{"id": "e{number}", "title": "T"}}\n' for number in range(9)), encoding="utf-8")
    big.setattr(listing, "_AT_ONCE", 3)
    read = MappedIndex.events

    def read_and_change(index: MappedIndex, numbers: Sequence[int]) -> list[Event]:
        if numbers[0] == 3:
            file.write_bytes(file.read_bytes().replace(b"T", b"U"))
        return read(index, numbers)

    big.setattr(MappedIndex, "events", read_and_change)
    found = run("list", "--file", str(file), form)
    assert (found.exit_code, "e1" in found.stdout, "e3" in found.stdout) == (2, True, False)
    assert found.stderr == f"timeline-tui: {file} has changed while it was read; ask again\n"


def test_why_a_big_file_is_read_anew_each_time_is_said(tmp_path: Path, big: pytest.MonkeyPatch, case: str) -> None:
    (tmp_path / "no folder").touch()
    big.setenv("XDG_CACHE_HOME", str(tmp_path / "no folder"))
    found = run("list", "--count", "--file", case)
    assert (found.stdout, found.exit_code) == ("3\n", 0)
    assert f"{case}: there is nowhere to keep an index" in found.stderr
