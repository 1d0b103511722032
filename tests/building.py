"""Timelines in domain words, and dates to try."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from timeline_tui.index.scan import ScanIndex
from timeline_tui.model.records import Event, Timeline, record_of


def event(date: str | None, name: str, **fields: Any) -> Event:
    """An event; its id is its title, unless ``fields`` give one or the other."""
    return record_of(Event, {"id": name, "title": name, "date": date, **fields})


def asked(*events: Event, **fields: Any) -> ScanIndex:
    """The index of a timeline of some events; ``fields`` are the file's others."""
    return ScanIndex(record_of(Timeline, {"events": events, **fields}))


def _set(*members: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*members).map(lambda written: f"[{','.join(filter(None, written))}]")


_WHOLE = st.dates(dt.date(1998, 1, 1), dt.date(2021, 12, 31)).map(str)
PLAIN = st.builds(lambda day, size: day[:size], _WHOLE, st.sampled_from((4, 7, 10)))
_UNSPECIFIED = st.sampled_from(("201X", "19XX", "2019-XX", "2019-11-XX"))
SIMPLE = PLAIN | st.builds("{}{}".format, PLAIN | _UNSPECIFIED, st.sampled_from(("", "?", "~", "%")))
_TWO = st.lists(SIMPLE, min_size=2, max_size=2).map(sorted)
_MEMBER = st.just("") | SIMPLE | _TWO.map("..".join)
BOUNDED = SIMPLE | _TWO.map("/".join) | _set(SIMPLE, _MEMBER, _MEMBER)
_OPEN = st.builds(str.format, st.sampled_from(("../{}", "{}/..", "/{}", "{}/", "[..{}]", "[{}..]")), SIMPLE)
DATES = BOUNDED | _OPEN | _set(SIMPLE.map("..{}".format), _MEMBER, SIMPLE) | _set(_MEMBER, SIMPLE.map("{}..".format))
RARE = st.sampled_from(("2019-21", "2019?-11", "2019-~11-25", "{2006,2019-11}", "1950S2", "Y17E7", "-0044", "1XXX-12"))
"""Forms of level 2 and years far away."""
