"""A whole index as a part of a longer one, so that the events it was made of need not be read again."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from timeline_tui.index import titles
from timeline_tui.index.arrays import Array, Arrays, Named
from timeline_tui.index.building import PART_BITS, UNDATED
from timeline_tui.index.facets import Facet
from timeline_tui.index.postings import PARTS
from timeline_tui.index.taken import FLAG_BITS
from timeline_tui.model.audit import Kind
from timeline_tui.model.records import Timeline, unpacked

_STRETCH = "0/"


class Grown:
    """The arrays that ``merge`` wrote of what may grow, as ``building`` would have: one stretch, in the file's order.

    What merging asks for only once is made when it is asked for, and not kept.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._row_of = arrays["row_of"]
        self.size = len(self._row_of)
        """How many events there are."""
        self._event_of = np.empty(self.size, np.uint32)
        self._event_of[self._row_of] = np.arange(self.size, dtype=np.uint32)
        self._made: dict[str, Callable[[], Array]] = {
            "sizes": lambda: np.array([self.size]),
            "runs/count": lambda: np.array([len(arrays["words/starts"]) - 1]),
        }
        for name, make in self._stretch().items():
            self._made[_STRETCH + name] = make

    def _stretch(self) -> dict[str, Callable[[], Array]]:
        """How the arrays of the stretch are made."""
        arrays = self._arrays
        made: dict[str, Callable[[], Array]] = {
            name: partial(self._by_event, name) for name in ("offset", "length", "witnesses")
        }
        made |= {
            "date": self._dates,
            "flags": self._flags,
            "id/blob": lambda: arrays["id/blob"],
            "id/lengths": lambda: np.diff(arrays["id/starts"]),
            "id/hash": self._id_hashes,
            "related/hash": lambda: arrays["related/named"],
            "related/event": lambda: self._event_of[arrays["related/row"]],
            "related/outcome": lambda: np.isin(arrays["related/named"], arrays["related/answered"]).astype(np.uint8),
            "post/group": lambda: self._postings[0],
            "post/count": lambda: self._postings[1],
            "post/event": lambda: self._postings[2],
        }
        for facet in Facet:
            made[f"{facet}/event"] = partial(self._having, facet)
            made[f"{facet}/key"] = partial(self._had, facet)
            made[f"{facet}/known"] = partial(self._known, facet)
        for kind in Kind:
            made[f"finding/{kind}/event"] = partial(arrays.__getitem__, f"finding/{kind}/event")
            made[f"finding/{kind}/size"] = partial(self._sizes, kind)
        if f"title/{titles.ANY_LANGUAGE}/blob" in arrays:
            made[f"title/{titles.ANY_LANGUAGE}/events"] = lambda: np.arange(self.size, dtype=np.uint32)
        made |= {name: partial(arrays.__getitem__, name) for name in arrays.names("") if name.startswith("title/")}
        return made

    @property
    def timeline(self) -> Timeline:
        """Everything about the timeline but its events."""
        return unpacked(Timeline, self._arrays.bytes("timeline"))

    def __getitem__(self, name: str) -> Array:
        make = self._made.get(name)
        return make() if make else self._arrays[name]

    def names(self, prefix: str) -> list[str]:
        """The names that start with ``prefix``, without it."""
        return [name.removeprefix(prefix) for name in self._made if name.startswith(prefix)]

    def bytes(self, name: str) -> bytes:
        """A copy of an array's bytes."""
        if name == "runs/documents":
            return self._arrays.bytes("words/blob")[:-2].replace(b" \0", b"\0").replace(b" \n", b"\n")
        return self._arrays.bytes(name)

    def _by_event(self, name: str) -> Array:
        return self._arrays[name][self._row_of]

    def _dates(self) -> npt.NDArray[np.uint32]:
        numbers = self._arrays["date/number"].astype(np.uint32)
        numbers[numbers == len(self._arrays["dates/key"]) // 2] = UNDATED
        return np.repeat(numbers, np.diff(self._arrays["date/starts"]))[self._row_of]

    def _flags(self) -> npt.NDArray[np.uint16]:
        found = np.zeros(self.size, np.uint16)
        for flag, bit in FLAG_BITS.items():
            found |= np.unpackbits(self._arrays[f"flag/{flag}"], count=self.size, bitorder="little") * np.uint16(bit)
        return found[self._row_of]

    def _id_hashes(self) -> Array:
        found = np.empty(self.size, np.uint64)
        found[self._event_of[self._arrays["id/row"]]] = self._arrays["id/hash"]
        return found

    def _having(self, facet: Facet) -> Array:
        return self._event_of[self._arrays[f"{facet}/rows"]]

    def _had(self, facet: Facet) -> Array:
        counts = np.diff(self._arrays[f"{facet}/pointers"])
        return np.repeat(np.arange(len(counts), dtype=np.uint32), counts)

    def _known(self, facet: Facet) -> npt.NDArray[np.int64]:
        return np.array([len(self._arrays[f"{facet}/pointers"]) - 1])

    def _sizes(self, kind: Kind) -> Array:
        name = f"finding/{kind}/"
        return self._arrays.get(name + "size", lambda: np.zeros(len(self._arrays[name + "event"]), np.int64))

    @cached_property
    def _postings(self) -> tuple[Array, Array, Array]:
        """The groups of postings, how many events each has, and the events."""
        starts, rows = self._arrays["rows/pointers"], self._arrays["rows/list"]
        dense = self._arrays["dense/lists"].tolist()
        bits = self._arrays["dense/bits"].reshape(len(dense), (self.size + 7) // 8)
        counts = np.diff(starts.astype(np.int64))
        pieces, before = [], 0
        for which, number in enumerate(dense):
            pieces.append(self._event_of[rows[starts[before] : starts[number]]])
            mask = np.unpackbits(bits[which], count=self.size, bitorder="little")[self._row_of]
            pieces.append(np.flatnonzero(mask).astype(np.uint32))
            counts[number], before = len(pieces[-1]), number
        pieces.append(self._event_of[rows[starts[before] :]])
        lists = np.flatnonzero(counts)
        entry, part = np.divmod(lists, PARTS)
        return entry << PART_BITS | part, counts[lists], np.concatenate(pieces)


def knows_all_titles(parts: Sequence[Named]) -> bool:
    """Whether so few languages are met in all parts that none was passed over anywhere."""
    tags: set[str] = set()
    for part in parts:
        for turn in range(len(part["sizes"])):
            tags.update(name for name in part.names(f"{turn}/title/") if name.endswith("/events"))
    return len(tags) <= titles.MOST_TAGS
