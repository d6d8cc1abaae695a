"""``tenfold form --mdgp``: the engine's core alone, on an instance of the Maximally Diverse Grouping Problem."""

from __future__ import annotations

import os
from pathlib import Path

import click
from django.utils.translation import gettext as _
from rich.console import Console

from tenfold.cli.watch import watched
from tenfold.engine.formation.dense import Grouping, InstanceError, read_mdgplib, solve, write_assignment

CLOSE = 0.02
"""Up to such a gap, the bound says that little is left to gain."""


def solve_file(path: Path, output: Path | None, *, seed: int, time_limit: float | None, console: Console) -> None:
    """Solve one instance, print the objective, the bound and the gap, and write the group of each element.

    The figures are for machines as well as people, so they are the same in every language; what they mean is said on
    the console.
    """
    if time_limit is not None and time_limit <= 0:
        raise click.UsageError(_("The time limit is a number of seconds above 0."))
    if output is not None:
        _check(output)
    try:
        instance = read_mdgplib(path)
    except InstanceError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror}") from None
    with watched(console) as watch:
        found = solve(instance.distances, instance.bounds, seed=seed, time_limit=time_limit, progress=watch)
    if output is not None:
        try:
            write_assignment(output, found.groups)
        except OSError as error:
            raise click.ClickException(f"{output}: {error.strerror}") from None
    click.echo(f"objective {found.objective:.10g}")
    click.echo(f"bound {found.bound:.10g}")
    click.echo(f"gap {100 * found.gap:.4f} %")
    console.print(in_words(found))


def in_words(found: Grouping) -> str:
    """What the bound and the gap say, and what they do not."""
    if found.gap <= 0:
        return _("No grouping has a higher objective: this is the best there is.")
    if found.gap <= CLOSE:
        text = _("No grouping can exceed the bound, so at most %(gap).4f %% could still be won.")
        return text % {"gap": 100 * found.gap}
    text = _(
        "No grouping can exceed the bound. That the gap is wide, %(gap).1f %%, says little about this grouping: where "
        "distances follow no structure, the bound itself is far above the best there is."
    )
    return text % {"gap": 100 * found.gap}


def _check(output: Path) -> None:
    """Refuse before the search what would fail after it."""
    if not output.parent.is_dir():
        raise click.UsageError(
            _("There is no folder %(folder)s for the file %(file)s.") % {"folder": output.parent, "file": output.name}
        )
    if output.is_dir() or not os.access(output if output.exists() else output.parent, os.W_OK):
        raise click.UsageError(_("The file %(file)s cannot be written.") % {"file": output})
