"""Anyone may ask why they sit here, and where else they could sit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tenfold.engine.formation import Explainer, Feature, Pairs, Problem, Size, check, evaluate, explain, form
from tests.engine.formation.dispersed import dispersed


def small() -> Problem:
    """Six people in two circles of three; the circles follow from who sits together."""
    return Problem(
        languages=np.ones((6, 1), np.uint64),
        hours=np.full((6, 11), 2**64 - 1, np.uint64),
        offset=np.array([0, 120, -300, 0, 0, 0], np.int16),
        size=Size(3, 3, 3),
        features=(
            Feature("origin", "nominal", np.array([0, 1, 1, 0, 0, -1], np.int32)),
            Feature("age", "numeric", np.array([20, 30, 60, 20, np.nan, 21], np.float32)),
        ),
        together=np.array([0, 0, 0, 1, 1, 1], np.int32),
        ties=Pairs(np.array([[0, 1], [0, 3]], np.int32), np.array([1, 1], np.float32)),
        met=Pairs(np.array([[0, 2], [0, 2]], np.int32), np.array([0.5, 0.1], np.float32)),
        previous=np.array([7, 7, 8, 8, 8, 8], np.int32),
    )


def test_an_explanation_counts_what_one_sees_in_the_circle():
    problem = small()
    plan = form(problem)
    told = explain(problem, plan, 0)
    assert told.share == (1.0, 1.0)
    assert told.brings == (0, 1)
    assert told.ties == (1,)
    assert told.unmet == 1
    assert told.kept
    assert not explain(problem, plan, 2).kept
    assert explain(problem, plan, 3).brings == ()  # same origin as 4, as young as 5


def test_the_hour_is_told_on_ones_own_clock():
    problem = small()
    plan = form(problem)
    start = int(plan.start[plan.circle[1]])
    assert explain(problem, plan, 1).local_start == (start + 8) % 672
    assert explain(problem, plan, 2).local_start == (start - 20) % 672


def test_who_has_no_seat_has_a_reason_instead():
    problem = dispersed(60, 0)
    plan = form(problem)
    with pytest.raises(ValueError, match="no seat"):
        explain(problem, plan, plan.unplaced[0].person)


def test_the_nearest_alternative_costs_what_it_says():
    problem = dispersed(200, 6, size=Size(4, 6, 8))
    plan = form(problem)
    told = Explainer(problem, plan)
    before, seated = evaluate(problem, plan).total, (plan.circle >= 0).sum()
    compared = 0
    for person in np.flatnonzero(plan.circle >= 0)[:40].tolist():
        one = told(person)
        if one.alternative < 0:
            continue
        there = np.flatnonzero(plan.circle == one.alternative).tolist()
        ways = [moved(plan, {person: one.alternative})]
        ways += [moved(plan, {person: one.alternative, other: one.circle}) for other in there]
        short = [replace(way, length=np.full_like(way.length, 4)) for way in ways]  # longer stretches are not weighed
        costs = [
            (evaluate(problem, replace(plan, length=short[0].length)).total - evaluate(problem, way).total) * seated
            for way in short
            if check(problem, way) == []
        ]
        assert min(costs) == pytest.approx(one.alternative_cost, abs=1e-3)
        compared += 1
    assert compared > 5
    assert before == plan.score.total


def moved(plan, seats: dict[int, int]):
    circle = plan.circle.copy()
    for person, to in seats.items():
        circle[person] = to
    return replace(plan, circle=circle)
