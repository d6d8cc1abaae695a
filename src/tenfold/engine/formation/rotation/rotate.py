"""The same people at changing tables, round after round, so that as few as possible meet twice."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dice import Dice, dice
from tenfold.engine.formation.problem import HARD, NOBODY, Pairs
from tenfold.engine.formation.rotation.designs import design, nearly_design
from tenfold.engine.formation.rotation.plan import MOST, Rotation, dense_pairs, judged
from tenfold.engine.formation.rotation.relabel import relabel
from tenfold.engine.formation.rotation.search import hall_of, improve

Int = NDArray[np.int32]
Mask = NDArray[np.bool_]

Beginning = tuple[Int, int, float]
"""Seats (n, R), how many of the first rounds are known to be good, and the temperature that a search begins at."""

HOT, COLD = 0.7, 0.09
"""Temperatures, in repeated meetings, of a search that begins anywhere."""

MILD = 0.2
"""The temperature that a good beginning survives."""

WORK = 2_000
"""Exchanges tried per person and round in one run of the search."""

_APART = 10_000.0
"""What it costs to seat two people at one table who must sit apart."""


def rotate(
    people: int,
    tables: int,
    rounds: int,
    *,
    present: Mask | None = None,
    met: Pairs | None = None,
    apart: Pairs | None = None,
    seed: int = 0,
    time_limit: float | None = None,
) -> Rotation:
    """Seat people at tables in each round; the tables of a round differ by at most one person.

    present     bool (people, rounds): who is there when; everyone always if not given
    met         who has met before, and how fresh that still is (0..1)
    apart       pairs at a price of ``HARD`` never sit at one table; other prices are not looked at
    time_limit  seconds after which no further search is begun

    Where algebra knows rounds without a repeat (``designs``), those are taken, as they are or as a beginning. Raises
    ``ValueError`` where there is nobody, no table or no round.

    >>> plan = rotate(49, 7, 7)
    >>> plan.repeats, plan.table.shape
    (0, (49, 7))
    """
    if min(people, tables, rounds) < 1 or people > MOST:
        raise ValueError(f"needs at least one table, one round, and 1 to {MOST} people")
    there = np.ones((people, rounds), bool) if present is None else present
    if there.shape != (people, rounds):
        raise ValueError(f"present must have shape ({people}, {rounds}), not {there.shape}")
    met, apart = met or Pairs(), apart or Pairs()
    began = time.monotonic()
    price = _prices(people, met, apart)
    found: list[tuple[float, Int]] = []
    for beginning in _beginnings(people, tables, there, price, seed):
        found.append(_searched(beginning, tables, price, seed + len(found)))
        enough = judged(found[-1][1], there, met, seed).bound
        if found[-1][0] <= enough + 1e-6 or (time_limit is not None and time.monotonic() - began > time_limit):
            break
    return judged(min(found, key=lambda one: one[0])[1], there, met, seed)


def _prices(people: int, met: Pairs, apart: Pairs) -> NDArray[np.float32]:
    """What the first meeting of a pair costs, (n, n), or (0, 0) if nothing for anybody."""
    hard = apart.value == HARD
    if not len(met.value) and not hard.any():
        return np.zeros((0, 0), np.float32)
    price = dense_pairs(met, people)
    price[dense_pairs(Pairs(apart.who[hard], apart.value[hard]), people) == HARD] = _APART
    return price


def _beginnings(people: int, tables: int, there: Mask, price: NDArray[np.float32], seed: int) -> list[Beginning]:
    """Seats to begin from, best first."""
    found: list[Beginning] = []
    size, rounds = -(-people // tables), there.shape[1]
    nobody = np.full(people, NOBODY, np.int32)
    for find in (_longest_design, nearly_design):
        seats = find(tables, size, rounds)
        if seats is not None:
            ours = relabel(seats, people, price, seed) if len(price) else seats[:people]
            known = [
                balanced(np.where(at, now, NOBODY), at, tables, seed) for now, at in zip(ours.T, there.T, strict=False)
            ]
            more = [balanced(nobody, at, tables, seed + r) for r, at in enumerate(there.T[len(known) :])]
            begun = np.column_stack((*known, *more)).astype(np.int32)
            found.append((begun, len(known), MILD))
            if len(known) == rounds:
                break
    dealt = [balanced(nobody, at, tables, seed + r) for r, at in enumerate(there.T)]
    return [*found, (np.column_stack(dealt), 0, HOT)]


def _longest_design(tables: int, size: int, rounds: int) -> Int | None:
    """The design for these rounds, or else for as many of them as there is one for."""
    return next((seats for r in range(rounds, 1, -1) if (seats := design(tables, size, r)) is not None), None)


def balanced(seats: Int, there: Mask, tables: int, seed: int) -> Int:
    """Seat everybody who is there, moving as few as need be, so that tables differ by one person at most."""
    seats, rng = np.array(seats, np.int32), np.random.default_rng(seed)
    size = np.bincount(seats[seats >= 0], minlength=tables)
    few, more = divmod(int(there.sum()), tables)
    room = np.full(tables, few)
    room[np.argsort(-size, kind="stable")[:more]] += 1
    for table in np.flatnonzero(size > room):
        leave = rng.choice(np.flatnonzero(seats == table), size[table] - room[table], replace=False)
        seats[leave] = NOBODY
    waiting = rng.permutation(np.flatnonzero(there & (seats < 0)))
    seats[waiting] = np.repeat(np.arange(tables), np.maximum(room - size, 0))
    return seats


def _searched(beginning: Beginning, tables: int, price: NDArray[np.float32], seed: int) -> tuple[float, Int]:
    """The best seats found from a beginning, and their cost; by two searches side by side."""
    table, known, hot = beginning

    def one(stream: NDArray[np.uint64]) -> tuple[float, Int]:
        best = table
        if 0 < known < table.shape[1]:  # first the rounds that are not known yet, alone
            best = _cooled(best, tables, price, stream, np.arange(table.shape[1]) >= known, HOT)[1]
        return _cooled(best, tables, price, stream, np.ones(table.shape[1], bool), hot)

    with ThreadPoolExecutor(2) as pool:
        return min(pool.map(one, dice(seed, 2)), key=lambda found: found[0])


def _cooled(
    table: Int, tables: int, price: NDArray[np.float32], stream: Dice, rounds: Mask, hot: float
) -> tuple[float, Int]:
    """One search that may change some rounds only."""
    n, many = table.shape
    hall = hall_of(
        table,
        tables,
        stale=price,
        never=np.zeros((0, 0), bool),
        free=(table >= 0) & rounds,
        tongue=np.zeros((many, tables), np.int32),
        spoken=np.zeros((n, 0), bool),
        code=np.zeros(0, np.int32),
    )
    best = np.empty_like(table)
    return improve(hall, stream, WORK * n * int(rounds.sum()), hot, min(COLD, hot / 2), 0.0, best), best
