"""No grouping exceeds the bounds, and where points lie in space they come close."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.engine.formation import dense


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(4, 12), st.integers(2, 4), st.integers(-60, 60))
def test_no_grouping_exceeds_any_bound(seed: int, n: int, groups: int, shift: int) -> None:
    rng = np.random.default_rng(seed)
    D = np.triu(rng.integers(0, 101, (n, n)) + shift, 1).astype(float)
    D += D.T
    lower = rng.integers(0, n // groups + 1, groups).astype(np.int32)
    upper = lower + rng.integers(0, n, groups).astype(np.int32)
    upper[0] += max(0, n - int(upper.sum()))
    sizes = lower.copy()
    while sizes.sum() < n:
        sizes[rng.choice(np.flatnonzero(sizes < upper))] += 1
    assignment = rng.permutation(np.repeat(np.arange(groups), sizes))

    reached = dense.objective(D, assignment)

    assert reached <= dense.row_bound(D, upper) + 1e-6
    assert reached <= dense.eigenvalue_bound(D, lower, upper, reached=reached) + 1e-6


def test_on_points_in_space_the_eigenvalue_bound_beats_the_mean_distance() -> None:
    points = np.random.default_rng(4).normal(size=(60, 3))
    D = np.linalg.norm(points[:, None] - points, axis=2)
    sizes = np.full(6, 10, np.int32)

    found = dense.solve(D, sizes, work_limit=200_000)

    by_mean = 10 / 60 * D.sum() / 2
    assert found.objective <= found.bound <= by_mean
    assert found.gap == pytest.approx(0, abs=0.02)
