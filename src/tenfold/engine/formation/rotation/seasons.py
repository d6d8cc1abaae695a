"""Rounds under all the rules of a formation: each round is a formation that knows who has met, then all are polished.

For seasons, in which circles live for months, each is formed when it comes, with what is fresh of the meetings before
(``met_pairs``). For the rounds of one convention all are known beforehand; there people change places between tables
of one round as long as somebody meets somebody new by it.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dice import dice
from tenfold.engine.formation.edges import unique_pairs
from tenfold.engine.formation.form import form
from tenfold.engine.formation.plan import Plan
from tenfold.engine.formation.problem import HARD, NOBODY, Feature, Pairs, Problem, Size
from tenfold.engine.formation.rotation.plan import MOST, Rotation, dense_pairs, judged, pairs_met
from tenfold.engine.formation.rotation.search import hall_of, improve

Int = NDArray[np.int32]
Mask = NDArray[np.bool_]

UNMET = 20.0
"""How much more not having met weighs in a rotation than in a single formation."""

_WORK, _MILD, _COLD = 2_000, 0.3, 0.05


def rotate_under(
    problem: Problem,
    rounds: int,
    *,
    present: Mask | None = None,
    tables: int | None = None,
    seed: int = 0,
    time_limit: float | None = None,
) -> Rotation:
    """Seat the people of a problem in each round, under all of its rules, so that few meet again.

    present     bool (n, rounds): who is there when; everyone always if not given
    tables      how many tables a round has, if that is fixed; else as many as ``problem.size`` makes
    time_limit  seconds, about; a third of it for the polish

    ``problem.met`` are earlier meetings. Whoever finds no seat in a round has -1 there. Raises ``ValueError`` as
    ``form`` does, and for more than ``MOST`` people.
    """
    n, began = len(problem), time.monotonic()
    if rounds < 1 or n > MOST:
        raise ValueError(f"needs at least one round, and at most {MOST} people")
    there = np.ones((n, rounds), bool) if present is None else present
    if there.shape != (n, rounds):
        raise ValueError(f"present must have shape ({n}, {rounds}), not {there.shape}")
    table, plans = np.full((n, rounds), NOBODY, np.int32), list[Plan]()
    for r in range(rounds):
        rows = np.flatnonzero(there[:, r]).astype(np.int32)
        left = None if time_limit is None else (time_limit * 2 / 3 - (time.monotonic() - began)) / (rounds - r)
        now = _this_round(problem, rows, table[:, :r], tables)
        plans.append(form(now, seed=seed + r, time_limit=left))
        table[rows, r] = plans[-1].circle
    return judged(_polished(problem, table, plans, seed), there, problem.met, seed)


def _this_round(problem: Problem, rows: Int, before: Int, tables: int | None) -> Problem:
    """The problem of one round: who is there, and whom each has met until now."""
    met = Pairs(
        np.concatenate((problem.met.who, pairs_met(before))),
        np.concatenate((problem.met.value, np.ones(len(pairs_met(before)), np.float32))),
    )
    weights = replace(problem.weights, unmet=problem.weights.unmet * UNMET)
    part = part_of(replace(problem, met=met, weights=weights), rows)
    return part if tables is None else replace(part, size=size_for(len(rows), tables))


def size_for(people: int, tables: int) -> Size:
    """Sizes that make so many tables of so many people; a seat more or less is allowed for the sake of the rules.

    >>> size_for(120, 12)
    Size(min=9, target=10, max=11)
    """
    each = max(1, people // tables)
    return Size(max(1, each - 1), each, -(-people // tables) + 1)


def part_of(problem: Problem, rows: Int) -> Problem:
    """The same problem for some of its people, in the order given."""
    place = np.full(len(problem), NOBODY, np.int32)
    place[rows] = np.arange(len(rows))

    def pairs(some: Pairs) -> Pairs:
        who = place[some.who]
        kept = (who >= 0).all(axis=1)
        return Pairs(who[kept], some.value[kept])

    def column(values: Int | None) -> Int | None:
        return None if values is None else values[rows]

    return replace(
        problem,
        languages=problem.languages[rows],
        hours=problem.hours[rows],
        offset=problem.offset[rows],
        features=tuple(Feature(f.name, f.kind, f.values[rows], f.weight) for f in problem.features),
        together=column(problem.together),
        apart=pairs(problem.apart),
        ties=pairs(problem.ties),
        met=pairs(problem.met),
        two_or_none=tuple(kinds[rows] for kinds in problem.two_or_none),
        separate=column(problem.separate),
        pinned=column(problem.pinned),
        previous=column(problem.previous),
    )


def _polished(problem: Problem, table: Int, plans: list[Plan], seed: int) -> Int:
    """Let people change tables within rounds, where language and rules let them, until nobody meets more by it."""
    n, rounds = table.shape
    tables = max((len(plan.language) for plan in plans), default=0)
    if tables == 0:
        return table
    tongue, spoken = np.zeros((rounds, tables), np.int32), _spoken(problem)
    for r, plan in enumerate(plans):
        tongue[r, : len(plan.language)] = plan.language
    low, high, price = unique_pairs(problem.apart)
    never = np.zeros((n, n) if np.isinf(price).any() else (0, 0), bool)
    if len(never):
        never[low[price == HARD], high[price == HARD]] = never[high[price == HARD], low[price == HARD]] = True
    hall = hall_of(
        table,
        tables,
        stale=dense_pairs(problem.met, n) if len(problem.met.value) else np.zeros((0, 0), np.float32),
        never=never,
        free=(table >= 0) & _unbound(problem)[:, None],
        tongue=tongue,
        spoken=spoken,
        code=np.zeros(0, np.int32) if problem.separate is None else problem.separate,
    )
    best = np.empty_like(table)
    improve(hall, dice(seed, 1)[0], _WORK * n * rounds, _MILD, _COLD, 0.0, best)
    return best


def _spoken(problem: Problem) -> Mask:
    bits = np.unpackbits(np.ascontiguousarray(problem.languages).view(np.uint8), axis=1, bitorder="little")
    return bits[:, : int(np.flatnonzero(bits.any(axis=0)).max(initial=0)) + 1].astype(bool)


def _unbound(problem: Problem) -> Mask:
    """Who may change tables alone: bound to nobody, of no kind that comes in twos, and free at any hour as all are."""
    unbound: Mask = np.ones(len(problem), bool)
    for groups in (problem.together, problem.pinned):
        if groups is not None:
            names, count = np.unique(groups, return_counts=True)
            unbound &= (groups < 0) | ~np.isin(groups, names[count > 1])
    for kinds in problem.two_or_none:
        unbound &= kinds < 0
    unbound &= bool((problem.hours == problem.hours[:1]).all())
    return unbound
