"""Indexes of big files kept on disk, each bound to the very file it was made of and to this program's version."""

import errno
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from timeline_tui import __version__
from timeline_tui.model.problems import Problem, Severity

LIMIT = 8 << 30
"""Bytes that all indexes together may take; the ones not used for longest go first."""

ARRAYS, EXTRAS, SPOOL = "arrays", "extras.json", "records"
"""The files of an entry: what is mapped into memory, what else must be known, a packed file's bytes unpacked."""

_MANIFEST = "manifest.json"

_MADE_BY = f"{__version__}/2"
"""What wrote an index: the number is raised where its arrays change while the program's version stays."""

_EDGE = 1 << 16
"""Bytes at both ends of a file that are compared with what they were."""

_BUILDING, _OLD = ".building-", ".old-"
"""How the names of folders begin in which an index is being built, by which process, or lies to be removed."""

_TRIES = 5
"""Times that others may put an index where one is to be put."""


@dataclass(frozen=True)
class Identity:
    """What tells one state of a file from another: its size in bytes, when it was changed (ns), both its ends."""

    path: str
    size: int
    changed: int
    ends: str


@dataclass(frozen=True)
class Entry:
    """A kept index: its folder, the file it is of, its size in bytes, when it was last used (seconds)."""

    folder: Path
    path: str
    size: int
    used: float


def cache_folder() -> Path:
    """Where indexes are kept, a folder for each file: ``indexes`` in the user's cache folder."""
    from platformdirs import user_cache_path  # noqa: PLC0415  # only big files have indexes

    return user_cache_path("timeline-tui", appauthor=False) / "indexes"


def identity_of(path: Path) -> Identity:
    """The state that a file is in now.

    Raises:
        OSError: where it cannot be read.
    """
    with path.open("rb") as file:
        known = os.fstat(file.fileno())
        ends = ends_of(file.fileno(), known.st_size)
        return Identity(str(path.resolve()), known.st_size, changed_at(known), ends)


def changed_at(known: os.stat_result) -> int:
    """When a file was last changed, in nanoseconds; on POSIX systems also where its times were set back after that."""
    return known.st_ctime_ns if os.name == "posix" else known.st_mtime_ns


def ends_of(file: int, size: int) -> str:
    """A digest of both ends of the first ``size`` bytes of an open file.

    Raises:
        OSError: where it cannot be read.
    """
    digest = blake2b(digest_size=16)
    for start in (0, max(0, size - _EDGE)):
        digest.update(os.pread(file, min(size, _EDGE), start))
    return digest.hexdigest()


def found(identity: Identity) -> Path | None:
    """The folder of the index that was made of a file in just this state by this version, whole and ours; or None."""
    folder = _folder_of(identity.path)
    manifest = whole(folder)
    if manifest is None or manifest["identity"] != asdict(identity):
        return None
    with suppress(OSError):
        os.utime(folder / _MANIFEST)
    return folder


def outgrown(identity: Identity) -> Path | None:
    """The folder of the index of what a file was before it came to be in this state; None where it did not just grow.

    Only both ends of what it was have been compared.

    Raises:
        OSError: where the file cannot be read.
    """
    folder = _folder_of(identity.path)
    manifest = whole(folder)
    if manifest is None or manifest["identity"]["path"] != identity.path:
        return None
    size, ends = manifest["identity"].get("size"), manifest["identity"].get("ends")
    if not isinstance(size, int) or size > identity.size:
        return None
    with Path(identity.path).open("rb") as file:
        return folder if ends_of(file.fileno(), size) == ends else None


def whole(folder: Path) -> dict[str, Any] | None:
    """What tells an entry from all that were or will be in its place, where it is whole, ours, of this version."""
    manifest = _manifest(folder)
    try:
        same = manifest is not None and manifest["version"] == _MADE_BY and manifest["files"] == _files(folder)
    except OSError:  # removed meanwhile
        return None
    return manifest if same else None


def problem(told: dict[str, Any]) -> Problem:
    """A problem, of what its fields are in the JSON of an index."""
    return Problem(**{**told, "path": tuple(told["path"]), "severity": Severity(told["severity"])})


def begin() -> Path:
    """A new folder in which this process may have an index built, to be given to ``keep`` or ``discard``.

    Folders of processes that ended without doing so are removed.

    Raises:
        OSError: where there can be none.
    """
    folder = cache_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for other in _folders(hidden=True):
        if other.name.startswith(_BUILDING) and not _is_building(other):
            discard(other)
    return Path(tempfile.mkdtemp(prefix=f"{_BUILDING}{os.getpid()}-", dir=folder))


def keep(building: Path, identity: Identity) -> Path:
    """Make what was built the index of a file, in place of an older one; the folder it is in now.

    Raises:
        OSError: where it cannot be kept.
    """
    manifest = {"version": _MADE_BY, "identity": asdict(identity), "files": _files(building)}
    (building / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    final = _folder_of(identity.path)
    for tries in range(_TRIES):
        _set_aside(final)
        try:
            building.rename(final)
            break
        except OSError as error:  # somebody else has just kept one
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR} or tries == _TRIES - 1:
                raise
    _tidy(final)
    return final


def discard(folder: Path) -> None:
    """Remove what was being built, or an entry."""
    shutil.rmtree(folder, ignore_errors=True)


def entries() -> list[Entry]:
    """All kept indexes, the last used first."""
    kept = []
    for folder in _folders():
        manifest = _manifest(folder)
        if manifest is not None:
            with suppress(OSError):  # removed meanwhile
                used = (folder / _MANIFEST).stat().st_mtime
                kept.append(Entry(folder, manifest["identity"]["path"], _size(folder), used))
    return sorted(kept, key=lambda entry: -entry.used)


def clear() -> int:
    """Remove all kept indexes, also what was left half built; the bytes that were freed."""
    freed = 0
    for folder in _folders(hidden=True):
        if not _is_building(folder):
            freed += _size(folder)
            discard(folder)
    return freed


def _tidy(newest: Path) -> None:
    """Remove what was replaced, and the indexes not used for longest where all take too much room."""
    for folder in _folders(hidden=True):
        if folder.name.startswith(_OLD):
            discard(folder)
    room = LIMIT
    for entry in entries():
        room -= entry.size
        if room < 0 and entry.folder != newest:
            discard(entry.folder)


def _folders(*, hidden: bool = False) -> Iterator[Path]:
    with suppress(OSError):
        for folder in sorted(cache_folder().iterdir()):
            if folder.is_dir() and not folder.is_symlink() and (hidden or not folder.name.startswith(".")):
                yield folder


def _folder_of(path: str) -> Path:
    return cache_folder() / blake2b(path.encode(errors="surrogateescape"), digest_size=16).hexdigest()


def _set_aside(final: Path) -> None:
    """Move whatever lies where an index is to be into a folder that ``_tidy`` removes."""
    if os.path.lexists(final):
        old = Path(tempfile.mkdtemp(prefix=_OLD, dir=final.parent))
        with suppress(FileNotFoundError):  # somebody else has just done so
            final.rename(old / final.name)


def _is_building(folder: Path) -> bool:
    """Whether a folder is one in which a process that still runs has an index built."""
    number = folder.name.removeprefix(_BUILDING).partition("-")[0]
    if not folder.name.startswith(_BUILDING) or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is another user's
        return True
    return True


def _size(folder: Path) -> int:
    with suppress(OSError):
        return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir())
    return 0


def _manifest(folder: Path) -> dict[str, Any] | None:
    """What an entry says of itself; None where it is not whole, or not this user's alone."""
    try:
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode):
            return None
        if hasattr(os, "getuid") and (state.st_uid != os.getuid() or stat.S_IMODE(state.st_mode) & 0o077):
            return None
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        identity, version, files = manifest["identity"], manifest["version"], manifest["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    is_whole = isinstance(identity, dict) and isinstance(identity.get("path"), str) and isinstance(files, dict)
    return manifest if is_whole and isinstance(version, str) else None


def _files(folder: Path) -> dict[str, list[int]]:
    """What would change if anybody wrote to the files of an entry: number, size, times."""
    told = {}
    for file in folder.iterdir():
        if file.name != _MANIFEST:
            state = file.lstat()
            told[file.name] = [state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns]
    return told
