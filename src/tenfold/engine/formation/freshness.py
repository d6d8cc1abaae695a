"""How fresh a meeting of long ago still is: what ``Problem.met`` wants to know."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.problem import Pairs

HALF_LIFE = 180.0
"""Days after which half of a meeting has faded; a year leaves a quarter."""


def met_pairs(who: NDArray[np.int32], days: NDArray[np.floating], *, half_life: float = HALF_LIFE) -> Pairs:
    """Pairs with how fresh their meetings are together, from 0 (long ago) to 1 (now).

    who        int32 (m, 2): who met whom, one row a meeting
    days       (m,): how many days ago; what lies ahead counts as now
    half_life  days after which half of a meeting has faded

    A meeting of d days ago is fresh by f = 2^(-d / half_life), as forgetting is commonly modelled. Several meetings of
    one pair add up as independent chances do, 1 - (1 - f1)(1 - f2)…, so that they never exceed 1. Raises ``ValueError``
    for a half-life that is not positive.

    >>> met_pairs(np.array([[0, 1], [1, 0]], np.int32), np.array([180.0, 180.0])).value.tolist()
    [0.75]
    """
    if not half_life > 0:
        raise ValueError(f"half_life must be more than 0 days, not {half_life}")
    if len(who) == 0:
        return Pairs()
    low, high = np.sort(who, axis=1).T.astype(np.int64)
    keys, pair = np.unique(low << 32 | high, return_inverse=True)
    fresh = np.exp2(-np.maximum(days, 0.0) / half_life)
    faded = np.zeros(len(keys))
    with np.errstate(divide="ignore"):  # of what is wholly fresh nothing has faded: log 0
        np.add.at(faded, pair, np.log1p(-fresh))
    pairs = np.column_stack((keys >> 32, keys & 0xFFFFFFFF)).astype(np.int32)
    return Pairs(pairs, (-np.expm1(faded)).astype(np.float32))
