"""Second stage: people change places between circles until the whole is as good as it gets.

Simulated annealing (Kirkpatrick et al. 1983) over exchanges of two units and moves of one. Partners come from circles
that meet in the same cell, where everybody fits, and from other circles of a language one speaks.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dice import Dice, below, draw, unit
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.people import People
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.seats import NEVER, Seats, change, lift, seat

Int = NDArray[np.int32]


class Neighbours(NamedTuple):
    """Open circles in the order of their cells: ``circles``; for each circle the range of its own cell in that order
    (``cell_begin``, ``cell_end``, both (g,)); for each language its range (``tongue_begin``, ``tongue_end``)."""

    circles: Int
    cell_begin: Int
    cell_end: Int
    tongue_begin: Int
    tongue_end: Int


def neighbours(people: People, seats: Seats) -> Neighbours:
    """Sort the open circles by code, language and start."""
    language, start = seats.circles["language"], seats.circles["start"]
    circles = np.flatnonzero(language != NOBODY).astype(np.int32)
    circles = circles[np.lexsort((start[circles], language[circles]))]
    cell = language[circles].astype(np.int64) * 1024 + start[circles]
    begin, end = np.zeros(len(language), np.int32), np.zeros(len(language), np.int32)
    begin[circles], end[circles] = np.searchsorted(cell, cell), np.searchsorted(cell, cell, "right")
    tongues = np.arange(people.tongue.max(initial=-1) + 1)
    spoken = language[circles]
    return Neighbours(
        circles,
        begin,
        end,
        np.searchsorted(spoken, tongues).astype(np.int32),
        np.searchsorted(spoken, tongues, "right").astype(np.int32),
    )


@kernel
def _elsewhere(people: People, seats: Seats, near: Neighbours, u: int, state: Dice) -> int:
    """A circle in which a unit might find a partner: half of the time in its own cell, else in one of its languages."""
    own: int = seats.units[u].of
    begin, end = near.cell_begin[own], near.cell_end[own]
    if end - begin < 2 or draw(state) & np.uint64(1 << 40) == np.uint64(0):
        spoken = people.units[u + 1].tongue - people.units[u].tongue
        language = people.tongue[people.units[u].tongue + below(state, spoken)]
        begin, end = near.tongue_begin[language], near.tongue_end[language]
        if begin == end:
            return own
    circle: int = near.circles[begin + below(state, end - begin)]
    return circle


@kernel
def exchange_gain(people: People, seats: Seats, u: int, v: int, circle: int) -> float:
    """What the whole gains when unit u goes to a circle, and unit v of it (-1: nobody) comes to u's circle."""
    gain = change(people, seats, circle, v, u, False)
    if gain == NEVER:
        return NEVER
    return gain + change(people, seats, seats.units[u].of, u, v, False)


@kernel
def exchange(people: People, seats: Seats, u: int, v: int, circle: int) -> None:
    """Carry out what ``exchange_gain`` weighed."""
    own = seats.units[u].of
    lift(people, seats, u)
    if v >= 0:
        lift(people, seats, v)
        seat(people, seats, v, own)
    seat(people, seats, u, circle)


@kernel
def anneal(people: People, seats: Seats, near: Neighbours, state: Dice, trials: int, hot: float, cold: float) -> float:
    """Try so many exchanges while the temperature falls evenly (in its logarithm) from ``hot`` to ``cold``; return the
    gain. A temperature of 0 takes improvements only."""
    units, gained, heat = len(seats.units), 0.0, hot
    for trial in range(trials):
        if trial % 256 == 0 and hot > 0:
            heat = hot * (cold / hot) ** (trial / trials)
        u = below(state, units)
        if seats.units[u].of == NOBODY:
            continue
        circle = _elsewhere(people, seats, near, u, state)
        if circle == seats.units[u].of:
            continue
        place = below(state, people.most)
        v = seats.row[circle, place] if place < seats.circles[circle].count else NOBODY
        gain = exchange_gain(people, seats, u, v, circle)
        if gain > 1e-9 or (heat > 0 and gain > -12 * heat and unit(state) < np.exp(gain / heat)):
            exchange(people, seats, u, v, circle)
            gained += gain
    return gained


@kernel
def typical_change(people: People, seats: Seats, near: Neighbours, state: Dice, trials: int) -> float:
    """Mean loss of those exchanges, among so many tried, that are allowed and make the whole worse without breaking a
    rule; 0 if there is none."""
    units, total, found = len(seats.units), 0.0, 0
    for _ in range(trials):
        u = below(state, units)
        if seats.units[u].of == NOBODY:
            continue
        circle = _elsewhere(people, seats, near, u, state)
        if circle == seats.units[u].of:
            continue
        v = seats.row[circle, below(state, seats.circles[circle].count)]
        gain = exchange_gain(people, seats, u, v, circle)
        if -100.0 < gain < 0.0:
            total -= gain
            found += 1
    return total / found if found else 0.0
