"""When the circles of a shard meet: the best of what all of their people share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.sharded.seating import Hall, Seats
from tenfold.engine.formation.week import SLOTS, WORDS, free_from, has, members

Bits = NDArray[np.uint64]
Int = NDArray[np.int32]


@kernel
def common(hall: Hall, seats: Seats, circle: int, languages: Bits, starts: Bits) -> None:
    """Write the languages and start slots that all of a circle share into bitsets (L,), (11,)."""
    languages[:], starts[:] = np.uint64(0xFFFFFFFFFFFFFFFF), np.uint64(0xFFFFFFFFFFFFFFFF)
    for k in range(seats.size[circle]):
        languages &= hall.languages[seats.row[circle, k]]
        starts &= hall.starts[seats.row[circle, k]]


@kernel
def best_time(hall: Hall, seats: Seats, circle: int, languages: Bits, starts: Bits, slots: Int) -> tuple[int, int]:
    """The cell, of those that a circle shares, that is worth most to its people, and the quarter hours it lasts.

    Long is good, and civil on everybody's clock; at equal worth the circle keeps its own language and hour.
    """
    best_start, best_length, best, own = NOBODY, 0, -np.inf, seats.cell[circle]
    for k in range(members(starts, slots)):
        length = min(free_from(starts, slots[k]) + hall.quarters - 1, SLOTS)
        longer = min((length - hall.quarters) / (2.0 * hall.quarters), 1.0)
        worth = seats.size[circle] * hall.length_worth * longer + 1e-9 * (slots[k] == own % SLOTS)
        for place in range(seats.size[circle]):
            worth += hall.civil[(slots[k] + hall.clock[seats.row[circle, place]]) % 96]
        if worth > best:
            best_start, best_length, best = slots[k], length, worth
    if not has(languages, own // SLOTS):
        members(languages, slots)
        own = slots[0] * SLOTS
    return own // SLOTS * SLOTS + best_start, best_length


@kernel
def settle(hall: Hall, seats: Seats, lengths: Int) -> None:
    """Give every circle its best time; write how long each can meet (quarter hours) into ``lengths`` (g,)."""
    languages, starts = np.empty(hall.languages.shape[1], np.uint64), np.empty(WORDS, np.uint64)
    slots = np.empty(max(SLOTS, 64 * len(languages)), np.int32)
    for circle in range(seats.used[0]):
        if seats.size[circle] > 0:
            common(hall, seats, circle, languages, starts)
            seats.cell[circle], lengths[circle] = best_time(hall, seats, circle, languages, starts, slots)
