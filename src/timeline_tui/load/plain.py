"""Events without anything unusual, decoded and checked many times faster than with care."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from timeline_tui.model import edtf, limits
from timeline_tui.model.dates import Interval
from timeline_tui.model.edtf import DateError
from timeline_tui.model.records import SLUG, Event, Record, record_of
from timeline_tui.model.text import Text, clean

Texts: TypeAlias = str | dict[str, str]
"""A plain string, or texts by language tag."""

_Name = Annotated[str, msgspec.Meta(min_length=1)]
_Slug = Annotated[str, msgspec.Meta(pattern=rf"\A(?:{SLUG.removeprefix('^').removesuffix('$')})\Z")]

_OTHER = "\x7f"
"""A key that no plain record has, for cleaning would change it."""

_UNUSUAL_ESCAPE = re.compile(rb'\\[^"\\/nt]')
_NARROW_CONTROLS = bytes({*range(0x20), *range(0x7F, 0xA0)} - set(b"\t\n"))
"""The characters up to U+00FF that ``model.text.clean`` changes, in Latin-1."""


_COLONS = (b'":', b" :", b"\n:", b"\t:", b"\r:")
"""What ends a key. There are no more keys than of these, so that where as many were decoded none stood twice, of
which decoders keep but one. (A text that looks like the end of a key only leads to a careful reading.)
"""


class PlainCitation(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """As ``model.records.Citation``; the date as it is written."""

    source: _Name
    locator: str = ""
    date: str | None = None
    inferred: Texts = {}
    claim: Texts = {}
    says: dict[str, str] = {}
    quote: str = ""
    confidence: Literal["high", "medium", "low"] | None = None
    excerpt_of: str | None = None
    other: dict[str, Any] = msgspec.field(default_factory=dict, name=_OTHER)


class PlainParticipant(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """As ``model.records.Participant``."""

    person: _Name
    role: Texts = {}
    other: dict[str, Any] = msgspec.field(default_factory=dict, name=_OTHER)


class PlainRelation(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, rename={"kind": "as"}):
    """As ``model.records.Relation``."""

    event: _Name
    kind: Literal["outcome-of", "part-of", "see"] = "see"
    other: dict[str, Any] = msgspec.field(default_factory=dict, name=_OTHER)


class Plain(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """As ``model.records.Event``, some ten times lighter; dates as they are written, ``people`` and ``related`` too.

    ``other``, here and in the parts, holds what stands under unknown keys .
    """

    id: _Slug
    title: Texts
    date: str | None = None
    summary: Texts = {}
    status: Literal["happened", "planned", "cancelled"] = "happened"
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    people: tuple[_Name | PlainParticipant, ...] = ()
    citations: tuple[PlainCitation, ...] = ()
    related: tuple[_Name | PlainRelation, ...] = ()
    other: dict[str, Any] = msgspec.field(default_factory=dict, name=_OTHER)


def texts(value: Texts) -> Text:
    """Texts by language tag; a plain string is in the file's own language, whose tag is empty."""
    return {"": value} if isinstance(value, str) else value


def event(plain: Plain) -> Event:
    """The same event as a record of the model."""
    return record_of(Event, _spread(msgspec.to_builtins(plain)))


def _spread(fields: Any) -> Any:
    """Fields of an event or its parts, what is under unknown keys beside the others."""
    if isinstance(fields, list | tuple):
        return [_spread(one) for one in fields]
    if isinstance(fields, dict) and _OTHER in fields:
        return {key: _spread(one) for key, one in fields.items() if key != _OTHER} | fields[_OTHER]
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
    read = _reader(lines=lines)

    def plain_of(record: bytes) -> Plain | None:
        found = read(record)
        return found[0] if found else None

    return plain_of


def raw_decoder(*, lines: bool = False) -> Callable[[bytes], dict[str, Any] | None]:
    """As ``decoder``, but what the JSON has itself."""
    read = _reader(lines=lines)

    def raw_of(record: bytes) -> dict[str, Any] | None:
        found = read(record)
        return found[1] if found else None

    return raw_of


def _reader(*, lines: bool) -> Callable[[bytes], tuple[Plain, dict[str, Any]] | None]:
    decode = msgspec.json.Decoder().decode

    def read(record: bytes) -> tuple[Plain, dict[str, Any]] | None:
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
            _dated(found.date)
            and all(map(str.strip, found.tags + found.places + found.organizations))
            and all(map(_dated, [citation.date for citation in found.citations]))
            and _is_clean(record)
            and (record.count(b":") == keys or sum(map(record.count, _COLONS)) == keys)
        )
        return (found, value) if good else None

    return read


@lru_cache(maxsize=65_536)
def _dated(text: str | None) -> bool:
    """Whether a date is none at all, or one that needs no word."""
    if text is None:
        return True
    try:
        date = edtf.parse(text)
    except DateError:
        return False
    return not (isinstance(date, Interval) and date.is_reversed)


def _is_clean(record: bytes) -> bool:
    """Whether cleaning would change no string of a record; it has no fault of JSON."""
    if b"\\" in record and _UNUSUAL_ESCAPE.search(record.replace(rb"\\", b"")):
        return False
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
