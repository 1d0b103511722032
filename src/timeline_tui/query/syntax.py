"""How a query is written, and what is wrong with one that cannot be read.

::

    query  = { either }                       all must hold
    either = unit { "|" unit }                binds closer than a space: a b | c is a AND (b OR c)
    unit   = [ "off:" ] [ "-" | "!" | "not:" ] atom
    atom   = "(" query ")" | field ":" value { "," value } | phrase | date in words | word
    value  = [ "=" ] text | "*" text "*" | "none" | "any"       spaces may stand before the comma
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from timeline_tui.index.base import Flag, Part
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import words
from timeline_tui.model import limits
from timeline_tui.model.dates import Date
from timeline_tui.model.edtf import DateError
from timeline_tui.model.edtf import parse as parse_date
from timeline_tui.model.spoken import plain_phrase, understand
from timeline_tui.model.text import Text
from timeline_tui.query.terms import (
    AnyOf,
    Given,
    Group,
    Has,
    Is,
    Match,
    Near,
    Not,
    Off,
    Query,
    Term,
    Value,
    When,
    Words,
)

DEPTH = 32
"""Brackets in brackets that a query may hold."""

FIELDS: tuple[str, ...] = (*Facet, Part.TITLE, Part.CLAIM, Part.ID, "date", "near", "is", "has", "not", "off")
"""Every name that may stand before a colon."""


class QueryError(ValueError):
    """A query that cannot be read: ``column`` (from 1) is where, the message says what to type.

    ``text`` is the message in English and German.
    """

    def __init__(self, message: str, column: int, german: str) -> None:
        super().__init__(message)
        self.column = column
        self.text: Text = {"en": message, "de": german}


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<open>\()
      | (?P<close>\))
      | (?P<or>\|)
      | (?P<not>[-!](?=[^\s|)]))
      | (?P<field>[A-Za-z]+):(?!//)
      | (?P<phrase>"(?:[^"]|"")*"?)
      | (?P<word>[^\s()|"]+)
    """,
    re.VERBOSE,
)
_VALUE = re.compile(r'(?P<equals>=?)(?P<star>\*?)(?:"(?P<quoted>(?:[^"]|"")*)"?|(?P<plain>[^\s",()|*]*))(?P<end>\*?)')
_ANOTHER = re.compile(r",|\s+,(?![\s,|()!-])")
_ONE_VALUE = re.compile(r'(?P<equals>=?)(?:"(?P<quoted>(?:[^"]|"")*)"?|(?P<plain>[^\s"()|]*))')
_DATE_LIKE = re.compile(r"-?[0-9X]{4}(?:-[0-9X]{2}){0,2}(?:T[^.]*)?")
_DISTANCE = re.compile(r"(\d{1,4})([dwmy])")


def parse(text: str) -> Query:
    """The query that ``text`` writes; ``parse(str(query)) == query`` for every query it returns.

    Raises:
        QueryError: where it cannot be read; never anything else.
    """
    if len(text) > limits.QUERY:
        raise QueryError(
            f"a query has no more than {limits.QUERY} characters",
            limits.QUERY + 1,
            f"eine Abfrage hat höchstens {limits.QUERY} Zeichen",
        )
    parser = _Parser(text)
    terms = parser.terms(0)
    if parser.at < len(text):
        raise QueryError("this ')' closes nothing", parser.at + 1, "diese ')' schließt nichts")
    query = Query(terms)
    if len(str(query)) > limits.QUERY:
        raise QueryError(
            f"a query has no more than {limits.QUERY} characters",
            limits.QUERY,
            f"eine Abfrage hat höchstens {limits.QUERY} Zeichen",
        )
    return query


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def token(self) -> _Token | None:
        """The next token, spaces skipped, without taking it."""
        match = _TOKEN.match(self.text, self.at)
        if match and match.lastgroup == "space":
            self.at = match.end()
            match = _TOKEN.match(self.text, self.at)
        if not match:
            return None
        if spoken := self.spoken():
            return spoken
        kind = match.lastgroup or ""
        if kind == "field" and match["field"].lower() not in FIELDS:
            return self.unknown_field(match)
        return _Token(kind, match[0], self.at + 1)

    def unknown_field(self, match: re.Match[str]) -> _Token:
        """A colon after a word that is no field: an error where a field is meant, else part of a word."""
        from difflib import get_close_matches  # noqa: PLC0415  # only a slip needs it

        near = get_close_matches(match["field"].lower(), FIELDS, n=1)
        hint = f"did you mean {near[0]}: ?" if near else f"there are {', '.join(FIELDS)}"
        german_hint = f"gemeint ist wohl {near[0]}:" if near else f"es gibt {', '.join(FIELDS)}"
        raise QueryError(
            f"there is no field {match['field']}:, {hint}",
            self.at + 1,
            f"es gibt kein Feld {match['field']}:, {german_hint}",
        )

    def spoken(self) -> _Token | None:
        """A date in words at this place, plain enough to need no field: 11 November 2022, Mai 2019."""
        match = plain_phrase().match(self.text, self.at)
        known = match and understand(match[0])
        return _Token("spoken", match[0], self.at + 1) if match and known else None

    def take(self, token: _Token) -> None:
        self.at = token.column - 1 + len(token.text)

    def terms(self, depth: int) -> tuple[Term, ...]:
        found: list[Term] = []
        while (token := self.token()) and token.kind != "close":
            if token.kind == "or":
                if not found:
                    raise QueryError("'|' stands between two terms", token.column, "'|' steht zwischen zwei Ausdrücken")
                self.take(token)
                found[-1] = _either(found[-1], self.unit(depth))
            else:
                found.append(self.unit(depth))
        return tuple(found)

    def unit(self, depth: int) -> Term:
        negated = off = False
        while (token := self.token()) and (token.kind == "not" or token.text.lower() in {"not:", "off:"}):
            self.take(token)
            if token.text.lower() == "off:":
                off = True
            else:
                negated = not negated
        if token is None or token.kind in {"close", "or"}:
            raise QueryError(
                "a term is missing here", token.column if token else len(self.text) + 1, "hier fehlt ein Ausdruck"
            )
        term = self.atom(token, depth)
        off, term = (True, term.term) if isinstance(term, Off) else (off, term)
        if negated:
            term = term.term if isinstance(term, Not) else Not(term)
        return Off(term) if off else term

    def atom(self, token: _Token, depth: int) -> Term:
        if token.kind == "open":
            return self.group(token, depth)
        self.take(token)
        if token.kind == "field":
            return self.field(token.text[:-1].lower(), token)
        if token.kind == "spoken":
            date = _date(token.text, token.column)
            return When(date, date, bare=True)
        if token.kind == "phrase":
            closed = token.text.count('"') % 2 == 0
            inner = token.text[1:-1] if closed else token.text[1:]
            return Words(_some(inner.replace('""', '"'), token), phrase=True)
        return _bare(token)

    def group(self, opened: _Token, depth: int) -> Term:
        if depth >= DEPTH:
            raise QueryError(f"brackets no more than {DEPTH} deep", opened.column, f"Klammern höchstens {DEPTH} tief")
        self.take(opened)
        inner = self.terms(depth + 1)
        closing = self.token()
        if closing is None:
            raise QueryError("this '(' is never closed", opened.column, "diese '(' wird nie geschlossen")
        self.take(closing)
        if not inner:
            raise QueryError("nothing stands in these brackets", opened.column, "in diesen Klammern steht nichts")
        alone = inner[0] if len(inner) == 1 else None
        return alone if alone is not None and not isinstance(alone, AnyOf) else Group(inner)

    def field(self, name: str, token: _Token) -> Term:
        if name in set(Facet):
            return _has(Facet(name), self.values(token), token)
        if name == "near":
            return _near(self.values(token), token)
        written = self.one_value(token)
        if name in set(Part):
            return Words(_some(written.text, token), Part(name), phrase=written.quoted)
        if name == "date":
            return _when(written.text, sure=written.match is Match.EXACT, bare=False, column=written.column)
        return _flag(written, name)

    def one_value(self, token: _Token) -> "_Written":
        """What stands after a field that takes no list, up to the next space or bracket."""
        match = _ONE_VALUE.match(self.text, self.at)
        assert match is not None  # noqa: S101  # matches the empty string
        self.at = match.end()
        how = Match.EXACT if match["equals"] and token.text == "date:" else Match.START
        quoted = _unquoted(match["quoted"])
        text = quoted if quoted is not None else match["plain"]
        column = match.start("quoted" if quoted is not None else "plain") + 1
        if match["equals"] and how is Match.START:
            text, column = f"={text}", column - 1
        if not text:
            raise QueryError(f"{token.text} needs a value", self.at + 1, f"{token.text} braucht einen Wert")
        return _Written(text, quoted is not None, how, column)

    def values(self, token: _Token) -> list["_Written"]:
        """The values after a field that takes a list."""
        found = []
        while True:
            match = _VALUE.match(self.text, self.at)
            assert match is not None  # noqa: S101  # matches the empty string
            quoted, plain = _unquoted(match["quoted"]), match["plain"]
            how = Match.EXACT if match["equals"] else Match.INSIDE if match["star"] else Match.START
            column = match.start("quoted" if quoted is not None else "plain") + 1
            found.append(_Written(quoted if quoted is not None else plain, quoted is not None, how, column))
            self.at = match.end()
            if not (another := _ANOTHER.match(self.text, self.at)):
                break
            self.at = another.end()
        if not any(value.text for value in found):
            raise QueryError(f"{token.text} needs a value", self.at + 1, f"{token.text} braucht einen Wert")
        return [value for value in found if value.text]


def _unquoted(written: str | None) -> str | None:
    return None if written is None else written.replace('""', '"')


class _Written(NamedTuple):
    text: str
    quoted: bool
    match: Match
    column: int


def _either(left: Term, right: Term) -> AnyOf:
    before = left.terms if isinstance(left, AnyOf) else (left,)
    after = right.terms if isinstance(right, AnyOf) else (right,)
    return AnyOf((*before, *after))


def _some(text: str, token: _Token) -> str:
    if not words(text):
        raise QueryError(
            "a letter or a digit is missing here", token.column, "hier fehlt ein Buchstabe oder eine Ziffer"
        )
    return " ".join(text.split())


def _bare(token: _Token) -> Term:
    text = token.text
    start, dots, end = text.partition("..")
    if dots and all(not side or _DATE_LIKE.fullmatch(side) for side in (start, end)) and (start or end):
        return _when(text, sure=False, bare=True, column=token.column)
    if _DATE_LIKE.fullmatch(text):
        try:
            return _when(text, sure=False, bare=True, column=token.column)
        except QueryError:
            return Words(_some(text, token))
    return Words(_some(text, token))


def _has(facet: Facet, values: Iterable[_Written], token: _Token) -> Term:
    written = tuple(values)
    bare = [value.text if not value.quoted and value.match is Match.START else "" for value in written]
    if bare == ["any"]:
        return Given(facet)
    for value in written:
        if value.match is not Match.EXACT:
            _some(value.text, token._replace(column=value.column))
    wanted = (
        Value("", Match.NONE) if text == "none" else Value(value.text, value.match)
        for text, value in zip(bare, written, strict=True)
    )
    return Has(facet, tuple(wanted))


def _when(text: str, *, sure: bool, bare: bool, column: int) -> When:
    start, dots, end = ("", "", "") if text[:1] in {"[", "{"} or "/" in text else text.partition("..")
    if not dots:
        one = _date(text, column)
        return When(one, one, sure, bare)
    first = _date(start, column) if start else None
    last = _date(end, column + len(start) + len(dots)) if end else None
    if not (first or last):
        raise QueryError(
            "a range needs a date on one side at least: 2017..2019, 2022.., ..2006",
            column,
            "eine Spanne braucht auf einer Seite ein Datum: 2017..2019, 2022.., ..2006",
        )
    when = When(first, last, sure, bare)
    if when.bounds.end <= when.bounds.start:
        raise QueryError("this range ends before it starts", column, "diese Spanne endet, bevor sie beginnt")
    return When(first, first, sure, bare) if first == last else when


def _date(text: str, column: int) -> Date:
    try:
        return parse_date(text)
    except DateError as error:
        if understood := understand(text):
            return understood.date
        raise QueryError(str(error), column + error.column - 1, error.text["de"]) from None


def _near(values: list[_Written], token: _Token) -> Near:
    distance = _DISTANCE.fullmatch(values[1].text) if len(values) == 2 else None  # noqa: PLR2004  # event, distance
    if not distance:
        raise QueryError(
            "write near:EVENT,1y with d, w, m or y for days, weeks, months, years",
            token.column,
            "man schreibt near:EREIGNIS,1y mit d, w, m oder y für Tage, Wochen, Monate, Jahre",
        )
    return Near(values[0].text, int(distance[1]), distance[2])


def _flag(value: _Written, field: str) -> Is:
    if value.text.lower() in set(Flag):
        return Is(Flag(value.text.lower()))
    from difflib import get_close_matches  # noqa: PLC0415  # only a slip needs it

    near = get_close_matches(value.text.lower(), list(Flag), n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(Flag)}"
    german_hint = f"gemeint ist wohl {near[0]}" if near else f"es gibt {', '.join(Flag)}"
    raise QueryError(
        f"nothing {field} {value.text!r}; {hint}", value.column, f"{field}:{value.text} gibt es nicht; {german_hint}"
    )
