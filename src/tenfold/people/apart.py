"""Numbers in a picture, moved so that none hides another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

TURNS = 300
SPARE = 1.02
GOLDEN = 2.39996
"""The angle by which a sunflower sets one seed after another."""


def apart(places: F64, gap: float, low: tuple[float, float], high: tuple[float, float]) -> F64:
    """float64 (n, 2): ``places`` with at least ``gap`` between any two, moved as little as that takes, inside a frame.

    Where the frame is too narrow for all, some stay closer. What hides nothing stays where it is.

    >>> apart(np.array([[0.0, 0.0], [1.0, 0.0], [9.0, 9.0]]), 2.0, (-9, -9), (9, 9)).round(2).tolist()
    [[-0.52, 0.0], [1.52, 0.0], [9.0, 9.0]]
    """
    moved = np.array(places, dtype=np.float64).reshape(-1, 2)
    itself = np.eye(len(moved), dtype=bool)
    far = np.hypot(*(moved[:, None] - moved[None]).T).T
    same = ((far < 1e-6 * gap) & ~itself).any(1)
    turn = GOLDEN * np.flatnonzero(same)
    # Those at the very same place part a little, each in a direction of its own, before they are pushed.
    moved[same] += 1e-3 * gap * np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(turn + 1.0)[:, None]
    for _turn in range(TURNS):
        way = moved[:, None] - moved[None]
        far = np.hypot(way[..., 0], way[..., 1])
        close = (far < gap) & ~itself
        if not close.any():
            break
        step = np.where(close, SPARE * gap - far, 0.0) / np.maximum(far, 1e-9)
        # Half of the way each; less where many push at once, so that a crowd does not burst.
        share = 2.0 * np.maximum(1.0, np.sqrt(close.sum(1)))[:, None]
        moved = np.clip(moved + (step[..., None] * way).sum(1) / share, low, high)
    return moved
