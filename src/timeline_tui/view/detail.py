"""The detail of a record: everything that is known of it, and what leads on."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from timeline_tui.explore.state import State
from timeline_tui.explore.subjects import LINKS, Link, Section, Subject, rows_of
from timeline_tui.index.facets import Facet
from timeline_tui.index.fold import hits
from timeline_tui.model.claims import disagreements, original, witnesses
from timeline_tui.model.edtf import parse
from timeline_tui.model.records import Citation, Event, Record
from timeline_tui.model.text import in_language
from timeline_tui.view.dates import in_short, in_words
from timeline_tui.view.elapsed import elapsed_words
from timeline_tui.view.lines import Line, Role, Segment, clip, fill, line, mark_hits, shorten, width_of, wrap
from timeline_tui.view.marks import title_of
from timeline_tui.view.words import word

_TEXT_WIDTH = 100
"""Cells of a detail as plain text: no title in it is cut."""

_LEAST_WIDTH = 20

_QUOTES = {"de": "„{}“", "ja": "「{}」"}
_FACET_WORDS = {Facet.PERSON: "person", Facet.SOURCE: "source", Facet.TAG: "tag-one", Facet.PLACE: "place-one",
                Facet.ORGANIZATION: "org-one"}  # fmt: skip


def detail_lines(state: State, width: int) -> list[Line]:
    """The detail of what is selected, wrapped to ``width`` cells."""
    subject = state.subject
    if subject is None:
        first, then = ("nothing-found", "nothing-found-help") if state.index.size else ("no-events", "no-events-help")
        language = state.place.language
        return [
            line(""),
            *_paragraph(state, word(first, language), width, Role.STRONG),
            *_paragraph(state, word(then, language), width),
        ]
    return [clip(made, width) for made in _lines_of(state, subject, max(8, width))]


def detail_text(state: State, subject: Subject) -> str:
    """A record as plain text, for the clipboard."""
    return "\n".join(made.text.rstrip() for made in text_lines(state, subject))


def text_lines(state: State, subject: Subject, width: int | None = None) -> list[Line]:
    """A record as lines for the command line, no wider than ``width`` cells where they can be broken."""
    shown = replace(state, place=replace(state.place, subject=subject))
    return list(_lines_of(shown, subject, max(_LEAST_WIDTH, min(width or _TEXT_WIDTH, _TEXT_WIDTH))))


def _lines_of(state: State, subject: Subject, width: int) -> Iterator[Line]:
    if subject.facet is None:
        if (event := state.index.event(subject.key)) is not None:
            yield from _event(state, event, width)
        return
    match subject.facet:
        case Facet.PERSON if subject.key:
            yield from _person(state, subject.key, width)
        case Facet.SOURCE if subject.key:
            yield from _source(state, subject.key, width)
        case _:
            name = state.index.names.name(subject.facet, subject.key, state.place.language)
            told = name or word(f"no-{subject.facet}", state.place.language)
            yield from _paragraph(state, told, width, Role.TITLE)
            yield line(Segment(word(_FACET_WORDS[subject.facet], state.place.language), Role.DIM))
    yield from _occurrences(state, subject, width)


def _event(state: State, event: Event, width: int) -> Iterator[Line]:
    language = state.place.language
    sources = state.index.names.sources
    found = disagreements(event, sources)
    yield from _paragraph(state, title_of(event, language), width, Role.TITLE)
    yield from _paragraph(state, in_words(event.date, language), width, Role.DATE)
    yield from _since(state, event, width)
    count = witnesses(event, sources)
    standing = [word(f"status-{event.status}", language)] if event.status != "happened" else []
    standing += [f"! {word('disputed', language)}"] if found else []
    standing.append(
        word("independent", language, count=count)
        if count > 1
        else word("independent-one" if count else "uncited", language)
    )
    yield from _paragraph(state, " · ".join(standing), width, Role.DISPUTED if found else Role.DIM)
    summary = in_language(event.summary, language)
    if summary:
        yield line("")
        yield from _paragraph(state, summary, width)
    for disagreement in found:
        yield line("")
        about = state.index.names.label(disagreement.about, language)
        heading = (
            word("disputed-fact", language, about=about) if disagreement.about else word("disputed-date", language)
        )
        yield from _paragraph(state, heading, width, Role.DISPUTED)
        for number, (answer, citations) in enumerate(disagreement.answers, 1):
            said = answer if disagreement.about else f"{number}  {in_words(parse(answer), language)}"
            yield from _answer(state, said, [_where(state, cited) for cited in citations], width)
    numbered = list(enumerate(state.links))
    yield from _people(state, event, numbered, width)
    yield from _claims(state, event, numbered, width)
    yield from _facets(state, event, width)
    yield from _related(state, numbered, width)
    yield from _other_fields(state, event, width)


def _since(state: State, event: Event, width: int) -> Iterator[Line]:
    """How long before or after the event one measures from."""
    language = state.place.language
    origin = state.index.event(state.place.origin) if state.place.origin else None
    if origin is None:
        return
    name = title_of(origin, language)
    told = elapsed_words(origin.date, event.date, name, language)
    if origin.id == event.id:
        told = word("measured-here", language)
    if told:
        yield from _paragraph(state, told, width, Role.DATE)


def _answer(state: State, said: str, places: list[str], width: int) -> Iterator[Line]:
    """One answer of a disagreement on the left, who gives it on the right."""
    column = min(26, width * 2 // 5)
    left = wrap(said, column)
    right = [row for place in places for row in wrap(place, max(8, width - column - 4))]
    for number in range(max(len(left), len(right))):
        head = left[number] if number < len(left) else ""
        told = right[number] if number < len(right) else ""
        yield line(
            "  ",
            Segment(fill(head, column), Role.STRONG),
            "  ",
            *mark_hits(told, hits(told, state.result.patterns), Role.TEXT),
        )


def _people(state: State, event: Event, links: list[tuple[int, Link]], width: int) -> Iterator[Line]:
    language = state.place.language
    for first, (number, link) in _of(links, Section.PEOPLE):
        if first:
            yield from _heading("people-there", language)
        name = state.index.names.name(Facet.PERSON, link.subject.key, language)
        role = in_language(event.people[link.number].role, language)
        yield from _item(state, name, role, width, number)


def _claims(state: State, event: Event, links: list[tuple[int, Link]], width: int) -> Iterator[Line]:
    for first, (number, link) in _of(links, Section.CLAIMS):
        if first:
            yield from _heading("claims", state.place.language)
        yield from _claim(state, event.citations[link.number], number, width)


def _claim(state: State, citation: Citation, number: int, width: int) -> Iterator[Line]:
    language = state.place.language
    yield _link_line([Segment(shorten(_where(state, citation), width - 2), Role.LINK)], number)
    inner = width - 4
    if citation.date is not None:
        dated = f"{word('dated', language)}: {in_words(citation.date, language)}"
        yield from _indented(state, dated, inner, Role.DATE)
    if citation.inferred:
        inferred = f"{word('inferred', language)}: {in_language(citation.inferred, language)}"
        yield from _indented(state, inferred, inner, Role.DOUBT)
    yield from _indented(state, in_language(citation.claim, language), inner, Role.TEXT)
    for key, value in citation.says.items():
        yield from _indented(state, f"{state.index.names.label(key, language)}: {value}", inner, Role.TEXT)
    if citation.quote:
        source = state.index.names.sources.get(citation.source)
        quoted = _QUOTES.get(source.language if source else "", "“{}”").format(citation.quote)
        yield from _indented(state, quoted, inner, Role.QUOTE)
    if citation.confidence:
        yield from _indented(
            state, f"{word('confidence', language)}: {word(citation.confidence, language)}", inner, Role.DIM
        )
    if reprinted := original(citation, state.index.names.sources):
        name = state.index.names.name(Facet.SOURCE, reprinted, language)
        yield from _indented(state, word("excerpt", language, source=name), inner, Role.DIM)


def _facets(state: State, event: Event, width: int) -> Iterator[Line]:
    language = state.place.language
    for facet, keys in (
        (Facet.TAG, event.tags),
        (Facet.PLACE, event.places),
        (Facet.ORGANIZATION, event.organizations),
    ):
        if keys:
            yield from _heading(facet, language)
            names = " · ".join(state.index.names.name(facet, key, language) for key in keys)
            yield from _indented(state, names, width - 2, Role.TEXT, 2)


def _related(state: State, links: list[tuple[int, Link]], width: int) -> Iterator[Line]:
    for first, (number, link) in _of(links, Section.RELATED):
        if first:
            yield from _heading("related", state.place.language)
        relation = f"{word(link.relation, state.place.language)}: "
        yield from _event_link(state, link.subject.key, number, width, relation)


def _person(state: State, key: str, width: int) -> Iterator[Line]:
    language = state.place.language
    person = state.index.names.people.get(key)
    if person is None:
        return
    yield from _paragraph(state, person.name, width, Role.TITLE)
    yield line(Segment(word("person", language), Role.DIM))
    if person.aliases:
        yield from _paragraph(state, f"{word('also-known', language)}: {', '.join(person.aliases)}", width, Role.DIM)
    if summary := in_language(person.summary, language):
        yield line("")
        yield from _paragraph(state, summary, width)
    if person.roles:
        yield from _heading("roles", language)
    for role in person.roles:
        place = state.index.names.name(Facet.ORGANIZATION, role.organization, language) if role.organization else ""
        told = ", ".join(part for part in (place, in_words(role.date, language) if role.date else "") if part)
        yield from _item(state, in_language(role.title, language), told, width)
    if person.citations:
        yield from _heading("claims", language)
    for citation in person.citations:
        yield from _item(state, _where(state, citation), in_language(citation.claim, language), width)
    yield from _other_fields(state, person, width)


def _source(state: State, key: str, width: int) -> Iterator[Line]:
    language = state.place.language
    source = state.index.names.sources.get(key)
    if source is None:
        return
    yield from _paragraph(state, source.title, width, Role.TITLE)
    published = [source.type.replace("-", " ")]
    published += [f"{word('by', language)} {', '.join(source.author)}"] if source.author else []
    published += [source.publisher] if source.publisher else []
    yield from _paragraph(state, f"{word('source', language)} · {' · '.join(published)}", width, Role.DIM)
    if source.issued:
        yield from _paragraph(
            state, f"{word('published', language)}: {in_words(source.issued, language)}", width, Role.DATE
        )
    if source.accessed:
        yield from _paragraph(
            state, f"{word('accessed', language)}: {in_words(source.accessed, language)}", width, Role.DIM
        )
    if source.language:
        yield from _paragraph(state, f"{word('language', language)}: {source.language}", width, Role.DIM)
    for url in (source.url, source.archive_url):
        if url:
            yield from _paragraph(state, url, width, Role.LINK)
    if source.excerpt_of:
        name = state.index.names.name(Facet.SOURCE, source.excerpt_of, language)
        yield from _paragraph(state, word("excerpt", language, source=name), width, Role.DIM)
    if note := in_language(source.note, language):
        yield line("")
        yield from _paragraph(state, note, width)
    yield from _other_fields(state, source, width)


_COMPANY = (Section.WITH_PEOPLE, Section.WITH_SOURCES, Section.WITH_TOPICS, Section.WITH_PLACES)


def _occurrences(state: State, subject: Subject, width: int) -> Iterator[Line]:
    """The events of a person, source, topic or place, and what it occurs with."""
    language = state.place.language
    links = list(enumerate(state.links))
    total = rows_of(state.index, subject).bit_count()
    for first, (number, link) in _of(links, Section.EVENTS):
        if first:
            yield from _heading("their-events", language, f" ({total})")
        yield from _event_link(state, link.subject.key, number, width)
    if total > LINKS:
        yield line(Segment(f"  {word('more-events', language, count=total)}", Role.DIM))
    for section in _COMPANY:
        for first, (number, link) in _of(links, section):
            if first:
                yield from _heading(section, language)
            name = state.index.names.name(link.subject.facet or Facet.TAG, link.subject.key, language)
            yield _link_line(
                [Segment(shorten(name, width - 8), Role.LINK), Segment(f" {link.number}", Role.DIM)], number
            )


def _event_link(state: State, event_id: str, number: int, width: int, before: str = "") -> Iterator[Line]:
    """An event that one can go to: its date and its title, whole, on as many lines as it takes."""
    row = state.index.row(event_id)
    if row is None:
        return
    event = state.index.events([row])[0]
    role = Role.LINK if state.result.rows >> row & 1 else Role.DIM
    date = f"{before}{in_short(event.date, 40, state.place.language)}  "
    first, *rest = wrap(title_of(event, state.place.language), max(8, width - 2 - width_of(date)))
    yield _link_line([Segment(date, Role.DATE), Segment(first, role)], number)
    for row_text in rest:
        yield line(" " * (2 + width_of(date)), Segment(row_text, role))


def _other_fields(state: State, record: Record, width: int) -> Iterator[Line]:
    for position, (key, value) in enumerate(record.other.items()):
        if not position:
            yield from _heading("other-fields", state.place.language)
        yield from _item(state, key, str(value), width)


def _of(links: list[tuple[int, Link]], section: Section) -> Iterator[tuple[bool, tuple[int, Link]]]:
    """The links of one section, the first of them marked."""
    chosen = [numbered for numbered in links if numbered[1].section is section]
    return ((position == 0, numbered) for position, numbered in enumerate(chosen))


def _where(state: State, citation: Citation) -> str:
    name = state.index.names.name(Facet.SOURCE, citation.source, state.place.language)
    return f"{name}, {locator(citation.locator, state.place.language)}" if citation.locator else name


def locator(text: str, language: str) -> str:
    """A place in a source, in the reader's language where it is a plain paragraph or page."""
    kind, _, number = text.partition(" ")
    german = {"paragraph": "Absatz", "page": "Seite", "line": "Zeile"}
    return f"{german[kind]} {number}" if language == "de" and kind in german else text


def _heading(key: str, language: str, after: str = "") -> Iterator[Line]:
    yield line("")
    yield line(Segment(word(key, language) + after, Role.HEADING))


def _paragraph(state: State, text: str, width: int, role: Role = Role.TEXT) -> Iterator[Line]:
    for row in wrap(text, width):
        yield line(*mark_hits(row, hits(row, state.result.patterns), role))


def _indented(state: State, text: str, width: int, role: Role, by: int = 4) -> Iterator[Line]:
    for row in wrap(text, width) if text else ():
        yield line(" " * by, *mark_hits(row, hits(row, state.result.patterns), role))


def _item(state: State, head: str, told: str, width: int, number: int | None = None) -> Iterator[Line]:
    """A name and what is told of it, on one line where both fit, else below each other."""
    head, told = " ".join(head.split()), " ".join(told.split())
    together = f"{head} — {told}" if told else head
    rows = wrap(together, width - 2)
    if len(rows) == 1 and told:
        told_hits = mark_hits(f" — {told}", hits(f" — {told}", state.result.patterns), Role.TEXT)
        yield _link_line([*_named(state, head, number), *told_hits], number)
        return
    for position, row in enumerate(wrap(head, width - 2)):
        yield _link_line(_named(state, row, number), number if position == 0 else None)
    yield from _indented(state, told, width - 4, Role.TEXT)


def _named(state: State, text: str, number: int | None) -> list[Segment]:
    return mark_hits(text, hits(text, state.result.patterns), Role.STRONG if number is None else Role.LINK)


def _link_line(pieces: Iterable[Segment], number: int | None) -> Line:
    return line("  ", *pieces, link=number)
