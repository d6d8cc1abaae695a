"""Where sizes may differ: the sizes to start from.

If distances are about alike, a group of s is worth s (s - 1) / 2 of them, so some groups should be as large as they
may and the others as small. Which ones is a knapsack, and single moves hardly ever correct a wrong choice.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dense.board import Board

PATIENCE = 100_000_000
"""Beyond so many steps of the knapsack, sizes are drawn at random instead."""


def start_sizes(board: Board, rng: np.random.Generator) -> NDArray[np.int32]:
    """Sizes (g,) within bounds, of sum n, with the greatest worth at the mean distance.

    >>> from tenfold.engine.formation.dense.board import board_of
    >>> board, _ = board_of(1 - np.eye(6), np.array([1, 1, 1], np.int32), np.array([3, 4, 3], np.int32))
    >>> start_sizes(board, np.random.default_rng(0)).tolist()
    [1, 4, 1]
    """
    n, lower, upper = len(board.distances), board.lower, board.upper
    spare = n - int(lower.sum())
    room = np.minimum(upper - lower, spare)
    if int(room.sum()) * spare > PATIENCE:
        return _drawn(lower, room, spare, rng)
    sign = 1 if board.distances.sum(dtype=np.int64) >= 0 else -1
    return lower + _knapsack(lower.astype(np.int64), room, spare, sign).astype(np.int32)


def _knapsack(lower: NDArray[np.int64], room: NDArray[np.int32], spare: int, sign: int) -> NDArray[np.int64]:
    """Who gets how many of the spare ones, so that ``sign`` times the sum of squared sizes is greatest."""
    worth = np.full(spare + 1, -np.inf)
    worth[0] = 0
    choice = np.zeros((len(lower), spare + 1), np.int64)
    for g, (low, most) in enumerate(zip(lower, room, strict=True)):
        best = np.full(spare + 1, -np.inf)
        for extra in range(most + 1):
            value = worth[: spare + 1 - extra] + sign * float((low + extra) ** 2)
            better = value > best[extra:]
            best[extra:][better] = value[better]
            choice[g, extra:][better] = extra
        worth = best
    given, left = np.zeros(len(lower), np.int64), spare
    for g in reversed(range(len(lower))):
        given[g] = choice[g, left]
        left -= given[g]
    return given


def _drawn(
    lower: NDArray[np.int32], room: NDArray[np.int32], spare: int, rng: np.random.Generator
) -> NDArray[np.int32]:
    """Groups filled to their largest size in random order, until nobody is left."""
    sizes = lower.copy()
    for g in rng.permutation(len(sizes)):
        extra = min(int(room[g]), spare)
        sizes[g] += extra
        spare -= extra
    return sizes
