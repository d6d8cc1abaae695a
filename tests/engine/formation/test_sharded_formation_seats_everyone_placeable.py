"""Many people are formed shard by shard: every rule is kept, and whoever could sit anywhere has a seat."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tenfold.engine.formation import Pairs, Size, check, evaluate, form
from tenfold.engine.formation.sharded import choices_of, crowd_of, form_crowd, form_sharded
from tenfold.engine.formation.sharded.crowd import utc_hours
from tenfold.engine.formation.sharded.quality import score_of
from tenfold.engine.hours import pack, shifted, unpack

from .crowds import dispersion
from .plain import free_from, speaks


@pytest.fixture(scope="module")
def nest():
    problem = dispersion(6000)
    crowd, rules = crowd_of(problem)
    return form_crowd(crowd, rules, people=3000, workers=1)


def test_every_rule_is_kept(nest):
    assert check(dispersion(6000), nest) == []


def test_nearly_everyone_placeable_sits_and_nobody_else_could(nest):
    placeable = nest.company >= 8
    assert (nest.circle[~placeable] == -1).all()
    assert (nest.circle[placeable] >= 0).mean() > 0.995


def test_the_bound_is_what_counting_one_by_one_gives():
    problem = dispersion(150)
    crowd, rules = crowd_of(problem)
    company = choices_of(crowd, rules).company
    free = unpack(problem.hours)
    starts = np.logical_and.reduce([np.roll(free, -step, axis=1) for step in range(4)])
    tongues = [[speaks(problem, person, language) for language in range(128)] for person in range(len(problem))]
    cells = np.einsum("pl,ps->ls", np.array(tongues, int), starts.astype(int))
    for person in range(len(problem)):
        own = cells[np.ix_(np.flatnonzero(tongues[person]), np.flatnonzero(starts[person]))]
        assert company[person] == own.max(initial=0)


def test_circles_are_more_diverse_than_one_search_over_all_finds(nest):
    problem = dispersion(1500)
    sharded = evaluate(problem, form_sharded(problem, workers=1))
    assert sharded.total > form(problem).score.total
    assert evaluate(dispersion(6000), nest).difference > 0.55


def test_slices_cost_little():
    problem = dispersion(6000)
    crowd, rules = crowd_of(problem)
    whole = evaluate(problem, form_crowd(crowd, rules, people=6000, workers=1))
    cut = evaluate(problem, form_crowd(crowd, rules, people=3000, workers=1))
    assert cut.total > 0.98 * whole.total


def test_the_nest_has_one_top_and_delegates_who_can_come(nest):
    problem, children = dispersion(6000), nest.circle
    assert len(nest.levels[-1].language) == 1
    for level in nest.levels:
        assert (level.parent >= 0).all()
        counts = np.bincount(level.parent)
        assert counts.min() >= 2
        assert counts.max() <= 12
        assert (children[level.delegate] == np.arange(len(level.parent))).all()
        for child, person in enumerate(level.delegate.tolist()):
            parent = level.parent[child]
            assert speaks(problem, person, int(level.language[parent]))
            length = int(level.length[parent])
            assert free_from(problem, [person], int(level.start[parent]), length) >= length >= 4
        above = np.full(len(problem), -1)
        above[level.delegate] = level.parent
        children = above


def test_sizes_are_kept_whatever_they_are():
    problem = replace(dispersion(1500), size=Size(3, 4, 5))
    nest = form_sharded(problem, workers=1)
    assert check(problem, nest) == []
    assert evaluate(problem, nest).size > 0.8


def test_the_order_of_the_rows_changes_nothing():
    problem = dispersion(3000)
    crowd, rules = crowd_of(problem)
    order = np.random.default_rng(3).permutation(3000)
    first = form_crowd(crowd, rules, people=1000, workers=1)
    again = form_crowd(crowd.take(order), rules, people=1000, workers=1)
    assert (again.circle == first.circle[order]).mean() > 0.999  # but for twins in every answer


def test_people_without_words_or_hours_are_left_out():
    problem = dispersion(1500)
    languages, hours = problem.languages.copy(), problem.hours.copy()
    languages[3], hours[5] = 0, 0
    nest = form_sharded(replace(problem, languages=languages, hours=hours), workers=1)
    assert nest.circle[3] == nest.circle[5] == -1
    assert nest.company[3] == nest.company[5] == 0


def test_a_handful_of_people_have_no_circle_yet():
    nest = form_sharded(dispersion(5), workers=1)
    assert (nest.circle == -1).all()
    assert nest.levels == ()


def test_what_only_one_search_can_weigh_is_refused():
    wish = Pairs(np.array([[0, 1]], np.int32), np.array([1], np.float32))
    with pytest.raises(ValueError, match="does not weigh apart"):
        form_sharded(replace(dispersion(150), apart=wish))


def test_weeks_come_to_utc_as_the_house_brings_them():
    problem = dispersion(150)
    assert (utc_hours(problem.hours, problem.offset) == pack(shifted(unpack(problem.hours), problem.offset))).all()


def test_quality_is_measured_as_for_any_plan(nest):
    crowd, rules = crowd_of(dispersion(6000))
    ours, theirs = score_of(crowd, rules, nest), evaluate(dispersion(6000), nest)
    for term in ("total", "difference", "civil", "length", "size", "unmet"):
        assert getattr(ours, term) == pytest.approx(getattr(theirs, term), abs=1e-5)
    assert ours.difference_bound == pytest.approx(theirs.difference_bound, abs=1e-3)
