"""JSON read with care: every value's place, every fault, and as much of the rest as can be saved."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]  # typeshed lacks it
from typing import Any

from timeline_tui.model import limits
from timeline_tui.model.problems import Path, Problem, Severity

_SPACE = re.compile(r"(?:[ \t\n\r]+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_PURE_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_BARE_WORD = re.compile(r"[-+]?[\w.$+-]+")
_TO_BRACKET = re.compile(r'[^\[\]{}"]*')
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPE = re.compile(r'\\(u[0-9a-fA-F]{4}|["\\/bfnrt])|\\')
_SURROGATE = re.compile("[\ud800-\udfff]")
_LITERALS = {"true": True, "false": False, "null": None}
_NOT_NUMBERS = {"NaN", "Infinity", "-Infinity"}
_FOREIGN = {"True": "true", "False": "false", "None": "null", "undefined": "null", "nil": "null"}


class StoppedError(Exception):
    """The text cannot be read beyond this place; the problem is already noted."""


@dataclass
class Document:
    """What could be read of a JSON text.

    ``positions`` holds the offset of each value in characters; ``complete`` is false where reading
    stopped before the end, ``value`` then holds what stood before. ``ran_out`` is true where the end of
    the text decided something: were there more of it, it might read otherwise.
    """

    value: Any = None
    positions: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = True
    ran_out: bool = False


def read(text: str, path: Path = (), start: tuple[int, int] = (1, 1)) -> Document:
    """Read one JSON text (RFC 8259), noting each departure from it and going on where the sense is clear.

    Comments, missing and trailing commas, NaN, foreign spellings of true, false and null, control
    characters in strings and duplicate keys (the last counts) are problems that stop nothing. Where the
    text was cut out of a document, ``path`` and ``start`` (line and column) say where it stood there.
    """
    return Reader(text, Places(text, start)).document(path)


class Places:
    """Offsets of a text turned into lines and columns, both from 1; columns count characters.

    ``start`` is the line and column of the text itself, where it was cut out of a longer one.
    """

    def __init__(self, text: str, start: tuple[int, int] = (1, 1)) -> None:
        self._text = text
        self._start = start

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    def of(self, offset: int) -> tuple[int, int]:
        """The line and column of ``offset``."""
        from bisect import bisect_right  # noqa: PLC0415  # files without a fault never need it

        line = bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        first_line, first_column = self._start
        return first_line + line - 1, column + first_column - 1 if line == 1 else column


class _Text:
    """A place in a text, and how to read what has no parts from there."""

    def __init__(self, text: str, places: Places) -> None:
        self.text = text
        self.at = 0
        self.result = Document()
        self.places = places

    def note(self, code: str, message: str, path: Path = (), at: int | None = None) -> None:
        line, column = self.places.of(self.at if at is None else at)
        self.result.problems.append(Problem(Severity.ERROR, code, message, path, line, column))

    def stop(self, message: str, path: Path, at: int | None = None) -> StoppedError:
        self.note("syntax", message, path, at)
        return StoppedError()

    def skip_space(self, path: Path, _depth: int) -> None:
        pure = _PURE_SPACE.match(self.text, self.at)
        after = _SPACE.match(self.text, self.at)
        assert pure is not None  # noqa: S101  # matches the empty string
        assert after is not None  # noqa: S101  # as above
        if self.text[after.end() : after.end() + 2] in {"/*", "/"}:
            self.result.ran_out = True
        if after.end() > pure.end():
            self.note("syntax", "JSON has no comments; take this one out", path, pure.end())
        self.at = after.end()

    def peek(self) -> str:
        found = self.text[self.at : self.at + 1]
        if not found:
            self.result.ran_out = True
        return found

    def string(self, path: Path) -> str:
        start = self.at
        found: str
        try:
            found, self.at = scanstring(self.text, start + 1, True)  # noqa: FBT003  # positional-only
        except JSONDecodeError as error:
            found = self.loose_string(start, path)
            fault = "a line break or control character in a string; write \\n"
            if not error.msg.startswith("Invalid control character"):
                fault = "this is no escape; a backslash in text is written \\\\"
            self.note("syntax", fault, path, error.pos)
        if _SURROGATE.search(found):
            self.note("surrogate", "half of a surrogate pair, which is no character", path, start)
        if len(found) > limits.STRING:
            message = f"a string of {len(found):,} characters is cut at {limits.STRING:,}"
            self.note("size", message, path, start)
            return found[: limits.STRING]
        return found

    def loose_string(self, start: int, path: Path) -> str:
        """The string at ``start``, its line breaks and wrong escapes taken as they stand."""
        match = _STRING.match(self.text, start)
        if match is None:
            self.result.ran_out = True
            raise self.stop("this string is never closed", path, start)
        self.at = match.end()
        mended = _ESCAPE.sub(lambda escape: escape[0] if escape[1] else r"\\", match[0])
        return str(scanstring(mended, 1, False)[0])  # noqa: FBT003  # positional-only

    def scalar(self, path: Path) -> Any:
        word = _BARE_WORD.match(self.text, self.at)
        if not word:
            found = self.peek()
            raise self.stop(f"expected a value, found {found!r}" if found else "the text ends here", path)
        text, start = word[0], self.at
        self.at = word.end()
        if text in _LITERALS:
            return _LITERALS[text]
        if text in _NOT_NUMBERS:
            self.note("nan", f"JSON has no {text}; write null", path, start)
        elif text in _FOREIGN:
            self.note("syntax", f"JSON has no {text}; write {_FOREIGN[text]}", path, start)
            return _LITERALS[_FOREIGN[text]]
        elif number := _NUMBER.fullmatch(text):
            return self.number(number, path, start)
        elif not path:
            raise self.stop(f"this is no JSON: it begins with {text[:20]!r}", path, start)
        else:
            self.note("syntax", f"{text[:40]!r} is no JSON value; text needs double quotes", path, start)
        return None

    def number(self, match: re.Match[str], path: Path, start: int) -> int | float | None:
        if len(match[0]) > limits.DIGITS:
            self.note("size", f"a number has no more than {limits.DIGITS} digits", path, start)
            return None
        if not (match[1] or match[2]):
            return int(match[0])
        found = float(match[0])
        if abs(found) == float("inf"):
            self.note("nan", f"{match[0]} is too large for a number", path, start)
            return None
        return found


class Reader(_Text):
    """How to read objects and lists."""

    def document(self, path: Path = ()) -> Document:
        """The one value that the text holds, which stands at ``path``."""
        depth = len(path)
        try:
            self.skip_space(path, depth)
            self.result.value = self.value(path, depth)
            self.skip_space(path, depth)
            if self.at < len(self.text):
                self.note("syntax", "the document ended before this; what follows is ignored")
        except StoppedError:
            self.result.complete = False
        return self.result

    def value(self, path: Path, depth: int) -> Any:
        """The value that begins here; ``depth`` counts the lists and objects around it."""
        self.result.positions[path] = self.at
        first = self.peek()
        if first in {"{", "["} and depth >= limits.DEPTH:
            self.note("depth", f"nested more than {limits.DEPTH} deep; what is inside is left out", path)
            return self._skip_nested(path)
        if first == "{":
            return self._object(path, depth)
        if first == "[":
            return self._array(path, depth)
        if first == '"':
            return self.string(path)
        return self.scalar(path)

    def _object(self, path: Path, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self._keep_early(found, path)
        opened, self.at = self.at, self.at + 1
        self.skip_space(path, depth)
        while self.peek() != "}":
            key_at = self.at
            key = self.key(path, opened)
            if key in found:
                message = f"the key {key!r} stands twice in one object; the last one counts"
                self.note("duplicate-key", message, (*path, key), key_at)
            self.expect_colon((*path, key))
            found[key] = self.value((*path, key), depth + 1)
            self.after_item("}", path, opened)
        self.at += 1
        return found

    def _array(self, path: Path, depth: int) -> list[Any]:
        found: list[Any] = []
        self._keep_early(found, path)
        opened, self.at = self.at, self.at + 1
        self.skip_space(path, depth)
        while self.peek() != "]":
            if not self.peek():
                raise self.stop("this list is never closed with ']'", path, opened)
            found.append(self.value((*path, len(found)), depth + 1))
            self.after_item("]", path, opened)
        self.at += 1
        return found

    def _keep_early(self, container: Any, path: Path) -> None:
        """Hang the document and its lists in before they are full, so that a later stop loses no record."""
        if not path:
            self.result.value = container
        elif len(path) == 1 and isinstance(self.result.value, dict):
            self.result.value[str(path[0])] = container

    def key(self, path: Path, opened: int) -> str:
        """The key that begins here, of the object that was ``opened`` at an offset."""
        if not self.peek():
            raise self.stop("this object is never closed with '}'", path, opened)
        if self.peek() == '"':
            return self.string(path)
        word = _BARE_WORD.match(self.text, self.at)
        if not word:
            raise self.stop(f"expected a key in double quotes, found {self.peek()!r}", path)
        self.note("syntax", f'a key needs double quotes: "{word[0]}"', path)
        self.at = word.end()
        return word[0]

    def expect_colon(self, path: Path) -> None:
        """Go over the colon and the space around it."""
        self.skip_space(path, 0)
        if self.peek() != ":":
            raise self.stop(f"expected ':' after the key, found {self.peek() or 'the end'!r}", path)
        self.at += 1
        self.skip_space(path, 0)

    def after_item(self, closing: str, path: Path, opened: int) -> None:
        """Go over what stands between an item and the next one, or the ``closing`` bracket of what was ``opened``."""
        end = self.at
        self.skip_space(path, 0)
        if self.peek() == ",":
            comma, self.at = self.at, self.at + 1
            self.skip_space(path, 0)
            if self.peek() == closing:
                self.note("syntax", f"a comma before '{closing}'; take it out", path, comma)
        elif not self.peek():
            kind = "object" if closing == "}" else "list"
            raise self.stop(f"this {kind} is never closed with '{closing}'", path, opened)
        elif self.peek() in '"{[':
            self.note("syntax", "a comma is missing here", path, end)
        elif self.peek() != closing:
            raise self.stop(f"expected ',' or '{closing}', found {self.peek()!r}", path)

    def _skip_nested(self, path: Path) -> None:
        level, start = 0, self.at
        while True:
            gap = _TO_BRACKET.match(self.text, self.at)
            assert gap  # noqa: S101  # matches the empty string
            self.at = gap.end()
            character = self.peek()
            if not character:
                raise self.stop("this is never closed", path, start)
            if character == '"':
                self.loose_string(self.at, path)
                continue
            self.at += 1
            level += 1 if character in "[{" else -1
            if level == 0:
                return
