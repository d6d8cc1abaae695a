"""The distances of a problem as whole numbers, and the bounds of its groups, as the compiled search wants them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

ROOM = 1 << 27
"""No sum of distances inside one group exceeds this, so a gain of four such terms fits 32 bits."""


class Board(NamedTuple):
    """``distances`` int32 (n, n), ``lower`` and ``upper`` int32 (g,), and ``nearest`` int32 (n,), the least distance of
    each element to another one; built by :func:`board_of`."""

    distances: NDArray[np.int32]
    lower: NDArray[np.int32]
    upper: NDArray[np.int32]
    nearest: NDArray[np.int32]


def bounds_of(sizes_or_bounds: ArrayLike, n: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Lower and upper size of each group from one number (of groups, as equal as can be), (g,) sizes or (g, 2) bounds.

    >>> bounds_of(3, 10)
    (array([4, 3, 3], dtype=int32), array([4, 3, 3], dtype=int32))
    """
    given = np.asarray(sizes_or_bounds)
    if given.dtype.kind not in "iu":
        raise ValueError("Group sizes are whole numbers.")
    if given.ndim == 0:
        groups = int(given)
        if not 1 <= groups <= n:
            raise ValueError(f"{n} elements cannot form {groups} groups.")
        given = np.array([n // groups + (g < n % groups) for g in range(groups)])
    if given.ndim == 1:
        given = np.stack([given, given], axis=1)
    if given.ndim != 2 or given.shape[1] != 2 or not len(given):
        raise ValueError("Groups are given as one number, as (g,) sizes or as (g, 2) least and largest sizes.")
    lower, upper = given[:, 0].astype(np.int32), given[:, 1].astype(np.int32)
    if (lower < 0).any() or (upper < lower).any():
        raise ValueError("The largest size of a group is smaller than its least size, or a size is negative.")
    if not lower.sum(dtype=np.int64) <= n <= upper.sum(dtype=np.int64):
        raise ValueError(f"The groups hold {lower.sum()} to {upper.sum()} elements, but there are {n}.")
    if len(given) > np.iinfo(np.uint16).max:
        raise ValueError(
            "More than 65,535 groups: a square matrix is not the way to form so many; see the table engine."
        )
    return lower, upper


def checked(D: ArrayLike) -> NDArray[np.float64]:
    """The matrix as float64, its diagonal 0; an error where it is not square, finite and symmetric."""
    distances = np.array(D, np.float64)
    if distances.ndim != 2 or distances.shape[0] != distances.shape[1] or not len(distances):
        raise ValueError(f"Distances are a square matrix, not an array of shape {distances.shape}.")
    np.fill_diagonal(distances, 0)
    if not np.isfinite(distances).all():
        raise ValueError("A distance is missing or infinite.")
    if not np.allclose(distances, distances.T, rtol=1e-9, atol=0):
        raise ValueError("The distances are not symmetric: d(i, j) differs from d(j, i) somewhere.")
    return distances


def board_of(distances: NDArray[np.float64], lower: NDArray[np.int32], upper: NDArray[np.int32]) -> tuple[Board, float]:
    """Distances times a scale, rounded to whole numbers, and that scale.

    A power of ten that makes all distances whole is preferred, as the numbers of instances are short decimals; then
    the search is exact. Otherwise the finest grid that fits 32 bits is taken: an error of 1e-8 of a group's sum.
    """
    largest = float(np.abs(distances).max()) * float(upper.max())
    finest = ROOM / largest if largest else 1.0
    scale = finest
    for power in range(7):
        scaled = distances * 10.0**power
        if 10.0**power <= finest and np.abs(scaled - np.rint(scaled)).max() < 1e-6:
            scale = 10.0**power
            break
    whole = np.rint(distances * scale).astype(np.int32)
    nearest = (whole + np.diag(np.full(len(whole), ROOM, np.int32))).min(axis=1)
    return Board(whole, lower, upper, nearest), scale
