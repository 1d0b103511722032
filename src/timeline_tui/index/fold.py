"""How text is compared: folded letters, words between separators, umlauts in each of their spellings."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
"""A word: letters and digits between anything else."""

_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SOFT_HYPHEN = "\u00ad"
_MARKS = re.compile(f"[{_COMBINING}{_SOFT_HYPHEN}]+")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"})
_SPELLED_OUT = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "ae",
    "Ö": "oe",
    "Ü": "ue",
    "ø": "oe",
    "Ø": "oe",
    "å": "aa",
    "Å": "aa",
}
_UMLAUT = re.compile("[äöüøåÄÖÜØÅ]")
_DIGRAPH = re.compile("([aou])e")
_IDEOGRAPHS = (
    range(0x3040, 0x3100),
    range(0x3400, 0xA000),
    range(0xAC00, 0xD7B0),
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
)
"""Kana, Han and Hangul: words of these are not set apart by spaces. (A pattern of them takes 5 ms to compile.)"""

_CLUSTER = re.compile(f"[\u1100-\u11ff]+|.[{_COMBINING}\u3099\u309a\uff9e\uff9f]*", re.DOTALL)
"""A character with the marks on it, or the pieces of Hangul syllables: what is folded as one."""

_INSIDE_FROM = 3


class Pattern(NamedTuple):
    """What to look for in a document made by ``document``: a plain substring of it."""

    text: str


def fold(text: str) -> str:
    """``text`` without case, diacritics and width: ``Städte`` is ``stadte``, ``ß`` is ``ss``, ``Ｔ`` is ``t``.

    Hyphens that nobody sees, as in what is copied from pages, part no word.

    Voicing marks of kana stay, since they make other syllables.
    """
    folded = text.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    plain = _MARKS.sub("", decomposed).translate(_LETTERS)
    return unicodedata.normalize("NFC", plain).casefold()


def words(text: str) -> list[str]:
    """The folded words of ``text``: runs of letters and digits, so ``MARK 51°7`` is mark, 51, 7."""
    return WORD.findall(fold(text))


def document(texts: Iterable[str]) -> str:
    """The searchable form of some texts: each on a line, each word after a space, all spellings.

    Where a text has umlauts, a line with ``ae`` for ``ä`` follows, and where it has ``ae``, a line with
    ``a``: thus ``Städte`` is found by ``staedte`` and ``stadte``, ``Staedte`` by ``Städte``.
    """
    return "\n".join(line for text in texts if text for line in _spellings(text))


def documents(words: Sequence[str]) -> list[str]:
    """``document`` of each of some texts that have no line break in them: for many single words, many times quicker."""
    if not words:
        return []
    joined = unicodedata.normalize("NFC", "\n".join(words))
    plain = fold(joined)
    spelled = fold(_spelled_out(joined)) if _UMLAUT.search(joined) else plain
    short = plain.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    all_words = all(words) and (plain + spelled).replace("\n", "").isalnum()
    return [
        f" {lines[1]}" if all_words and lines[1] == lines[2] == lines[3] else _document(*lines)
        for lines in zip(words, plain.split("\n"), spelled.split("\n"), short.split("\n"), strict=True)
    ]


def _document(text: str, plain: str, spelled: str, short: str) -> str:
    """The document of a text of which the spellings are known if it is a word."""
    if not (plain.isalnum() and spelled.isalnum()):
        return document([text])
    return f" {plain}" + (f"\n {spelled}" if spelled != plain else "") + (f"\n {short}" if short != plain else "")


def pattern(text: str, *, phrase: bool = False) -> Pattern | None:
    """What finds ``text`` in a document; None where it holds no letter or digit.

    One word of three letters or more, and what begins with Han, kana or Hangul, is found inside words; a
    shorter one, and the first word of several, only where a word starts.
    """
    found = words(text)
    if not found:
        return None
    long_enough = len(found) == 1 and not phrase and len(found[0]) >= _INSIDE_FROM
    inside = long_enough or any(ord(found[0][0]) in block for block in _IDEOGRAPHS)
    joined = " ".join(found)
    return Pattern(joined if inside else f" {joined}")


def word_start(text: str) -> Pattern | None:
    """What finds ``text`` only where a word starts; None where it holds no letter or digit."""
    found = words(text)
    return Pattern(" " + " ".join(found)) if found else None


def hits(text: str, patterns: Iterable[Pattern]) -> list[tuple[int, int]]:
    """Where ``patterns`` occur in ``text``: sorted, joined spans of character offsets, end exclusive."""
    folded = _folded(text)
    wanted = [found for found in patterns if found.text in folded]
    if not wanted:
        return []
    spans = sorted({span for line in _mapped(text) for found in wanted for span in _occurrences(line, found.text)})
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """``document`` of one text; the same few are on the screen while one types."""
    return document([text])


def _spellings(text: str) -> Iterator[str]:
    composed = unicodedata.normalize("NFC", text)
    plain = _line(composed)
    yield plain
    if _UMLAUT.search(composed):
        yield _line(_spelled_out(composed))
    if _DIGRAPH.search(plain):
        yield _DIGRAPH.sub(r"\1", plain)


def _spelled_out(text: str) -> str:
    """A composed text with two letters for each umlaut."""
    for umlaut, letters in _SPELLED_OUT.items():
        text = text.replace(umlaut, letters)  # many times quicker than a table
    return text


def _line(text: str) -> str:
    return " " + " ".join(words(text))


class _Mapped(NamedTuple):
    """A folded line, and for each of its characters where in the original text it comes from."""

    line: str
    spans: list[tuple[int, int]]


@lru_cache(maxsize=256)
def _mapped(text: str) -> tuple[_Mapped, ...]:
    """A text in each of its spellings; the same few are on the screen while one types."""
    plain = _fold_with_spans(text, spelled_out=False)
    found = [plain]
    if _UMLAUT.search(unicodedata.normalize("NFC", text)):
        found.append(_fold_with_spans(text, spelled_out=True))
    if _DIGRAPH.search(plain.line):
        kept = [i for i in range(len(plain.line)) if not (i and _DIGRAPH.fullmatch(plain.line[i - 1 : i + 1]))]
        found.append(_Mapped("".join(plain.line[i] for i in kept), [plain.spans[i] for i in kept]))
    return tuple(found)


def _fold_ascii(text: str) -> _Mapped:
    """The same for letters that are folded one by one."""
    line, spans = "", []
    for word in WORD.finditer(text.lower()):
        line += f" {word[0]}"
        spans += [(at, at + 1) for at in range(word.start() - 1, word.end())]
    return _Mapped(line, spans)


def _fold_with_spans(text: str, *, spelled_out: bool) -> _Mapped:
    if text.isascii():
        return _fold_ascii(text)
    line, spans = [" "], [(0, 0)]
    for cluster in _CLUSTER.finditer(text):
        for folded in _fold_cluster(cluster[0], spelled_out):
            piece = folded if WORD.fullmatch(folded) else " "
            if piece == " " and line[-1] == " ":
                continue
            line.append(piece)
            spans.append(cluster.span())
    return _Mapped("".join(line), spans)


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str, spelled_out: bool) -> str:  # noqa: FBT001  # a cached inner helper
    composed = unicodedata.normalize("NFC", cluster)
    return fold(_spelled_out(composed) if spelled_out else composed)


def _occurrences(mapped: _Mapped, wanted: str) -> Iterator[tuple[int, int]]:
    at = mapped.line.find(wanted)
    while at >= 0:
        first = at + (wanted[0] == " ")
        yield mapped.spans[first][0], mapped.spans[at + len(wanted) - 1][1]
        at = mapped.line.find(wanted, at + 1)
