"""``tenfold desires``: a conversation of another place in, everything that may be told of one's own out."""

from __future__ import annotations

from pathlib import Path

import click

from tenfold.cli.environment import say, start_django

BAD_INPUT = 2


@click.group()
def desires() -> None:
    """Bring in a conversation of another place, or write out what is desired here."""


@desires.command("import")
@click.argument("conversation", type=click.Path(exists=True, path_type=Path))
@click.option("--title", default="", help="What the round is called; else as the conversation is.")
@click.option("--language", default="en", show_default=True, help="Language in which its statements are written.")
def import_(conversation: Path, title: str, language: str) -> None:
    """Bring in a CONVERSATION that Polis exported, as a round that is over.

    \b
    tenfold desires import export/ --title "Parks of our town" --language en

    Its statements and what may be told of the answers can be read on the site, under the desires of the whole. Nobody
    here is asked about them, and the answers of people who never came here are not kept.
    """
    start_django()
    from django.core.exceptions import ValidationError

    from tenfold.fellowship.desires.actions import bring_in
    from tenfold.people.conversations import read_conversation
    from tenfold.people.mistakes import SheetError

    try:
        read = read_conversation(conversation)
        held = bring_in(
            actor=None, conversation=read, language=language, title=title or read.title or conversation.stem
        )
    except SheetError as error:
        click.echo(str(error), err=True)
        raise SystemExit(BAD_INPUT) from None
    except ValidationError as error:
        click.echo(" ".join(error.messages), err=True)
        raise SystemExit(BAD_INPUT) from None
    told = held.brought_in
    say(f"{held.title}: {held.desires.count()} desires, {told.responses} answers of {told.people} people.")
    apart = int((read.personal & ~read.rejected).sum())
    if apart:
        say(f"Left out, as they tell who people are and not what they want: {apart}. See docs/unite.md.")
    if read.mistakes:
        say(f"{len(read.mistakes)} rows could not be read and were left out; tenfold unite names each of them.")


@desires.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder for the files.")
def export(output: Path) -> None:
    """Write out all desires of this fellowship with what may be told of them.

    The folder gets desires.csv and desires.json: words, renderings, circles, rounds, figures, what was hidden and why.
    How single people answered is not in it: that everybody takes along themselves.
    """
    start_django()
    from tenfold.fellowship.desires.exporting import write_everything

    count = write_everything(output)
    say(f"{count} desires were written to {output}.")
