"""The documentation against the program."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from building import asked, event
from timeline_tui import __version__
from timeline_tui.load.reader import load
from timeline_tui.model.edtf import parse as parse_date
from timeline_tui.model.spoken import understand
from timeline_tui.query.run import run
from timeline_tui.query.syntax import parse
from timeline_tui.view.dates import in_words
from timeline_tui.view.plain import iso

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "scripts" / "generate_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_texts_are_up_to_date(generator: ModuleType) -> None:
    for path, text in generator.texts().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make docs`"


def test_the_pictures_are_there_and_reach_for_nothing() -> None:
    for name in ("explorer.svg", "search.svg"):
        picture = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert "Bochum" in picture
        assert not re.search(r"(href|src|url)\s*[=(]\s*[\"']?http", picture)


def test_every_file_that_a_document_links_to_exists() -> None:
    for document in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), (document.name, target)


def test_the_readme_s_file_is_a_timeline_without_a_fault() -> None:
    block = re.search(r"```jsonc\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    text = re.sub(r"\s+//[^\n]*", "", block[1])
    loaded = load(text.encode())
    assert [problem.code for problem in loaded.problems.found] == ["reference", "reference"]
    assert json.loads(text)["events"][0]["id"] == "signed"


def test_every_query_in_the_documents_can_be_read() -> None:
    page = (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")
    cells = [row.split("|")[1] for row in page.replace("\\|", "¦").splitlines() if row.startswith("| `")]
    queries = [query.replace("¦", "|") for cell in cells for query in re.findall(r"`([^`]+)`", cell)]
    assert len(queries) > 30
    for query in queries:
        if "…" not in query and not query.endswith(":"):
            assert parse(query)


def test_the_newest_version_of_the_changelog_is_ours() -> None:
    versions = re.findall(r"^## \[([\d.]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == __version__


def rows_of(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table whose head begins with a heading, its code marks taken off."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    _, _, after = text.partition(f"| {heading} |")
    assert after, heading
    table = after.split("\n\n")[0].splitlines()[2:]
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in table if row.startswith("|")]


@pytest.mark.parametrize("row", rows_of("dates.md", "EDTF"), ids=lambda row: row[0])
def test_the_dates_page_tells_bounds_as_they_are(row: list[str]) -> None:
    text, words, *bounds = row
    date = parse_date(text)
    assert in_words(date, "en") == words
    told = [
        (iso(moment) if closed else "open")
        for span in (date.strict, date.fuzzy)
        for moment, closed in ((span.start, span.has_start), (span.end - 1, span.has_end))
    ]
    assert told == bounds


@pytest.mark.parametrize("row", rows_of("dates.md", "an event of"), ids=lambda row: row[0])
def test_the_dates_page_tells_what_a_filter_finds(row: list[str]) -> None:
    text, *expected = row
    queries = ("2019", "date:=2019", "..2012", "2017..2022", "is:uncertain", "is:approximate", "is:undated")
    index = asked(event(None if text == "null" else text, "an-event", title="Something"))
    found = ["yes" if run(index, parse(query)).total else "no" for query in queries]
    assert found == expected


@pytest.mark.parametrize("row", rows_of("dates.md", "you write"), ids=lambda row: row[0])
def test_the_dates_page_tells_what_is_understood(row: list[str]) -> None:
    written, edtf, assumed = row
    understood = understand(written)
    assert understood is not None
    assert str(understood.date) == edtf
    assert understood.assumed.get("en", "") == assumed
