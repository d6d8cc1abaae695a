"""How many repeated meetings no rotation can avoid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Int = NDArray[np.int32]


def repeats_bound(present: NDArray[np.bool_], sizes: list[Int], stale: NDArray[np.float32]) -> float:
    """Least repeated meetings of n people in R rounds whose tables hold ``sizes[r]`` people.

    present  bool (n, R): who is there
    stale    (n, n) what the first meeting of a pair costs, since they met before; (0, 0) if nothing for anybody

    The larger of two bounds. One: each person has at least so many partners over all rounds, only so many others are
    there in the same round, and the least stale of them come first (summed over people, halved). The other: a table of
    s people drawn from the g tables of an earlier round holds at least the pairs that s people in g drawers must make;
    of all earlier rounds the one in which most must meet counts.
    """
    return max(_by_person(present, sizes, stale), float(_by_drawers(present, sizes)))


def _by_person(present: NDArray[np.bool_], sizes: list[Int], stale: NDArray[np.float32]) -> float:
    there = present.astype(np.float32)
    partners = sum(
        (present[:, r] * (int(size.min() if len(size) else 1) - 1) for r, size in enumerate(sizes)),
        np.zeros(len(there)),
    )
    total = 0.0
    for i in range(len(there)):
        met = np.flatnonzero(there @ there[i] > 0) if not present.all() else np.arange(len(there))
        met = met[met != i]
        total += max(partners[i] - len(met), 0.0)
        if len(stale):
            total += float(np.sort(stale[i, met])[: int(partners[i])].sum())
    whole = max(np.ceil(total / 2 - 1e-6), 0.0) if not len(stale) else total / 2
    return float(whole)


def _by_drawers(present: NDArray[np.bool_], sizes: list[Int]) -> int:
    total = 0
    for r in range(1, len(sizes)):
        worst = 0
        for earlier in range(r):
            if (present[:, r] <= present[:, earlier]).all():  # everybody sat somewhere then
                worst = max(worst, sum(_pairs_in_drawers(int(s), len(sizes[earlier])) for s in sizes[r]))
        total += worst
    return total


def _pairs_in_drawers(people: int, drawers: int) -> int:
    each, more = divmod(people, drawers)
    return drawers * each * (each - 1) // 2 + more * each
