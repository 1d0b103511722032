import sys

import pytest

from timeline_tui.cli.colours import coloured
from timeline_tui.view.lines import Role, Segment, line

LINE = line(Segment("2019", Role.DATE), "  plain ", Segment("!", Role.DISPUTED), "  ")


def test_a_pipe_gets_no_colours() -> None:
    assert coloured(LINE) == "2019  plain !"


@pytest.mark.parametrize(
    ("variable", "value", "colours"),
    [("NO_COLOR", "", True), ("NO_COLOR", "1", False), ("TERM", "dumb", False), ("TERM", "xterm", True)],
)
def test_a_terminal_gets_them_unless_it_is_told_not_to(
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    colours: bool,  # noqa: FBT001  # a parameter
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert ("\x1b[" in coloured(LINE)) is colours
    assert coloured(LINE).replace("\x1b[36m", "").replace("\x1b[0m", "").startswith("2019  plain ")
