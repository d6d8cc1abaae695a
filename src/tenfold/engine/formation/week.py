"""Weeks as bitsets: eleven 64-bit words hold the 672 quarter hours, the last word only half filled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel

SLOTS = 672
WORDS = 11
QUARTER = 15


@kernel
def has(words: NDArray[np.uint64], number: int) -> bool:
    """Whether bit ``number`` is set in a bitset of any length."""
    return bool((words[number >> 6] >> np.uint64(number & 63)) & np.uint64(1))


@kernel
def any_bit(words: NDArray[np.uint64]) -> bool:
    """Whether any bit is set; a plain loop, which compiles."""
    for word in words:  # noqa: SIM110 - any() over a generator does not compile
        if word != np.uint64(0):
            return True
    return False


@kernel
def lowest(word: np.uint64) -> int:
    """Number of the lowest set bit of a word that is not zero."""
    count = 0
    if word & np.uint64(0xFFFFFFFF) == np.uint64(0):
        word >>= np.uint64(32)
        count += 32
    while word & np.uint64(0xFF) == np.uint64(0):
        word >>= np.uint64(8)
        count += 8
    while word & np.uint64(1) == np.uint64(0):
        word >>= np.uint64(1)
        count += 1
    return count


@kernel
def members(words: NDArray[np.uint64], found: NDArray[np.int32]) -> int:
    """Write the numbers of all set bits into ``found`` and return how many they are."""
    count = 0
    for w in range(len(words)):
        word = words[w]
        while word != np.uint64(0):
            found[count] = 64 * w + lowest(word)
            count += 1
            word &= word - np.uint64(1)
    return count


@kernel
def later(week: NDArray[np.uint64], by: int, out: NDArray[np.uint64]) -> None:
    """``out[s] = week[s + by]`` around the week."""
    for w in range(WORDS):
        out[w] = np.uint64(0)
    for s in range(0, SLOTS, 32):  # half words: 672 = 21 * 32, so the wrap never splits one
        low = (s + by) % SLOTS
        shift = low & 31
        first = (week[low >> 6] >> np.uint64(low & 32)) & np.uint64(0xFFFFFFFF)
        after = (low - shift + 32) % SLOTS
        second = (week[after >> 6] >> np.uint64(after & 32)) & np.uint64(0xFFFFFFFF)
        both = (first | (second << np.uint64(32))) >> np.uint64(shift)
        out[s >> 6] |= (both & np.uint64(0xFFFFFFFF)) << np.uint64(s & 32)


@kernel
def startable(weeks: NDArray[np.uint64], quarters: int) -> NDArray[np.uint64]:
    """Starts of free stretches: bit ``s`` is set where all of ``s .. s + quarters - 1`` (around the week) are free.

    ``weeks`` has shape (k, 11). Shifting by doubling, so the work grows with the logarithm of ``quarters``.
    """
    out = weeks.copy()
    shifted = np.empty(WORDS, np.uint64)
    for k in range(len(weeks)):
        out[k, WORDS - 1] &= np.uint64(0xFFFFFFFF)
        reached = 1
        while reached < quarters:
            step = min(reached, quarters - reached)
            later(out[k], step, shifted)
            for w in range(WORDS):
                out[k, w] &= shifted[w]
            reached += step
    return out


@kernel
def free_from(week: NDArray[np.uint64], start: int) -> int:
    """For how many quarter hours on end a week is free from ``start`` on (672 for a wholly free week)."""
    length = 0
    while length < SLOTS and has(week, (start + length) % SLOTS):
        length += 1
    return length


def civil_by_start(quarters: int) -> NDArray[np.float64]:
    """How civil a meeting of so many quarter hours is, for each local start (96 quarters of the day), from 0 to 1.

    One from 8:00 to 22:00, nought from midnight to 6:00, a straight line between; the mean over the meeting.
    """
    day = np.interp(np.arange(96) / 4, [0, 6, 8, 22, 24], [0.0, 0.0, 1.0, 1.0, 0.0])
    return np.array([day[(start + np.arange(quarters)) % 96].mean() for start in range(96)])
