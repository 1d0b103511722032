"""Timelines of any size to measure with: the same seed makes the same events, whatever is asked for.

``generate.py 10000 --unique`` writes ``10000-unique.json``, ``.jsonl`` and ``.txt`` (title and summary of an event on
each line, what the peers search) into a folder named after this very program, so that no run meets events that another
version made. The folder lies in ``$BENCH_DATA``, or else in the user's folder of caches.

A million events are some 600 MB of JSON: about forty words each out of 220,000, drawn as often as words are (Zipf);
German compounds and what a register would call things in English; two in a hundred undated, twenty with only a year or
a date that leaves something open; up to three people of 2,000 and one to three citations of 5,000 sources (fewer of
both where there are few events), one with a claim, a few that contradict. ``--unique`` ends each summary with a path
and a checksum that occur once, as forensic data does.
"""

# ruff: noqa: PLR2004  # shares, drawn so that events look like those of a register

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from platformdirs import user_cache_path

SEED = 20191125
RARE_WORD, RARE_PHRASE = "Schwesterstadtabkommen", "Schwesterstadtabkommen Tsukuba"
"""Planted in one event of some thousand: a word and a phrase of which it is known how rare they are."""

_RARELY = 6_623
"""One event in so many has the planted phrase."""

_VOCABULARY, _TAGS, _PLACES, _BODIES = 220_000, 40, 300, 500
_AT_ONCE = 20_000
"""Events made at once."""


def _list(words: str) -> list[str]:
    return words.split()


_GERMAN = _list("""
    stadt land rat haus amt archiv schule kirche turm brücke straße bahn hafen markt platz garten park wald berg tal
    fluss ufer grenze zug post bank börse handel gewerbe zoll steuer wahl gericht recht gesetz vertrag frieden krieg
    heer flotte wache feuer wehr wasser werk kraft strom licht kohle stahl eisen erz grube zeche hütte ofen gas öl
    bau meister lehrer schüler arzt kranken pflege heim kinder jugend frauen arbeiter bürger bauern fürsten königs
    kaiser bischofs kloster mönchs orden bund verein verband partner gesellschaft genossen versammlung tagung fest
    spiel theater opern konzert musik bild kunst museum bücher zeitungs druck verlag brief akten urkunden karten
    messe forschungs wissens hochschul universitäts institut labor technik maschinen fahrzeug flug schiff motor rad
    leitung verwaltung ordnung planung ausschuss sitzung beschluss antrag bericht prüfung aufsicht abgabe haushalt
    sparkassen versicherung fürsorge gesundheits seuchen hochwasser sturm brand erdbeben hilfe spende stiftung preis
    ehren denkmal gedenk jahres tages wochen monats anfangs schluss austausch besuchs reise gäste delegations städte
""")  # fmt: skip
_ENDS = _list("""
    abkommen vertrag verwaltung ordnung leitung schaft partnerschaft versammlung gründung eröffnung einweihung sitzung
    beschluss bericht archiv amt rat haus werk verein verband stelle stiftung feier besuch reise ausstellung messe
    prüfung planung erweiterung schließung übernahme wahl urkunde akte meldung zeitung brücke bahn schule halle
""")
_ENGLISH = _list("""
    town city county state crown river bridge harbour market railway school church museum library court council board
    treaty charter record register report letter minute ledger census survey inquest petition grant lease deed will
    election session hearing opening closing founding visit exchange delegation fair exhibition flood fire strike
    mill mine works yard dock station gate tower hall house field wood hill ward guild union trust fund society
    mayor clerk master keeper warden surveyor engineer doctor teacher printer
""")
_SMALL = _list("""
    der die und in the of and to das von zu a mit den is für im auf dem by des sich on at nach from an als was with
    wurde bei aus ein eine über um vor zwischen between after before during einer durch bis gegen under
""")
_SYLLABLES = (
    _list("b bl br d dr f fl g gl h j k kl kr l m n p pf r s sch schl schw sp st t tr v w z zw"),
    _list("a e i o u ä ö ü ei au ie"),
    ["", "n", "r", "l", "s", "t", "ch", "nd", "ng", "rt", "st", "m", "ck", "rk"],
)
_NAME_ENDS = _list("hausen dorf berg feld heim burg ingen bach au stein wald hagen rode by ton ford wick ham field")


class Material(NamedTuple):
    """A timeline of ``size`` events: as a document, as JSON Lines, and the text of each as a line."""

    size: int
    document: Path
    lines: Path
    text: Path

    @property
    def paths(self) -> tuple[Path, Path, Path]:
        """All three files."""
        return self.document, self.lines, self.text


def material(size: int, *, unique: bool = False) -> Material:
    """The files of ``size`` events, made now where they are missing."""
    stem = folder() / f"{size}{'-unique' if unique else ''}"
    found = Material(size, stem.with_suffix(".json"), stem.with_suffix(".jsonl"), stem.with_suffix(".txt"))
    if not all(path.exists() for path in found.paths):
        print(f"making {size:,} events in {stem.parent}", file=sys.stderr)
        _write(found, unique=unique)
    return found


def folder() -> Path:
    """Where timelines to measure with are kept; each version of this program has its own."""
    around = os.environ.get("BENCH_DATA") or user_cache_path("timeline-tui-bench", appauthor=False)
    return Path(around) / blake2b(Path(__file__).read_bytes(), digest_size=6).hexdigest()


def typed_words() -> list[str]:
    """Ten words to type letter by letter: German and English, frequent and rare, one that nothing holds."""
    words = ["stadt", "archiv", "partnerschaft", "brücke", "museum", "railway", "verwaltung", "hochwasser"]
    return [*words, RARE_WORD.lower(), "xylographie"]


def _write(found: Material, *, unique: bool) -> None:
    found.document.parent.mkdir(parents=True, exist_ok=True)
    drawn = _Drawn(found.size, unique=unique)
    head = json.dumps(drawn.head, ensure_ascii=False)
    parts = [path.with_suffix(f"{path.suffix}.part") for path in found.paths]
    with (
        parts[0].open("w", encoding="utf-8") as document,
        parts[1].open("w", encoding="utf-8") as lines,
        parts[2].open("w", encoding="utf-8") as text,
    ):
        document.write(f'{head[:-1]}, "people": [\n')
        document.write(",\n".join(json.dumps(person, ensure_ascii=False) for person in drawn.people))
        document.write('\n], "sources": [\n')
        document.write(",\n".join(json.dumps(source, ensure_ascii=False) for source in drawn.sources))
        document.write('\n], "events": [\n')
        lines.write(json.dumps({"kind": "timeline", **drawn.head}, ensure_ascii=False) + "\n")
        for kind, records in (("person", drawn.people), ("source", drawn.sources)):
            lines.writelines(json.dumps({"kind": kind, **record}, ensure_ascii=False) + "\n" for record in records)
        for first in range(0, found.size, _AT_ONCE):
            events = list(drawn.events(first, min(_AT_ONCE, found.size - first)))
            written = [json.dumps(event, ensure_ascii=False) for event in events]
            document.write((",\n" if first else "") + ",\n".join(written))
            lines.write("\n".join(written) + "\n")
            text.writelines(f"{event['title']} {event['summary']}\n" for event in events)
        document.write("\n]}\n")
    for part, path in zip(parts, found.paths, strict=True):
        part.rename(path)


class _Drawn:
    """What is drawn at random: the words, the people, the sources, and then the events in their order."""

    def __init__(self, size: int, *, unique: bool) -> None:
        self._unique = unique
        self._chance = random.Random(SEED)  # noqa: S311  # nothing secret is drawn
        self._random = np.random.default_rng(SEED)
        self._words = self._vocabulary()
        self._often = _cumulated(len(self._words), 1.03)
        people, sources = max(5, min(2_000, size // 50)), max(5, min(5_000, size // 20))
        self._known = _cumulated(people, 0.8), _cumulated(sources, 0.8)
        names = [self._syllables(2).title() for _ in range(people)]
        families = [(self._syllables(1) + self._chance.choice(_NAME_ENDS)).title() for _ in range(people)]
        self._places = [(self._syllables(1) + self._chance.choice(_NAME_ENDS)).title() for _ in range(_PLACES)]
        compounds = [word for word in self._words[100:] if word[0].isupper()]
        self._bodies = compounds[:_BODIES]
        self._tags = [f"tag-{number}" for number in range(_TAGS)]
        labels = {tag: {"de": compounds[-1 - at], "en": _ENGLISH[at]} for at, tag in enumerate(self._tags)}
        self.head: dict[str, Any] = {"version": 1, "title": {"de": "Register", "en": "Register"}, "labels": labels}
        self.people = [
            {"id": f"person-{at}", "name": f"{name} {family}"}
            for at, (name, family) in enumerate(zip(names, families, strict=True))
        ]
        self.sources = [
            {
                "id": f"source-{at}",
                "title": f"{compounds[at % 300]} {compounds[500 + at]}",
                "issued": f"{1900 + at % 120}",
            }
            for at in range(sources)
        ]

    def _syllables(self, most: int) -> str:
        made = range(self._chance.randint(1, most))
        return "".join(self._chance.choice(part) for _ in made for part in _SYLLABLES)

    def _vocabulary(self) -> list[str]:
        """Small words first, then compounds, English words and names as they come; how often follows from the place."""
        words = dict.fromkeys(_SMALL)
        choose, chance = self._chance.choice, self._chance.random
        while len(words) < _VOCABULARY:
            kind = chance()
            if kind < 0.45:
                word = (choose(_GERMAN) + choose(_ENDS)).capitalize()
            elif kind < 0.6:
                word = (choose(_GERMAN) + choose(_GERMAN) + choose(_ENDS)).capitalize()
            elif kind < 0.75:
                word = choose(_ENGLISH) + choose(["", "s", "-" + choose(_ENGLISH), choose(_ENGLISH)])
            elif kind < 0.85:
                word = (self._syllables(1) + choose(_NAME_ENDS)).capitalize() + choose(["", "er"])
            else:
                word = self._syllables(2) + choose(["", "en", "er", "ung", "heit", "lich", "ing", "tion", "ed"])
            words[word] = None
        return list(words)

    def events(self, first: int, count: int) -> Iterator[dict[str, Any]]:
        """The next ``count`` events, the first being number ``first``."""
        draw = self._random
        lengths = np.stack([draw.integers(4, 8, count), draw.integers(18, 32, count), draw.integers(4, 9, count)], 1)
        words = np.array(self._words, object)[_picked(draw, self._often, int(lengths.sum()))].tolist()
        people, sources = (_picked(draw, known, 3 * count).reshape(-1, 3).tolist() for known in self._known)
        days = np.datetime_as_string(np.datetime64("1900-01-01") + draw.integers(0, 45_000, count)).tolist()
        shares, picks = draw.random((count, 8)).tolist(), draw.integers(0, 1 << 30, (count, 6)).tolist()
        at = 0
        for own in range(count):
            texts = []
            for length in lengths[own].tolist():
                texts.append(" ".join(words[at : at + length]))
                at += length
            number = first + own
            event = self._event(number, texts, days[own], shares[own], picks[own])
            cast = [self.people[one]["id"] for one in people[own]]
            event["people"] = list(dict.fromkeys(cast[: _how_many(shares[own][1])]))
            if not event["people"]:
                del event["people"]
            self._cite(event, sources[own], shares[own], picks[own])
            if shares[own][7] < 0.03 and number:
                event["related"] = [f"e{number // 2}"]
            yield event

    def _event(
        self, number: int, texts: list[str], day: str, shares: Sequence[float], picks: Sequence[int]
    ) -> dict[str, Any]:
        title, summary, claim = texts
        summary = f"{summary[0].upper()}{summary[1:]}"
        if number % _RARELY == 5:
            summary += f" {RARE_PHRASE}"
        if self._unique:
            checksum = blake2b(str(number).encode(), digest_size=20).hexdigest()
            summary += f" /home/{self._places[picks[0] % _PLACES].lower()}/{checksum[:9]}.log sha1:{checksum}"
        event: dict[str, Any] = {
            "id": f"e{number}",
            "date": _date(day, shares[0]),
            "title": title,
            "summary": f"{summary}.",
        }
        event["tags"] = [self._tags[picks[1] % _TAGS]]
        if shares[2] < 0.5:
            event["places"] = [self._places[picks[2] % _PLACES]]
        if shares[3] < 0.3:
            event["organizations"] = [self._bodies[picks[3] % _BODIES]]
        event["citations"] = [{"source": "", "locator": f"p. {picks[4] % 400}", "claim": claim}]
        return event

    def _cite(
        self, event: dict[str, Any], sources: Sequence[int], shares: Sequence[float], picks: Sequence[int]
    ) -> None:
        """One to three citations, the first with the claim, some with a date of their own or a quotation."""
        first, *others = (self.sources[one]["id"] for one in sources)
        citation = event["citations"][0]
        citation["source"] = first
        if shares[5] < 0.05 and event["date"]:
            citation["date"] = str(1900 + picks[5] % 120) if shares[5] < 0.01 else event["date"]
        if shares[6] < 0.1:
            citation["quote"] = event["title"]
        more = 2 if shares[4] < 0.1 else 1 if shares[4] < 0.5 else 0
        event["citations"] += [{"source": one} for one in dict.fromkeys(others[:more]) if one != first]


def _cumulated(size: int, steepness: float) -> npt.NDArray[np.float64]:
    """Shares of ``size`` things of which the n-th occurs as often as 1 / n^steepness, added up to 1."""
    shares = 1 / np.arange(1, size + 1) ** steepness
    return np.cumsum(shares / shares.sum())


def _picked(draw: np.random.Generator, shares: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.int64]:
    return np.minimum(np.searchsorted(shares, draw.random(count)), len(shares) - 1)


def _how_many(share: float) -> int:
    """People of an event: none in a quarter of them, three in a tenth."""
    return (share < 0.75) + (share < 0.4) + (share < 0.1)


def _date(day: str, share: float) -> str | None:
    """A date as people know it: to the day, the month or the year, about then, one of two, a decade, or unknown."""
    year, decade = day[:4], day[:3]
    kinds = (
        (0.98, None), (0.97, f"{decade}0/{decade}7"), (0.96, f"[{decade}1,{decade}5]"), (0.95, f"{decade}X"),
        (0.93, f"{year}~"), (0.88, f"{day[:7]}?"), (0.78, year), (0.6, day[:7]),
    )  # fmt: skip
    return next((written for least, written in kinds if share > least), day)


def main() -> int:
    """Make what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("sizes", nargs="+", type=int, help="how many events")
    asked.add_argument("--unique", action="store_true", help="a path and a checksum in each event")
    options = asked.parse_args()
    for size in options.sizes:
        for path in material(size, unique=options.unique).paths:
            print(f"{path.stat().st_size:13,} {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
