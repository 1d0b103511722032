"""An interrupt at any time, from the first import on."""

import builtins
from typing import Any

import pytest

from timeline_tui.__main__ import main


def test_an_interrupt_while_the_program_is_loaded_ends_it_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    import_ = builtins.__import__

    def interrupted(name: str, *args: Any) -> Any:
        if name == "timeline_tui.cli.main":
            raise KeyboardInterrupt
        return import_(name, *args)

    monkeypatch.setattr(builtins, "__import__", interrupted)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
