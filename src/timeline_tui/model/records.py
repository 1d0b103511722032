"""The records of a timeline (Timeline JSON, version 1): events, people, sources, citations, eras."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeVar

import msgspec
from msgspec.structs import replace

from timeline_tui.model import edtf
from timeline_tui.model.dates import Date
from timeline_tui.model.text import Text

__all__ = [
    "SLUG",
    "Citation",
    "Era",
    "Event",
    "Head",
    "Participant",
    "Person",
    "Record",
    "Relation",
    "Role",
    "Source",
    "Timeline",
    "as_json",
    "packed",
    "record_of",
    "replace",
    "unpacked",
]

SLUG = r"^[a-z0-9][a-z0-9-]*$"

_OTHER = "\x7f"
"""Where the unknown keys of a record are put; no file has this key, for cleaning would change it."""

_Reference = Annotated[str, msgspec.Meta(min_length=1)]
"""An id, of the record itself or of another."""

_Record = TypeVar("_Record", bound="Record")


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Anything a file holds, valid and with its texts by language; ``other`` has what stands under unknown keys."""

    texts: ClassVar[tuple[str, ...]] = ()
    """The fields that a file may give as a plain string."""

    parts: ClassVar[Mapping[str, "type[Record]"]] = {}
    """The fields that hold lists of records."""

    short: ClassVar[str] = ""
    """The field that a record given as a plain string has alone."""

    other: dict[str, Any] = msgspec.field(default_factory=dict, name=_OTHER)


class Citation(Record, frozen=True, kw_only=True):
    """What one source says of one event."""

    texts = ("inferred", "claim")

    source: _Reference
    locator: str = ""
    date: Date | None = None
    inferred: Text = {}
    claim: Text = {}
    says: dict[str, str] = {}
    quote: str = ""
    confidence: Literal["high", "medium", "low"] | None = None
    excerpt_of: str | None = None


class Participant(Record, frozen=True, kw_only=True):
    """A person in an event, in a role."""

    texts = ("role",)
    short = "person"

    person: _Reference
    role: Text = {}


class Relation(Record, frozen=True, kw_only=True):
    """How an event hangs together with another: it is that one's outcome, its part, or see there."""

    short = "event"

    event: _Reference
    kind: Literal["outcome-of", "part-of", "see"] = msgspec.field(default="see", name="as")


class Event(Record, frozen=True, kw_only=True):
    """Something that happened, was planned, or was called off."""

    texts = ("title", "summary")
    parts = {"people": Participant, "citations": Citation, "related": Relation}

    id: _Reference
    date: Date | None = None
    title: Text
    summary: Text = {}
    status: Literal["happened", "planned", "cancelled"] = "happened"
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    people: tuple[Participant, ...] = ()
    citations: tuple[Citation, ...] = ()
    related: tuple[Relation, ...] = ()


class Role(Record, frozen=True, kw_only=True):
    """What a person was, where, and when."""

    texts = ("title",)

    title: Text
    organization: str = ""
    date: Date | None = None


class Person(Record, frozen=True, kw_only=True):
    """Someone who was there."""

    texts = ("summary",)
    parts = {"roles": Role, "citations": Citation}

    id: _Reference
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    summary: Text = {}
    citations: tuple[Citation, ...] = ()


class Source(Record, frozen=True, kw_only=True):
    """Someone who says so; field names and types follow CSL-JSON."""

    texts = ("note",)

    id: _Reference
    title: str
    type: str = "document"
    author: tuple[str, ...] = ()
    publisher: str = ""
    issued: Date | None = None
    accessed: Date | None = None
    language: str = ""
    url: str = ""
    archive_url: str = ""
    excerpt_of: str | None = None
    note: Text = {}


class Era(Record, frozen=True, kw_only=True):
    """A stretch of time with a name, drawn behind the events."""

    texts = ("title",)

    title: Text
    date: Date | None = None


class Head(Record, frozen=True, kw_only=True):
    """What a file says of itself, besides its lists of records."""

    texts = ("title", "summary")

    schema_: str = msgspec.field(default="", name="$schema")
    version: Literal[1] = 1
    title: Text = {}
    summary: Text = {}
    language: str = "en"
    window: Date | None = None
    labels: dict[str, Text] = {}


class Timeline(Head, frozen=True, kw_only=True):
    """A whole file."""

    parts = {"events": Event, "people": Person, "sources": Source, "eras": Era}

    events: tuple[Event, ...] = ()
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    eras: tuple[Era, ...] = ()


def record_of(kind: type[_Record], value: Any) -> _Record:
    """A decoded JSON value as a record: what ``load.models`` makes of it where they find no fault.

    Raises:
        ValueError: where something is not as it must be; ``load.facts`` tells what.
    """
    return msgspec.convert(_spelled_out(kind, value), kind, dec_hook=_date)


def as_json(record: Record) -> dict[str, Any]:
    """A record as its JSON has it, unknown keys last; ``record_of`` makes the same record of it."""
    names = zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True)
    fields = {key: _written(getattr(record, name)) for name, key in names if key != _OTHER}
    return fields | record.other


def packed(record: Record) -> bytes:
    """A record written so that ``unpacked`` reads it many times faster than ``record_of`` what people write."""
    return msgspec.json.encode(_spelled_out(type(record), as_json(record)))


def unpacked(kind: type[_Record], data: bytes) -> _Record:
    """A record that ``packed`` wrote.

    Raises:
        ValueError: where it did not.
    """
    return msgspec.json.decode(data, type=kind, dec_hook=_date)


def _spelled_out(kind: type[Record], value: Any) -> Any:
    """A value with the long form of what may be short, and what is under unknown keys put aside."""
    if type(value) is str and kind.short:
        return {kind.short: value}
    if type(value) is not dict:
        return value
    keys = kind.__struct_encode_fields__
    fields = {key: inner for key, inner in value.items() if key in keys}
    if len(fields) < len(value):
        other = fields[_OTHER] = {key: inner for key, inner in value.items() if key not in keys}
        if not other.keys().isdisjoint(set(kind.__struct_fields__) - {"other"}):
            raise ValueError("a field under its own name, not the file's")
    for key in kind.texts:
        if type(text := fields.get(key)) is str:
            fields[key] = {"": text}
    if type(labels := fields.get("labels")) is dict:
        fields["labels"] = {key: {"": text} if type(text) is str else text for key, text in labels.items()}
    for key, part in kind.parts.items():
        if type(listed := fields.get(key)) is list:
            fields[key] = [_spelled_out(part, inner) for inner in listed]
    return fields


def _date(_kind: Any, value: Any) -> Date:
    """Raises ValueError, as msgspec asks for, where a value is no date."""
    if isinstance(value, Date):
        return value
    if type(value) is not str:
        raise ValueError("no date")
    return edtf.parse(value)


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_written(inner) for inner in value]
    if isinstance(value, Record):
        return as_json(value)
    return str(value) if isinstance(value, Date) else value
