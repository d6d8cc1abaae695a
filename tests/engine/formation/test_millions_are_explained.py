"""Anyone of millions may ask why they sit here, and the answer comes at once and is true."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from tenfold.engine.formation import check
from tenfold.engine.formation.sharded import NestExplainer, crowd_of, form_crowd
from tenfold.engine.formation.sharded.quality import score_of

from .crowds import dispersion

PEOPLE = 1500


@pytest.fixture(scope="module")
def formed():
    crowd, rules = crowd_of(dispersion(PEOPLE))
    return crowd, rules, form_crowd(crowd, rules, workers=1)


def test_an_explanation_counts_what_one_sees_in_the_circle(formed):
    crowd, rules, nest = formed
    explain = NestExplainer(crowd, rules, nest)
    person = int(np.flatnonzero(nest.circle >= 0)[7])
    told = explain(person)
    others = [p for p in np.flatnonzero(nest.circle == told.circle).tolist() if p != person]
    assert sorted([*others, person]) == sorted(explain.members(told.circle).tolist())
    for feature in range(crowd.codes.shape[1]):
        mine = crowd.codes[person, feature]
        differs = [mine >= 0 <= crowd.codes[p, feature] != mine for p in others]
        assert told.share[feature] == pytest.approx(sum(differs) / len(others))
        assert (feature in told.brings) == all(differs)
    assert told.local_start == (int(nest.start[told.circle]) + int(crowd.offset[person]) // 15) % 672


def test_the_nearest_alternative_costs_what_it_says(formed):
    """Every move and every exchange is tried, the whole plan valued anew each time."""
    crowd, rules, nest = formed
    problem, explain = dispersion(PEOPLE), NestExplainer(crowd, rules, nest)
    short = replace(nest, length=np.full_like(nest.length, rules.quarters))  # longer stretches are not weighed
    seated = int((nest.circle >= 0).sum())
    before, moved = score_of(crowd, rules, short, bound=False).total, 0
    for person in np.flatnonzero(nest.circle >= 0)[::400].tolist():
        told = explain(person)
        if told.alternative < 0:
            continue
        there = np.flatnonzero(nest.circle == told.alternative).tolist()
        ways = [changed(short, {person: told.alternative})]
        ways += [changed(short, {person: told.alternative, other: told.circle}) for other in there]
        costs = [
            (before - score_of(crowd, rules, way, bound=False).total) * seated
            for way in ways
            if check(problem, way) == []
        ]
        assert min(costs) == pytest.approx(told.alternative_cost, abs=1e-2)
        moved += 1
    assert moved >= 2


def test_who_has_no_seat_has_no_explanation(formed):
    crowd, rules, nest = formed
    nobody = replace(nest, circle=np.where(np.arange(PEOPLE) == 3, -1, nest.circle).astype(np.int32))
    with pytest.raises(ValueError, match="no seat"):
        NestExplainer(crowd, rules, nobody)(3)


def test_an_answer_takes_milliseconds(formed):
    explain = NestExplainer(*formed)
    people = np.flatnonzero(formed[2].circle >= 0)[:100].tolist()
    explain(people[0])
    began = time.process_time()
    for person in people:
        explain(person)
    assert (time.process_time() - began) / len(people) < 0.05


def changed(nest, seats: dict[int, int]):
    circle = nest.circle.copy()
    for person, to in seats.items():
        circle[person] = to
    return replace(nest, circle=circle)
