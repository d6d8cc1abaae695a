"""One shard from people to circles: pure, so that it may run anywhere, any number of times."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dice import dice
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.sharded.board import empty_board, lay_out, take_up
from tenfold.engine.formation.sharded.composing import compose, deal, open_cells
from tenfold.engine.formation.sharded.crowd import Crowd, Rules
from tenfold.engine.formation.sharded.leftovers import seat_leftovers
from tenfold.engine.formation.sharded.seating import Hall, Seats, empty_seats, open_circles
from tenfold.engine.formation.sharded.swaps import anneal, near_circles
from tenfold.engine.formation.sharded.times import settle
from tenfold.engine.formation.sharded.traits import Traits, traits_of
from tenfold.engine.formation.sharded.weeks import fullest, listed, tally
from tenfold.engine.formation.week import QUARTER, SLOTS, startable

Int = NDArray[np.int32]

HOT, COLD = 0.005, 0.001
"""Temperatures at which circles begin and end to exchange people, in shares of a person's whole difference."""

MEETINGS = 20
"""How many other circles each circle is brought together with."""


@dataclass(frozen=True, slots=True)
class Circles:
    """c circles of m people: ``circle`` int32 (m,), -1 for none; ``cell`` int32 (c,), language * 672 + start slot;
    ``length`` int16 (c,) in quarter hours."""

    circle: Int
    cell: Int
    length: NDArray[np.int16]


def hall_of(crowd: Crowd, rules: Rules) -> Hall:
    """The people of a shard, made ready."""
    at, tongue = listed(crowd.languages)
    return Hall(
        crowd.languages,
        startable(crowd.hours, rules.quarters),
        at,
        tongue,
        (crowd.offset // QUARTER % 96).astype(np.int32),
        rules.civil,
        rules.size.min,
        rules.size.target,
        rules.size.max,
        rules.quarters,
        float(rules.weights.length),
    )


def form_shard(crowd: Crowd, rules: Rules, seed: int) -> Circles:
    """Seat the people of one shard."""
    hall, tongues = hall_of(crowd, rules), 64 * crowd.languages.shape[1]
    seats = empty_seats(hall)
    counts = np.zeros((tongues, SLOTS), np.int32)
    tally(hall.at, hall.tongue, hall.starts, counts)
    choices, _ = fullest(hall.at, hall.tongue, hall.starts, counts)
    queue = np.argsort(choices, kind="stable").astype(np.int32)
    queue = queue[choices[queue] > 0]
    open_circles(hall, seats, queue, 1 / np.maximum(choices, 1), tongues)
    seat_leftovers(hall, seats, queue[seats.of[queue] == NOBODY], tongues)
    _improve(hall, seats, traits_of(crowd, rules), tongues, seed)
    seat_leftovers(hall, seats, queue[seats.of[queue] == NOBODY], tongues)
    lengths = np.zeros(len(seats.size), np.int32)
    settle(hall, seats, lengths)
    used = int(seats.used[0])
    return Circles(seats.of, seats.cell[:used], lengths[:used].astype(np.int16))


def _improve(hall: Hall, seats: Seats, traits: Traits, tongues: int, seed: int) -> None:
    """Mix the cells, then the circles."""
    used = int(seats.used[0])
    if used < 2:
        return
    cells = open_cells(hall, np.unique(seats.cell[:used]), tongues)
    deal(hall, traits, cells, compose(hall, traits, cells, seats), seats)
    used, stream = int(seats.used[0]), dice(seed, 1)[0]
    board, near = empty_board(hall, traits, used), near_circles(cells, seats)
    lay_out(traits, board, seats)
    anneal(hall, traits, board, near, stream, MEETINGS * used, HOT, COLD)
    anneal(hall, traits, board, near, stream, MEETINGS * used // 10, 0.0, 0.0)
    take_up(board, seats)
