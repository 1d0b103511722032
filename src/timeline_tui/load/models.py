"""What a file may hold (Timeline JSON, version 1): these models explain every fault and give the JSON schema.

What they say is the truth of the format; they are imported only for what ``model.records.record_of`` does not take
as it stands.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from timeline_tui.model import edtf, records
from timeline_tui.model.dates import Date
from timeline_tui.model.edtf import DateError
from timeline_tui.model.records import SLUG
from timeline_tui.model.text import Text


def _date(value: Any) -> Date | None:
    if value is None or isinstance(value, Date):
        return value
    if not isinstance(value, str):
        message = 'a date is a string such as "2019-11-25", or null'
        raise PydanticCustomError("date", "{reason}", {"reason": message})
    try:
        return edtf.parse(value)
    except DateError as error:
        reason = f"{error} (character {error.column} of {value[:60]!r})"
        raise PydanticCustomError("date", "{reason}", {"reason": reason}) from None


def _text(value: Any) -> Any:
    return {"": value} if isinstance(value, str) else value


def _version(value: Any) -> Any:
    return value if type(value) is int else str(value)


def _participant(value: Any) -> Any:
    return {"person": value} if isinstance(value, str) else value


def _relation(value: Any) -> Any:
    return {"event": value} if isinstance(value, str) else value


class Record(BaseModel):
    """Anything a file holds; keys that nobody knows are kept in ``model_extra``."""

    model_config = ConfigDict(
        frozen=True, extra="allow", arbitrary_types_allowed=True, populate_by_name=True, defer_build=True
    )


_TEXT_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}
DateField = Annotated[
    Date | None,
    BeforeValidator(_date),
    PlainSerializer(lambda date: None if date is None else str(date)),
    WithJsonSchema({"type": ["string", "null"], "description": "EDTF (ISO 8601-2)"}),
]
TextField = Annotated[Text, BeforeValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
Id = Annotated[str, Field(min_length=1, json_schema_extra={"pattern": SLUG})]
"""A slug; ``load`` reports another spelling and keeps it, so that what refers to it still finds it."""


Reference = Annotated[str, Field(min_length=1)]
"""The id of another record."""


class Citation(Record):
    """What one source says of one event."""

    source: Reference
    locator: str = ""
    date: DateField = None
    inferred: TextField = Field(default_factory=dict)
    claim: TextField = Field(default_factory=dict)
    says: dict[str, str] = Field(default_factory=dict)
    quote: str = ""
    confidence: Literal["high", "medium", "low"] | None = None
    excerpt_of: str | None = None


class Participant(Record):
    """A person in an event, in a role."""

    person: Reference
    role: TextField = Field(default_factory=dict)


class Relation(Record):
    """How an event hangs together with another: it is that one's outcome, its part, or see there."""

    event: Reference
    kind: Literal["outcome-of", "part-of", "see"] = Field(default="see", alias="as")


class Event(Record):
    """Something that happened, was planned, or was called off."""

    id: Id
    date: DateField = None
    title: TextField
    summary: TextField = Field(default_factory=dict)
    status: Literal["happened", "planned", "cancelled"] = "happened"
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    people: tuple[Annotated[Participant, BeforeValidator(_participant)], ...] = ()
    citations: tuple[Citation, ...] = ()
    related: tuple[Annotated[Relation, BeforeValidator(_relation)], ...] = ()


class Role(Record):
    """What a person was, where, and when."""

    title: TextField
    organization: str = ""
    date: DateField = None


class Person(Record):
    """Someone who was there."""

    id: Id
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    summary: TextField = Field(default_factory=dict)
    citations: tuple[Citation, ...] = ()


class Source(Record):
    """Someone who says so; field names and types follow CSL-JSON."""

    id: Id
    title: str
    type: str = "document"
    author: tuple[str, ...] = ()
    publisher: str = ""
    issued: DateField = None
    accessed: DateField = None
    language: str = ""
    url: str = ""
    archive_url: str = ""
    excerpt_of: str | None = None
    note: TextField = Field(default_factory=dict)


class Era(Record):
    """A stretch of time with a name, drawn behind the events."""

    title: TextField
    date: DateField = None


class Head(Record):
    """What a file says of itself, besides its lists of records."""

    schema_: str = Field(default="", alias="$schema")
    version: Annotated[Literal[1], BeforeValidator(_version)] = 1
    title: TextField = Field(default_factory=dict)
    summary: TextField = Field(default_factory=dict)
    language: str = "en"
    window: DateField = None
    labels: dict[str, TextField] = Field(default_factory=dict)


class Timeline(Head):
    """A whole file."""

    events: tuple[Event, ...] = ()
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    eras: tuple[Era, ...] = ()


_RECORDS: dict[type[Record], type[records.Record]] = {
    Citation: records.Citation,
    Participant: records.Participant,
    Relation: records.Relation,
    Event: records.Event,
    Role: records.Role,
    Person: records.Person,
    Source: records.Source,
    Era: records.Era,
    Head: records.Head,
    Timeline: records.Timeline,
}
MODELS = {record: model for model, record in _RECORDS.items()}
"""The model of each kind of record."""


def record_from(found: Record) -> records.Record:
    """What a model has found valid, as a record."""
    fields = {name: _value(getattr(found, name)) for name in type(found).model_fields}
    return _RECORDS[type(found)](other=found.model_extra or {}, **fields)


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_value, value))
    return record_from(value) if isinstance(value, Record) else value
