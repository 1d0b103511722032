"""Timelines in domain words, and dates to try."""

import datetime
from typing import Any

from hypothesis import strategies as st

from timeline_tui.index.scan import ScanIndex
from timeline_tui.model.records import Event, Timeline


def event(date: str | None, name: str, **fields: Any) -> Event:
    """An event; its id is its title, unless ``fields`` give one or the other."""
    return Event.model_validate({"id": name, "title": name, "date": date, **fields})


def asked(*events: Event, **fields: Any) -> ScanIndex:
    """The index of a timeline of some events; ``fields`` are the file's others."""
    return ScanIndex(Timeline.model_validate({"events": events, **fields}))


_WHOLE = st.dates(datetime.date(1998, 1, 1), datetime.date(2021, 12, 31)).map(str)
PLAIN = st.builds(lambda day, size: day[:size], _WHOLE, st.sampled_from((4, 7, 10)))
"""``2019``, ``2019-11``, ``2019-11-25``."""

SIMPLE = PLAIN | st.builds(
    "{}{}".format, PLAIN | st.sampled_from(("201X", "19XX", "2019-XX", "2019-11-XX")), st.sampled_from(("", "?", "~", "%"))
)
_PAIR = st.lists(SIMPLE, min_size=2, max_size=2).map(sorted)
_MEMBER = st.one_of(SIMPLE, _PAIR.map("..".join), SIMPLE.map("..{}".format), SIMPLE.map("{}..".format))
BOUNDED = st.one_of(
    SIMPLE, _PAIR.map("/".join), st.lists(SIMPLE, min_size=1, max_size=4).map(",".join).map("[{}]".format)
)
DATES = st.one_of(
    BOUNDED,
    SIMPLE.map("{}/..".format),
    SIMPLE.map("../{}".format),
    SIMPLE.map("{}/".format),
    SIMPLE.map("/{}".format),
    st.lists(_MEMBER, min_size=1, max_size=4).map(",".join).map("[{}]".format),
)
