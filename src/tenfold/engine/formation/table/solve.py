"""The entry point of the search for tables of features."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tenfold.engine.formation.dense.effort import Clock, Effort, Progress, Stopped
from tenfold.engine.formation.dice import dice
from tenfold.engine.formation.table.block import improve
from tenfold.engine.formation.table.bound import ROWS, bound, total_spread

WARM, COLD = 1e-2, 1e-4
"""The temperatures at which annealing begins and ends, in shares of what one person spreads on average."""

QUENCH = 0.95
"""The share of the effort after which only gains are taken."""

BLOCK = 1 << 15
"""Most people in a block, whose points and sums then stay in a processor's second cache."""

SWEEPS = 3
"""Visits to each person before the blocks and leaves are cut anew."""

REHEATING = 2000
"""Fewer people than this are annealed several times over, as one cooling of a few may end anywhere."""

VISITS_EACH = 500
"""The work limit per person where neither limit is given."""


@dataclass(frozen=True, slots=True)
class TableGrouping:
    """A grouping of n people: ``groups`` int32 (n,), the group of each; ``objective``, the spread inside groups;
    ``bound``, above every possible objective; ``total``, the spread of the whole table; ``work``, visits made;
    ``stopped``, why it ended."""

    groups: NDArray[np.int32]
    objective: float
    bound: float
    total: float
    work: int
    stopped: Stopped

    @property
    def gap(self) -> float:
        """How far the objective is below the spread of the whole table, as a share of it; the literature's measure."""
        return (self.total - self.objective) / self.total if self.total else 0.0

    @property
    def excess(self) -> float:
        """How far the objective is below ``bound``, as a share of the total: what a better search could still win."""
        return (self.bound - self.objective) / self.total if self.total else 0.0


def sizes_of(groups: ArrayLike, n: int) -> NDArray[np.int64]:
    """Sizes (g,) from a number of groups (as equal as can be, the larger ones first) or from sizes.

    >>> sizes_of(3, 10).tolist()
    [4, 3, 3]
    """
    given = np.asarray(groups)
    if given.dtype.kind not in "iu" or given.ndim > 1:
        raise ValueError("Groups are given as one whole number or as (g,) whole sizes.")
    if given.ndim == 1:
        if (given < 0).any() or given.sum() != n:
            raise ValueError(f"The sizes add up to {given.sum()}, but there are {n} people; no size is negative.")
        return given.astype(np.int64)
    number = int(given)
    if not 1 <= number <= n:
        raise ValueError(f"{n} people cannot form {number} groups.")
    return n // number + (np.arange(number) < n % number).astype(np.int64)


def objective(X: ArrayLike, groups: ArrayLike) -> float:
    """The spread inside groups, from scratch: squared distances of everybody to the mean of their group, summed.

    With equal sizes s that is 1 / s times the sum of squared distances between members of the same group.

    >>> objective([[0.0], [2.0], [5.0], [5.0]], [0, 0, 1, 1])
    2.0
    """
    table, group = np.asarray(X), np.asarray(groups)
    sizes, centre = np.bincount(group), table.mean(axis=0, dtype=np.float64)
    sums, length = np.zeros((len(sizes), table.shape[1])), 0.0
    for k in range(0, len(table), ROWS):
        points = table[k : k + ROWS].astype(np.float64) - centre
        np.add.at(sums, group[k : k + ROWS], points)
        length += float((points**2).sum())
    return length - float(((sums**2).sum(axis=1) / np.maximum(sizes, 1)).sum())


def solve(
    X: ArrayLike,
    groups: ArrayLike,
    *,
    seed: int = 0,
    time_limit: float | None = None,
    work_limit: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    clock: Clock = time.monotonic,
) -> TableGrouping:
    """Group n people so that every group is as diverse as the whole: the spread inside groups as large as can be found.

    ``X`` (n, d) holds numbers that are already scaled (see :func:`.standardised` and, for mixed columns,
    :func:`.encode`); float32 saves room for millions. ``groups`` is a number (sizes as equal as can be) or (g,) sizes.
    ``time_limit`` is in seconds of ``clock``, ``work_limit`` in visits, one of which tries one person with some dozens
    of neighbours; with it alone, the seed determines the result, whatever the number of ``workers`` (threads).
    An interrupt from the keyboard ends the search with the best so far. Raises ValueError where the input is nonsense.

    >>> people = np.array([[0.0], [0], [0], [1], [1], [1]])
    >>> found = solve(people, 3)
    >>> found.objective == found.bound, sorted(np.bincount(found.groups).tolist())
    (True, [2, 2, 2])
    """
    table = np.asarray(X)
    if table.ndim != 2 or not table.size:
        raise ValueError(f"A table has rows and columns, not the shape {table.shape}.")
    table = table if table.dtype.kind == "f" else table.astype(np.float64)
    sizes = sizes_of(groups, len(table))
    points = _centred(table)
    effort = Effort(time_limit, work_limit or (None if time_limit else VISITS_EACH * len(table)), progress, clock)
    seats = np.random.default_rng(seed).permutation(len(table)).astype(np.int32)
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    _anneal(points, seats, offsets, seed=seed, workers=workers or os.cpu_count() or 1, effort=effort)
    found = np.empty(len(table), np.int32)
    found[seats] = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return TableGrouping(
        groups=found,
        objective=objective(table, found),
        bound=bound(table, sizes),
        total=total_spread(table),
        work=effort.work,
        stopped=effort.stopped or "work",
    )


def _centred(table: NDArray[np.floating]) -> NDArray[np.float32]:
    points, centre = np.empty(table.shape, np.float32), table.mean(axis=0, dtype=np.float64)
    for k in range(0, len(table), ROWS):
        points[k : k + ROWS] = table[k : k + ROWS].astype(np.float64) - centre
    if not np.isfinite(points).all():
        raise ValueError("A number of the table is missing or infinite.")
    return points


def _anneal(
    points: NDArray[np.float32],
    seats: NDArray[np.int32],
    offsets: NDArray[np.int64],
    *,
    seed: int,
    workers: int,
    effort: Effort,
) -> None:
    """Rearrange ``seats`` until the effort is spent, ending on gains only."""
    n, groups, rng = len(points), len(offsets) - 1, np.random.default_rng((seed, 1))
    blocks = max(-(-n // BLOCK), 2 if groups >= 16 else 1)
    streams, scale = dice(seed, blocks), float(np.mean(np.einsum("if,if->i", points, points)))
    coolings, cooled, best = min(max(REHEATING // n, 1), 10), 0, (np.inf, seats)

    def round_at(temperature: float, pool: ThreadPoolExecutor) -> None:
        parts = np.array_split(rng.permutation(groups).astype(np.int32), blocks)
        jobs = [
            pool.submit(improve, points, seats, offsets, part, temperature, SWEEPS, stream)
            for part, stream in zip(parts, streams, strict=True)
        ]
        for job in jobs:
            job.result()
        effort.work += SWEEPS * n

    with ThreadPoolExecutor(workers) as pool:
        try:
            while effort.goes_on("arranging"):
                done, share = divmod(effort.share() * coolings, 1)
                if done > cooled:
                    cooled, best = int(done), min(best, (_loss(points, seats, offsets), seats.copy()), key=_first)
                share /= QUENCH
                round_at(scale * WARM * (COLD / WARM) ** share if share < 1 else 0.0, pool)
        except KeyboardInterrupt:
            effort.stopped = "interrupted"
            pool.shutdown(cancel_futures=True)
    with ThreadPoolExecutor(workers) as pool:
        round_at(0.0, pool)
    if best[0] < _loss(points, seats, offsets):
        seats[:] = best[1]


def _first(pair: tuple[float, object]) -> float:
    return pair[0]


def _loss(points: NDArray[np.float32], seats: NDArray[np.int32], offsets: NDArray[np.int64]) -> float:
    """What the grouping lacks to the total spread."""
    sizes, loss = np.diff(offsets), 0.0
    group = np.repeat(np.arange(len(sizes)), sizes)
    for f in range(points.shape[1]):
        sums = np.bincount(group, weights=points[seats, f], minlength=len(sizes))
        loss += float((sums**2 / np.maximum(sizes, 1)).sum())
    return loss


def warm_up() -> None:
    """Compile everything, so that no first call has to."""
    solve(np.arange(12.0).reshape(6, 2), 2, work_limit=10, workers=1)
