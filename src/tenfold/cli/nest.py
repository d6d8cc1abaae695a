"""``tenfold nest``: a table of millions in Parquet, Arrow or CSV in, tens, hundreds, thousands up to one top out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tenfold.cli.reading import Complaint, check_output
from tenfold.cli.speech import LANGUAGES, speak
from tenfold.cli.watch import STOPPED

if TYPE_CHECKING:
    from tenfold.engine.formation.sharded import Nest
    from tenfold.people.tables.reading import Census

BROKEN = 4
"""Exit code when the plan on disk breaks a rule, which it never should."""


@click.command()
@click.argument("people", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder for the two tables.")
@click.option("--format", "suffix", type=click.Choice(["parquet", "arrow", "csv"]), help="[default: as PEOPLE]")
@click.option("--size", default=10, show_default=True, type=click.IntRange(2), help="People in a circle, if it can be.")
@click.option("--min", "least", type=click.IntRange(2), help="Never fewer than so many.  [default: size - 2]")
@click.option("--max", "most", type=click.IntRange(2), help="Never more than so many.  [default: size + 2]")
@click.option(
    "--minutes", default=60, show_default=True, type=click.IntRange(15, 1440), help="How long a circle meets."
)
@click.option("--weights", default="", metavar="NAME=NUMBER,…", help="What counts how much: “length=0.2,origin=2”.")
@click.option(
    "--seed", default=0, show_default=True, type=click.IntRange(min=0), help="The same seed gives the same plan."
)
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The date whose clocks count.  [default: today]")
@click.option("--workers", type=click.IntRange(1), help="Processes on this machine.  [default: one per processor]")
@click.option("--dask", "scheduler", metavar="ADDRESS", help="A Dask scheduler to work on, as in tcp://10.0.0.5:8786.")
@click.option(
    "--explain",
    "asked",
    metavar="ID",
    multiple=True,
    help="Form nothing; say why this person sits where they sit in the plan in the folder; repeatable.",
)
@click.option("--check/--no-check", default=True, show_default=True, help="Read the plan back and check every rule.")
@click.option(
    "--language",
    default="en",
    show_default=True,
    envvar="TENFOLD_LANGUAGE",
    type=click.Choice(LANGUAGES),
    help="Language of the report.",
)
def nest(
    people: Path,
    output: Path,
    suffix: str | None,
    size: int,
    least: int | None,
    most: int | None,
    minutes: int,
    weights: str,
    seed: int,
    on: datetime | None,
    workers: int | None,
    scheduler: str | None,
    asked: tuple[str, ...],
    check: bool,
    language: str,
) -> None:
    """Form a whole nest of the PEOPLE in a large table: a .parquet, .arrow or .csv file, or a folder of such files.

    \b
    tenfold world -n 1000000 -o people.parquet
    tenfold nest people.parquet -o plan/
    tenfold nest people.parquet -o plan/ --explain 815

    The table has columns for languages, timezone and availability (see docs/tables.md); circles are made to differ in
    every other column of numbers or of a few words. The folder gets two tables: seats, one row a person, and circles.

    \b
    Exit codes:
      0  a plan was written, also where some people have no seat
      1  something else went wrong
      2  the table or an option has to be mended; nothing was written
      3  stopped before there was a plan; nothing was written
      4  the plan was written, and the check found it wrong
    """
    speak(language)
    console = Console(stderr=True, highlight=False)
    if not asked:
        check_output(output)
    try:
        from tenfold.people.tables.columns import TableError
        from tenfold.people.tables.reading import FORMATS, read_census
    except ModuleNotFoundError as error:
        raise Complaint(_("Large tables need pyarrow: pip install “tenfold[arrow]”.")) from error
    from tenfold.cli.steps import bounds, weights_of
    from tenfold.engine.formation.sharded import form_crowd
    from tenfold.people.folder import replace_folder
    from tenfold.people.tables.verify import verify
    from tenfold.people.tables.writing import write_nest

    today = on.date() if on else date.today()  # noqa: DTZ011  the date on the steward's own wall
    terms, features = weights_of(weights)
    began = time.monotonic()
    try:
        census = read_census(
            people,
            on=today,
            size=bounds(least, size, most),
            minutes=minutes,
            weights=terms,
            features=features,
        )
        ending = _ending(people, suffix, FORMATS)
        if asked:
            _explain(census, people, output, ending, asked)
            return
    except TableError as error:
        raise Complaint(str(error)) from None
    try:
        with Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console) as bar:
            task = bar.add_task("", total=1.0)
            found = form_crowd(
                census.crowd,
                census.rules,
                seed=seed,
                workers=workers,
                scheduler=scheduler,
                progress=lambda share, _stage: bar.update(task, completed=share),
            )
    except KeyboardInterrupt:
        console.print(_("Stopped. Nothing was written."))
        raise SystemExit(STOPPED) from None
    replace_folder(output, lambda folder: write_nest(folder, ending, people, census, found))
    _report(census, found, time.monotonic() - began)
    if check:
        limits = census.rules.size
        verdict = verify(people, output, ending, on=today, least=limits.min, most=limits.max, minutes=minutes)
        if verdict.broken:
            console.print(_("The plan on disk breaks rules: %(rules)s.") % {"rules": verdict.broken}, soft_wrap=True)
            raise SystemExit(BROKEN)
        click.echo(_("Read back and checked: every rule is kept."))


def _ending(people: Path, suffix: str | None, formats: Mapping[str, str]) -> str:
    """How the two tables' names end: as asked for, else as that of the table of people."""
    ending = f".{suffix}" if suffix else next((e for e in formats if people.suffix == e), ".parquet")
    return ".arrow" if ending == ".feather" else ending


def _explain(census: Census, people: Path, folder: Path, ending: str, asked: tuple[str, ...]) -> None:
    """Say of each person asked about why they sit where they sit."""
    from tenfold.engine.formation.sharded.explaining import NestExplainer
    from tenfold.people.tables.explaining import lines_of, read_tens, reason_of, row_of

    if not (folder / f"seats{ending}").exists():
        raise Complaint(_("There is no plan in %(folder)s; form one first, without --explain.") % {"folder": folder})
    explain = NestExplainer(census.crowd, census.rules, tens := read_tens(folder, ending, census))
    for name in asked:
        row = row_of(people, name)
        click.echo(name)
        if tens.circle[row] < 0:
            click.echo("  " + _("No seat: %(reason)s.") % {"reason": reason_of(folder, ending, row)})
            continue
        for line in lines_of(explain(row), explain, census):
            click.echo(f"  {line}")


def _report(census: Census, found: Nest, seconds: float) -> None:
    seated, placeable = int((found.circle >= 0).sum()), int((found.company >= census.rules.size.min).sum())
    click.echo(
        _("%(seated)s of %(people)s people have a seat; at most %(placeable)s could have one.")
        % {"seated": f"{seated:,}", "people": f"{len(found.circle):,}", "placeable": f"{placeable:,}"}
    )
    sizes = [len(found.language), *(len(level.language) for level in found.levels)]
    click.echo(_("Circles, from the tens to the top: %(sizes)s.") % {"sizes": ", ".join(f"{s:,}" for s in sizes)})
    for name in census.left_out:
        click.echo(_("Column “%(name)s” holds words for a reader, so circles do not differ in it.") % {"name": name})
    click.echo(_("%(seconds).0f seconds.") % {"seconds": seconds})
