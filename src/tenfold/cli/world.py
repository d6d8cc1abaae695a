"""``tenfold world``: invented people as a spreadsheet."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tenfold.engine.hours import format_stretches
from tenfold.engine.world import PresetName, world_chunks
from tenfold.people.attributes import AGE
from tenfold.people.names import people_of
from tenfold.people.person import Person

HEADER = ("id", "name", "languages", "timezone", "availability", "country", "origin", "gift", "age")
_CHUNK = 10_000


@click.command()
@click.option(
    "-n", "--number", default=1000, show_default=True, type=click.IntRange(1, 20_000_000), help="How many people."
)
@click.option(
    "--preset",
    default="dispersion",
    show_default=True,
    type=click.Choice(["dispersion", "world"]),
    help="A people scattered over many countries, or the world's population.",
)
@click.option(
    "--seed", default=0, show_default=True, type=click.IntRange(min=0), help="The same seed gives the same people."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A .parquet, .arrow or .csv file for “tenfold nest”, without names, instead of a CSV on the screen.",
)
def world(number: int, preset: PresetName, seed: int, output: Path | None) -> None:
    """Invent scattered people and print them as a CSV that “tenfold form” reads.

    \b
    tenfold world -n 1000 > people.csv
    tenfold world -n 14250000 -o people.parquet
    """
    if output is not None:
        from tenfold.cli.reading import Complaint

        try:
            from tenfold.people.tables.worlds import write_world
        except ModuleNotFoundError as error:
            raise Complaint("Large tables need pyarrow: pip install “tenfold[arrow]”.") from error
        if output.suffix not in (".parquet", ".arrow", ".csv"):
            raise Complaint(f"{output} ends neither in .parquet nor in .arrow nor in .csv.")
        write_world(output, number, preset=preset, seed=seed)
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    writer = csv.writer(sys.stdout)
    writer.writerow(HEADER)
    try:
        writer.writerows(_rows(number, preset, seed))
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()


def _rows(number: int, preset: PresetName, seed: int) -> Iterator[Sequence[str]]:
    for part in world_chunks(number, preset=preset, seed=seed, size=_CHUNK):
        yield from map(_row, people_of(part))


def _row(person: Person) -> Sequence[str]:
    hours = format_stretches(person.hours)
    return (
        *(person.id, person.name, ", ".join(person.languages), person.zone, hours),
        *(person.country, person.origin, person.gift, person.attributes[AGE]),
    )
