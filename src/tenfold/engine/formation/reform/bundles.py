"""Which consents of a change hold only together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenfold.engine.formation.problem import NOBODY

from .case import Case, Renewal


@dataclass(frozen=True, slots=True)
class Bundle:
    """People whose yes takes effect together, once ``needed`` of them have said it.

    hours   the circles whose hour changes with it
    people  those who would move, or stay at another hour
    """

    hours: tuple[int, ...]
    people: tuple[int, ...]
    needed: int


def bundles(case: Case, renewal: Renewal) -> list[Bundle]:
    """The bundles of a change; who is in none of them moves by their own yes alone.

    - Another hour takes the yes of everybody present, of those who would come to it, and of those who would go.
    - A circle that everybody leaves is left by all together.
    - A new circle begins once as many have said yes as the smallest ten has people.

    What shares a person is one bundle, and then takes the yes of all, unless it is new circles only.
    """
    seat, circle = case.seat, renewal.circle
    present = ~case.paused & (seat != NOBODY)
    groups: list[tuple[set[int], tuple[int, ...], int | None]] = []
    for c in range(len(case)):
        here = np.flatnonzero(present & (seat == c))
        if c in renewal.rehoured:
            come = np.flatnonzero((circle == c) & (seat != c))
            groups.append(({*here.tolist(), *come.tolist()}, (c,), None))
        elif len(here) > 1 and not (circle[here] == c).any():
            groups.append((set(here.tolist()), (), None))
    new = range(len(case), len(renewal.language))
    groups += [(set(np.flatnonzero(circle == c).tolist()), (), case.problem.size.min) for c in new]
    return [_bundle(group) for group in _merged(groups)]


Group = tuple[set[int], tuple[int, ...], int | None]


def _merged(groups: list[Group]) -> list[Group]:
    merged: list[Group] = []
    for people, hours, needed in groups:
        apart = [one for one in merged if not one[0] & people]
        sharing = [one for one in merged if one[0] & people]
        for other, more, _ in sharing:
            people, hours, needed = people | other, (*more, *hours), None
        merged = [*apart, (people, hours, needed)]
    return merged


def _bundle(group: Group) -> Bundle:
    people, hours, needed = group
    return Bundle(tuple(sorted(hours)), tuple(sorted(people)), min(needed or len(people), len(people)))
