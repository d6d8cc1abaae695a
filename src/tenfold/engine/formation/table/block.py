"""The compiled search: exchanges between people who are near each other, inside a block of whole groups.

With S the sum of a group's points and s its size (the table is centred), what keeps the objective below the bound is
the sum of |S|^2 / s. Exchanging i of group a with j of group b, d = x_j - x_i, lowers it by

    d . (2 S_b / s_b - 2 S_a / s_a) - (1 / s_a + 1 / s_b) |d|^2.

That is a gain only where d is shorter than the difference of the two groups' means, so partners are sought among
neighbours: the block is cut into leaves of some dozens of points by random planes, others each time, and inside a leaf,
which fits the nearest cache, everybody is tried with everybody.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dice import Dice, below, unit
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.table.leaves import cut

Float = NDArray[np.float32]
Int = NDArray[np.int32]

LEAF = 64
"""Most points in a leaf."""

NEVER = np.float32(-1e30)

LEAST_GAIN = np.float32(1e-6)
"""Without temperature, a smaller gain is taken for a rounding error (a column's variance is about 1)."""


class Block(NamedTuple):
    """Whole groups with their people: points ``x`` (m, d), their ``rows`` in the table and ``group`` in the block (m,);
    ``sums`` (groups, d) and ``share`` (groups,), 1 / size."""

    x: Float
    rows: Int
    group: Int
    sums: Float
    share: Float


class Leaf(NamedTuple):
    """Some dozens of points, one per column: ``x``, and twice the mean of each one's group, ``pull``, both (d,
    ``LEAF``); ``group``, ``share`` and room for ``gains`` and ``lengths``, (``LEAF``,)."""

    x: Float
    pull: Float
    group: Int
    share: Float
    gains: Float
    lengths: Float


@kernel
def _gather(points: Float, seats: Int, offsets: NDArray[np.int64], chosen: Int) -> Block:
    d, groups, m = points.shape[1], len(chosen), 0
    for c in range(groups):
        m += offsets[chosen[c] + 1] - offsets[chosen[c]]
    block = Block(
        np.empty((m, d), np.float32),
        np.empty(m, np.int32),
        np.empty(m, np.int32),
        np.zeros((groups, d), np.float32),
        np.empty(groups, np.float32),
    )
    k = 0
    for c in range(groups):
        block.share[c] = np.float32(1) / np.float32(max(offsets[chosen[c] + 1] - offsets[chosen[c]], 1))
        for seat in range(offsets[chosen[c]], offsets[chosen[c] + 1]):
            block.rows[k], block.group[k] = seats[seat], c
            for f in range(d):
                block.x[k, f] = points[seats[seat], f]
                block.sums[c, f] += block.x[k, f]
            k += 1
    return block


@kernel
def _load(leaf: Leaf, block: Block, members: Int) -> None:
    for j in range(len(members)):
        row = members[j]
        c = block.group[row]
        leaf.group[j], leaf.share[j] = c, block.share[c]
        for f in range(len(leaf.x)):
            leaf.x[f, j] = block.x[row, f]
            leaf.pull[f, j] = np.float32(2) * block.share[c] * block.sums[c, f]


@kernel
def _read_gains(leaf: Leaf, i: int, width: int) -> float:
    """Fill ``gains`` with what an exchange of i with each other point of the leaf is worth; return the largest."""
    gains, lengths, share = leaf.gains, leaf.lengths, leaf.share
    for j in range(width):
        gains[j], lengths[j] = 0, 0
    for f in range(len(leaf.x)):
        x, pull, own_x, own_pull = leaf.x[f], leaf.pull[f], leaf.x[f, i], leaf.pull[f, i]
        for j in range(width):
            step = x[j] - own_x
            gains[j] += step * (pull[j] - own_pull)
            lengths[j] += step * step
    largest = NEVER
    for j in range(width):
        gains[j] -= (share[j] + share[i]) * lengths[j]
        if leaf.group[j] == leaf.group[i]:
            gains[j] = NEVER
        largest = max(largest, gains[j])
    return float(largest)


@kernel
def _exchange(leaf: Leaf, block: Block, i: int, j: int, width: int) -> None:
    a, b, group = leaf.group[i], leaf.group[j], leaf.group
    group[i], group[j] = b, a
    leaf.share[i], leaf.share[j] = block.share[b], block.share[a]
    for f in range(len(leaf.x)):
        step = leaf.x[f, j] - leaf.x[f, i]
        block.sums[a, f] += step
        block.sums[b, f] -= step
        of_a = np.float32(2) * block.share[a] * block.sums[a, f]
        of_b = np.float32(2) * block.share[b] * block.sums[b, f]
        pull = leaf.pull[f]
        for k in range(width):
            pull[k] = of_a if group[k] == a else (of_b if group[k] == b else pull[k])


@kernel
def _anneal(leaf: Leaf, block: Block, width: int, temperature: float, visits: int, stream: Dice) -> None:
    for _ in range(visits):
        i = below(stream, width)
        worth = min(np.float32(max(temperature * math.log(unit(stream)), -1e29)), LEAST_GAIN)
        if temperature == 0:
            worth = LEAST_GAIN
        if _read_gains(leaf, i, width) >= worth:
            j = below(stream, width)
            while leaf.gains[j] < worth:
                j = j + 1 if j + 1 < width else 0
            _exchange(leaf, block, i, j, width)


@kernel
def improve(
    points: Float, seats: Int, offsets: NDArray[np.int64], chosen: Int, temperature: float, sweeps: int, stream: Dice
) -> None:
    """Exchange members of the ``chosen`` groups with each other, by Metropolis' rule at a temperature (0: only gains).

    ``points`` (n, d) centred; group g sits on ``seats[offsets[g]:offsets[g + 1]]``, row numbers of points, which is
    rewritten. Everybody is visited about ``sweeps`` times. Blocks of different groups may be improved at the same time.
    """
    block = _gather(points, seats, offsets, chosen)
    order = np.arange(len(block.rows)).astype(np.int32)
    ends = cut(block.x, order, LEAF, stream)
    d = points.shape[1]
    leaf = Leaf(
        np.empty((d, LEAF), np.float32),
        np.empty((d, LEAF), np.float32),
        np.empty(LEAF, np.int32),
        np.empty(LEAF, np.float32),
        np.empty(LEAF, np.float32),
        np.empty(LEAF, np.float32),
    )
    first = 0
    for last in ends:
        _load(leaf, block, order[first:last])
        _anneal(leaf, block, last - first, temperature, sweeps * (last - first), stream)
        for k in range(first, last):
            block.group[order[k]] = leaf.group[k - first]
        first = last
    taken = np.zeros(len(chosen), np.int64)
    for k in range(len(block.rows)):
        c = block.group[k]
        seats[offsets[chosen[c]] + taken[c]] = block.rows[k]
        taken[c] += 1
