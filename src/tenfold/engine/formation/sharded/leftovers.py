"""Seats for those left over in a shard: where there is room, or in a new circle that others help to fill."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.sharded.seating import Hall, Seats, rise, sit, speakers
from tenfold.engine.formation.sharded.times import best_time, common
from tenfold.engine.formation.sharded.weeks import fits
from tenfold.engine.formation.week import SLOTS, WORDS, has, members

Bits = NDArray[np.uint64]
Int = NDArray[np.int32]


class Shared(NamedTuple):
    """What all people of each circle share: bitsets of ``languages`` (g, L) and ``starts`` (g, 11)."""

    languages: Bits
    starts: Bits


@kernel
def _meets(one: Bits, other: Bits) -> bool:
    for w in range(len(one)):  # noqa: SIM110 - any() over a generator does not compile
        if one[w] & other[w] != np.uint64(0):
            return True
    return False


@kernel
def _join(hall: Hall, seats: Seats, u: int, shared: Shared, slots: Int) -> bool:
    """Seat somebody in the smallest circle with room that can meet in a language and at an hour that suits them too."""
    best, smallest = NOBODY, hall.most
    for circle in range(seats.used[0]):
        if not 0 < seats.size[circle] < smallest:
            continue
        if _meets(shared.starts[circle], hall.starts[u]) and _meets(shared.languages[circle], hall.languages[u]):
            best, smallest = circle, seats.size[circle]
    if best == NOBODY:
        return False
    sit(seats, u, best)
    shared.languages[best] &= hall.languages[u]
    shared.starts[best] &= hall.starts[u]
    if not fits(hall.languages, hall.starts, u, seats.cell[best]):
        seats.cell[best], _ = best_time(hall, seats, best, shared.languages[best], shared.starts[best], slots)
    return True


@kernel
def _enlist(hall: Hall, seats: Seats, circle: int, who: Int, homes: Int, turn: int) -> None:
    """Bring people who are free at a new circle's hour into it: those without a seat up to the target (turn 0), then,
    up to the least size, from circles above the target (turn 1) or above the least size (turn 2)."""
    enough = hall.target if turn == 0 else hall.least
    spared = hall.target if turn == 1 else hall.least
    for u in who:
        if seats.size[circle] >= enough:
            return
        home = seats.of[u]
        if home == circle or (home == NOBODY) != (turn == 0) or not has(hall.starts[u], seats.cell[circle] % SLOTS):
            continue
        if home != NOBODY:
            if seats.size[home] <= spared:
                continue
            rise(seats, u)
        homes[seats.size[circle]] = home
        sit(seats, u, circle)


@kernel
def _gather(hall: Hall, seats: Seats, cell: int, who: Int, shared: Shared) -> bool:
    """Open a circle in a cell from people without a seat and from circles that can spare someone; undo if too few."""
    circle, homes = seats.used[0], np.full(hall.most, NOBODY, np.int32)
    if circle == len(seats.size):
        return False
    seats.cell[circle] = cell
    for turn in range(3):
        _enlist(hall, seats, circle, who, homes, turn)
    came = seats.row[circle, : seats.size[circle]].copy()
    if len(came) < hall.least:
        for k in range(len(came)):
            rise(seats, came[k])
            if homes[k] != NOBODY:
                sit(seats, came[k], homes[k])
        seats.cell[circle] = NOBODY
        return False
    seats.used[0] += 1
    common(hall, seats, circle, shared.languages[circle], shared.starts[circle])
    for k in range(len(came)):
        if homes[k] != NOBODY:
            common(hall, seats, homes[k], shared.languages[homes[k]], shared.starts[homes[k]])
    return True


@kernel
def _movable(hall: Hall, seats: Seats, tongues: int, slots: Int) -> Int:
    """How many people of each cell have no seat, or one that their circle could spare."""
    persons = np.zeros(tongues * SLOTS, np.int32)
    for u in range(len(seats.of)):
        if seats.of[u] == NOBODY or seats.size[seats.of[u]] > hall.least:
            many = members(hall.starts[u], slots)
            for t in range(hall.at[u], hall.at[u + 1]):
                for k in range(many):
                    persons[hall.tongue[t] * SLOTS + slots[k]] += 1
    return persons


@kernel
def _best_cell(hall: Hall, u: int, tongue: int, persons: Int, slots: Int) -> int:
    """Of a person's cells in one language that with most movable people, -1 if none holds enough for a circle."""
    best, most = NOBODY, hall.least - 1
    for k in range(members(hall.starts[u], slots)):
        if persons[tongue * SLOTS + slots[k]] > most:
            best, most = tongue * SLOTS + slots[k], persons[tongue * SLOTS + slots[k]]
    return best


@kernel
def seat_leftovers(hall: Hall, seats: Seats, leftover: Int, tongues: int) -> None:
    """Seat those left over where there is room, or in new circles that others help to fill; in their order."""
    if len(leftover) == 0:
        return
    circles, words = len(seats.size), hall.languages.shape[1]
    shared = Shared(np.empty((circles, words), np.uint64), np.empty((circles, WORDS), np.uint64))
    slots = np.empty(max(SLOTS, 64 * words), np.int32)
    for circle in range(seats.used[0]):
        common(hall, seats, circle, shared.languages[circle], shared.starts[circle])
    first, who = speakers(hall, np.argsort(seats.of, kind="mergesort").astype(np.int32), tongues)
    persons = _movable(hall, seats, tongues, slots)
    for u in leftover:
        if seats.of[u] != NOBODY or _join(hall, seats, u, shared, slots):
            continue
        for t in range(hall.at[u], hall.at[u + 1]):
            tongue = hall.tongue[t]
            cell = _best_cell(hall, u, tongue, persons, slots)
            if cell != NOBODY and _gather(hall, seats, cell, who[first[tongue] : first[tongue + 1]], shared):
                break
