"""What a rotation answers, and what it looks at on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.edges import unique_pairs
from tenfold.engine.formation.problem import NOBODY, Pairs
from tenfold.engine.formation.rotation.bounds import repeats_bound

Int = NDArray[np.int32]

MOST = 20_000
"""So many people are rotated at once; every pair of them takes a few bytes."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """Who sits where in each of R rounds.

    table     int32 (n, R): the table of each person, ``NOBODY`` for who is away or found no seat
    repeats   meetings of pairs who met in an earlier round, summed over all rounds
    stale     first meetings of pairs who had met before, each counted by how fresh that still is
    bound     what repeats and stale together cannot go below, whoever sits where
    most_met  in how many rounds the pair that meets most sits together
    """

    table: Int
    repeats: int
    stale: float
    bound: float
    most_met: int
    seed: int


def judged(table: Int, present: NDArray[np.bool_], met: Pairs, seed: int) -> Rotation:
    """A rotation with its figures, counted from scratch."""
    keys, times = _meetings(table)
    stale_sum, n = 0.0, len(table)
    if len(met.value):
        low, high, fresh = unique_pairs(met)
        stale_sum = float(fresh[np.isin(low.astype(np.int64) * n + high, keys)].sum())
    sizes = [np.unique(t[t >= 0], return_counts=True)[1].astype(np.int32) for t in table.T]
    stale = dense_pairs(met, n) if len(met.value) else np.zeros((0, 0), np.float32)
    return Rotation(
        table,
        repeats=int((times - 1).sum()),
        stale=stale_sum,
        bound=repeats_bound(present, sizes, stale),
        most_met=int(times.max(initial=0)),
        seed=seed,
    )


def _meetings(table: Int) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Each pair that meets, as low * n + high, and in how many rounds."""
    n, found = len(table), [np.empty(0, np.int64)]
    for seats in table.T:
        order = np.argsort(seats, kind="stable")
        order = order[seats[order] > NOBODY]
        for people in np.split(order, np.flatnonzero(np.diff(seats[order])) + 1):
            a, b = np.triu_indices(len(people), 1)
            low, high = np.minimum(people[a], people[b]), np.maximum(people[a], people[b])
            found.append(low.astype(np.int64) * n + high)
    keys, times = np.unique(np.concatenate(found), return_counts=True)
    return keys, times


def pairs_met(table: Int) -> Int:
    """Pairs that met in any of the rounds, int32 (m, 2), each once."""
    keys, n = _meetings(table)[0], max(len(table), 1)
    return np.column_stack((keys // n, keys % n)).astype(np.int32)


def dense_pairs(pairs: Pairs, n: int) -> NDArray[np.float32]:
    """Pairs as a symmetric matrix (n, n)."""
    low, high, value = unique_pairs(pairs)
    matrix = np.zeros((n, n), np.float32)
    matrix[low, high] = matrix[high, low] = value
    return matrix
