"""A table of people goes in; groups come out in which each is as diverse as all together."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from tenfold.engine.formation import table
from tenfold.engine.formation.dice import dice
from tenfold.engine.formation.table.leaves import cut


def people(n: int, seed: int = 0) -> np.ndarray:
    """Two normal columns and two of zeros and ones."""
    rng = np.random.default_rng(seed)
    return table.standardised(np.hstack([rng.normal(size=(n, 2)), rng.random((n, 2)) < [0.5, 0.2]]))


def spread(X: np.ndarray, groups: np.ndarray) -> float:
    X = X.astype(float)
    return sum(float(((X[groups == g] - X[groups == g].mean(axis=0)) ** 2).sum()) for g in np.unique(groups))


@pytest.mark.parametrize("sizes", [[4, 4], [3, 3, 2], [5, 3]])
def test_small_tables_are_solved_to_the_optimum(sizes: list[int]) -> None:
    X, every = people(8, 3), itertools.product(range(len(sizes)), repeat=8)
    best = max(spread(X, np.array(g)) for g in every if [g.count(k) for k in range(len(sizes))] == sizes)

    found = table.solve(X, sizes, seed=1, work_limit=20_000)

    assert found.objective == pytest.approx(best, rel=1e-6)
    assert best <= found.bound * (1 + 1e-9)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 300), st.data())
def test_every_grouping_keeps_the_sizes_and_its_objective_is_true(n: int, data: st.DataObject) -> None:
    groups = data.draw(st.integers(1, n))
    X = people(n, data.draw(st.integers(0, 99))) if n > 1 else np.ones((1, 2))

    found = table.solve(X, groups, work_limit=10 * n)

    assert np.bincount(found.groups).tolist() == table.sizes_of(groups, n).tolist()
    assert found.objective == pytest.approx(spread(X, found.groups), rel=1e-6, abs=1e-6)
    assert found.objective <= found.bound + 1e-6 * found.total
    assert found.bound <= found.total * (1 + 1e-9)


def test_a_seed_and_a_work_limit_give_the_same_groups_on_any_number_of_threads() -> None:
    X = people(70_000)
    one, two, other = (
        table.solve(X, 7000, seed=seed, work_limit=300_000, workers=workers).groups
        for seed, workers in [(5, 1), (5, 2), (6, 2)]
    )
    np.testing.assert_array_equal(one, two)
    assert (one != other).any()


def test_two_thousand_people_are_arranged_better_than_any_peer_does() -> None:
    rng = np.random.default_rng(2)
    X = table.standardised(np.hstack([rng.normal(size=(2000, 4)), rng.random((2000, 4)) < [0.5, 0.3, 0.15, 0.05]]))
    found = table.solve(X, 200, work_limit=2_000_000)
    assert 100 * found.excess < 0.011


def test_the_order_of_the_rows_hardly_matters() -> None:
    X, order = people(600), np.random.default_rng(1).permutation(600)
    straight, mixed = (table.solve(rows, 60, work_limit=600_000) for rows in (X, X[order]))
    assert straight.objective == pytest.approx(mixed.objective, rel=2e-4)


def test_where_a_group_is_empty_or_everyone_alike_the_search_still_ends() -> None:
    assert table.solve(np.ones((6, 2)), [0, 3, 3], work_limit=60).objective == 0


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 2000), st.integers(1, 80), st.integers(1, 5), st.integers(0, 99))
def test_leaves_hold_everybody_once_and_no_more_than_fit(n: int, widest: int, values: int, seed: int) -> None:
    x = np.random.default_rng(seed).integers(0, values, (n, 3)).astype(np.float32)
    order = np.arange(n, dtype=np.int32)

    ends = cut(x, order, widest, dice(seed, 1)[0])

    assert sorted(order.tolist()) == list(range(n))
    widths = np.diff(np.concatenate([[0], ends]))
    assert ends[-1] == n
    assert widths.min() >= 1
    assert widths.max() <= widest


def test_it_can_be_watched_ended_and_interrupted() -> None:
    X, heard = people(400), list[float]()

    def listen(share: float, stage: str) -> None:
        assert stage == "arranging"
        heard.append(share)

    def interrupt(share: float, stage: str) -> None:
        if share > 0.1:
            raise KeyboardInterrupt

    assert table.solve(X, 40, work_limit=40_000, progress=listen).stopped == "work"
    assert heard == sorted(heard)
    assert heard[-1] == 1
    assert table.solve(X, 40, time_limit=0.05).stopped == "time"
    assert table.solve(X, 40, work_limit=10**9, progress=lambda share, stage: True).stopped == "asked"
    interrupted = table.solve(X, 40, work_limit=100_000, progress=interrupt)
    assert interrupted.stopped == "interrupted"
    assert interrupted.gap < 0.05


@pytest.mark.parametrize(
    ("X", "groups", "words"),
    [
        (np.zeros(4), 2, "rows and columns"),
        (np.full((4, 1), np.nan), 2, "missing or infinite"),
        (np.zeros((4, 1)), 5, "4 people cannot form 5 groups"),
        (np.zeros((4, 1)), [2, 3], "add up to 5"),
        (np.zeros((4, 1)), [5, -1], "no size is negative"),
        (np.zeros((4, 1)), 1.5, "whole"),
    ],
)
def test_nonsense_is_refused_in_words(X: np.ndarray, groups: ArrayLike, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        table.solve(X, groups)
