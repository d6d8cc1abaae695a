"""What people of a shard differ in, as compiled code reads it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.sharded.crowd import Crowd, Rules

Float = NDArray[np.float32]
Code = NDArray[np.uint16]


class Traits(NamedTuple):
    """What m people differ in.

    slot (m, F)    where each nominal value is counted: in the F features' values, one after the other, each feature's
                   last slot (``unknown``) being for those whose value is not known
    number (m, G)  numeric values, 0 where unknown, and ``known`` (m, G) whether they are
    unknown (F,)   see ``slot``; ``begin`` (F,) the first slot of each feature; ``slots`` how many there are
    worth (F + G,) twice the share of each feature in the whole
    size_worth     what a full deviation from the target size costs per person
    """

    slot: Code
    number: Float
    known: Float
    unknown: Code
    begin: Code
    slots: int
    worth: Float
    size_worth: float


def traits_of(crowd: Crowd, rules: Rules) -> Traits:
    """What the people of a shard differ in."""
    kinds = np.array(rules.kinds, np.int64)
    ends = np.cumsum(kinds + 1)
    begin, unknown = ends - kinds - 1, ends - 1
    known = ~np.isnan(crowd.numbers)
    return Traits(
        np.where(crowd.codes < 0, unknown, crowd.codes + begin).astype(np.uint16),
        np.where(known, crowd.numbers, 0).astype(np.float32),
        known.astype(np.float32),
        unknown.astype(np.uint16),
        begin.astype(np.uint16),
        int(ends[-1]) if len(ends) else 0,
        rules.shares.astype(np.float32),
        float(rules.weights.size),
    )
