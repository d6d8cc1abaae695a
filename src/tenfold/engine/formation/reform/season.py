"""A season: whoever wishes to meet new people changes places with somebody of another circle who wishes it too.

Those who did not ask for it keep their circle, and every circle keeps its size, whatever part of the season people
agree to: each exchange stands for itself, and takes the yes of those who would change places and of nobody else.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.validate import validate

from .case import Case
from .table import Table

Bool = NDArray[np.bool_]

NEAR = 400
"""For those who go together so many companies of people who could come in return are compared at most."""

LEAST_GAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Exchange:
    """People who change places: those of ``one`` circle go to the ``other``, and as many come back."""

    one: int
    other: int
    go: tuple[int, ...]
    come: tuple[int, ...]

    @property
    def people(self) -> tuple[int, ...]:
        return (*self.go, *self.come)


def season(case: Case, wishes: Bool) -> list[Exchange]:
    """Exchanges among those who wish to meet new people, the best first; each person is in one at most.

    What counts is what counts in every formation: who has not met (``problem.met``), who differs. People whom
    ``problem.together`` joins, and who sit in one circle, go together or stay; with one who stays, both do. Everybody
    can come where they go; nobody goes where a rule forbids it, and no circle that was whole is broken.

    :param wishes: bool (n,): who wishes it; whoever is paused stays
    :raises ValueError: if the arrays of the problem do not match.
    """
    validate(case.problem)
    table = Table(case)
    queue = [
        (-gain, place, one)
        for place, one in enumerate(_possible(table, _units(case, wishes)))
        if (gain := _gain(table, one)) > LEAST_GAIN
    ]
    heapq.heapify(queue)
    found: list[Exchange] = []
    taken: set[int] = set()
    while queue:
        promised, place, one = heapq.heappop(queue)
        gain = 0.0 if taken & set(one.people) else _gain(table, one)
        if gain <= LEAST_GAIN:
            continue
        if gain < -promised - LEAST_GAIN:  # other exchanges changed its worth: it waits for its turn again
            heapq.heappush(queue, (-gain, place, one))
            continue
        _carry_out(table, one)
        found.append(one)
        taken |= set(one.people)
    return found


def _units(case: Case, wishes: Bool) -> list[tuple[int, ...]]:
    """Those who wish it, alone or with those with whom they go; as a list of people of one circle each."""
    together = case.problem.together
    seat = case.seat.tolist()
    bound: dict[tuple[int, int], list[int]] = {}
    for person, circle in enumerate(seat):
        if circle != NOBODY:
            group = int(together[person]) if together is not None else -1
            bound.setdefault((circle, group) if group >= 0 else (circle, -2 - person), []).append(person)
    free = wishes & ~case.paused
    return [tuple(unit) for unit in bound.values() if all(free[p] for p in unit)]


def _possible(table: Table, units: Sequence[tuple[int, ...]]) -> Iterator[Exchange]:
    """All exchanges in which everybody could come where they go."""
    singles: list[list[int]] = [[] for _ in range(table.old)]
    for unit in units:
        if len(unit) == 1:
            singles[table.circle[unit[0]]].append(unit[0])
    for unit in units:
        one = table.circle[unit[0]]
        for other, others in enumerate(singles):
            if other == one or not others or not all(_may_come(table, p, other) for p in unit):
                continue
            able = [p for p in others if (p > unit[0] or len(unit) > 1) and _may_come(table, p, one)]
            yield from (Exchange(one, other, unit, come) for come in islice(combinations(able, len(unit)), NEAR))


def _gain(table: Table, exchange: Exchange) -> float:
    """What an exchange is worth, 0 where it would break something. No price is paid for seats that are given up."""
    wrong, before = table.cost()
    mark = table.mark()
    _carry_out(table, exchange)
    after = table.cost()
    broken = any(table.whole[c] and table.is_ill(c) for c in (exchange.one, exchange.other))
    sound = after[0] <= wrong and not broken
    table.undo(mark)
    return before - after[1] + table.problem.weights.kept * len(exchange.people) if sound else 0.0


def _may_come(table: Table, person: int, circle: int) -> bool:
    fits = table.fits(person, table.times[circle], table.quarters[circle])
    return fits and (person, circle) not in table.shut


def _carry_out(table: Table, exchange: Exchange) -> None:
    for people, to in ((exchange.go, exchange.other), (exchange.come, exchange.one)):
        for person in people:
            table.move(person, to)
