"""The documentation against the program."""

import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from building import asked, event
from timeline_tui import __version__
from timeline_tui.cli.main import door
from timeline_tui.explore.intents import KeepSearch, OpenSearch, Type
from timeline_tui.explore.state import begin
from timeline_tui.explore.update import update
from timeline_tui.load.reader import load
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import DAY, start_of
from timeline_tui.model.claims import disagreements, witnesses
from timeline_tui.model.edtf import parse as parse_date
from timeline_tui.model.problems import Problems
from timeline_tui.model.records import Event, as_json
from timeline_tui.model.spoken import understand
from timeline_tui.query.run import run
from timeline_tui.query.syntax import QueryError, parse
from timeline_tui.store.opening import open_timeline
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


SHIPPED = open_timeline(None).index
FINDING_NONE = {"is:uncertain", "is:undated", "is:cancelled", "is:uncited"}
"""Examples of the page for which the shipped timeline has no event."""


def examples() -> list[str]:
    """What the first column of the query page shows, in its order."""
    page = (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")
    rows = [row.split("|")[1] for row in page.replace("\\|", "¦").splitlines() if row.startswith("| `")]
    return [example.replace("¦", "|") for row in rows for example in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize("example", [each for each in examples() if "…" not in each and not each.endswith(":")])
def test_every_example_of_the_query_page_finds_something(example: str) -> None:
    query = parse(example)
    assert parse(str(query)) == query
    assert (run(SHIPPED, query).total == 0) is (example in FINDING_NONE)


@pytest.mark.parametrize("field", [each for each in examples() if each.endswith(":")])
def test_every_field_of_the_query_page_takes_a_word(field: str) -> None:
    with pytest.raises(QueryError):
        parse(field)
    assert run(SHIPPED, parse(f"{field}partner")).total


def test_examples_of_one_row_find_the_same() -> None:
    for same in (("-robot", "!robot", "not:robot"), ("11 November 2022", "11.11.2022"), ("Mai 2019", "2019年5月")):
        assert set(same) <= set(examples())
        assert len({run(SHIPPED, parse(f"{each} is:disputed | -is:disputed")).rows for each in same}) == 1


def named(event: Event, person: str) -> bool:
    return any(person in participant.person for participant in event.people)


def year_of_the_signing(event: Event) -> bool:
    signing = start_of(2019, 11, 25)
    year = Bounds(signing - 366 * DAY, signing + 367 * DAY)
    return event.date is not None and event.date.could_be(year)


SENTENCES: dict[str, tuple[str, Callable[[Event], bool]]] = {
    "everything in 2022 with Igarashi and without Eiskirch": (
        "date:2022 person:igarashi -person:eiskirch",
        lambda event: (
            event.date is not None
            and event.date.could_be(Bounds(start_of(2022), start_of(2023)))
            and named(event, "igarashi")
            and not named(event, "eiskirch")
        ),
    ),
    "what one source alone says": ("is:single-source", lambda event: witnesses(event, SHIPPED.names.sources) == 1),
    "all that happened within a year of the signing": ("near:partnership-signed,1y", year_of_the_signing),
    "events on health or robots that are not disputed": (
        "health | robot -is:disputed",
        lambda event: (
            bool(re.search("health|robot", str({**as_json(event), "related": []}), re.IGNORECASE))
            and not disagreements(event, SHIPPED.names.sources)
        ),
    ),
    "every event that names no person": ("person:none", lambda event: not event.people),
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_one_wants_to_know_is_one_line_on_the_screen_and_in_a_shell(sentence: str) -> None:
    line, holds = SENTENCES[sentence]
    wanted = [event.id for event in SHIPPED.events(range(SHIPPED.size)) if holds(event)]
    state = begin(SHIPPED, Problems(), "en")
    for intent in (OpenSearch(), Type(line), KeepSearch()):
        state, _ = update(state, intent)
    assert [event.id for event in state.index.events(state.rows)] == wanted
    for args in ([line], line.split()):
        found = CliRunner().invoke(door, ["list", "--plain", *args], prog_name="timeline-tui")
        assert found.exit_code == 0
        assert [row.split("\t")[0] for row in found.stdout.splitlines()] == wanted
