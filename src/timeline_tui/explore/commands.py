"""Everything one can do, declared once: keys, palette, help and footer are made from this list."""

from enum import Enum

from msgspec import Struct

from timeline_tui.explore import intents
from timeline_tui.explore.intents import Asking, Intent
from timeline_tui.explore.panels import FACETS, Panel
from timeline_tui.index.base import Flag
from timeline_tui.model.text import Text


class Group(Enum):
    """What commands are grouped by in the help; the value is the heading."""

    FIND = "find"
    MOVE = "move"
    TIME = "time"
    HISTORY = "history"
    RECORD = "record"
    PROGRAM = "program"


_LISTS = frozenset({*FACETS, Panel.EVENTS, Panel.DETAIL})
_CHOOSERS = frozenset({*FACETS, Panel.EVENTS, Panel.DETAIL, Panel.TIME})
_ALL = frozenset(Panel)


class Command(Struct, frozen=True):
    """Something one can do.

    ``keys`` are names as Textual spells them, the first is shown; ``panels`` are those in which it does
    something; ``hint`` is its place in the footer, 0 for none.
    """

    id: str
    keys: tuple[str, ...]
    title: Text
    help: Text
    intent: Intent
    group: Group
    panels: frozenset[Panel] = _ALL
    hint: int = 0


def _text(english: str, german: str) -> Text:
    return {"en": english, "de": german}


COMMANDS: tuple[Command, ...] = (
    Command(
        "search",
        ("slash",),
        _text("search", "suchen"),
        _text("Type words or a query; tab completes, enter keeps it, esc puts the old one back", "Wörter oder eine Abfrage tippen; Tab ergänzt, Enter behält sie, Esc stellt die alte wieder her"),
        intents.OpenSearch(),
        Group.FIND,
        hint=1,
    ),
    Command(
        "choose",
        ("space",),
        _text("filter by this", "danach filtern"),
        _text("Filter by the person, source, topic or time under the cursor; on an event: a year around it", "Nach Person, Quelle, Thema oder Zeit unter dem Cursor filtern; bei einem Ereignis: ein Jahr darum herum"),
        intents.Choose(),
        Group.FIND,
        _CHOOSERS,
        hint=2,
    ),
    Command(
        "exclude",
        ("x",),
        _text("exclude this", "ausschließen"),
        _text("Hide the events of what is under the cursor", "Ereignisse dessen, was unter dem Cursor steht, ausblenden"),
        intents.Exclude(),
        Group.FIND,
        frozenset({*FACETS, Panel.DETAIL}),
        hint=3,
    ),
    Command(
        "drop-filter",
        ("X",),
        _text("drop last filter", "letzten Filter weg"),
        _text("Take the last word out of the query", "Den letzten Ausdruck aus der Abfrage nehmen"),
        intents.RemoveTerm(-1),
        Group.FIND,
        hint=10,
    ),
    Command("off", ("i",), _text("filter off/on", "Filter aus/an"), _text("Turn the last filter off without losing it, or on again; a click on any filter does the same", "Den letzten Filter ausschalten, ohne ihn zu verlieren, oder wieder an; ein Klick auf einen Filter tut dasselbe"), intents.ToggleTerm(-1), Group.FIND),
    Command("any-all-none", ("a",), _text("any, all, none", "eines, alle, keines"), _text("Of several values chosen: any will do, all must hold, none may", "Von mehreren gewählten Werten: einer genügt, alle müssen, keiner darf zutreffen"), intents.TurnChoice(), Group.FIND),
    Command("sift", ("f",), _text("narrow this panel", "Bereich eingrenzen"), _text("Type to list only the people, sources or topics whose names hold it; esc lists all", "Tippen zeigt nur die Personen, Quellen oder Themen, deren Namen es enthalten; Esc zeigt alle"), intents.Ask(Asking.SIFT), Group.FIND, frozenset(FACETS), hint=5),
    Command("recall", ("ctrl+r",), _text("older queries", "frühere Abfragen"), _text("Type to find an older query; ctrl+r again goes further back", "Tippen findet eine frühere Abfrage; noch einmal Strg+R geht weiter zurück"), intents.Ask(Asking.RECALL), Group.FIND),
    Command(
        "clear",
        ("c",),
        _text("clear filters", "Filter leeren"),
        _text("Take everything out of the query; u brings it back", "Die Abfrage leeren; u holt sie zurück"),
        intents.ClearQuery(),
        Group.FIND,
    ),
    Command(
        "disputed",
        ("D",),
        _text("disagreements", "Widersprüche"),
        _text("Only events on which sources disagree", "Nur Ereignisse, bei denen Quellen sich widersprechen"),
        intents.ToggleFlag(Flag.DISPUTED),
        Group.FIND,
        hint=8,
    ),
    Command(
        "dim",
        ("F",),
        _text("hide or dim", "aus- oder abblenden"),
        _text("Hide events that do not match, or show them dimmed; n and N go from hit to hit", "Nicht passende Ereignisse ausblenden oder blass zeigen; n und N gehen von Treffer zu Treffer"),
        intents.ToggleDim(),
        Group.FIND,
    ),
    Command("sort", ("s",), _text("sort", "sortieren"), _text("The list by date, title, number of sources, closeness of match; people, sources, topics by count or name", "Die Liste nach Datum, Titel, Zahl der Quellen, Güte des Treffers; Personen, Quellen, Themen nach Zahl oder Name"), intents.Sort(), Group.FIND),
    Command(
        "next-hit",
        ("n",),
        _text("next hit", "nächster Treffer"),
        _text("To the next event found, around the end; in the detail to the next words found", "Zum nächsten Treffer, am Ende von vorn; im Detail zur nächsten Fundstelle"),
        intents.NextHit(1),
        Group.FIND,
    ),

    Command(
        "previous-hit",
        ("N",),
        _text("previous hit", "voriger Treffer"),
        _text("To the event found before", "Zum vorigen Treffer"),
        intents.NextHit(-1),
        Group.FIND,
    ),
    Command("down", ("j", "down"), _text("down", "hinunter"), _text("One line down; in the detail: to the next link", "Eine Zeile hinunter; im Detail: zum nächsten Verweis"), intents.Move(1), Group.MOVE, _LISTS),
    Command("up", ("k", "up"), _text("up", "hinauf"), _text("One line up; in the detail: to the link before", "Eine Zeile hinauf; im Detail: zum vorigen Verweis"), intents.Move(-1), Group.MOVE, _LISTS),
    Command("first", ("g", "home"), _text("first", "zum Anfang"), _text("To the first line", "Zur ersten Zeile"), intents.MoveTo(0), Group.MOVE),
    Command("last", ("G", "end"), _text("last", "zum Ende"), _text("To the last line", "Zur letzten Zeile"), intents.MoveTo(-1), Group.MOVE),
    Command("half-down", ("ctrl+d",), _text("half a page down", "halbe Seite hinunter"), _text("Half a page down", "Eine halbe Seite hinunter"), intents.MovePage(1), Group.MOVE, _LISTS),
    Command("half-up", ("ctrl+u",), _text("half a page up", "halbe Seite hinauf"), _text("Half a page up", "Eine halbe Seite hinauf"), intents.MovePage(-1), Group.MOVE, _LISTS),
    Command("page-down", ("pagedown", "ctrl+f"), _text("page down", "Seite hinunter"), _text("A page down", "Eine Seite hinunter"), intents.MovePage(2), Group.MOVE, _LISTS),
    Command("page-up", ("pageup", "ctrl+b"), _text("page up", "Seite hinauf"), _text("A page up", "Eine Seite hinauf"), intents.MovePage(-2), Group.MOVE, _LISTS),
    Command("left", ("h", "left"), _text("left", "nach links"), _text("To the panel on the left; on the axis: back in time", "Zum Bereich links; auf der Achse: früher"), intents.Across(-1), Group.MOVE),
    Command("right", ("l", "right"), _text("right", "nach rechts"), _text("To the panel on the right; on the axis: on in time", "Zum Bereich rechts; auf der Achse: später"), intents.Across(1), Group.MOVE),
    Command("next-panel", ("tab",), _text("next panel", "nächster Bereich"), _text("To the next panel", "Zum nächsten Bereich"), intents.FocusNext(1), Group.MOVE, hint=9),
    Command("previous-panel", ("shift+tab",), _text("previous panel", "voriger Bereich"), _text("To the panel before", "Zum vorigen Bereich"), intents.FocusNext(-1), Group.MOVE),
    *(
        Command(f"panel-{panel.name.lower()}", (panel.value,), title, title, intents.Focus(panel), Group.MOVE)
        for panel, title in (
            (Panel.PEOPLE, _text("people", "Personen")),
            (Panel.SOURCES, _text("sources", "Quellen")),
            (Panel.TOPICS, _text("topics, places, organizations", "Themen, Orte, Organisationen")),
            (Panel.EVENTS, _text("events", "Ereignisse")),
            (Panel.DETAIL, _text("detail", "Detail")),
            (Panel.TIME, _text("time axis", "Zeitachse")),
        )
    ),
    Command("open", ("enter",), _text("open", "öffnen"), _text("Open what is under the cursor, or follow the link; on the axis: look closer", "Öffnen, was unter dem Cursor steht, oder dem Verweis folgen; auf der Achse: näher heran"), intents.Open(), Group.RECORD, hint=4),
    Command("open-source", ("o",), _text("open source", "Quelle öffnen"), _text("The web page of the source, or its record where it has none", "Die Webseite der Quelle oder, ohne Adresse, ihr Eintrag"), intents.OpenSource(), Group.RECORD),
    Command("copy-command", ("y",), _text("copy the command", "Befehl kopieren"), _text("Copy the command that reopens exactly this", "Den Befehl kopieren, der genau dies wieder öffnet"), intents.CopyCommand(), Group.RECORD),
    Command("copy", ("Y",), _text("copy", "kopieren"), _text("Copy what the detail shows, as text", "Kopieren, was das Detail zeigt, als Text"), intents.CopySubject(), Group.RECORD),
    Command("back", ("ctrl+o", "backspace", "alt+left", "left_square_bracket"), _text("back", "zurück"), _text("To where you were: filter, cursor, panel and window", "Dorthin, wo man war: Filter, Cursor, Bereich und Zeitfenster"), intents.Back(), Group.HISTORY, hint=6),
    Command("forward", ("right_square_bracket", "alt+right"), _text("forward", "vor"), _text("To where you came back from", "Dorthin, woher man zurückkam"), intents.Forward(), Group.HISTORY),
    Command("undo", ("u",), _text("undo filter", "Filter zurück"), _text("The filter as it was before", "Der Filter, wie er vorher war"), intents.Undo(), Group.HISTORY, hint=7),
    Command("redo", ("U",), _text("redo filter", "Filter wieder"), _text("The filter that was undone", "Der Filter, der zurückgenommen wurde"), intents.Redo(), Group.HISTORY),
    Command("trail", ("b",), _text("how I came here", "wie ich herkam"), _text("All places you were at; enter goes back there", "Alle Stellen, an denen du warst; Enter geht dorthin zurück"), intents.ShowTrail(), Group.HISTORY),
    Command("views", ("V",), _text("saved views", "gespeicherte Ansichten"), _text("The views that are saved; enter looks so", "Die gespeicherten Ansichten; Enter öffnet eine"), intents.ShowLooks(), Group.HISTORY),
    Command("save-view", ("S",), _text("save this view", "Ansicht speichern"), _text("Save this query, order and window under a name", "Abfrage, Ordnung und Zeitfenster unter einem Namen speichern"), intents.Ask(Asking.LOOK), Group.HISTORY),
    Command("zoom-in", ("plus", "equals_sign"), _text("zoom in", "näher"), _text("Half as much time on the axis", "Halb so viel Zeit auf der Achse"), intents.Zoom(1), Group.TIME),
    Command("zoom-out", ("minus",), _text("zoom out", "weiter"), _text("Twice as much time on the axis", "Doppelt so viel Zeit auf der Achse"), intents.Zoom(-1), Group.TIME),
    Command("zoom-all", ("0",), _text("whole window", "ganzes Fenster"), _text("The axis as it was first", "Die Achse wie zu Anfang"), intents.ZoomAll(), Group.TIME),
    Command("go-to", ("t",), _text("go to a date", "zu einem Datum"), _text("Type a date, as 2019-11, Mai 2019 or 11.11.2022: axis and list go there", "Ein Datum tippen, etwa 2019-11, Mai 2019 oder 11.11.2022: Achse und Liste gehen dorthin"), intents.Ask(Asking.DATE), Group.TIME),
    Command("around", ("w",), _text("around this, closer", "darum herum, enger"), _text("Only what may lie within a year of this event; again: closer, down to a day", "Nur was höchstens ein Jahr von diesem Ereignis entfernt liegen kann; noch einmal: enger, bis zu einem Tag"), intents.Reach(-1), Group.TIME),
    Command("around-wider", ("W",), _text("around this, wider", "darum herum, weiter"), _text("The same, further: up to fifty years", "Dasselbe, weiter: bis zu fünfzig Jahren"), intents.Reach(1), Group.TIME),
    Command("measure", ("m",), _text("measure from here", "von hier aus messen"), _text("Tell how much time lies between this event and each other; again: no more", "Sagen, wie viel Zeit zwischen diesem und jedem anderen Ereignis liegt; noch einmal: nicht mehr"), intents.Measure(), Group.TIME),
    Command("earlier", ("less_than_sign",), _text("earlier", "früher"), _text("Move the window of the axis back", "Das Zeitfenster zurückschieben"), intents.Pan(-1), Group.TIME),
    Command("later", ("greater_than_sign",), _text("later", "später"), _text("Move the window of the axis on", "Das Zeitfenster vorschieben"), intents.Pan(1), Group.TIME),
    Command("range", ("v",), _text("begin a range", "Zeitraum beginnen"), _text("Begin a range on the axis; move, then space filters by it", "Einen Zeitraum auf der Achse beginnen; bewegen, dann filtert die Leertaste danach"), intents.StartSpan(), Group.TIME, frozenset({Panel.TIME}), hint=3),
    Command("language", ("L",), _text("German", "Englisch"), _text("Switch between English and German", "Zwischen Deutsch und Englisch wechseln"), intents.SwitchLanguage(), Group.PROGRAM),
    Command("evidence", ("E",), _text("evidence", "Belege"), _text("Where sources disagree, which two of them, and where the evidence is thin", "Wo Quellen sich widersprechen, welche zwei, und wo die Belege dünn sind"), intents.ShowEvidence(), Group.FIND),
    Command("problems", ("exclamation_mark",), _text("problems of the file", "Fehler der Datei"), _text("What is wrong with the file, with line and column", "Was an der Datei nicht stimmt, mit Zeile und Spalte"), intents.ShowProblems(), Group.PROGRAM),
    Command("reload", ("r",), _text("reload", "neu laden"), _text("Read the file again", "Die Datei neu lesen"), intents.Reload(), Group.PROGRAM),
    Command("stop-reading", ("C",), _text("stop reading", "nicht weiterlesen"), _text("Read a big file no further; what is shown stays", "Eine große Datei nicht weiterlesen; was da ist, bleibt"), intents.StopReading(), Group.PROGRAM),
    Command("help", ("question_mark", "f1"), _text("help", "Hilfe"), _text("Keys and marks", "Tasten und Zeichen"), intents.ShowHelp(), Group.PROGRAM, hint=11),
    Command("palette", ("colon", "ctrl+p"), _text("commands", "Befehle"), _text("All commands by name", "Alle Befehle nach Namen"), intents.OpenPalette(), Group.PROGRAM),
    Command("escape", ("escape",), _text("one step up", "eine Stufe hinauf"), _text("Close, let go, or back to the list; never leaves the program", "Schließen, loslassen oder zur Liste; verlässt nie das Programm"), intents.Escape(), Group.PROGRAM),
    Command("quit", ("q",), _text("quit", "beenden"), _text("Close what is open, then leave", "Schließen, was offen ist, dann beenden"), intents.Close(), Group.PROGRAM),
    Command("interrupt", ("ctrl+c",), _text("leave", "verlassen"), _text("Twice: leave the program", "Zweimal: das Programm verlassen"), intents.Interrupt(), Group.PROGRAM),
    Command("leave", ("ctrl+q",), _text("leave now", "sofort verlassen"), _text("Leave the program", "Das Programm verlassen"), intents.Leave(), Group.PROGRAM),
    Command("suspend", ("ctrl+z",), _text("suspend", "anhalten"), _text("To the background; fg comes back", "In den Hintergrund; fg kommt zurück"), intents.Suspend(), Group.PROGRAM),
)  # fmt: skip
"""All commands, in the order of the help."""


def hints(panel: Panel) -> tuple[Command, ...]:
    """The commands that the footer shows in a panel, most useful first."""
    shown = [command for command in COMMANDS if command.hint and panel in command.panels]
    return tuple(sorted(shown, key=lambda command: command.hint))
