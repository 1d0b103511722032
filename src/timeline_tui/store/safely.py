"""Writing small files so that nothing is lost."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_safely(target: Path, text: str) -> None:
    """Write a file beside ``target``, then rename it: a full disk leaves what was there (mode 0600, folders 0700).

    A link is followed, so that it stays one.

    Raises:
        OSError: where it cannot be written.
    """
    target = target.resolve()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise
