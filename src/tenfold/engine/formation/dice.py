"""Random numbers inside compiled code: the same for a seed on every machine and for any number of threads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel

State = NDArray[np.uint64]


@kernel
def draw(state: State) -> np.uint64:
    """Next number of a xorshift64* generator (Vigna 2016); ``state`` (1,) must not be 0."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    drawn: np.uint64 = x * np.uint64(0x2545F4914F6CDD1D)
    return drawn


@kernel
def below(state: State, bound: int) -> int:
    """A number from 0 to ``bound`` - 1."""
    return int(np.int64(((draw(state) >> np.uint64(32)) * np.uint64(bound)) >> np.uint64(32)))


@kernel
def unity(state: State) -> float:
    """A number from 0 up to, not including, 1."""
    return float(draw(state) >> np.uint64(11)) * (1.0 / 9007199254740992.0)
