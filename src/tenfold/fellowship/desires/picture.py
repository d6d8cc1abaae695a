"""The map as numbers for a page: where desires lie, and people only where several stand together."""

from __future__ import annotations

from typing import Any

import numpy as np

from tenfold.engine.unity import Landscape
from tenfold.engine.unity.pooling import SMALLEST

from .bridge import F64, Gathered
from .telling import MAP_FROM

CELLS = 14
MOST = 60
"""So many desires are drawn at most: those that tell most of where people differ."""


def picture_of(gathered: Gathered, drawn: Landscape, told: set[int]) -> dict[str, Any]:
    """``desires``: [key, x, y]; ``people``: [x, y, how many]; ``camps``: [x, y, share]; everything within -1 to 1.

    Fewer than ``MAP_FROM`` people are not drawn, nor cells with fewer than ``SMALLEST``.
    """
    answered = np.diff(gathered.responses.start) > 0
    placed = drawn.people[answered]
    if len(placed) < SMALLEST or not len(gathered.desires):
        return {}
    reach = float(np.quantile(np.abs(placed), 0.99)) or 1.0
    return {
        "desires": _desires(gathered, drawn, told),
        "people": _cells(placed / reach) if len(placed) >= MAP_FROM else [],
        "camps": _camps(drawn, reach, len(placed)),
        "explained": [round(float(share), 2) for share in drawn.explained],
    }


def _desires(gathered: Gathered, drawn: Landscape, told: set[int]) -> list[list[float]]:
    known = np.array([key in told for key in gathered.desires.tolist()], bool)
    if not known.any():
        return []
    place, keys = drawn.desires[known], gathered.desires[known]
    length = np.linalg.norm(place, axis=1)
    reach = float(length.max()) or 1.0
    chosen = np.argsort(-length, kind="stable")[:MOST]
    return [[int(keys[i]), round(float(place[i, 0] / reach), 3), round(float(place[i, 1] / reach), 3)] for i in chosen]


def _cells(placed: F64) -> list[list[float]]:
    at = np.clip(((placed + 1.0) / 2.0 * CELLS).astype(int), 0, CELLS - 1)
    cell, people = np.unique(at[:, 0] * CELLS + at[:, 1], return_counts=True)
    shown = people >= SMALLEST
    middle = (np.stack(np.divmod(cell[shown], CELLS), axis=1) + 0.5) / CELLS * 2.0 - 1.0
    return [[round(x, 3), round(y, 3), int(many)] for (x, y), many in zip(middle.tolist(), people[shown], strict=True)]


def _camps(drawn: Landscape, reach: float, people: int) -> list[list[float]]:
    camps = drawn.camps
    if camps.count < 2 or people < MAP_FROM:
        return []
    centre = np.clip(camps.centre / reach, -1.0, 1.0)
    return [
        [round(float(x), 3), round(float(y), 3), round(float(share), 1)]
        for (x, y), share in zip(centre, camps.share, strict=True)
    ]
