"""The command palette, made from the command table."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from timeline_tui.explore.commands import COMMANDS, Command
from timeline_tui.index.fold import fold
from timeline_tui.model.text import in_language
from timeline_tui.tui.explorer import Explorer
from timeline_tui.tui.messages import Intended
from timeline_tui.view.overlays import keys_of


def _begins(command: Command, typed: list[str]) -> bool:
    """Whether what is typed is the beginning of a command's name: ``q`` means quit, though many tell of queries."""
    named = (fold(title) for title in (*command.title.values(), command.id))
    return any(name.startswith(" ".join(typed)) for name in named)


class Commands(Provider):
    """All commands, in the language of the screen, found by any of their words in either language."""

    async def discover(self) -> Hits:
        """All of them."""
        for command in COMMANDS:
            help_ = in_language(command.help, self._language)
            yield DiscoveryHit(self._shown(command), self._run(command), text=command.id, help=help_)

    async def search(self, query: str) -> Hits:
        """Those whose words hold all that is typed."""
        typed = fold(query).split()
        for number, command in enumerate(sorted(COMMANDS, key=lambda command: not _begins(command, typed))):
            told = fold(" ".join((*command.title.values(), *command.help.values(), command.id)))
            if all(word in told for word in typed):
                help_ = in_language(command.help, self._language)
                yield Hit(1 - number / 1000, self._shown(command), self._run(command), text=command.id, help=help_)

    @property
    def _language(self) -> str:
        return self.screen.state.place.language if isinstance(self.screen, Explorer) and self.screen.state else "en"

    def _shown(self, command: Command) -> Content:
        return Content(f"{in_language(command.title, self._language)}   {keys_of(command, self._language)}")

    def _run(self, command: Command) -> "partial[bool]":
        return partial(self.app.post_message, Intended(command.intent))
