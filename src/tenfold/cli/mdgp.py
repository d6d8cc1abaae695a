"""``tenfold form --mdgp``: the engine's core alone, on an instance of the Maximally Diverse Grouping Problem."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from tenfold.cli.watch import watched
from tenfold.engine.formation.dense import InstanceError, read_mdgplib, solve, write_assignment


def solve_file(path: Path, output: Path | None, *, seed: int, time_limit: float | None, console: Console) -> None:
    """Solve one instance, print the objective, the bound and the gap, and write the group of each element.

    The figures are for machines as well as people, so they are the same in every language.
    """
    try:
        instance = read_mdgplib(path)
    except InstanceError as error:
        raise click.UsageError(str(error)) from None
    if output is not None and not output.parent.is_dir():
        raise click.UsageError(f"There is no folder {output.parent} for the file {output.name}.")
    with watched(console) as watch:
        found = solve(instance.distances, instance.bounds, seed=seed, time_limit=time_limit, progress=watch)
    if output is not None:
        write_assignment(output, found.groups)
    click.echo(f"objective {found.objective:.10g}")
    click.echo(f"bound {found.bound:.10g}")
    click.echo(f"gap {100 * found.gap:.4f} %")
