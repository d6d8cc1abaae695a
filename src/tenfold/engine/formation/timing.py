"""When a circle meets: the best language and start slot that all of its members share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.cells import starts_in
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.people import People
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.seats import Seats, alone_worth
from tenfold.engine.formation.week import SLOTS, WORDS, any_bit, free_from, members


@kernel
def common_starts(
    people: People, seats: Seats, circle: int, also: int, without: int, language: int, starts: NDArray[np.uint64]
) -> bool:
    """Write the start slots open to a circle's units (less ``without``) and to ``also`` into a bitset (11,), as if
    they spoke ``language``; return whether there is any. -1 for nobody."""
    one = np.empty(WORDS, np.uint64)
    for w in range(WORDS):
        starts[w] = np.uint64(0xFFFFFFFFFFFFFFFF)
    for k in range(-1, seats.circles[circle].count):
        u = also if k < 0 else seats.row[circle, k]
        if u >= 0 and u != without:
            starts_in(people, u, language, one)
            for w in range(WORDS):
                starts[w] &= one[w]
            if not any_bit(starts):
                return False
    return True


@kernel
def longer(people: People, length: int) -> float:
    """How far a stretch exceeds the minutes asked for: 0 not at all, 1 from three times as long on."""
    return min(max(length - people.quarters, 0) / (2.0 * people.quarters), 1.0)


@kernel
def best_time(people: People, seats: Seats, circle: int, also: int, without: int) -> tuple[int, int, int, float]:
    """Language, start, length in quarter hours, and worth of the best common stretch (``NOBODY`` if there is none) of
    a circle's units less ``without`` with ``also``: long, and civil on everybody's clock.

    At equal worth the circle keeps its own time.
    """
    starts, slots = np.empty(WORDS, np.uint64), np.empty(SLOTS, np.int32)
    best_language, best_start, best_length, best = NOBODY, NOBODY, 0, -np.inf
    anyone = also if also >= 0 else seats.row[circle, 0]
    if anyone == without:
        anyone = seats.row[circle, 1]
    for t in range(people.units[anyone].tongue, people.units[anyone + 1].tongue):
        language = people.tongue[t]
        if not common_starts(people, seats, circle, also, without, language, starts):
            continue
        for k in range(members(starts, slots)):
            length = min(free_from(starts, slots[k]) + people.quarters - 1, SLOTS)
            worth = 1e-9 * (language == seats.circles[circle].language) + 1e-9 * (
                slots[k] == seats.circles[circle].start
            )
            for place in range(-1, seats.circles[circle].count):
                u = also if place < 0 else seats.row[circle, place]
                if u >= 0 and u != without:
                    for i in range(people.units[u].first, people.units[u + 1].first):
                        worth += people.civil[(slots[k] + people.persons[i].clock) % 96]
                        worth += people.length_worth * longer(people, length)
            if worth > best:
                best_language, best_start, best_length, best = language, slots[k], length, worth
    return best_language, best_start, best_length, best


@kernel
def move_time(people: People, seats: Seats, circle: int, language: int, start: int) -> None:
    """Let a circle meet in another language and at another start slot."""
    for sign in (-1.0, 1.0):
        if sign > 0:
            seats.circles[circle].language, seats.circles[circle].start = language, start
        for k in range(seats.circles[circle].count):
            seats.circles[circle].flat += sign * alone_worth(people, seats, seats.row[circle, k], circle)


@kernel
def settle_times(people: People, seats: Seats, lengths: NDArray[np.int32]) -> None:
    """Give every circle its best time; write how long each can meet (quarter hours) into ``lengths`` (g,)."""
    for circle in range(len(seats.circles)):
        if seats.circles[circle].count > 0:
            language, start, length, _ = best_time(people, seats, circle, -1, -1)
            move_time(people, seats, circle, language, start)
            lengths[circle] = length
