"""The language a run speaks."""

from timeline_tui.store.preferences import language_of_locale, remembered_language


def language_of(option: str | None) -> str:
    """The one asked for, else the one remembered, else that of the locale."""
    return option or remembered_language() or language_of_locale()
