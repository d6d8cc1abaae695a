"""From sparse responses to a posterior over people and desires.

The log-odds that person i agrees with desire j are ``b_j + a_i + f_i . g_j``: how welcome the desire is, how easily the
person agrees, and the fit of the two in k hidden directions. A second channel, with the same f, says who *passes* on
what: passing is no half agreement, but it tells a little about where a person stands. The posterior is Gaussian for
every person and every desire (variational Bayes; each logistic factor replaced by the Gaussian that matches its slope,
see :mod:`.kernels`). All priors are learned: those of the desires with mean and full covariance, and that of the
people by moving the directions until people have mean 0 in them (:func:`.priors.centre_people`). What is said of a
person of few answers, or of a young desire, is mostly its prior: against priors that learn nothing but variances these
take a hundredth of the log-loss on later responses.

Because people and desires are taken as independent given the data, plain variational Bayes is too sure of itself.
Each response therefore counts only ``Settings.answer_trust`` of a response, a power likelihood: Bissiri, Holmes and
Walker, "A general framework for updating belief distributions", J. R. Statist. Soc. B 78 (2016).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import svds

from .kernels import padded, sweep
from .posterior import ANSWER, FIRST, PASSING, Posterior, Settings, packed
from .priors import CENTRED, centre_people, renew_rows
from .responses import Responses

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

_BLOCKS = 16
"""So many blocks of people have sums of their own, whatever the machine: the result is the same on any number of
processors."""


def fit(
    responses: Responses,
    *,
    settings: Settings | None = None,
    seed: int = 0,
    before: Posterior | None = None,
    weight: F32 | None = None,
) -> Posterior:
    """Fit the model; from ``before`` if given, an earlier fit of fewer or other responses with the same numbering.

    People and desires beyond those of ``before`` are new. ``weight`` float32 (R,) lets some responses
    count less. Deterministic for ``seed`` (which chooses the people of the sketch), on any number of processors.

    >>> r = Responses.gather([0, 0, 1, 1, 2], [0, 1, 0, 1, 0], [1, -1, 1, -1, 1])
    >>> p = fit(r).agreement(np.array([2, 2]), np.array([0, 1]))
    >>> bool(p[0] > 0.5 > p[1])  # the third is expected to answer as the others did
    True
    """
    settings = settings or (before.settings if before else Settings())
    if before is not None:
        state = grown(before, responses, settings)
        return _iterate(state, responses, settings.warm_sweeps, weight=weight)
    n = responses.people
    if n > 2 * settings.sketch:
        some = np.sort(np.random.default_rng(seed).choice(n, settings.sketch, replace=False))
        part = some_people(responses, some)
        sketched = _iterate(_start(part, settings), part, settings.sweeps, centred=True)
        prior = replace(sketched, people=sketched.people[:0], people_second=sketched.people_second[:0])
        return _iterate(grown(prior, responses, settings), responses, settings.warm_sweeps, inner=2, weight=weight)
    return _iterate(_start(responses, settings), responses, settings.sweeps, centred=True, weight=weight)


def reconsider(posterior: Posterior, responses: Responses, weight: F32, *, turns: int = 2) -> Posterior:
    """The same people, and the desires as they look when each response counts ``weight`` float32 (R,)."""
    return _iterate(posterior, responses, turns, inner=0, weight=weight)


def meet(posterior: Posterior, responses: Responses) -> Posterior:
    """The posterior of other people, who gave ``responses`` to the same desires; what is known of these stays.

    This is what a person's own page needs after each answer: it costs microseconds per response.
    """
    nobody = replace(posterior, people=posterior.people[:0], people_second=posterior.people_second[:0])
    fresh = grown(nobody, responses, posterior.settings)
    swept(fresh, responses, inner=4, adding=False)
    return replace(fresh, answers=posterior.answers)


def _iterate(
    state: Posterior,
    responses: Responses,
    sweeps: int,
    *,
    inner: int = 1,
    centred: bool = False,
    weight: F32 | None = None,
) -> Posterior:
    """Alternate between people and desires, learning the priors on the way.

    People are centred only in a cold start: a warm one keeps the directions of before, on which maps lie.
    """
    now = replace(
        state,
        people=state.people.copy(),
        people_second=state.people_second.copy(),
        desires=state.desires.copy(),
        desires_second=state.desires_second.copy(),
        centre=state.centre.copy(),
        spread=state.spread.copy(),
    )
    for turn in range(sweeps):
        A, b = swept(now, responses, inner=inner if turn == 0 else min(inner, 1), weight=weight)
        renew_rows(A, b, now.desires, now.desires_second, now.centre, now.spread, now.settings)
        if centred and turn % CENTRED == 0:
            centre_people(now, np.diff(responses.start) > 0)
        if inner:
            now = replace(now, ease=_ease(now.people, now.people_second))
    return now


def swept(
    state: Posterior,
    responses: Responses,
    *,
    inner: int,
    weight: F32 | None = None,
    blocks: int = _BLOCKS,
    adding: bool = True,
) -> tuple[F64, F64]:
    """Renew the people of ``state`` in place, so many times, and add up what they say about the desires.

    Returns the sums A, float64 (rows, T), and b, (rows, K), that :func:`renew_rows` takes; without rows where nothing
    is added up. ``blocks`` is how many parts have sums of their own: more take more memory.
    """
    settings = state.settings
    rows = (2 if settings.pass_trust > 0 else 1) * state.m if adding else 0
    K, T = state.people.shape[1], state.people_second.shape[1]
    precision = np.eye(state.size)
    precision[1:FIRST, 1:FIRST] = np.linalg.inv(state.ease)
    A, b = np.empty((blocks, rows, T), np.float32), np.empty((blocks, rows, K), np.float32)
    sweep(
        responses.start, responses.desire, responses.value, _cuts(responses, blocks), state.people, state.people_second,
        np.zeros((1, K), np.float32), precision, state.desires, state.desires_second, state.m,
        np.array([settings.answer_trust, settings.pass_trust], np.float32),
        np.ones(1, np.float32) if weight is None else weight, A, b, inner,
    )  # fmt: skip
    return A.sum(0, dtype=np.float64), b.sum(0, dtype=np.float64)


def _ease(people: F32, seconds: F32) -> F64:
    """Prior covariance of ease and reserve, from everyone's second moments and one person's worth of caution."""
    n = len(people)
    sums = seconds[:, [2, 4, 5]].sum(0, dtype=np.float64)
    return (np.array([[sums[0], sums[1]], [sums[1], sums[2]]]) + 0.5 * np.eye(2)) / (n + 1.0)


def _start(responses: Responses, settings: Settings) -> Posterior:
    """Rates for the desires, the leading singular directions of what deviates from them for all hidden directions."""
    n, m, k = responses.people, responses.desires, settings.directions
    counts = responses.counts()
    agreed, answered, passed = counts[:, 0], counts[:, 0] + counts[:, 1], counts[:, 2]
    width = padded(k + FIRST)
    rows = np.zeros((2 * m, width), np.float32)
    rows[:m, 0] = np.log((agreed + 1.0) / (answered - agreed + 1.0))
    rows[m:, 0] = np.log((passed + 0.5) / (answered + 1.0))
    rows[:m, ANSWER] = rows[m:, PASSING] = 1.0
    people = np.zeros((n, width), np.float32)
    people[:, 0] = 1.0
    left, strength, right = _directions(responses, (agreed + 1.0) / (answered + 2.0), k)
    if len(strength):
        kept = len(strength)
        people[:, FIRST : FIRST + kept] = 0.5 * left / np.sqrt((left**2).mean(0))
        rows[:m, FIRST : FIRST + kept] = 0.7 * right / np.sqrt((right**2).mean(0)) * strength / strength.max()
    loose = np.array([0.0, 0.3, 0.3] + [0.3] * k)
    tight = np.array([0.3, 0.0, 0.0] + [0.3] * k)
    centre, spread = np.zeros((2, k + FIRST)), np.zeros((2, k + FIRST, k + FIRST))
    centre[1, 0] = -1.5
    for channel in range(2):
        spread[channel, FIRST:, FIRST:] = settings.loading / (channel + 1) * np.eye(k)
    spread[:, 0, 0] = 1.0
    return Posterior(
        people, packed(people, np.diag(loose)), rows, packed(rows, np.diag(tight)), 0.5 * np.eye(2),
        centre, spread, answered.astype(np.int64), settings,
    )  # fmt: skip


def _directions(responses: Responses, rate: F64, k: int) -> tuple[F64, F64, F64]:
    """Leading singular triplets of the answers less the desires' rates, rows and columns damped by their counts."""
    n, m = responses.people, responses.desires
    told = responses.value != 0
    who, what = responses.person[told], responses.desire[told]
    k = min(k, n - 1, m - 1)
    if k < 1 or not len(who):
        return np.zeros((n, 0)), np.zeros(0), np.zeros((m, 0))
    often, asked = np.bincount(who, minlength=n), np.bincount(what, minlength=m)
    rest = (responses.value[told] > 0) - rate[what]
    table = sparse.csr_matrix((rest / np.sqrt((often[who] + 3.0) * (asked[what] + 3.0)), (who, what)), shape=(n, m))
    left, strength, right = svds(table, k=k, v0=np.ones(min(n, m)), tol=1e-3)
    order = np.argsort(-strength)
    kept = order[strength[order] > 1e-9]
    return left[:, kept], strength[kept], right[kept].T


def grown(before: Posterior, responses: Responses, settings: Settings) -> Posterior:
    """The earlier posterior with room for new people and desires, who begin at the prior."""
    n, m, K, size = responses.people, responses.desires, before.people.shape[1], before.size
    if n < before.n or m < before.m:
        raise ValueError(f"{before.n} people and {before.m} desires were fitted before, now there are {n} and {m}")
    people = np.zeros((n - before.n, K), np.float32)
    people[:, 0] = 1.0
    loose = np.eye(size)
    loose[0, 0] = 0.0
    loose[1:FIRST, 1:FIRST] = before.ease
    rows, seconds = [], []
    for channel in range(2):
        old = slice(channel * before.m, (channel + 1) * before.m)
        fresh = np.zeros((m - before.m, K), np.float32)
        fresh[:, :size] = before.centre[channel]
        fresh[:, channel + 1] = 1.0
        rows += [before.desires[old], fresh]
        seconds += [before.desires_second[old], packed(fresh, before.spread[channel])]
    counts = responses.counts()
    return replace(
        before,
        people=np.concatenate([before.people, people]),
        people_second=np.concatenate([before.people_second, packed(people, loose)]),
        desires=np.concatenate(rows),
        desires_second=np.concatenate(seconds),
        answers=(counts[:, 0] + counts[:, 1]).astype(np.int64),
        settings=settings,
    )


def some_people(responses: Responses, some: NDArray[np.int64]) -> Responses:
    """The responses of some people, who are numbered anew in the order given."""
    length = np.diff(responses.start)[some]
    start = np.concatenate([[0], np.cumsum(length)])
    at = np.repeat(responses.start[some] - start[:-1], length) + np.arange(start[-1])
    return Responses(start, responses.desire[at], responses.value[at], responses.time[at], responses.desires)


def _cuts(responses: Responses, blocks: int) -> NDArray[np.int64]:
    """Borders of so many blocks of people with about as many responses in each."""
    goals = np.linspace(0, len(responses) + responses.people, blocks + 1)
    return np.searchsorted(responses.start + np.arange(responses.people + 1), goals).astype(np.int64)
