"""Where points go: on a ring, on rings that touch a ring, in a sunflower's head."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sin, sqrt

import numpy as np

from tenfold.site.drawing.svg import Points

GOLDEN_ANGLE = pi * (3 - sqrt(5))


def on_ring(count: int, radius: float, *, turn: float = 0.0) -> Points:
    """``count`` places on a circle, clockwise, the first at the top turned by ``turn`` radians.

    >>> on_ring(4, 10.0).round().tolist()
    [[0.0, -10.0], [10.0, -0.0], [0.0, 10.0], [-10.0, 0.0]]
    """
    angles = 2 * pi * np.arange(count) / max(count, 1) + turn
    return np.column_stack((radius * np.sin(angles), -radius * np.cos(angles)))


def sunflower(count: int, radius: float) -> Points:
    """``count`` places that fill a disc evenly, from the middle outwards (Vogel 1979, r = c·√i at multiples of the golden angle)."""
    rank = np.arange(count)
    distance = radius * np.sqrt((rank + 0.5) / max(count, 1))
    return np.column_stack((distance * np.sin(rank * GOLDEN_ANGLE), -distance * np.cos(rank * GOLDEN_ANGLE)))


def touching(count: int, reach: float, *, gap: float = 0.06) -> tuple[float, float]:
    """A ring with ``count`` rings around it that touch it: (its radius, the reach of each child), all within ``reach``.

    Neighbouring children leave ``gap`` of their size between them; fewer than three never grow past a third of the reach.
    """
    share = sin(pi / max(count, 3)) / (1 + gap)  # child reach = share · (ring + child reach)
    child = min(share / (1 - share) * reach / (1 + 2 * share / (1 - share)), reach / 3)
    return reach - 2 * child, child


def split(points: Points, order: np.ndarray, sizes: Sequence[int], *, by_angle: bool) -> list[np.ndarray]:
    """Share the places in ``order`` among neighbours, ``sizes`` of them each, so that kin stand together.

    The whole is cut like a cake, by the angle; a slice is cut along its longer side, so that patches stay compact.
    ``sizes`` add up to ``len(order)``. Returns one array of indices into ``points`` for each size.
    """
    if by_angle:
        key = np.arctan2(points[order, 0], -points[order, 1]) % (2 * pi)
    else:
        here = points[order]
        centred = here - here.mean(axis=0)
        _, _, axes = np.linalg.svd(centred, full_matrices=False) if len(order) > 2 else (None, None, np.eye(2))
        key = centred @ axes[0]
    ranked = order[np.argsort(key, kind="stable")]
    return np.split(ranked, np.cumsum(sizes)[:-1])
