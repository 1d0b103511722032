"""JSON Lines cut into records: each line is an event, or what its ``kind`` says."""

from collections.abc import Generator, Iterator
from itertools import accumulate
from typing import Any

import msgspec

from timeline_tui.load import json_text
from timeline_tui.load.batches import KINDS, Batch, place_after
from timeline_tui.load.cutter import Cutter
from timeline_tui.load.noted import Noted, bad_bytes, without_bad_bytes
from timeline_tui.load.window import Window
from timeline_tui.model import limits

_TIMELINE = "timeline"
_SHOWN = 40
_BLANK = b" \t\r"


class _Tag(msgspec.Struct):
    kind: Any = None


_KIND = b'"kind"'
"""The key that tells what a record is ..."""

_ESCAPED = b"\\u006"
"""... unless one of its letters is written like this."""


def _may_tell_kind(data: bytes) -> bool:
    """Whether any record in ``data`` may say what it is."""
    return _KIND in data or (b"\\" in data and _ESCAPED in data)  # a single byte is looked for many times quicker


def _objects(data: bytes) -> tuple[list[int], list[int]] | None:
    """Where lines start and how many bytes they have, if each is an object and nothing else; None if not."""
    lines = data.removesuffix(b"\n").split(b"\n")
    lengths = [*map(len, lines)]
    if max(lengths) > limits.RECORD or not all(line[:1] == b"{" and line[-1:] == b"}" for line in lines):
        return None
    return [*accumulate([length + 1 for length in lengths[:-1]], initial=0)], lengths


class Lines(Cutter):
    """JSON Lines; a line that is no JSON at all harms no other.

    With ``tagged`` pieces of the file in which no line says what it is are passed over, and their lines not counted.
    """

    def __init__(self, window: Window, noted: Noted, *, tagged: bool = False) -> None:
        super().__init__(window, noted)
        self._tagged = tagged
        self._tag = msgspec.json.Decoder(_Tag).decode

    def batches(self) -> Iterator[Batch]:
        """The records of the lines, each list's in order; up to three batches for each piece, events last."""
        window = self.window
        while True:
            window.fill(1)
            end = window.data.rfind(b"\n", window.at) + 1
            if not end and not window.ended:
                if window.ahead > limits.RECORD:
                    self._skip_line()
                else:
                    window.fill(window.ahead + 1)
                continue
            end = end or len(window.data)
            if not window.ahead:
                break
            lines = yield from self._batches(end)
            if lines and window.data.endswith(b"\n", window.at, end):
                window.advance_lines(end, lines)
            else:
                window.advance(end)
        if not self.is_timeline:
            self.note_empty()

    def _batches(self, end: int) -> Generator[Batch, None, int]:
        """The records of some lines; how many lines that were comes back, 0 where they were not counted."""
        window = self.window
        data = window.data[window.at : end]
        spans: dict[str, tuple[list[int], list[int]]] = {section: ([], []) for section in reversed(self.counts)}
        untagged = not _may_tell_kind(data)
        if untagged and self._tagged:
            return 1  # as good as any other number
        if untagged and (found := _objects(data)):
            self.is_timeline = True
            count = len(found[0])
            number = self.numbered("events", count)
            yield Batch("events", number, window.offset, data, *found, *window.place, lines=True)
            return count
        stop = -1
        while stop < len(data):
            start, stop = stop + 1, data.find(b"\n", stop + 1)
            stop = len(data) if stop < 0 else stop
            line = data[start:stop]
            if line[:1] != b"{":  # hardly ever; a blank line among others
                start += len(line) - len(line.lstrip(_BLANK))
            line = line.strip(_BLANK)
            if not line:
                continue
            self.is_timeline = True
            section = "events" if untagged else self._section(line, start, data)
            if len(line) > limits.RECORD:
                self._too_long(place_after(window.place, data, 0, start))
            elif section:
                starts, lengths = spans[section]
                starts.append(start)
                lengths.append(len(line))
        for section, (starts, lengths) in spans.items():
            if starts:
                number = self.numbered(section, len(starts))
                yield Batch(section, number, window.offset, data, starts, lengths, *window.place, lines=True)
        return 0

    def _section(self, line: bytes, start: int, data: bytes) -> str | None:
        """The list in which the record of a line stands; None for one that is no record of a list."""
        if not _may_tell_kind(line):
            return "events"
        try:
            kind = self._tag(line).kind
        except (ValueError, RecursionError):
            value = json_text.read(line.decode(errors="replace")).value
            kind = value.get("kind") if isinstance(value, dict) else None
        if kind is None:
            return "events"
        if isinstance(kind, str) and kind in KINDS:
            return KINDS[kind]
        place = place_after(self.window.place, data, 0, start)
        if kind == _TIMELINE:
            self._timeline(line, place)
        else:
            expected = ", ".join(repr(known) for known in KINDS)
            self.note(
                "value", f"expected {expected} or {_TIMELINE!r}, this is {str(kind)[:_SHOWN]!r}", ("kind",), place
            )
        return None

    def _timeline(self, line: bytes, place: tuple[int, int]) -> None:
        written = line.decode(errors="surrogateescape")
        text = without_bad_bytes(written)
        places = json_text.Places(text, place)
        document = json_text.read(text, (), place)
        self.noted.add(bad_bytes(written, places))
        self.noted.add(document.problems)
        if isinstance(document.value, dict):
            members = {key: value for key, value in document.value.items() if key != "kind"}
            self.head.take(members, document.positions, places)

    def _skip_line(self) -> None:
        window = self.window
        self._too_long(window.place)
        while (end := window.data.find(b"\n", window.at)) < 0 and not window.ended:
            window.advance(window.whole_characters(len(window.data)))
            window.fill(window.ahead + 1)
        window.advance(len(window.data) if end < 0 else end + 1)

    def _too_long(self, place: tuple[int, int]) -> None:
        self.note("size", f"a line longer than {limits.RECORD:,} bytes; it is left out", (), place)
