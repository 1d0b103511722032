"""How much memory the explorer has of a big timeline, beside the size of its file: ``make bench``.

Resident and anonymous memory of the program in a pseudo-terminal, its index kept: after opening, and after ten words
were typed letter by letter into its search. What is resident and not anonymous are pages of files, which the system
takes back when it needs them.
"""

from generate import material, typed_words
from measuring import MILLION, Goal, Table, Times, asked, home, indexed, megabytes
from terminals import Explorer

from timeline_tui.store.opening import open_timeline


def main() -> None:
    """Print the table."""
    want = asked()
    materials = [material(size, unique=want.unique) for size in want.sizes]
    with home():
        table = Table("Memory of the explorer beside the size of the file", heads=("ours", "file"))
        for made in materials:
            indexed(made.lines)
            index = open_timeline(str(made.lines)).index
            with Explorer(index, made.lines) as explorer:
                measured = {"opened": explorer.memory()}
                explorer.search()
                for word in typed_words():
                    for letter in word:
                        explorer.letter(letter)
                    explorer.wipe()
                measured[f"after {len(typed_words())} searches"] = explorer.memory()
            size = made.lines.stat().st_size
            for when, sizes in measured.items():
                for name, ours, goal in zip(
                    ("resident", "anonymous"), sizes, (Goal(0.8, 0.5), Goal(0.15, 0.1)), strict=True
                ):
                    held = made.size >= MILLION and when != "opened"
                    table.row(
                        f"{made.size:,} {when}, {name}",
                        Times(ours, size, ours / size),
                        goal if held else None,
                        megabytes,
                    )


if __name__ == "__main__":
    main()
