"""Random numbers inside compiled code: a stream is one 64-bit state that its owner carries, whatever the threads do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import bare_kernel

Dice = NDArray[np.uint64]
"""One stream: shape (1,), never 0."""


def dice(seed: int, count: int) -> NDArray[np.uint64]:
    """States of ``count`` independent streams, shape (count, 1)."""
    states = np.random.SeedSequence(seed).generate_state(count, np.uint64)
    return np.maximum(states, 1).reshape(count, 1)


@bare_kernel
def draw(stream: Dice) -> np.uint64:
    """Next number of a xorshift64* generator (Vigna 2016)."""
    x = stream[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    stream[0] = x
    drawn: np.uint64 = x * np.uint64(0x2545F4914F6CDD1D)
    return drawn


@bare_kernel
def below(stream: Dice, bound: int) -> int:
    """A number from 0 to ``bound`` - 1."""
    return int(np.int64(((draw(stream) >> np.uint64(32)) * np.uint64(bound)) >> np.uint64(32)))


@bare_kernel
def unit(stream: Dice) -> float:
    """A number above 0 and at most 1."""
    return (float(draw(stream) >> np.uint64(11)) + 1.0) * (1.0 / 9007199254740992.0)
