"""What is remembered and saved outside: files of the user, read and written when asked for."""

from timeline_tui.explore import requests
from timeline_tui.explore.intents import Intent, LooksRead, Recalled, Told
from timeline_tui.explore.requests import Request
from timeline_tui.store.preferences import remember_language
from timeline_tui.store.queries import remember_query, remembered_queries
from timeline_tui.store.views import ViewsError, read_views, save_view


def run_errand(request: Request, timeline: str | None) -> Intent | None:
    """Carry a request out that concerns files beside ``timeline`` or of the user, and say what came of it."""
    try:
        match request:
            case requests.RememberLanguage(language):
                remember_language(language)
            case requests.RememberQuery(query):
                remember_query(query)
            case requests.RecallQueries():
                return Recalled(remembered_queries())
            case requests.ReadLooks():
                return LooksRead(*read_views(timeline))
            case requests.SaveLook(name, look):
                file, replaced = save_view(timeline, name, look)
                return Told("look-replaced" if replaced else "look-saved", f"{name} · {file}")
            case _:
                pass
    except ViewsError as error:
        return Told("failed", str(error))
    except OSError as error:
        return Told("not-remembered", str(error.strerror))
    return None
