"""What no grouping can exceed: the spread of the whole table, less what whole numbers must leave uneven."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

STEPS = 32
"""A column with more different values than this is taken for continuous."""

WINDOW = 2
"""How many units a group's count may lie off its fair share on either side; beyond, nothing can be gained."""

ROWS = 1 << 18
"""Rows read at a time, so that a table of any length needs little room."""


def total_spread(X: NDArray[np.floating]) -> float:
    """The sum of squared distances to the mean of all, in float64."""
    centre = X.mean(axis=0, dtype=np.float64)
    return float(sum(((X[k : k + ROWS].astype(np.float64) - centre) ** 2).sum() for k in range(0, len(X), ROWS)))


def bound(X: ArrayLike, sizes: ArrayLike) -> float:
    """The integer-tightened variance bound on the spread inside groups.

    ``X`` (n, d), ``sizes`` (g,) of sum n. The spread inside groups is the total spread less the sum over groups of
    |S|^2 / size, S a group's sum of centred points. In a column whose values are whole steps of w from its least value
    (0/1 columns above all), S is w times a whole number less a fair share, so it cannot be 0 everywhere; the smallest
    possible sum is subtracted.

    >>> bound([[0.0], [1.0], [1.0], [1.0]], [2, 2])  # one of the two groups has both kinds
    0.5
    """
    table, size = np.asarray(X), np.asarray(sizes, np.int64)
    if table.ndim != 2 or size.ndim != 1 or size.sum() != len(table):
        raise ValueError("The table is (n, d) and the sizes (g,) add up to n.")
    return total_spread(table) - sum(_unevenness(table[:, f], size) for f in range(table.shape[1]))


def _unevenness(column: NDArray[np.floating], size: NDArray[np.int64]) -> float:
    """The least possible sum of S^2 / size in one column; 0 for a continuous one."""
    if len(np.unique(column[:1000])) > STEPS:
        return 0.0
    values = np.unique(column).astype(np.float64)
    if not 2 <= len(values) <= STEPS:
        return 0.0
    step = float(np.diff(values).min())
    count = (values - values[0]) / step
    if np.abs(count - np.rint(count)).max() > 1e-4:
        return 0.0
    total = int(np.rint((column.astype(np.float64) - values[0]) / step).sum())
    return step**2 * _least_uneven(total, size[size > 0])


def _least_uneven(total: int, size: NDArray[np.int64]) -> float:
    """Smallest sum of (c - fair)^2 / size over whole c of a given sum, fair = total * size / n.

    The cost is convex in each c, so units go one by one to where the next is cheapest.
    """
    fair = total * size / size.sum()
    low = np.floor(fair) - WINDOW
    levels = low[:, None] + np.arange(2 * WINDOW + 1)
    price = (2 * (levels - fair[:, None]) + 1) / size[:, None]
    units = int(total - low.sum())
    start = float((((low - fair) ** 2) / size).sum())
    return start + float(np.sort(price, axis=None)[:units].sum())
