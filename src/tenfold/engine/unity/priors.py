"""What is expected of people and desires of whom little is known: learned from all the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .kernels import moved, renew_desires
from .posterior import ANSWER, FIRST, PASSING, Posterior, Settings, unpacked

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

CENTRED = 3
"""Every so many sweeps people are centred: as good as every time, and a third of the work."""
_CAUTION = 10.0
"""So many people's worth of doubt whether people lie otherwise than was assumed."""
_PULL = 0.35
"""How much of a desire's place is drawn to what the settings expect, against 1 for what is learned. A third of that
foretells a hair better, but draws people so close together that camps are taken for one."""


def renew_rows(A: F64, b: F64, rows: F32, row_seconds: F32, centre: F64, spread: F64, settings: Settings) -> None:
    """Renew all desires, and what is learned about their priors, in place from the sums of ``sweep`` over people."""
    size = settings.directions + FIRST
    channels = 2 if settings.pass_trust > 0 else 1
    m = len(rows) // 2
    free = _free(size)
    for channel in range(channels):
        part = slice(channel * m, (channel + 1) * m)
        precision = np.linalg.inv(spread[channel][np.ix_(free, free)])
        renew_desires(A[part], b[part], centre[channel, free], precision, channel + 1, rows[part], row_seconds[part])
        _learn(rows[part], row_seconds[part], centre[channel], spread[channel], settings.loading / (channel + 1))


def _learn(rows: F32, seconds: F32, centre: F64, spread: F64, expected: float) -> None:
    """Renew mean and covariance of the prior of one channel's rows in place, drawn to 0 by one row and to ``expected``.

    How welcome desires are is drawn to a variance of 1 by one row, their places by ``_PULL`` of all rows.
    """
    m, size = len(rows), len(centre)
    free = _free(size)
    sums = rows[:, free].sum(0, dtype=np.float64)
    middle = sums / (m + 1.0)
    across = np.outer(middle, sums)
    apart = unpacked(seconds.sum(0, dtype=np.float64), size)[np.ix_(free, free)] - across - across.T
    apart += m * np.outer(middle, middle)
    pull = np.full(len(free), _PULL)
    pull[0] = 1.0 / max(m, 1)
    share = np.sqrt(1.0 / (1.0 + pull))
    aim = np.full(len(free), expected)
    aim[0] = 1.0
    centre[free] = middle
    spread[np.ix_(free, free)] = apart / max(m, 1) * np.outer(share, share) + np.diag(pull / (1.0 + pull) * aim)


def _free(size: int) -> NDArray[np.int64]:
    """The places of a desire's vector that are no constants."""
    return np.concatenate([[0], np.arange(FIRST, size)])


def centre_people(state: Posterior, among: NDArray[np.bool_]) -> None:
    """Move the directions, the ease and the reserve in place, so that people have mean 0 and ease depends on no place.

    No probability changes: the desires take over what the people lose. But the priors then say what is known of the
    crowd, so that a person of whom little is known is taken for one of this crowd and not of one round 0, which is
    where the start happened to be. It is the parameter expansion of Liu and Wu, "Parameter expansion for data
    augmentation", J. Am. Stat. Assoc. 94 (1999). Stretching the directions too, until people vary alike in all, is no
    better, and it overstates how far apart camps are. ``among`` bool (n,) marks who counts.
    """
    count, size = np.count_nonzero(among), state.size
    if not count:
        return
    middle = state.people[among, :size].sum(0, dtype=np.float64) / count
    apart = unpacked(state.people_second[among].sum(0, dtype=np.float64) / count, size) - np.outer(middle, middle)
    sure = count / (count + _CAUTION)
    turn = np.eye(size)
    turn[1:, 0] = -sure * middle[1:]
    for place in (ANSWER, PASSING):
        turn[place] -= sure * np.linalg.solve(apart[FIRST:, FIRST:], apart[FIRST:, place]) @ turn[FIRST:]
    back: F64 = np.asarray(np.linalg.inv(turn).T)
    for means, seconds, by in (
        (state.people, state.people_second, turn),
        (state.desires, state.desires_second, back),
    ):
        means[:, :size] = means[:, :size] @ by.T.astype(np.float32)
        moved(seconds, by)
    for channel in range(2):
        part = slice(channel * state.m, (channel + 1) * state.m)
        _learn(
            state.desires[part], state.desires_second[part], state.centre[channel], state.spread[channel],
            state.settings.loading / (channel + 1),
        )  # fmt: skip
