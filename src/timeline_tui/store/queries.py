"""The queries asked in earlier runs."""

from pathlib import Path

from timeline_tui.model import limits
from timeline_tui.model.text import one_line
from timeline_tui.store.safely import write_safely

MOST = 500
"""Queries that are kept."""


def queries_file() -> Path:
    """Where queries are kept: ``queries`` in the user's state folder, one a line, the newest last."""
    from platformdirs import user_state_path  # noqa: PLC0415  # only who searches needs it

    return user_state_path("timeline-tui", appauthor=False) / "queries"


def remembered_queries() -> tuple[str, ...]:
    """The queries kept, the newest first, each once; a file that cannot be read counts as none."""
    try:
        lines = queries_file().read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    queries = (one_line(line).strip() for line in reversed(lines) if len(line) <= limits.QUERY)
    return tuple(dict.fromkeys(query for query in queries if query))[:MOST]


def remember_query(query: str) -> None:
    """Keep a query as the newest; what another run kept meanwhile stays.

    Raises:
        OSError: where it cannot be kept.
    """
    kept = dict.fromkeys((one_line(query).strip(), *remembered_queries()))
    write_safely(queries_file(), "".join(f"{one}\n" for one in reversed(list(kept)[:MOST])))
