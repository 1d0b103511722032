"""A timeline as plain aligned text, for pipes and for people without a full screen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from msgspec import Struct

from timeline_tui.index.facets import Names
from timeline_tui.index.fold import Pattern, hits
from timeline_tui.model.bounds import Bounds
from timeline_tui.model.calendar import DAY, civil
from timeline_tui.model.claims import disagreements, witnesses
from timeline_tui.model.records import Event, Source, as_json
from timeline_tui.model.text import LANGUAGES
from timeline_tui.view.dates import in_short, in_words
from timeline_tui.view.lines import Line, Role, Segment, clip, fill, line, mark_hits, right, width_of
from timeline_tui.view.marks import DISPUTED, STATUS, title_of

_MEASURED = 1_000


class Listing(Struct, frozen=True):
    """How events are listed as text: in ``language``, cut to ``width`` cells if any, hits of ``patterns`` marked.

    With ``ids`` each line begins with the event's id.
    """

    language: str
    width: int | None = None
    patterns: Sequence[Pattern] = ()
    ids: bool = False


def listing(events: Iterable[Event], names: Names, how: Listing) -> Iterator[Line]:
    """A line for each event: date, marks, number of sources, title.

    The columns are as wide as the first thousand events ask for.
    """
    language = how.language
    coming = ((in_short(event.date, language=language), event) for event in events)
    shown = list(islice(coming, _MEASURED))
    dates = max((width_of(date) for date, _ in shown), default=0)
    names_width = max((width_of(event.id) for _, event in shown), default=0) + 2 if how.ids else 0
    for date, event in chain(shown, coming):
        disputed = DISPUTED if disagreements(event, names.sources) else " "
        title = " ".join(title_of(event, language).split())
        made = line(
            Segment(fill(event.id, names_width) if how.ids else "", Role.LINK),
            Segment(f"{fill(date, dates)}  ", Role.DATE),
            Segment(disputed, Role.DISPUTED),
            Segment(STATUS.get(event.status, " "), Role.PLANNED),
            Segment(f"{right(f'{witnesses(event, names.sources)}s', 3)}  ", Role.DIM),
            *mark_hits(title, hits(title, how.patterns) if how.patterns else [], Role.TEXT),
        )
        yield clip(made, how.width) if how.width else made


def as_data(event: Event, sources: Mapping[str, Source]) -> dict[str, Any]:
    """An event as plain data for JSON: the file's fields, and what is computed from them.

    ``earliest`` and ``latest`` are ISO dates, both inside the bounds, None where they are open.
    """
    data = as_json(event)
    bounds = event.date.strict if event.date else None
    computed = {
        "date": str(event.date) if event.date else None,
        "earliest": iso(bounds.start) if bounds and bounds.has_start else None,
        "latest": iso(bounds.end - 1) if bounds and bounds.has_end else None,
        "words": {language: in_words(event.date, language) for language in LANGUAGES},
        "disputed": bool(disagreements(event, sources)),
        "independent_sources": witnesses(event, sources),
        "claims": data["citations"],
    }
    return {
        "id": event.id,
        **computed,
        **{key: value for key, value in data.items() if key not in {"id", *computed}},
    }


def bounds_words(bounds: Bounds, name: str) -> str:
    """A line such as ``strict: 2019-01-01 .. 2019-12-31``, both days inside; an open side is left empty."""
    start = iso(bounds.start) if bounds.has_start else ""
    return f"{name}: {start} .. {iso(bounds.end - 1) if bounds.has_end else ''}".rstrip()


def iso(moment: int) -> str:
    """The ISO 8601 day of a moment in seconds; years beyond four digits carry their sign."""
    day = civil(moment // DAY)
    year = f"{day.year:04}" if 0 <= day.year <= 9999 else f"{day.year:+07}"  # noqa: PLR2004  # ISO 8601 expanded
    return f"{year}-{day.month:02}-{day.day:02}"


def record(event: Event, language: str) -> str:
    """One line for machines: id, date and title, a tab between; tabs and line breaks in them are spaces."""
    title = " ".join(title_of(event, language).split())
    return f"{' '.join(event.id.split())}\t{event.date or ''}\t{title}"
