"""Who sits, whatever the worth: circles and people stripped of all but the rules, with a memory to take moves back.

The searches for more seats (``chains``, ``reseat``) make thousands of small changes a second and take most of them
back. So they work on people without traits, know for every cell who could meet there and which circles do, and keep a
log of what was done.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.cells import Cells, empty_cells, starts_in, tally
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.people import People
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.seats import Seats, empty_seats, lift, seat
from tenfold.engine.formation.week import SLOTS, WORDS, any_bit, members

Int = NDArray[np.int32]
Bits = NDArray[np.uint64]

SEAT_WORTH = 10.0
"""A seat for somebody without one is worth so many whole differences, when others have to leave their former circle."""

LONGEST = 20_000
"""Entries in the log; half as many end a try."""

MOVED, OPENED, CLOSED = 0, 1, 2


class Seating(NamedTuple):
    """Seats of u units in up to g circles, and what is needed to change them quickly. T languages.

    people        the people without traits and ties; ``flat`` of their circles counts only stays in former circles
    seats         who sits where
    able, able_first  the units that could meet in cell k = 672 * language + start, at
                  ``able[able_first[k]:able_first[k + 1]]``
    hopeful (u,)  whether a unit could be seated at all
    waiting, spot units without a seat who are hopeful: ``waiting[:counts[0]]``; ``spot`` (u,) their places there
    open (T, 11)  start slots at which some circle meets, as bitsets
    at (T * 672,), after, before (g,)  the circles of each cell, as chained lists
    closed (g,)   closed circles, the last of ``counts[1]`` is opened next
    demand        persons waiting in each cell (see ``Cells``)
    log           what was done since the last mark: (MOVED, unit, former circle), (OPENED, circle, 0),
                  (CLOSED, circle, label * T * 672 + cell); ``counts[2]`` entries
    counts        how many wait, how many circles are closed, how many entries the log has, number of the last visit,
                  how many open circles have room
    score (1,)    persons seated less those who are the only one of their kind, and stays in parts of a seat
    seen, link, from_ (g,)  scratch of the chains: number of the last visit, a unit, a circle
    """

    people: People
    seats: Seats
    able: Int
    able_first: NDArray[np.int64]
    hopeful: NDArray[np.bool_]
    waiting: Int
    spot: Int
    open: Bits
    at: Int
    after: Int
    before: Int
    closed: Int
    demand: Cells
    log: NDArray[np.int64]
    counts: NDArray[np.int64]
    score: NDArray[np.float64]
    seen: NDArray[np.int64]
    link: Int
    from_: Int


def stripped(people: People) -> People:
    """The same people without traits, ties and prices: only the rules, and the worth of staying."""
    units, links = people.units.copy(), people.links.copy()
    units["inner"], units["inner_flat"] = 0.0, 0.0
    links["near"], links["flat"] = np.where(np.isneginf(links["near"]), -np.inf, 0.0), 0.0
    return people._replace(
        units=units,
        links=links,
        traits=np.empty((len(people.persons), 0), np.float32),
        trait_worth=np.empty(0),
        civil=np.zeros(96),
        nominal=0,
    )


def seating_of(people: People, seats: Seats, choices: Int) -> Seating:
    """The seating that ``seats`` hold; ``choices`` (u,): how many persons each unit's fullest cell holds."""
    light, circles, units = stripped(people), len(seats.circles), len(seats.units)
    tongues = int(people.tongue.max(initial=-1)) + 1
    hopeful = choices >= people.least
    able, first = _able(people, hopeful, tongues)
    seating = Seating(
        light,
        empty_seats(light),
        able,
        first,
        hopeful,
        waiting=np.zeros(units, np.int32),
        spot=np.full(units, NOBODY, np.int32),
        open=np.zeros((tongues, WORDS), np.uint64),
        at=np.full(tongues * SLOTS, NOBODY, np.int32),
        after=np.full(circles, NOBODY, np.int32),
        before=np.full(circles, NOBODY, np.int32),
        closed=np.arange(circles - 1, -1, -1, dtype=np.int32),
        demand=empty_cells(people),
        log=np.zeros((LONGEST, 3), np.int64),
        counts=np.array([0, circles, 0, 0, 0], np.int64),
        score=np.zeros(1),
        seen=np.zeros(circles, np.int64),
        link=np.zeros(circles, np.int32),
        from_=np.zeros(circles, np.int32),
    )
    _adopt(seating, seats)
    return seating


@kernel
def _able(people: People, hopeful: NDArray[np.bool_], tongues: int) -> tuple[Int, NDArray[np.int64]]:
    first = np.zeros(tongues * SLOTS + 2, np.int64)
    starts, slots = np.empty(WORDS, np.uint64), np.empty(SLOTS, np.int32)
    for turn in range(2):
        if turn == 1:
            for k in range(len(first) - 1):
                first[k + 1] += first[k]
            able = np.empty(first[-1], np.int32)
        for u in range(len(hopeful)):
            if not hopeful[u]:
                continue
            for t in range(people.units[u].tongue, people.units[u + 1].tongue):
                starts_in(people, u, people.tongue[t], starts)
                for k in range(members(starts, slots)):
                    cell = people.tongue[t] * SLOTS + slots[k]
                    if turn == 0:
                        first[cell + 2] += 1
                    else:
                        able[first[cell + 1]] = u
                        first[cell + 1] += 1
    return able, first[:-1]


@kernel
def _adopt(s: Seating, seats: Seats) -> None:
    """Open the circles that seats hold, and seat everyone as they sit there; the rest wait."""
    for u in range(len(s.hopeful)):
        if s.hopeful[u]:
            _wait(s, u)
    for c in range(len(seats.circles)):
        if seats.circles[c].count > 0:
            circle = open_at(s, seats.circles[c].language, seats.circles[c].start, seats.circles[c].label)
            for k in range(seats.circles[c].count):
                put(s, seats.row[c, k], circle)
    s.counts[2] = 0


@kernel
def write_back(s: Seating, people: People, seats: Seats) -> None:
    """Empty ``seats`` and seat everyone as the seating has it, with all worths."""
    for c in range(len(seats.circles)):
        while seats.circles[c].count > 0:
            lift(people, seats, seats.row[c, seats.circles[c].count - 1])
    for c in range(len(seats.circles)):
        mine, circle = s.seats.circles[c], seats.circles[c]
        circle.language, circle.start, circle.label = mine.language, mine.start, mine.label
        circle.pair, circle.flat, circle.lonely = 0.0, 0.0, 0
    for c in range(len(seats.circles)):
        for k in range(s.seats.circles[c].count):
            seat(people, seats, s.seats.row[c, k], c)


@kernel
def _wait(s: Seating, u: int) -> None:
    s.spot[u] = s.counts[0]
    s.waiting[s.counts[0]] = u
    s.counts[0] += 1
    tally(s.people, s.demand, u, 1, 0.0)


@kernel
def _stop_waiting(s: Seating, u: int) -> None:
    s.counts[0] -= 1
    last = s.waiting[s.counts[0]]
    s.waiting[s.spot[u]], s.spot[last] = last, s.spot[u]
    s.spot[u] = NOBODY
    tally(s.people, s.demand, u, -1, 0.0)


@kernel
def _count(s: Seating, circle: int, sign: int) -> None:
    """Add a circle's part to the score, or take it away."""
    held = s.seats.circles[circle]
    s.score[0] += sign * (held.size - held.lonely + held.flat / SEAT_WORTH)
    if held.language != NOBODY and held.size < s.people.most:
        s.counts[4] += sign


@kernel
def _note(s: Seating, what: int, who: int, where: int) -> None:
    s.log[s.counts[2], 0], s.log[s.counts[2], 1], s.log[s.counts[2], 2] = what, who, where
    s.counts[2] += 1


@kernel
def tired(s: Seating) -> bool:
    """Whether so much has been done since the log was emptied that it is time to stop."""
    return bool(s.counts[2] > len(s.log) // 2)


@kernel
def put(s: Seating, u: int, circle: int) -> None:
    """Seat a unit that waits."""
    _count(s, circle, -1)
    seat(s.people, s.seats, u, circle)
    _count(s, circle, 1)
    _stop_waiting(s, u)
    _note(s, MOVED, u, NOBODY)


@kernel
def take(s: Seating, u: int) -> None:
    """Let a unit that sits wait."""
    circle = s.seats.units[u].of
    _count(s, circle, -1)
    lift(s.people, s.seats, u)
    _count(s, circle, 1)
    _wait(s, u)
    _note(s, MOVED, u, circle)


@kernel
def open_at(s: Seating, language: int, start: int, label: int) -> int:
    """Open a closed circle in a cell; returns its number."""
    s.counts[1] -= 1
    circle: int = s.closed[s.counts[1]]
    _link(s, circle, language, start, label)
    _note(s, OPENED, circle, 0)
    return circle


@kernel
def _link(s: Seating, circle: int, language: int, start: int, label: int) -> None:
    held = s.seats.circles[circle]
    held.language, held.start, held.label = language, start, label
    s.counts[4] += 1
    cell = language * SLOTS + start
    s.after[circle], s.before[circle] = s.at[cell], NOBODY
    if s.at[cell] != NOBODY:
        s.before[s.at[cell]] = circle
    s.at[cell] = circle
    s.open[language, start >> 6] |= np.uint64(1) << np.uint64(start & 63)


@kernel
def _unlink(s: Seating, circle: int) -> None:
    held = s.seats.circles[circle]
    cell = held.language * SLOTS + held.start
    if s.before[circle] == NOBODY:
        s.at[cell] = s.after[circle]
    else:
        s.after[s.before[circle]] = s.after[circle]
    if s.after[circle] != NOBODY:
        s.before[s.after[circle]] = s.before[circle]
    if s.at[cell] == NOBODY:
        s.open[held.language, held.start >> 6] &= ~(np.uint64(1) << np.uint64(held.start & 63))
    held.language, held.start, held.label = NOBODY, NOBODY, NOBODY
    s.counts[4] -= 1


@kernel
def shut(s: Seating, circle: int) -> None:
    """Let everybody in a circle wait, and close it."""
    held = s.seats.circles[circle]
    while held.count > 0:
        take(s, s.seats.row[circle, held.count - 1])
    cells = len(s.at)
    _note(s, CLOSED, circle, (held.label + 1) * cells + held.language * SLOTS + held.start)
    _unlink(s, circle)
    s.closed[s.counts[1]] = circle
    s.counts[1] += 1


@kernel
def undo(s: Seating, mark: int) -> None:
    """Take back everything that was logged after a mark."""
    while s.counts[2] > mark:
        entry = s.log[s.counts[2] - 1]
        what, who, where = entry[0], entry[1], entry[2]
        if what == MOVED and where == NOBODY:
            take(s, who)
        elif what == MOVED:
            put(s, who, where)
        elif what == OPENED:
            _unlink(s, who)
            s.closed[s.counts[1]] = who
            s.counts[1] += 1
        else:
            cells = len(s.at)
            s.counts[1] -= 1
            _link(s, who, where % cells // SLOTS, where % SLOTS, where // cells - 1)
        s.counts[2] -= 2 if what == MOVED else 1  # the entry, and the one that taking back a move has written


@kernel
def open_circles_of(s: Seating, u: int, found: Int) -> int:
    """Write the open circles that meet in a cell of a unit into ``found``, at most as many as it holds."""
    starts, slots, many = np.empty(WORDS, np.uint64), np.empty(SLOTS, np.int32), 0
    for t in range(s.people.units[u].tongue, s.people.units[u + 1].tongue):
        language = s.people.tongue[t]
        starts_in(s.people, u, language, starts)
        for w in range(WORDS):
            starts[w] &= s.open[language, w]
        if not any_bit(starts):
            continue
        for k in range(members(starts, slots)):
            circle = s.at[language * SLOTS + slots[k]]
            while circle != NOBODY and many < len(found):
                found[many] = circle
                many += 1
                circle = s.after[circle]
    return many
