"""Camps: soft groups of people on the map, as many as the data call for, and one is an answer too.

A mixture of Gaussians of one common shape, fitted to places that are known only within their own uncertainty (extreme
deconvolution: Bovy, Hogg and Roweis, Ann. Appl. Stat. 5, 2011). One more camp is only spoken of where it raises the
Bayesian information criterion (Schwarz 1978) clearly: people who merely differ by degree are one camp.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .mixture import visit

F64 = NDArray[np.float64]

MOST = 5
CLEARLY = 3.0
"""Nats by which one more camp must be better: twenty to one."""
_SAMPLE = 1200
_TURNS = 50


@dataclass(frozen=True, slots=True)
class Camps:
    """membership float64 (n, c): rows add up to one; share (c,), centre (c, 2), shape (2, 2): the mixture;
    evidence (MOST,): how well 1, 2, .. camps describe the people (higher is better, in nats).
    """

    membership: F64
    share: F64
    centre: F64
    shape: F64
    evidence: F64

    @property
    def count(self) -> int:
        return len(self.share)


def find_camps(
    placed: F64, spread: F64, prior: F64, middle: F64, *, before: Camps | None = None, most: int = MOST
) -> Camps:
    """Find the camps among people at ``placed`` (n, 2) +- ``spread`` (n, 2, 2).

    The places were estimated under a Gaussian prior of covariance ``prior`` around -``middle``; it is taken out again,
    so that only what people said themselves draws them to a camp. Camps are ordered by share, or as in ``before``.
    """
    if len(placed) < 4:
        return Camps(np.ones((len(placed), 1)), np.ones(1), np.zeros((1, 2)), np.eye(2), np.zeros(most))
    weight, pull = _without_prior(placed, spread, prior, middle)
    told = _told(weight, prior)
    order = np.lexsort((placed[:, 1], placed[:, 0]))
    order = order[told[order] > 0.2]
    sample = order[:: -(-len(order) // _SAMPLE)] if len(order) else np.argsort(-told, kind="stable")[:10]
    evidence = np.full(most, -np.inf)
    best: tuple[F64, F64, F64] | None = None
    for count in range(1, most + 1):
        if len(sample) < 8 * count:
            break
        found, value = _fitted(placed[sample], weight[sample], pull[sample], count)
        evidence[count - 1] = value
        if best is None or value > evidence[: count - 1].max() + CLEARLY:
            best = found
    if best is None:
        best = (np.ones(1), np.zeros((1, 2)), np.cov(placed.T) + 1e-6 * np.eye(2))
    share, centre, shape = best
    kept = np.argsort(-share, kind="stable") if before is None else _as_before(centre, share, before)
    share, centre = share[kept], centre[kept]
    return Camps(_visited(weight, pull, share, centre, shape)[0], share, centre, shape, evidence)


def regrouped(placed: F64, spread: F64, prior: F64, middle: F64, camps: Camps) -> F64:
    """float64 (n, c): membership of these people in camps that were found among others; arguments as above."""
    if camps.count == 1:
        return np.ones((len(placed), 1))
    weight, pull = _without_prior(placed, spread, prior, middle)
    return _visited(weight, pull, camps.share, camps.centre, camps.shape)[0]


def _without_prior(placed: F64, spread: F64, prior: F64, middle: F64) -> tuple[F64, F64]:
    """What the responses alone say of each place: precision (n, 2, 2) and precision times place (n, 2)."""
    inverse = np.linalg.inv(spread)
    back = np.linalg.inv(prior + 1e-12 * np.eye(2))
    pull = np.einsum("nab,nb->na", inverse, placed) + back @ middle
    value, vector = np.linalg.eigh(inverse - back)
    weight = np.einsum("nab,nb,ncb->nac", vector, np.maximum(value, 1e-6), vector)
    return weight, pull


def _told(weight: F64, prior: F64) -> F64:
    """How much of the uncertainty about each place the responses took away, 0 to 1."""
    left = np.linalg.inv(np.linalg.inv(prior + 1e-12 * np.eye(2)) + weight)
    return np.asarray(1.0 - np.sqrt(np.linalg.det(left) / max(np.linalg.det(prior), 1e-300)))


def _fitted(placed: F64, weight: F64, pull: F64, count: int) -> tuple[tuple[F64, F64, F64], float]:
    """Expectation-maximisation from camps laid out along the longest direction; its information criterion."""
    _, vector = np.linalg.eigh(np.cov(placed.T))
    along = placed @ vector[:, 1]
    bounds = np.quantile(along, np.linspace(0, 1, count + 1))
    own = np.clip(np.searchsorted(bounds, along, side="right") - 1, 0, count - 1)
    centre = np.stack([placed[own == c].mean(0) if (own == c).any() else placed.mean(0) for c in range(count)])
    share = np.full(count, 1.0 / count)
    shape = np.cov((placed - centre[own]).T) + 1e-6 * np.eye(2)
    for _ in range(_TURNS):
        _, _, mass, first, second = _visited(weight, pull, share, centre, shape)
        share = (mass + 1.0) / (len(placed) + count)
        moved = (first + 1e-9 * centre) / (mass + 1e-9)[:, None]
        across = moved.T @ first
        shape = (second - across - across.T + (mass[:, None] * moved).T @ moved) / len(placed) + 1e-6 * np.eye(2)
        change = np.abs(moved - centre).max()
        centre = moved
        if change < 1e-4:
            break
    likelihood = _visited(weight, pull, share, centre, shape)[1]
    parameters = 3 * count + 2
    return (share, centre, shape), likelihood - 0.5 * parameters * np.log(len(placed))


def _visited(weight: F64, pull: F64, share: F64, centre: F64, shape: F64) -> tuple[F64, float, F64, F64, F64]:
    """Membership (n, c), log-likelihood up to a constant, and the three sums of :func:`.mixture.visit`."""
    member, mass = np.empty((len(weight), len(share))), np.empty(len(share))
    first, second = np.empty((len(share), 2)), np.empty((2, 2))
    back: F64 = np.asarray(np.linalg.inv(shape))
    likelihood = visit(weight, pull, share, centre, back, member, mass, first, second)
    return member, likelihood, mass, first, second


def _as_before(centre: F64, share: F64, before: Camps) -> NDArray[np.int64]:
    """Order in which each earlier camp is followed by the nearest of now; new ones come last, the larger first."""
    left, order = set(range(len(centre))), []
    for mu in before.centre:
        if not left:
            break
        nearest = min(sorted(left), key=lambda c: float(((centre[c] - mu) ** 2).sum()))
        order.append(nearest)
        left.remove(nearest)
    return np.array(order + sorted(left, key=lambda c: -share[c]), np.int64)
