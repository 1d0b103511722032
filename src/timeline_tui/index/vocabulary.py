"""The words of a big timeline, and those that a word which finds nothing may be a slip of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from timeline_tui.index.fold import WORD, fold, words
from timeline_tui.index.postings import Postings
from timeline_tui.index.texts import Texts
from timeline_tui.model.records import Event

_CANDIDATES = 200
"""Entries whose distance is measured."""

_LETTERS_A_SLIP = 4
"""A slip is believed for each so many letters, and one at least."""


class Vocabulary(Mapping[str, str]):
    """Folded words, each with a spelling in which it occurs, or itself where none is at hand.

    Going through all of it takes long; a word, and the words near one, are found quickly.
    """

    def __init__(
        self, postings: Postings, names: Sequence[Texts], others: Sequence[Texts], event: Callable[[int], Event]
    ) -> None:
        self._postings, self._event = postings, event
        self._named = (postings.entries, *names)
        self._blobs = (*self._named, *others)

    @cached_property
    def _all(self) -> dict[str, None]:
        return {word: None for texts in self._blobs for number in range(len(texts)) for word in texts[number].split()}

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and any(len(texts.holding(f" {word} ")) for texts in self._blobs)

    def __getitem__(self, word: str) -> str:
        if word not in self:
            raise KeyError(word)
        entries = self._postings.entries.holding(f" {word} ")
        return self._spelled(word, int(entries[0])) if len(entries) else word

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def _spelled(self, word: str, entry: int) -> str:
        """The word as an event that has it writes it."""
        event = self._event(self._postings.a_row(entry))
        texts = [*event.title.values(), *event.summary.values()]
        texts += [text for citation in event.citations for text in citation.claim.values()]
        return next((found for text in texts for found in WORD.findall(text) if fold(found) == word), word)

    def near(self, word: str, most: int) -> list[str]:
        """Up to ``most`` words that ``word`` may be a slip of, or of a part of which, the likeliest first."""
        wanted = "".join(words(word))
        if not wanted:
            return []
        slips = max(1, len(wanted) // _LETTERS_A_SLIP)
        found: dict[str, tuple[int, int, str]] = {}
        for known in _sharing(self._named, wanted):
            distance = _distance_inside(wanted, known)
            if distance <= slips:
                found[known] = (distance, abs(len(known) - len(wanted)), known)
        chosen = sorted(found, key=lambda known: found[known])[:most]
        return [self[known] for known in chosen]


def near_documents(texts: Texts, line: str, most: int) -> list[int]:
    """Up to ``most`` documents of one line, by number, that ``line`` may be a slip of, the likeliest first."""
    slips = max(1, len(line) // _LETTERS_A_SLIP)
    found = []
    for number in _candidates(texts, line):
        known = texts[number].strip()
        distance = _distance_inside(line, known)
        if distance <= slips:
            found.append((distance, abs(len(known) - len(line)), number))
    return [number for _, _, number in sorted(found)[:most]]


def _sharing(blobs: Sequence[Texts], word: str) -> Iterator[str]:
    """The words that share most trigrams with one, the shorter ones first of equal ones."""
    tried: list[tuple[int, int, Texts, int]] = []
    for texts in blobs:
        lengths = texts.lengths
        tried += [(-shared, int(lengths[at]), texts, at) for at, shared in _candidates(texts, word).items()]
    for _, _, texts, at in sorted(tried, key=lambda one: one[:2])[:_CANDIDATES]:
        yield from texts[at].split()


def _candidates(texts: Texts, word: str) -> dict[int, int]:
    """The documents that share most trigrams with a word, the shorter ones first of equal ones, and how many."""
    encoded = word.encode("utf-8", "replace")
    shared = np.zeros(len(texts), np.int64)
    for piece in {encoded[at : at + 3] for at in range(max(1, len(encoded) - 2))}:
        shared[texts.holding_bytes(piece)] += 1
    some = np.flatnonzero(shared)
    order = some[np.lexsort((texts.lengths[some], -shared[some]))][:_CANDIDATES]
    return dict(zip(order.tolist(), shared[order].tolist(), strict=True))


def _distance_inside(word: str, text: str) -> int:
    """The least slips (a letter wrong, too much, missing, or two swapped) that make ``word`` a part of ``text``."""
    before: list[int] = []
    row = [0] * (len(text) + 1)
    for at, letter in enumerate(word, 1):
        oldest, before, row = before, row, [at]
        for column, other in enumerate(text, 1):
            best = min(before[column - 1] + (letter != other), before[column] + 1, row[column - 1] + 1)
            if at > 1 and column > 1 and letter == text[column - 2] and word[at - 2] == other:
                best = min(best, oldest[column - 2] + 1)
            row.append(best)
    return min(row)
