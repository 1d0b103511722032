"""How long the command line takes to start, beside a bare Python with the same two libraries.

Whole processes, taken in turns so that whatever else the machine does falls on both; medians. ``list`` must take no
more than three times as long as a Python that imports pydantic and click and does nothing.
"""

import os
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

ROUNDS = 11
PROGRAM = str(Path(sys.executable).with_name("timeline-tui"))
BARE = [sys.executable, "-c", "import pydantic, click"]
COMMANDS = {
    "--version": [PROGRAM, "--version"],
    "--help": [PROGRAM, "--help"],
    "list": [PROGRAM, "list"],
    "list person:eisk 2022": [PROGRAM, "list", "person:eisk", "2022"],
    "stats": [PROGRAM, "stats"],
    "show partnership-signed": [PROGRAM, "show", "partnership-signed"],
    "completion (a name)": [PROGRAM, "completion", "--words", "--", "list", "person:ei"],
}


def seconds(command: list[str]) -> float:
    """The time from start to end of a process."""
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)  # noqa: S603  # our own commands
    return time.perf_counter() - begun


def main() -> None:
    """Print the table."""
    print(f"Python {platform.python_version()}, pydantic {version('pydantic')}, click {version('click')}")
    print(f"{platform.platform()}, {ROUNDS} rounds in turns, medians\n")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as where a program is installed
    for command in (BARE, *COMMANDS.values()):
        seconds(command)
    print(f"{'command':28} {'ms':>7} {'bare ms':>8} {'ratio':>6}")
    for name, command in COMMANDS.items():
        pairs = [(seconds(command), seconds(BARE)) for _ in range(ROUNDS)]
        own, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = statistics.median(one / other for one, other in pairs)
        print(f"{name:28} {own * 1000:7.0f} {bare * 1000:8.0f} {ratio:6.2f}")


if __name__ == "__main__":
    main()
