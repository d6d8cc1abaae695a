"""Tens gather in hundreds and hundreds in thousands, each through one of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tenfold.engine.formation import HARD, Level, Pairs, Plan, Problem, Size, form, nest
from tests.engine.formation import plain
from tests.engine.formation.dispersed import dispersed

pytestmark = pytest.mark.slow


def the_nest(problem: Problem) -> tuple[Plan, tuple[Level, ...]]:
    plan = form(problem, time_limit=2)
    return plan, nest(problem, plan)


def voices_below(plan: Plan, levels: tuple[Level, ...], height: int) -> list[set[int]]:
    """Who could speak for each circle on a level: members of a ten, delegates gathered in a hundred and above."""
    if height == 0:
        return [set(people) for people in plain.circles_of(plan)]
    below = levels[height - 1]
    return [set(below.delegate[below.parent == p].tolist()) for p in range(len(below.language))]


@pytest.mark.parametrize(("n", "seed"), [(60, 1), (300, 2), (1500, 3)])
def test_each_circle_is_spoken_for_by_one_of_its_own_at_a_shared_hour(n: int, seed: int):
    problem = dispersed(n, seed, size=Size(3, 5, 7))
    plan, levels = the_nest(problem)
    assert len(levels) >= 2
    for height, level in enumerate(levels):
        voices = voices_below(plan, levels, height)
        assert len(level.parent) == len(voices)
        assert all(person in mine for person, mine in zip(level.delegate.tolist(), voices, strict=True))
        for parent in range(len(level.language)):
            delegates = level.delegate[level.parent == parent].tolist()
            assert 2 <= len(delegates) <= 12
            assert all(plain.speaks(problem, p, int(level.language[parent])) for p in delegates)
            length = int(level.length[parent])
            assert plain.quarters(problem) <= length <= plain.free_from(problem, delegates, int(level.start[parent]))


def test_people_who_can_all_meet_have_one_top():
    n = 400
    problem = Problem(
        np.ones((n, 1), np.uint64), np.full((n, 11), 2**64 - 1, np.uint64), np.zeros(n, np.int16), Size(3, 4, 5)
    )
    plan, levels = the_nest(problem)
    assert [len(level.parent) for level in levels] == [len(plan.language), 10, 1][: len(levels)]
    assert len(levels[-1].language) == 1
    assert all((level.parent >= 0).all() for level in levels)


def test_twelve_circles_come_under_one_parent_at_once():
    n = 36
    problem = Problem(
        np.ones((n, 1), np.uint64), np.full((n, 11), 2**64 - 1, np.uint64), np.zeros(n, np.int16), Size(3, 3, 3)
    )
    _, levels = the_nest(problem)
    assert [len(level.language) for level in levels] == [1]


def test_circles_that_share_no_language_stay_apart():
    problem = dispersed(80, 5, size=Size(3, 4, 5))
    half = np.arange(80) < 40
    always = np.full_like(problem.hours, 2**64 - 1)
    problem = replace(problem, hours=always, languages=np.where(half, 1, 2).astype(np.uint64)[:, None])
    plan, levels = the_nest(problem)
    of_first = np.array([half[people[0]] for people in plain.circles_of(plan)])
    for level in levels[:1]:
        for parent in range(len(level.language)):
            assert len(set(of_first[level.parent == parent].tolist())) == 1
    assert len(levels[-1].language) == 2


def test_the_one_with_most_languages_speaks_for_a_circle():
    n = 8
    languages = np.ones((n, 1), np.uint64)
    languages[[2, 5]] = 0b111
    problem = Problem(languages, np.full((n, 11), 2**64 - 1, np.uint64), np.zeros(n, np.int16), Size(4, 4, 4))
    plan = replace(form(problem), circle=np.array([0, 0, 0, 0, 1, 1, 1, 1], np.int32))
    assert nest(problem, plan)[0].delegate.tolist() == [2, 5]


def test_those_who_must_sit_apart_never_speak_side_by_side():
    n = 8
    apart = Pairs(np.array([[2, 5]], np.int32), np.array([HARD], np.float32))
    languages = np.ones((n, 1), np.uint64)
    languages[[2, 5]] = 0b111
    problem = Problem(
        languages, np.full((n, 11), 2**64 - 1, np.uint64), np.zeros(n, np.int16), Size(4, 4, 4), apart=apart
    )
    plan = replace(form(problem), circle=np.array([0, 0, 0, 0, 1, 1, 1, 1], np.int32))
    assert set(nest(problem, plan)[0].delegate.tolist()) != {2, 5}


def test_one_circle_needs_no_nest():
    problem = dispersed(40, 1, size=Size(2, 3, 4))
    plan = form(problem)
    one = replace(plan, circle=np.where(plan.circle == 0, 0, -1), language=plan.language[:1], start=plan.start[:1])
    assert nest(problem, one) == ()
