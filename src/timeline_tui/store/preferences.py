"""The little that is remembered from one run to the next."""

import json
import os
from pathlib import Path

from timeline_tui.model.text import LANGUAGES
from timeline_tui.store.safely import write_safely


def preferences_file() -> Path:
    """Where preferences are kept: ``preferences.json`` in the user's state folder."""
    from platformdirs import user_state_path  # noqa: PLC0415  # only who remembers something needs it

    return user_state_path("timeline-tui", appauthor=False) / "preferences.json"


def remembered_language() -> str | None:
    """The language chosen last, or None; a file that cannot be read counts as none."""
    try:
        kept = json.loads(preferences_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    language = kept.get("language") if isinstance(kept, dict) else None
    return language if language in LANGUAGES else None


def remember_language(language: str) -> None:
    """Keep the language.

    Raises:
        OSError: where it cannot be kept.
    """
    write_safely(preferences_file(), json.dumps({"language": language}))


def language_of_locale() -> str:
    """The language of the environment's locale, English where it is none of ours."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "de" if value.lower().startswith("de") else "en"
    return "en"
