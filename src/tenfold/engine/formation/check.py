"""Whether a plan keeps every hard rule, from scratch, for plans made by anyone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.edges import unique_pairs
from tenfold.engine.formation.problem import Problem
from tenfold.engine.formation.score import PlanLike
from tenfold.engine.formation.week import QUARTER, SLOTS

Int = NDArray[np.int32]


class Rule(IntEnum):
    """The rules a plan can break."""

    SIZE = 1  # too few or too many people
    LANGUAGE = 2  # someone does not speak the circle's language
    HOUR = 3  # someone is not free for the whole stretch, or it is shorter than asked for
    TOGETHER = 4  # people who sit together or not at all are apart
    APART = 5  # people who must never share a circle do
    TWO_OR_NONE = 6  # someone is the only one of their kind
    SEPARATE = 7  # two codes in one circle
    PINNED = 8  # people held in one circle are apart


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: the circle (-1 where it is about people in several), and the people concerned."""

    rule: Rule
    circle: int
    people: tuple[int, ...]


def check(problem: Problem, plan: PlanLike) -> list[Violation]:
    """All hard rules a plan breaks, circle by circle; an empty list for a valid plan."""
    seated = np.flatnonzero(plan.circle >= 0)
    found = [*_sizes(problem, plan, seated), *_languages(problem, plan, seated), *_hours(problem, plan, seated)]
    for rule, groups in ((Rule.TOGETHER, problem.together), (Rule.PINNED, problem.pinned)):
        if groups is not None:
            found += _parted(rule, groups, plan.circle)
    a, b, price = unique_pairs(problem.apart)
    wrong = np.isinf(price) & (plan.circle[a] == plan.circle[b]) & (plan.circle[a] >= 0)
    found += [
        Violation(Rule.APART, int(plan.circle[i]), (int(i), int(j))) for i, j in zip(a[wrong], b[wrong], strict=True)
    ]
    for kinds in problem.two_or_none:
        found += _lonely(kinds, plan.circle)
    if problem.separate is not None:
        found += _mixed(problem.separate, plan.circle)
    return found


def _sizes(problem: Problem, plan: PlanLike, seated: NDArray[np.intp]) -> list[Violation]:
    sizes = np.bincount(plan.circle[seated], minlength=len(plan.language))
    wrong = np.flatnonzero((sizes < problem.size.min) | (sizes > problem.size.max))
    return [Violation(Rule.SIZE, int(c), tuple(np.flatnonzero(plan.circle == c).tolist())) for c in wrong]


def _languages(problem: Problem, plan: PlanLike, seated: NDArray[np.intp]) -> list[Violation]:
    language = plan.language[plan.circle[seated]]
    words = problem.languages[seated, language >> 6]
    speaks = (words >> (language & 63).astype(np.uint64)) & np.uint64(1)
    return [Violation(Rule.LANGUAGE, int(plan.circle[i]), (int(i),)) for i in seated[speaks == 0]]


def _hours(problem: Problem, plan: PlanLike, seated: NDArray[np.intp]) -> list[Violation]:
    quarters = min(-(-problem.minutes // QUARTER), SLOTS)
    start = plan.start[plan.circle[seated]].astype(np.int64)
    length = plan.length[plan.circle[seated]].astype(np.int64)
    busy = length < quarters
    for step in range(int(length.max(initial=0))):
        slot = (start + step) % SLOTS
        free = (problem.hours[seated, slot >> 6] >> (slot & 63).astype(np.uint64)) & np.uint64(1)
        busy |= (step < length) & (free == 0)
    return [Violation(Rule.HOUR, int(plan.circle[i]), (int(i),)) for i in seated[busy]]


def _parted(rule: Rule, groups: Int, circle: Int) -> list[Violation]:
    order = np.argsort(groups, kind="stable")
    order = order[groups[order] >= 0]
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    if len(starts) == 0:
        return []
    apart = np.maximum.reduceat(circle[order], starts) != np.minimum.reduceat(circle[order], starts)
    return [
        Violation(
            rule, -1, tuple(sorted(order[starts[k] :][groups[order[starts[k] :]] == groups[order[starts[k]]]].tolist()))
        )
        for k in np.flatnonzero(apart)
    ]


def _lonely(kinds: Int, circle: Int) -> list[Violation]:
    counted = np.flatnonzero((kinds >= 0) & (circle >= 0))
    _, first, many = np.unique(
        np.column_stack((circle[counted], kinds[counted])), axis=0, return_index=True, return_counts=True
    )
    return [Violation(Rule.TWO_OR_NONE, int(circle[i]), (int(i),)) for i in counted[first[many == 1]]]


def _mixed(codes: Int, circle: Int) -> list[Violation]:
    counted = np.flatnonzero((codes >= 0) & (circle >= 0))
    pairs = np.unique(np.column_stack((circle[counted], codes[counted])), axis=0)[:, 0]
    return [
        Violation(Rule.SEPARATE, int(c), tuple(counted[circle[counted] == c].tolist()))
        for c in np.unique(pairs[1:][pairs[1:] == pairs[:-1]])
    ]
