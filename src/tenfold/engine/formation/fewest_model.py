"""The integer programme behind :mod:`tenfold.engine.formation.fewest`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[attr-defined]  # scipy lists its names as it runs
from scipy.sparse import coo_array

from tenfold.engine.formation.openings import Openings
from tenfold.engine.formation.problem import NOBODY, Problem

Int = NDArray[np.int32]

MODEL_MOST = 40
"""So many people are looked at as one."""


@dataclass(frozen=True, slots=True)
class Site:
    """A circle that is there, or (``circle`` -1) a cell in which a new one may open, for one code."""

    language: int
    start: int
    code: int
    circle: int = NOBODY
    size: int = 0


@dataclass(frozen=True, slots=True)
class Model:
    """k people, where they could go, what that costs (k, sites; -1: never), and who is bound to whom."""

    people: Int
    sites: list[Site]
    costs: NDArray[np.int64]
    company: Int


@dataclass(frozen=True, slots=True)
class Solution:
    """The site of each person (-1: none is possible), a proven bound of the changes, and who is beyond help."""

    site: Int
    bound: int
    hopeless: list[int]


@dataclass(slots=True)
class _Programme:
    """Variables and constraints as they are collected: lower <= sum of factors * variables <= upper."""

    cost: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    rows: list[tuple[list[tuple[int, float]], float, float]] = field(default_factory=list)

    def variable(self, cost: float, most: float = 1.0) -> int:
        self.cost.append(cost)
        self.most.append(most)
        return len(self.cost) - 1

    def hold(self, factors: list[tuple[int, float]], lower: float, upper: float) -> None:
        self.rows.append((factors, lower, upper))

    def solved(self, time_limit: float) -> tuple[NDArray[np.float64] | None, float]:
        at = [(r, v, f) for r, (factors, _, _) in enumerate(self.rows) for v, f in factors]
        row, column, value = (np.array(list(part)) for part in zip(*at, strict=True))
        matrix = coo_array((value, (row, column)), shape=(len(self.rows), len(self.cost)))
        result = milp(
            np.array(self.cost),
            constraints=LinearConstraint(
                matrix.tocsr(),
                [low for _, low, _ in self.rows],
                [up for _, _, up in self.rows],
            ),
            bounds=Bounds(0, np.array(self.most)),
            integrality=np.ones(len(self.cost)),
            options={"time_limit": max(time_limit, 0.1)},
        )
        return result.x, float(result.mip_dual_bound or 0.0)


def solve(problem: Problem, doors: Openings, model: Model, time_limit: float) -> Solution:
    """The cheapest places for the people of a model."""
    possible = _possible(problem, model)
    site = np.full(len(model.people), NOBODY, np.int32)
    if not possible.any():
        return Solution(site, 0, model.people.tolist())
    programme = _Programme()
    x = {
        (p, k): programme.variable(float(model.costs[p, k]))
        for p in np.flatnonzero(possible).tolist()
        for k in np.flatnonzero(model.costs[p] >= 0).tolist()
    }
    for p in np.flatnonzero(possible).tolist():
        programme.hold([(x[p, k], 1.0) for k in range(len(model.sites)) if (p, k) in x], 1.0, 1.0)
    _hold_sizes(problem, programme, model, x)
    _hold_companies(problem, programme, model, x)
    _hold_kinds(problem, doors, programme, model, x)
    _hold_apart(doors, programme, model, x)
    values, bound = programme.solved(time_limit)
    if values is None:
        return Solution(site, 0, model.people.tolist())
    for (p, k), variable in x.items():
        if values[variable] > 0.5:
            site[p] = k
    return Solution(site, int(np.ceil(bound - 1e-6)), model.people[~possible].tolist())


def _possible(problem: Problem, model: Model) -> NDArray[np.bool_]:
    """Who can go anywhere at all; of people held together nobody if there is no one place for all."""
    possible: NDArray[np.bool_] = np.any(model.costs >= 0, axis=1)
    pinned = problem.pinned
    if pinned is not None:
        for name in np.unique(pinned[model.people]):
            held = pinned[model.people] == name
            if name >= 0 and not (model.costs[held] >= 0).all(axis=0).any():
                possible[held] = False
    return possible


def _hold_sizes(problem: Problem, programme: _Programme, model: Model, x: dict[tuple[int, int], int]) -> None:
    """Seats beyond the limit cost one each, so do people who are missing in a new circle."""
    by_site = defaultdict(list)
    for (_, k), variable in x.items():
        by_site[k].append((variable, 1.0))
    before = NOBODY
    for k, visitors in sorted(by_site.items()):
        site = model.sites[k]
        if site.circle != NOBODY:
            over = programme.variable(1.0, len(visitors))
            programme.hold([*visitors, (over, -1.0)], -np.inf, max(problem.size.max - site.size, 0))
            continue
        opened, over = programme.variable(0.0), programme.variable(1.0, len(visitors))
        missing = programme.variable(1.0, problem.size.min)
        programme.hold([*visitors, (opened, -float(len(visitors)))], -np.inf, 0.0)
        programme.hold([*visitors, (over, -1.0), (opened, -float(problem.size.max))], -np.inf, 0.0)
        programme.hold([*visitors, (missing, 1.0), (opened, -float(problem.size.min))], 0.0, np.inf)
        if k and model.sites[k - 1] == site:  # of equal circles the first open first
            programme.hold([(before, 1.0), (opened, -1.0)], 0.0, np.inf)
        before = opened


def _hold_companies(problem: Problem, programme: _Programme, model: Model, x: dict[tuple[int, int], int]) -> None:
    """Who sits elsewhere than most of their company gives up one wish; those who are held together do not part."""
    able = {p for p, _ in x}
    for members in _same(model.company, able):
        heads = {k: programme.variable(0.0) for p in members for k in range(len(model.sites)) if (p, k) in x}
        programme.hold([(head, 1.0) for head in heads.values()], 1.0, 1.0)
        for p in members:
            gives_up = programme.variable(1.0)
            for k, head in heads.items():
                mine = [(x[p, k], 1.0)] if (p, k) in x else []
                programme.hold([*mine, (head, -1.0), (gives_up, 1.0)], 0.0, np.inf)
    for members in _same(problem.pinned[model.people], able) if problem.pinned is not None else []:
        for p, k in ((p, k) for p in members[1:] for k in range(len(model.sites))):
            both = [(x[q, k], sign) for q, sign in ((p, 1.0), (members[0], -1.0)) if (q, k) in x]
            if both:
                programme.hold(both, 0.0, 0.0)


def _same(names: Int, among: set[int]) -> list[list[int]]:
    """Two or more places with the same name, of those among which is looked."""
    by_name = defaultdict(list)
    for place, name in enumerate(names.tolist()):
        if name >= 0 and place in among:
            by_name[name].append(place)
    return [places for places in by_name.values() if len(places) > 1]


def _hold_kinds(
    problem: Problem, doors: Openings, programme: _Programme, model: Model, x: dict[tuple[int, int], int]
) -> None:
    """Of each kind two or none, with those who sit there already."""
    for column, kinds in enumerate(problem.two_or_none):
        by_kind = defaultdict(list)
        for (p, k), variable in x.items():
            if kinds[model.people[p]] >= 0:
                by_kind[k, int(kinds[model.people[p]])].append((variable, 1.0))
        for (k, kind), visitors in by_kind.items():
            circle = model.sites[k].circle
            if circle == NOBODY or doors.holders(column, kind)[circle] == 0:
                some = programme.variable(0.0)
                programme.hold([*visitors, (some, -2.0)], 0.0, np.inf)
                programme.hold([*visitors, (some, -float(len(visitors)))], -np.inf, 0.0)


def _hold_apart(doors: Openings, programme: _Programme, model: Model, x: dict[tuple[int, int], int]) -> None:
    """Two who must sit apart and come to one circle give up a wish."""
    for p, q in combinations(range(len(model.people)), 2):
        if int(model.people[q]) not in doors.never.get(int(model.people[p]), ()):
            continue
        for k in range(len(model.sites)):
            if (p, k) in x and (q, k) in x:
                together = programme.variable(1.0)
                programme.hold([(x[p, k], 1.0), (x[q, k], 1.0), (together, -1.0)], -np.inf, 1.0)
