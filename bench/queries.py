"""How long one answer of a big timeline takes, beside ripgrep counting lines: ``make bench``.

Ours is what the screen asks for at every key: the rows, their first forty in order, the counts of all facets, a
histogram of 120 columns with what fuzzy dates may add, and the events that are in doubt; in a process that has the
index open. Each round opens the index anew, prepares it as the program does after its first frame, and asks each
query once, so that nothing is answered from what was kept. ``rg -c -i`` is a whole process that counts the lines with
title and summary; it knows no people and no dates, what it is asked leaves them out, and words may start after any
byte that is no letter of ASCII, which it finds quicker than the true starts.

A phrase is looked for by reading the events that have its words. Of one that many have the first step counts, after
which the number so far can be painted, and the longest step, after which one can leave; it is left after some
seconds.
"""

import gc
import time
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generate import RARE_PHRASE, RARE_WORD, Material, material
from measuring import (
    MILLION,
    Goal,
    Table,
    Times,
    asked,
    compared,
    home,
    in_turns,
    indexed,
    said,
    seconds,
    tool,
    versions,
)

from timeline_tui.index.base import Index, Part, Ranked
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import pattern
from timeline_tui.index.mapped import MappedIndex
from timeline_tui.query.run import Result, run
from timeline_tui.query.syntax import parse
from timeline_tui.store.opening import open_timeline

_ROUNDS = 5
_ROWS, _COLUMNS, _KEYS = 40, 120, 20
_PATIENCE = 5.0
"""Seconds after which a phrase that many events have is left."""


class Query(NamedTuple):
    """A query as it is typed, and the expression with which ripgrep counts much the same."""

    name: str
    text: str
    lines: str


QUERIES = (
    Query("rare word", RARE_WORD.lower(), RARE_WORD),
    Query("common word", "stadt", "stadt"),
    Query("three letters inside words", "dor", "dor"),
    Query("three letters inside most", "ung", "ung"),
    Query("two letters that start words", "st", r"(?-u:\b)st"),
    Query("two words", "museum archiv", "museum.*archiv|archiv.*museum"),
    Query("word, person and range of years", "hochwasser person:person-3 1980..2010", "hochwasser"),
    Query("no match", "xylographie", "xylographie"),
)


def opened(made: Material) -> Index:
    """The index of a timeline opened anew, as ready as it is after the first frame."""
    index = open_timeline(str(made.lines)).index
    index.prepare()
    gc.collect()
    gc.freeze()
    answer(index, "der")
    return index


def answer(index: Index, text: str) -> Result:
    """All that the screen shows of a query's answer."""
    result = run(index, parse(text))
    list(result.order[:_ROWS])
    for facet in Facet:
        ranking = result.ranked(facet, Ranked("en"))
        [ranking[position] for position in range(min(_KEYS, len(ranking)))]
        result.missing(facet)
    if extent := index.extent:
        length = extent.end - extent.start
        result.histogram([extent.start + length * column // _COLUMNS for column in range(_COLUMNS + 1)])
    _ = result.doubtful
    return result


def timed(index: Index, text: str) -> float:
    """Seconds that an answer takes."""
    began = time.perf_counter()
    answer(index, text)
    return time.perf_counter() - began


def _queries(made: Material, count: list[str]) -> Iterator[tuple[Query, Times]]:
    taken: dict[Query, list[tuple[float, float]]] = defaultdict(list)
    for _ in range(_ROUNDS):
        index = opened(made)
        for query in QUERIES:
            taken[query].append((timed(index, query.text), seconds([*count, query.lines, str(made.text)])))
    for query, both in taken.items():
        yield query, compared([ours for ours, _ in both], [theirs for _, theirs in both])


def _steps(made: Material, phrase: str) -> list[float]:
    """Seconds of the steps in which a phrase is found, as many as there is patience for."""
    index, wanted = opened(made), pattern(phrase, phrase=True)
    if not isinstance(index, MappedIndex) or wanted is None:
        return []
    index.hurry()
    began = last = time.perf_counter()
    index.matching(wanted, Part.ANY)
    steps = [time.perf_counter() - last]
    while index.pending and time.perf_counter() - began < _PATIENCE:
        last = time.perf_counter()
        index.go_on()
        steps.append(time.perf_counter() - last)
    return steps


def _phrases(table: Table, made: Material, count: list[str]) -> None:
    million = made.size >= MILLION
    grep = partial(seconds, [*count, RARE_PHRASE, str(made.text)])
    times = in_turns(_ROUNDS, lambda: timed(opened(made), f'"{RARE_PHRASE}"'), grep)
    table.row(f"{made.size:,}: rare phrase, whole answer", times, Goal(0.5, 0.2) if million else None)
    for phrase in ("Tsukuba der", "in der"):
        steps = _steps(made, phrase)
        peer = seconds([*count, phrase, str(made.text)])
        whole = f"all {len(steps)} steps" if sum(steps) < _PATIENCE else f"left after {len(steps)} steps"
        for name, ours in (("first step", steps[0]), ("longest step", max(steps)), (whole, sum(steps))):
            table.row(f"{made.size:,}: {phrase!r}, {name}", Times(ours, peer, ours / peer))


def main() -> None:
    """Print both tables."""
    want = asked()
    materials = [material(size, unique=want.unique) for size in want.sizes]
    grep = tool("rg")
    if grep is None:
        return
    count = [grep, "-c", "-i", "-e"]
    with home():
        notes = f"{said(grep, '--version')}, {versions('numpy', 'msgspec')}; {_ROUNDS} rounds in turns, medians"
        table = Table("One query: rows, all facets, histogram, fuzzy dates", notes, heads=("ours", "rg"))
        for made in materials:
            indexed(made.lines)
            for query, times in _queries(made, count):
                table.row(f"{made.size:,}: {query.name}", times, Goal(0.25, 0.1) if made.size >= MILLION else None)
        table = Table("Phrases", heads=("ours", "rg"))
        for made in materials:
            _phrases(table, made, count)


if __name__ == "__main__":
    main()
