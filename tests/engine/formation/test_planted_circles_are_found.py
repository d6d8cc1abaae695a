"""Where everybody can be seated by every rule, everybody is, and as well as whoever planted the circles had them."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.formation.planted import Recipe, planted

from tenfold.engine.formation import check, evaluate, form

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("various", [False, True])
def test_a_hundred_people_are_all_seated_as_well_as_they_were_planted(exact: bool, various: bool):
    case = planted(100, Recipe(exact=exact, various=various), seed=1)
    assert check(case.problem, case.plan) == []
    assert (case.plan.circle >= 0).all()
    plan = form(case.problem)
    assert (plan.circle >= 0).all()
    assert check(case.problem, plan) == []
    assert plan.score.total >= case.plan.score.total - 1e-6
    assert plan.score.total == pytest.approx(evaluate(case.problem, plan).total, abs=1e-6)


def test_a_thousand_people_with_room_to_move_sit_better_than_planted():
    case = planted(1000, Recipe(exact=False), seed=1)
    plan = form(case.problem)
    assert (plan.circle >= 0).all()
    assert check(case.problem, plan) == []
    assert plan.score.total > case.plan.score.total


def test_a_thousand_people_without_a_seat_over_are_all_seated():
    case = planted(1000, Recipe(), seed=1)
    plan = form(case.problem)
    assert (np.bincount(plan.circle) == 10).all()
    assert check(case.problem, plan) == []
