"""Which circles of a plan would take one more unit of people, and what stands in the way of the others."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.edges import unique_pairs
from tenfold.engine.formation.people import Prepared
from tenfold.engine.formation.plan import Plan
from tenfold.engine.formation.problem import NOBODY, Problem
from tenfold.engine.formation.week import startable

Int = NDArray[np.int32]
Bits = NDArray[np.uint64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Openings:
    """The c circles of a plan as somebody at the door sees them.

    size       (c,) people; languages (c, L) and starts (c, 11): what all members of each circle share
    code       (c,) the code of ``separate`` in each circle, ``NOBODY`` for none
    own_starts (n, 11): start slots of each person alone
    never      for each person those they must not share a circle with
    """

    problem: Problem
    plan: Plan
    size: NDArray[np.intp]
    languages: Bits
    starts: Bits
    code: Int
    own_starts: Bits
    never: dict[int, list[int]]
    _held: dict[tuple[int, int], NDArray[np.intp]] = field(default_factory=dict)

    def room(self, unit: Int, *, extra: int = 0) -> Mask:
        """Circles that hold so many more people, were their limit ``extra`` seats higher."""
        return self.size + len(unit) <= self.problem.size.max + extra

    def understood(self, unit: Int) -> Mask:
        """Circles whose members all share a language with all of the unit."""
        shared: Mask = (self.languages & np.bitwise_and.reduce(self.problem.languages[unit])).any(axis=1)
        return shared

    def in_time(self, unit: Int) -> Mask:
        """Circles whose members all share a long enough stretch with all of the unit."""
        shared: Mask = (self.starts & np.bitwise_and.reduce(self.own_starts[unit])).any(axis=1)
        return shared

    def lawful(self, unit: Int, *, forgiven: int = NOBODY) -> Mask:
        """Circles that the unit may join by the rules of separation, two or none, and keeping apart (from all but one
        ``forgiven`` person)."""
        allowed = np.ones(len(self.size), bool)
        if self.problem.separate is not None:
            codes = np.unique(self.problem.separate[unit])
            codes = codes[codes >= 0]
            if len(codes) > 1:
                return np.zeros(len(self.size), bool)
            if len(codes):
                allowed &= (self.code == NOBODY) | (self.code == codes[0])
        for column, kinds in enumerate(self.problem.two_or_none):
            for kind, many in zip(*np.unique(kinds[unit], return_counts=True), strict=True):
                if kind >= 0:
                    allowed &= self.holders(column, int(kind)) + many != 1
        for person in unit.tolist():
            for other in self.never.get(person, ()):
                if other in unit:
                    return np.zeros(len(self.size), bool)
                if other != forgiven and self.plan.circle[other] >= 0:
                    allowed[self.plan.circle[other]] = False
        return allowed

    def holders(self, column: int, kind: int) -> NDArray[np.intp]:
        """How many people of a kind each circle holds."""
        if (column, kind) not in self._held:
            circle = self.plan.circle[self.problem.two_or_none[column] == kind]
            self._held[column, kind] = np.bincount(circle[circle >= 0], minlength=len(self.size))
        return self._held[column, kind]


def openings(problem: Problem, prepared: Prepared, plan: Plan) -> Openings:
    """Look at a valid plan from outside."""
    circles = len(plan.language)
    seated = np.flatnonzero(plan.circle >= 0)
    order = seated[np.argsort(plan.circle[seated], kind="stable")]
    first = np.searchsorted(plan.circle[order], np.arange(circles))
    own_starts = startable(problem.hours, prepared.people.quarters)
    code = np.full(circles, NOBODY, np.int32)
    if problem.separate is not None:
        np.maximum.at(code, plan.circle[seated], problem.separate[seated])
    never: dict[int, list[int]] = {}
    low, high, price = unique_pairs(problem.apart)
    for a, b in zip(low[np.isinf(price)].tolist(), high[np.isinf(price)].tolist(), strict=True):
        never.setdefault(a, []).append(b)
        never.setdefault(b, []).append(a)
    return Openings(
        problem,
        plan,
        size=np.bincount(plan.circle[seated], minlength=circles),
        languages=np.bitwise_and.reduceat(problem.languages[order], first, axis=0)
        if circles
        else problem.languages[:0],
        starts=np.bitwise_and.reduceat(own_starts[order], first, axis=0) if circles else own_starts[:0],
        code=code,
        own_starts=own_starts,
        never=never,
    )
