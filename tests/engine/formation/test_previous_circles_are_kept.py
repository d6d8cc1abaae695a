"""Who sits well today is not moved without need."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.engine.formation import Problem, Size, Weights, check, continued, form
from tests.engine.formation.dispersed import dispersed

pytestmark = pytest.mark.slow


def kept_dear(problem: Problem, circle: np.ndarray) -> Problem:
    return replace(problem, previous=circle.astype(np.int32), weights=Weights(kept=1000.0))


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([Size(), Size(3, 4, 6)]))
def test_a_plan_that_still_holds_is_left_as_it_is(seed: int, size: Size):
    problem = dispersed(150, seed, size=size)
    before = form(problem)
    names = np.where(before.circle < 0, -1, before.circle * 7 + 3)  # circles may bear any numbers
    after = form(kept_dear(problem, names))
    seated = before.circle >= 0
    assert same_circles(before.circle[seated], after.circle[seated])


def test_one_who_leaves_and_one_who_changes_hours_disturb_nobody_else():
    problem = dispersed(150, 4, size=Size(4, 6, 8))
    before = form(problem)
    largest = np.bincount(before.circle[before.circle >= 0]).argmax()
    mover = int(np.flatnonzero(before.circle == largest)[0])
    hours = problem.hours.copy()
    hours[mover] = hours[int(np.flatnonzero((before.circle >= 0) & (before.circle != largest))[0])]
    problem = replace(problem, hours=hours)
    after = form(kept_dear(problem, before.circle))
    stayed = np.flatnonzero((before.circle >= 0) & (np.arange(150) != mover))
    assert same_circles(before.circle[stayed], after.circle[stayed])
    assert check(problem, after) == []


def test_newcomers_take_free_seats_without_moving_anybody():
    many = dispersed(165, 8)
    few = replace(many, **{name: getattr(many, name)[:150] for name in ("languages", "hours", "offset")})
    none = dispersed(0)
    few = replace(
        few, ties=none.ties, met=none.met, features=tuple(replace(f, values=f.values[:150]) for f in many.features)
    )
    before = form(few)
    after = form(kept_dear(many, np.append(before.circle, np.full(15, -1))))
    seated = np.flatnonzero(before.circle >= 0)
    assert (after.circle[seated] >= 0).all()
    moved = (
        continued(before.circle, after.circle[:150], len(after.language))[after.circle[seated]] != before.circle[seated]
    )
    newcomers = (after.circle >= 0).sum() - len(seated)
    assert moved.sum() <= newcomers


def test_a_low_price_lets_the_whole_improve():
    problem = dispersed(150, 2)
    before = form(problem)
    dice = np.random.default_rng(0)
    shuffled = replace(problem, previous=dice.permutation(before.circle).astype(np.int32))
    cheap = form(replace(shuffled, weights=Weights(kept=0.0)))
    assert cheap.score.difference > 0.98 * before.score.difference


def same_circles(a: np.ndarray, b: np.ndarray) -> bool:
    return len(np.unique(np.column_stack((a, b)), axis=0)) == len(np.unique(a)) == len(np.unique(b))
