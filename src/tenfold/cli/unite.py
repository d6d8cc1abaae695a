"""``tenfold unite``: the responses of a conversation in, what unites and what divides out."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.text import Text

from tenfold.cli.speech import LANGUAGES, speak

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenfold.people.conversations import Conversation, Study

BAD_INPUT = 2
_LINES_SHOWN, _MISTAKES_SHOWN = 8, 20


@click.command()
@click.argument("conversation", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder for the report.")
@click.option("--compatible", type=click.Choice(["polis"]), help="Reckon as Polis does, too, beside ours.")
@click.option("--people", is_flag=True, help="Write people.csv as well: where each person stands, by id.")
@click.option(
    "--seed", default=0, show_default=True, type=click.IntRange(min=0), help="The same seed gives the same report."
)
@click.option(
    "--language",
    "--lang",
    default="en",
    show_default=True,
    envvar="TENFOLD_LANGUAGE",
    type=click.Choice(LANGUAGES),
    help="Language of the report.",
)
@click.option("--skip-bad-rows", is_flag=True, help="Go on without the rows that hold mistakes.")
def unite(
    conversation: Path,
    output: Path,
    compatible: str | None,
    people: bool,
    seed: int,
    language: str,
    skip_bad_rows: bool,
) -> None:
    """Find what unites in a CONVERSATION: a folder of files, or the file of responses itself.

    \b
    tenfold unite export/ -o report/
    tenfold unite votes.csv -o report/ --language he

    Read are both forms in which Polis exports a conversation, and a plain table: person, statement, response (1, -1,
    0), with a second file for the texts. See docs/unite.md. The folder gets report.html (to read and print),
    statements.csv and conversation.json.

    \b
    Exit codes:
      0  a report was written
      1  something else went wrong
      2  a file or an option has to be mended; nothing was written
      3  stopped before there was a report; nothing was written
    """
    speak(language)
    console = Console(stderr=True, highlight=False)
    from tenfold.cli.watch import STOPPED

    try:
        _unite(conversation, output, compatible, seed, console, people=people, skip_bad_rows=skip_bad_rows)
    except KeyboardInterrupt:
        console.print(_("Stopped. Nothing was written."))
        raise SystemExit(STOPPED) from None


def _unite(
    conversation: Path,
    output: Path,
    compatible: str | None,
    seed: int,
    console: Console,
    *,
    people: bool,
    skip_bad_rows: bool,
) -> None:
    """Read, complain or study, write, and say what was found."""
    from tenfold.cli.reading import Complaint, check_output
    from tenfold.people.conversations.findings import opening_lines
    from tenfold.people.folder import REPORT
    from tenfold.people.mistakes import SheetError
    from tenfold.people.words import plain

    check_output(output)
    try:
        talk = read_files(conversation, console)
        if talk.mistakes and not skip_bad_rows:
            console.print(_("Nothing was written. Mend the file, or add --skip-bad-rows."), soft_wrap=True)
            raise SystemExit(BAD_INPUT)
        study = _united(conversation, output, talk, compatible, seed, console, people=people)
    except SheetError as error:
        raise Complaint(plain(str(error))) from None
    for line in (*opening_lines(study), _("Read %(file)s.") % {"file": output / REPORT}):
        click.echo(plain(line))


def _united(
    place: Path,
    output: Path,
    talk: Conversation,
    compatible: str | None,
    seed: int,
    console: Console,
    *,
    people: bool,
) -> Study:
    """Study and write, with a bar that shows how far it is."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from tenfold.people.conversations import compatible_with_polis, study_of, write_report

    stages = {
        "fit": _("Placing people and statements"),
        "draw": _("Finding camps and common ground"),
        "test": _("Testing on responses put aside"),
    }
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("", total=1.0)

            def progress(share: float, stage: str) -> None:
                bar.update(task, completed=share, description=stages[stage])

            found = compatible_with_polis(talk, place) if compatible else None  # first, for it may complain
            study = study_of(talk, seed=seed, progress=progress)
            bar.update(task, completed=0.9, description=_("Writing the report"))
            write_report(output, study, found, people=people)
    except OSError as error:
        raise click.ClickException(
            _("The report could not be written to “%(folder)s”: %(error)s")
            % {"folder": output, "error": error.strerror or error}
        ) from None
    return study


def read_files(place: Path, console: Console) -> Conversation:
    """Read the files and print what was guessed and what is wrong, by file, line and column.

    :raises Complaint: if a file cannot be read.
    :raises SheetError: if there is nothing that can be read as a conversation.
    """
    from tenfold.cli.reading import Complaint
    from tenfold.people.conversations import read_conversation

    try:
        talk = read_conversation(place)
    except OSError as error:
        raise Complaint(f"{error.filename or place}: {error.strerror}") from None
    for remark in talk.remarks:
        console.print(Text(str(remark)), soft_wrap=True)
    if talk.mistakes:
        count = len(talk.mistakes)
        heading = ngettext("%(count)d mistake:", "%(count)d mistakes:", count) % {"count": count}
        console.print(Text(heading, style="bold"), soft_wrap=True)
        _print_mistakes(talk, lambda line: console.print(Text(line), soft_wrap=True))
    return talk


def _print_mistakes(talk: Conversation, show: Callable[[str], None]) -> None:
    """Equal mistakes once, with their lines."""
    lines: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for name, mistake in talk.mistakes:
        lines[name, mistake.column, f"{mistake.problem} {mistake.remedy}"].append(mistake.line)
    for (name, column, text), numbers in list(lines.items())[:_MISTAKES_SHOWN]:
        shown = ", ".join(map(str, numbers[:_LINES_SHOWN])) + (" …" if len(numbers) > _LINES_SHOWN else "")
        place = ngettext("line %(lines)s", "lines %(lines)s", len(numbers)) % {"lines": shown}
        if column:
            place = _("%(lines)s, column “%(column)s”") % {"lines": place, "column": column}
        show(f"  {name}, {place}: {text}")
    rest = len(lines) - _MISTAKES_SHOWN
    if rest > 0:
        show("  " + ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest})
