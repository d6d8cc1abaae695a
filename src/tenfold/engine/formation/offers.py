"""Whom to offer the open chairs of circles that exist: at most one chair for each person who waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.edges import unique_pairs
from tenfold.engine.formation.people import scaled_features
from tenfold.engine.formation.problem import NOBODY, Problem
from tenfold.engine.formation.week import QUARTER, SLOTS, startable

Int = NDArray[np.int32]
Mask = NDArray[np.bool_]

_ALIKE = 0.1
"""Gains that differ by less than this are held to be equal: then who has waited longest comes first."""

_MOST = 500
"""So many of those who fit, the longest waiting ones, are compared for one chair."""


@dataclass(frozen=True, slots=True)
class Doors:
    """c circles with open chairs; people are those of the problem.

    inside    for each circle the people who sit there or are asked already, so that the next one adds to them
    chairs    int32 (c,): how many more people it may be offered to now
    language  int32 (c,): number of its language (``NOBODY`` if none of the people speaks it)
    start     int32 (c,): UTC slot of its hour; ``minutes`` int32 (c,): how long it is
    urgent    bool (c,): it has too few people to begin, and comes first
    closed    for each circle those it is not offered to, whatever fits (who said no to it, who left it)
    """

    inside: Sequence[Sequence[int]]
    chairs: Int
    language: Int
    start: Int
    minutes: Int
    urgent: Mask
    closed: Sequence[Sequence[int]]


def fill(problem: Problem, doors: Doors, *, waiting: Int, waited: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Pairs (circle, person) for the open chairs; every hard rule of the problem holds for each of them.

    Circles that are ``urgent`` are served first, then those which fewest people fit. Of those who fit, the one who
    differs most from the people inside is asked, and among such as differ about equally who has waited longest.

    :param waiting: int32 (w,), the people who wait
    :param waited: float (w,), for how long, in any unit
    """
    rules = _rules(problem, waiting)
    fitting = [_fitting(problem, rules, doors, circle) for circle in range(len(doors.chairs))]
    traits, shares, nominal = scaled_features(problem.features, len(problem))
    order = sorted(range(len(fitting)), key=lambda circle: (not doors.urgent[circle], len(fitting[circle]), circle))
    taken = np.zeros(len(waiting), np.bool_)
    found = []
    for circle in order:
        inside = list(doors.inside[circle])
        for _chair in range(int(doors.chairs[circle])):
            open_to = fitting[circle][~taken[fitting[circle]]]
            open_to = open_to[np.argsort(-waited[open_to], kind="stable")][:_MOST]
            gain = _difference(traits, shares, nominal, waiting[open_to], inside)
            best = open_to[np.argsort(-np.floor(gain / _ALIKE), kind="stable")].tolist()
            place = next((one for one in best if _bearable(problem, rules, int(waiting[one]), inside)), NOBODY)
            if place == NOBODY:
                break
            taken[place] = True
            inside.append(int(waiting[place]))
            found.append((circle, int(waiting[place])))
    return found


@dataclass(frozen=True, slots=True)
class _Rules:
    """What does not depend on a circle. ``starts`` (w, 11) by length of meeting; ``never`` and ``bound``: those whom
    each person must not, or must, sit with."""

    waiting: Int
    starts: dict[int, NDArray[np.uint64]]
    never: dict[int, set[int]]
    bound: dict[int, set[int]]


def _rules(problem: Problem, waiting: Int) -> _Rules:
    never: dict[int, set[int]] = {}
    low, high, price = unique_pairs(problem.apart)
    for one, other in zip(low[np.isinf(price)].tolist(), high[np.isinf(price)].tolist(), strict=True):
        never.setdefault(one, set()).add(other)
        never.setdefault(other, set()).add(one)
    bound: dict[int, set[int]] = {}
    for groups in (problem.together, problem.pinned):
        if groups is None:
            continue
        members: dict[int, set[int]] = {}
        for person, group in enumerate(groups.tolist()):
            if group != NOBODY:
                members.setdefault(group, set()).add(person)
        for group_members in members.values():
            for person in group_members:
                bound.setdefault(person, set()).update(group_members - {person})
    return _Rules(waiting, {}, never, bound)


def _starts(problem: Problem, rules: _Rules, minutes: int) -> NDArray[np.uint64]:
    if minutes not in rules.starts:
        hours = np.ascontiguousarray(problem.hours[rules.waiting])
        rules.starts[minutes] = startable(hours, min(-(-minutes // QUARTER), SLOTS))
    return rules.starts[minutes]


def _fitting(problem: Problem, rules: _Rules, doors: Doors, circle: int) -> NDArray[np.intp]:
    """Places in ``waiting`` of those who speak the circle's language, are free for its whole hour, and whom nothing
    they or others asked for keeps from it."""
    language, start = int(doors.language[circle]), int(doors.start[circle])
    if language == NOBODY or doors.chairs[circle] <= 0:
        return np.empty(0, np.intp)
    speaks = _bit(problem.languages[rules.waiting], language)
    free = _bit(_starts(problem, rules, int(doors.minutes[circle])), start)
    return np.flatnonzero(speaks & free & ~np.isin(rules.waiting, list(doors.closed[circle])))


def _bit(words: NDArray[np.uint64], number: int) -> Mask:
    found: Mask = (words[:, number >> 6] >> np.uint64(number & 63)) & np.uint64(1) == 1
    return found


def _bearable(problem: Problem, rules: _Rules, person: int, inside: Sequence[int]) -> bool:
    """Whether the rules let one more person join those inside: apart, together, separate, two or none."""
    if rules.never.get(person, set()) & set(inside) or rules.bound.get(person, set()) - set(inside):
        return False
    if problem.separate is not None:
        codes = {int(problem.separate[one]) for one in (*inside, person)} - {NOBODY}
        if len(codes) > 1:
            return False
    for kinds in problem.two_or_none:
        kind = int(kinds[person])
        if kind != NOBODY and not any(int(kinds[one]) == kind for one in inside):
            return False
    return True


def _difference(
    traits: NDArray[np.float32], shares: NDArray[np.float64], nominal: int, people: Int, inside: Sequence[int]
) -> NDArray[np.float64]:
    """How much each of some people differs from those inside on average, 0 to 1, as the objective weighs it."""
    if not len(inside):
        return np.zeros(len(people))
    steps = np.nan_to_num((traits[people][:, None, :] - traits[list(inside)][None, :, :]).astype(np.float64) ** 2)
    steps[:, :, :nominal] = steps[:, :, :nominal] > 0
    found: NDArray[np.float64] = (steps @ shares).mean(axis=1)
    return found
