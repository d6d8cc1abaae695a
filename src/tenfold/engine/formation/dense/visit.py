"""A visit to one element: is any of its moves or exchanges worth taking?

For element i of group a and any j of group b, an exchange gains

    M[b, i] - M[a, i] + M[a, j] - M[b, j] - 2 d(i, j).

There are two ways to look, and which is faster depends on the distances. One reads all exchanges of i in a pass over
contiguous rows. The other, *sifting*, passes over whole groups: no exchange with a member of b gains more than
M[b, i] - M[a, i] + ceiling[a, b], less twice the least distance of i, and where distances have no structure, near an
optimum, this excludes almost all groups. A ceiling is read exactly where it did not exclude; when groups change it is
raised by as much as any sum can have grown.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dense.board import Board
from tenfold.engine.formation.dense.replica import NEVER, NOBODY, WINDOW, Int, Replica, exchange, look, move
from tenfold.engine.formation.dice import below, unit
from tenfold.engine.formation.kernel import bare_kernel

WORST = -float(1 << 27)
"""No loss greater than this is ever accepted; every real gain lies above it by the scale of the board."""


@bare_kernel
def anneal(board: Board, replica: Replica, temperature: float, steps: int) -> int:
    """Visit ``steps`` elements at a temperature (in units of the board); return how many visits took a loss.

    They are visited in turn, from a random one on: neighbours share the cache lines of M's columns. The threshold
    -T ln(u) is drawn once a visit, so each of the n exchanges is accepted with Metropolis' probability.
    """
    n, losses = len(replica.groups), 0
    i = below(replica.stream, n)
    window = look(replica, i)
    for _ in range(steps):
        before = replica.value[0]
        i = i + 1 if i + 1 < n else 0
        if i % WINDOW == 0:
            window = look(replica, i)
        worth = math.ceil(max(temperature * math.log(unit(replica.stream)), WORST))
        if _visit(board, replica, i, worth, window):
            losses += replica.value[0] < before
            if replica.value[0] > replica.best_value[0]:
                replica.best_value[0] = replica.value[0]
                for k in range(n):
                    replica.best[k] = replica.groups[k]
    return losses


@bare_kernel
def descend(board: Board, replica: Replica) -> int:
    """Take improving steps until there is none; return the number of elements visited."""
    n, idle, i, visits, window = len(replica.groups), 0, 0, 0, look(replica, 0)
    while idle < n:
        visits += 1
        idle = 0 if _visit(board, replica, i, 1, window) else idle + 1
        i = i + 1 if i + 1 < n else 0
        if i % WINDOW == 0:
            window = look(replica, i)
    return visits


@bare_kernel
def _visit(board: Board, replica: Replica, i: int, worth: int, window: int) -> bool:
    """Take a random one of the moves and exchanges of element i that gain at least ``worth``, if there is any."""
    a = int(np.int64(replica.groups[i]))
    if replica.sizes[a] > board.lower[a]:
        b = _room(board, replica, i, worth, window)
        if b != a:
            move(board, replica, i, b, window)
            return True
    j = _sift(board, replica, i, worth, window) if replica.sifts else _read(board, replica, i, worth, window)
    if j != NOBODY:
        exchange(board, replica, i, j, window)
    return j != NOBODY


@bare_kernel
def _room(board: Board, replica: Replica, i: int, worth: int, window: int) -> int:
    """A random group with room to which a move is worth enough; i's own if there is none."""
    column, sizes, least = replica.columns[i - window], replica.sizes, np.int32(replica.own[i] + worth)
    g, a, highest = len(sizes), int(np.int64(replica.groups[i])), np.int32(NEVER)
    own, column[a] = column[a], NEVER
    for b in range(g):
        highest = max(highest, column[b])
    found = a
    if highest >= least:
        b = below(replica.stream, g)
        for _ in range(g):
            if column[b] >= least and sizes[b] < board.upper[b]:
                found = b
                break
            b = b + 1 if b + 1 < g else 0
    column[a] = own
    return found


@bare_kernel
def _read(board: Board, replica: Replica, i: int, worth: int, window: int) -> int:
    """A random partner with whom an exchange is worth enough, or ``NOBODY``, after looking at everybody."""
    column, a = replica.columns[i - window], int(np.int64(replica.groups[i]))
    least = np.int32(worth + replica.own[i])
    own, column[a] = column[a], NEVER
    largest = _read_exchanges(column, replica.groups, replica.sums[a], replica.own, board.distances[i], replica.gains)
    column[a] = own
    if largest < least:
        return NOBODY
    n = len(replica.groups)
    j = below(replica.stream, n)
    while replica.gains[j] < least:
        j = j + 1 if j + 1 < n else 0
    return j


@bare_kernel
def _read_exchanges(
    column: Int, groups: NDArray[np.uint16], here: Int, own: Int, distances: Int, gains: Int
) -> np.int32:
    """Fill ``gains`` with what an exchange with each element is worth, i's own M left out; return the largest."""
    largest = np.int32(NEVER)
    for j in range(len(gains)):
        gain = np.int32(
            np.int32(np.int32(column[groups[j]] + here[j]) - np.int32(own[j] + distances[j])) - distances[j]
        )
        gains[j] = gain
        largest = max(largest, gain)
    return largest


@bare_kernel
def _sift(board: Board, replica: Replica, i: int, worth: int, window: int) -> int:
    """A random partner with whom an exchange is worth enough, or ``NOBODY``, passing over groups without any."""
    column, g = replica.columns[i - window], len(replica.sizes)
    ceiling, least = replica.ceiling[replica.groups[i]], np.int32(worth + replica.own[i] + 2 * board.nearest[i])
    highest = np.int32(NEVER)
    for b in range(g):
        highest = max(highest, np.int32(column[b] + ceiling[b]))
    if highest < least:
        return NOBODY
    b = below(replica.stream, g)
    for _ in range(g):
        if column[b] + ceiling[b] >= least:
            j = _partner(board, replica, i, b, int(least - column[b]))
            if j != NOBODY:
                return j
        b = b + 1 if b + 1 < g else 0
    return NOBODY


@bare_kernel
def _partner(board: Board, replica: Replica, i: int, b: int, least: int) -> int:
    """A random member of b who gains enough by coming to i's group; if there is none, the ceiling becomes exact."""
    a, size, nearest = int(np.int64(replica.groups[i])), int(np.int64(replica.sizes[b])), 2 * board.nearest[i]
    here, own, distances, members = replica.sums[a], replica.own, board.distances[i], replica.members[b]
    highest = np.int32(NEVER)
    place = below(replica.stream, size) if size else 0
    for _ in range(size):
        j = members[place]
        pull = np.int32(here[j] - own[j])
        if pull >= least and pull - 2 * distances[j] >= least - nearest:
            return int(np.int64(j))
        highest = max(highest, pull)
        place = place + 1 if place + 1 < size else 0
    replica.ceiling[a, b] = highest
    return NOBODY
