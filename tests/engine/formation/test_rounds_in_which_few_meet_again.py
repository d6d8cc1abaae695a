"""The same people at changing tables: nobody meets twice where that is possible, and it is told what is possible."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.engine.formation import HARD, Pairs, Size
from tenfold.engine.formation.rotation import design, most_rounds, rotate, rotate_under
from tenfold.engine.formation.rotation.designs import repeats
from tenfold.engine.formation.rotation.seasons import part_of
from tests.engine.formation import plain
from tests.engine.formation.dispersed import dispersed


def meetings(table: np.ndarray) -> dict[tuple[int, int], int]:
    """How often each pair sits at one table, counted by hand."""
    found: dict[tuple[int, int], int] = {}
    for seats in table.T.tolist():
        for a, b in combinations(range(len(seats)), 2):
            if seats[a] == seats[b] >= 0:
                found[a, b] = found.get((a, b), 0) + 1
    return found


@pytest.mark.parametrize(
    ("tables", "size", "rounds"),
    [
        (7, 5, 7),  # a prime number of tables: as many rounds
        (7, 7, 8),  # an affine plane
        (8, 4, 9),  # the field of eight, and one round inside the ranks
        (9, 9, 10),
        (5, 3, 7),  # fifteen schoolgirls
        (9, 3, 13),
        (6, 2, 11),  # everybody with everybody
        (12, 10, 5),
        (12, 6, 12),
        (35, 5, 35),  # a product of fields
    ],
)
def test_known_rounds_have_no_repeat(tables: int, size: int, rounds: int):
    seats = design(tables, size, rounds)
    assert seats is not None
    assert seats.shape == (tables * size, rounds)
    assert all((np.bincount(column, minlength=tables) == size).all() for column in seats.T)
    assert set(meetings(seats).values()) == {1}
    assert repeats(seats) == 0


def test_more_rounds_than_can_be_are_not_promised():
    assert design(3, 3, 5) is None
    assert most_rounds(3, 3) == 4


@settings(max_examples=15, deadline=None)
@given(st.integers(4, 40), st.integers(1, 8), st.integers(1, 5), st.integers(0, 99))
def test_all_sit_at_tables_of_one_size_and_the_figures_are_right(people: int, tables: int, rounds: int, seed: int):
    tables = min(tables, people)
    there = np.random.default_rng(seed).random((people, rounds)) < 0.8
    there[:tables] = True
    rotation = rotate(people, tables, rounds, present=there, seed=seed, time_limit=0.2)
    assert ((rotation.table >= 0) == there).all()
    for r in range(rounds):
        sizes = np.bincount(rotation.table[there[:, r], r], minlength=tables)
        assert sizes.max() - sizes.min() <= 1
    counted = meetings(rotation.table)
    assert rotation.repeats == sum(times - 1 for times in counted.values())
    assert rotation.most_met == max(counted.values(), default=0)
    assert rotation.bound <= rotation.repeats + rotation.stale + 1e-6


def test_ten_people_at_twelve_tables_for_five_rounds_never_meet_twice():
    rotation = rotate(120, 12, 5)
    assert rotation.repeats == 0
    assert rotation.most_met == 1


def test_where_repeats_cannot_be_avoided_the_bound_says_so():
    rotation = rotate(9, 3, 6)
    assert rotation.repeats >= rotation.bound >= 18  # four rounds are free of repeats, then all have met
    assert rotate(9, 1, 3).repeats == rotate(9, 1, 3).bound == 72


def test_who_met_before_or_sits_apart_does_not_meet():
    dice = np.random.default_rng(3)
    met = Pairs(dice.integers(0, 49, (60, 2)).astype(np.int32), np.ones(60, np.float32))
    apart = Pairs(np.array([[0, 1], [2, 3]], np.int32), np.array([HARD, HARD], np.float32))
    rotation = rotate(49, 7, 4, met=met, apart=apart)
    assert rotation.repeats == 0
    assert rotation.stale == 0
    assert not {(0, 1), (2, 3)} & set(meetings(rotation.table))


def test_the_same_seed_gives_the_same_rounds():
    assert (rotate(30, 5, 8, seed=4).table == rotate(30, 5, 8, seed=4).table).all()


@pytest.mark.slow
def test_rounds_keep_every_rule_while_people_come_and_go():
    problem = dispersed(90, 3, size=Size(4, 5, 6))
    apart = Pairs(np.array([[0, 1], [2, 3]], np.int32), np.array([HARD, HARD], np.float32))
    together = np.full(90, -1, np.int32)
    together[[10, 11]] = 0
    always = np.full_like(problem.hours, 2**64 - 1)
    problem = replace(problem, apart=apart, together=together, hours=always)
    there = np.random.default_rng(0).random((90, 4)) < 0.8
    rotation = rotate_under(problem, 4, present=there)
    assert (rotation.table[~there] == -1).all()
    for r in range(4):
        rows = np.flatnonzero(there[:, r]).astype(np.int32)
        part = part_of(problem, rows)
        tables = range(int(rotation.table[:, r].max()) + 1)
        assert plain.broken_rules(part, [np.flatnonzero(rotation.table[rows, r] == t).tolist() for t in tables]) == []
    assert rotation.repeats <= 0.1 * sum(meetings(rotation.table).values())
