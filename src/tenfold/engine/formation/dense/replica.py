"""One grouping under search, and the compiled steps that change it.

The whole neighbourhood of an element is read in one pass over contiguous rows, which the processor does sixteen
elements at a time: for element i of group a and any j of group b, an exchange gains

    M[b, i] - M[a, i] + M[a, j] - M[b, j] - 2 d(i, j),        M[g, i] = sum of d(k, i) over k in g.

Distances are whole numbers (see :mod:`.board`), so the running value is exact whatever the number of steps.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dense.board import Board
from tenfold.engine.formation.dice import Dice, below, unit
from tenfold.engine.formation.kernel import kernel

Int = NDArray[np.int32]

NEVER = -(1 << 30)
"""Stands in for the gain of an exchange inside one group."""

WORST = -float(1 << 27)
"""No loss greater than this is ever accepted; every real gain lies above it by the scale of the board."""


class Replica(NamedTuple):
    """A grouping and what is kept of it.

    ``groups`` (n,) and ``sizes`` (g,) are the grouping, ``sums`` (g, n) is M, ``own`` (n,) each element's M in its own
    group, ``value`` (1,) the objective; ``best`` (n,) and ``best_value`` (1,) the best grouping seen since the record
    was last read; ``stream`` its dice; ``column`` (g,) and ``gains`` (n,) are room to work in.
    """

    groups: NDArray[np.uint16]
    sizes: Int
    sums: Int
    own: Int
    value: NDArray[np.int64]
    best: NDArray[np.uint16]
    best_value: NDArray[np.int64]
    stream: Dice
    column: Int
    gains: Int


@kernel
def take(board: Board, groups: NDArray[np.uint16], replica: Replica) -> None:
    """Set the replica to a grouping, computing everything from scratch."""
    replica.groups[:] = groups
    replica.sizes[:] = 0
    replica.sums[:] = 0
    for k in range(len(groups)):
        replica.sizes[groups[k]] += 1
        row, distances = replica.sums[groups[k]], board.distances[k]
        for i in range(len(groups)):
            row[i] += distances[i]
    total = np.int64(0)
    for i in range(len(groups)):
        replica.own[i] = replica.sums[groups[i], i]
        total += replica.own[i]
    replica.value[0] = total // 2


@kernel
def _read_exchanges(
    column: Int, groups: NDArray[np.uint16], here: Int, own: Int, distances: Int, gains: Int
) -> np.int32:
    """Fill ``gains`` with what an exchange of one element with each other one is worth; return the largest."""
    largest = np.int32(NEVER)
    for j in range(len(gains)):
        gain = np.int32(
            np.int32(np.int32(column[groups[j]] + here[j]) - np.int32(own[j] + distances[j])) - distances[j]
        )
        gains[j] = gain
        largest = max(largest, gain)
    return largest


@kernel
def _exchange(board: Board, replica: Replica, i: int, j: int) -> None:
    groups, own = replica.groups, replica.own
    a, b = groups[i], groups[j]
    groups[i], groups[j] = b, a
    here, there = replica.sums[a], replica.sums[b]
    leaving, coming = board.distances[i], board.distances[j]
    for k in range(len(groups)):
        step = np.int32(coming[k] - leaving[k])
        x, y = np.int32(here[k] + step), np.int32(there[k] - step)
        here[k], there[k] = x, y
        if groups[k] == a:
            own[k] = x
        if groups[k] == b:
            own[k] = y


@kernel
def _move(board: Board, replica: Replica, i: int, b: int) -> None:
    groups, own = replica.groups, replica.own
    a = groups[i]
    groups[i] = b
    replica.sizes[a] -= 1
    replica.sizes[b] += 1
    here, there, distances = replica.sums[a], replica.sums[b], board.distances[i]
    for k in range(len(groups)):
        x, y = np.int32(here[k] - distances[k]), np.int32(there[k] + distances[k])
        here[k], there[k] = x, y
        if groups[k] == a:
            own[k] = x
        if groups[k] == b:
            own[k] = y


@kernel
def _step(board: Board, replica: Replica, i: int, worth: int) -> bool:
    """Take a random one of the moves and exchanges of element i that gain at least ``worth``, if there is any."""
    groups, sizes, column, gains = replica.groups, replica.sizes, replica.column, replica.gains
    n, g, a = len(groups), len(sizes), np.int64(groups[i])
    for b in range(g):
        column[b] = np.int32(replica.sums[b, i] - replica.own[i])
    if sizes[a] > board.lower[a]:
        b = below(replica.stream, g)
        for _ in range(g):
            if column[b] >= worth and b != a and sizes[b] < board.upper[b]:
                replica.value[0] += column[b]
                _move(board, replica, i, b)
                return True
            b = b + 1 if b + 1 < g else 0
    column[a] = NEVER
    if _read_exchanges(column, groups, replica.sums[a], replica.own, board.distances[i], gains) < worth:
        return False
    j = below(replica.stream, n)
    while gains[j] < worth:
        j = j + 1 if j + 1 < n else 0
    replica.value[0] += gains[j]
    _exchange(board, replica, i, j)
    return True


@kernel
def anneal(board: Board, replica: Replica, temperature: float, steps: int) -> int:
    """Visit ``steps`` elements at a temperature (in units of the board); return how many visits took a loss.

    They are visited in turn, from a random one on: neighbours share the cache lines of M's columns. The threshold
    -T ln(u) is drawn once a visit, so each of the n exchanges is accepted with Metropolis' probability.
    """
    n, losses = len(replica.groups), 0
    i = below(replica.stream, n)
    for _ in range(steps):
        before = replica.value[0]
        i = i + 1 if i + 1 < n else 0
        worth = math.ceil(max(temperature * math.log(unit(replica.stream)), WORST))
        if _step(board, replica, i, worth):
            losses += replica.value[0] < before
            if replica.value[0] > replica.best_value[0]:
                replica.best_value[0] = replica.value[0]
                replica.best[:] = replica.groups
    return losses


@kernel
def descend(board: Board, replica: Replica) -> int:
    """Take improving steps until there is none; return the number of elements visited."""
    n, idle, i, visits = len(replica.groups), 0, 0, 0
    while idle < n:
        visits += 1
        idle = 0 if _step(board, replica, i, 1) else idle + 1
        i = i + 1 if i + 1 < n else 0
    return visits


def new_replica(board: Board, stream: Dice) -> Replica:
    """An empty replica with room for the board; :func:`take` sets it to a grouping."""
    n, g = len(board.distances), len(board.lower)
    return Replica(
        groups=np.zeros(n, np.uint16),
        sizes=np.zeros(g, np.int32),
        sums=np.zeros((g, n), np.int32),
        own=np.zeros(n, np.int32),
        value=np.zeros(1, np.int64),
        best=np.zeros(n, np.uint16),
        best_value=np.full(1, np.iinfo(np.int64).min),
        stream=stream,
        column=np.zeros(g, np.int32),
        gains=np.zeros(n, np.int32),
    )
