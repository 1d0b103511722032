"""Big files that are small: everything is indexed, by builders in this process, behind a gate, or real ones."""

import gc
import io
import json
import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from timeline_tui.store import builder, opening
from timeline_tui.store.indexing import Indexing

PATIENCE = 30
HOMES = ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")


class _Done:
    """A builder's process that ran here, and has ended."""

    pid = 0

    def __init__(self, arguments: list[str]) -> None:
        told, errors = io.StringIO(), io.StringIO()
        with redirect_stdout(told), redirect_stderr(errors):
            self.returncode = builder.main(arguments)
        gc.enable()
        self.stdout = io.BytesIO(told.getvalue().encode())
        self.stderr = io.BytesIO(errors.getvalue().encode())

    def communicate(self) -> tuple[bytes, bytes]:
        return b"", self.stderr.getvalue()

    def poll(self) -> int:
        return self.returncode

    wait = poll


@contextmanager
def everything_is_big(home: Path, *, here: bool = True) -> Iterator[pytest.MonkeyPatch]:
    """Every file is indexed, in a cache below ``home``; ``here``, by this very process, which is far quicker."""
    with pytest.MonkeyPatch.context() as patch:
        for name in HOMES:
            patch.setenv(name, str(home / name.lower()))
        patch.setattr(opening, "BIG", 1)
        if here:
            patch.setattr(Indexing, "_started", lambda self: _Done(self._arguments))
        yield patch


def indexes(home: Path) -> list[str]:
    """What lies in the cache below ``home``."""
    folder = home / "xdg_cache_home" / "timeline-tui" / "indexes"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def script(path: Path, *lines: str) -> str:
    """A program to be run in the place of Python: ``$@`` are the arguments that Python is given."""
    path.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    path.chmod(0o700)
    return str(path)


class Gate:
    """Stands before a builder: it tells that it is half way, and begins when the gate is opened."""

    def __init__(self, folder: Path) -> None:
        self._fifo = folder / "gate"
        os.mkfifo(self._fifo)
        told = shlex.quote(json.dumps({"done": 50, "size": 100, "events": 7}))
        begin = f'exec {shlex.quote(sys.executable)} "$@"'
        self.python = script(folder / "python", f"echo {told}", f"read opened < {shlex.quote(str(self._fifo))}", begin)

    def open(self) -> None:
        """Let the builder begin; waits until it stands before the gate."""
        self._fifo.write_text("\n", encoding="utf-8")


def document(*events: dict[str, Any], **fields: Any) -> bytes:
    """The bytes of a document, a line for each event."""
    listed = ",\n".join(json.dumps(one, ensure_ascii=False) for one in events)
    rest = "".join(f', "{key}": {json.dumps(value)}' for key, value in fields.items())
    return f'{{"events": [\n{listed}\n]{rest}}}'.encode()


def lines(*records: dict[str, Any]) -> bytes:
    """The bytes of JSON Lines."""
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in records)


def events(names: Iterable[str], **fields: Any) -> list[dict[str, Any]]:
    """Events with these ids, a day each from 2019-01-01."""
    return [
        {"id": name, "title": f"Event {name}", "date": f"2019-01-{min(day, 31):02}", **fields}
        for day, name in enumerate(names, 1)
    ]


def all_gone(part: str) -> bool:
    """Whether all processes of ``part`` end, sooner or later."""
    end = monotonic() + PATIENCE
    while found := processes(part):
        if monotonic() > end:
            return False
        os.sched_yield()
    return not found


def processes(part: str) -> list[int]:
    """The processes that run, and have ``part`` in their command or belong to the session of one that has."""
    known: dict[int, tuple[int, bool]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:4]
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
        except (OSError, ValueError):
            continue
        if state not in "ZX":
            known[int(folder.name)] = int(session), part in command and "builder" in command
    sessions = {session for session, named in known.values() if named}
    return [number for number, (session, named) in known.items() if named or session in sessions]
