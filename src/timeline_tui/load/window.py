"""The part of a stream that is in memory, and where in the file it stands."""

from collections.abc import Iterable

from timeline_tui.load.batches import place_after
from timeline_tui.load.chunks import BrokenFileError

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Window:
    """Bytes of a stream from where reading goes on (``data[at]``) to as far as has been read.

    ``line`` and ``column`` are those of ``data[at]``; ``ended`` is true where nothing comes after
    ``data``, and ``fault`` then says why if that is not the end of the file.
    """

    def __init__(self, chunks: Iterable[bytes], offset: int = 0, line: int = 1) -> None:
        """Begin with the bytes of a file from ``offset`` on, where ``line`` begins."""
        self._chunks = iter(chunks)
        self._dropped = offset
        self.data = b""
        self.at = 0
        self.line = line
        self.column = 1
        self.ended = False
        self.fault = ""
        self.fill(len(BYTE_ORDER_MARK))
        if not offset and self.data.startswith(BYTE_ORDER_MARK):
            self.at = len(BYTE_ORDER_MARK)

    @property
    def offset(self) -> int:
        """How many bytes of the file stand before ``data[at]``."""
        return self._dropped + self.at

    @property
    def place(self) -> tuple[int, int]:
        """The line and column of ``data[at]``."""
        return self.line, self.column

    @property
    def ahead(self) -> int:
        """How many bytes are in memory from ``data[at]``."""
        return len(self.data) - self.at

    def fill(self, size: int) -> None:
        """Read on until ``size`` bytes are ahead or the stream ends."""
        ahead = self.ahead
        if ahead >= size or self.ended:
            return
        pieces = [self.data[self.at :]]
        while ahead < size and not self.ended:
            piece = self._next()
            pieces.append(piece)
            ahead += len(piece)
        self._dropped += self.at
        self.data, self.at = b"".join(pieces), 0

    def read_out(self) -> None:
        """Go to the end of the stream, keeping nothing, so that its ``fault`` is known."""
        while not self.ended:
            self._next()

    def advance(self, to: int) -> None:
        """Go on to ``data[to]``, which is no byte inside a character."""
        self.line, self.column = place_after(self.place, self.data, self.at, to)
        self.at = to

    def advance_lines(self, to: int, count: int) -> None:
        """Go on to ``data[to]``, before which ``count`` lines end, the last of them right there."""
        self.line += count
        self.column = 1
        self.at = to

    def text(self, size: int) -> str:
        """The next ``size`` bytes, or fewer, as text; a byte that is no UTF-8 is a lone surrogate in it."""
        end = min(self.at + size, len(self.data))
        if end < len(self.data) or not self.ended:
            end = self.whole_characters(end)
        return self.data[self.at : end].decode(errors="surrogateescape")

    def whole_characters(self, end: int) -> int:
        """``end``, or where the character begins that ``data[:end]`` holds no more than a part of."""
        for lead in range(end - 1, max(self.at, end - 4) - 1, -1):
            first = self.data[lead]
            if first >= 0xC0:  # noqa: PLR2004  # the first byte of a character of two or more
                length = 2 + (first >= 0xE0) + (first >= 0xF0)  # noqa: PLR2004
                return lead if lead + length > end else end
            if first < 0x80:  # noqa: PLR2004  # a character of one byte
                break
        return end

    def _next(self) -> bytes:
        try:
            piece = next(self._chunks, None)
        except BrokenFileError as error:
            piece, self.fault = None, str(error)
        self.ended = piece is None
        return piece or b""
