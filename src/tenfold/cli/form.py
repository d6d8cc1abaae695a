"""``tenfold form``: a spreadsheet of scattered people in, circles that share a language and an hour out."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console

from tenfold.cli.speech import LANGUAGES, speak
from tenfold.cli.watch import watched

BAD_INPUT = 2


@click.command()
@click.argument("people", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder for the plan; a former plan there is replaced. With --mdgp: file for the group of each element.",
)
@click.option("--size", default=10, show_default=True, type=click.IntRange(2), help="People in a circle, if it can be.")
@click.option("--min", "least", type=click.IntRange(2), help="Never fewer than so many.  [default: size - 2]")
@click.option("--max", "most", type=click.IntRange(2), help="Never more than so many.  [default: size + 2]")
@click.option(
    "--minutes", default=60, show_default=True, type=click.IntRange(15, 1440), help="How long a circle meets."
)
@click.option(
    "--weights",
    default="",
    metavar="NAME=NUMBER,…",
    help="What counts how much: “difference=1,ties=0.5,origin=2,age=1”.",
)
@click.option("--separate-by", metavar="COLUMN", help="Never mix two values of this column in a circle.")
@click.option(
    "--two-or-none",
    multiple=True,
    metavar="COLUMN",
    help="Of each value of this column at least two in a circle, or none; repeatable.",
)
@click.option(
    "--keep",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The tens.csv of a former plan, to be disturbed as little as possible.",
)
@click.option(
    "--seed", default=0, show_default=True, type=click.IntRange(min=0), help="The same seed gives the same plan."
)
@click.option("--time-limit", type=click.FloatRange(min=0), metavar="SECONDS", help="Take the best plan found by then.")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The date whose clocks count.  [default: today]")
@click.option(
    "--language",
    default="en",
    show_default=True,
    envvar="TENFOLD_LANGUAGE",
    type=click.Choice(LANGUAGES),
    help="Language of the report.",
)
@click.option("--skip-bad-rows", is_flag=True, help="Go on without the rows and cells that hold mistakes.")
@click.option(
    "--mdgp",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Instead of people: an instance of the Maximally Diverse Grouping Problem in the MDGPLIB format, or gzipped.",
)
def form(
    people: Path | None,
    output: Path | None,
    size: int,
    least: int | None,
    most: int | None,
    minutes: int,
    weights: str,
    separate_by: str | None,
    two_or_none: tuple[str, ...],
    keep: Path | None,
    seed: int,
    time_limit: float | None,
    on: datetime | None,
    language: str,
    skip_bad_rows: bool,
    mdgp: Path | None,
) -> None:
    """Form circles of the PEOPLE in a spreadsheet (.csv or .xlsx; see docs/spreadsheet.md).

    \b
    tenfold form people.csv -o plan/

    The folder gets tens.csv (one row a person), report.html (to read and print) and a calendar file for each circle.
    Ctrl-C takes the best plan so far.

    With --mdgp FILE, a pure grouping problem is solved instead: prints the objective, a bound and the gap between them.

    \b
    Exit codes:
      0  a plan was written, also where some people have no seat
      1  something else went wrong
      2  the spreadsheet or an option has to be mended; nothing was written
      3  stopped before there was a plan; nothing was written
    """
    speak(language)
    console = Console(stderr=True, highlight=False)
    if mdgp is not None:
        # Before numpy is loaded: threads inside the bound's small matrices would mostly wait for each other.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from tenfold.cli.mdgp import solve_file

        solve_file(mdgp, output, seed=seed, time_limit=time_limit, console=console)
        return
    if people is None or output is None:
        raise click.UsageError(_("Name the spreadsheet of people, and with -o the folder for the plan."))
    from tenfold.cli.reading import check_output, read_sheet

    today = on.date() if on else date.today()  # noqa: DTZ011  the date on the steward's own wall
    check_output(output)
    sheet = read_sheet(people, on=today, console=console)
    if sheet.mistakes and not skip_bad_rows:
        _refuse(len(sheet.people), console)
    from tenfold.cli.steps import Order, run  # brings the engine, which takes a second to load
    from tenfold.people.words import plain

    order = Order(
        output=output,
        size=(least, size, most),
        minutes=minutes,
        weights=weights,
        separate_by=separate_by,
        two_or_none=two_or_none,
        keep=keep,
        seed=seed,
        time_limit=time_limit,
        on=today,
    )
    options = order.options()
    with watched(console) as watch:
        lines = run(sheet, order, options, watch)
    for line in lines:
        click.echo(plain(line))


def _refuse(count: int, console: Console) -> None:
    text = ngettext(
        "Nothing was written. Mend the spreadsheet, or add --skip-bad-rows to go on with %(count)d person.",
        "Nothing was written. Mend the spreadsheet, or add --skip-bad-rows to go on with %(count)d people.",
        count,
    )
    console.print(text % {"count": count}, soft_wrap=True)
    raise SystemExit(BAD_INPUT)
