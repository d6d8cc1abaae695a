"""The objective from scratch, in plain NumPy: the searches keep sums of their own, and each is held to the other."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.bound import difference_bound
from tenfold.engine.formation.edges import tie_shares, unique_pairs
from tenfold.engine.formation.people import scaled_features
from tenfold.engine.formation.plan import Score
from tenfold.engine.formation.problem import NOBODY, Problem
from tenfold.engine.formation.week import QUARTER, SLOTS, civil_by_start

Int = NDArray[np.int32]
Real = NDArray[np.float64]


class PlanLike(Protocol):
    """Anything that says who sits where and when: a :class:`~tenfold.engine.formation.plan.Plan`, or a steward's own
    changes to one."""

    @property
    def circle(self) -> Int: ...
    @property
    def language(self) -> Int: ...
    @property
    def start(self) -> NDArray[np.int16]: ...
    @property
    def length(self) -> NDArray[np.int16]: ...


def evaluate(problem: Problem, plan: PlanLike) -> Score:
    """Every term of the objective for a plan, valid or not. People without a seat do not count."""
    seated = np.flatnonzero(plan.circle >= 0)
    circle = plan.circle[seated]
    sizes = np.bincount(circle, minlength=len(plan.language))
    many = max(len(seated), 1)
    weights = problem.weights
    civil, length = _times(problem, plan, seated)
    terms = {
        "difference": _difference(problem, seated, circle, sizes).sum() / many,
        "ties": _kept_ties(problem, plan.circle) / many,
        "unmet": float(len(seated) > 0) - _met(problem, plan.circle, sizes) / many,
        "length": length.sum() / many,
        "civil": civil.sum() / many,
        "kept": _stayed(problem, plan.circle) / many,
        "size": (sizes * (1 - _off_target(problem, sizes) ** 2)).sum() / many,
    }
    apart = -_prices(problem, plan.circle) / many
    total = sum(getattr(weights, name) * term for name, term in terms.items()) + apart
    bound = difference_bound(problem, seated, sizes) / many
    return Score(
        total=float(total),
        difference_bound=float(bound),
        apart=float(apart),
        **{name: float(term) for name, term in terms.items()},
    )


def _difference(problem: Problem, seated: NDArray[np.intp], circle: Int, sizes: NDArray[np.intp]) -> Real:
    """Per circle, the mean difference of each person from the others, summed over its people."""
    traits, shares, nominal = scaled_features(problem.features, len(problem))
    twice = np.zeros(len(sizes))
    for column, worth in zip(traits[seated, :nominal].T, shares[:nominal], strict=True):
        known = ~np.isnan(column)
        many = np.bincount(circle[known], minlength=len(sizes))
        alike, count = np.unique(np.column_stack((circle[known], column[known])), axis=0, return_counts=True)
        twice += worth * (many**2 - np.bincount(alike[:, 0].astype(np.intp), count**2, len(sizes)))
    for column, worth in zip(traits[seated, nominal:].T.astype(np.float64), shares[nominal:], strict=True):
        known = ~np.isnan(column)
        held, x = circle[known], column[known]
        many = np.bincount(held, minlength=len(sizes))
        sums, squares = np.bincount(held, x, len(sizes)), np.bincount(held, x * x, len(sizes))
        twice += worth * 2 * (many * squares - sums**2)
    return twice / np.maximum(sizes - 1, 1)


def _together(circle: Int, a: Int, b: Int) -> NDArray[np.bool_]:
    same: NDArray[np.bool_] = (circle[a] == circle[b]) & (circle[a] >= 0)
    return same


def _kept_ties(problem: Problem, circle: Int) -> float:
    a, b, share = tie_shares(problem)
    return float(share[_together(circle, a, b)].sum())


def _met(problem: Problem, circle: Int, sizes: NDArray[np.intp]) -> float:
    a, b, fresh = unique_pairs(problem.met)
    same = _together(circle, a, b)
    return float((2 * fresh[same] / np.maximum(sizes[circle[a[same]]] - 1, 1)).sum())


def _prices(problem: Problem, circle: Int) -> float:
    a, b, price = unique_pairs(problem.apart)
    return float(price[_together(circle, a, b)].sum())


def _off_target(problem: Problem, sizes: NDArray[np.intp]) -> Real:
    size = problem.size
    off: Real = (sizes - size.target) / max(size.max - size.target, size.target - size.min, 1)
    return off


def _times(problem: Problem, plan: PlanLike, seated: NDArray[np.intp]) -> tuple[Real, Real]:
    """How civil the hour is for each seated person, and how far the stretch exceeds what was asked for."""
    quarters = min(-(-problem.minutes // QUARTER), SLOTS)
    circle = plan.circle[seated]
    local = (plan.start[circle].astype(np.int64) + problem.offset[seated] // QUARTER) % 96
    length = (plan.length[circle].astype(np.int64) - quarters) / (2 * quarters)
    return civil_by_start(quarters)[local], np.clip(length, 0.0, 1.0)


def continued(previous: Int, circle: Int, circles: int) -> Int:
    """Which previous circle each of so many circles continues, int32 (circles,), ``NOBODY`` for a new one.

    The circle that holds most people of a previous one continues it, each circle one and each previous one in one;
    the largest overlaps choose first, equal ones by their numbers.
    """
    both = (previous >= 0) & (circle >= 0)
    pairs, count = np.unique(np.column_stack((previous[both], circle[both])), axis=0, return_counts=True)
    continues, taken = np.full(circles, NOBODY, np.int32), set[int]()
    for old, new in pairs[np.argsort(-count, kind="stable")].tolist():
        if continues[new] == NOBODY and old not in taken:
            continues[new] = old
            taken.add(old)
    return continues


def _stayed(problem: Problem, circle: Int) -> float:
    if problem.previous is None:
        return 0.0
    seated = (circle >= 0) & (problem.previous >= 0)
    continues = continued(problem.previous, circle, int(circle.max(initial=-1)) + 1)
    return float((continues[circle[seated]] == problem.previous[seated]).sum())
