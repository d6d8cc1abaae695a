"""Say early and clearly what is wrong with a problem's arrays."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.problem import Problem
from tenfold.engine.formation.week import WORDS


def validate(problem: Problem) -> None:
    """Raise ``ValueError`` where the arrays of a problem do not match or its numbers make no sense."""
    n, size = len(problem), problem.size
    if not 1 <= size.min <= size.target <= size.max:
        raise ValueError(f"size must hold 1 <= min <= target <= max, not {size}")
    if not 0 < problem.minutes <= 7 * 24 * 60:
        raise ValueError(f"minutes must lie between 1 and one week, not {problem.minutes}")
    if problem.languages.ndim != 2 or len(problem.languages) != n or problem.languages.dtype != np.uint64:
        raise ValueError(f"languages must be uint64 ({n}, L), not {_told(problem.languages)}")
    if problem.hours.shape != (n, WORDS) or problem.hours.dtype != np.uint64:
        raise ValueError(f"hours must be uint64 ({n}, {WORDS}), not {_told(problem.hours)}")
    groups = {
        "together": problem.together,
        "separate": problem.separate,
        "pinned": problem.pinned,
        "previous": problem.previous,
        **{f"two_or_none[{k}]": kinds for k, kinds in enumerate(problem.two_or_none)},
        **{f"feature {f.name!r}": f.values for f in problem.features},
    }
    for name, values in groups.items():
        if values is not None and values.shape != (n,):
            raise ValueError(f"{name} must have shape ({n},), not {values.shape}")
    for name, pairs in (("apart", problem.apart), ("ties", problem.ties), ("met", problem.met)):
        if pairs.who.shape != (len(pairs.value), 2):
            raise ValueError(f"{name} must have as many pairs as values, not {pairs.who.shape} and {pairs.value.shape}")
        if pairs.who.size and not (pairs.who.min() >= 0 and pairs.who.max() < n):
            raise ValueError(f"{name} names people outside 0..{n - 1}")
        if np.isnan(pairs.value).any() or (pairs.value < 0).any():
            raise ValueError(f"{name} has a value that is negative or not a number")
    worths = [getattr(problem.weights, name) for name in problem.weights.__slots__]
    if not all(math.isfinite(worth) and worth >= 0 for worth in (*worths, *(f.weight for f in problem.features))):
        raise ValueError("weights must be finite and not negative")


def _told(array: NDArray[np.uint64]) -> str:
    return f"{array.dtype} {array.shape}"
