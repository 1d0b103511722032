"""The language a run speaks."""

from timeline_tui.store.preferences import language_of_locale, remembered_language


def language_of_explorer(option: str | None) -> str:
    """The one asked for, else the one chosen last on the screen, else that of the locale."""
    return option or remembered_language() or language_of_locale()


def language_of_output(option: str | None) -> str:
    """The one asked for, else that of the locale: scripts do not depend on what was chosen on a screen."""
    return option or language_of_locale()
