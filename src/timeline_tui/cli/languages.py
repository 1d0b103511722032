"""The language a run speaks."""

from collections.abc import Callable
from typing import TypeVar

import click

from timeline_tui.model.text import LANGUAGES
from timeline_tui.store.preferences import language_of_locale, remembered_language

_Function = TypeVar("_Function", bound=Callable[..., object])


def language_option(purpose: str) -> Callable[[_Function], _Function]:
    """The option ``--lang``, said to be for ``purpose``."""
    return click.option("--lang", type=click.Choice(LANGUAGES), help=purpose)


def language_of_explorer(option: str | None) -> str:
    """The one asked for, else the one chosen last on the screen, else that of the locale."""
    return option or remembered_language() or language_of_locale()


def language_of_output(option: str | None) -> str:
    """The one asked for, else that of the locale: scripts do not depend on what was chosen on a screen."""
    return option or language_of_locale()
