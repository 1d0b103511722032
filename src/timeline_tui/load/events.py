"""The events of a big file, a batch at a time, as light values."""

from timeline_tui.load import plain
from timeline_tui.load.batches import Batch
from timeline_tui.load.noted import Noted
from timeline_tui.load.plain import Plain
from timeline_tui.load.record import Position, Read, read_record
from timeline_tui.model.records import Event


class Events:
    """Reads batches of events; ``noted`` is told what is wrong with them.

    ``careful`` has, by their positions in the last batch, those that were not taken as they are written.
    """

    def __init__(self, noted: Noted, *, lines: bool) -> None:
        self._noted = noted
        self._together, self._alone = plain.decoder_of_batches(), plain.decoder(lines=lines)
        self.careful: dict[int, Read] = {}

    def read(self, batch: Batch) -> list[Plain | None]:
        """The events of a batch in order; None for one that cannot be shown."""
        self.careful = {}
        together = self._together(batch)
        if together is not None:
            return [*together]
        return [self._alone(data) or self._with_care(data, batch, position) for position, data in enumerate(batch)]

    def _with_care(self, data: bytes, batch: Batch, position: int) -> Plain | None:
        read = self.careful[position] = carefully(data, batch, position)
        self._noted.add(read.problems)
        return plain.plain(read.record) if isinstance(read.record, Event) else None


def carefully(data: bytes, batch: Batch, position: int) -> Read:
    """The record at a position of a batch, whatever it is, read with care."""
    return read_record(data, Position(batch.section, batch.number + position, *batch.place(position), batch.lines))
