"""Weeks of many people, one after the other, without a copy in between."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.week import SLOTS, has, later, members

Bits = NDArray[np.uint64]
Int = NDArray[np.int32]


@kernel
def turned(weeks: Bits, by: Int) -> Bits:
    """Weeks (n, 11) turned back: slot ``s`` holds what slot ``s + by[k]`` held."""
    out = np.empty_like(weeks)
    for k in range(len(weeks)):
        later(weeks[k], by[k] % SLOTS, out[k])
    return out


@kernel
def listed(bitsets: Bits) -> tuple[Int, Int]:
    """Bitsets (n, L) as lists: the numbers of row k are ``numbers[at[k]:at[k + 1]]``."""
    at, found = np.zeros(len(bitsets) + 1, np.int32), np.empty(64 * bitsets.shape[1], np.int32)
    for k in range(len(bitsets)):
        at[k + 1] = at[k] + members(bitsets[k], found)
    numbers = np.empty(at[-1], np.int32)
    for k in range(len(bitsets)):
        many = members(bitsets[k], found)
        numbers[at[k] : at[k] + many] = found[:many]
    return at, numbers


@kernel
def renumber(bitsets: Bits, number: Int, out: Bits) -> None:
    """Bitsets (n, any) with bit b moved to bit ``number[b]`` of ``out`` (n, L), which is empty."""
    found = np.empty(64 * bitsets.shape[1], np.int32)
    for k in range(len(bitsets)):
        for j in range(members(bitsets[k], found)):
            bit = number[found[j]]
            out[k, bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)


@kernel
def tally(at: Int, tongue: Int, starts: Bits, counts: Int) -> None:
    """Add n people to the cells (languages, 672) in which each of them could meet."""
    slots = np.empty(SLOTS, np.int32)
    for u in range(len(starts)):
        many = members(starts[u], slots)
        for t in range(at[u], at[u + 1]):
            for k in range(many):
                counts[tongue[t], slots[k]] += 1


@kernel
def fullest(at: Int, tongue: Int, starts: Bits, counts: Int) -> tuple[Int, Int]:
    """How many people the fullest of each person's cells holds, (n,), and its number, language * 672 + start (-1 for
    those without a cell)."""
    slots, best, where = np.empty(SLOTS, np.int32), np.zeros(len(starts), np.int32), np.full(len(starts), NOBODY)
    cell = where.astype(np.int32)
    for u in range(len(starts)):
        many = members(starts[u], slots)
        for t in range(at[u], at[u + 1]):
            for k in range(many):
                if counts[tongue[t], slots[k]] > best[u]:
                    best[u], cell[u] = counts[tongue[t], slots[k]], tongue[t] * SLOTS + slots[k]
    return best, cell


@kernel
def fits(languages: Bits, starts: Bits, u: int, cell: int) -> bool:
    """Whether a person could meet in a cell."""
    return has(languages[u], cell // SLOTS) and has(starts[u], cell % SLOTS)
