"""The order of events by their titles, in every language that the titles are written in."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from timeline_tui.index.arrays import Array, Arrays, Named, Writer, pointers
from timeline_tui.index.fold import fold
from timeline_tui.index.runs import PADDING, words_at
from timeline_tui.model.text import in_language

ANY_LANGUAGE = ""
"""The tag under which titles are read by whoever asks for a language in which none is written."""

_MOST = 8
"""Languages for which an order is kept; the rest are read as any language."""

MOST_TAGS = 64
"""Languages of one part's titles that are told apart at all."""


_SEVERAL = b"\xff"
"""Stands for what becomes several letters, or none of ASCII."""


def _quick_table() -> bytes:
    """What each Latin-1 character is folded to."""
    each = [fold(chr(code)) for code in range(256)]
    return bytes(ord(one if len(one) == 1 and one.isascii() else _SEVERAL) for one in each)


_TABLE = _quick_table()


def folded(titles: Sequence[str]) -> list[bytes]:
    """``fold`` of each title as UTF-8, made quickly for Latin letters."""
    try:
        quick = "\0".join(titles).encode("latin-1").translate(_TABLE).split(b"\0")
    except UnicodeEncodeError:
        quick = []
    if len(quick) != len(titles):
        return [fold(title).encode("utf-8", "replace") for title in titles]
    return [fold(title).encode() if _SEVERAL in key else key for key, title in zip(quick, titles, strict=True)]


class TitleKeys:
    """Folded titles of some events: one for each, and one more for each language it is written in."""

    def __init__(self) -> None:
        self._blobs: dict[str, bytearray] = {}
        self._lengths: dict[str, array[int]] = {}
        self._events: dict[str, array[int]] = {}

    def add(self, first: int, titles: Sequence[str | Mapping[str, str]]) -> None:
        """Take the titles of some events, the first of which has the number ``first``."""
        general = [title if isinstance(title, str) else in_language(title, ANY_LANGUAGE) for title in titles]
        self._add(ANY_LANGUAGE, range(first, first + len(titles)), folded(general))
        for number, title in enumerate(titles, first):
            if not isinstance(title, str):
                self._add_tagged(number, title)

    def _add_tagged(self, number: int, title: Mapping[str, str]) -> None:
        for tag, text in title.items():
            if tag and (tag in self._blobs or len(self._blobs) <= MOST_TAGS):
                self._add(tag, [number], folded([text]))

    def _add(self, tag: str, events: Iterable[int], keys: Sequence[bytes]) -> None:
        if tag not in self._blobs:
            self._blobs[tag], self._lengths[tag], self._events[tag] = bytearray(), array("I"), array("I")
        self._blobs[tag] += b"".join(keys)
        self._lengths[tag].extend(map(len, keys))
        self._events[tag].extend(events)

    def write(self, writer: Writer, place: str) -> None:
        """Write them for ``ranks``."""
        for tag, blob in self._blobs.items():
            writer.add_bytes(f"{place}title/{tag}/blob", blob + bytes(PADDING))
            writer.add(f"{place}title/{tag}/lengths", np.array(self._lengths[tag], np.uint32))
            writer.add(f"{place}title/{tag}/events", np.array(self._events[tag], np.uint32))


class _Titles:
    """The titles of a whole timeline: for each event in which buffer its key lies, where, and how long it is."""

    def __init__(self, size: int) -> None:
        self.buffers: list[Array] = []
        self.buffer = np.zeros(size, np.uint32)
        self.start = np.zeros(size, np.int64)
        self.length = np.zeros(size, np.int64)

    def copy(self) -> "_Titles":
        other = _Titles(0)
        other.buffers = list(self.buffers)
        other.buffer, other.start, other.length = self.buffer.copy(), self.start.copy(), self.length.copy()
        return other

    def take(self, part: Named, place: str, base: int) -> None:
        """Let the titles of one place in a part, whose first event is ``base``, stand for the events that have them."""
        lengths = part[f"{place}/lengths"]
        events = part[f"{place}/events"].astype(np.int64) + base
        self.buffer[events] = len(self.buffers)
        self.start[events] = pointers(lengths)[:-1]
        self.length[events] = lengths
        self.buffers.append(part[f"{place}/blob"])

    def words(self, events: Array, number: int) -> npt.NDArray[np.uint64]:
        """Eight bytes of each event's key, comparable as numbers."""
        found = np.zeros(len(events), np.uint64)
        which = self.buffer[events]
        for at, buffer in enumerate(self.buffers):
            mine = np.flatnonzero(which == at)
            if len(mine):
                chosen = events[mine]
                found[mine] = words_at(buffer, self.start[chosen], self.length[chosen], number, ">")
        return found


def ranks(
    stretches: Sequence[tuple[Named, str, int]], row_of: npt.NDArray[np.uint32]
) -> Iterator[tuple[str, npt.NDArray[np.uint32]]]:
    """For each language ``titles/TAG``, and the rows in order of their titles, uint32; equal ones by date.

    ``stretches``: for each the part it is in, its place in that, and the number of its first event. ``row_of``: the
    row of each event of all parts, uint32.
    """
    places = list(_places(stretches))
    size = len(row_of)
    general = _Titles(size)
    events: dict[str, int] = {}
    for part, place, base in places:
        tag = _tag(place)
        if tag == ANY_LANGUAGE:
            general.take(part, place, base)
        else:
            events[tag] = events.get(tag, 0) + len(part[f"{place}/events"])
    yield f"titles/{ANY_LANGUAGE}", _ordered(general, row_of)
    for tag in sorted(events, key=lambda tag: -events[tag])[:_MOST]:
        special = general.copy()
        for wanted in dict.fromkeys((tag.partition("-")[0], tag)):
            for part, place, base in places:
                if _tag(place) == wanted:
                    special.take(part, place, base)
        yield f"titles/{tag}", _ordered(special, row_of)


def write_keys(writer: Writer, stretches: Sequence[tuple[Named, str, int]]) -> None:
    """Write the folded titles of all stretches as those of one are, but not which events have one in any language."""
    found: dict[str, list[tuple[Named, str, int]]] = {}
    for part, place, base in _places(stretches):
        found.setdefault(_tag(place), []).append((part, place, base))
    for tag, places in found.items():
        lengths = np.concatenate([part[f"{place}/lengths"] for part, place, _ in places])
        blob = writer.space(f"title/{tag}/blob", np.uint8, int(lengths.sum()) + PADDING)
        at = 0
        for part, place, _ in places:
            piece = part[f"{place}/blob"][:-PADDING]
            blob[at : at + len(piece)] = piece
            at += len(piece)
        writer.add(f"title/{tag}/lengths", lengths.astype(np.min_scalar_type(int(lengths.max(initial=0)))))
        if tag != ANY_LANGUAGE:
            events = np.concatenate([part[f"{place}/events"] + np.uint32(base) for part, place, base in places])
            writer.add(f"title/{tag}/events", events)


def _tag(place: str) -> str:
    return place.split("/", 2)[2]


def _places(stretches: Sequence[tuple[Named, str, int]]) -> Iterator[tuple[Named, str, int]]:
    for part, place, base in stretches:
        prefix = f"{place}title/"
        for name in part.names(prefix):
            if name.endswith("/events"):
                yield part, prefix + name.removesuffix("/events"), base


def _ordered(titles: _Titles, row_of: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The rows by title: eight bytes are compared at a time, and only of those that are equal so far the next."""
    size = len(row_of)
    order = np.argsort(row_of, kind="stable")
    group = np.zeros(size, np.int64)
    tied = np.arange(size)
    number = 0
    while len(tied):
        events = order[tied]
        words = titles.words(events, number)
        inner = np.lexsort((words, group[tied]))
        order[tied] = events[inner]
        words, groups = words[inner], group[tied]
        differs = np.ones(len(tied), bool)
        differs[1:] = (words[1:] != words[:-1]) | (groups[1:] != groups[:-1])
        group[tied] = tied[np.maximum.accumulate(np.where(differs, np.arange(len(tied)), 0))]
        alone = differs & np.append(differs[1:], True)
        number += 1
        longer = titles.length[order[tied]] > number * 8
        tied = tied[~alone & _any_in_group(longer, differs)]
    return row_of[order]


def _any_in_group(holds: Array, first: Array) -> Array:
    """For each member of a group whether ``holds`` does for any; ``first`` marks where a group starts."""
    starts = np.flatnonzero(first)
    found = np.logical_or.reduceat(holds, starts)
    return np.repeat(found, np.diff(starts, append=len(first)))


def in_title_order(arrays: Arrays, language: str) -> Array:
    """All rows in order of their titles in ``language``: uint32."""
    tags = (language, language.partition("-")[0])
    return arrays[f"titles/{next((tag for tag in tags if f'titles/{tag}' in arrays), ANY_LANGUAGE)}"]
