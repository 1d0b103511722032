"""The application: it holds the state, makes the next one of every intent, and carries out requests."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import monotonic

from msgspec.structs import replace
from textual.app import App
from textual.command import CommandPalette
from textual.events import Event, Key

from timeline_tui.explore import intents, requests
from timeline_tui.explore.intents import Intent
from timeline_tui.explore.looks import begin_with, command_of
from timeline_tui.explore.requests import Request
from timeline_tui.explore.state import begin
from timeline_tui.explore.update import update
from timeline_tui.model.look import Look
from timeline_tui.store.opening import Opened, UnreadableError, completed
from timeline_tui.tui.explorer import Explorer
from timeline_tui.tui.messages import Intended
from timeline_tui.tui.outside import open_page
from timeline_tui.tui.overlay import OverlayScreen
from timeline_tui.tui.palette import Commands
from timeline_tui.tui.typeahead import TypeAhead
from timeline_tui.view.detail import detail_text
from timeline_tui.view.lines import shorten
from timeline_tui.view.words import word

_TOLD_EVERY = 0.3
"""Seconds after which what a long search has found so far is shown."""

_PAINTED = 0.3
"""Seconds that the first frame is given before anything else is worked on: nobody has typed by then."""

_PATIENCE = 1.0
"""Seconds after which keys are held back no longer, should the one before them come to nothing."""

_UNSEEN = (intents.Scrolled, intents.Resized)
"""What widgets tell of themselves: nothing on the screen says it, so that nothing is painted for it."""


class TimelineApp(App[str], inherit_bindings=False):
    """The explorer of one timeline; ``read_again`` opens its file anew, of which it is given what is open."""

    CSS_PATH = "timeline.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        opened: Opened,
        read_again: Callable[[Opened], Opened],
        language: str,
        look: Look = Look(),  # noqa: B008  # a value that never changes
        *,
        picking: bool = False,
        ansi_color: bool = False,
    ) -> None:
        super().__init__(ansi_color=ansi_color)
        begun = begin(opened.index, opened.problems, language, partial=opened.indexing is not None)
        self.state = replace(begin_with(begun, look), picking=picking)
        self._opened = opened
        self._read_again = read_again
        self._searching = self._reading_again = False
        self._ahead = TypeAhead()
        opened.index.hurry()

    def get_default_screen(self) -> Explorer:
        """The explorer is the first screen, not one above an empty one that would be painted for nothing."""
        return Explorer(self.state, self.size)

    async def on_event(self, event: Event) -> None:
        """Let keys through in their turn, and take ctrl+j for enter: before there is a screen terminals mix them up."""
        if isinstance(event, Key) and not event.is_forwarded:  # those come back from the widgets that do not want them
            event = Key("enter", "\r") if event.key == "ctrl+j" else event
            top = self.screen_stack[-1] if self.screen_stack else None  # there is none any more while it ends
            if self._ahead.holds(event, self.focused, heeded=isinstance(top, Explorer) and top.heeds_keys):
                return
            if self._ahead.is_waiting:
                self.set_timer(_PATIENCE, partial(self._let_through, self._ahead.turn))
        await super().on_event(event)

    async def _let_through(self, by: Intent | int) -> None:
        """Let the keys through that are held back no longer; see ``TypeAhead.released``."""
        for key in self._ahead.released(by):
            await self.on_event(key)

    def on_mount(self) -> None:
        """Go on with what can wait; whenever the program comes back to a terminal that others wrote on, paint all."""
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        self.set_timer(_PAINTED, self._prepare)
        self._tell_why_unindexed()
        self._go_on_reading()

    def end_by(self, number: int) -> None:
        """Leave, with the exit code of a signal, and the terminal as it was; any thread may call this."""
        self._stop_reading()
        with suppress(RuntimeError):  # it has just ended
            self.call_later(self.exit, None, 128 + number)

    async def on_intended(self, message: Intended) -> None:
        """The one way from a state to the next."""
        message.stop()
        self.state, wanted = update(self.state, message.intent)
        if not isinstance(message.intent, _UNSEEN):
            self._show()
        for request in wanted:
            self._carry_out(request)
        if not self.state.result.complete and not self._searching:
            self._searching = True
            self.run_worker(self._search_on, thread=True, exclusive=True, group="search")
        self._heed_changes()
        await self._let_through(message.intent)

    def _heed_changes(self) -> None:
        """Read a file again that was found to be another; of one that has only grown say so."""
        records = self._opened.records
        if records is not None and records.changed and not self._reading_again:
            self._reading_again = True
            self._carry_out(requests.ReadAgain())
        elif records is not None and records.grown and not self.state.grown:
            self.post_message(Intended(intents.Grown()))

    def _show(self) -> None:
        top = self.screen
        if self.state.overlay and not isinstance(top, OverlayScreen):
            self.push_screen(OverlayScreen(self.state, self.state.overlay))
        elif not self.state.overlay and isinstance(top, OverlayScreen):
            self.pop_screen()
        elif isinstance(top, OverlayScreen):
            top.show(self.state)
        for screen in self.screen_stack:
            if isinstance(screen, Explorer):
                screen.state = self.state

    def _carry_out(self, request: Request) -> None:
        match request:
            case requests.FindPlaces():
                self.run_worker(self._find_places, thread=True, exclusive=True, group="places")
            case requests.ShowPalette():
                placeholder = word("palette", self.state.place.language)
                self.push_screen(CommandPalette([Commands], placeholder=placeholder))
            case requests.Quit():
                self.exit()
            case requests.Pick(event):
                self.exit(event)
            case requests.Pause():
                self.action_suspend_process()
            case requests.CopyCommand() | requests.Copy() | requests.OpenUrl():
                self._share(request)
            case requests.ReadAgain():
                self.run_worker(self._reload, thread=True, exclusive=True, group="reading")
            case requests.StopReading():
                self._stop_reading()
            case _:
                self.run_worker(partial(self._run_errand, request), thread=True, group="errands")

    def _share(self, request: requests.CopyCommand | requests.Copy | requests.OpenUrl) -> None:
        """Send something to the clipboard or the browser, and say so."""
        match request:
            case requests.CopyCommand(look):
                command = command_of(self._opened.path, look)
                self.copy_to_clipboard(command)
                self._tell("copied", command)
            case requests.Copy(subject):
                text = detail_text(self.state, subject)
                self.copy_to_clipboard(text)
                self._tell("copied", shorten(text, 60))
            case requests.OpenUrl(url):
                if not open_page(url):
                    self.copy_to_clipboard(url)
                    self._tell("page", url)

    def _run_errand(self, request: Request) -> None:
        from timeline_tui.tui.errands import run_errand  # noqa: PLC0415  # the first frame needs no files of the user

        if (told := run_errand(request, self._opened.path)) is not None:
            self.post_message(Intended(told))

    def on_unmount(self) -> None:
        """Leave no process behind."""
        self._stop_reading()

    def _reload(self) -> None:
        self._stop_reading()
        try:
            self._loaded(self._read_again(self._opened))
        except UnreadableError as error:
            self._end_reading(error)

    def _end_reading(self, error: UnreadableError) -> None:
        self.post_message(Intended(intents.ReadingEnded(str(error).splitlines()[0])))

    def _loaded(self, opened: Opened) -> None:
        opened.index.hurry()
        self._opened, self._reading_again = opened, False
        self.post_message(Intended(intents.Loaded(opened.index, opened.problems, opened.indexing is not None)))
        self._tell_why_unindexed()
        self.call_from_thread(self._prepare)
        self.call_from_thread(self._go_on_reading)

    def _tell_why_unindexed(self) -> None:
        if self._opened.unindexed:
            self._tell("held", self._opened.unindexed)

    def _go_on_reading(self) -> None:
        """Have a big file indexed while its beginning is shown."""
        if self._opened.indexing is not None:
            self.run_worker(self._read_on, thread=True, exclusive=True, group="indexing")

    def _search_on(self) -> None:
        """Look further for an answer that takes long, and tell now and then that more is known."""
        index = self.state.index
        until = monotonic() + _TOLD_EVERY
        while index.pending and monotonic() < until:
            index.go_on()
        self._searching = False
        self.post_message(Intended(intents.FoundMore()))

    def _read_on(self) -> None:
        begun, start = self._opened, monotonic()
        for done, size, events in begun.indexing.progress() if begun.indexing else ():
            left = round((monotonic() - start) * (size - done) / done) if done else 0
            self.post_message(Intended(intents.Reading(done, size, events, left)))
        try:
            self._loaded(completed(begun))
        except UnreadableError as error:
            if begun is self._opened:  # else it was stopped because all is being read anew
                self._end_reading(error)

    def _stop_reading(self) -> None:
        if self._opened.indexing is not None:
            self._opened.indexing.cancel()

    def _find_places(self) -> None:
        self.post_message(Intended(intents.PlacesFound(self._opened.record_places())))

    def _prepare(self) -> None:
        """Get the index ready for the first search while nobody types yet."""
        self.run_worker(self._opened.index.prepare, thread=True, exclusive=True, group="prepare")

    def _tell(self, key: str, detail: str) -> None:
        self.post_message(Intended(intents.Told(key, detail)))
