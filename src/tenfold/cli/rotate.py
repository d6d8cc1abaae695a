"""``tenfold rotate``: the same people at changing tables, round after round, so that few meet twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext as _
from rich.console import Console

from tenfold.cli.speech import LANGUAGES, speak

if TYPE_CHECKING:
    from tenfold.people.person import Person
    from tenfold.people.sheet import Sheet


@click.command()
@click.argument("people")
@click.option("--rounds", required=True, type=click.IntRange(1, 200), help="How many rounds there are.")
@click.option("--tables", type=click.IntRange(1), help="How many tables; else as many as --size makes.")
@click.option("--size", default=10, show_default=True, type=click.IntRange(2), help="People at a table, about.")
@click.option(
    "--met",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Rounds or a plan (tens.csv) of before: who met there should not meet again; repeatable.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File for the tables (CSV).")
@click.option(
    "--seed", default=0, show_default=True, type=click.IntRange(min=0), help="The same seed gives the same tables."
)
@click.option("--time-limit", type=click.FloatRange(min=0), metavar="SECONDS", help="Begin no new search after that.")
@click.option(
    "--language",
    default="en",
    show_default=True,
    envvar="TENFOLD_LANGUAGE",
    type=click.Choice(LANGUAGES),
    help="Language of what is said.",
)
def rotate(
    people: str,
    rounds: int,
    tables: int | None,
    size: int,
    met: tuple[Path, ...],
    output: Path | None,
    seed: int,
    time_limit: float | None,
    language: str,
) -> None:
    """Seat PEOPLE at tables, anew in each round: a spreadsheet of them, or only how many they are.

    \b
    tenfold rotate guests.xlsx --tables 12 --rounds 5 -o rounds.csv
    tenfold rotate 120 --tables 12 --rounds 5

    Of the spreadsheet a column of names is enough. Further columns count if they are there: “languages” (a table
    shares one), “together” and “apart” (wishes), “rounds” (when somebody is there: “1-3, 5”). Where there are wishes
    to sit together or several languages, a table may have one person more or less than the others.
    """
    speak(language)
    console = Console(stderr=True, highlight=False)
    sheet = _read(people, console)
    if not sheet.people:
        from tenfold.cli.reading import Complaint

        raise Complaint(_("%(path)s: there is nobody in this list who can count.") % {"path": people})
    from tenfold.cli.rotating import rotated  # brings the engine, which takes a second to load
    from tenfold.people.words import plain

    count = tables or max(1, round(len(sheet.people) / size))
    text, lines = rotated(sheet, count, rounds, met=met, seed=seed, time_limit=time_limit)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8-sig")
    for line in lines:
        console.print(plain(line), soft_wrap=True)


def _read(people: str, console: Console) -> Sheet:
    """The list, or people who have only numbers."""
    from tenfold.cli.findings import print_findings
    from tenfold.cli.reading import Complaint
    from tenfold.people.mistakes import SheetError
    from tenfold.people.rounds import read_participants
    from tenfold.people.sheet import Sheet

    if people.isdecimal():
        return Sheet(tuple(_numbered(int(people))), (), (), (), (), {})
    try:
        sheet = read_participants(Path(people).read_bytes(), on=date.today())  # noqa: DTZ011  the organiser's own day
    except SheetError as error:
        raise Complaint(f"{people}: {error}") from None
    except OSError as error:
        raise Complaint(f"{people}: {error.strerror}") from None
    print_findings(console, sheet)
    return sheet


def _numbered(count: int) -> list[Person]:
    from tenfold.people.person import Person

    return [Person(str(number), "", ("en",), "UTC", ()) for number in range(1, count + 1)]
