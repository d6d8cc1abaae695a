"""Whatever people wish, nobody is seated against a rule, and the figures of a plan are what they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from tenfold.engine.formation import HARD, Pairs, Problem, Rule, Size, check, evaluate, form
from tenfold.engine.formation.form import Formation
from tests.engine.formation import plain
from tests.engine.formation.dispersed import dispersed
from tests.engine.formation.wishes import problems

pytestmark = pytest.mark.slow


@settings(max_examples=50, deadline=None)
@given(problems())
def test_no_rule_is_broken_in_any_plan(problem: Problem):
    plan = form(problem)
    circles = plain.circles_of(plan)
    assert plain.broken_rules(problem, circles) == []
    assert plain.broken_hours(problem, plan) == []
    assert check(problem, plan) == []


@settings(max_examples=15, deadline=None)
@given(problems(most=30))
def test_the_score_is_the_sum_a_slow_reader_finds(problem: Problem):
    plan = form(problem)
    circles = plain.circles_of(plan)
    times = list(zip(plan.start.tolist(), plan.length.tolist(), strict=True))
    kept = plan.score.kept * max(sum(map(len, circles)), 1)
    assert plan.score.total == pytest.approx(plain.total(problem, circles, times, kept), abs=1e-5)
    assert plan.score.difference <= plan.score.difference_bound + 1e-6


@pytest.mark.parametrize("n", [60, 400])
def test_sums_kept_through_all_changes_equal_those_from_scratch(n: int, monkeypatch: pytest.MonkeyPatch):
    finished: list[Formation] = []
    worth = Formation.worth
    monkeypatch.setattr(Formation, "worth", lambda self: finished.append(self) or worth(self))
    problem = dispersed(n)
    plan = form(problem)
    weights, score, seated = problem.weights, plan.score, (plan.circle >= 0).sum()
    constants = weights.unmet + weights.size + weights.length * score.length
    assert max(worth(f) / seated for f in finished if f.persons_seated() == seated) == pytest.approx(
        score.total - constants, abs=1e-5
    )


def test_check_names_each_broken_rule_of_a_plan_made_by_hand():
    problem = _two_circles()
    assert check(problem, form(problem)) == []
    plan = form(problem)
    plan.circle[:] = [0, 0, 1, 1, 0, 1]
    broken = {violation.rule for violation in check(problem, plan)}
    assert broken == {Rule.APART, Rule.TOGETHER, Rule.SEPARATE, Rule.TWO_OR_NONE, Rule.PINNED}
    plan.circle[:] = [0, 0, 0, 0, 0, 1]
    plan.language[:] = 1
    plan.length[:] = 3
    broken = {violation.rule for violation in check(problem, plan)}
    assert {Rule.SIZE, Rule.LANGUAGE, Rule.HOUR} <= broken
    assert evaluate(problem, plan).difference == 0.0


def _two_circles() -> Problem:
    """Six people whose wishes leave one plan only: 0, 2, 4 and 1, 3, 5."""
    odd = np.array([0, 1, 0, 1, 0, 1], np.int32)
    return Problem(
        languages=np.ones((6, 1), np.uint64),
        hours=np.full((6, 11), 2**64 - 1, np.uint64),
        offset=np.zeros(6, np.int16),
        size=Size(3, 3, 3),
        together=np.array([0, -1, 0, -1, -1, -1], np.int32),
        apart=Pairs(np.array([[0, 1]], np.int32), np.array([HARD], np.float32)),
        two_or_none=(odd,),
        separate=odd,
        pinned=np.array([-1, 5, -1, 5, -1, -1], np.int32),
    )
