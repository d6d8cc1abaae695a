"""Second stage in a shard: people change places between circles until each is as diverse as it gets.

A circle knows how often it holds each value of each feature, so what one exchange is worth is read from a few counts,
however many people it has. With t_g(x) = sum of the differences of a person like x from all in circle g, and d the
difference of u (in a) from v (in b), the exchange adds

    (t_a(v) - t_a(u) - d) / (s_a - 1) + (t_b(u) - t_b(v) - d) / (s_b - 1)

to the mean differences of all concerned. One trial weighs a person against everybody in one other circle, whose
people and counts lie side by side in memory, and takes the best exchange by Metropolis' rule.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dice import Dice, below, draw, unit
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.sharded.board import Board, move, swap, toward
from tenfold.engine.formation.sharded.composing import Cells
from tenfold.engine.formation.sharded.seating import Hall, Seats
from tenfold.engine.formation.sharded.traits import Traits
from tenfold.engine.formation.sharded.weeks import fits
from tenfold.engine.formation.week import SLOTS

Int = NDArray[np.int32]
Real = NDArray[np.float64]
Float = NDArray[np.float32]
Code = NDArray[np.uint16]
Count = NDArray[np.int16]

AWAY = np.uint64(1 << 40)
"""A partner is sought in another cell when these bits of the dice are 0."""

LEAST_GAIN = np.float32(1e-6)


class Near(NamedTuple):
    """Circles by cell: those of cell k are ``first[k]`` up to ``first[k + 1]``, ``cell`` (g,) the number k of each
    circle's; person u could sit in the cells ``fit[at[u]:at[u + 1]]``."""

    first: Int
    cell: Int
    at: Int
    fit: Int


def near_circles(cells: Cells, seats: Seats) -> Near:
    """Where partners are, for circles that stand in the order of their cells."""
    of = seats.cell[: seats.used[0]]
    first = np.searchsorted(of, np.append(cells.number, np.iinfo(np.int32).max)).astype(np.int32)
    return Near(first, np.searchsorted(cells.number, of).astype(np.int32), cells.at, cells.fit)


@kernel
def _elsewhere(near: Near, u: int, own: int, stream: Dice) -> int:
    """A circle in which a person might find a partner: mostly in their own cell, else in one that suits."""
    cell, spread = near.cell[own], near.at[u + 1] - near.at[u]
    if spread > 0 and draw(stream) & AWAY == np.uint64(0):
        other = near.fit[near.at[u] + below(stream, spread)]
        if near.first[other] < near.first[other + 1]:
            cell = other
    chosen: int = near.first[cell] + below(stream, near.first[cell + 1] - near.first[cell])
    return chosen


@kernel
def _price(traits: Traits, board: Board, a: int, price: Float) -> None:
    """Write, for each slot, what somebody with that value differs from those in circle a."""
    for f in range(board.slot.shape[2]):
        unknown = traits.unknown[f]
        for s in range(traits.begin[f], unknown + 1):
            price[s] = traits.worth[f] * np.float32(board.held[a, unknown] - board.held[a, s])


@kernel
def _without(traits: Traits, board: Board, a: int, i: int, both: np.floating, price: Float) -> float:
    """Correct the prices for the person at place i of circle a, who goes: whoever comes differs from them, unless the
    two are alike, or one of them is unknown. Returns what is to be taken from every newcomer's sum."""
    less = np.float32(0)
    for f in range(board.slot.shape[2]):
        own, unknown = board.slot[a, i, f], traits.unknown[f]
        if own != unknown:
            part = both * traits.worth[f]
            price[own] += part
            price[unknown] += part
            less += part
    return float(less)


@kernel
def _curves(traits: Traits, board: Board, a: int, i: int, both: np.floating, curve: Float) -> None:
    """Write the parabolas (G, 3) of what a newcomer's numbers add to circle a, when the person at place i goes."""
    for g in range(board.number.shape[2]):
        worth, x = traits.worth[board.slot.shape[2] + g], board.number[a, i, g]
        less = both * board.known[a, i, g]
        curve[g, 0] = worth * (board.sums[a, g, 2] - less * x * x)
        curve[g, 1] = 2 * worth * (less * x - board.sums[a, g, 1])
        curve[g, 2] = worth * (board.sums[a, g, 0] - less)


@kernel
def _best_partner(
    hall: Hall, traits: Traits, board: Board, a: int, i: int, b: int, enough: float, price: Float, curve: Float
) -> int:
    """The place in circle b of the partner with whom an exchange gains most for the person at place i of circle a, or
    -1 if none gains enough. ``price``: see ``_price``; ``curve`` (G, 3): room for as many parabolas."""
    best, most = NOBODY, np.float32(enough)
    here, there = np.float32(1.0 / max(board.size[a] - 1, 1)), np.float32(1.0 / max(board.size[b] - 1, 1))
    both = (here + there) / here
    fixed = np.float32(toward(traits, board, a, i, b)) * there - board.own[a, i] * here
    fixed -= here * np.float32(_without(traits, board, a, i, both, price))
    _curves(traits, board, a, i, both, curve)
    elsewhere, clock = board.cell[a] != board.cell[b], hall.clock[board.who[a, i]]
    from_a, from_b = board.cell[a] % SLOTS, board.cell[b] % SLOTS
    fixed += np.float32(hall.civil[(from_b + clock) % 96] - hall.civil[(from_a + clock) % 96])
    for k in range(board.size[b]):
        gain = np.float32(0)
        for f in range(board.slot.shape[2]):
            gain += price[board.slot[b, k, f]]
        for g in range(board.number.shape[2]):
            x = board.number[b, k, g]
            gain += board.known[b, k, g] * (curve[g, 0] + x * (curve[g, 1] + x * curve[g, 2]))
        gain = fixed + gain * here - board.own[b, k] * there
        if gain > most and elsewhere:
            v = board.who[b, k]
            gain += np.float32(hall.civil[(from_a + hall.clock[v]) % 96] - hall.civil[(from_b + hall.clock[v]) % 96])
            if gain > most and not fits(hall.languages, hall.starts, v, board.cell[a]):
                continue
        if gain > most:
            best, most = k, gain
    _without(traits, board, a, i, -both, price)
    return best


@kernel
def _off(hall: Hall, size: int) -> float:
    """People of a circle times the square of how far its size is off the target, 1 at the far limit."""
    off = (size - hall.target) / max(hall.most - hall.target, hall.target - hall.least, 1)
    return size * off * off


@kernel
def _move_gain(hall: Hall, traits: Traits, board: Board, a: int, i: int, b: int) -> float:
    """What is gained when somebody leaves a larger circle for a smaller one."""
    s, t, pair_a, pair_b = board.size[a], board.size[b], 0.0, 0.0
    for k in range(s):
        pair_a += board.own[a, k] / 2
    for k in range(t):
        pair_b += board.own[b, k] / 2
    gain = (pair_b + toward(traits, board, a, i, b)) / max(t, 1) - pair_b / max(t - 1, 1)
    gain += (pair_a - board.own[a, i]) / max(s - 2, 1) - pair_a / max(s - 1, 1)
    gain += traits.size_worth * (_off(hall, s) + _off(hall, t) - _off(hall, s - 1) - _off(hall, t + 1))
    clock = hall.clock[board.who[a, i]]
    gain += hall.civil[(board.cell[b] % SLOTS + clock) % 96] - hall.civil[(board.cell[a] % SLOTS + clock) % 96]
    return float(gain)


@kernel
def anneal(
    hall: Hall, traits: Traits, board: Board, near: Near, stream: Dice, trials: int, hot: float, cold: float
) -> int:
    """Bring so many pairs of circles together, and let everybody of the one find the best partner in the other, while
    the temperature falls evenly (in its logarithm) from ``hot`` to ``cold``; return how often somebody moved. A
    temperature of 0 takes improvements only."""
    circles, heat, made = len(board.size), hot, 0
    price, curve = np.empty(board.held.shape[1], np.float32), np.empty((board.number.shape[2], 3), np.float32)
    for trial in range(trials):
        if trial % 64 == 0 and hot > 0:
            heat = hot * (cold / hot) ** (trial / trials)
        a = below(stream, circles)
        b = _elsewhere(near, board.who[a, below(stream, board.size[a])], a, stream)
        if a == b:
            continue
        elsewhere = board.cell[a] != board.cell[b]
        _price(traits, board, a, price)
        for i in range(board.size[a]):
            if elsewhere and not fits(hall.languages, hall.starts, board.who[a, i], board.cell[b]):
                continue
            enough = heat * np.log(unit(stream)) if heat > 0 else 1e-6
            place = _best_partner(hall, traits, board, a, i, b, enough, price, curve)
            if place != NOBODY:
                swap(traits, board, a, i, b, place)
                _price(traits, board, a, price)
                made += 1
            elif (
                board.size[a] > max(board.size[b], hall.least) and _move_gain(hall, traits, board, a, i, b) > LEAST_GAIN
            ):
                move(traits, board, a, i, b)
                made += 1
                break
    return made
