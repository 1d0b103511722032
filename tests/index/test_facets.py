import pytest

from timeline_tui.index.facets import Facet, Names, values
from timeline_tui.model.records import Event, Timeline, record_of

SIGNED = record_of(
    Event,
    {
        "id": "signed",
        "title": "Signed",
        "people": ["ito", {"person": "eiskirch", "role": "mayor"}],
        "citations": [{"source": "blog"}, {"source": "press"}, {"source": "blog"}],
        "tags": ["city"],
        "places": ["Tokyo", "Tsukuba"],
        "organizations": ["Stadt Bochum"],
    },
)
NAMES = Names(
    record_of(
        Timeline,
        {
            "labels": {"Tokyo": {"en": "Tokyo", "de": "Tokio"}, "city": "City", "press": {"de": "Presse"}},
            "people": [{"id": "ito", "name": "Naomi Itō", "aliases": ["伊藤"]}],
            "sources": [{"id": "blog", "title": "Blog of 2019"}, {"id": "press", "title": "Press of 2022"}],
        },
    )
)


@pytest.mark.parametrize(
    ("facet", "keys"),
    [
        (Facet.PERSON, ["ito", "eiskirch"]),
        (Facet.SOURCE, ["blog", "press", "blog"]),
        (Facet.TAG, ["city"]),
        (Facet.PLACE, ["Tokyo", "Tsukuba"]),
        (Facet.ORGANIZATION, ["Stadt Bochum"]),
    ],
)
def test_every_facet_has_the_keys_of_its_event(facet: Facet, keys: list[str]) -> None:
    assert list(values(SIGNED, facet)) == keys


@pytest.mark.parametrize(
    ("facet", "key", "language", "name"),
    [
        (Facet.PERSON, "ito", "de", "Naomi Itō"),
        (Facet.PERSON, "eiskirch", "de", "eiskirch"),
        (Facet.PLACE, "Tokyo", "de", "Tokio"),
        (Facet.PLACE, "Tokyo", "fr", "Tokyo"),
        (Facet.PLACE, "Tsukuba", "de", "Tsukuba"),
        (Facet.TAG, "city", "de", "City"),
        (Facet.TAG, "ito", "en", "ito"),
        (Facet.SOURCE, "blog", "en", "Blog of 2019"),
        (Facet.SOURCE, "press", "de", "Presse"),
    ],
)
def test_a_key_reads_as_its_record_its_label_or_itself(facet: Facet, key: str, language: str, name: str) -> None:
    assert NAMES.name(facet, key, language) == name


@pytest.mark.parametrize(
    ("facet", "key", "spellings"),
    [
        (Facet.PERSON, "ito", {"ito", "Naomi Itō", "伊藤"}),
        (Facet.PLACE, "Tokyo", {"Tokyo", "Tokio"}),
        (Facet.SOURCE, "press", {"press", "Presse", "Press of 2022"}),
        (Facet.TAG, "ito", {"ito"}),
    ],
)
def test_a_key_is_known_by_all_its_names(facet: Facet, key: str, spellings: set[str]) -> None:
    assert set(NAMES.spellings(facet, key)) == spellings
