"""Nobody is left out in silence: there is a reason, and each remedy named would truly give a seat."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from tenfold.engine.formation import HARD, Pairs, Plan, Problem, Reason, Remedy, RemedyKind, Size, form
from tests.engine.formation import plain
from tests.engine.formation.wishes import problems

pytestmark = pytest.mark.slow


@settings(max_examples=40, deadline=None)
@given(problems())
def test_every_remedy_gives_a_seat_in_the_plan_as_it_stands(problem: Problem):
    plan = form(problem)
    assert [one.person for one in plan.unplaced] == np.flatnonzero(plan.circle < 0).tolist()
    for one in plan.unplaced:
        for remedy in one.remedies:
            better, circle = applied(problem, plan, one.person, remedy)
            assert one.person in circle
            assert plain.broken_rules(better, [circle]) == [], (one, remedy)


def applied(problem: Problem, plan: Plan, person: int, remedy: Remedy) -> tuple[Problem, list[int]]:
    """The problem with a remedy granted, and the circle in which the person (and those bound to them) would sit."""
    company = bound_to(problem, person)
    if remedy.kind is RemedyKind.HOUR:
        problem = with_free(problem, person, range(remedy.value, remedy.value + plain.quarters(problem)))
    elif remedy.kind is RemedyKind.LANGUAGE:
        problem = with_language(problem, person, remedy.value)
    elif remedy.kind is RemedyKind.LARGER:
        assert remedy.value == remedy.circle
        problem = replace(problem, size=replace(problem.size, max=problem.size.max + 1))
    elif remedy.kind is RemedyKind.MORE_PEOPLE:
        more, like = with_more_like(problem, person, remedy.value)
        return more, with_others_who_wait(more, plan, company + like)
    elif remedy.value in company:
        alone = np.array(problem.together)
        alone[person] = -1
        problem, company = replace(problem, together=alone), [person]
    else:
        kept = ~((problem.apart.who == person).any(axis=1) & (problem.apart.who == remedy.value).any(axis=1))
        problem = replace(problem, apart=Pairs(problem.apart.who[kept], problem.apart.value[kept]))
    return problem, np.flatnonzero(plan.circle == remedy.circle).tolist() + company


def with_others_who_wait(problem: Problem, plan: Plan, begun: list[int]) -> list[int]:
    """A circle of those given and as many others without a seat as make it large enough, if that is possible."""
    others = [p for p in np.flatnonzero(plan.circle < 0).tolist() if bound_to(problem, p) == [p] and p not in begun]
    others = [p for p in others if plain.could_meet(problem, [*begun, p])]
    for some in combinations(others, max(problem.size.min - len(begun), 0)):
        if plain.broken_rules(problem, [[*begun, *some]]) == []:
            return [*begun, *some]
    return begun


def bound_to(problem: Problem, person: int) -> list[int]:
    company, found = set(), {person}
    while found - company:
        company |= found
        for groups in (problem.together, problem.pinned):
            if groups is not None:
                found |= {q for q in range(len(problem)) for p in company if groups[p] == groups[q] >= 0}
    return sorted(company)


def with_free(problem: Problem, person: int, slots: range) -> Problem:
    hours = problem.hours.copy()
    for slot in slots:
        hours[person, slot % 672 // 64] |= np.uint64(1 << slot % 672 % 64)
    return replace(problem, hours=hours)


def with_language(problem: Problem, person: int, language: int) -> Problem:
    languages = problem.languages.copy()
    languages[person, language // 64] |= np.uint64(1 << language % 64)
    return replace(problem, languages=languages)


def with_more_like(problem: Problem, person: int, many: int) -> tuple[Problem, list[int]]:
    """The problem with more people like one: their language, hours and kinds, and no wish of their own."""
    n = len(problem)
    same, none = np.append(np.arange(n), [person] * many), np.full(many, -1, np.int32)
    more = replace(
        problem,
        languages=problem.languages[same],
        hours=problem.hours[same],
        offset=problem.offset[same],
        features=tuple(replace(f, values=f.values[same]) for f in problem.features),
        two_or_none=tuple(kinds[same] for kinds in problem.two_or_none),
        separate=None if problem.separate is None else problem.separate[same],
        together=None if problem.together is None else np.append(problem.together, none),
        pinned=None if problem.pinned is None else np.append(problem.pinned, none),
        previous=None if problem.previous is None else np.append(problem.previous, none),
    )
    return more, list(range(n, n + many))


def everyone(n: int, size: Size, **wishes) -> Problem:
    """n people who all speak one language and are always free."""
    return Problem(
        np.ones((n, 1), np.uint64), np.full((n, 11), 2**64 - 1, np.uint64), np.zeros(n, np.int16), size, **wishes
    )


def reasons(problem: Problem) -> dict[int, Reason]:
    return {one.person: one.reason for one in form(problem).unplaced}


def test_fewer_people_than_a_circle_needs_wait_for_more():
    plan = form(everyone(5, Size(8, 10, 12)))
    assert (plan.circle == -1).all()
    assert {one.reason for one in plan.unplaced} == {Reason.ALONE}
    assert {one.remedies for one in plan.unplaced} == {(Remedy(RemedyKind.MORE_PEOPLE, 3),)}


def test_nobody_at_all_is_a_plan_without_circles():
    assert form(everyone(0, Size())).unplaced == ()


def test_who_states_no_language_or_no_hour_is_told_so():
    problem = everyone(12, Size(3, 4, 6))
    problem.languages[0] = 0
    problem.hours[1] = 0
    problem.hours[2] = 0
    problem.hours[2, 0] = 0b111  # three quarter hours only
    plan = form(problem)
    assert {one.person: one.reason for one in plan.unplaced} == {
        0: Reason.NO_LANGUAGE,
        1: Reason.NO_HOURS,
        2: Reason.NO_HOURS,
    }
    assert {one.remedies[0].kind for one in plan.unplaced} == {RemedyKind.LANGUAGE, RemedyKind.HOUR}


def test_people_without_a_common_language_are_each_alone():
    problem = everyone(8, Size(2, 3, 4))
    problem.languages[:, 0] = np.uint64(1) << np.arange(8, dtype=np.uint64)
    assert set(reasons(problem).values()) == {Reason.ALONE}


@pytest.mark.parametrize("many", [5, 9])
def test_a_company_too_large_for_any_circle_is_told_so(many: int):
    together = np.array([0] * many + [-1] * 8, np.int32)
    assert reasons(everyone(many + 8, Size(2, 3, 4), together=together)) == dict.fromkeys(range(many), Reason.TOGETHER)


def test_a_company_that_is_never_free_at_once_could_sit_without_its_wish():
    problem = everyone(9, Size(3, 4, 5), together=np.array([0, 0, *[-1] * 7], np.int32))
    problem.hours[0], problem.hours[1] = 0, 0
    problem.hours[0, 0], problem.hours[1, 5] = 0xFFFF, 0xFFFF
    plan = form(problem)
    assert {one.person: one.reason for one in plan.unplaced} == {0: Reason.TOGETHER, 1: Reason.TOGETHER}


def test_a_wish_to_sit_together_and_apart_contradicts_itself():
    apart = Pairs(np.array([[0, 1]], np.int32), np.array([HARD], np.float32))
    problem = everyone(8, Size(2, 3, 4), together=np.array([0, 0, *[-1] * 6], np.int32), apart=apart)
    plan = form(problem)
    assert {one.person: one.reason for one in plan.unplaced} == {0: Reason.CONFLICT, 1: Reason.CONFLICT}
    assert all(one.remedies[0].kind is RemedyKind.APART_FROM_WISH for one in plan.unplaced)


def test_who_wishes_to_be_apart_from_one_in_every_circle_learns_from_whom():
    who = np.array([[0, other] for other in range(1, 7)], np.int32)
    problem = everyone(7, Size(2, 3, 4), apart=Pairs(who, np.full(6, HARD, np.float32)))
    assert reasons(problem) == {0: Reason.CONFLICT}


def test_the_only_one_of_a_kind_waits_for_a_second():
    kinds = np.array([0, *[-1] * 9], np.int32)
    assert reasons(everyone(10, Size(3, 4, 5), two_or_none=(kinds,))) == {0: Reason.CONFLICT}


def test_one_person_too_many_for_the_sizes_needs_a_larger_circle():
    plan = form(everyone(7, Size(3, 3, 3)))
    assert [(one.reason, one.remedies[0].kind) for one in plan.unplaced] == [(Reason.NO_ROOM, RemedyKind.LARGER)]
