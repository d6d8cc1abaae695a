"""Before circles, their cells: who meets in which language and at which hour, so that every cell is a mixed company.

A cell (a language and a weekly start) is treated as one large circle. Each person in turn goes to the cell, among
those that suit them, where their coming adds most: the difference of a cell with counts n_v of n people,
sum of n_v (n - n_v) / n, is concave in the counts, so that such steps climb towards the best composition there is
(coordinate ascent; with a price per head for cells above their quota towards the end, so that their people come out
in circles of the target size). Dealt out in the order of their traits, the people of a mixed cell make mixed circles.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.sharded.seating import Hall, Seats
from tenfold.engine.formation.sharded.traits import Traits
from tenfold.engine.formation.week import SLOTS, members

Int = NDArray[np.int32]
Real = NDArray[np.float64]

FREE_SWEEPS = 5
PRICES = (0.01, 0.1, 1.0, 1.0)
"""Sweeps without a quota, and the price per head beyond it in the sweeps after."""


class Cells(NamedTuple):
    """K open cells: ``number`` (K,), language * 672 + start, ascending; person u could sit in the cells
    ``fit[at[u]:at[u + 1]]``."""

    number: Int
    at: Int
    fit: Int


class Pools(NamedTuple):
    """What each cell holds: ``of`` (m,) the cell of each person (-1: none); ``size`` (K,); ``held`` (K, slots) people
    per value (at ``unknown``: all whose value is known); ``sums`` (K, G, 3) known people, the sum of their numbers and
    squares; ``pair`` (K,) twice the difference summed over pairs; ``quota`` (K,) people it should hold."""

    of: Int
    size: Int
    held: Int
    sums: Real
    pair: Real
    quota: Real


@kernel
def open_cells(hall: Hall, number: Int, tongues: int) -> Cells:
    """List for each person those of the given cells (ascending) that suit them."""
    place, slots = np.full(tongues * SLOTS, NOBODY, np.int32), np.empty(SLOTS, np.int32)
    for k in range(len(number)):
        place[number[k]] = k
    at, fit = np.zeros(len(hall.starts) + 1, np.int32), np.empty(16 * len(hall.starts) + 16, np.int32)
    for u in range(len(hall.starts)):
        found, many = at[u], members(hall.starts[u], slots)
        for t in range(hall.at[u], hall.at[u + 1]):
            if found + many > len(fit):
                fit = np.append(fit, np.empty(len(fit), np.int32))
            for s in range(many):
                k = place[hall.tongue[t] * SLOTS + slots[s]]
                if k != NOBODY:
                    fit[found] = k
                    found += 1
        at[u + 1] = found
    return Cells(number, at, fit[: at[-1]].copy())


@kernel
def _toward(traits: Traits, pools: Pools, u: int, cell: int) -> float:
    """Differences of a person from all in a cell."""
    total, nominal = 0.0, traits.slot.shape[1]
    for f in range(nominal):
        total += traits.worth[f] * (pools.held[cell, traits.unknown[f]] - pools.held[cell, traits.slot[u, f]])
    for g in range(traits.number.shape[1]):
        x = traits.number[u, g]
        parabola = x * (pools.sums[cell, g, 0] * x - 2 * pools.sums[cell, g, 1]) + pools.sums[cell, g, 2]
        total += traits.worth[nominal + g] * traits.known[u, g] * parabola
    return total


@kernel
def _note(traits: Traits, pools: Pools, u: int, cell: int, sign: int) -> None:
    """Count a person into a cell (``sign`` 1) or out of it (-1)."""
    pools.pair[cell] += 2 * sign * _toward(traits, pools, u, cell)
    pools.size[cell] += sign
    for f in range(traits.slot.shape[1]):
        slot, unknown = traits.slot[u, f], traits.unknown[f]
        if slot != unknown:
            pools.held[cell, slot] += sign
            pools.held[cell, unknown] += sign
    for g in range(traits.number.shape[1]):
        x, known = traits.number[u, g], traits.known[u, g] * sign
        pools.sums[cell, g, 0] += known
        pools.sums[cell, g, 1] += known * x
        pools.sums[cell, g, 2] += known * x * x


def empty_pools(traits: Traits, cells: int, of: Int) -> Pools:
    """Room for so many cells; ``of`` (m,): where everybody begins."""
    return Pools(
        of,
        np.zeros(cells, np.int32),
        np.zeros((cells, traits.slots), np.int32),
        np.zeros((cells, traits.number.shape[1], 3)),
        np.zeros(cells),
        np.zeros(cells),
    )


@kernel
def fill_pools(traits: Traits, pools: Pools) -> None:
    """Count everybody where they are."""
    for u in range(len(pools.of)):
        if pools.of[u] != NOBODY:
            _note(traits, pools, u, pools.of[u], 1)


@kernel
def sweep(hall: Hall, traits: Traits, cells: Cells, pools: Pools, price: float) -> int:
    """Let everybody, one after the other, go where their coming adds most; return how many went elsewhere.

    No cell falls below the least size of a circle. ``price``: what each head beyond the quota costs, and each one
    below it gains.
    """
    moved = 0
    for u in range(len(pools.of)):
        a = pools.of[u]
        if a == NOBODY or pools.size[a] <= hall.least:
            continue
        left = pools.pair[a] - 2 * _toward(traits, pools, u, a)
        most = pools.pair[a] / pools.size[a] - left / (pools.size[a] - 1) + 1e-6
        most += hall.civil[(cells.number[a] % SLOTS + hall.clock[u]) % 96]
        most -= price * (pools.size[a] - 1 - pools.quota[a])
        best = a
        for k in range(cells.at[u], cells.at[u + 1]):
            b = cells.fit[k]
            if b == a:
                continue
            come = pools.pair[b] + 2 * _toward(traits, pools, u, b)
            gain = come / (pools.size[b] + 1) - pools.pair[b] / max(pools.size[b], 1)
            gain += hall.civil[(cells.number[b] % SLOTS + hall.clock[u]) % 96]
            gain -= price * (pools.size[b] - pools.quota[b])
            if gain > most:
                best, most = b, gain
        if best != a:
            _note(traits, pools, u, a, -1)
            _note(traits, pools, u, best, 1)
            pools.of[u] = best
            moved += 1
    return moved


def compose(hall: Hall, traits: Traits, cells: Cells, seats: Seats) -> Int:
    """The best cell found for everybody who has a seat, int32 (m,), -1 for the others."""
    own = np.searchsorted(cells.number, seats.cell[seats.of])
    pools = empty_pools(traits, len(cells.number), np.where(seats.of >= 0, own, NOBODY).astype(np.int32))
    fill_pools(traits, pools)
    for _ in range(FREE_SWEEPS):
        if sweep(hall, traits, cells, pools, 0.0) == 0:
            break
    circles = np.maximum(np.rint(pools.size / hall.target), 1)
    pools.quota[:] = np.where(pools.size < hall.target, pools.size, hall.target * circles)
    for price in PRICES:
        sweep(hall, traits, cells, pools, price)
    return pools.of


def circles_in(size: Int, hall: Hall) -> Int:
    """How many circles so many people of a cell make: near the target, and as few as possible left over."""
    fewest, likely = -(-size // hall.most), np.maximum(np.rint(size / hall.target), 1).astype(np.int32)
    circles = np.clip(likely, fewest, np.maximum(size // hall.least, 1))
    return circles.astype(np.int32)


def deal(hall: Hall, traits: Traits, cells: Cells, of: Int, seats: Seats) -> None:
    """Seat everybody anew in circles of their cell, dealt out in the order of their traits."""
    order = np.lexsort((*traits.number.T, *traits.slot.T[::-1], of))
    order = order[of[order] != NOBODY].astype(np.int32)
    size = np.bincount(of[order], minlength=len(cells.number)).astype(np.int32)
    circles = circles_in(size, hall)
    rank = np.arange(len(order)) - (np.cumsum(size) - size)[of[order]]
    place = rank // circles[of[order]]
    circle = (np.cumsum(circles) - circles)[of[order]] + rank % circles[of[order]]
    kept = place < hall.most
    used = int(circles.sum())
    seats.of[:], seats.row[:], seats.size[:], seats.cell[:] = NOBODY, NOBODY, 0, NOBODY
    seats.of[order[kept]], seats.row[circle[kept], place[kept]] = circle[kept], order[kept]
    seats.size[:used] = np.bincount(circle[kept], minlength=used)
    seats.cell[:used] = np.repeat(cells.number, circles)
    seats.used[0] = used
