"""What is known about people and desires after their responses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .kernels import chances, log_odds, padded

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

ANSWER, PASSING = 1, 2
"""The place of the constant 1 in a desire's vector, which is also the place of the person's ease or reserve."""
FIRST = 3
"""Where the hidden directions begin in a vector: after the constant, the ease (or 1) and the reserve (or 0)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the model assumes before it sees a response.

    directions    k, the number of hidden directions; those that the data do not need shrink away
    answer_trust  how much of a response an answer counts (see the module)
    pass_trust    the same for passing or not passing; 0 leaves passes out
    loading       variance of a desire's place in each direction before data; what is learned is drawn a little to it
    sweeps        passes over the data from a cold start; a warm start takes ``warm_sweeps``
    sketch        with more people than twice this, the start is a fit of so many of them
    """

    directions: int = 16
    answer_trust: float = 0.85
    pass_trust: float = 0.4
    loading: float = 0.7
    sweeps: int = 9
    warm_sweeps: int = 3
    sketch: int = 8_000


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is known about n people and m desires, each a vector of ``size`` = k + 3 places (padded, see kernels).

    people, people_second     float32 (n, K), (n, T): mean and packed second moment of (1, ease, reserve, f)
    desires, desires_second   float32 (2m, K), (2m, T): of (b, 1, 0, g), then, for the pass channel, of (b', 0, 1, g')
    ease                      float64 (2, 2): prior covariance of ease and reserve
    centre                    float64 (2, size): prior mean of (b, ., ., g) in either channel
    spread                    float64 (2, size, size): prior covariance of the same, 0 where there is a dot
    answers                   int64 (m,): how many agreed or disagreed
    """

    people: F32
    people_second: F32
    desires: F32
    desires_second: F32
    ease: F64
    centre: F64
    spread: F64
    answers: NDArray[np.int64]
    settings: Settings

    @property
    def n(self) -> int:
        return len(self.people)

    @property
    def m(self) -> int:
        return len(self.desires) // 2

    @property
    def size(self) -> int:
        return self.settings.directions + FIRST

    def log_odds(self, person: NDArray[np.integer], desire: NDArray[np.integer]) -> F32:
        """float32 (R, 2): mean and variance of the log-odds that these people agree with these desires, in pairs."""
        out = np.empty((len(person), 2), np.float32)
        who, what = np.asarray(person, np.int64), np.asarray(desire, np.int64)
        log_odds(
            who, what, self.people, self.people_second, self.desires, self.desires_second, diagonal(self.size), out
        )
        return out

    def agreement(self, person: NDArray[np.integer], desire: NDArray[np.integer]) -> F64:
        """float64 (R,): the probability that these people, if they answer yes or no, agree with these desires."""
        return squash(self.log_odds(person, desire))

    def places(self) -> tuple[F64, F64]:
        """The hidden directions of the people, float64 (n, k), and of the desires, (m, k)."""
        return self.people[:, FIRST : self.size].astype(np.float64), self.desires[: self.m, FIRST : self.size].astype(
            np.float64
        )


def squash(odds: NDArray[np.floating]) -> F64:
    """Expected logistic of a Gaussian, float64 (...,) from (..., 2) mean and variance (MacKay 1992).

    >>> squash(np.array([[0.0, 4.0], [2.0, 0.0]])).round(3).tolist()
    [0.5, 0.881]
    """
    out = np.empty(odds.shape[:-1])
    chances(odds[..., 0], odds[..., 1], out)
    return out


def diagonal(size: int) -> NDArray[np.int64]:
    """Places of the diagonal in a packed lower triangle."""
    return np.cumsum(np.arange(1, size + 1)) - 1


def packed(means: F32, covariance: F64) -> F32:
    """Packed second moments: float32 (n, T) from padded means and the covariance (size, size) that all share."""
    size = len(covariance)
    low = np.tril_indices(size)
    seconds = np.zeros((len(means), padded(len(low[0]))), np.float32)
    seconds[:, : len(low[0])] = means[:, low[0]] * means[:, low[1]] + covariance[low].astype(np.float32)
    return seconds


def unpacked(second: F64, size: int) -> F64:
    """One packed lower triangle as float64 (size, size)."""
    low = np.tril_indices(size)
    out = np.zeros((size, size))
    out[low] = second[: len(low[0])]
    out.T[low] = out[low]
    return out
