"""Mixed tables to numbers: columns that differ by their weight, whatever they are made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray


def standardised(X: ArrayLike) -> NDArray[np.float32]:
    """Numeric columns (n, d) with mean 0 and variance 1; a column without variance becomes 0.

    >>> standardised([[1.0, 5], [3, 5]]).tolist()
    [[-1.0, 0.0], [1.0, 0.0]]
    """
    table = np.asarray(X, np.float64)
    spread = table.std(axis=0)
    scaled: NDArray[np.float32] = ((table - table.mean(axis=0)) / np.where(spread > 0, spread, 1)).astype(np.float32)
    return scaled


def encode(
    *, nominal: Sequence[ArrayLike] = (), numeric: Sequence[ArrayLike] = (), weights: Sequence[float] | None = None
) -> NDArray[np.float32]:
    """One numeric table (n, columns) whose squared distances are the weighted differences of mixed columns.

    ``nominal`` columns hold codes or words (n,): two different ones differ by the column's weight. ``numeric`` columns
    (n,) are standardised: two values one standard deviation apart differ by the weight; NaN counts as the mean.
    ``weights`` name the nominal columns first, then the numeric ones; 1 each by default. Raises ValueError where the
    columns have different lengths or a weight is negative.

    >>> table = encode(nominal=[["he", "ru", "he"]], weights=[3.0])
    >>> squared = ((table[:, None] - table) ** 2).sum(axis=2)
    >>> squared.round(3).tolist()
    [[0.0, 3.0, 0.0], [3.0, 0.0, 3.0], [0.0, 3.0, 0.0]]
    """
    given = [np.asarray(column) for column in (*nominal, *numeric)]
    worth = np.ones(len(given)) if weights is None else np.asarray(weights, np.float64)
    if not given or len({column.shape for column in given}) != 1 or given[0].ndim != 1:
        raise ValueError("A table is made of at least one column, all of the same length.")
    if worth.shape != (len(given),) or not (worth >= 0).all():
        raise ValueError(f"{len(given)} columns need as many weights, none of them negative.")
    parts = []
    for column, weight in zip(given[: len(nominal)], worth[: len(nominal)], strict=True):
        values, code = np.unique(column, return_inverse=True)
        parts.append(np.sqrt(weight / 2) * (code[:, None] == np.arange(len(values))))
    for column, weight in zip(given[len(nominal) :], worth[len(nominal) :], strict=True):
        number = column.astype(np.float64)
        known = np.isfinite(number)
        filled = np.where(known, number, number[known].mean() if known.any() else 0.0)
        parts.append(np.sqrt(weight) * standardised(filled[:, None]))
    return np.hstack(parts).astype(np.float32)
