"""What to ask a person next: where their answer tells most, where a young desire needs voices, and a little chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .posterior import Posterior, squash

F64 = NDArray[np.float64]

SITTING = 5
COVERAGE = 0.3
"""Worth of a voice for a desire nobody answered, against the most telling question there is for this person."""
EXPLORING = 0.1
"""Share by which chance may lift a question."""


def worth_asking(posterior: Posterior, person: int) -> F64:
    """float64 (m,): expected information of this person's answer about the person, in nats, to first order.

    It is v p (1 - p) / 2 with p the chance that they agree and v the variance of the log-odds that comes from not
    knowing the person; what is not known of the desire is no reason to ask *this* person.
    """
    m, size = posterior.m, posterior.size
    mean = posterior.people[person, :size].astype(np.float64)
    row, column = np.tril_indices(size)
    low = posterior.people_second[person, : len(row)] - mean[row] * mean[column]
    covariance = np.zeros((size, size))
    covariance[row, column] = covariance[column, row] = low
    faces = posterior.desires[:m, :size].astype(np.float64)
    variance = ((faces @ covariance) * faces).sum(1)
    agrees = squash(posterior.log_odds(np.full(m, person), np.arange(m)))
    return np.asarray(0.5 * variance * agrees * (1.0 - agrees))


def ask_next(
    posterior: Posterior,
    person: int,
    *,
    open_to: NDArray[np.bool_],
    count: int = SITTING,
    seed: int = 0,
    coverage: float = COVERAGE,
    exploring: float = EXPLORING,
) -> NDArray[np.int64]:
    """int64 (<= count,): desires to show this person, the first first.

    ``open_to`` bool (m,) marks the desires that may be shown (not yet answered by the person, not withdrawn). The
    expected information is joined by ``coverage`` / sqrt(1 + answers) of a desire, and both vary by ``exploring``,
    so that two people who said nothing yet do not see the same five. Deterministic for ``seed`` and person.
    """
    told = worth_asking(posterior, person)
    young = coverage * told.max(initial=0.0) / np.sqrt(1.0 + posterior.answers)
    chance = np.random.default_rng([seed, person]).normal(size=posterior.m)
    worth = np.where(open_to, (told + young) * np.exp(exploring * chance), -np.inf)
    order = np.argsort(-worth, kind="stable")[: min(count, int(open_to.sum()))]
    return order.astype(np.int64)
