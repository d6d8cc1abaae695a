"""How Polis finds its groups: many small clusters, then clusters of those, as many as the silhouette likes best."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
BASE_CLUSTERS = 100
MOST_GROUPS = 5


def opinion_groups(places: F64, taking_part: NDArray[np.bool_]) -> NDArray[np.int64]:
    """int64 (n,): group of each person on the map ``places`` (n, 2), -1 for those who do not take part.

    k-means to at most 100 base clusters from the first distinct places, then weighted k-means on those for every k
    from 2 to min(5, 2 + base // 12), of which the one with the best silhouette is taken; larger groups come first.
    """
    group = np.full(len(places), -1, np.int64)
    chosen = np.flatnonzero(taking_part)
    if not len(chosen):
        return group
    base = _k_means(places[chosen], np.ones(len(chosen)), BASE_CLUSTERS)
    weight = np.bincount(base).astype(np.float64)
    middle = np.stack([np.bincount(base, places[chosen, a]) / weight for a in range(2)], axis=1)
    best, labels = -np.inf, np.zeros(len(weight), np.int64)
    for k in range(2, min(MOST_GROUPS, 2 + len(weight) // 12) + 1):
        tried = _k_means(middle, weight, k)
        worth = silhouette(middle, tried)
        if worth > best:
            best, labels = worth, tried
    order = np.argsort(-np.bincount(labels, weight), kind="stable")
    group[chosen] = np.argsort(order)[labels][base]
    return group


def _k_means(points: F64, weight: F64, k: int, turns: int = 20) -> NDArray[np.int64]:
    """Labels 0 .. without gaps; the first k distinct points are the first centres, as in Polis."""
    _, first = np.unique(points, axis=0, return_index=True)
    centres = points[np.sort(first)[:k]]
    labels = np.zeros(len(points), np.int64)
    for _ in range(turns):
        labels = ((points[:, None] - centres) ** 2).sum(2).argmin(1)
        held = np.bincount(labels, weight, minlength=len(centres))
        sums = np.stack([np.bincount(labels, weight * x, minlength=len(centres)) for x in points.T], axis=1)
        moved = np.where(held[:, None] > 0, sums / np.maximum(held, 1e-12)[:, None], centres)
        if np.allclose(moved, centres, rtol=0, atol=1e-12):
            break
        centres = moved
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def silhouette(points: F64, labels: NDArray[np.int64]) -> float:
    """Mean silhouette (Rousseeuw 1987); -1 when there is only one group.

    >>> round(silhouette(np.array([[0.0, 0], [0, 1], [9, 0], [9, 1]]), np.array([0, 0, 1, 1])), 3)
    0.889
    """
    sizes = np.bincount(labels)
    if len(sizes) < 2:
        return -1.0
    distance = np.sqrt(((points[:, None] - points) ** 2).sum(2))
    sums = np.stack([distance[:, labels == g].sum(1) for g in range(len(sizes))], axis=1)
    rows = np.arange(len(points))
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    sums /= sizes
    sums[rows, labels] = np.inf
    other = sums.min(1)
    value = np.where(sizes[labels] > 1, (other - own) / np.maximum(np.maximum(own, other), 1e-300), 0.0)
    return float(value.mean())
