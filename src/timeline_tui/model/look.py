"""A look at a timeline as it can be named, saved and reopened: what is asked, and how it is shown."""

from msgspec import Struct


class Look(Struct, frozen=True):
    """How a timeline is looked at, in the words of the command line; what is empty is left as it is.

    ``query`` is as typed, ``event`` an id, ``window`` an EDTF interval, ``order`` what the list is sorted by,
    ``panel`` the part in focus, ``language`` a tag; ``dim`` shows what does not match, dimmed; ``measure`` is
    the id of the event that time is measured from.
    """

    query: str = ""
    event: str = ""
    window: str = ""
    order: str = ""
    panel: str = ""
    language: str = ""
    dim: bool = False
    measure: str = ""
