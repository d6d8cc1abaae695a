"""The inner loop of the model: one pass over all people, compiled.

A vector of a person is (1, ease, reserve, f_1 .. f_k), of a desire's answer channel (b, 1, 0, g_1 .. g_k) and of its
pass channel (b', 0, 1, g'_1 .. g'_k): their product is the log-odds of agreeing, or of passing. Second moments are
packed lower triangles, row by row. Rows of either are padded with zeros to a multiple of ``LANES``, so that the
processor adds up whole registers. Everything that is not a K x K system is float32.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Real = float | np.float32

LANES = 32


def padded(length: int) -> int:
    """The next multiple of ``LANES``."""
    return -(-length // LANES) * LANES


@njit(cache=True, fastmath=True, inline="always")
def _local(mean: Real, square: Real, target: Real) -> tuple[Real, Real]:
    """Weight and pull of the Gaussian that stands for one logistic factor under x ~ N(mean, square - mean^2).

    The mean of the logistic is taken by MacKay's approximation and its slope by the derivative of that. Where the
    answer is a great surprise the slope vanishes and a Newton step would overshoot: there the slope of Jaakkola's
    bound is used, which never does.
    """
    spread: Real = max(square - mean * mean, np.float32(0.0))
    damp = np.float32(1.0) / math.sqrt(np.float32(1.0) + np.float32(0.3926991) * spread)
    p = np.float32(1.0) / (np.float32(1.0) + math.exp(-damp * mean))
    weight = max(damp * p * (np.float32(1.0) - p), np.float32(1e-4))
    if abs(target - p) > np.float32(0.7):
        xi = math.sqrt(square + np.float32(1e-6))
        weight = max(weight, math.tanh(np.float32(0.5) * xi) / (np.float32(2.0) * xi))
    return weight, target - p + weight * mean


@njit(cache=True, fastmath=True, inline="always")
def _dot(x: F32, y: F32) -> Real:
    total = np.float32(0.0)
    for t in range(len(x)):
        total += x[t] * y[t]
    return total


@njit(cache=True, fastmath=True, inline="always")
def _add(sums: F32, factor: Real, x: F32) -> None:
    for t in range(len(x)):
        sums[t] += factor * x[t]


@njit(cache=True, fastmath=True)
def solve(A: F64, b: F64, inverse: F64, x: F64) -> None:
    """Fill ``inverse`` (d, d) and ``x`` = A^-1 b; of the positive definite A (d, d) the upper half is used up."""
    d = len(b)
    for i in range(d):
        A[i, i] = math.sqrt(A[i, i])
        scale = 1.0 / A[i, i]
        for j in range(i + 1, d):
            A[i, j] *= scale
        for j in range(i + 1, d):
            factor = A[i, j]
            for t in range(j, d):
                A[j, t] -= factor * A[i, t]
    for j in range(d):
        inverse[j, :] = 0.0
        inverse[j, j] = 1.0
        for t in range(j):
            factor = A[t, j]
            for i in range(t + 1):
                inverse[j, i] -= factor * inverse[t, i]
        scale = 1.0 / A[j, j]
        for i in range(j + 1):
            inverse[j, i] *= scale
    _square(inverse, A, d)
    for i in range(d):
        total = 0.0
        for j in range(d):
            total += inverse[i, j] * b[j]
        x[i] = total


@njit(cache=True, fastmath=True, inline="always")
def _square(factor: F64, work: F64, d: int) -> None:
    """Replace the lower triangular W by W'W, through ``work``."""
    work[:, :] = 0.0
    for t in range(d):
        for i in range(t + 1):
            r = factor[t, i]
            for j in range(i + 1):
                work[i, j] += r * factor[t, j]
    for i in range(d):
        for j in range(i + 1):
            factor[i, j] = work[i, j]
            factor[j, i] = work[i, j]


@njit(cache=True, fastmath=True, inline="always")
def _double(packed: F32, K: int, scaled: F32) -> None:
    """The packed triangle with all but its diagonal doubled: its product with another is the trace of theirs."""
    for t in range(len(packed)):
        scaled[t] = packed[t] + packed[t]
    t = -1
    for a in range(K):
        t += a + 1
        scaled[t] = packed[t]


@njit(cache=True, fastmath=True, inline="always")
def _solve_person(
    A: F32, b: F32, prior: F32, precision: F64, full: F64, inverse: F64, right: F64, x: F64, mean: F32, packed: F32
) -> None:
    """New moments of one person from the sums over their responses; place 0 of the vector is the constant 1."""
    d = len(right)
    t = 1
    for a in range(d):
        total = float(b[a + 1] - A[t])
        t += 1
        for c in range(a + 1):
            full[c, a] = precision[a + 1, c + 1] + A[t]
            t += 1
        for c in range(d):
            total += precision[a + 1, c + 1] * prior[c + 1]
        right[a] = total
    solve(full, right, inverse, x)
    mean[0] = 1.0
    packed[0] = 1.0
    t = 1
    for a in range(d):
        mean[a + 1] = x[a]
        packed[t] = x[a]
        t += 1
        for c in range(a + 1):
            packed[t] = x[a] * x[c] + inverse[a, c]
            t += 1


@njit(cache=True, fastmath=True)
def _hear(
    desire: NDArray[np.int32],
    value: NDArray[np.int8],
    weight: F32,
    trust: F32,
    desires: int,
    mean: F32,
    scaled: F32,
    rows: F32,
    row_seconds: F32,
    says: F32,
    sums: F32,
    pulls: F32,
) -> None:
    """Fill ``says`` (responses, channel, weight and pull) with what each response of one person counts, and ``sums``
    and ``pulls`` with what they say together about the person."""
    one, zero = np.float32(1.0), np.float32(0.0)
    sums[:] = zero
    pulls[:] = zero
    for p in range(len(desire)):
        for channel in range(2):
            if trust[channel] > zero and (channel == 1 or value[p] != 0):
                j = desire[p] + channel * desires
                target = one if (value[p] > 0 if channel == 0 else value[p] == 0) else zero
                sure, pull = _local(_dot(mean, rows[j]), _dot(scaled, row_seconds[j]), target)
                share = trust[channel] * weight[p % len(weight)]
                says[p, channel, 0] = share * sure
                says[p, channel, 1] = share * pull
                _add(sums, says[p, channel, 0], row_seconds[j])
                _add(pulls, says[p, channel, 1], rows[j])


@njit(cache=True, fastmath=True)
def _tell(
    desire: NDArray[np.int32],
    value: NDArray[np.int8],
    trust: F32,
    desires: int,
    says: F32,
    mean: F32,
    packed: F32,
    A: F32,
    b: F32,
) -> None:
    """Add to A and b what the responses of one person, who is where the moments say, tell about the desires."""
    for p in range(len(desire)):
        for channel in range(2):
            if trust[channel] > np.float32(0.0) and (channel == 1 or value[p] != 0):
                j = desire[p] + channel * desires
                _add(A[j], says[p, channel, 0], packed)
                _add(b[j], says[p, channel, 1], mean)


@njit(cache=True, fastmath=True, parallel=True)
def sweep(
    start: I64,
    desire: NDArray[np.int32],
    value: NDArray[np.int8],
    cuts: I64,
    means: F32,
    seconds: F32,
    prior: F32,
    precision: F64,
    rows: F32,
    row_seconds: F32,
    desires: int,
    trust: F32,
    weight: F32,
    A: F32,
    b: F32,
    inner: int,
) -> None:
    """Renew every person, then add up what the people say about the desires.

    What a response counts is taken from the last time its person was renewed and not from where that put them: in the
    fixed point it is the same, it foretells as well, and the moments of the desires are read once instead of twice.

    start, desire, value  the responses of :class:`Responses`
    cuts                  int64 (B + 1,): borders of the blocks of people; each block has its own sums, so that the
                          result does not depend on how many processors there are
    means, seconds        float32 (n, K), (n, T): moments of the people, renewed in place
    prior, precision      float32 (1 or n, K) mean and float64 (K, K) precision of the people's prior
    rows, row_seconds     float32 (rows, K), (rows, T): moments of the desires, answer channel first, then pass channel
    desires, trust        row ``d + desires`` is the pass channel of ``d``; float32 (2,): weight of an answer and of
                          the fact of passing or not (0: no pass channel)
    weight                float32 (1 or R,): how much each response counts beside that
    A, b                  float32 (B, rows, T), (B, rows, K): set to the sums over each block; without rows people
                          are only renewed
    inner                 how often each person is renewed against the same desires (0: only add up, where they are)
    """
    d, T, K = len(precision) - 1, seconds.shape[1], means.shape[1]
    zero = np.float32(0.0)
    for block in prange(len(cuts) - 1):
        A[block] = zero
        b[block] = zero
        sums, pulls, scaled = np.empty(T, np.float32), np.empty(K, np.float32), np.empty(T, np.float32)
        full, inverse, right, x = np.empty((d, d)), np.empty((d, d)), np.empty(d), np.empty(d)
        longest = 0
        for i in range(cuts[block], cuts[block + 1]):
            longest = max(longest, start[i + 1] - start[i])
        says = np.empty((longest, 2, 2), np.float32)
        for i in range(cuts[block], cuts[block + 1]):
            mean, packed, own = means[i], seconds[i], slice(start[i], start[i + 1])
            each = weight[own] if len(weight) > 1 else weight
            for _ in range(max(inner, 1)):
                _double(packed, d + 1, scaled)
                _hear(desire[own], value[own], each, trust, desires, mean, scaled, rows, row_seconds, says, sums, pulls)
                if inner > 0:
                    _solve_person(sums, pulls, prior[i % len(prior)], precision, full, inverse, right, x, mean, packed)
            if A.shape[1] > 0:
                _tell(desire[own], value[own], trust, desires, says, mean, packed, A[block], b[block])


@njit(cache=True, fastmath=True)
def renew_desires(A: F64, b: F64, prior: F64, precision: F64, channel: int, means: F32, seconds: F32) -> None:
    """Renew the rows of one channel from their sums A float64 (rows, T), b (rows, K).

    The free places of a row are 0 and 3 .. K - 1; place ``channel`` (1 answer, 2 pass) is the constant 1.
    prior float64 (K - 2,) mean and precision float64 (K - 2, K - 2) of the free places; means, seconds float32 are
    renewed in place.
    """
    F = len(precision)
    K = F + 2
    full, inverse, right, x = np.empty((F, F)), np.empty((F, F)), np.empty(F), np.empty(F)
    place = np.arange(2, K)
    place[0] = 0
    toward = precision @ prior
    for i in range(len(means)):
        for a in range(F):
            u = place[a]
            high, low = max(u, channel), min(u, channel)
            right[a] = b[i, u] - A[i, high * (high + 1) // 2 + low] + toward[a]
            for c in range(a + 1):
                full[c, a] = precision[a, c] + A[i, u * (u + 1) // 2 + place[c]]
        solve(full, right, inverse, x)
        means[i, :] = 0.0
        means[i, channel] = 1.0
        for a in range(F):
            means[i, place[a]] = x[a]
        t = 0
        for a in range(K):
            for c in range(a + 1):
                seconds[i, t] = means[i, a] * means[i, c]
                t += 1
        for a in range(F):
            for c in range(a + 1):
                u = place[a]
                seconds[i, u * (u + 1) // 2 + place[c]] += inverse[a, c]


@njit(cache=True, fastmath=True, parallel=True)
def moved(seconds: F32, by: F64) -> None:
    """Packed second moments float32 (rows, T), in place, of vectors that ``by`` float64 (K, K) moves."""
    K = len(by)
    for i in prange(len(seconds)):
        full, half = np.empty((K, K)), np.zeros((K, K))
        t = 0
        for a in range(K):
            for c in range(a + 1):
                full[a, c] = full[c, a] = seconds[i, t]
                t += 1
        for a in range(K):
            for s in range(K):
                factor = by[a, s]
                if factor != 0.0:
                    for c in range(K):
                        half[a, c] += factor * full[s, c]
        t = 0
        for a in range(K):
            for c in range(a + 1):
                total = 0.0
                for s in range(K):
                    factor = by[c, s]
                    if factor != 0.0:
                        total += half[a, s] * factor
                seconds[i, t] = total
                t += 1


@njit(cache=True, fastmath=True, parallel=True)
def log_odds(
    person: I64, row: I64, means: F32, seconds: F32, rows: F32, row_seconds: F32, diagonal: I64, out: F32
) -> None:
    """Fill out float32 (R, 2) with mean and variance of the log-odds of each pair of a person and a row."""
    for p in prange(len(person)):
        i, j = person[p], row[p]
        mean = _dot(means[i], rows[j])
        square = np.float32(2.0) * _dot(seconds[i], row_seconds[j])
        for t in diagonal:
            square -= seconds[i, t] * row_seconds[j, t]
        out[p, 0] = mean
        out[p, 1] = max(square - mean * mean, np.float32(0.0))


@njit(cache=True, fastmath=True, parallel=True)
def chances(mean: NDArray[np.floating], variance: NDArray[np.floating], out: F64) -> None:
    """Fill out float64, of the same shape, with the expected logistic of these Gaussians."""
    for i in prange(out.size):
        spread = 1.0 + 0.39269908169872414 * float(variance.flat[i])
        out.flat[i] = 1.0 / (1.0 + math.exp(-float(mean.flat[i]) / math.sqrt(spread)))
