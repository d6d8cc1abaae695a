"""First stage: choose the language and hour of every circle, and seat those with the fewest choices first.

A *cell* is a language and a weekly start slot (kept apart by the code of ``separate``, where there is one). A person
pulls each of their cells towards being opened, the more the fewer people the best of their cells holds: nobody's only
hour is passed over for the hour of those who could meet at any time. Circles gather in few popular cells, so that
later searches can exchange people freely.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.people import People
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.seats import NEVER, Seats, change, lift, persons, seat
from tenfold.engine.formation.week import SLOTS, WORDS, has, members


class Cells(NamedTuple):
    """Per cell (code of ``separate`` + 1, language, start): how many persons without a seat could meet there, and how
    strongly they pull. Who has no code counts with every code."""

    persons: NDArray[np.int32]
    pull: NDArray[np.float64]


def empty_cells(people: People) -> Cells:
    shape = (people.units["separate"].max(initial=-1) + 2, people.tongue.max(initial=-1) + 1, SLOTS)
    return Cells(np.zeros(shape, np.int32), np.zeros(shape))


@kernel
def starts_in(people: People, unit: int, language: int, starts: NDArray[np.uint64]) -> None:
    """Write the start slots at which a unit can meet in a language into a bitset (11,)."""
    for w in range(WORDS):
        starts[w] = np.uint64(0)
    for a in range(people.units[unit].option, people.units[unit + 1].option):
        if has(people.languages[a], language):
            for w in range(WORDS):
                starts[w] |= people.starts[a, w]


@kernel
def tally(people: People, cells: Cells, unit: int, sign: int, pull: float) -> None:
    """Count a unit into all its cells (``sign`` 1) or out of them (-1); a civil hour pulls up to twice as much."""
    starts, slots = np.empty(WORDS, np.uint64), np.empty(SLOTS, np.int32)
    many, clock = persons(people, unit), people.persons[people.units[unit].first].clock
    own = people.units[unit].separate + 1
    codes = range(own, own + 1) if own > 0 else range(len(cells.persons))
    highest = max(people.civil.max(), 1e-9)
    for t in range(people.units[unit].tongue, people.units[unit + 1].tongue):
        language = people.tongue[t]
        starts_in(people, unit, language, starts)
        for k in range(members(starts, slots)):
            s, pulls = slots[k], sign * many * pull * (1.0 + people.civil[(slots[k] + clock) % 96] / highest)
            for code in codes:
                cells.persons[code, language, s] += sign * many
                cells.pull[code, language, s] += pulls


@kernel
def count_in(people: People, cells: Cells, units: NDArray[np.int32], pull: NDArray[np.float64]) -> None:
    """Empty all cells, then count the given units into theirs; ``pull`` (u,) is the pull of every unit."""
    cells.persons[:] = 0
    cells.pull[:] = 0.0
    for u in units:
        tally(people, cells, u, 1, pull[u])


@kernel
def code_row(people: People, cells: Cells, unit: int, language: int, slot: int) -> int:
    """The row of a cell that counts for a unit: that of its code, or without one that of the most frequent code."""
    own: int = people.units[unit].separate + 1
    if own == 0:
        for code in range(1, len(cells.persons)):
            if cells.persons[code, language, slot] > cells.persons[own, language, slot]:
                own = code
    return own


@kernel
def fullest(people: People, cells: Cells, unit: int) -> int:
    """How many persons the fullest of a unit's cells holds."""
    starts, slots, most = np.empty(WORDS, np.uint64), np.empty(SLOTS, np.int32), 0
    for t in range(people.units[unit].tongue, people.units[unit + 1].tongue):
        starts_in(people, unit, people.tongue[t], starts)
        for k in range(members(starts, slots)):
            row = code_row(people, cells, unit, people.tongue[t], slots[k])
            most = max(most, cells.persons[row, people.tongue[t], slots[k]])
    return most


@kernel
def all_fullest(people: People, cells: Cells, unseatable: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Count every unit that can be seated into its cells; then the fullest cell of each unit, 0 for the others."""
    units = len(people.units) - 1
    best = np.zeros(units, np.int32)
    for u in range(units):
        if not unseatable[u]:
            tally(people, cells, u, 1, 0.0)
    for u in range(units):
        if not unseatable[u]:
            best[u] = fullest(people, cells, u)
    return best


@kernel
def _strongest(people: People, cells: Cells, unit: int) -> tuple[int, int, int]:
    """Code, language and start of the cell with the strongest pull among a unit's cells with enough people, or -1."""
    starts, slots = np.empty(WORDS, np.uint64), np.empty(SLOTS, np.int32)
    code, language, start, pull = NOBODY, NOBODY, NOBODY, -np.inf
    for t in range(people.units[unit].tongue, people.units[unit + 1].tongue):
        starts_in(people, unit, people.tongue[t], starts)
        for k in range(members(starts, slots)):
            cell = (code_row(people, cells, unit, people.tongue[t], slots[k]), people.tongue[t], slots[k])
            if cells.persons[cell] >= people.least and cells.pull[cell] > pull:
                code, language, start, pull = cell[0] - 1, people.tongue[t], slots[k], cells.pull[cell]
    return code, language, start


@kernel
def closed_circle(seats: Seats, after: int) -> int:
    """The first closed circle from ``after`` on."""
    while seats.circles[after].language != NOBODY:
        after += 1
    return after


@kernel
def close(people: People, seats: Seats, circle: int) -> None:
    """Send everybody in a circle away and close it."""
    while seats.circles[circle].count > 0:
        lift(people, seats, seats.row[circle, seats.circles[circle].count - 1])
    seats.circles[circle].language = NOBODY
    seats.circles[circle].start = NOBODY
    seats.circles[circle].label = NOBODY


@kernel
def fill(people: People, seats: Seats, circle: int, queue: NDArray[np.int32], begin: int, code: int) -> None:
    """Seat those of the queue who fit and have a code or none, in its order, up to the target; beyond only to reach
    the least size."""
    for limit in (people.target, people.most):
        for k in range(begin, len(queue)):
            if seats.circles[circle].size >= min(limit, people.target if limit == people.target else people.least):
                break
            u = queue[k]
            free, size = seats.units[u].of == NOBODY, seats.circles[circle].size + persons(people, u)
            free &= people.units[u].separate == NOBODY or people.units[u].separate == code
            if free and size <= limit and change(people, seats, circle, -1, u, False) > NEVER:
                seat(people, seats, u, circle)


@kernel
def open_circles(
    people: People, seats: Seats, cells: Cells, queue: NDArray[np.int32], pull: NDArray[np.float64]
) -> None:
    """Open circles for the people of a queue, scarcest first, until nobody left has a cell with enough people.

    ``cells`` counts exactly those of the queue who have no seat; ``pull`` (u,) is the pull of each unit.
    """
    circle = 0
    for k in range(len(queue)):
        if seats.units[queue[k]].of != NOBODY:
            continue
        code, language, start = _strongest(people, cells, queue[k])
        if language == NOBODY:
            continue
        circle = closed_circle(seats, circle)
        seats.circles[circle].language, seats.circles[circle].start = language, start
        fill(people, seats, circle, queue, k, code)
        if seats.circles[circle].size < people.least:
            close(people, seats, circle)
            continue
        for place in range(seats.circles[circle].count):
            u = seats.row[circle, place]
            tally(people, cells, u, -1, pull[u])
