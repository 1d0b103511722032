"""What each package costs at the start, as ``python -X importtime`` sees it: ``make bench``.

The program and ``bare.py`` are started in a pseudo-terminal until their first frame; what they import meanwhile is
summed by top package, each module without what it imports in turn. Tracing takes time itself: the parts count, not
the sum. Least of several rounds.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from measuring import Table, Times, home, versions
from terminals import Terminal

from timeline_tui.store.opening import open_timeline, shipped

_ROUNDS = 3
_SHOWN = 16
_LINE = re.compile(rb"import time: +(\d+) \| +\d+ \| +([\w.]+)")
_OURS = [sys.executable, "-X", "importtime", "-m", "timeline_tui"]
_BARE = [sys.executable, "-X", "importtime", str(Path(__file__).with_name("bare.py")), str(shipped())]


def _costs(command: list[str], wanted: str) -> Counter[str]:
    """Microseconds by top package, of the round in which all took least."""
    least: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        with Terminal(command, quiet=0.5) as terminal:
            terminal.painted(wanted)
            found: Counter[str] = Counter()
            for spent, module in _LINE.findall(terminal.seen):
                found[_package(module.decode())] += int(spent)
        if not least or found.total() < least.total():
            least = found
    return least


def _package(module: str) -> str:
    top = module.partition(".")[0]
    return "the standard library" if top in sys.stdlib_module_names else top


def main() -> None:
    """Print the packages that cost most."""
    first = open_timeline(None).index.timeline.events[0].id
    with home():
        ours, bare = _costs(_OURS, r"\d+ of \d+"), _costs(_BARE, re.escape(first))
    table = Table("Start: what imports cost", versions("textual", "pydantic", "rich"), heads=("ours", "bare"))
    for package, spent in [("all", ours.total()), *ours.most_common(_SHOWN)]:
        other = bare.total() if package == "all" else bare[package]
        table.row(package, Times(spent / 1e6, other / 1e6, spent / other if other else float("inf")))


if __name__ == "__main__":
    main()
