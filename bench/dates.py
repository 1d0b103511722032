"""How long reading a date takes, beside the ``edtf`` package: ``make bench``."""

import platform
import statistics
import sys
import timeit
from collections.abc import Callable
from functools import partial
from importlib.metadata import version

import edtf

from timeline_tui.model.edtf import parse

DATES = ("2019", "2019-11-25", "2012~", "201X", "2006/2019", "2004-06~-11", "[2006,2007,2016]", "2019-11-25T10:30:00Z")
ROUNDS = 5


def microseconds(read: Callable[[], object], times: int) -> float:
    """The median of several rounds of ``times`` readings, for one reading."""
    return statistics.median(timeit.repeat(read, number=times, repeat=ROUNDS)) / times * 1e6


def main() -> int:
    """Print a table: each date, ours, theirs, how many times theirs is ours."""
    print(f"timeline-tui reads dates itself; peer: edtf {version('edtf')}")
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}; medians of {ROUNDS} rounds\n"
    )
    print(f"{'date':24} {'ours µs':>10} {'edtf µs':>10} {'ratio':>8}")
    ratios = []
    for text in DATES:
        ours = microseconds(partial(parse.__wrapped__, text), 2000)
        theirs = microseconds(partial(edtf.parse_edtf, text), 20)
        ratios.append(theirs / ours)
        print(f"{text:24} {ours:10.1f} {theirs:10.0f} {theirs / ours:8.0f}")
    print(f"\nmedian ratio {statistics.median(ratios):.0f}; without the cache that the program reads dates through")
    return 0


if __name__ == "__main__":
    sys.exit(main())
