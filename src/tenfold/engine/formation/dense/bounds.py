"""Upper bounds: no grouping whatever can have a higher objective."""

from __future__ import annotations

import numpy as np
import scipy.linalg
from numpy.typing import NDArray

Float = NDArray[np.float64]

LARGEST_SPECTRUM = 2500
"""Beyond this many elements, eigenvalues take longer than the search they would judge."""


def upper_bound(D: Float, lower: NDArray[np.int32], upper: NDArray[np.int32], *, reached: float) -> float:
    """The smaller of the bound by rows and, up to ``LARGEST_SPECTRUM`` elements, the eigenvalue bound.

    ``reached`` is the objective of some grouping, which guides the steps towards a tight bound.
    """
    bound = row_bound(D, upper)
    if len(D) <= LARGEST_SPECTRUM:
        bound = min(bound, eigenvalue_bound(D, lower, upper, reached=reached))
    return max(bound, reached)


def row_bound(D: Float, upper: NDArray[np.int32]) -> float:
    """Half the sum, over elements, of their largest distances to as many others as the largest group has room for.

    >>> row_bound(np.array([[0, 1, 2.], [1, 0, 3], [2, 3, 0]]), np.array([2]))
    4.0
    """
    others = min(int(upper.max()), len(D)) - 1
    if others < 1:
        return 0.0
    largest = np.partition(D, len(D) - others, axis=1)[:, len(D) - others :]
    return float(np.maximum(largest, 0).sum() / 2)


def eigenvalue_bound(D: Float, lower: NDArray[np.int32], upper: NDArray[np.int32], *, reached: float) -> float:
    """The bound of Donath and Hoffman (1973), its diagonal improved by subgradient steps.

    With Z(i, j) = 1 where i and j share a group, the objective is tr(D Z) / 2, and the eigenvalues of Z are the sizes.
    For every diagonal u of sum 0 and every c, tr(D Z) = c * (sum of squared sizes) + tr((D + diag u - c J) Z), J all
    ones, and the last term is at most the sum of the largest eigenvalues, each times its size, in falling order. With
    equal sizes c is as good as minus infinite: it makes the vector of ones, which every such Z shares, the first
    eigenvector, so for distances of negative type (Euclidean, L1) already the first step is at or below s / n times
    the sum of all distances. With others c takes the mean away.
    """
    n, groups = len(D), len(lower)
    sizes = _steepest_sizes(n, lower, upper)
    equal = bool((lower == upper).all() and (lower == lower[0]).all())
    mean = max(float(D.sum()) / n**2, 0.0)
    c = -100 * float(np.abs(D).max()) if equal else mean
    base = D - c
    u, best, first = np.zeros(n), np.inf, max(n - groups, 0)
    for _ in range(max(2, min(60, 3_000_000_000 // n**3))):
        values, vectors = scipy.linalg.eigh(base + np.diag(u), subset_by_index=(first, n - 1))
        values, vectors = values[::-1], vectors[:, ::-1]
        bound = (c * float(np.sum(sizes**2)) + float(values @ sizes[: len(values)])) / 2
        best = min(best, bound)
        slope = vectors**2 @ sizes[: len(values)] / 2
        slope -= slope.mean()
        length = float(slope @ slope)
        if length < 1e-12 or bound - reached <= 1e-9 * abs(bound):
            break
        # Polyak's step towards a value a little below the best known bound.
        u -= slope * (bound - (reached + 0.5 * (best - reached))) / length
    return best + 1e-9 * abs(best)


def _steepest_sizes(n: int, lower: NDArray[np.int32], upper: NDArray[np.int32]) -> Float:
    """Falling sizes (g,) of sum n whose first k, for every k, hold at least what any k groups within bounds can."""
    largest = np.cumsum(np.sort(upper)[::-1])
    least = np.concatenate([np.cumsum(np.sort(lower))[::-1][1:], [0]])
    most = np.minimum(largest, n - least).astype(np.float64)
    # The least concave curve above these sums: only then are its steps falling, as the bound needs.
    points = np.concatenate([[0.0], most])
    hull = [0]
    for k in range(1, len(points)):
        while len(hull) > 1 and _below(points, hull[-2], hull[-1], k):
            hull.pop()
        hull.append(k)
    steps: Float = np.diff(np.interp(np.arange(len(points)), hull, points[hull]))
    return steps


def _below(points: Float, a: int, b: int, c: int) -> bool:
    return bool((points[b] - points[a]) * (c - a) <= (points[c] - points[a]) * (b - a))
