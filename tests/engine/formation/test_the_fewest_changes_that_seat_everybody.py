"""A steward learns what it would take, at least, to give everybody a seat; held to trying all ways for a few people."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings

from tenfold.engine.formation import HARD, ChangeKind, Pairs, Plan, Problem, Size, fewest_changes, form
from tests.engine.formation import plain
from tests.engine.formation.wishes import problems

pytestmark = pytest.mark.slow


@settings(max_examples=30, deadline=None)
@given(problems(most=14, sizes=(Size(2, 3, 4), Size(3, 4, 6))))
def test_no_other_way_needs_fewer_changes(problem: Problem):
    plan = form(problem)
    missing = np.flatnonzero(plan.circle < 0).tolist()
    assume(0 < len(missing) <= 5)
    everyone = fewest_changes(problem, plan)
    fewest = fewest_by_trying(problem, plan, missing)
    if fewest is None:
        assert everyone.hopeless
    else:
        assert everyone.hopeless == ()
        assert len(everyone.changes) == fewest == everyone.bound


@settings(max_examples=30, deadline=None)
@given(problems(most=30))
def test_with_these_changes_all_rules_hold(problem: Problem):
    plan = form(problem)
    everyone = fewest_changes(problem, plan, time_limit=2)
    assert everyone.bound <= len(everyone.changes)
    assert set(np.flatnonzero(everyone.circle < 0).tolist()) == set(everyone.hopeless)
    seated = plan.circle >= 0
    assert (everyone.circle[seated] == plan.circle[seated]).all()
    assert counted_again(problem, plan, everyone.circle, everyone.language, everyone.start) == len(everyone.changes)


def counted_again(problem: Problem, plan: Plan, circle, language, start) -> int:
    """What is lacking in a plan in which nobody who had a seat has moved."""
    changes = wishes_given_up(problem, plan, circle)
    for number in range(len(language)):
        members = np.flatnonzero(circle == number).tolist()
        come = [p for p in members if plan.circle[p] < 0]
        changes += sum(not plain.speaks(problem, p, int(language[number])) for p in come)
        changes += sum(not free(problem, p, int(start[number])) for p in come)
        changes += max(len(members) - max(problem.size.max, len(members) - len(come)), 0)
        changes += max(problem.size.min - len(members), 0)
        assert lawful(problem, members)
    return changes


def free(problem: Problem, person: int, start: int) -> bool:
    return plain.free_from(problem, [person], start, plain.quarters(problem)) == plain.quarters(problem)


def lawful(problem: Problem, members: list[int]) -> bool:
    """Whether separation and two or none, which nobody can give up, let these people sit in one circle."""
    codes = set() if problem.separate is None else {int(problem.separate[p]) for p in members} - {-1}
    held = [[int(kinds[p]) for p in members if kinds[p] >= 0] for kinds in problem.two_or_none]
    return len(codes) < 2 and all(column.count(kind) > 1 for column in held for kind in column)


def wishes_given_up(problem: Problem, plan: Plan, circle) -> int:
    """Pairs who sit together against a wish, and people who sit elsewhere than their company."""
    given_up = 0
    never = {
        tuple(sorted(pair))
        for pair, price in zip(problem.apart.who.tolist(), problem.apart.value.tolist(), strict=True)
        if price == HARD and pair[0] != pair[1]
    }
    given_up += sum(circle[a] == circle[b] >= 0 for a, b in never)
    for company in companies(problem, np.flatnonzero((plan.circle < 0) & (circle >= 0)).tolist()):
        sits = [int(circle[p]) for p in company]
        given_up += len(sits) - max(sits.count(one) for one in sits)
    return given_up


def companies(problem: Problem, people: list[int]) -> list[list[int]]:
    left, found = set(people), []
    while left:
        company, more = set(), {left.pop()}
        while more - company:
            company |= more
            for groups in (problem.together, problem.pinned):
                if groups is not None:
                    more |= {q for q in people for p in company if groups[p] == groups[q] >= 0}
        left -= company
        found.append(sorted(company))
    return found


def fewest_by_trying(problem: Problem, plan: Plan, missing: list[int]) -> int | None:
    """Every way to send those without a seat to circles or into new ones."""
    seated = plan.circle.copy()
    old = len(plan.language)
    best: int | None = None
    for choice in product(range(old + len(missing)), repeat=len(missing)):
        new = [c for c in choice if c >= old]
        if any(c > max([old - 1, *new[:k]]) + 1 for k, c in enumerate(new)):  # the same with other numbers
            continue
        seated[missing] = choice
        changes = _cost_of(problem, plan, seated, old, set(choice))
        if changes is not None and (best is None or changes < best):
            best = changes
    return best


def _cost_of(problem: Problem, plan: Plan, seated, old: int, visited: set[int]) -> int | None:
    changes = wishes_given_up(problem, plan, seated)
    pinned = problem.pinned
    if pinned is not None:
        for a, b in combinations(np.flatnonzero((pinned >= 0) & (seated >= 0)).tolist(), 2):
            if pinned[a] == pinned[b] and seated[a] != seated[b]:
                return None
    for number in visited:
        members = np.flatnonzero(seated == number).tolist()
        come = [p for p in members if plan.circle[p] < 0]
        if not lawful(problem, members):
            return None
        changes += max(len(members) - max(problem.size.max, len(members) - len(come)), 0)
        changes += max(problem.size.min - len(members), 0)
        cells = [(int(plan.language[number]), int(plan.start[number]))] if number < old else None
        changes += _own(problem, come, cells)
    return changes


def _own(problem: Problem, come: list[int], cells: list[tuple[int, int]] | None) -> int:
    """Languages and hours that people lack at the best of some cells, or of all."""
    if cells is None:
        languages = min(sum(not plain.speaks(problem, p, k) for p in come) for k in range(128))
        return languages + min(sum(not free(problem, p, s) for p in come) for s in range(672))
    return min(sum((not plain.speaks(problem, p, k)) + (not free(problem, p, s)) for p in come) for k, s in cells)


def test_one_more_person_makes_a_circle_of_those_who_wait():
    problem = Problem(
        np.ones((3, 1), np.uint64), np.full((3, 11), 2**64 - 1, np.uint64), np.zeros(3, np.int16), Size(4, 4, 4)
    )
    everyone = fewest_changes(problem, form(problem))
    assert [change.kind for change in everyone.changes] == [ChangeKind.PERSON]
    assert everyone.fewest


def test_who_must_be_apart_from_all_gives_up_one_wish():
    apart = Pairs(np.array([[0, k] for k in range(1, 7)], np.int32), np.full(6, HARD, np.float32))
    problem = Problem(
        np.ones((7, 1), np.uint64),
        np.full((7, 11), 2**64 - 1, np.uint64),
        np.zeros(7, np.int16),
        Size(2, 3, 4),
        apart=apart,
    )
    everyone = fewest_changes(problem, form(problem))
    assert everyone.fewest
    assert len(everyone.changes) <= 2
