"""One grouping under search: what is kept of it, and how that follows a change.

M[g, i] is the sum of d(k, i) over the members k of group g. Distances are whole numbers (see :mod:`.board`), so all
that is kept is exact whatever the number of steps.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dense.board import Board
from tenfold.engine.formation.dice import Dice
from tenfold.engine.formation.kernel import bare_kernel

Int = NDArray[np.int32]

NEVER = -(1 << 30)
"""Stands in for the gain of an exchange inside one group."""

HIGHEST = 1 << 28
"""A ceiling that excludes nothing."""

WINDOW = 16
"""So many neighbouring elements, a cache line of each row of M, have their columns of M together while they are
visited."""

NOBODY = -1
"""In place of the partner of an exchange: a move."""


class Replica(NamedTuple):
    """A grouping and what is kept of it.

    ``groups`` (n,), ``sizes`` (g,) and ``members`` (g, most), of which element i is the one at ``place[i]`` of its
    group's row, are the grouping; ``sums`` (g, n) is M, ``own`` (n,) each element's M in its own group; ``value`` (1,)
    the objective; ``best`` (n,) and ``best_value`` (1,) the best grouping since the record was last read.

    ``ceiling`` (g, g), kept only where the replica ``sifts`` (see :mod:`.visit`), is at [a, b] at least the largest
    M[a, j] - M[b, j] of the members j of b.

    ``stream`` is its dice; ``nobody`` (n,) are zeros; ``columns`` (``WINDOW``, g) and ``gains`` (n,) room to work in.
    """

    groups: NDArray[np.uint16]
    sizes: Int
    members: NDArray[np.uint16]
    place: NDArray[np.uint16]
    sums: Int
    own: Int
    value: NDArray[np.int64]
    best: NDArray[np.uint16]
    best_value: NDArray[np.int64]
    sifts: bool
    ceiling: Int
    stream: Dice
    nobody: Int
    columns: Int
    gains: Int


def new_replica(board: Board, stream: Dice, *, sifts: bool = False) -> Replica:
    """An empty replica with room for the board; :func:`take` sets it to a grouping."""
    n, g = len(board.distances), len(board.lower)
    return Replica(
        groups=np.zeros(n, np.uint16),
        sizes=np.zeros(g, np.int32),
        members=np.zeros((g, min(int(board.upper.max()), n)), np.uint16),
        place=np.zeros(n, np.uint16),
        sums=np.zeros((g, n), np.int32),
        own=np.zeros(n, np.int32),
        value=np.zeros(1, np.int64),
        best=np.zeros(n, np.uint16),
        best_value=np.full(1, np.iinfo(np.int64).min),
        sifts=sifts,
        ceiling=np.zeros((g, g), np.int32),
        stream=stream,
        nobody=np.zeros(n, np.int32),
        columns=np.zeros((WINDOW, g), np.int32),
        gains=np.zeros(n, np.int32),
    )


@bare_kernel
def take(board: Board, groups: NDArray[np.uint16], replica: Replica) -> None:
    """Set the replica to a grouping, computing everything from scratch."""
    replica.sizes[:] = 0
    replica.sums[:] = 0
    for k in range(len(groups)):
        _seat(replica, k, groups[k])
        row, distances = replica.sums[groups[k]], board.distances[k]
        for i in range(len(groups)):
            row[i] += distances[i]
    total = np.int64(0)
    for i in range(len(groups)):
        replica.own[i] = replica.sums[groups[i], i]
        total += replica.own[i]
    replica.value[0] = total // 2
    replica.ceiling[:] = HIGHEST
    for a in range(len(replica.sizes)):
        replica.ceiling[a, a] = NEVER


@bare_kernel
def look(replica: Replica, i: int) -> int:
    """Read the columns of the window that holds element i; return its first element."""
    window = i - i % WINDOW
    for b in range(len(replica.sizes)):
        for k in range(min(WINDOW, len(replica.groups) - window)):
            replica.columns[k, b] = replica.sums[b, window + k]
    return window


@bare_kernel
def exchange(board: Board, replica: Replica, i: int, j: int, window: int) -> None:
    """Let i and j change places; ``window`` is what :func:`look` returned last."""
    a, b = int(np.int64(replica.groups[i])), int(np.int64(replica.groups[j]))
    gain = replica.sums[b, i] - replica.own[i] + replica.sums[a, j] - replica.own[j] - 2 * board.distances[i, j]
    replica.value[0] += gain
    p, q = replica.place[i], replica.place[j]
    replica.groups[i], replica.groups[j] = b, a
    replica.place[i], replica.place[j] = q, p
    replica.members[a, p], replica.members[b, q] = j, i
    _settle(board, replica, a, b, i, j, window)


@bare_kernel
def move(board: Board, replica: Replica, i: int, b: int, window: int) -> None:
    """Let i go to group b, where there is room."""
    a = int(np.int64(replica.groups[i]))
    replica.value[0] += replica.sums[b, i] - replica.own[i]
    replica.sizes[a] -= 1
    last = replica.members[a, replica.sizes[a]]
    replica.members[a, replica.place[i]], replica.place[last] = last, replica.place[i]
    _seat(replica, i, b)
    _settle(board, replica, a, b, i, NOBODY, window)


@bare_kernel
def _seat(replica: Replica, i: int, b: int) -> None:
    replica.groups[i], replica.place[i] = b, replica.sizes[b]
    replica.members[b, replica.sizes[b]] = i
    replica.sizes[b] += 1


@bare_kernel
def _settle(board: Board, replica: Replica, a: int, b: int, i: int, j: int, window: int) -> None:
    """Bring the sums up to date after i has gone from a to b and j from b to a."""
    here, there = replica.sums[a], replica.sums[b]
    coming, leaving = board.distances[j] if j != NOBODY else replica.nobody, board.distances[i]
    most, least = np.int32(NEVER), np.int32(-NEVER)
    for k in range(len(here)):
        step = np.int32(coming[k] - leaving[k])
        here[k] += step
        there[k] -= step
        most, least = max(most, step), min(least, step)
    if replica.sifts:
        for c in range(len(replica.sizes)):
            replica.ceiling[a, c] = min(replica.ceiling[a, c] + most, np.int32(HIGHEST))
            replica.ceiling[b, c] = min(replica.ceiling[b, c] - least, np.int32(HIGHEST))
    _settle_own(replica, a, j)
    _settle_own(replica, b, i)
    replica.ceiling[a, a] = replica.ceiling[b, b] = NEVER
    for k in range(min(WINDOW, len(replica.groups) - window)):
        replica.columns[k, a], replica.columns[k, b] = here[window + k], there[window + k]


@bare_kernel
def _settle_own(replica: Replica, b: int, new: int) -> None:
    """Set what the members of a changed group have in it, and raise the ceilings over them by what these have lost."""
    row, lost = replica.sums[b], np.int32(NEVER)
    for place in range(replica.sizes[b]):
        k = replica.members[b, place]
        if k != new:
            lost = max(lost, np.int32(replica.own[k] - row[k]))
        replica.own[k] = row[k]
    if replica.sifts:
        for a in range(len(replica.sizes)):
            raised = np.int32(min(replica.ceiling[a, b] + lost, HIGHEST))
            if new != NOBODY:
                raised = max(raised, np.int32(replica.sums[a, new] - replica.own[new]))
            replica.ceiling[a, b] = max(raised, np.int32(NEVER))
