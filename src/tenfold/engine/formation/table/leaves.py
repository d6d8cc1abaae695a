"""Cut points into leaves of near neighbours by random planes (random projection trees, Dasgupta and Freund 2008)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dice import Dice, below
from tenfold.engine.formation.kernel import kernel

Float = NDArray[np.float32]
Int = NDArray[np.int32]

DEPTH = 64
"""Open ranges at a time: the larger half is put aside first, so the logarithm of the number of points is enough."""

SAMPLES = 5
"""A plane goes through the median of so many points."""


@kernel
def _height(x: Float, row: int, plane: Float) -> float:
    height = np.float32(0)
    for f in range(len(plane)):
        height += x[row, f] * plane[f]
    return float(height)


@kernel
def _aim(x: Float, order: Int, first: int, last: int, plane: Float, stream: Dice) -> float:
    """Set the plane across the line between two random points of a range; return the median height of a few."""
    p, q = order[first + below(stream, last - first)], order[first + below(stream, last - first)]
    for f in range(len(plane)):
        plane[f] = x[p, f] - x[q, f]
    heights = np.empty(SAMPLES, np.float32)
    for k in range(SAMPLES):
        heights[k] = _height(x, order[first + below(stream, last - first)], plane)
    heights.sort()
    return float(heights[SAMPLES // 2])


@kernel
def _part(order: Int, heights: Float, first: int, last: int, pivot: float) -> int:
    """Hoare's partition: lower heights to the front, higher ones to the back, equal ones evenly to both."""
    i, j = first, last - 1
    while True:
        while heights[i] < pivot and i < last - 1:
            i += 1
        while heights[j] > pivot and j > first:
            j -= 1
        if i >= j:
            return i
        order[i], order[j] = order[j], order[i]
        heights[i], heights[j] = heights[j], heights[i]
        i += 1
        j -= 1


@kernel
def cut(x: Float, order: Int, widest: int, stream: Dice) -> Int:
    """Permute ``order`` (m,), row numbers of ``x`` (m, d), so that each leaf is a range; return the leaves' ends.

    A leaf holds at most ``widest`` points.
    """
    m, ends, leaves, height = len(order), np.empty(len(order), np.int32), 0, np.empty(len(order), np.float32)
    plane, todo, waiting = np.empty(x.shape[1], np.float32), np.empty((DEPTH, 2), np.int64), 0
    first, last = 0, m
    while True:
        if last - first <= widest:
            if last > first:
                ends[leaves] = last
                leaves += 1
            if waiting == 0:
                return ends[:leaves]
            waiting -= 1
            first, last = todo[waiting, 0], todo[waiting, 1]
            continue
        pivot = _aim(x, order, first, last, plane, stream)
        for k in range(first, last):
            height[k] = _height(x, order[k], plane)
        middle = _part(order, height, first, last, pivot)
        if middle - first < (last - first) // 8 or last - middle < (last - first) // 8:
            middle = (first + last) // 2
        todo[waiting, 0], todo[waiting, 1] = middle, last
        waiting += 1
        last = middle
