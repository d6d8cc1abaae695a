"""The same posterior seen from a circle: what its people would say together, and how sure that is.

Partial pooling is what the model does already: each person's place is drawn towards what is usual, the more so the
less they said, and a circle is the sum of its people. What is told of a circle is told by rule:
``told_of``, ``may_be_told``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .posterior import Posterior
from .tables import expected

F64 = NDArray[np.float64]

SMALLEST = 5
"""Fewer people than this are nobody's business: nothing is told of them."""
STEP = 0.1
"""What is told is rounded to steps of this size, and never nearer to 0 or 1 than half a step."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """float64 (m,): share of the circle that would agree if asked, and an interval that holds it nine times in ten."""

    share: F64
    low: F64
    high: F64
    people: int


def pooled(posterior: Posterior, members: NDArray[np.int64]) -> Pooled:
    """The circle of ``members`` int64 (c,): expectation and interval of how many of them would agree.

    The interval holds both what is not known of people and desires and the chance in c single answers (the circle is
    these very people, not a sample), by the variance of a sum of c chances whose common part is the desire's.
    """
    agrees, _ = expected(posterior, members)
    c = max(len(members), 1)
    share = agrees.mean(0) if len(members) else np.full(posterior.m, 0.5)
    single = (agrees * (1.0 - agrees)).sum(0) / c**2
    common = _common(posterior, members, agrees)
    width = 1.6449 * np.sqrt(single + common)
    return Pooled(share, np.maximum(share - width, 0.0), np.minimum(share + width, 1.0), len(members))


def _common(posterior: Posterior, members: NDArray[np.int64], agrees: F64) -> F64:
    """Variance of the share that all members have in common because the desire's own place is not known."""
    m, size = posterior.m, posterior.size
    slope = agrees * (1.0 - agrees)
    toward = slope.T @ posterior.people[members, :size].astype(np.float64) / max(len(members), 1)
    row, column = np.tril_indices(size)
    mean = posterior.desires[:m, :size].astype(np.float64)
    known = posterior.desires_second[:m, : len(row)] - mean[:, row] * mean[:, column]
    twice = np.where(row == column, 1.0, 2.0)
    return np.asarray(np.maximum((toward[:, row] * toward[:, column] * known * twice).sum(1), 0.0))


def told_of(whole: Pooled) -> Pooled | None:
    """What may be told of a circle: nothing of the few, and only in coarse steps.

    Fewer than ``SMALLEST`` people: nothing. Otherwise share and interval, rounded to ``STEP``. Rounding alone does not
    protect; what does is that no two figures may be told that differ by a few (``may_be_told``).
    """
    if whole.people < SMALLEST:
        return None

    def coarse(x: F64) -> F64:
        return np.clip(np.round(x / STEP) * STEP, STEP / 2, 1.0 - STEP / 2)

    return Pooled(coarse(whole.share), coarse(whole.low), coarse(whole.high), whole.people)


def may_be_told(answered: frozenset[int], told_before: Sequence[frozenset[int]]) -> bool:
    """Whether a figure may be told that rests on the answers of the people ``answered``.

    ``told_before`` are the people behind every figure already told about the same desire. The rule: at least
    ``SMALLEST`` people stand behind a figure, and so do behind everything that can be reckoned from two figures by
    taking one from the other: those whom only the one has, those whom only the other has, and those whom both have
    are each nobody, or at least ``SMALLEST``.
    """
    if len(answered) < SMALLEST:
        return False
    parts = (part for other in told_before for part in (answered - other, other - answered, answered & other))
    return all(not part or len(part) >= SMALLEST for part in parts)
