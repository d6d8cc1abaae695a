"""A square matrix of distances goes in; the most diverse groups come out, and the sums that led there are right."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from tenfold.engine.formation import dense
from tenfold.engine.formation.dense import board, replica, visit
from tenfold.engine.formation.dice import dice


def random_distances(n: int, seed: int = 0) -> np.ndarray:
    upper = np.triu(np.random.default_rng(seed).integers(0, 101, (n, n)), 1)
    return (upper + upper.T).astype(float)


def best_of_all(D: np.ndarray, bounds: list[tuple[int, int]]) -> float:
    every = (np.array(groups) for groups in itertools.product(range(len(bounds)), repeat=len(D)))
    fits = (
        groups
        for groups in every
        if all(
            low <= count <= high
            for (low, high), count in zip(bounds, np.bincount(groups, minlength=len(bounds)), strict=True)
        )
    )
    return max(dense.objective(D, groups) for groups in fits)


@pytest.mark.parametrize("bounds", [[(4, 4), (4, 4)], [(2, 3), (2, 4), (1, 3)], [(0, 8), (1, 5)]])
@pytest.mark.parametrize("shift", [0, -50, -200])
def test_small_problems_are_solved_to_the_optimum(bounds: list[tuple[int, int]], shift: int) -> None:
    D = random_distances(8) + shift * (1 - np.eye(8))

    found = dense.solve(D, bounds, seed=1, work_limit=20_000)

    assert found.objective == best_of_all(D, bounds)
    assert found.bound >= found.objective


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 40), st.data())
def test_every_grouping_keeps_the_sizes_and_its_objective_is_true(n: int, data: st.DataObject) -> None:
    groups = data.draw(st.integers(1, n))
    low = n // groups
    bounds = [(data.draw(st.integers(0, low)), data.draw(st.integers(low + 1, n + 1))) for _ in range(groups)]
    D = random_distances(n, data.draw(st.integers(0, 99)))

    found = dense.solve(D, bounds, seed=2, work_limit=3000)

    sizes = np.bincount(found.groups, minlength=groups)
    assert all(least <= size <= most for (least, most), size in zip(bounds, sizes, strict=True))
    same = found.groups[:, None] == found.groups
    assert found.objective == D[same].sum() / 2 <= found.bound


@settings(deadline=None, max_examples=30)
@given(st.integers(3, 60), st.integers(0, 99), st.floats(0.1, 100), st.booleans())
def test_sums_kept_along_the_way_equal_sums_from_scratch(n: int, seed: int, temperature: float, sifts: bool) -> None:
    D = random_distances(n, seed)
    lower, upper = np.array([1, 0, 0], np.int32), np.array([n, n, n], np.int32)
    problem, _ = board.board_of(D, lower, upper)
    kept, fresh = (replica.new_replica(problem, dice(seed, 1)[0], sifts=sifts) for _ in range(2))
    replica.take(problem, np.arange(n, dtype=np.uint16) % 3, kept)

    visit.anneal(problem, kept, temperature, 500)

    replica.take(problem, kept.groups, fresh)
    assert kept.value[0] == fresh.value[0] == dense.objective(D, kept.groups)
    for one, other in ((kept.sums, fresh.sums), (kept.own, fresh.own), (kept.sizes, fresh.sizes)):
        np.testing.assert_array_equal(one, other)
    for group, size in enumerate(kept.sizes):
        assert sorted(kept.members[group, :size]) == np.flatnonzero(kept.groups == group).tolist()


@settings(deadline=None, max_examples=30)
@given(st.integers(6, 60), st.integers(0, 99), st.floats(0.1, 100), st.integers(-60, 60))
def test_no_sum_exceeds_the_ceiling_by_which_groups_are_passed_over(
    n: int, seed: int, temperature: float, shift: int
) -> None:
    D = random_distances(n, seed) + shift * (1 - np.eye(n))
    problem, _ = board.board_of(D, np.array([1, 0, 2], np.int32), np.array([n, n, n], np.int32))
    sifting = replica.new_replica(problem, dice(seed, 1)[0], sifts=True)
    replica.take(problem, np.arange(n, dtype=np.uint16) % 3, sifting)

    visit.anneal(problem, sifting, temperature, 300)

    pulls = sifting.sums - sifting.own
    for a, b in itertools.permutations(range(3), 2):
        assert (pulls[a, sifting.groups == b] <= sifting.ceiling[a, b]).all()


@pytest.mark.parametrize("sifts", [True, False])
def test_after_a_descent_no_exchange_and_no_move_gains(sifts: bool) -> None:
    D = random_distances(30)
    problem, _ = board.board_of(D, np.full(3, 8, np.int32), np.full(3, 12, np.int32))
    state = replica.new_replica(problem, dice(1, 1)[0], sifts=sifts)
    replica.take(problem, np.arange(30, dtype=np.uint16) % 3, state)

    visit.descend(problem, state)

    for i, j in itertools.combinations(range(30), 2):
        other = state.groups.copy()
        other[i], other[j] = other[j], other[i]
        assert dense.objective(D, other) <= state.value[0]
    for i, b in itertools.product(range(30), range(3)):
        other = state.groups.copy()
        other[i] = b
        if np.bincount(other).max() <= 12 and np.bincount(other).min() >= 8:
            assert dense.objective(D, other) <= state.value[0]


def test_a_seed_and_a_work_limit_give_the_same_groups_on_any_number_of_threads() -> None:
    D = random_distances(60)
    one, two, again, other = (
        dense.solve(D, 6, seed=seed, work_limit=200_000, workers=workers)
        for seed, workers in [(5, 1), (5, 2), (5, 2), (6, 2)]
    )
    np.testing.assert_array_equal(one.groups, two.groups)
    np.testing.assert_array_equal(two.groups, again.groups)
    assert one.work == two.work
    assert (one.groups != other.groups).any()


def test_the_order_of_the_elements_does_not_decide_how_good_it_gets() -> None:
    D, order = random_distances(40), np.random.default_rng(3).permutation(40)
    straight, mixed = (dense.solve(matrix, 4, work_limit=400_000) for matrix in (D, D[np.ix_(order, order)]))
    assert straight.objective == mixed.objective


def test_distances_with_many_digits_are_summed_in_full_precision() -> None:
    points = np.random.default_rng(1).normal(size=(30, 3))
    D = np.linalg.norm(points[:, None] - points, axis=2)

    found = dense.solve(D, 3, work_limit=30_000)

    same = found.groups[:, None] == found.groups
    assert found.objective == pytest.approx(D[same].sum() / 2, rel=1e-12)
    assert found.objective <= found.bound <= 1.1 * found.objective


@pytest.mark.parametrize(
    ("D", "groups", "words"),
    [
        (np.zeros((3, 4)), 1, "square"),
        (np.array([[0.0, 1], [2, 0]]), 1, "not symmetric"),
        (np.array([[0.0, np.nan], [np.nan, 0]]), 1, "missing or infinite"),
        (np.zeros((4, 4)), 5, "cannot form 5 groups"),
        (np.zeros((4, 4)), [2, 3], "hold 5 to 5"),
        (np.zeros((4, 4)), [[3, 2], [1, 2]], "smaller than its least"),
        (np.zeros((4, 4)), 2.5, "whole numbers"),
    ],
)
def test_nonsense_is_refused_in_words(D: np.ndarray, groups: ArrayLike, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        dense.solve(D, groups, work_limit=10)


@pytest.mark.parametrize("D", [np.zeros((5, 5)), np.zeros((1, 1)), 1 - np.eye(4)])
def test_where_nothing_can_be_gained_the_search_still_ends(D: np.ndarray) -> None:
    assert dense.solve(D, 1, work_limit=100).objective == D.sum() / 2
