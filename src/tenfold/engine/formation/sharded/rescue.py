"""Seats for the last: a circle in their fullest cell, filled up with people whose circles can spare them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.sharded.crowd import Crowd, Rules
from tenfold.engine.formation.sharded.placeable import CHUNK
from tenfold.engine.formation.sharded.weeks import listed
from tenfold.engine.formation.week import SLOTS, has, startable

Int = NDArray[np.int32]
Bits = NDArray[np.uint64]
Keys = NDArray[np.uint64]

CANDIDATES = 200
"""So many people are looked at for one cell."""


class Wanted(NamedTuple):
    """The cells that are wanted, ascending (those of language t from ``first[t]`` on), and the people found for each:
    ``who`` (cells, CANDIDATES), ``many`` of them, and of these at ``last`` the one with the largest key."""

    cells: Int
    first: Int
    who: Int
    many: Int
    last: Int


@kernel
def _remember(wanted: Wanted, k: int, person: int, keys: Keys) -> None:
    """Remember somebody who suits cell k, of too many those with the smallest keys."""
    place = wanted.many[k]
    if place == wanted.who.shape[1]:
        place = wanted.last[k]
        if keys[person] >= keys[wanted.who[k, place]]:
            return
    else:
        wanted.many[k] += 1
    wanted.who[k, place] = person
    if wanted.many[k] == wanted.who.shape[1]:
        for j in range(wanted.many[k]):
            if keys[wanted.who[k, j]] > keys[wanted.who[k, wanted.last[k]]]:
                wanted.last[k] = j


@kernel
def _suited(
    tongue_at: Int, tongue: Int, starts: Bits, able: NDArray[np.bool_], wanted: Wanted, keys: Keys, offset: int
) -> None:
    """Look for people, the first of whom is number ``offset``, who suit the wanted cells."""
    for u in range(len(starts)):
        if able[u]:
            for t in range(tongue_at[u], tongue_at[u + 1]):
                for k in range(wanted.first[tongue[t]], wanted.first[tongue[t] + 1]):
                    if has(starts[u], wanted.cells[k] % SLOTS):
                        _remember(wanted, k, offset + u, keys)


def rescue(
    crowd: Crowd,
    rules: Rules,
    keys: Keys,
    circle: Int,
    stays: NDArray[np.bool_],
    left: NDArray[np.int64],
    cell: Int,
) -> Int:
    """Seat people who are left, writing into ``circle`` (n,); returns the cells of the new circles.

    ``keys`` (n,): whose turn it is; ``stays`` (n,): who must not leave their circle; ``cell``: the fullest cell of
    each of those left.
    """
    size = np.bincount(circle[circle >= 0])
    able = ((circle == NOBODY) | (size[circle] > rules.size.min)) & ~stays
    cells, tongues = np.unique(cell), 64 * crowd.languages.shape[1]
    wanted = Wanted(
        cells,
        np.searchsorted(cells, np.arange(tongues + 1) * SLOTS).astype(np.int32),
        np.empty((len(cells), CANDIDATES), np.int32),
        np.zeros(len(cells), np.int32),
        np.zeros(len(cells), np.int32),
    )
    for begin in range(0, len(crowd), CHUNK):
        rows = slice(begin, begin + CHUNK)
        starts = startable(crowd.hours[rows], rules.quarters)
        _suited(*listed(crowd.languages[rows]), starts, able[rows], wanted, keys, begin)
    opened = []
    for k, number in enumerate(cells.tolist()):
        waiting = [u for u in left[cell == number].tolist() if circle[u] == NOBODY]
        found = wanted.who[k, : wanted.many[k]]
        others = [u for u in found[np.argsort(keys[found], kind="stable")].tolist() if u not in set(waiting)]
        company = _company(waiting, others, circle, size, rules)
        if len(company) >= rules.size.min:
            homes = circle[company]
            np.subtract.at(size, homes[homes >= 0], 1)
            circle[company] = len(size)
            size = np.append(size, len(company))
            opened.append(number)
    return np.array(opened, np.int32)


def _company(waiting: list[int], others: list[int], circle: Int, size: NDArray[np.intp], rules: Rules) -> list[int]:
    """Those who wait, other people without a seat, and as many as are lacking from circles that can spare them."""
    company = waiting[: rules.size.target]
    company += [u for u in others if circle[u] == NOBODY][: max(rules.size.target - len(company), 0)]
    spared: dict[int, int] = {}
    for u in sorted((u for u in others if circle[u] != NOBODY), key=lambda u: -size[circle[u]]):
        home = int(circle[u])
        if len(company) >= rules.size.min:
            break
        if size[home] - spared.get(home, 0) > rules.size.min:
            company.append(u)
            spared[home] = spared.get(home, 0) + 1
    return company
