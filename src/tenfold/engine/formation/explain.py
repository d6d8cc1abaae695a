"""Why one person sits where they sit, and where else they could sit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.edges import unique_pairs
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.people import People, prepare, scaled
from tenfold.engine.formation.plan import Explanation
from tenfold.engine.formation.problem import NOBODY, Pairs, Problem
from tenfold.engine.formation.score import PlanLike, continued
from tenfold.engine.formation.search import exchange_gain
from tenfold.engine.formation.seats import LONELY, NEVER, Seats, empty_seats, fits, seat
from tenfold.engine.formation.week import QUARTER, SLOTS

Int = NDArray[np.int32]

_FAR = 0.1
"""From which share of a numeric feature's span on two people count as different."""


def explain(problem: Problem, plan: PlanLike, person: int) -> Explanation:
    """Explain one placement; for many of one plan an :class:`Explainer` is quicker.

    Raises ``ValueError`` for a person without a seat: their reason is in ``plan.unplaced``.
    """
    return Explainer(problem, plan)(person)


class Explainer:
    """Explains the placements of one valid plan, each in milliseconds whatever the size of the plan."""

    def __init__(self, problem: Problem, plan: PlanLike) -> None:
        self._problem, self._plan = problem, plan
        prepared = prepare(problem)
        self._people, self._unit = prepared.people, np.empty_like(prepared.unit)
        self._unit[prepared.person] = prepared.unit
        self._order = np.argsort(plan.circle, kind="stable")
        self._first = np.searchsorted(plan.circle[self._order], np.arange(len(plan.language) + 1))
        self._values = [f.values if f.kind == "nominal" else scaled(f.values) for f in problem.features]
        self._ties, self._met = _by_person(problem.ties, len(problem)), _by_person(problem.met, len(problem))
        self._continued = np.full(len(plan.language), NOBODY, np.int32)
        if problem.previous is not None:
            self._continued = continued(problem.previous, plan.circle, len(plan.language))
        self._seats = _seated(problem, self._people, prepared.person, plan, self._continued)

    def __call__(self, person: int) -> Explanation:
        problem, plan = self._problem, self._plan
        circle = int(plan.circle[person])
        if circle < 0:
            raise ValueError(f"person {person} has no seat; the reason is in plan.unplaced")
        members = self._order[self._first[circle] : self._first[circle + 1]]
        others = members[members != person]
        differs = [self._differs(feature, person, others) for feature in range(len(problem.features))]
        start = int(plan.start[circle])
        alternative, gain = _nearest(self._people, self._seats, int(self._unit[person]))
        return Explanation(
            person=person,
            circle=circle,
            language=int(plan.language[circle]),
            start=start,
            length=int(plan.length[circle]),
            local_start=(start + int(problem.offset[person]) // QUARTER) % SLOTS,
            share=tuple(float(d.mean()) if len(d) else 0.0 for d in differs),
            brings=tuple(feature for feature, d in enumerate(differs) if len(d) and d.all()),
            ties=tuple(sorted(set(others.tolist()) & set(self._ties(person)))),
            unmet=len(set(others.tolist()) - set(self._met(person))),
            kept=problem.previous is not None and bool(0 <= problem.previous[person] == self._continued[circle]),
            alternative=int(alternative),
            alternative_cost=float(-gain),
        )

    def _differs(self, feature: int, person: int, others: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which of the others hold another value of a feature than a person; an unknown value differs from nothing."""
        values = self._values[feature]
        mine, theirs = values[person], values[others]
        if self._problem.features[feature].kind == "numeric":
            differs: NDArray[np.bool_] = np.nan_to_num(np.abs(theirs - mine)) > _FAR
        else:
            differs = (theirs != mine) & (theirs >= 0) & (mine >= 0)
        return differs


class _by_person:  # noqa: N801 - used as a function: the partners of a person, looked up in sorted pairs
    def __init__(self, pairs: Pairs, people: int) -> None:
        a, b, value = unique_pairs(pairs)
        who, partner = np.concatenate((a, b))[np.tile(value > 0, 2)], np.concatenate((b, a))[np.tile(value > 0, 2)]
        order = np.argsort(who, kind="stable")
        self._partner, self._first = partner[order], np.searchsorted(who[order], np.arange(people + 1))

    def __call__(self, person: int) -> list[int]:
        found: list[int] = self._partner[self._first[person] : self._first[person + 1]].tolist()
        return found


def _seated(problem: Problem, people: People, person: Int, plan: PlanLike, labels: Int) -> Seats:
    """The plan as the searches see it, its circles under their own numbers."""
    names = (
        np.unique(problem.previous[problem.previous >= 0]) if problem.previous is not None else np.empty(0, np.int32)
    )
    seats, circles = empty_seats(people), len(plan.language)
    seats.circles["language"][:circles], seats.circles["start"][:circles] = plan.language, plan.start
    seats.circles["label"][:circles] = np.where(labels >= 0, np.searchsorted(names, labels), NOBODY)
    _seat_all(people, seats, plan.circle[person[people.units["first"][:-1]]].astype(np.int32))
    return seats


@kernel
def _seat_all(people: People, seats: Seats, circle: Int) -> None:
    for u in range(len(circle)):
        if circle[u] != NOBODY:
            seat(people, seats, u, circle[u])


@kernel
def _nearest(people: People, seats: Seats, u: int) -> tuple[int, float]:
    """The other circle that a unit could join, or change into with one unit, at the least cost, and the gain."""
    where, best, own = NOBODY, NEVER, seats.circles[seats.units[u].of]
    for circle in range(len(seats.circles)):
        other = seats.circles[circle]
        if other.count == 0 or circle == seats.units[u].of or not fits(people, u, other.language, other.start):
            continue
        for k in range(-1, other.count):
            v = NOBODY if k < 0 else seats.row[circle, k]
            if v != NOBODY and not fits(people, v, own.language, own.start):
                continue
            gain = exchange_gain(people, seats, u, v, circle)
            if gain > best and gain > -LONELY / 2:
                where, best = circle, gain
    return where, best
