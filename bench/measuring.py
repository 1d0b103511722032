"""What the tables have in common: sizes asked for, goals, turns, the machine, and folders that are thrown away."""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

PROGRAM = str(Path(sys.executable).with_name("timeline-tui"))
DEFAULT_SIZES = (10_000, 100_000)
MILLION = 1_000_000
"""Events from which on what is asked of a million events is held against its goal."""

_NAME = 58
_HOME = "BENCH_HOME"
_FOLDERS = ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
_ROUNDS = ((100_000, 3), (0, 5))
"""Rounds of what goes over a whole file, by the events from which on they are so many; unless others are asked for."""


class Goal(NamedTuple):
    """What a ratio must not exceed, and what it is meant to be below."""

    must: float
    aim: float


class Times(NamedTuple):
    """Medians over all rounds: ours, the peer's (both in seconds or both in bytes), and the one over the other."""

    ours: float
    peer: float
    ratio: float


class Asked(NamedTuple):
    """What a table is made of: how many events, and whether each has a word of its own."""

    sizes: list[int]
    unique: bool
    wanted: int | None

    @property
    def biggest(self) -> int:
        """The most events."""
        return max(self.sizes)

    def rounds(self, size: int) -> int:
        """How often something is done that goes over a whole file of ``size`` events."""
        return self.wanted or next(rounds for least, rounds in _ROUNDS if size >= least)


def asked(sizes: Sequence[int] = DEFAULT_SIZES) -> Asked:
    """What the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=sizes, help="how many events, several times")
    parser.add_argument("--unique", action="store_true", help="events with a path and a checksum each")
    parser.add_argument("--rounds", type=int, help="how often a whole file is gone over")
    options = parser.parse_args()
    return Asked(sorted(options.sizes), options.unique, options.rounds)


class Table:
    """Rows of what we take, what the peer takes, the ratio, and the goals; printed as they come."""

    def __init__(self, title: str, *notes: str, heads: tuple[str, str] = ("ours", "peer")) -> None:
        print(f"\n## {title}\n")
        for note in notes:
            print(note)
        print(f"load average {os.getloadavg()[0]:.2f} before\n")
        print(
            f"| {'':{_NAME}} | {heads[0]:>9} | {heads[1]:>9} | {'ratio':>6} | {'must':>6} | {'aim':>6} | {'holds':7} |"
        )
        print(f"|{'-' * (_NAME + 2)}|{('-' * 10 + ':|') * 2}{('-' * 7 + ':|') * 3}{'-' * 9}|", flush=True)

    def row(
        self, name: str, times: Times, goal: Goal | None = None, form: Callable[[float], str] | None = None
    ) -> None:
        """Print a row; ``form`` writes both measures, as times where there is none."""
        form = form or shown
        ratio = f"{times.ratio:6.3f}" if times.ratio < 0.1 else f"{times.ratio:6.2f}"  # noqa: PLR2004  # three digits
        must, aim = (f"{goal.must:6g}", f"{goal.aim:6g}") if goal else ("", "")
        print(
            f"| {name:{_NAME}} | {form(times.ours):>9} | {form(times.peer):>9} | {ratio} | {must:>6} | {aim:>6} |"
            f" {_verdict(times.ratio, goal):7} |",
            flush=True,
        )


def _verdict(ratio: float, goal: Goal | None) -> str:
    if goal is None:
        return ""
    return "aim" if ratio <= goal.aim else "must" if ratio <= goal.must else "NOT MET"


def shown(seconds: float) -> str:
    """A time in the unit that suits it."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"  # noqa: PLR2004  # three digits


def megabytes(size: float) -> str:
    """A number of bytes in millions."""
    return f"{size / 1e6:.1f} MB"


def compared(ours: Sequence[float], peer: Sequence[float]) -> Times:
    """Medians of measures taken in turns; the ratio is the median of those of each turn."""
    ratios = [one / other for one, other in zip(ours, peer, strict=True)]
    return Times(statistics.median(ours), statistics.median(peer), statistics.median(ratios))


def in_turns(times: int, ours: Callable[[], float], peer: Callable[[], float]) -> Times:
    """Measure one and the other by turns, so that whatever else the machine does falls on both."""
    measured = [(ours(), peer()) for _ in range(times)]
    return compared([one for one, _ in measured], [other for _, other in measured])


def percentile(values: Sequence[float], share: int) -> float:
    """The value that ``share`` percent of all do not exceed."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)]


def seconds(command: Sequence[str]) -> float:
    """The time from start to end of a process; whatever it prints is thrown away.

    Raises:
        RuntimeError: where it fails, with what it said.
    """
    began = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)  # noqa: S603  # ours, or a peer
    taken = time.perf_counter() - began
    if done.returncode not in {0, 1}:  # 1 is nothing found, here and in grep
        raise RuntimeError(f"{command[0]} failed: {done.stderr.decode(errors='replace')[-500:]}")
    return taken


@contextmanager
def home() -> Iterator[Path]:
    """A folder for what programs keep, in place of the user's own, thrown away at the end.

    Where ``$BENCH_HOME`` names one it is used and left, so that indexes are made once for all tables of a run.
    Bytecode may be kept meanwhile, as where a program is installed: else modules would be compiled at every start.
    """
    shared = os.environ.get(_HOME)
    folder = Path(shared or tempfile.mkdtemp(prefix="bench-"))
    before = dict(os.environ)
    os.environ.update({name: str(folder / name.split("_")[1].lower()) for name in _FOLDERS}, HOME=str(folder))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        yield folder
    finally:
        os.environ.clear()
        os.environ.update(before)
        if not shared:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def one_home() -> Iterator[None]:
    """Have every program that is started meanwhile share one folder."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ[_HOME] = folder
        yield
        del os.environ[_HOME]


@contextmanager
def own_home() -> Iterator[Path]:
    """As ``home``, but shared with nobody: nothing has been opened there."""
    shared = os.environ.pop(_HOME, None)
    try:
        with home() as folder:
            yield folder
    finally:
        if shared:
            os.environ[_HOME] = shared


def empty_cache() -> None:
    """Forget all indexes."""
    shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)


def indexed(path: Path) -> None:
    """Have the index of a file made where there is none."""
    seconds([PROGRAM, "list", "--file", str(path), "--", "xylographie"])


def tool(name: str) -> str | None:
    """Where a program to compare with is: beside Python, as fzf inside the package iterfzf, or on the path."""
    beside = Path(sys.executable).with_name(name)
    inside = next(Path(sys.prefix).glob(f"lib/python*/site-packages/iter{name}/{name}"), None)
    found = str(beside) if beside.exists() else str(inside) if inside else shutil.which(name)
    if found is None:
        print(f"{name} is not here; what is compared with it is left out")
    return found


def said(*command: str) -> str:
    """The first line a program says, its version mostly."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # a peer
    return (done.stdout or done.stderr).strip().partition("\n")[0]


def versions(*packages: str) -> str:
    """The versions of Python and of some packages."""
    told = [f"Python {platform.python_version()}"]
    for package in packages:
        try:
            told.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            told.append(f"no {package}")
    return ", ".join(told)


def machine() -> str:
    """What all this ran on, and when."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), model)
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    except OSError:
        memory = ""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.platform()}, {os.cpu_count()} × {model}{memory}"
