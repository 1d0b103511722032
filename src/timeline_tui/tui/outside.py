"""What reaches beyond the screen: web pages and the clipboard."""

import os
import re
import sys
from urllib.parse import urlsplit

from timeline_tui.model import limits

_UNSAFE = re.compile(r"[\s\x00-\x20\x7f-\x9f]")


def safe_url(url: str) -> bool:
    """Whether a URL may be given to a browser: http or https, a host, no spaces or controls, no option."""
    if len(url) > limits.URL or _UNSAFE.search(url) or url.startswith("-"):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not str(parts.hostname).startswith("-")


def has_browser() -> bool:
    """Whether a page can open beside the terminal; a text browser inside it would wreck the screen."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_page(url: str) -> bool:
    """Open a web page beside the terminal; false where that is unsafe or impossible."""
    if not safe_url(url) or not has_browser():
        return False
    import webbrowser  # noqa: PLC0415  # most runs open no page

    return webbrowser.open(url)
