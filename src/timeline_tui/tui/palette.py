"""The command palette, made from the command table."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from timeline_tui.explore.commands import COMMANDS, Command
from timeline_tui.index.fold import fold
from timeline_tui.tui.messages import Intended
from timeline_tui.view.overlays import keys_of


class Commands(Provider):
    """All commands, found by any of their words in either language."""

    async def discover(self) -> Hits:
        """All of them."""
        for command in COMMANDS:
            yield DiscoveryHit(
                self._shown(command), self._run(command), text=command.title["en"], help=command.help["en"]
            )

    async def search(self, query: str) -> Hits:
        """Those whose words hold all that is typed."""
        typed = fold(query).split()
        for number, command in enumerate(COMMANDS):
            told = fold(" ".join((*command.title.values(), *command.help.values(), command.id)))
            if all(word in told for word in typed):
                score = 1 - number / 1000
                yield Hit(
                    score,
                    self._shown(command),
                    self._run(command),
                    text=command.title["en"],
                    help=command.help["en"],
                )

    def _shown(self, command: Command) -> Content:
        return Content(f"{command.title['en']} · {command.title['de']}   {keys_of(command)}")

    def _run(self, command: Command) -> "partial[bool]":
        return partial(self.app.post_message, Intended(command.intent))
