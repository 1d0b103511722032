"""A JSON document cut into its records in one pass, of which no more than a few megabytes are in memory."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

import msgspec

from timeline_tui.load import json_text
from timeline_tui.load.batches import Batch
from timeline_tui.load.checks import kind_of
from timeline_tui.load.cutter import Cutter
from timeline_tui.load.noted import Noted, bad_bytes, without_bad_bytes
from timeline_tui.load.window import Window
from timeline_tui.model import limits
from timeline_tui.model.problems import Path

_Found = TypeVar("_Found")

_SMALL = 1 << 14
"""Bytes looked at first of all, and where something is unusual."""

_LARGE = 1 << 16
"""Bytes of a batch at most: what is made of them stays in the processor's cache."""

_TAIL = 1 << 14
"""Bytes at the end of a batch in which its last record's end is looked for."""

_TRIED = 4
"""Ends of records that are tried: lists of objects inside records look the same from nearby."""

_SPACE = rb"[ \t\r\n]*"
_FIRST_KEY = re.compile(rb"\{" + _SPACE + rb'"[^"\\]*"')
_NEXT = re.compile(_SPACE + rb"," + _SPACE + rb'(?=["{\[0-9])')
_MARK = re.compile(rb'\\.|["\[\]{},]', re.DOTALL)
_DOCUMENT, _LIST = -1, -2
"""Offsets that stand for the brackets which opened the document and the list, wherever they were."""


class _TooLongError(Exception):
    """What is to be read is longer than anything may be."""


class _Places(json_text.Places):
    """Places in a part of a document, and of the brackets before it that are still open."""

    def __init__(self, text: str, start: tuple[int, int], opened: dict[int, tuple[int, int]]) -> None:
        super().__init__(text, start)
        self._opened = opened

    def of(self, offset: int) -> tuple[int, int]:
        return self._opened[offset] if offset < 0 else super().of(offset)


class _Careful(Cutter):
    """A document read step by step with ``json_text``, each step over as much text as it needs."""

    def __init__(self, window: Window, noted: Noted) -> None:
        super().__init__(window, noted)
        self.opened: dict[int, tuple[int, int]] = {}

    def peek(self) -> bytes:
        """The next byte, empty at the end."""
        self.window.fill(1)
        return self.window.data[self.window.at : self.window.at + 1]

    def skip(self, path: Path, count: int = 0) -> None:
        """Go on over ``count`` bytes, none of them a line end, and what stands for nothing after them."""
        self.window.advance(self.window.at + count)
        self.careful(lambda reader: reader.skip_space(path, len(path)))

    def careful(self, step: Callable[[json_text.Reader], _Found]) -> _Found:
        """Take one step, note what is wrong there, and go on to where it ended.

        Raises:
            StoppedError: where the document cannot be read beyond a place.
            _TooLongError: where that would need more than ``limits.RECORD`` bytes.
        """
        return self.piece(step, quiet=False)[0]

    def piece(self, step: Callable[[json_text.Reader], _Found], *, quiet: bool = True) -> tuple[_Found, bytes]:
        """As ``careful``, with the bytes that the step took; ``quiet``, faults that stop nothing are not noted."""
        window, size = self.window, _SMALL
        while True:
            window.fill(size)
            written = window.text(size)
            text = without_bad_bytes(written)
            reader = json_text.Reader(text, _Places(text, window.place, self.opened))
            stop, found = None, None
            try:
                found = step(reader)
            except json_text.StoppedError as error:
                stop = error
            decided = reader.at < len(text) and not reader.result.ran_out
            if decided or (window.ended and window.ahead <= size):
                break
            if size >= limits.RECORD:
                raise _TooLongError
            size = min(2 * size, limits.RECORD)
        if stop or not quiet:
            self.noted.add(bad_bytes(written[: reader.at], reader.places))
            self.noted.add(reader.result.problems)
        if stop:
            raise stop
        taken = written[: reader.at].encode(errors="surrogateescape")
        window.advance(window.at + len(taken))
        return cast("_Found", found), taken

    def skip_long(self, path: Path) -> None:
        """Go on to the end of a value of which no more than a piece shall be in memory."""
        self.note("size", f"longer than {limits.RECORD:,} bytes; it is left out", path)
        window, place = self.window, self.window.place
        level, inside = 0, False
        while not window.ended:
            window.fill(window.ahead + 1)
            end = window.at
            for mark in _MARK.finditer(window.data, window.at):
                found, end = mark[0], mark.end()
                if found == b'"':
                    inside = not inside
                elif inside or found[:1] == b"\\":
                    continue
                elif found in b"[{":
                    level += 1
                elif level == 0:
                    window.advance(mark.start())
                    return
                elif found in b"]}":
                    level -= 1
                    if level == 0:
                        window.advance(end)
                        return
            window.advance(max(end, window.whole_characters(len(window.data) - 1)))
        self.note("syntax", "this is never closed", path, place)
        raise json_text.StoppedError


class Document(_Careful):
    """A JSON document whose records are found by the fast decoder, and read with care where it fails.

    From a record's start the bytes up to some ``}`` are decoded as a list. That works only if this
    bracket ends a record, wherever else such brackets stand: no text that JSON allows goes on to be
    another after it is complete.
    """

    def __init__(self, window: Window, noted: Noted) -> None:
        super().__init__(window, noted)
        self.opened: dict[int, tuple[int, int]] = {}
        self._span = _SMALL
        self._decode = msgspec.json.Decoder(list[msgspec.Raw]).decode
        self._boundary: re.Pattern[bytes] | None = None

    def batches(self) -> Iterator[Batch]:
        """The records of the document; stops where the text cannot be read beyond a place."""
        try:
            yield from self._document()
        except json_text.StoppedError:
            return
        except _TooLongError:
            self.note("size", f"nothing that can be read in {limits.RECORD:,} bytes; what follows is ignored")

    def _document(self) -> Iterator[Batch]:
        self.skip(())
        self.head.place = self.opened[_DOCUMENT] = self.window.place
        if self.peek() != b"{":
            self._no_object()
            return
        self.is_timeline = True
        self.skip((), 1)
        while self.peek() != b"}":
            key = self.careful(self._key)
            if key in self.counts and self.peek() == b"[":
                self.head.listed.add(key)
                yield from self._list(key)
            else:
                self._member(key)
            self.careful(lambda reader: reader.after_item("}", (), _DOCUMENT))
        self.skip((), 1)
        if self.peek():
            self.note("syntax", "the document ended before this; what follows is ignored")

    def _no_object(self) -> None:
        if not self.peek():
            self.note_empty()
            return
        value: Any = []
        if self.peek() != b"[":  # a list may be far too long
            value = self.careful(lambda reader: reader.value((), 0))
        self.note("type", f"a timeline is an object {{…}}, this is {kind_of(value)}", (), self.head.place)

    def _key(self, reader: json_text.Reader) -> str:
        start = reader.at
        key = reader.key((), _DOCUMENT)
        if key in self.head.value or key in self.head.listed:
            listed = key in self.head.listed
            counts = "both lists are read" if listed else "the last one counts"
            reader.note("duplicate-key", f"the key {key!r} stands twice in one object; {counts}", (key,), start)
        reader.expect_colon((key,))
        return key

    def _member(self, key: str) -> None:
        path = (key,)
        readers: list[json_text.Reader] = []

        def step(reader: json_text.Reader) -> None:
            readers[:] = [reader]
            reader.result.value = members = {}
            members[key] = reader.value(path, 1)

        try:
            self.careful(step)
        except _TooLongError:
            readers.clear()
            self.skip_long(path)
        finally:  # where reading stops inside a value, what stands before is kept
            for reader in readers:
                self.head.take(reader.result.value, reader.result.positions, reader.places)

    def _list(self, section: str) -> Iterator[Batch]:
        path = (section,)
        self.opened[_LIST] = self.window.place
        self._boundary = None
        self.skip(path, 1)
        while (found := self.peek()) != b"]":
            if not found:
                self.note("syntax", "this list is never closed with ']'", path, self.opened[_LIST])
                raise json_text.StoppedError
            batch = self._many(section) or self._one(section)
            if batch:
                yield batch
            self.window.fill(_SMALL)
            if following := _NEXT.match(self.window.data, self.window.at):
                self.window.advance(following.end())
            else:
                self.careful(lambda reader: reader.after_item("]", path, _LIST))
        self.window.advance(self.window.at + 1)

    def _many(self, section: str) -> Batch | None:
        """As many records as the next bytes hold, or None where there is no more than one, or a fault."""
        if self._boundary is None:
            return None
        window = self.window
        window.fill(_SMALL)
        while not (ends := self._last_ends(self._boundary)):
            if self._span >= _LARGE or (window.ended and window.ahead <= self._span):
                return None
            self._span *= 2
            window.fill(self._span)
        for end in ends:
            data = b"".join((b"[", memoryview(window.data)[window.at : end], b"]"))
            try:
                starts, lengths = self._spans(data)
            except (ValueError, RecursionError):
                continue
            number = self.numbered(section, len(starts))
            batch = Batch(section, number, window.offset - 1, data, starts, lengths, window.line, window.column, lead=1)
            window.advance(end)
            self._span = min(2 * self._span, _LARGE)
            return batch
        self._span = _SMALL
        return None

    def _spans(self, data: bytes) -> tuple[list[int], list[int]]:
        """Where the objects of a JSON list start and how long they are; ValueError where it is no such list."""
        lengths = [len(raw) for raw in self._decode(data)]
        starts, at, index = [], 1, data.index
        for length in lengths:
            at = index(b"{", at)
            starts.append(at)
            at += length
        if at != len(data) - 1:  # a record that is no object had its start taken for a later one's
            raise ValueError
        return starts, lengths

    def _last_ends(self, pattern: re.Pattern[bytes]) -> list[int]:
        """Where, within the span, the last record seems to end, likeliest first."""
        window = self.window
        stop = min(window.at + self._span, len(window.data))
        for start in (max(window.at, stop - _TAIL), window.at):
            ends = [match.start() + 1 for match in pattern.finditer(window.data, start, stop)]
            if ends:
                return ends[: -1 - _TRIED : -1]
        return []

    def _one(self, section: str) -> Batch | None:
        """The next record, read with care for its length; None for one that is too long."""
        window = self.window
        start, place, number = window.offset, window.place, self.counts[section]
        try:
            _, data = self.piece(lambda reader: reader.value((section, number), 2))
        except _TooLongError:
            self.skip_long((section, self.numbered(section)))
            return None
        if self._boundary is None and (lead := _FIRST_KEY.match(data)):
            self._boundary = re.compile(rb"\}" + _SPACE + rb"," + _SPACE + re.escape(lead[0]))
        return Batch(section, self.numbered(section), start, data, [0], [len(data)], *place)
