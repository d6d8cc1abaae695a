"""The entry point of the search for square matrices of distances."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tenfold.engine.formation.dense.board import board_of, bounds_of, checked
from tenfold.engine.formation.dense.bounds import upper_bound
from tenfold.engine.formation.dense.effort import Clock, Effort, Progress, Stopped
from tenfold.engine.formation.dense.tempering import temper

VISITS_EACH = 20_000
"""The work limit per element where neither limit is given: about a second for a few hundred elements."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """``groups`` int32 (n,), the group of each element; ``objective``, the sum of the distances
    inside groups; ``bound``, above every possible objective; ``work``, the visits it took; ``stopped``, why it ended"""

    groups: NDArray[np.int32]
    objective: float
    bound: float
    work: int
    stopped: Stopped

    @property
    def gap(self) -> float:
        """How far the objective is below the bound, as a share of the bound."""
        return (self.bound - self.objective) / abs(self.bound) if self.bound else 0.0


def objective(D: ArrayLike, groups: ArrayLike) -> float:
    """The sum of the distances d(i, j), i < j, of elements in the same group, computed from scratch.

    >>> objective([[0, 1, 2], [1, 0, 4], [2, 4, 0]], [0, 1, 1])
    4.0
    """
    distances, group = np.asarray(D, np.float64), np.asarray(groups)
    inside = (np.flatnonzero(group == g) for g in np.unique(group))
    return float(sum(np.triu(distances[np.ix_(them, them)], 1).sum() for them in inside))


def solve(
    D: ArrayLike,
    sizes_or_bounds: ArrayLike,
    *,
    seed: int = 0,
    time_limit: float | None = None,
    work_limit: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    clock: Clock = time.monotonic,
) -> Grouping:
    """Group n elements so that the sum of the distances inside groups is as large as can be found.

    ``D`` (n, n) is any symmetric matrix, negative entries included; its diagonal does not count. Groups are given as
    one number (as equal as can be), as (g,) sizes, or as (g, 2) least and largest sizes. ``time_limit`` is in seconds
    of ``clock``, without the bound, which takes a second or two for some hundreds of elements. ``work_limit`` is in
    visits, one of which reads all the exchanges of one element; with it alone, the seed determines the result, whatever
    the number of ``workers`` (threads; by default one per processor). An interrupt from the keyboard ends the search
    with the best so far. Raises ValueError where the input makes no sense.

    >>> points = np.array([0.0, 0, 0, 1, 1, 1])
    >>> found = solve(np.abs(points[:, None] - points), 3)
    >>> found.objective, sorted(np.bincount(found.groups).tolist())
    (3.0, [2, 2, 2])
    """
    distances = checked(D)
    lower, upper = bounds_of(sizes_or_bounds, len(distances))
    if time_limit is None and work_limit is None:
        work_limit = VISITS_EACH * len(distances)
    effort = Effort(time_limit, work_limit, progress, clock)
    board, _ = board_of(distances, lower, upper)
    found = temper(board, seed=seed, workers=workers or os.cpu_count() or 1, effort=effort)
    reached = objective(distances, found.groups)
    return Grouping(
        groups=found.groups.astype(np.int32),
        objective=reached,
        bound=upper_bound(distances, lower, upper, reached=reached),
        work=found.work,
        stopped=effort.stopped or "work",
    )


def warm_up() -> None:
    """Compile everything, so that no first call has to."""
    solve(1 - np.eye(6), [[1, 3], [2, 4]], work_limit=2000, workers=1)
