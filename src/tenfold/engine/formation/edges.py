"""Pairs of people that matter: those with a tie, those who have met, those who wish to sit apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.problem import Pairs, Problem

Int = NDArray[np.int32]
Real = NDArray[np.float64]


LINK = np.dtype([("other", np.int32), ("near", np.float64), ("flat", np.float64)], align=True)


@dataclass(frozen=True, slots=True)
class Edges:
    """What pairs of units are worth in one circle, as lists by unit.

    links  records, those of unit k at ``first[k]:first[k + 1]``: the ``other`` unit, and what the pair is worth:
           ``near`` is shared by all others in the circle (having met) and divided by their number, -inf where the
           two must not share one; ``flat`` is worth as it is (ties, prices of keep-apart)
    inner, inner_flat: (u,) the same for pairs inside one unit
    """

    first: Int
    links: NDArray[np.void]
    inner: Real
    inner_flat: Real


def unique_pairs(pairs: Pairs) -> tuple[Int, Int, Real]:
    """Two people and a value per pair, each pair once with its largest value, nobody paired with themselves."""
    low, high = np.sort(pairs.who, axis=1).T
    order = np.lexsort((-pairs.value, high, low))
    low, high, value = low[order], high[order], pairs.value[order].astype(np.float64)
    fresh = np.ones(len(low), bool)
    fresh[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    fresh &= low != high
    return low[fresh].astype(np.int32), high[fresh].astype(np.int32), value[fresh]


def tie_shares(problem: Problem) -> tuple[Int, Int, Real]:
    """Ties with the sum of the shares they are of both people's ties.

    A person's share is strength over the sum of their strengths, or over 1 where that sum is smaller.
    """
    a, b, strength = unique_pairs(problem.ties)
    whole = np.zeros(len(problem))
    np.add.at(whole, a, strength)
    np.add.at(whole, b, strength)
    whole = np.maximum(whole, 1.0)
    return a, b, strength * (1 / whole[a] + 1 / whole[b])


def edges_between(problem: Problem, person: Int, unit: Int) -> Edges:
    """All pairs of a problem, gathered by unit; ``unit[i]`` is the unit of the person at place i of ``person``."""
    unit_of = np.empty_like(unit)
    unit_of[person] = unit
    weights = problem.weights
    tie_a, tie_b, tie = tie_shares(problem)
    met_a, met_b, met = unique_pairs(problem.met)
    apart_a, apart_b, price = unique_pairs(problem.apart)
    hard = np.isinf(price)
    a = unit_of[np.concatenate((tie_a, met_a, apart_a))]
    b = unit_of[np.concatenate((tie_b, met_b, apart_b))]
    near = np.concatenate((np.zeros(len(tie)), -2 * weights.unmet * met, np.where(hard, -np.inf, 0.0)))
    flat = np.concatenate((weights.ties * tie, np.zeros(len(met)), np.where(hard, 0.0, -price)))
    inside = a == b
    count = int(unit.max(initial=-1)) + 1
    return _gathered(
        np.concatenate((a[~inside], b[~inside])),
        np.concatenate((b[~inside], a[~inside])),
        np.tile(near[~inside], 2),
        np.tile(flat[~inside], 2),
        inner=np.bincount(a[inside], np.maximum(near[inside], -1e9), count).astype(np.float64),
        inner_flat=np.bincount(a[inside], flat[inside], count).astype(np.float64),
    )


def _gathered(a: Int, b: Int, near: Real, flat: Real, *, inner: Real, inner_flat: Real) -> Edges:
    order = np.lexsort((b, a))
    a, b = a[order], b[order]
    fresh = np.ones(len(a), bool)
    fresh[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    starts = np.flatnonzero(fresh)
    links = np.zeros(len(starts), LINK)
    links["other"] = b[fresh]
    if len(links):
        links["near"], links["flat"] = np.add.reduceat(near[order], starts), np.add.reduceat(flat[order], starts)
    first = np.searchsorted(a[fresh], np.arange(len(inner) + 1)).astype(np.int32)
    return Edges(first, links, inner, inner_flat)
