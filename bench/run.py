"""All tables, one after the other, printed and kept in ``RESULTS.md``: ``make bench SIZES="10000 100000 1000000"``.

Without sizes a run takes minutes. A million events take most of an hour, some 2 GB of disk and, for what they are
compared with, some 5 GB of memory, so they are made only when asked for.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from measuring import DEFAULT_SIZES, MILLION, asked, machine, one_home

TABLES = (
    "dates", "start", "first_frame", "imports", "keys", "letters", "queries", "opening", "memory", "scrolling", "peers",
    "growth",
)  # fmt: skip
_FIXED = {"dates", "start", "imports"}
"""Tables that no size matters for."""


def main() -> int:
    """Run them; the exit code is 1 where one could not be made."""
    want = asked()
    folder = Path(__file__).parent
    asked_too = ["--unique"] * want.unique + [f"--rounds={want.wanted}"] * bool(want.wanted)
    failed = []
    with one_home(), (folder / "RESULTS.md").open("w", encoding="utf-8") as results:

        def tell(text: str) -> None:
            for file in (sys.stdout, results):
                print(text, file=file, flush=True)

        sizes = ", ".join(f"{size:,}" for size in want.sizes)
        tell(f"# What `make bench` measured\n\n{machine()}\n")
        tell(f"Events: {sizes}{', each with words of its own' * want.unique}.")
        if want.biggest < MILLION:
            default = " ".join(str(size) for size in (*DEFAULT_SIZES, MILLION))
            tell(f'Most goals are those of a million events: make bench SIZES="{default}"')
        tell("Ratios hold beside the same run's peer alone; others may have used the machine, see the load averages.")
        for name in TABLES:
            options = [] if name in _FIXED else [*map(str, want.sizes), *asked_too]
            began = time.monotonic()
            command = [sys.executable, str(folder / f"{name}.py"), *options]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as table:  # noqa: S603  # our own
                for line in table.stdout or ():
                    tell(line.rstrip())
            if table.returncode:
                failed.append(name)
                tell(f"\n{name}.py failed")
            print(f"{name}: {time.monotonic() - began:.0f} s, load {os.getloadavg()[0]:.2f}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
