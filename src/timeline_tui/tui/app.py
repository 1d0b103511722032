"""The application: it holds the state, makes the next one of every intent, and carries out requests."""

import asyncio
import signal
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from textual.app import App
from textual.command import CommandPalette

from timeline_tui.explore import intents, requests
from timeline_tui.explore.looks import begin_with, command_of
from timeline_tui.explore.requests import Request
from timeline_tui.explore.state import begin
from timeline_tui.explore.update import update
from timeline_tui.model.look import Look
from timeline_tui.store.opening import Opened, UnreadableError
from timeline_tui.tui.errands import run_errand
from timeline_tui.tui.explorer import Explorer
from timeline_tui.tui.messages import Intended
from timeline_tui.tui.outside import open_page
from timeline_tui.tui.overlay import OverlayScreen
from timeline_tui.tui.palette import Commands
from timeline_tui.view.detail import detail_text
from timeline_tui.view.lines import shorten
from timeline_tui.view.words import word

_UNSEEN = (intents.Scrolled, intents.Resized)
"""What widgets tell of themselves: nothing on the screen says it, so that nothing is painted for it."""


class TimelineApp(App[str], inherit_bindings=False):
    """The explorer of one timeline; ``read_again`` opens its file anew."""

    CSS_PATH = "timeline.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        opened: Opened,
        read_again: Callable[[], Opened],
        language: str,
        look: Look = Look(),  # noqa: B008  # a value that never changes
        *,
        picking: bool = False,
        ansi_color: bool = False,
    ) -> None:
        super().__init__(ansi_color=ansi_color)
        begun = begin(opened.index, opened.problems, language)
        self.state = replace(begin_with(begun, look), picking=picking)
        self._opened = opened
        self._read_again = read_again

    def on_mount(self) -> None:
        """Show the explorer; leave the terminal as it was when told to end."""
        self.push_screen(Explorer(self.state))
        self._prepare()
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
            if number := getattr(signal, name, None):
                try:
                    loop.add_signal_handler(number, self.exit, None, 128 + number)
                except (NotImplementedError, RuntimeError, ValueError):
                    return

    def on_intended(self, message: Intended) -> None:
        """The one way from a state to the next."""
        message.stop()
        self.state, wanted = update(self.state, message.intent)
        if not isinstance(message.intent, _UNSEEN):
            self._show()
        for request in wanted:
            self._carry_out(request)

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
            case requests.ReadAgain():
                self._reload()
            case _:
                self.run_worker(partial(self._run_errand, request), thread=True, group="errands")

    def _run_errand(self, request: Request) -> None:
        if (told := run_errand(request, self._opened.path)) is not None:
            self.post_message(Intended(told))

    def _reload(self) -> None:
        try:
            self._opened = self._read_again()
        except UnreadableError as error:
            self._tell("failed", str(error).splitlines()[0])
        else:
            self.post_message(Intended(intents.Loaded(self._opened.index, self._opened.problems)))
            self._prepare()

    def _find_places(self) -> None:
        self.post_message(Intended(intents.PlacesFound(self._opened.record_places())))

    def _prepare(self) -> None:
        """Get the index ready for the first search while nobody types yet."""
        self.run_worker(self._opened.index.prepare, thread=True, exclusive=True, group="prepare")

    def _tell(self, key: str, detail: str) -> None:
        self.post_message(Intended(intents.Told(key, detail)))
