"""The steps of ``tenfold form`` once the people are known: form, nest, write, sum up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from django.utils.translation import gettext as _

from tenfold.cli.reading import Complaint
from tenfold.engine.formation import Size, Weights, fewest_changes, form, nest
from tenfold.people.everyone import everyone_heading, everyone_lines
from tenfold.people.matching import Index, Options, OptionsError, parse_weights, problem_of
from tenfold.people.mistakes import SheetError
from tenfold.people.outcome import Outcome, outcome_of
from tenfold.people.report import REPORT, read_previous, summary, waiting, write_plan
from tenfold.people.sheet import Sheet
from tenfold.people.words import quality_text, reason_text, remedy_text

_UNPLACED_SHOWN = 20

_MOST_HELPED = 400
"""Up to so many people without a seat, it is told what would give everybody one."""

_LONGEST_LOOK = 5.0
"""Seconds for that, less where less time was given."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for at the shell. ``size``: least, wanted and most people in a circle."""

    output: Path
    size: tuple[int | None, int, int | None]
    minutes: int
    weights: str
    separate_by: str | None
    two_or_none: tuple[str, ...]
    keep: Path | None
    seed: int
    time_limit: float | None
    on: date

    def options(self) -> Options:
        """The options of the formation."""
        size, (weights, features) = bounds(*self.size), weights_of(self.weights)
        return Options(size, self.minutes, weights, features, self.separate_by, self.two_or_none)


def bounds(least: int | None, wanted: int, most: int | None) -> Size:
    """Least, wanted and most people in a circle; by default two fewer and two more than wanted."""
    least = max(2, wanted - 2) if least is None else least
    most = wanted + 2 if most is None else most
    if not least <= wanted <= most:
        raise Complaint(
            _("Not at least %(least)d, %(wanted)d if it can be, and at most %(most)d: mend --min, --size, --max.")
            % {"least": least, "wanted": wanted, "most": most}
        )
    return Size(least, wanted, most)


def weights_of(text: str) -> tuple[Weights, dict[str, float]]:
    """What counts how much: the terms of the objective, and columns by name."""
    try:
        return parse_weights(text)
    except OptionsError as error:
        raise Complaint(_wrong_option(error, "--weights")) from None


def _wrong_option(error: OptionsError, option: str) -> str:
    text = _("%(option)s: “%(named)s” is not understood. Possible: %(possible)s.")
    return text % {"option": option, "named": error.named, "possible": ", ".join(error.possible)}


def run(sheet: Sheet, order: Order, options: Options, watch: Callable[[float, str], bool]) -> list[str]:
    """Form, nest and write; returns what to say at the end."""
    watch(0.0, "prepare")
    try:
        previous = read_previous(order.keep) if order.keep else None
        problem, index = problem_of(sheet.people, options=options, on=order.on, previous=previous)
    except OptionsError as error:
        raise Complaint(_wrong_option(error, "--weights, --separate-by, --two-or-none")) from None
    except SheetError as error:
        raise Complaint(f"{order.keep}: {error}") from None
    plan = form(
        problem, seed=order.seed, time_limit=order.time_limit, progress=lambda share, stage: watch(share * 0.9, stage)
    )
    watch(0.9, "nest")
    levels = nest(problem, plan, seed=order.seed)
    watch(0.95, "write")
    few = 0 < len(plan.unplaced) <= _MOST_HELPED
    patience = _LONGEST_LOOK if order.time_limit is None else min(_LONGEST_LOOK, order.time_limit)
    changes = fewest_changes(problem, plan, time_limit=patience) if few else None
    outcome = outcome_of(problem, plan, levels, index, changes)
    try:
        write_plan(order.output, outcome)
    except OSError as error:
        raise click.ClickException(
            _("The plan could not be written to “%(folder)s”: %(error)s")
            % {"folder": order.output, "error": error.strerror}
        ) from None
    return closing_words(outcome, order.output)


def closing_words(outcome: Outcome, folder: Path) -> list[str]:
    """The plan in a few lines for the shell."""
    lines = summary(outcome)
    if outcome.circles:
        lines.append(quality_text(outcome.plan.score))
    lines += _without_seat(outcome, outcome.index)
    if outcome.everyone is not None:
        lines.append(everyone_heading(outcome.everyone))
        lines += [f"  {line}" for line in everyone_lines(outcome.everyone, outcome.index)]
    lines.append(_("Read %(file)s.") % {"file": folder / REPORT})
    return lines


def _without_seat(outcome: Outcome, index: Index) -> list[str]:
    unplaced = outcome.unplaced
    if not unplaced:
        return []
    lines = [waiting(outcome)]
    if len(unplaced) > _UNPLACED_SHOWN:
        reasons = Counter(reason_text(one, index) for one in unplaced)
        return lines + [f"  {number} × {reason}" for reason, number in reasons.most_common(_UNPLACED_SHOWN)]
    for one in unplaced:
        person = index.people[one.person]
        remedies = " ".join(remedy_text(remedy, one, index) for remedy in one.remedies[:2])
        helping = " " + _("What would help: %(remedies)s") % {"remedies": remedies} if remedies else ""
        lines.append(f"  {person.id} {person.name}: {reason_text(one, index)}{helping}")
    return lines
