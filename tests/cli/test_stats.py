import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline_tui.cli.main import door

CASE = """{"events": [
 {"id": "a", "title": "One", "date": "2019-05", "people": ["ann", "bob"], "tags": ["city"]},
 {"id": "b", "title": "Two", "date": "2019/2020", "people": ["ann"], "places": ["New\\tYork"]}],
 "people": [{"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob"}],
 "labels": {"city": {"en": "City", "de": "Stadt"}}}"""
ROWS = [
    ("person", "ann", "Ann", 2), ("person", "bob", "Bob", 1), ("tag", "city", "City", 1),
    ("place", "New\tYork", "New York", 1), ("year", "2019", "2019", 1),
]  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> str:
    file = tmp_path / "case.json"
    file.write_text(CASE, encoding="utf-8")
    return str(file)


def run(*args: str) -> Result:
    return CliRunner().invoke(door, ["stats", *args], prog_name="timeline-tui")


def test_every_form_counts_the_same(case: str) -> None:
    lines = [json.loads(line) for line in run("-f", case, "--jsonl").stdout.splitlines()]
    assert [(row["by"], row["key"], row["name"], row["events"]) for row in lines] == ROWS
    assert json.loads(run("-f", case, "--json").stdout) == {
        "events": 2, "person": {"ann": 2, "bob": 1}, "source": {}, "tag": {"city": 1}, "place": {"New\tYork": 1},
        "org": {}, "years": {"2019": 1},
    }  # fmt: skip
    assert run("-f", case, "--count").stdout == "2\n"
    told = run("-f", case, "--lang", "de").stdout
    assert told.startswith("2 von 2 Ereignissen\n\nPersonen\n  Ann ")
    assert "Stadt" in told


def test_a_line_of_the_plain_form_has_four_columns(case: str) -> None:
    assert {line.count("\t") for line in run("-f", case, "--plain").stdout.splitlines()} == {3}


def test_the_plain_form_tells_key_name_and_events(case: str) -> None:
    assert run("-f", case, "--plain", "city").stdout == (
        "person\tann\tAnn\t1\nperson\tbob\tBob\t1\ntag\tcity\tCity\t1\nyear\t2019\t2019\t1\n"
    )


@pytest.mark.parametrize(("form", "told"), [("plain", ""), ("jsonl", ""), ("count", "0\n")])
def test_nothing_ends_with_one(form: str, told: str, case: str) -> None:
    found = run("-f", case, f"--{form}", "nowhere")
    assert (found.exit_code, found.stdout) == (1, told)
    assert "Nothing matches" in found.stderr
    assert json.loads(run("-f", case, "--json", "nowhere").stdout)["events"] == 0


def test_what_cannot_be_read_ends_with_two(case: str) -> None:
    for args in (["("], ["-f", "gone.json"], ["--sort", "title"], ["-f", case, "--limit"]):
        assert run(*args).exit_code == 2
