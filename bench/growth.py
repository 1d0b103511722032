"""How opening and queries grow with the number of events: ``make bench``.

Each is measured at all sizes; what is told is the exponent to which time rises with the number of events (least
squares of the logarithms): 1 is linear, 2 is quadratic. Opening is a whole process that makes the index of JSON
Lines, queries are those of ``queries.py``, asked once of an index just opened.
"""

import math
import statistics
from collections import defaultdict

from generate import material
from measuring import Goal, Table, Times, asked, home, indexed, own_home
from opening import opened as first_opened
from queries import QUERIES, opened, timed

_ROUNDS = 3
_OPENING, _ASKING = Goal(1.05, 1.0), Goal(0.8, 0.5)


def main() -> None:
    """Print the table."""
    want = asked()
    materials = [material(size, unique=want.unique) for size in want.sizes]
    if len(materials) == 1:
        print("\ngrowth needs two sizes")
        return
    taken: dict[str, list[float]] = defaultdict(list)
    with own_home():
        for made in materials:
            taken["first opening"].append(
                statistics.median(first_opened(made.lines) for _ in range(want.rounds(made.size)))
            )
    with home():
        for made in materials:
            indexed(made.lines)
            answered: dict[str, list[float]] = defaultdict(list)
            for _ in range(_ROUNDS):
                index = opened(made)
                for query in QUERIES:
                    answered[query.name].append(timed(index, query.text))
            for name, seconds in answered.items():
                taken[name].append(statistics.median(seconds))
    least, most = materials[0].size, materials[-1].size
    table = Table("Growth: the exponent of the number of events", heads=(f"{most:,}", f"{least:,}"))
    logarithms = [math.log(made.size) for made in materials]
    for name, seconds in taken.items():
        exponent = statistics.linear_regression(logarithms, [math.log(one) for one in seconds]).slope
        goal = _OPENING if name == "first opening" else _ASKING
        table.row(name, Times(seconds[-1], seconds[0], exponent), goal)


if __name__ == "__main__":
    main()
