"""How much difference circles of given sizes could hold at the very best, were there no constraints.

Variance bound, tightened for whole numbers of people: a nominal value held by c people leaves least likeness when
they are spread evenly, so likeness is at least what filling the cheapest seats first gives; a numeric column is
best when every circle has the mean of all. No plan can exceed it, few can reach it in all features at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.people import scaled_features
from tenfold.engine.formation.problem import Problem

Real = NDArray[np.float64]


def difference_bound(problem: Problem, seated: NDArray[np.intp], sizes: NDArray[np.intp]) -> float:
    """Upper bound of the summed mean difference of each seated person from the others in circles of these sizes."""
    traits, shares, nominal = scaled_features(problem.features, len(problem))
    bound = 0.0
    for column, worth in zip(traits[seated, :nominal].T, shares[:nominal], strict=True):
        known = column[~np.isnan(column)]
        counts = np.unique(known, return_counts=True)[1]
        bound += worth * (_best_shares(np.ones(len(known)), sizes) - _least_likeness(counts, sizes))
    for column, worth in zip(traits[seated, nominal:].T.astype(np.float64), shares[nominal:], strict=True):
        x = column[~np.isnan(column)]
        bound += worth * _numeric(x, sizes)
    return float(min(bound, len(seated)))


def _best_shares(squares: Real, sizes: NDArray[np.intp]) -> float:
    """Largest sum of squares times s / (s - 1), each person in one seat of a circle of s."""
    per_seat = np.sort(np.repeat(sizes * _per_other(sizes), sizes))[::-1]
    largest = np.sort(squares)[::-1]
    many = min(len(largest), len(per_seat))
    return float(largest[:many] @ per_seat[:many])


def _per_other(sizes: NDArray[np.intp]) -> Real:
    """1 / (s - 1); nothing for a circle of one, where there is nobody to differ from."""
    share: Real = np.where(sizes > 1, 1 / np.maximum(sizes - 1, 1), 0.0)
    return share


def _numeric(x: Real, sizes: NDArray[np.intp]) -> float:
    return 2 * _best_shares((x - x.mean()) ** 2, sizes) if len(x) else 0.0


def _least_likeness(counts: NDArray[np.intp], sizes: NDArray[np.intp]) -> float:
    """Least sum over circles and values of c² / (s - 1), where c people of a circle of s hold the value.

    The step from c to c + 1 costs (2c + 1) / (s - 1); taking the cheapest steps first is exact for one value.
    """
    different, circles = np.unique(sizes, return_counts=True)
    held = np.arange(different.max(initial=0))
    cost = (2 * held[None, :] + 1) * _per_other(different)[:, None]
    room = np.where(held[None, :] < different[:, None], circles[:, None], 0)
    order = np.argsort(cost, axis=None, kind="stable")
    cost, room = cost.ravel()[order], room.ravel()[order]
    before = np.cumsum(room) - room
    taken = np.clip(counts[:, None] - before[None, :], 0, room[None, :])
    return float((taken @ cost).sum())
