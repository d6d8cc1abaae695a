"""Where people are scarce, who sits depends on which circles were opened: close some, open others, keep the better.

Ruin and recreate (Schrimpf et al. 2000). Each try takes somebody without a seat and one of their cells, closes a few
circles whose people could meet in that cell, and opens circles anew, that cell first, for all who now have no seat.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.cells import Cells, close, closed_circle, count_in, fill, open_circles, starts_in, tally
from tenfold.engine.formation.dice import Dice, below, unit
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.people import People
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.repair import join
from tenfold.engine.formation.seats import Seats, fits
from tenfold.engine.formation.week import SLOTS, WORDS, members

Int = NDArray[np.int32]

_CLOSED_AT_ONCE = 4


@kernel
def seated(seats: Seats) -> int:
    """How many persons sit, not counting those who are the only one of their kind and may not stay."""
    persons = 0
    for circle in seats.circles:
        persons += circle.size - circle.lonely
    return persons


@kernel
def _waiting(seats: Seats, choices: Int, least: int) -> Int:
    found, many = np.empty(len(seats.units), np.int32), 0
    for u in range(len(seats.units)):
        if seats.units[u].of == NOBODY and choices[u] >= least:
            found[many] = u
            many += 1
    return found[:many]


@kernel
def _random_cell(people: People, unit: int, state: Dice) -> tuple[int, int]:
    """One of a unit's cells drawn at random, or -1."""
    starts, slots = np.empty(WORDS, np.uint64), np.empty(SLOTS, np.int32)
    begin, end = people.units[unit].tongue, people.units[unit + 1].tongue
    language = people.tongue[begin + below(state, end - begin)]
    starts_in(people, unit, language, starts)
    many = members(starts, slots)
    return (language, slots[below(state, many)]) if many else (NOBODY, NOBODY)


@kernel
def _close_some(people: People, seats: Seats, language: int, start: int, many: int, state: Dice) -> None:
    """Close so many circles, those first in which most people could meet in a cell; circles that continue a previous
    one stay."""
    for _ in range(many):
        best, most = NOBODY, 0.0
        for c in range(len(seats.circles)):
            circle = seats.circles[c]
            if circle.count == 0 or (circle.label != NOBODY and people.kept_worth > 0):
                continue
            able = 3.0 * unit(state)
            for k in range(circle.count):
                able += fits(people, seats.row[c, k], language, start)
            if able > most:
                best, most = c, able
        if best != NOBODY:
            close(people, seats, best)


@kernel
def reseat(people: People, seats: Seats, cells: Cells, choices: Int, state: Dice, tries: int) -> None:
    """Try so many times to seat more people; never fewer. ``choices`` (u,): people in each unit's fullest cell."""
    units, circles, row = seats.units.copy(), seats.circles.copy(), seats.row.copy()
    best, pull, order = seated(seats), np.zeros(len(units)), np.zeros(len(units))
    for _ in range(tries):
        waiting = _waiting(seats, choices, people.least)
        if len(waiting) == 0:
            break
        chosen = waiting[below(state, len(waiting))]
        language, start = _random_cell(people, chosen, state)
        if language == NOBODY:
            continue
        _close_some(people, seats, language, start, 1 + below(state, _CLOSED_AT_ONCE), state)
        waiting = _waiting(seats, choices, people.least)
        for u in waiting:
            order[u] = choices[u] * (0.5 + unit(state))
            pull[u] = 1.0 / order[u]
        order[chosen] = 0.0
        queue = waiting[np.argsort(order[waiting])]
        _recreate(people, seats, cells, queue, pull, language, start)
        now = seated(seats)
        if now >= best:
            best = now
            units[:], circles[:], row[:] = seats.units, seats.circles, seats.row
        else:
            seats.units[:], seats.circles[:], seats.row[:] = units, circles, row


@kernel
def _recreate(
    people: People, seats: Seats, cells: Cells, queue: Int, pull: NDArray[np.float64], language: int, start: int
) -> None:
    """Open a circle in a given cell, then others, for the people of a queue; let the rest join where there is room."""
    count_in(people, cells, queue, pull)
    circle = closed_circle(seats, 0)
    seats.circles[circle].language, seats.circles[circle].start = language, start
    fill(people, seats, circle, queue, 0)
    if seats.circles[circle].size < people.least:
        close(people, seats, circle)
    for place in range(seats.circles[circle].count):
        u = seats.row[circle, place]
        tally(people, cells, u, -1, pull[u])
    open_circles(people, seats, cells, queue, pull)
    for u in queue:
        if seats.units[u].of == NOBODY:
            join(people, seats, u, people.most, False)
