"""Opening a timeline: the shipped one, a file, or standard input."""

import sys
from dataclasses import dataclass
from pathlib import Path

from timeline_tui.index.scan import ScanIndex
from timeline_tui.load.reader import load
from timeline_tui.model.problems import Problems
from timeline_tui.model.text import one_line

STANDARD_INPUT = "-"


class UnreadableError(Exception):
    """A file that cannot be opened or holds no timeline at all; the message is for people, path first."""


@dataclass(frozen=True)
class Opened:
    """A timeline that can be asked, and what is wrong with its file.

    ``name`` is how messages call it, ``path`` what was asked for: None is the shipped timeline.
    """

    path: str | None
    name: str
    index: ScanIndex
    problems: Problems
    data: bytes

    def record_places(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Where each record stands: line and column by section and id; read anew, which takes a moment."""
        from timeline_tui.load.places import RecordPlaces  # noqa: PLC0415  # most runs ask for no places

        return RecordPlaces(self.data).of_records()


def shipped() -> Path:
    """Where the shipped timeline is: inside the installed package, or in the checkout."""
    package = Path(__file__).parent.parent
    installed = package / "data" / "timeline.json"
    return installed if installed.exists() else package.parent.parent / "data" / "timeline.json"


def open_timeline(path: str | None) -> Opened:
    """Open a file, ``-`` for standard input, or the shipped timeline for None.

    Raises:
        UnreadableError: where there is nothing to show: no such file, a folder, no permission, or text
            that is no JSON object.
    """
    name = "timeline.json" if path is None else "<stdin>" if path == STANDARD_INPUT else one_line(path)
    data = read_bytes(path)
    loaded = load(data)
    if loaded.timeline is None:
        raise UnreadableError("\n".join(problem.at(name) for problem in loaded.problems.found[:5]))
    return Opened(path, name, ScanIndex(loaded.timeline), loaded.problems, data)


def read_bytes(path: str | None) -> bytes:
    """The bytes of a file, of standard input for ``-``, or of the shipped timeline for None.

    Raises:
        UnreadableError: where they cannot be read.
    """
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise UnreadableError("standard input is closed; name a file")
        return sys.stdin.buffer.read()
    where = shipped() if path is None else Path(path)
    shown = one_line(str(where))
    try:
        if where.is_dir():
            raise UnreadableError(f"{shown}: this is a folder; name a timeline in it, such as {shown}/timeline.json")
        return where.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(f"{shown}: there is no such file") from None
    except PermissionError:
        raise UnreadableError(f"{shown}: you may not read this file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"{shown}: cannot be read: {one_line(reason)}") from None
