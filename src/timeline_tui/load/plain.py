"""Events without anything unusual, decoded and checked many times faster than with care."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Literal, TypeAlias

import msgspec

from timeline_tui.load.batches import Batch
from timeline_tui.model import edtf, limits
from timeline_tui.model.dates import Interval
from timeline_tui.model.edtf import DateError
from timeline_tui.model.records import SLUG, Event, Record, record_of
from timeline_tui.model.text import clean

Texts: TypeAlias = str | dict[str, str]
"""A plain string, or texts by language tag."""

_ID = SLUG.removeprefix("^").removesuffix("$")
_SLUGS = re.compile(rf"{_ID}(?:\n{_ID})*")
"""Ids as they should be, each on a line."""

_OTHER = "\x7f"
"""A key that no plain record has, for cleaning would change it."""

_RARE = bytes({*range(0x20), 0x7F, *range(0xC4, 0x100)} - set(b"\t\n\r"))
"""Bytes of characters that cleaning changes, and of all beyond U+00FF, some of which it does, in UTF-8 ..."""

_HIGH_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
"""... where those from U+0080 to U+009F are these."""

_UNUSUAL_ESCAPE = re.compile(rb'\\[^"\\/nt]')
_NARROW_CONTROLS = bytes({*range(0x20), *range(0x7F, 0xA0)} - set(b"\t\n"))
"""The characters up to U+00FF that ``model.text.clean`` changes, in Latin-1."""


_COLONS = (b'":', b" :", b"\n:", b"\t:", b"\r:")
"""What ends a key. There are no more keys than of these, so that where as many were decoded none stood twice, of
which decoders keep but one. (A text that looks like the end of a key only leads to a careful reading.)
"""


class _Plain(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """What all have in common: how they are made."""


class PlainCitation(_Plain, frozen=True):
    """As ``model.records.Citation``; the date as it is written."""

    source: str
    locator: str = ""
    date: str | None = None
    inferred: Texts = {}
    claim: Texts = {}
    says: dict[str, str] = {}
    quote: str = ""
    confidence: Literal["high", "medium", "low"] | None = None
    excerpt_of: str | None = None
    other: dict[str, Any] = msgspec.field(default_factory=dict, name=_OTHER)


class PlainParticipant(_Plain, frozen=True):
    """As ``model.records.Participant``."""

    person: str
    role: Texts = {}
    other: dict[str, Any] = msgspec.field(default_factory=dict, name=_OTHER)


class PlainRelation(_Plain, frozen=True, rename={"kind": "as"}):
    """As ``model.records.Relation``."""

    event: str
    kind: Literal["outcome-of", "part-of", "see"] = "see"
    other: dict[str, Any] = msgspec.field(default_factory=dict, name=_OTHER)


class Plain(_Plain, frozen=True):
    """As ``model.records.Event``, some ten times lighter; dates as they are written, ``people`` and ``related`` too.

    ``date`` is empty where none stands, None where there stands that it is unknown. ``other``, here and in the
    parts, holds what stands under unknown keys.
    """

    id: str
    title: Texts
    date: str | None = ""
    summary: Texts = {}
    status: Literal["happened", "planned", "cancelled"] = "happened"
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    people: tuple[str | PlainParticipant, ...] = ()
    citations: tuple[PlainCitation, ...] = ()
    related: tuple[str | PlainRelation, ...] = ()
    other: dict[str, Any] = msgspec.field(default_factory=dict, name=_OTHER)


def event(plain: Plain) -> Event:
    """The same event as a record of the model."""
    return record_of(Event, _spread(msgspec.to_builtins(plain)))


def _spread(fields: Any) -> Any:
    """Fields of an event or its parts, what is under unknown keys beside the others."""
    if isinstance(fields, list | tuple):
        return [_spread(one) for one in fields]
    if isinstance(fields, dict):
        return {key: _spread(one) for key, one in fields.items() if key != _OTHER} | fields.get(_OTHER, {})
    return fields


def plain(record: Event) -> Plain:
    """The same event as a light value; nothing is checked again."""
    return Plain(
        **{
            **_fields(record),
            "people": tuple(PlainParticipant(**_fields(one)) for one in record.people),
            "citations": tuple(PlainCitation(**_fields(one)) for one in record.citations),
            "related": tuple(PlainRelation(**_fields(one)) for one in record.related),
        }
    )


def _fields(record: Record) -> dict[str, Any]:
    values = {name: getattr(record, name) for name in record.__struct_fields__}
    if values.get("date") is not None:
        values["date"] = str(values["date"])
    return values


def decoder(*, lines: bool = False) -> Callable[[bytes], Plain | None]:
    """What reads the bytes of one record: the event, or None where it must be read with care.

    It takes nothing in which ``load.reader`` would find a fault, or would change a string: no unknown
    key, no key twice, no unclean text, no date that is none, no string too long. Records of ``lines``
    may have a ``kind``.
    """
    decode = msgspec.json.Decoder().decode

    def read(record: bytes) -> Plain | None:
        if len(record) > limits.STRING:
            return None
        try:
            value = decode(record)
            keys = _count_keys(value)
            if lines and value.get("kind") == "event":
                del value["kind"]
            found = msgspec.convert(value, Plain)
        except (ValueError, RecursionError):
            return None
        good = (
            value.get("date") != ""
            and _are_good([found])
            and _is_clean(record)
            and (record.count(b":") == keys or sum(map(record.count, _COLONS)) == keys)
        )
        return found if good else None

    return read


def decoder_of_batches() -> Callable[[Batch], list[Plain] | None]:
    """What reads all events of a batch at once: as ``decoder`` reads each, or None where it may not read all of them.

    Some batches come back as None all of whose records are plain, such as those with a ``kind``.
    """
    of_list, of_lines = msgspec.json.Decoder(list[Plain]).decode, msgspec.json.Decoder(Plain).decode_lines
    encode = msgspec.json.Encoder().encode

    def plain_of(batch: Batch) -> list[Plain] | None:
        data = batch.data[batch.starts[0] : batch.starts[-1] + batch.lengths[-1]]
        try:
            if max(batch.lengths) > limits.STRING or not _is_clean(data):
                return None
            found = of_lines(data) if batch.lines else of_list(b"".join((b"[", data, b"]")))
        except (ValueError, RecursionError):
            return None
        # Written anew each key stands once and none that has its default: where there are as many colons, inside
        # texts too, no key was given twice.
        return (
            found
            if len(found) == len(batch) and _are_good(found) and data.count(b":") == encode(found).count(b":")
            else None
        )

    return plain_of


def _are_good(events: Sequence[Plain]) -> bool:
    """Whether ids and dates are such, and names are not empty, nor nothing but spaces where they are shown."""
    ids = "\n".join([event.id for event in events])
    citations = [citation for event in events for citation in event.citations]
    dates = {event.date or None for event in events} | {citation.date for citation in citations}
    names = {name for event in events for name in event.tags + event.places + event.organizations}
    referred = {citation.source for citation in citations}
    referred.update([one if isinstance(one, str) else one.person for event in events for one in event.people])
    referred.update([one if isinstance(one, str) else one.event for event in events for one in event.related])
    return (
        _SLUGS.fullmatch(ids) is not None
        and ids.count("\n") == len(events) - 1
        and "" not in referred
        and all(map(str.strip, names))
        and all(map(_dated, dates))
    )


@lru_cache(maxsize=65_536)
def _dated(text: str | None) -> bool:
    """Whether a date is none at all, or one that needs no word."""
    if text is None or edtf.plain_bounds(text):
        return True
    try:
        date = edtf.parse(text)
    except DateError:
        return False
    return not (isinstance(date, Interval) and date.is_reversed)


def _is_clean(record: bytes) -> bool:
    """Whether cleaning would change no string of one record or more; they have no fault of JSON."""
    if b"\\" in record and _UNUSUAL_ESCAPE.search(record.replace(rb"\\", b"")):
        return False
    if len(record.translate(None, _RARE)) == len(record):
        return not _HIGH_CONTROL.search(record)
    text = record.replace(b"\r", b"").decode()  # no string holds one
    try:
        narrow = text.encode("latin-1")
    except UnicodeEncodeError:
        return clean(text) == text
    return len(narrow.translate(None, _NARROW_CONTROLS)) == len(narrow)


def _count_keys(decoded: Any) -> int:
    """How many keys an event has, in itself and its parts; ValueError where it is no object."""
    if type(decoded) is not dict:
        raise ValueError
    kept = len(decoded)
    for value in decoded.values():
        if type(value) is dict:
            kept += len(value)
        elif type(value) is list:
            for item in value:
                if type(item) is dict:
                    kept += len(item)
                    kept += sum([len(inner) for inner in item.values() if type(inner) is dict])
    return kept
