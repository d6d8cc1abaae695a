"""Find seats for those left over: in a circle with room, at another hour of a circle, by a chain of moves, or in a new
circle gathered from leftovers and from circles that can spare someone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.cells import Cells, close, closed_circle, starts_in, tally
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.people import People
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.seats import NEVER, Seats, change, fits, lift, persons, seat
from tenfold.engine.formation.timing import best_time, move_time
from tenfold.engine.formation.week import SLOTS, WORDS, members

Int = NDArray[np.int32]

_REACH = 300
"""How many circles a chain of moves may visit before it gives up."""


@kernel
def join(people: People, seats: Seats, u: int, limit: int, strict: bool) -> bool:
    """Seat a unit in the circle that gains most from it, of those that stay within a size."""
    best, where = NEVER, NOBODY
    for circle in range(len(seats.circles)):
        if seats.circles[circle].language != NOBODY and seats.circles[circle].size + persons(people, u) <= limit:
            gain = change(people, seats, circle, -1, u, strict)
            if gain > best:
                best, where = gain, circle
    if where != NOBODY:
        seat(people, seats, u, where)
    return where != NOBODY


@kernel
def _join_at_another_time(people: People, seats: Seats, u: int, strict: bool) -> bool:
    """Seat a unit in the first circle that can meet in a language and at an hour that suits the unit as well."""
    for circle in range(len(seats.circles)):
        if seats.circles[circle].count == 0 or seats.circles[circle].size + persons(people, u) > people.most:
            continue
        language, start, _, _ = best_time(people, seats, circle, u, -1)
        if language == NOBODY:
            continue
        old_language, old_start = seats.circles[circle].language, seats.circles[circle].start
        move_time(people, seats, circle, language, start)
        if change(people, seats, circle, -1, u, strict) > NEVER:
            seat(people, seats, u, circle)
            return True
        move_time(people, seats, circle, old_language, old_start)
    return False


@kernel
def _join_by_chain(people: People, seats: Seats, u: int, strict: bool) -> bool:
    """Seat a unit by the shortest chain "u takes the seat of v, who takes that of w, … who joins a circle with room".

    Breadth first over circles: ``comes[c]`` is the unit that would come into circle c.
    """
    circles = len(seats.circles)
    comes = np.full(circles, NOBODY, np.int32)
    queue, tail = np.empty(circles, np.int32), 0
    for circle in range(circles):
        if seats.circles[circle].language != NOBODY and fits(
            people, u, seats.circles[circle].language, seats.circles[circle].start
        ):
            comes[circle] = u
            queue[tail] = circle
            tail += 1
    head = 0
    while head < tail and head < _REACH:
        circle = queue[head]
        head += 1
        for k in range(seats.circles[circle].count):
            v = seats.row[circle, k]
            if change(people, seats, circle, v, comes[circle], strict) == NEVER:
                continue
            for other in range(circles):
                if seats.circles[other].language == NOBODY or other == circle:
                    continue
                if seats.circles[other].size + persons(people, v) <= people.most:
                    if comes[other] != NOBODY or change(people, seats, other, -1, v, strict) == NEVER:
                        continue
                    _pull_along(people, seats, v, other, comes)
                    return True
                if comes[other] == NOBODY and fits(
                    people, v, seats.circles[other].language, seats.circles[other].start
                ):
                    comes[other] = v
                    queue[tail] = other
                    tail += 1
    return False


@kernel
def _pull_along(people: People, seats: Seats, v: int, end: int, comes: Int) -> None:
    """Carry out a chain from its end: v goes to ``end``, whoever comes into v's circle follows, and so on."""
    while v != NOBODY:
        left = seats.units[v].of
        if left != NOBODY:
            lift(people, seats, v)
        seat(people, seats, v, end)
        if left == NOBODY:
            return
        v, end = comes[left], left


@kernel
def _gather(people: People, seats: Seats, circle: int, leftover: Int, strict: bool) -> bool:
    """Fill a circle that is too small from leftovers, then from circles that can spare someone; close it and send
    everybody back if too few fit."""
    for u in leftover:
        free, size = seats.units[u].of == NOBODY, seats.circles[circle].size + persons(people, u)
        if free and size <= people.target and change(people, seats, circle, -1, u, False) > NEVER:
            seat(people, seats, u, circle)
    homes, language, start = (
        np.full(people.most, NOBODY, np.int32),
        seats.circles[circle].language,
        seats.circles[circle].start,
    )
    for donor in np.argsort(-seats.circles["size"], kind="mergesort"):
        place = seats.circles[donor].count - 1
        while place >= 0 and seats.circles[circle].size < people.least and donor != circle:
            v = seats.row[donor, place]
            place -= 1
            if not fits(people, v, language, start) or seats.circles[circle].size + persons(people, v) > people.most:
                continue
            if (
                change(people, seats, donor, v, -1, strict) > NEVER
                and change(people, seats, circle, -1, v, False) > NEVER
            ):
                lift(people, seats, v)
                homes[seats.circles[circle].count] = donor
                seat(people, seats, v, circle)
                place = min(place, seats.circles[donor].count - 1)
    if seats.circles[circle].size >= people.least and not (strict and seats.circles[circle].lonely > 0):
        return True
    came = seats.row[circle, : seats.circles[circle].count].copy()
    close(people, seats, circle)
    for k in range(len(came)):
        if homes[k] != NOBODY:
            seat(people, seats, came[k], homes[k])
    return False


@kernel
def _open_for(people: People, seats: Seats, cells: Cells, u: int, leftover: Int, strict: bool) -> bool:
    """Open a new circle in one of the cells of a unit that most leftovers share."""
    if len(people.persons) < people.least or closed_circle(seats, 0) == len(seats.circles) - 1:
        return False
    starts, slots, code = np.empty(WORDS, np.uint64), np.empty(SLOTS, np.int32), people.units[u].separate + 1
    circle = closed_circle(seats, 0)
    for t in range(people.units[u].tongue, people.units[u + 1].tongue):
        language, best, most = people.tongue[t], NOBODY, 0
        starts_in(people, u, language, starts)
        for k in range(members(starts, slots)):
            if cells.persons[code, language, slots[k]] > most:
                best, most = slots[k], cells.persons[code, language, slots[k]]
        if best != NOBODY:
            seats.circles[circle].language, seats.circles[circle].start = language, best
            if _gather(people, seats, circle, leftover, strict):
                return True
    return False


@kernel
def seat_leftovers(people: People, seats: Seats, cells: Cells, leftover: Int, strict: bool) -> int:
    """Seat as many of the leftover units as possible, in their order; return how many are still without a seat.

    ``cells`` are empty ones to count in. ``strict`` forbids lonely people; else a later search has to reunite them.
    """
    cells.persons[:] = 0
    for u in leftover:
        tally(people, cells, u, 1, 0.0)
    remaining = 0
    for u in leftover:
        if seats.units[u].of != NOBODY:
            continue
        if not (
            join(people, seats, u, people.most, strict)
            or _join_at_another_time(people, seats, u, strict)
            or _open_for(people, seats, cells, u, leftover, strict)
            or _join_by_chain(people, seats, u, strict)
        ):
            remaining += 1
    return remaining


@kernel
def complete_circles(people: People, seats: Seats, leftover: Int) -> None:
    """Seat leftovers in circles that have not reached the target; then fill up, or close, those that are too small."""
    for u in leftover:
        join(people, seats, u, people.target, False)
    for circle in range(len(seats.circles)):
        if seats.circles[circle].language != NOBODY and seats.circles[circle].size < people.least:
            _gather(people, seats, circle, leftover, False)


@kernel
def _lonely_unit(people: People, seats: Seats, circle: int) -> int:
    """A unit of a circle with somebody who is the only one of their kind there, or -1."""
    for k in range(seats.circles[circle].count):
        u: int = seats.row[circle, k]
        for column in range(people.kinds.shape[1]):
            for i in range(people.units[u].first, people.units[u + 1].first):
                kind, alike = people.kinds[i, column], 0
                if kind < 0:
                    continue
                for other in range(seats.circles[circle].count):
                    v = seats.row[circle, other]
                    for j in range(people.units[v].first, people.units[v + 1].first):
                        alike += people.kinds[j, column] == kind
                if alike == 1:
                    return u
    return NOBODY


@kernel
def unseat_offenders(people: People, seats: Seats) -> None:
    """Take the seats of lonely people, and close circles that are too small, until no rule is broken."""
    for circle in range(len(seats.circles)):
        while seats.circles[circle].lonely > 0:
            lift(people, seats, _lonely_unit(people, seats, circle))
        if seats.circles[circle].language != NOBODY and seats.circles[circle].size < people.least:
            close(people, seats, circle)
