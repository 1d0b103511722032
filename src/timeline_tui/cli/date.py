"""``timeline-tui date``: how a date is understood, written and bounded."""

import click

from timeline_tui.cli.exits import refuse
from timeline_tui.cli.languages import language_of_output, language_option
from timeline_tui.model.edtf import DateError, parse
from timeline_tui.model.spoken import understand
from timeline_tui.view.dates import in_words
from timeline_tui.view.plain import bounds_words


@click.command()
@click.argument("words", nargs=-1, required=True)
@language_option("Language of the answer.")
def date(words: tuple[str, ...], lang: str | None) -> None:
    """Say how a date reads: EDTF, or as people write it ("ca. 1812", "Mitte der 1960er", "2019年5月")."""
    text, language = " ".join(words), language_of_output(lang)
    understood = understand(text)
    if understood is None:
        try:
            parse(text)
        except DateError as error:
            refuse(f"column {error.column}: {error}")
        return
    found = understood.date
    click.echo(f"{found}\n{in_words(found, language)}")
    click.echo(bounds_words(found.strict, "strict"))
    if found.fuzzy != found.strict:
        click.echo(bounds_words(found.fuzzy, "fuzzy"))
    if understood.assumed:
        click.echo(f"assumed: {understood.assumed.get(language, '')}")
