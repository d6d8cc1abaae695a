"""Where points go: on a ring, on rings that touch a ring, in a sunflower's head."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from tenfold.site.drawing.svg import Points

GOLDEN_ANGLE = pi * (3 - sqrt(5))

Indices = NDArray[np.int64]
"""Numbers of points, shape (k,)."""


def on_ring(count: int, radius: float, *, turn: float = 0.0) -> Points:
    """``count`` places on a circle, clockwise, the first at the top turned by ``turn`` radians.

    >>> on_ring(4, 10.0).round().astype(int).tolist()
    [[0, -10], [10, 0], [0, 10], [-10, 0]]
    """
    angles = 2 * pi * np.arange(count) / max(count, 1) + turn
    return np.column_stack((radius * np.sin(angles), -radius * np.cos(angles)))


def sunflower(count: int, radius: float) -> Points:
    """``count`` places that fill a disc evenly, from the middle outwards.

    Vogel's model of the sunflower head (1979): the distance grows with the root of the rank, each next place is a
    golden angle further.
    """
    rank = np.arange(count)
    distance = radius * np.sqrt((rank + 0.5) / max(count, 1))
    return np.column_stack((distance * np.sin(rank * GOLDEN_ANGLE), -distance * np.cos(rank * GOLDEN_ANGLE)))


def touching(count: int, reach: float, *, gap: float = 0.06) -> tuple[float, float]:
    """A ring with ``count`` discs around it that touch it from outside: (its radius, the radius of each disc).

    All of it lies within ``reach``. Neighbouring discs leave ``gap`` of their size between them; a few discs never
    grow past a third of the reach.

    >>> radius, child = touching(10, 100.0)
    >>> radius + 2 * child == 100, 2 * (radius + child) * sin(pi / 10) > 2 * child
    (True, True)
    """
    share = sin(pi / max(count, 3)) / (1 + gap)  # radius of a disc over its distance from the middle
    child = min(reach * share / (1 + share), reach / 3)
    return reach - 2 * child, child


def split(points: Points, which: Indices, sizes: Sequence[int], *, by_angle: bool) -> list[Indices]:
    """Deal the places ``which`` out to neighbours, ``sizes`` to each, so that kin stand together.

    A whole head is cut like a cake, by the angle; a piece is cut along its longer side, so that patches stay compact.
    ``sizes`` add up to the number of places.
    """
    here = points[which]
    if by_angle:
        along = np.arctan2(here[:, 0], -here[:, 1]) % (2 * pi)
    else:
        centred = here - here.mean(axis=0)
        along = centred @ np.linalg.eigh(centred.T @ centred)[1][:, -1]
    ranked = which[np.argsort(along, kind="stable")]
    return np.split(ranked, np.cumsum(sizes)[:-1])


def shares(people: Sequence[int], total: int) -> list[int]:
    """``total`` places in proportion to ``people``, at least one for each, by largest remainder.

    >>> shares([100, 50, 1], 15)
    [9, 5, 1]
    """
    counts = np.array(people, dtype=np.float64)
    given = np.ones(len(people), dtype=np.int64)
    left = max(total - len(people), 0)
    ideal = counts * left / max(counts.sum(), 1.0)
    given += np.floor(ideal).astype(np.int64)
    for place in np.argsort(np.floor(ideal) - ideal, kind="stable")[: max(total - int(given.sum()), 0)]:
        given[place] += 1
    return [int(count) for count in given]
