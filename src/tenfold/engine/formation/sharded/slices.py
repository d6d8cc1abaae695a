"""Cutting a crowd into slices, each a small mirror of the whole, and small communities kept together.

Whoever has company in plenty may go to any slice, and goes where the content of their answers, mixed by a hash, sends
them: every slice then has its share of every country and origin, and is formed like a crowd of its own. Where the
fullest cell of a person would be spread too thin, its language community is kept in so many slices as it can fill
with :data:`ENOUGH` people of one cell each.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.sharded.crowd import Crowd
from tenfold.engine.formation.sharded.placeable import CHUNK, Choices
from tenfold.engine.formation.week import SLOTS

Keys = NDArray[np.uint64]
Int = NDArray[np.int32]

ENOUGH = 120
"""People of one cell that make it worth while to open it in one more slice: about a dozen circles to mix."""


@kernel
def _mix(z: np.uint64) -> np.uint64:
    """SplitMix64 (Steele et al. 2014): a bijection that spreads every bit over the whole word."""
    z += np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@kernel
def _add(words: Keys, keys: Keys) -> None:
    """Mix rows of words (n, k) into n keys."""
    for u in range(len(keys)):
        for k in range(words.shape[1]):
            keys[u] = _mix(keys[u] ^ words[u, k])


@kernel
def _slices(keys: Keys, company: Int, cell: Int, count: int, of: Int) -> None:
    for u in range(len(keys)):
        spread = min(max(company[u] // ENOUGH, 1), count)
        draw = np.int64((keys[u] >> np.uint64(33)) % np.uint64(spread))
        if spread == count or cell[u] == NOBODY:
            of[u] = draw
        else:
            community = _mix(np.uint64(cell[u] // SLOTS))
            of[u] = np.int64((community >> np.uint64(16)) % np.uint64(count)) + draw
            of[u] %= count


def keys_of(crowd: Crowd, seed: int) -> Keys:
    """A number per person from what they say, uint64 (n,): the same people get the same numbers in any order."""
    keys = np.full(len(crowd), np.random.SeedSequence(seed).generate_state(1, np.uint64)[0])
    for first in range(0, len(crowd), CHUNK):
        rows = slice(first, first + CHUNK)
        _add(crowd.languages[rows], keys[rows])
        _add(crowd.hours[rows], keys[rows])
        offset, codes, numbers = crowd.offset[rows, None], crowd.codes[rows], crowd.numbers[rows].view(np.int32)
        _add(np.concatenate((offset, codes, numbers), axis=1, dtype=np.int64).view(np.uint64), keys[rows])
    return keys


def cut(crowd: Crowd, choices: Choices, keys: Keys, *, people: int) -> list[NDArray[np.int64]]:
    """The rows of each slice of about so many people, in the order of their keys."""
    count = max(round(len(crowd) / people), 1)
    of = np.empty(len(crowd), np.int32)
    _slices(keys, choices.company, choices.cell, count, of)
    order = np.argsort((of.astype(np.uint64) << np.uint64(40)) | (keys >> np.uint64(24)), kind="stable")
    return np.split(order, np.cumsum(np.bincount(of, minlength=count))[:-1])
