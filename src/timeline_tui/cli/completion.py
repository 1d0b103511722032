"""``timeline-tui completion``: what a shell needs to complete commands, options, fields, names and ids."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import click

from timeline_tui.cli.exits import refuse
from timeline_tui.cli.looking import PANELS
from timeline_tui.cli.main import COMMANDS, command_named
from timeline_tui.index.base import Index, Order
from timeline_tui.model.text import LANGUAGES, one_line
from timeline_tui.query.complete import events_begun, grammar_completions, word_completions
from timeline_tui.store.opening import UnreadableError, opened_at_once
from timeline_tui.store.views import read_views

SHELLS = ("bash", "zsh", "fish")

_ASKING = {"list", "search", "stats", "pick"}
_FILES = {"-f", "--file"}
_CHOICES = {"--sort": tuple(Order), "--panel": PANELS, "--lang": LANGUAGES}

_SCRIPTS = {
    "bash": """_timeline_tui() {
  local line=${COMP_LINE:0:COMP_POINT} words word
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  word=${words[${#words[@]}-1]}
  local IFS=$'\\n'
  COMPREPLY=($(timeline-tui completion --words -- "${words[@]:1}" 2>/dev/null | cut -f1))
  # Readline takes : and = for the ends of words and puts only what follows them in place.
  local before=${word%"${word##*[:=]}"}
  COMPREPLY=("${COMPREPLY[@]#"$before"}")
  [[ ${#COMPREPLY[@]} -gt 0 ]] && COMPREPLY=($(printf '%q\\n' "${COMPREPLY[@]}"))
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]] && compopt -o nospace
}
complete -o default -F _timeline_tui timeline-tui
""",
    "zsh": """#compdef timeline-tui
_timeline_tui() {
  local -a found
  found=("${(@f)$(timeline-tui completion --words -- "${(@)words[2,CURRENT]}" 2>/dev/null | cut -f1)}")
  if [[ -n "$found" ]]; then compadd -U -S '' -- "${found[@]}"; else _files; fi
}
compdef _timeline_tui timeline-tui
""",
    "fish": """function __timeline_tui
  set -l words (commandline -opc) (commandline -ct)
  set -l found (timeline-tui completion --words -- $words[2..-1] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c timeline-tui -f -a '(__timeline_tui)'
""",
}


class Offer(NamedTuple):
    """A word that may stand where the cursor is, and what it is."""

    word: str
    told: str = ""


@click.command(epilog='bash: eval "$(timeline-tui completion bash)" in ~/.bashrc; zsh the same in ~/.zshrc; '
               "fish: timeline-tui completion fish | source")  # fmt: skip
@click.argument("words", metavar="|".join(SHELLS), nargs=-1)
@click.option("--words", "wanted", is_flag=True, hidden=True)
def completion(words: tuple[str, ...], *, wanted: bool) -> None:
    """Print what a shell has to read to complete the words of timeline-tui with its fields, tags and names."""
    if wanted:
        for offer in offers([*words] or [""]):
            click.echo(f"{offer.word}\t{one_line(offer.told)}")
    elif len(words) == 1 and words[0] in SHELLS:
        click.echo(_SCRIPTS[words[0]], nl=False)
    else:
        refuse(f"name one shell: {', '.join(SHELLS)}")


def offers(words: list[str]) -> list[Offer]:
    """What the last of ``words`` may become; none where it is a file's name, or nothing is known."""
    *before, typed = words
    return [offer for offer in _offers(before, typed) if offer.word.startswith(typed) and offer.word != typed]


def _offers(before: list[str], typed: str) -> Iterator[Offer]:
    command = next((word for word in before if not word.startswith("-")), "")
    named = before[0] if before and before[0] in COMMANDS else "explore" if before else ""
    last = before[-1] if before else ""
    if last in _FILES:
        return
    if last in _CHOICES:
        yield from (Offer(choice) for choice in _CHOICES[last])
    elif last == "--view":
        yield from _views(_file(before))
    elif typed == "-" or (typed.startswith("--") and not typed.startswith("--query=")):
        yield from _options(named or "explore")
    elif not before:
        yield from (Offer(name, told) for name, (_, told) in COMMANDS.items())
    elif command in _ASKING or last in {"--query", "-q"}:
        if (index := _index(before)) is None:
            yield from (Offer(text) for text in grammar_completions(typed))
        else:
            yield from (Offer(text, str(count)) for text, count in word_completions(index, typed))
    elif command == "show":
        if (index := _index(before)) is not None:
            yield from _records(index, typed)
    elif command == "completion":
        yield from (Offer(shell) for shell in SHELLS)


def _options(name: str) -> Iterator[Offer]:
    command = command_named(name)
    for param in command.get_params(click.Context(command)) if command else ():
        if isinstance(param, click.Option) and not param.hidden:
            yield from (Offer(option, param.help or "") for option in param.opts if option.startswith("--"))


def _views(path: str | None) -> Iterator[Offer]:
    yield from (Offer(name, look.query) for name, look in read_views(path)[0].items())


def _records(index: Index, typed: str) -> Iterator[Offer]:
    for event in events_begun(index, typed):
        yield Offer(event.id, next(iter(event.title.values()), ""))
    yield from (Offer(key, person.name) for key, person in index.names.people.items())
    yield from (Offer(key, source.title) for key, source in index.names.sources.items())


def _index(before: list[str]) -> Index | None:
    """What is known of the file; None where nothing is, or nothing before whoever types would have to wait."""
    try:
        opened = opened_at_once(_file(before))
    except UnreadableError:
        return None
    return opened.index if opened else None


def _file(before: list[str]) -> str | None:
    """The file that was named, or that the explorer was given."""
    named = [after for option, after in pairwise(before) if option in _FILES]
    return (
        named[-1]
        if named
        else before[0]
        if before and before[0] not in COMMANDS and before[0][:1] not in {"-", ""}
        else None
    )
