"""A plan depends on who the people are and on the seed; on nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from tenfold.engine.formation import Feature, Pairs, Plan, Problem, check, form
from tests.engine.formation.dispersed import dispersed
from tests.engine.formation.wishes import problems

pytestmark = pytest.mark.slow


def same(a: Plan, b: Plan) -> bool:
    arrays = ("circle", "language", "start", "length")
    return a.unplaced == b.unplaced and all((getattr(a, name) == getattr(b, name)).all() for name in arrays)


@settings(max_examples=10, deadline=None)
@given(problems(most=40))
def test_the_same_seed_gives_the_same_plan(problem: Problem):
    assert same(form(problem, seed=3), form(problem, seed=3))


def test_a_time_limit_that_does_not_strike_changes_nothing():
    problem = dispersed(500)
    assert same(form(problem), form(problem, time_limit=600))


def test_another_seed_may_give_another_plan():
    problem = dispersed(500)
    assert not same(form(problem, seed=1), form(problem, seed=2))


@settings(max_examples=10, deadline=None)
@given(problems(most=40))
def test_shuffled_rows_give_the_same_circles(problem: Problem):
    n = len(problem)
    order = np.random.default_rng(1).permutation(n)  # person i of the shuffled problem is person order[i]
    place = np.empty(n, np.int32)
    place[order] = np.arange(n)

    def moved(pairs: Pairs) -> Pairs:
        return Pairs(place[pairs.who], pairs.value) if n else pairs

    shuffled = replace(
        problem,
        languages=problem.languages[order],
        hours=problem.hours[order],
        offset=problem.offset[order],
        features=tuple(Feature(f.name, f.kind, f.values[order], f.weight) for f in problem.features),
        apart=moved(problem.apart),
        ties=moved(problem.ties),
        met=moved(problem.met),
        two_or_none=tuple(kinds[order] for kinds in problem.two_or_none),
        **{
            name: None if getattr(problem, name) is None else getattr(problem, name)[order]
            for name in ("together", "separate", "pinned", "previous")
        },
    )
    assert (form(shuffled).circle == form(problem).circle[order]).all()


@pytest.mark.parametrize("looks", [1, 3])
def test_whoever_watches_may_stop_it_and_gets_a_valid_plan(looks: int):
    seen: list[float] = []

    def watch(share: float, stage: str) -> bool:
        assert stage
        seen.append(share)
        return len(seen) == looks

    problem = dispersed(600)
    plan = form(problem, progress=watch)
    assert len(seen) == looks
    assert seen == sorted(seen)
    assert check(problem, plan) == []


def test_a_time_limit_that_strikes_at_once_still_gives_a_valid_plan():
    problem = dispersed(600)
    assert check(problem, form(problem, time_limit=0.0)) == []
