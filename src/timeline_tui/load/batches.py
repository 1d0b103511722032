"""Records of one kind that stand together in a file, as the bytes they are written in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

KINDS = {"event": "events", "person": "people", "source": "sources"}
"""The list of a document in which a record stands, by its ``kind`` in JSON Lines."""


@dataclass(slots=True)
class Batch:
    """Neighbours in a file, and where they stand.

    Record ``i`` is number ``number + i`` of its list (from 0), its bytes are
    ``data[starts[i] : starts[i] + lengths[i]]``, and it begins ``offset + starts[i]`` bytes after the
    file's first (of a compressed file: of what comes out of it). ``data[lead]`` stands at ``line`` and
    ``column``. Records of ``lines`` may have a ``kind``. A record may break JSON's grammar.
    """

    section: str
    number: int
    offset: int
    data: bytes
    starts: list[int]
    lengths: list[int]
    line: int
    column: int
    lead: int = 0
    lines: bool = False
    _asked: tuple[int, tuple[int, int]] | None = field(default=None, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[bytes]:
        """The records' bytes."""
        data = self.data
        return (data[start : start + length] for start, length in zip(self.starts, self.lengths, strict=True))

    def place(self, position: int) -> tuple[int, int]:
        """The line and column of the record at ``position`` (from 0) of this batch; columns count characters."""
        start = self.starts[position]
        known, place = self._asked or (self.lead, (self.line, self.column))
        if known > start:
            known, place = self.lead, (self.line, self.column)
        place = place_after(place, self.data, known, start)
        self._asked = start, place  # most ask for one after the other
        return place


def place_after(place: tuple[int, int], data: bytes, start: int, end: int) -> tuple[int, int]:
    """The line and column of ``data[end]``, where those of ``data[start]`` are ``place``.

    Neither is inside a character; a byte that is no UTF-8 counts as one.
    """
    lines = data.count(b"\n", start, end)
    since = data.rfind(b"\n", start, end) + 1 if lines else start
    column = len(data[since:end].decode(errors="surrogateescape"))
    return place[0] + lines, column + (1 if lines else place[1])
