"""Who takes which part in rounds that are known: so that those who have met before, or sit apart, do not meet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dice import Dice, below, dice
from tenfold.engine.formation.kernel import kernel

Int = NDArray[np.int32]

_TRIALS = 60_000_000
"""Pairs looked at."""


def relabel(seats: Int, people: int, price: NDArray[np.float32], seed: int) -> Int:
    """The rows of ``seats`` (N, R) for so many people, N or a few less, in an order in which pairs with a price (n, n)
    seldom meet."""
    N = len(seats)
    meet = np.zeros((N, N), np.float32)
    for table in seats.T:
        meet = np.maximum(meet, (table[:, None] == table[None, :]).astype(np.float32))
    prices = np.zeros((N, N), np.float32)
    prices[:people, :people] = price
    part: Int = np.arange(N, dtype=np.int32)
    _exchange_parts(part, people, meet, prices, dice(seed, 1)[0], _TRIALS // N)
    return seats[part[:people]]


@kernel
def _exchange_parts(
    part: Int, people: int, meet: NDArray[np.float32], price: NDArray[np.float32], state: Dice, trials: int
) -> None:
    """Let two people change parts wherever that does not cost more."""
    for _ in range(trials):
        i, j = below(state, people), below(state, people)
        if i == j:
            continue
        worse = 0.0
        for k in range(people):
            if k != i and k != j:
                worse += (price[i, k] - price[j, k]) * (meet[part[j], part[k]] - meet[part[i], part[k]])
        if worse <= 1e-9:
            part[i], part[j] = part[j], part[i]
