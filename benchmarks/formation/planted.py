"""Instances whose solution is known to exist: circles are planted first, then people are made who just fit them.

Every wish and every rule of :class:`~tenfold.engine.formation.Problem` occurs. Nothing of the plan can be read off:
people come in random order, each is free at ``decoys`` other weekly hours as well, speaks other languages, and sat in
other circles before. ``exact`` circles leave no seat over: one person in the wrong cell, and others stay without.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation import HARD, NOBODY, Feature, Pairs, Plan, Problem, Score, Size, Weights, evaluate

Int = NDArray[np.int32]

QUARTERS = 4
CLOCKS = np.array([-480, -300, -180, 0, 60, 120, 180, 330, 600], np.int16)
KINDS = 6


@dataclass(frozen=True)
class Planted:
    """A problem, and a plan that seats everyone by all of its rules."""

    problem: Problem
    plan: Plan


@dataclass(frozen=True)
class Recipe:
    """How an instance is made.

    exact     all circles hold exactly ten, else between 8 and 12
    decoys    other hours at which each person is free
    tongues   languages in all; ``second`` is the share of people who speak another one as well
    hours     weekly hours in all; those of circles and decoys are drawn from them
    various   planted circles hold people as different as can be, else whoever comes
    """

    exact: bool = True
    decoys: int = 2
    tongues: int = 6
    second: float = 0.3
    hours: int = 168
    various: bool = False


def planted(people: int, recipe: Recipe = Recipe(), seed: int = 0) -> Planted:
    """An instance of so many people (a multiple of ten) and the plan that was planted."""
    dice = np.random.default_rng((seed, people))
    sizes = _sizes(people, recipe, dice)
    circle = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    language = np.sort(dice.choice(recipe.tongues, len(sizes), p=_falling(recipe.tongues))).astype(np.int32)
    pool = np.sort(dice.choice(168, recipe.hours, replace=False)) * QUARTERS
    start = dice.choice(pool, len(sizes)).astype(np.int16)
    shuffled = dice.permutation(people).astype(np.int32)  # person shuffled[i] is the i-th of the planted order
    ordered = _people(recipe, dice, circle, language, start, pool)
    problem = _in_order(ordered, shuffled)
    seat = np.empty(people, np.int32)
    seat[shuffled] = circle
    length = np.full(len(sizes), QUARTERS, np.int16)
    plan = Plan(seat, language, start, length, (), Score(*np.zeros(8).tolist()), seed)
    return Planted(problem, Plan(seat, language, start, length, (), evaluate(problem, plan), seed))


def _sizes(people: int, recipe: Recipe, dice: np.random.Generator) -> NDArray[np.intp]:
    sizes = np.full(people // 10, 10, np.intp)
    if not recipe.exact:  # one gives, another takes
        for one, other in dice.permutation(len(sizes))[: len(sizes) // 2 * 2].reshape(-1, 2):
            moved = dice.integers(0, 3)
            sizes[one] -= moved
            sizes[other] += moved
    return sizes


def _falling(kinds: int) -> NDArray[np.float64]:
    shares = 1 / np.arange(1, kinds + 1)
    return shares / shares.sum()


def _people(
    recipe: Recipe,
    dice: np.random.Generator,
    circle: Int,
    language: Int,
    start: NDArray[np.int16],
    pool: NDArray[np.int64],
) -> Problem:
    """The people in the order of their planted circles."""
    n, circles = len(circle), len(language)
    spoken = np.uint64(1) << language[circle].astype(np.uint64)
    other = np.uint64(1) << dice.integers(0, recipe.tongues, n).astype(np.uint64)
    spoken |= np.where(dice.random(n) < recipe.second, other, np.uint64(0))
    code = np.where(dice.random(circles) < 0.5, dice.integers(0, 3, circles), NOBODY)[circle]
    return Problem(
        languages=spoken[:, None],
        hours=_hours(start[circle].astype(np.int64), dice.choice(pool, (n, recipe.decoys))),
        offset=dice.choice(CLOCKS, n),
        size=Size(10, 10, 10) if recipe.exact else Size(),
        minutes=15 * QUARTERS,
        features=_features(recipe, dice, circle),
        together=_bound(dice, circle, 0.4, 3),
        pinned=_bound(dice, circle, 0.05, 2),
        apart=_apart(dice, circle, language, start),
        ties=Pairs(_pairs(dice, circle, n // 4), dice.random(n // 4).astype(np.float32)),
        met=_met(dice, circle),
        two_or_none=(_kinds(dice, circle),),
        separate=np.where(dice.random(n) < 0.3, NOBODY, code).astype(np.int32),
        previous=_previous(dice, circle),
        weights=Weights(kept=0.1),
    )


def _hours(own: NDArray[np.int64], decoys: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Weeks in which exactly the given hours are free."""
    begins = np.column_stack((own, decoys))
    weeks = np.zeros((len(own), 11), np.uint64)
    who = np.arange(len(own))
    for column in begins.T:
        for step in range(QUARTERS):
            slot = (column + step) % 672
            weeks[who, slot >> 6] |= np.uint64(1) << (slot & 63).astype(np.uint64)
    return weeks


def _features(recipe: Recipe, dice: np.random.Generator, circle: Int) -> tuple[Feature, ...]:
    n = len(circle)
    place = np.arange(n) if recipe.various else dice.permutation(n)  # who sits side by side differs, or may not
    origin = np.where(dice.random(n) < 0.05, NOBODY, place % 12)
    age = (15 + 7 * (place % 10) + dice.normal(0, 1, n)).astype(np.float32)
    age[dice.random(n) < 0.05] = np.nan
    return (
        Feature("origin", "nominal", origin.astype(np.int32), 2.0),
        Feature("age", "numeric", age, 1.0),
        Feature("gift", "nominal", dice.integers(0, 20, n).astype(np.int32), 0.5),
    )


def _firsts(circle: Int) -> NDArray[np.intp]:
    return np.flatnonzero(np.diff(circle, prepend=-1))


def _bound(dice: np.random.Generator, circle: Int, share: float, most: int) -> Int:
    """In a share of the circles two people, or up to ``most``, who belong together."""
    bound = np.full(len(circle), NOBODY, np.int32)
    sizes = np.bincount(circle)
    for number, first in enumerate(_firsts(circle)):
        if dice.random() < share:
            bound[first + dice.permutation(sizes[number])[: dice.integers(2, most + 1)]] = number
    return bound


def _kinds(dice: np.random.Generator, circle: Int) -> Int:
    """A kind that two or three of each second circle hold, and the rest do not."""
    kinds = np.full(len(circle), NOBODY, np.int32)
    sizes = np.bincount(circle)
    for number, first in enumerate(_firsts(circle)):
        if dice.random() < 0.5:
            kinds[first + dice.permutation(sizes[number])[: dice.integers(2, 4)]] = dice.integers(0, KINDS)
    return kinds


def _pairs(dice: np.random.Generator, circle: Int, many: int) -> Int:
    """Pairs of people, half of them from one circle."""
    one = dice.integers(0, len(circle), many)
    near = np.clip(one + dice.integers(1, 5, many) * dice.choice([-1, 1], many), 0, len(circle) - 1)
    return np.column_stack((one, np.where(dice.random(many) < 0.5, near, dice.integers(0, len(circle), many)))).astype(
        np.int32
    )


def _strangers(circle: Int, pairs: Int) -> Int:
    return pairs[circle[pairs[:, 0]] != circle[pairs[:, 1]]]


def _met(dice: np.random.Generator, circle: Int) -> Pairs:
    """People who have met, none of them of one planted circle."""
    pairs = _strangers(circle, dice.integers(0, len(circle), (len(circle), 2)).astype(np.int32))
    return Pairs(pairs, dice.random(len(pairs)).astype(np.float32))


def _apart(dice: np.random.Generator, circle: Int, language: Int, start: NDArray[np.int16]) -> Pairs:
    """People who must sit apart, or would rather: half of them could meet at one hour."""
    n = len(circle)
    cell = (language[circle].astype(np.int64) * 1024 + start[circle])[:n]
    order = np.lexsort((dice.random(n), cell)).astype(np.int32)
    near = np.column_stack((order[:-1], order[1:]))[dice.random(n - 1) < 0.15]
    far = dice.integers(0, n, (n // 10, 2)).astype(np.int32)
    pairs = _strangers(circle, np.concatenate((near, far)))
    price = np.where(dice.random(len(pairs)) < 0.5, HARD, dice.choice([0.2, 0.5, 1.0], len(pairs)))
    return Pairs(pairs, price.astype(np.float32))


def _previous(dice: np.random.Generator, circle: Int) -> Int:
    """Former circles: a third of the people sat where they are planted, a third anywhere, a third nowhere."""
    n = len(circle)
    lot = dice.random(n)
    anywhere = dice.integers(0, circle.max() + 1, n)
    return np.where(lot < 1 / 3, circle, np.where(lot < 2 / 3, anywhere, NOBODY)).astype(np.int32)


def _in_order(problem: Problem, place: Int) -> Problem:
    """The same people in other rows: who was i is now ``place[i]``."""
    back = np.argsort(place)

    def pairs(some: Pairs) -> Pairs:
        return Pairs(place[some.who], some.value)

    def rows(values: NDArray[np.int32] | None) -> NDArray[np.int32] | None:
        return None if values is None else values[back]

    return Problem(
        languages=problem.languages[back],
        hours=problem.hours[back],
        offset=problem.offset[back],
        size=problem.size,
        minutes=problem.minutes,
        features=tuple(Feature(f.name, f.kind, f.values[back], f.weight) for f in problem.features),
        together=rows(problem.together),
        apart=pairs(problem.apart),
        ties=pairs(problem.ties),
        met=pairs(problem.met),
        two_or_none=tuple(kinds[back] for kinds in problem.two_or_none),
        separate=rows(problem.separate),
        pinned=rows(problem.pinned),
        previous=rows(problem.previous),
        weights=problem.weights,
    )
