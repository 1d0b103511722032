"""How long a page, the end and the beginning of the list take, beside a list of a thousand events: ``make bench``.

Both explorers run in pseudo-terminals of one size and get each key in turns; what counts is the time to the last byte
of the frame that says which event one is at.
"""

from generate import Material, material
from measuring import MILLION, Goal, Table, asked, compared, home, indexed
from terminals import Explorer

from timeline_tui.store.opening import open_timeline

_SMALL = 1_000
_ROUNDS, _PAGES = 5, 8
_PAGE_DOWN, _END, _HOME = "\x1b[6~", "\x1b[F", "\x1b[H"


def _explorer(made: Material) -> Explorer:
    indexed(made.lines)
    return Explorer(open_timeline(str(made.lines)).index, made.lines)


def main() -> None:
    """Print the table."""
    want = asked()
    small, *materials = [material(size, unique=want.unique) for size in (_SMALL, *want.sizes)]
    with home():
        table = Table("Scrolling: key to painted frame", heads=("ours", f"at {_SMALL:,}"))
        for made in materials:
            taken: dict[str, tuple[list[float], list[float]]] = {}
            with _explorer(made) as big, _explorer(small) as other:
                for _ in range(_ROUNDS):
                    for name, key in (*[("page down", _PAGE_DOWN)] * _PAGES, ("end", _END), ("home", _HOME)):
                        for own, (explorer, size) in enumerate(((big, made.size), (other, small.size))):
                            at = {"end": f"{size:,}", "home": "1"}.get(name, r"[\d,]+")
                            taken.setdefault(name, ([], []))[own].append(explorer.key(key, rf"\b{at}/{size:,}"))
            for name, (ours, theirs) in taken.items():
                table.row(
                    f"{made.size:,}: {name}", compared(ours, theirs), Goal(1.3, 1.1) if made.size >= MILLION else None
                )


if __name__ == "__main__":
    main()
