"""The bound holds for every grouping, and mixed columns weigh what they are said to weigh."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.engine.formation import table


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 10_000), st.integers(2, 30), st.integers(1, 6))
def test_no_grouping_exceeds_the_bound(seed: int, n: int, groups: int) -> None:
    rng = np.random.default_rng(seed)
    X = np.hstack([rng.integers(0, 2, (n, 2)) * 1.7, rng.integers(0, 5, (n, 1)), rng.normal(size=(n, 1))])
    assignment = rng.integers(0, groups, n)
    sizes = np.bincount(assignment, minlength=groups)
    assert table.objective(X, assignment) <= table.bound(X, sizes) + 1e-9


def test_for_equal_sizes_the_bound_is_the_published_formula() -> None:
    X = table.standardised((np.arange(200)[:, None] < [70, 123]).astype(float))
    groups, steps = 20, [float(np.ptp(X[:, f])) for f in range(2)]
    loss = 0.0
    for ones, step in zip((70, 123), steps, strict=True):
        (q, r), m = divmod(ones, groups), ones / groups
        loss += step**2 * (r * (q + 1 - m) ** 2 + (groups - r) * (q - m) ** 2)
    assert table.bound(X, [10] * groups) == pytest.approx((X.astype(float) ** 2).sum() - loss / 10, rel=1e-6)


def test_a_continuous_column_tightens_nothing() -> None:
    X = np.random.default_rng(0).normal(size=(100, 3))
    assert table.bound(X, [10] * 10) == pytest.approx(table.total_spread(X))


def test_mixed_columns_differ_by_their_weights() -> None:
    X = table.encode(nominal=[["a", "b", "a", "c"]], numeric=[[0.0, 2.0, np.nan, 1.0]], weights=[4.0, 0.5])
    squared = ((X[:, None] - X) ** 2).sum(axis=2)
    deviation = np.sqrt(0.5)
    assert squared[0, 2] == pytest.approx(0.5 * (1 / deviation) ** 2)
    assert squared[0, 1] == pytest.approx(4 + 0.5 * (2 / deviation) ** 2)
    assert squared[1, 3] == pytest.approx(4 + 0.5 * (1 / deviation) ** 2)


def test_columns_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="same length"):
        table.encode(nominal=[[1, 2], [1, 2, 3]])
    with pytest.raises(ValueError, match="as many weights"):
        table.encode(numeric=[[1.0, 2.0]], weights=[1.0, 2.0])
    with pytest.raises(ValueError, match="add up to n"):
        table.bound([[1.0], [2.0]], [3])
