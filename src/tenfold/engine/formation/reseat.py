"""Where people are scarce, who sits depends on which circles are open: close some, open others, keep the better.

Ruin and recreate (Schrimpf et al. 2000) with chains. Each try takes somebody without a seat and one of their cells,
closes a few circles whose people could meet in that cell, opens one there and others where most of those wait who now
have no seat, and lets the rest sit by chains of moves. Among few people a try may leave things worse for a while
(simulated annealing), among many never.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.cells import code_row, starts_in
from tenfold.engine.formation.chains import draw_in, join_by_chain, join_directly
from tenfold.engine.formation.dice import Dice, below, unit
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.people import People
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.seating import (
    MOVED,
    Seating,
    open_at,
    put,
    seating_of,
    shut,
    take,
    tired,
    undo,
    write_back,
)
from tenfold.engine.formation.seats import NEVER, Seats, change, persons
from tenfold.engine.formation.week import SLOTS, WORDS, members

Int = NDArray[np.int32]

CLOSED_AT_ONCE = 4
REACH = 300
"""How many circles a chain of moves may visit before it gives up."""

MOST_TRIES = 4_000_000

FEW = 3000
"""Up to so many units a try may leave things worse for a while."""

WARM = 0.25
"""By about what part of a circle, at the beginning."""


def reseat(people: People, seats: Seats, choices: Int, state: Dice, tries: int, *, strict: bool = False) -> None:
    """Seat more people in ``seats``, never fewer; at most so many tries for each unit that waits.

    ``choices`` (u,): persons in each unit's fullest cell. ``strict`` forbids lonely people, else the searches that
    follow have to reunite them.
    """
    seating = seating_of(people, seats, choices)
    if seating.counts[0] == 0:
        return
    seat_waiting(seating, choices, strict)
    search(seating, choices, state, min(tries * int(seating.counts[0]), MOST_TRIES), strict)
    write_back(seating, people, seats)


def reunite(people: People, seats: Seats, choices: Int) -> None:
    """Bring people who are the only one of their kind to where they are not, without anybody losing a seat."""
    if seats.circles["lonely"].any():
        seating = seating_of(people, seats, choices)
        _reunite_all(seating)
        write_back(seating, people, seats)


@kernel
def _reunite_all(s: Seating) -> None:
    for _ in range(3):
        before = s.score[0]
        for circle in range(len(s.seats.circles)):
            place = 0
            while s.seats.circles[circle].lonely > 0 and place < s.seats.circles[circle].count:
                u = s.seats.row[circle, place]
                place += 1
                s.counts[2], lonely = 0, s.seats.circles[circle].lonely
                take(s, u)
                found = join_directly(s, u, True) or join_by_chain(s, u, True, REACH, False)
                worse = s.seats.circles[circle].size < s.people.least or s.seats.circles[circle].lonely >= lonely
                if worse or not found:
                    undo(s, 0)
        if s.score[0] <= before + 1e-9:
            break


@kernel
def seat_waiting(s: Seating, choices: Int, strict: bool) -> None:
    """Seat whoever waits directly or by a chain, those with fewest choices first."""
    queue = s.waiting[: s.counts[0]].copy()
    queue = queue[np.argsort(choices[queue], kind="mergesort")]
    for begin in range(0, len(queue), 8):
        s.counts[2] = 0
        _seat_all(s, queue[begin : begin + 8], strict)


@kernel
def _seat_all(s: Seating, queue: Int, strict: bool) -> None:
    """Seat those of a queue who wait, directly or by a chain, in its order."""
    again = False
    for u in queue:
        if s.spot[u] != NOBODY and not tired(s):
            again = not (join_directly(s, u, strict) or join_by_chain(s, u, strict, REACH, again))


@kernel
def search(s: Seating, choices: Int, state: Dice, tries: int, strict: bool) -> None:
    """Try to seat more people, see above; at the end only the ``seats`` are right, those of the best that was found."""
    few, best = len(s.hopeful) <= FEW, s.score[0]
    units, circles, row = s.seats.units.copy(), s.seats.circles.copy(), s.seats.row.copy()
    for trial in range(tries):
        if s.counts[0] == 0:
            break
        before = s.score[0]
        s.counts[2] = 0
        _try(s, choices, state, strict)
        heat = WARM * s.people.least * (1.0 - trial / tries) if few else 0.0
        gain = s.score[0] - before
        if gain < -1e-9 and (heat <= 0.0 or unit(state) >= np.exp(gain / heat)):
            undo(s, 0)
        elif few and s.score[0] > best + 1e-9:
            best = s.score[0]
            units[:], circles[:], row[:] = s.seats.units, s.seats.circles, s.seats.row
    if few and s.score[0] < best - 1e-9:
        s.seats.units[:], s.seats.circles[:], s.seats.row[:] = units, circles, row


@kernel
def _try(s: Seating, choices: Int, state: Dice, strict: bool) -> None:
    """One ruin and one recreation, whatever comes of it."""
    chosen = s.waiting[below(state, s.counts[0])]
    language, start = _tempting_cell(s, chosen, state)
    if language == NOBODY or s.counts[1] < 2:
        return
    _close_some(s, language, start, below(state, CLOSED_AT_ONCE), state)
    _open(s, language, start, chosen, choices, state, strict)
    freed = _let_go(s, choices, state)
    for u in freed:
        if s.spot[u] != NOBODY and s.counts[1] >= 2 and not tired(s):
            language, start = _fullest_cell(s, u, state)
            if language != NOBODY:
                _open(s, language, start, u, choices, state, strict)
    _seat_all(s, freed, strict)


@kernel
def _let_go(s: Seating, choices: Int, state: Dice) -> Int:
    """Those who waited during this try or do now, a handful, those with fewest choices (about) first."""
    found, many = np.empty(64, np.int32), 0
    for k in range(s.counts[2]):
        u = s.log[k, 1]
        if many < 48 and s.log[k, 0] == MOVED and s.spot[u] != NOBODY:
            found[many] = u
            many += 1
    for _ in range(16):
        if s.counts[0] > 0:
            found[many] = s.waiting[below(state, s.counts[0])]
            many += 1
    order = np.empty(many)
    for k in range(many):
        order[k] = choices[found[k]] * (0.5 + unit(state))
    return found[:many][np.argsort(order)]


@kernel
def _tempting_cell(s: Seating, u: int, state: Dice) -> tuple[int, int]:
    """One of a unit's cells: of a few drawn at random the one in which most people wait; -1 if there is none."""
    starts, slots = np.empty(WORDS, np.uint64), np.empty(SLOTS, np.int32)
    begin, end = s.people.units[u].tongue, s.people.units[u + 1].tongue
    language, start, most = NOBODY, NOBODY, -1
    for _ in range(1 + below(state, 4)):
        one = s.people.tongue[begin + below(state, end - begin)]
        starts_in(s.people, u, one, starts)
        many = members(starts, slots)
        if many == 0:
            continue
        slot = slots[below(state, many)]
        row = code_row(s.people, s.demand, u, one, slot)
        if s.demand.persons[row, one, slot] > most:
            language, start, most = one, slot, s.demand.persons[row, one, slot]
    return language, start


@kernel
def _fullest_cell(s: Seating, u: int, state: Dice) -> tuple[int, int]:
    """The cell of a unit in which most people wait, if they are enough for a circle, else -1."""
    starts, slots = np.empty(WORDS, np.uint64), np.empty(SLOTS, np.int32)
    language, start, most = NOBODY, NOBODY, s.people.least - 1.0
    for t in range(s.people.units[u].tongue, s.people.units[u + 1].tongue):
        one = s.people.tongue[t]
        starts_in(s.people, u, one, starts)
        for k in range(members(starts, slots)):
            wait = s.demand.persons[code_row(s.people, s.demand, u, one, slots[k]), one, slots[k]]
            if wait >= s.people.least and wait + 3.0 * unit(state) > most:
                language, start, most = one, slots[k], wait + 3.0 * unit(state)
    return language, start


@kernel
def _close_some(s: Seating, language: int, start: int, many: int, state: Dice) -> None:
    """Close so many circles of people who could meet in a cell."""
    cell = language * SLOTS + start
    able = s.able_first[cell + 1] - s.able_first[cell]
    for _ in range(many if able else 0):
        for _attempt in range(4):
            circle = s.seats.units[s.able[s.able_first[cell] + below(state, able)]].of
            if circle != NOBODY:
                shut(s, circle)
                break


@kernel
def _open(s: Seating, language: int, start: int, chosen: int, choices: Int, state: Dice, strict: bool) -> None:
    """Open a circle in a cell for those who wait, the chosen unit first; bring others in by chains if they are too
    few, and close it again if that is not enough."""
    code = code_row(s.people, s.demand, chosen, language, start) - 1
    circle = open_at(s, language, start, NOBODY)
    _fill(s, circle, code, chosen, choices, state)
    spare = False
    while s.seats.circles[circle].size < s.people.least:
        if not draw_in(s, circle, state, strict, spare, REACH):
            if spare:
                break
            spare = True
    if s.seats.circles[circle].size < s.people.least or (strict and s.seats.circles[circle].lonely > 0):
        shut(s, circle)


@kernel
def _fill(s: Seating, circle: int, code: int, chosen: int, choices: Int, state: Dice) -> None:
    """Seat those who wait, fit, and have a code or none, up to the target, beyond only to reach the least size."""
    held = s.seats.circles[circle]
    cell, many = held.language * SLOTS + held.start, 0
    begin, able = s.able_first[cell], s.able_first[cell + 1] - s.able_first[cell]
    found, order = np.empty(256, np.int32), np.empty(256)
    turn = below(state, able) if able else 0
    for k in range(able):
        u = s.able[begin + (turn + k) % able]
        lawful = s.people.units[u].separate == NOBODY or s.people.units[u].separate == code
        if lawful and s.spot[u] != NOBODY and many < 256:
            found[many] = u
            order[many] = -1.0 if u == chosen else choices[u] * (0.5 + unit(state))
            many += 1
    queue = found[:many][np.argsort(order[:many])]
    for limit in (s.people.target, s.people.most):
        for u in queue:
            if held.size >= (s.people.target if limit == s.people.target else s.people.least):
                break
            fits = held.size + persons(s.people, u) <= limit
            if fits and s.spot[u] != NOBODY and change(s.people, s.seats, circle, NOBODY, u, False) > NEVER:
                put(s, u, circle)
