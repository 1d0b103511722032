"""The lines of facet panels."""

import gc
import weakref

from building import asked, event
from timeline_tui.explore.panels import FacetLines, Panel, Sifting
from timeline_tui.query.run import run
from timeline_tui.query.syntax import parse


def test_an_answer_goes_at_once_when_nobody_holds_it_though_it_keeps_lines_made_of_it() -> None:
    result = run(asked(event("2019", "a", people=["ann"])), parse("person:ann"))
    result.kept["lines"] = lines = FacetLines(result, Panel.PEOPLE, "en", Sifting())
    assert [line.key for line in lines] == ["ann"]
    del lines
    gc.disable()
    try:
        held = weakref.ref(result)
        del result
        assert held() is None
    finally:
        gc.enable()
