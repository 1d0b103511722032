"""Text as a file gives it: made safe for a terminal, and read in the language that is asked for."""

import re
from collections.abc import Mapping
from typing import TypeAlias

LANGUAGES = ("en", "de")
"""The languages that the program speaks."""

Text: TypeAlias = Mapping[str, str]
"""The same text by language tag; the tag ``""`` is a plain string in the file's own language."""

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x85")
_COMBINING_FLOOD = re.compile("([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})"
                              "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")  # fmt: skip
_CARETS = 0x20


def clean(text: str) -> str:
    r"""``text`` with every character that could command a terminal made visible.

    C0 controls become their pictures (ESC is ``␛``), C1 and bidirectional controls, zero-width and
    lone surrogates are named (``⟨U+202E⟩``), line ends become ``\n``, and more than four
    combining marks in a row are cut (they can hang a terminal, CVE-2021-27135). Newlines, tabs and the
    joiners that emoji and Indic scripts need stay. Cleaning twice changes nothing.
    """
    if text.isprintable() and not _COMBINING_FLOOD.search(text):
        return text
    lined = _LINE_ENDS.sub("\n", text)
    return _COMBINING_FLOOD.sub(r"\1", _CONTROLS.sub(_picture, lined))


def one_line(text: str) -> str:
    """``text`` made safe and put on one line, for messages and rows."""
    return " ".join(clean(text).split())


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < _CARETS:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"  # noqa: PLR2004  # DEL


def in_language(text: Text, language: str) -> str:
    """``text`` in ``language`` ("de", "de-AT"), or in the next best one there is.

    Tried in turn: the tag itself, its primary language, the file's own language, English, whatever
    comes first.
    """
    for tag in (language, language.partition("-")[0], "", "en"):
        if tag in text:
            return text[tag]
    return next(iter(text.values()), "")


def grouped(number: int, language: str) -> str:
    """``number`` with its digits in threes, as it is written in ``language``: ``1,000,000``, German ``1.000.000``."""
    digits = f"{number:,}"
    return digits.replace(",", ".") if language == "de" else digits
