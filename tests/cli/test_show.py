import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline_tui.cli.main import door

CASE = """{"events": [{"id": "a", "title": {"en": "One", "de": "Eins"}, "date": "2019-05", "people": ["ann"]}],
 "people": [{"id": "ann", "name": "Ann"}], "sources": [{"id": "blog", "title": "A\\tblog"}]}"""


@pytest.fixture
def case(tmp_path: Path) -> str:
    file = tmp_path / "case.json"
    file.write_text(CASE, encoding="utf-8")
    return str(file)


def run(*args: str) -> Result:
    return CliRunner().invoke(door, ["show", *args], prog_name="timeline-tui")


def test_every_form_shows_the_records_in_the_order_asked(case: str) -> None:
    asked = ["-f", case, "ann", "a", "blog"]
    assert run(*asked, "--plain").stdout == "ann\tperson\tAnn\na\t2019-05\tOne\nblog\tsource\tA blog\n"
    assert run(*asked, "--plain", "--lang", "de").stdout.splitlines()[1] == "a\t2019-05\tEins"
    assert run(*asked, "--count").stdout == "3\n"
    found = json.loads(run(*asked, "--json").stdout)
    assert [record["id"] for record in found] == ["ann", "a", "blog"]
    assert [json.loads(line) for line in run(*asked, "--jsonl").stdout.splitlines()] == found
    told = run(*asked).stdout
    assert told.index("Ann") < told.index("One") < told.index("A blog")


def test_one_record_alone_is_one_object(case: str) -> None:
    assert json.loads(run("-f", case, "--json", "a").stdout)["title"] == {"en": "One", "de": "Eins"}
    assert json.loads(run("-f", case, "--jsonl", "ann").stdout)["name"] == "Ann"
    assert len(run("-f", case, "a", "a", "--plain").stdout.splitlines()) == 2


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--plain", "--count"])
def test_one_unknown_id_refuses_all(form: str, case: str) -> None:
    found = run("-f", case, form, "a", "annn")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "Did you mean ann?" in found.stderr


@pytest.mark.parametrize("args", [[], ["--limit", "a"], ["-f", "gone.json", "a"], ["--lang", "fr", "a"]])
def test_what_cannot_be_done_ends_with_two(args: list[str]) -> None:
    assert run(*args).exit_code == 2
