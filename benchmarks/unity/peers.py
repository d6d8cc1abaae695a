"""What the field does, written down faithfully, so that all run on the same rows in the same process.

Each predictor is fitted on responses and returns a function (person, desire) -> probability of agreement. Those whose
output is no probability are calibrated: a logistic regression on what they say about a tenth of the rows that they
were not shown, after which they are fitted again on all rows.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from tenfold.engine.unity import Responses, polis
from tenfold.engine.unity.polis_groups import opinion_groups

F64 = NDArray[np.float64]
Pairs = NDArray[np.integer]
Predictor = Callable[[Pairs, Pairs], F64]


def statement_mean(responses: Responses) -> Predictor:
    """(agreed + 1) / (answered + 2)."""
    rate = _rate(responses)
    return lambda _, desire: rate[desire]


def polis_pca(responses: Responses) -> Predictor:
    """Two principal components of Polis, calibrated."""
    return _calibrated(responses, _polis_features)


def community_notes(responses: Responses) -> Predictor:
    """The matrix factorisation of Community Notes, one factor, calibrated."""
    return _calibrated(responses, _notes_features)


def _rate(responses: Responses) -> F64:
    agreed, disagreed, _ = responses.counts().T
    return np.asarray((agreed + 1.0) / (agreed + disagreed + 2.0))


def _polis_features(responses: Responses) -> Callable[[Pairs, Pairs], F64]:
    """Log-odds of the statement's rate, and the product of the two on the map."""
    told = polis.opinion_map(responses)
    rate = _rate(responses)
    base = np.log(rate / (1.0 - rate))

    def features(person: Pairs, desire: Pairs) -> F64:
        return np.stack([base[desire], (told.people[person] * told.components[:, desire].T).sum(1)], axis=1)

    return features


def _notes_features(responses: Responses) -> Callable[[Pairs, Pairs], F64]:
    told = notes_factorisation(responses)

    def features(person: Pairs, desire: Pairs) -> F64:
        return told.predicted(person, desire)[:, None]

    return features


class notes_factorisation:  # noqa: N801 -- read as a function that returns what it found
    """mu + i_u + i_n + f_u f_n by alternating least squares; agree 1, disagree 0, passes left out."""

    def __init__(
        self, responses: Responses, *, intercepts: float = 0.15, factors: float = 0.03, turns: int = 60
    ) -> None:
        told = responses.value != 0
        u, s = responses.person[told], responses.desire[told]
        y = (responses.value[told] > 0).astype(np.float64)
        n, m = responses.people, responses.desires
        self.mu = float(y.mean())
        self.i_u, self.i_n = np.zeros(n), np.zeros(m)
        chance = np.random.default_rng(0)
        self.f_u, self.f_n = 0.3 * chance.normal(size=n), 0.3 * chance.normal(size=m)
        ridge = np.array([intercepts, factors])
        for _ in range(turns):
            self.i_n, self.f_n = _side(s, m, y - self.mu - self.i_u[u], self.f_u[u], ridge)
            self.i_u, self.f_u = _side(u, n, y - self.mu - self.i_n[s], self.f_n[s], ridge)
            rest = y - self.i_u[u] - self.i_n[s] - self.f_u[u] * self.f_n[s]
            self.mu = float(rest.sum() / (len(rest) + intercepts))

    def predicted(self, person: Pairs, desire: Pairs) -> F64:
        return np.asarray(self.mu + self.i_u[person] + self.i_n[desire] + self.f_u[person] * self.f_n[desire])


def _side(row: Pairs, rows: int, rest: F64, x: F64, ridge: F64) -> tuple[F64, F64]:
    """Ridge regression of ``rest`` on (1, x) for every row at once."""
    n, sx, sxx, sy, sxy = (np.bincount(row, w, minlength=rows) for w in (np.ones(len(x)), x, x * x, rest, x * rest))
    a, d = n + ridge[0], sxx + ridge[1]
    det = a * d - sx * sx
    return (d * sy - sx * sxy) / det, (a * sxy - sx * sy) / det


def _calibrated(responses: Responses, method: Callable[[Responses], Callable[[Pairs, Pairs], F64]]) -> Predictor:
    aside = (np.random.default_rng(99).random(len(responses)) < 0.1) & (responses.value != 0)
    shown = method(responses.chosen(~aside))
    x = shown(responses.person[aside], responses.desire[aside])
    y = (responses.value[aside] > 0).astype(np.float64)
    scale = x.std(0) + 1e-9

    def loss(w: F64) -> float:
        z = w[0] + (x / scale) @ w[1:]
        return float(np.logaddexp(0.0, z).mean() - (y * z).mean() + 1e-4 * (w[1:] ** 2).sum())

    w = minimize(loss, np.r_[0.0, np.ones(x.shape[1])], method="BFGS").x
    features = method(responses)

    def predicted(person: Pairs, desire: Pairs) -> F64:
        return np.asarray(1.0 / (1.0 + np.exp(-(w[0] + (features(person, desire) / scale) @ w[1:]))))

    return predicted


def agree_rate(responses: Responses) -> F64:
    """Smoothed share of agreement among all who saw it."""
    agreed, disagreed, passed = responses.counts().T
    return np.asarray((agreed + 1.0) / (agreed + disagreed + passed + 2.0))


def polis_consensus(responses: Responses) -> F64:
    """Group-aware consensus with the groups that Polis' method finds in these responses."""
    told = polis.opinion_map(responses)
    group = opinion_groups(told.people, told.taking_part)
    return polis.group_aware_consensus(polis.counts_by_group(responses, group))


def notes_intercept(responses: Responses) -> F64:
    """What Community Notes calls helpful: the intercept of the note."""
    return notes_factorisation(responses).i_n
