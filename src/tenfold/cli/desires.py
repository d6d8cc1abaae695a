"""``tenfold desires``: a conversation of another place in, everything that may be told of one's own out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from tenfold.cli.environment import check_database, say, start_django

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError

FILES = ("desires.csv", "desires.json")

HOME = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that holds everything of this fellowship (TENFOLD_HOME).",
)


@click.group()
def desires() -> None:
    """Bring in a conversation of another place, or write out what is desired here."""


@desires.command("import")
@click.argument("conversation", type=click.Path(exists=True, path_type=Path))
@click.option("--title", default="", help="What the round is called; else as the conversation is.")
@click.option(
    "--language",
    default="en",
    show_default=True,
    help="Language in which its statements are written: a code such as en, he, ru.",
)
@click.option("--skip-bad-rows", is_flag=True, help="Go on without the rows that hold mistakes.")
@HOME
def import_(conversation: Path, title: str, language: str, skip_bad_rows: bool, home: Path | None) -> None:
    """Bring in a CONVERSATION that Polis exported, as a round that is over.

    \b
    tenfold desires import export/ --title "Parks of our town" --language en

    Its statements and what may be told of the answers can be read on the site, under the desires of the whole. Nobody
    here is asked about them, and the answers of people who never came here are not kept. It may be any conversation
    that tenfold unite reads.

    \b
    Exit codes:
      0  it was brought in
      1  the fellowship cannot be used, or something else went wrong
      2  a file or an option has to be mended; nothing was brought in
    """
    start_django(home=home)
    from django.core.exceptions import ValidationError

    from tenfold.cli.reading import Complaint
    from tenfold.cli.unite import read_files
    from tenfold.fellowship.desires.actions import bring_in
    from tenfold.people.mistakes import SheetError
    from tenfold.people.words import plain

    check_database()
    try:
        read = read_files(conversation, Console(stderr=True, highlight=False))
        if read.mistakes and not skip_bad_rows:
            raise Complaint("Nothing was brought in. Mend the file, or add --skip-bad-rows.")
        held = bring_in(
            actor=None, conversation=read, language=language, title=title or read.title or conversation.resolve().stem
        )
    except SheetError as error:
        raise Complaint(plain(str(error))) from None
    except ValidationError as error:
        raise Complaint(_told(error)) from None
    told = held.brought_in
    say(f"{held.title}: {held.desires.count()} desires, {told.responses} answers of {told.people} people.")
    apart = int((read.personal & ~read.rejected).sum())
    if apart:
        say(f"Left out, as they tell who people are and not what they want: {apart}. See docs/unite.md.")
    wordless = sum(not one.text.strip() and not one.rejected and not one.personal for one in read.statements)
    if wordless:
        say(f"Left out, as their words are not known: {wordless}.")
    if read.mistakes:
        say(f"Rows with mistakes that were left out: {len(read.mistakes)}.")


@desires.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder for the files.")
@HOME
def export(output: Path, home: Path | None) -> None:
    """Write out all desires of this fellowship with what may be told of them.

    The folder gets desires.csv and desires.json: words, renderings, circles, rounds, figures, what was hidden and why;
    their columns are explained in docs/operator.md. How single people answered is not in it: that everybody takes along
    themselves. A former export in the folder is replaced; a folder with anything else in it is left alone.
    """
    start_django(home=home)
    from tenfold.fellowship.desires.exporting import write_everything

    _check_free(output)
    check_database()
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=output) as fresh:
            count = write_everything(Path(fresh))
            for name in FILES:
                (Path(fresh) / name).replace(output / name)
    except OSError as error:
        raise click.ClickException(f"The files could not be written to “{output}”: {error.strerror}") from None
    say(f"{count} desires were written to {output}.")


def _told(error: ValidationError) -> str:
    """What is wrong, by option where it is one."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"--{option}: {' '.join(messages)}" for option, messages in error.message_dict.items())


def _check_free(folder: Path) -> None:
    """Complain where a file, or anything but a former export, stands in the place of the folder."""
    from tenfold.cli.reading import Complaint

    if file := next((path for path in (folder, *folder.parents) if path.exists() and not path.is_dir()), None):
        raise Complaint(f"“{file}” is a file. Name a folder.")
    names = {path.name for path in folder.iterdir() if path.name[0] != "."} if folder.exists() else set()
    if names and names != set(FILES):
        raise Complaint(f"“{folder}” holds other files. Name a folder that is new, empty or holds a former export.")
