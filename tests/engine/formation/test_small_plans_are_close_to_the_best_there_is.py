"""For a handful of people every plan can be tried; ours must come close to the best of all."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from tenfold.engine.formation import Problem, Size, form
from tests.engine.formation import plain
from tests.engine.formation.dispersed import dispersed

pytestmark = pytest.mark.slow


def best_of_all(problem: Problem) -> tuple[int, float]:
    """Most people seated, and the best total among the plans that seat so many."""
    worths, worth = plain.pair_worths(problem), {}
    for many in range(problem.size.min, problem.size.max + 1):
        for people in combinations(range(len(problem)), many):
            time = plain.best_time(problem, list(people))
            if time is not None:
                worth[people] = many * plain.total(problem, [list(people)], [time], 0, worths)
    best = (0, 0.0)
    for circles in plain.partitions(list(range(len(problem))), problem):
        if all(tuple(people) in worth for people in circles):
            seated = sum(map(len, circles))
            best = max(best, (seated, sum(worth[tuple(people)] for people in circles) / max(seated, 1)))
    return best


@pytest.mark.parametrize("seed", range(8))
def test_nine_people_sit_as_well_as_they_could(seed: int):
    problem = dispersed(9, seed, size=Size(2, 3, 4))
    seated, total = best_of_all(problem)
    plan = form(problem)
    assert (plan.circle >= 0).sum() == seated
    assert plan.score.total >= 0.97 * total


@pytest.mark.parametrize("seed", range(3))
def test_eight_people_who_can_always_meet_sit_as_well_as_they_could(seed: int):
    problem = dispersed(8, seed, size=Size(2, 3, 4))
    problem = replace(problem, languages=np.ones_like(problem.languages), hours=np.full_like(problem.hours, 2**64 - 1))
    seated, total = best_of_all(problem)
    plan = form(problem)
    assert (plan.circle >= 0).sum() == seated
    assert plan.score.total >= 0.99 * total
