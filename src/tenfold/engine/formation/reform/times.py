"""When some people could meet: all times that differ in who can come."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.week import SLOTS, civil_by_start

from .table import Table, Time


def times_for(
    table: Table, people: Sequence[int], quarters: int, *, near: Time, fewest: int = 2, other: bool = False
) -> list[Time]:
    """One time for each set of people who can come to it, the largest sets first; sets inside others are left out.

    Of the times for one set, the one is taken that stays in the language of ``near`` if it can, is most civil for
    those who can come, and lies nearest to ``near``.

    :param people: who matters, at most 60
    :param fewest: sets with fewer people are left out
    :param other: whether only times count that do not overlap with ``near``
    """
    if not people:
        return []
    speaks, free = table.fitting(people, quarters)
    bit = np.int64(1) << np.arange(len(people), dtype=np.int64)
    best: dict[int, tuple[tuple[float, ...], Time]] = {}
    order = sorted(np.flatnonzero(speaks.any(axis=0)).tolist(), key=lambda language: (language != near[0], language))
    civil = _civil(table, people, quarters)
    for language in order:
        can = free & speaks[:, language, None]
        sets = (bit[:, None] * can).sum(axis=0)
        good = (civil * can).sum(axis=0) / np.maximum(can.sum(axis=0), 1)
        for start in np.flatnonzero(sets).tolist():
            key = int(sets[start])
            away = abs((start - near[1] + SLOTS // 2) % SLOTS - SLOTS // 2)
            if other and away < quarters:
                continue
            rank = (float(language != near[0]), -round(float(good[start]), 3), float(away), float(start))
            if key not in best or rank < best[key][0]:
                best[key] = (rank, (language, start))
    return _not_inside_others(best, fewest)


def _civil(table: Table, people: Sequence[int], quarters: int) -> NDArray[np.float64]:
    """How civil each start is on each one's clock, (k, 672)."""
    by_clock = _civil_by_clock(quarters)
    clocks = table.problem.offset[list(people)].astype(np.int64) // 15
    found: NDArray[np.float64] = by_clock[(np.arange(SLOTS) + clocks[:, None]) % 96]
    return found


@lru_cache(maxsize=64)
def _civil_by_clock(quarters: int) -> NDArray[np.float64]:
    return civil_by_start(quarters)


def _not_inside_others(best: dict[int, tuple[tuple[float, ...], Time]], fewest: int) -> list[Time]:
    kept: list[int] = []
    for key in sorted(best, key=lambda key: (-key.bit_count(), best[key][0])):
        if key.bit_count() >= fewest and not any(key & other == key for other in kept):
            kept.append(key)
    return [best[key][1] for key in kept]
