"""A re-forming disturbs as few as can be, breaks nothing, and finds what trying everything finds."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tenfold.engine.formation.reform import Case, Renewal, repair
from tests.engine.formation.small_cases import Plain, as_it_is, cases, everything


def judged(case: Case, renewal: Renewal) -> Plain:
    times = list(zip(renewal.language.tolist(), renewal.start.tolist(), strict=True))
    parted = int(renewal.parted[len(case)]) if len(renewal.parted) > len(case) else -1
    return Plain(case, renewal.circle.tolist(), [*times, (0, 0)], parted)


@settings(max_examples=60)
@given(case=cases())
def test_what_is_found_is_proper_and_its_figures_are_true(case: Case) -> None:
    renewal = repair(case)
    found, start = judged(case, renewal), as_it_is(case)
    assume(len(renewal.language) <= len(case) + 1)
    assert found.is_proper()
    assert renewal.before == start.wrong()
    assert renewal.after == found.wrong() <= renewal.before
    assert renewal.disturbed == found.disturbed()
    assert found.cost() <= start.cost()
    assert set(renewal.moved) == {p for p, s in enumerate(found.seat) if s >= 0 and found.circle[p] != s}


@settings(max_examples=40)
@given(data=st.data(), kept=st.sampled_from([0.0, 1.0, 5.0]))
def test_nothing_is_better_by_trying_everything(data: Any, kept: float) -> None:
    case = data.draw(cases(most=5, kept=kept))
    renewal = repair(case)
    assume(renewal.exact and len(renewal.language) <= len(case) + 1)
    best = min((change.cost() for change in everything(case)), default=as_it_is(case).cost())
    assert judged(case, renewal).cost() <= best


@settings(max_examples=60)
@given(case=cases(most=6))
def test_the_search_is_as_good_as_its_own_figures(case: Case) -> None:
    """Without the search of everything the change is still proper, and never worse than doing nothing."""
    renewal = repair(case, nodes=1)
    assume(len(renewal.language) <= len(case) + 1)
    found = judged(case, renewal)
    assert found.is_proper()
    assert found.cost() <= as_it_is(case).cost()


@settings(max_examples=60)
@given(case=cases())
def test_who_sits_well_is_asked_for_nothing(case: Case) -> None:
    renewal, start = repair(case), as_it_is(case)
    calm = [c for c in range(len(case)) if not start.is_concerned(c)]
    for person, seat in enumerate(case.seat.tolist()):
        if seat in calm:
            assert renewal.circle[person] == seat
    assert not set(calm) & set(renewal.rehoured)


@settings(max_examples=40)
@given(case=cases())
def test_the_same_case_gets_the_same_change(case: Case) -> None:
    first, second = repair(case), repair(case)
    assert np.array_equal(first.circle, second.circle)
    assert np.array_equal(first.start, second.start)
    assert first.moved == second.moved


@settings(max_examples=60)
@given(case=cases(kept=20.0))
def test_no_step_of_it_can_be_left_out(case: Case) -> None:
    """With a high price on every seat, each move is needed: without it more is wrong."""
    renewal = repair(case)
    assume(len(renewal.language) <= len(case) + 1)
    found = judged(case, renewal)
    for person in renewal.moved:
        if case.asks[person]:
            continue
        without = judged(case, renewal)
        without.circle[person] = int(case.seat[person])
        assert without.wrong() > found.wrong() or not without.is_proper()


@settings(max_examples=60, deadline=None)
@given(cases())
def test_another_hour_is_proposed_only_where_somebody_present_would_meet(case: Case) -> None:
    for nodes in (0, 20_000):
        found = repair(case, nodes=nodes)
        there = {int(circle) for person, circle in enumerate(found.circle) if not case.paused[person]}
        assert set(found.rehoured) <= there
