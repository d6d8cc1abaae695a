"""Rotation by search: people of one round change places until as few as possible meet again.

Simulated annealing over exchanges. A pair that sits together in m rounds costs m - 1, and its staleness (how fresh an
earlier meeting is, 0..1) once more if m > 0, so an exchange changes the sum by a few table lookups.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dice import Dice, below, unit
from tenfold.engine.formation.kernel import kernel

Int = NDArray[np.int32]


class Hall(NamedTuple):
    """n people, R rounds, up to g tables of up to s people.

    table  (n, R)     where each sits, -1 if away
    place  (n, R)     the place in that table's row
    row    (R, g, s)  who sits at each table, ``size`` (R, g) of them
    meet   (n, n)     in how many rounds a pair sits together
    stale  (n, n)     what their first meeting costs; (0, 0) if nothing for anybody
    never  (n, n)     pairs that may not sit together; (0, 0) if there are none
    free   (n, R)     who may change places
    tongue (R, g)     language of each table, spoken (n, T) by whom; (n, 0) if no language counts
    code   (n,)       codes that are never mixed at a table, -1 for none; (0,) if there are none
    """

    table: Int
    place: Int
    row: NDArray[np.int32]
    size: Int
    meet: NDArray[np.int16]
    stale: NDArray[np.float32]
    never: NDArray[np.bool_]
    free: NDArray[np.bool_]
    tongue: Int
    spoken: NDArray[np.bool_]
    code: Int


def hall_of(
    table: Int,
    tables: int,
    *,
    stale: NDArray[np.float32],
    never: NDArray[np.bool_],
    free: NDArray[np.bool_],
    tongue: Int,
    spoken: NDArray[np.bool_],
    code: Int,
) -> Hall:
    """A hall in which people sit as ``table`` says."""
    n, rounds = table.shape
    most = max((int(np.bincount(t[t >= 0], minlength=1).max(initial=0)) for t in table.T), default=0) + 1
    hall = Hall(
        table.copy(),
        np.zeros((n, rounds), np.int32),
        np.zeros((rounds, tables, most), np.int32),
        np.zeros((rounds, tables), np.int32),
        np.zeros((n, n), np.int16),
        stale,
        never,
        free,
        tongue,
        spoken,
        code,
    )
    _sit(hall)
    return hall


@kernel
def _sit(h: Hall) -> None:
    for r in range(h.table.shape[1]):
        for i in range(len(h.table)):
            t = h.table[i, r]
            if t < 0:
                continue
            for k in range(h.size[r, t]):
                j = h.row[r, t, k]
                h.meet[i, j] += 1
                h.meet[j, i] += 1
            h.place[i, r] = h.size[r, t]
            h.row[r, t, h.size[r, t]] = i
            h.size[r, t] += 1


@kernel
def cost(h: Hall) -> float:
    """Repeated meetings, stale ones by their staleness."""
    total = 0.0
    for i in range(len(h.meet)):
        for j in range(i):
            if h.meet[i, j] > 0:
                total += h.meet[i, j] - 1
                if len(h.stale) > 0:
                    total += h.stale[i, j]
    return total


@kernel
def _lawful(h: Hall, r: int, t: int, out: int, into: int) -> bool:
    """Whether a person may sit at a table that another leaves."""
    if h.spoken.shape[1] > 0 and not h.spoken[into, h.tongue[r, t]]:
        return False
    for k in range(h.size[r, t]):
        other = h.row[r, t, k]
        if other == out:
            continue
        if len(h.never) > 0 and h.never[into, other]:
            return False
        if len(h.code) > 0 and h.code[into] >= 0 and h.code[other] >= 0 and h.code[into] != h.code[other]:
            return False
    return True


@kernel
def _toward(h: Hall, r: int, t: int, out: int, who: int, sign: int) -> float:
    """What meeting those of a table less one person costs ``who`` (sign 1), or what not meeting them saves (-1)."""
    total = 0.0
    for k in range(h.size[r, t]):
        other = h.row[r, t, k]
        if other in (out, who):
            continue
        if h.meet[who, other] - (sign < 0) > 0:
            total += 1.0
        elif len(h.stale) > 0:
            total += h.stale[who, other]
    return total


@kernel
def _change(h: Hall, r: int, i: int, j: int) -> None:
    """Let two people change places in a round."""
    a, b = h.table[i, r], h.table[j, r]
    for turn in range(2):
        who, other, left, right = (i, j, a, b) if turn == 0 else (j, i, b, a)
        for k in range(h.size[r, left]):
            v = h.row[r, left, k]
            if v != who and v != other:
                h.meet[who, v] -= 1
                h.meet[v, who] -= 1
        for k in range(h.size[r, right]):
            v = h.row[r, right, k]
            if v != who and v != other:
                h.meet[who, v] += 1
                h.meet[v, who] += 1
    pa, pb = h.place[i, r], h.place[j, r]
    h.row[r, a, pa], h.row[r, b, pb] = j, i
    h.table[i, r], h.table[j, r], h.place[i, r], h.place[j, r] = b, a, pb, pa


@kernel
def improve(h: Hall, state: Dice, trials: int, hot: float, cold: float, goal: float, best: Int) -> float:
    """Try so many exchanges while it cools; write the best seats into ``best`` (n, R) and return what they cost."""
    n, rounds, tables = h.table.shape[0], h.table.shape[1], h.row.shape[1]
    now = cost(h)
    least, heat = now, hot
    best[:] = h.table
    for trial in range(trials):
        if trial % 256 == 0:
            if least <= goal + 1e-6:
                break
            heat = hot * (cold / hot) ** (trial / trials)
        r, i = below(state, rounds), below(state, n)
        a, b = h.table[i, r], below(state, tables)
        if a < 0 or a == b or h.size[r, b] == 0 or not h.free[i, r]:
            continue
        j = h.row[r, b, below(state, h.size[r, b])]
        if not h.free[j, r]:
            continue
        gain = _toward(h, r, a, j, i, -1) + _toward(h, r, b, i, j, -1)
        gain -= _toward(h, r, b, j, i, 1) + _toward(h, r, a, i, j, 1)
        if gain < -12 * heat or (gain < 0 and unit(state) >= np.exp(gain / heat)):
            continue
        if _lawful(h, r, b, j, i) and _lawful(h, r, a, i, j):
            _change(h, r, i, j)
            now -= gain
            if now < least - 1e-6:
                least = now
                best[:] = h.table
    return least
