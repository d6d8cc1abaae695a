"""First stage in a shard: choose languages and hours, and seat everyone who can be seated, scarcest first.

The method is that of :mod:`tenfold.engine.formation.cells`, with lists by language in the place of one long queue, so
that its work grows with the number of people.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.week import SLOTS, has, members

Bits = NDArray[np.uint64]
Int = NDArray[np.int32]
Real = NDArray[np.float64]


class Hall(NamedTuple):
    """m people of a shard as compiled code reads them, in the order of their content.

    languages, starts: bitsets (m, L), (m, 11); ``tongue[at[u]:at[u + 1]]`` the languages as a list; ``clock`` (m,)
    quarter hours ahead of UTC, 0..95; ``civil`` (96,) what a start at each quarter of the day is worth to one person;
    ``least``, ``target``, ``most`` people in a circle, ``quarters`` of an hour that it meets.
    """

    languages: Bits
    starts: Bits
    at: Int
    tongue: Int
    clock: Int
    civil: Real
    least: int
    target: int
    most: int
    quarters: int
    length_worth: float


class Seats(NamedTuple):
    """Who sits where: ``of`` (m,) the circle of each person; of up to g circles the people ``row`` (g, most), how many
    they are, ``size`` (g,), and the ``cell``, language * 672 + start (-1: closed); ``used`` (1,) circles opened."""

    of: Int
    row: Int
    size: Int
    cell: Int
    used: Int


def empty_seats(hall: Hall) -> Seats:
    """Nobody seated, room for as many circles as there could ever be."""
    many, circles = len(hall.starts), len(hall.starts) // hall.least + 1
    return Seats(
        np.full(many, NOBODY, np.int32),
        np.full((circles, hall.most), NOBODY, np.int32),
        np.zeros(circles, np.int32),
        np.full(circles, NOBODY, np.int32),
        np.zeros(1, np.int32),
    )


@kernel
def sit(seats: Seats, u: int, circle: int) -> None:
    """Seat somebody who has no seat."""
    seats.of[u] = circle
    seats.row[circle, seats.size[circle]] = u
    seats.size[circle] += 1


@kernel
def rise(seats: Seats, u: int) -> None:
    """Take somebody from their seat; the last of the row takes it."""
    circle = seats.of[u]
    last = seats.size[circle] - 1
    for k in range(last):
        if seats.row[circle, k] == u:
            seats.row[circle, k] = seats.row[circle, last]
    seats.row[circle, last] = NOBODY
    seats.size[circle] = last
    seats.of[u] = NOBODY


@kernel
def _count(hall: Hall, u: int, sign: int, pull: float, persons: Int, pulls: Real, slots: Int) -> None:
    """Count a person into all their cells (``sign`` 1) or out of them; a civil hour pulls up to twice as much."""
    many, highest = members(hall.starts[u], slots), max(hall.civil.max(), 1e-9)
    for t in range(hall.at[u], hall.at[u + 1]):
        for k in range(many):
            cell = hall.tongue[t] * SLOTS + slots[k]
            persons[cell] += sign
            pulls[cell] += sign * pull * (1.0 + hall.civil[(slots[k] + hall.clock[u]) % 96] / highest)


@kernel
def _strongest(hall: Hall, u: int, persons: Int, pulls: Real, slots: Int) -> int:
    """The cell with the strongest pull among a person's cells with enough people, or -1."""
    many, best, pull = members(hall.starts[u], slots), NOBODY, -np.inf
    for t in range(hall.at[u], hall.at[u + 1]):
        for k in range(many):
            cell = hall.tongue[t] * SLOTS + slots[k]
            if persons[cell] >= hall.least and pulls[cell] > pull:
                best, pull = cell, pulls[cell]
    return best


@kernel
def speakers(hall: Hall, queue: Int, tongues: int) -> tuple[Int, Int]:
    """The people of a queue by language, in its order: those of language t are ``who[first[t]:first[t + 1]]``."""
    first = np.zeros(tongues + 1, np.int32)
    for u in queue:
        for t in range(hall.at[u], hall.at[u + 1]):
            first[hall.tongue[t] + 1] += 1
    first = np.cumsum(first).astype(np.int32)
    ends, who = first.copy(), np.empty(first[-1], np.int32)
    for u in queue:
        for t in range(hall.at[u], hall.at[u + 1]):
            who[ends[hall.tongue[t]]] = u
            ends[hall.tongue[t]] += 1
    return first, who


@kernel
def _fill(hall: Hall, seats: Seats, circle: int, who: Int, head: int, end: int) -> int:
    """Seat people of a list, in its order, up to the target; return its new end, for it forgets who has a seat."""
    start, k, passed = seats.cell[circle] % SLOTS, head, 0
    while k < end and seats.size[circle] < hall.target:
        if seats.of[who[k]] != NOBODY:
            passed += 1
        elif has(hall.starts[who[k]], start):
            sit(seats, who[k], circle)
        k += 1
    if passed > 32 and 2 * passed > k - head:
        kept = head
        for j in range(head, end):
            if seats.of[who[j]] == NOBODY:
                who[kept] = who[j]
                kept += 1
        end = kept
    return end


@kernel
def open_circles(hall: Hall, seats: Seats, queue: Int, scarcity: Real, tongues: int) -> None:
    """Open circles for the people of a queue, scarcest first, until nobody left has a cell with enough people.

    ``scarcity`` (m,): how strongly each person pulls their cells towards being opened.
    """
    persons, pulls = np.zeros(tongues * SLOTS, np.int32), np.zeros(tongues * SLOTS, np.float64)
    slots = np.empty(SLOTS, np.int32)
    for u in queue:
        _count(hall, u, 1, scarcity[u], persons, pulls, slots)
    first, who = speakers(hall, queue, tongues)
    ends = first[1:].copy()
    for u in queue:
        if seats.of[u] != NOBODY:
            continue
        cell = _strongest(hall, u, persons, pulls, slots)
        if cell == NOBODY:
            continue
        circle = seats.used[0]
        seats.used[0] += 1
        seats.cell[circle], language = cell, cell // SLOTS
        ends[language] = _fill(hall, seats, circle, who, first[language], ends[language])
        for k in range(seats.size[circle]):
            v = seats.row[circle, k]
            _count(hall, v, -1, scarcity[v], persons, pulls, slots)
