"""What of a reckoning may be told: never the few, never two figures that differ by a few, never nearer than in steps.

The rules are those of ``engine.unity.pooling``. Here they meet time: answers come one after the other, so a figure is
told anew only once enough new people stand behind it. In a ten the first figure waits until all have answered or a day
has passed without an answer, because those who come after it would be too few to be told of.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.unity import CommonGround, Pooled, may_be_told, told_of
from tenfold.engine.unity.pooling import SMALLEST, STEP

from .bridge import Gathered, answered_by
from .models import Figure

QUIET = timedelta(days=1)
FEW = 3 * SMALLEST
"""In audiences smaller than this a figure waits until the answers have come to rest."""
BEHIND = 200
"""Up to so many people it is kept who stands behind a figure; beyond, that their number has changed enough."""
DRAWS = 2000
MAP_FROM = 30
"""People on a map are drawn from so many on."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """All that the engine found for one circle."""

    gathered: Gathered
    pooled: Pooled
    ground: CommonGround


def figures(
    found: Reckoning, told: dict[int, Figure], last_answer: dict[int, datetime], now: datetime
) -> Iterator[Figure]:
    """The figures to write: new ones, and those that may be told anew.

    ``told`` are the figures of before and ``last_answer`` when a desire was last answered, both by primary key.
    """
    share = told_of(found.pooled)
    if share is None:
        return
    counts = found.gathered.responses.counts().astype(int)
    for number, behind in enumerate(answered_by(found.gathered)):
        key = int(found.gathered.desires[number])
        before = told.get(key)
        if not rests(found.gathered.audience, len(behind), last_answer.get(key), now):
            continue
        figure = _figure(found, share, number, key, now)
        if not _may_be_told(behind, before):
            continue
        if before is not None and _too_near(len(behind), before):
            figure.people, figure.agreed, figure.disagreed, figure.passed = (
                before.people,
                before.agreed,
                before.disagreed,
                before.passed,
            )
        else:
            figure.agreed, figure.disagreed, figure.passed = (int(counted) for counted in counts[number])
            figure.people = len(behind)
        figure.behind = np.sort(behind).tobytes() if len(behind) <= BEHIND else b""
        yield figure


def rests(audience: int, answered: int, last: datetime | None, now: datetime) -> bool:
    """Whether the answers to a desire have come to rest: only asked where they are few."""
    return audience >= FEW or answered >= audience or (last is not None and last <= now - QUIET)


def _may_be_told(behind: NDArray[np.int64], before: Figure | None) -> bool:
    """The rule of the engine, with what is kept of those behind the figure told before."""
    if len(behind) < SMALLEST:
        return False
    if before is None or not before.behind:
        return before is None or len(behind) > BEHIND
    return may_be_told(frozenset(behind.tolist()), [frozenset(np.frombuffer(bytes(before.behind), np.int64).tolist())])


def _too_near(answered: int, before: Figure) -> bool:
    """Whether the counts of before are told on: so few changed that the change would speak of them."""
    return abs(answered - before.people) < SMALLEST


def _figure(found: Reckoning, share: Pooled, number: int, key: int, now: datetime) -> Figure:
    ground = found.ground
    fine = len(found.gathered.people) >= MAP_FROM
    bound = float(ground.bound[number])
    answered = ground.answers[:, number].sum(1)
    sides = [coarse(side) for side in ground.agreement[:, number]] if (answered >= SMALLEST).all() else []
    return Figure(
        desire_id=key,
        told_at=now,
        share=round(float(share.share[number]), 2),
        low=round(float(share.low[number]), 2),
        high=round(float(share.high[number]), 2),
        heard=bool(ground.heard[number]),
        level=round(float(ground.level[number]), 3) if fine else coarse(ground.level[number]),
        bound=round(bound, 3) if fine else coarse(bound),
        strength=coarse(ground.strength[number]),
        specificity=round(float(ground.specificity[number]), 2),
        sides=sides,
    )


def coarse(x: float) -> float:
    """A share in the steps in which it may be told.

    >>> coarse(0.84), coarse(0.999), coarse(0.0)
    (0.8, 0.95, 0.05)
    """
    return round(float(np.clip(np.round(x / STEP) * STEP, STEP / 2, 1.0 - STEP / 2)), 2)


def alike(share: Pooled, known: NDArray[np.bool_]) -> tuple[float, float] | None:
    """How often two people of the circle, taken by chance, would answer a desire alike: an interval, in steps of 0.05.

    Per desire it is s² + (1 - s)² with s the share that agrees. The interval holds the mean over the desires nine times
    in ten, if what is not known of one share has nothing to do with what is not known of another. None where fewer than
    three desires have figures.
    """
    if known.sum() < 3:
        return None
    width = (share.high - share.low)[known] / (2 * 1.6449)
    drawn = np.clip(np.random.default_rng(0).normal(share.share[known], width, (DRAWS, int(known.sum()))), 0.0, 1.0)
    low, high = np.quantile((drawn**2 + (1.0 - drawn) ** 2).mean(1), [0.05, 0.95])
    # Outwards to the next step: what is told holds at least what is known, and is never a point.
    return round(math.floor(float(low) * 20) / 20, 2), round(math.ceil(float(high) * 20) / 20, 2)
