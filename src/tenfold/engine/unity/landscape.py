"""A map of people and desires in two dimensions that stays where it is from one fit to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .camps import Camps, find_camps, regrouped
from .posterior import FIRST, Posterior

F64 = NDArray[np.float64]

_PAIRS = ((0, 0), (0, 1), (1, 1))


@dataclass(frozen=True, slots=True)
class Landscape:
    """The two directions in which people's expected answers differ most.

    people    float64 (n, 2): a unit is one unit of log-odds on a typical desire; who has said little is near the middle
    spread    float64 (n, 2, 2): posterior covariance of each place
    desires   float64 (m, 2): how much the log-odds of agreeing rise per unit in either direction
    explained float (2,): share of all difference between people that either direction shows
    basis     float64 (k, 2): from the model's hidden directions to the map
    middle    float64 (2,): what was taken off to put the mean of all people at the origin
    camps     soft camps on the map
    """

    people: F64
    spread: F64
    desires: F64
    explained: F64
    basis: F64
    middle: F64
    camps: Camps

    def seen_by(self, other: Posterior) -> Landscape:
        """The same map and camps, with the people where another posterior of theirs has them."""
        placed, spread = other.places()[0] @ self.basis - self.middle, _spread(other, self.basis)
        member = regrouped(placed, spread, self.basis.T @ self.basis, self.middle, self.camps)
        return replace(self, people=placed, spread=spread, camps=replace(self.camps, membership=member))


def landscape(posterior: Posterior, *, before: Landscape | None = None, guard: Posterior | None = None) -> Landscape:
    """Draw the map; turned and mirrored so that it lies on ``before`` as well as it can, where that is given.

    Without it the sign of a direction is such that the longer tail of people points to the positive side. With
    ``guard`` (see :func:`guarded`) camps are found among people as that has them, so that newcomers found none.
    """
    people, desires = posterior.places()
    basis, explained = _principal(people, desires, posterior.answers)
    middle = (people @ basis).mean(0) if len(people) else np.zeros(2)
    placed = people @ basis - middle
    turn = _towards(placed, before.people) if before is not None else _longer_tail(placed)
    basis, middle, placed = basis @ turn, middle @ turn, placed @ turn
    spread = _spread(posterior, basis)
    shown = desires @ np.linalg.pinv(basis).T if len(people) else np.zeros((len(desires), 2))
    prior, earlier = basis.T @ basis, before.camps if before else None
    if guard is None:
        camps = find_camps(placed, spread, prior, middle, before=earlier)
        return Landscape(placed, spread, shown, explained, basis, middle, camps)
    there, their = guard.places()[0] @ basis - middle, _spread(guard, basis)
    found = find_camps(there, their, prior, middle, before=earlier)
    member = regrouped(placed, spread, prior, middle, found)
    return Landscape(placed, spread, shown, explained, basis, middle, replace(found, membership=member))


def _principal(people: F64, desires: F64, answers: NDArray[np.int64]) -> tuple[F64, F64]:
    """Directions (k, 2) whose scores are the best rank-two table of people by desires, and their shares."""
    k = people.shape[1]
    weight = answers / (answers + 10.0)
    weight = weight / max(weight.sum(), 1e-9)
    if len(people) < 2 or len(desires) < 2:
        return np.eye(k)[:, :2], np.zeros(2)
    root = np.linalg.cholesky(np.cov(people.T, bias=True) + 1e-9 * np.eye(k))
    left, strength, _ = np.linalg.svd(root.T @ (desires * np.sqrt(weight)[:, None]).T, full_matrices=False)
    power = np.zeros(k)
    power[: len(strength)] = strength**2
    basis = np.linalg.solve(root.T, left[:, :2] * np.maximum(strength[:2], 1e-6))
    return basis, power[:2] / max(power.sum(), 1e-12)


def _spread(posterior: Posterior, basis: F64) -> F64:
    """Covariance (n, 2, 2) of the people's places, from the packed second moments."""
    row, column = np.tril_indices(len(basis))
    pairs = np.zeros((posterior.people_second.shape[1], 3), np.float32)
    for at, (a, b) in enumerate(_PAIRS):
        twice = np.where(row != column, basis[column, a] * basis[row, b], 0.0)
        pairs[(row + FIRST) * (row + FIRST + 1) // 2 + column + FIRST, at] = basis[row, a] * basis[column, b] + twice
    second, mean = posterior.people_second @ pairs, posterior.places()[0] @ basis
    out = np.empty((posterior.n, 2, 2))
    for at, (a, b) in enumerate(_PAIRS):
        out[:, a, b] = out[:, b, a] = second[:, at] - mean[:, a] * mean[:, b]
    out[:, [0, 1], [0, 1]] = np.maximum(out[:, [0, 1], [0, 1]], 1e-9)
    return out


def _towards(placed: F64, before: F64) -> F64:
    """The rotation or reflection that brings the people of both maps closest together (Procrustes)."""
    shared = min(len(placed), len(before))
    left, _, right = np.linalg.svd(placed[:shared].T @ before[:shared])
    return np.asarray(left @ right)


def _longer_tail(placed: F64) -> F64:
    skew = (placed**3).sum(0)
    return np.diag(np.where(skew < 0, -1.0, 1.0))
