"""The terms of the objective for a nest of millions, from scratch and circle by circle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.bound import difference_bound
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.plan import Score
from tenfold.engine.formation.problem import Feature, Problem
from tenfold.engine.formation.sharded.crowd import Crowd, Rules
from tenfold.engine.formation.sharded.former import Nest
from tenfold.engine.formation.week import QUARTER, civil_by_start

Int = NDArray[np.int32]


@kernel
def _difference(
    codes: NDArray[np.int16], numbers: NDArray[np.float32], share: NDArray[np.float64], order: Int, first: Int
) -> float:
    """Mean difference of each person from the others in their circle, summed; circle c sits on
    ``order[first[c]:first[c + 1]]``."""
    total = 0.0
    for circle in range(len(first) - 1):
        begin, end = first[circle], first[circle + 1]
        pair = 0.0
        for i in range(begin, end):
            for j in range(begin, i):
                a, b = order[i], order[j]
                for f in range(codes.shape[1]):
                    x, y = codes[a, f], codes[b, f]
                    pair += share[f] * ((x != y) & (x >= 0) & (y >= 0))
                for g in range(numbers.shape[1]):
                    step = float(numbers[a, g]) - float(numbers[b, g])
                    if step == step:  # NaN, unlike itself, stands for unknown and differs from nothing
                        pair += share[codes.shape[1] + g] * step * step
        total += 2 * pair / max(end - begin - 1, 1)
    return total


def score_of(crowd: Crowd, rules: Rules, nest: Nest, *, bound: bool = True) -> Score:
    """What :func:`tenfold.engine.formation.evaluate` says, for as many people as there are; without the bound it is
    quicker, and the bound 1."""
    size = np.bincount(nest.circle[nest.circle >= 0], minlength=len(nest.language))
    order = np.argsort(nest.circle, kind="stable").astype(np.int32)[np.count_nonzero(nest.circle < 0) :]
    first = np.concatenate([[0], np.cumsum(size)]).astype(np.int32)
    weights, many = rules.weights, max(int(size.sum()), 1)
    shares = rules.shares / (2 * weights.difference or 1.0)
    difference = float(_difference(crowd.codes, crowd.numbers, shares, order, first)) / many
    circle = nest.circle[order]
    local = (nest.start[circle].astype(np.int32) + crowd.offset[order] // QUARTER) % 96
    civil = float(civil_by_start(rules.quarters)[local].mean()) if len(local) else 0.0
    longer = np.clip((nest.length - rules.quarters) / (2 * rules.quarters), 0, 1)
    length = float((size * longer).sum()) / many
    limits = rules.size
    off = (size - limits.target) / max(limits.max - limits.target, limits.target - limits.min, 1)
    sized = float((size * (1 - off**2)).sum()) / many
    unmet = float(len(order) > 0)
    total = weights.difference * difference + weights.unmet * unmet + weights.length * length
    total += weights.civil * civil + weights.size * sized
    limit = difference_bound(_features_only(crowd, rules), order.astype(np.intp), size) / many if bound else 1.0
    return Score(total, difference, limit, 0.0, unmet, length, civil, 0.0, sized)


def _features_only(crowd: Crowd, rules: Rules) -> Problem:
    """The people as a problem that knows their features, numbers as they are scaled already."""
    nominal, empty = crowd.codes.shape[1], np.empty((len(crowd), 0), np.uint64)
    features = [Feature(str(f), "nominal", crowd.codes[:, f].astype(np.int32), rules.worth[f]) for f in range(nominal)]
    features += [
        Feature(str(g), "numeric", crowd.numbers[:, g], rules.worth[nominal + g]) for g in range(crowd.numbers.shape[1])
    ]
    return Problem(empty, empty, crowd.offset, rules.size, rules.minutes, tuple(features), weights=rules.weights)
