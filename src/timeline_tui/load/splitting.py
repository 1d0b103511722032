"""A big file, document or JSON Lines, cut into its records."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import msgspec

from timeline_tui.load.batches import KINDS, Batch
from timeline_tui.load.document import Document
from timeline_tui.load.lines import Lines
from timeline_tui.load.noted import Noted
from timeline_tui.load.window import Window
from timeline_tui.model.problems import DAMAGE

_LOOKED_AT = 1 << 20
"""Bytes of a file that tell whether it is a document or JSON Lines."""

_WIDE = re.compile(rb"(\xff\xfe|\xfe\xff)|(\0\0|.\0\0\0)|(\0[^\0]\0|[^\0]\0[^\0]\0)", re.DOTALL)
"""How UTF-16 and UTF-32 begin: with a mark, or with a character that takes one byte of them."""

_KEYS_OF_LISTS = frozenset(KINDS.values())


class Start(NamedTuple):
    """Where reading a file begins: the bytes before, the line there, the events before."""

    offset: int = 0
    line: int = 1
    events: int = 0


_TOP = Start()


class Split:
    """A file that is cut while ``batches`` is gone through; then ``head`` is complete.

    ``noted`` takes what is wrong with the file as such; what is wrong inside the records is for those
    to tell who read them. ``is_timeline`` is false where the file holds no JSON object at all.
    """

    def __init__(
        self,
        chunks: Iterable[bytes],
        noted: Noted,
        *,
        lines: bool | None = None,
        tagged: bool = False,
        start: Start = _TOP,
    ) -> None:
        """Begin with the bytes of a file (``load.chunks``); whether they are JSON Lines is seen if not given.

        What is only called ``lines`` is a document all the same where it plainly is one.

        With ``tagged`` events that do not say in a line what they are may be passed over, and their lines not counted.
        Only what are known to be JSON Lines may be begun elsewhere than at the top, behind a line that has something on
        it.
        """
        self._start = start
        self._window = Window(chunks, start.offset, start.line)
        begun = start.offset > 0  # behind lines there are lines, whatever they look like
        self.lines = is_lines(self._window) if lines is None else lines and (begun or not _is_document(self._window))
        self._cutter = Lines(self._window, noted, tagged=tagged) if self.lines else Document(self._window, noted)
        self.head = self._cutter.head
        self._cutter.counts["events"] = start.events
        self.is_timeline = self._cutter.is_timeline = start.offset > 0

    @property
    def offset(self) -> int:
        """How many bytes have been gone over."""
        return self._window.offset

    @property
    def line(self) -> int:
        """The line, from 1, on which reading goes on."""
        return self._window.line

    def batches(self) -> Iterator[Batch]:
        """All records, as few as one or as many as a piece of the file holds at once."""
        window, cutter = self._window, self._cutter
        if not self._start.offset and _WIDE.match(window.data, window.at):
            cutter.note("utf-8", "this file is UTF-16 or UTF-32; save it as UTF-8")
        else:
            yield from cutter.batches()
        window.read_out()  # where reading stopped early, damage met no sooner than at the end may be why
        if window.fault:
            cutter.note(DAMAGE, window.fault)
        self.is_timeline = cutter.is_timeline


def is_lines(window: Window) -> bool:
    """Whether a stream looks like JSON Lines: an object on its first line, and another one or no document's keys."""
    window.fill(_LOOKED_AT)
    first, rest = _first_line(window)
    if not (first.startswith(b"{") and first.endswith(b"}")):
        return False
    if rest:
        return rest.startswith(b"{")
    keys = _keys(first)
    return bool(keys & {"id", "kind"}) and not keys & _KEYS_OF_LISTS


def _is_document(window: Window) -> bool:
    """Whether a stream, as far as it has been read, is plainly a document: its first line opens one, or is all."""
    first, rest = _first_line(window)
    return first == b"{" or (not rest and "events" in _keys(first))


def _first_line(window: Window) -> tuple[bytes, bytes]:
    """The first line that is not blank, and what of a stream's beginning follows."""
    first, _, rest = window.data[window.at :].lstrip().partition(b"\n")
    return first.rstrip(), rest.lstrip()


def _keys(line: bytes) -> AbstractSet[str]:
    """The keys of the object on a line, none where it holds something else."""
    try:
        return msgspec.json.decode(line, type=dict[str, msgspec.Raw]).keys()
    except (ValueError, RecursionError):
        return frozenset()
