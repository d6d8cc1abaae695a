"""Those without a seat, as the beginning of circles to come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.openings import Openings
from tenfold.engine.formation.week import SLOTS

Int = NDArray[np.int32]

_MOST = 500
"""So many of those who wait are considered for one circle; more would cost time and hardly help anyone."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """People who wait for a seat, each for themselves: ``people`` (w,), ``free`` bool (w, 672) their start slots."""

    doors: Openings
    people: Int
    free: NDArray[np.bool_]

    def lacking(self, person: int, company: Int) -> int:
        """How many more people who speak, are free and are of the kinds like ``person`` (and wish nothing) would make
        a new circle with the person's company and others who wait; 0 if even they would not help."""
        circle = self._joined(company)
        while lonely := self._lonely(person, circle):
            if lonely & set(company.tolist()):
                return 0
            circle = [one for one in circle if one not in lonely]
        return max(self.doors.problem.size.min - len(circle), 1) if len(circle) < self.doors.problem.size.max else 0

    def _joined(self, company: Int) -> list[int]:
        """The company with those who wait and could meet them in their fullest cell, one short of a whole circle."""
        circle: list[int] = company.tolist()
        for other in self._at_best_time(company):
            if len(circle) >= self.doors.problem.size.min - 1:
                break
            if other not in circle and self._bearable(other, circle):
                circle.append(other)
        return circle

    def _at_best_time(self, company: Int) -> list[int]:
        problem = self.doors.problem
        starts = np.unpackbits(
            np.bitwise_and.reduce(self.doors.own_starts[company]).view(np.uint8), count=SLOTS, bitorder="little"
        ).astype(bool)
        spoken = np.bitwise_and.reduce(problem.languages[company])
        best: NDArray[np.bool_] = np.zeros(len(self.people), bool)
        for language in np.flatnonzero(np.unpackbits(spoken.view(np.uint8), bitorder="little")):
            bit = np.uint64(1) << np.uint64(language & 63)
            speak = problem.languages[self.people, language >> 6] & bit != 0
            slot = np.argmax(np.where(starts, self.free[speak].sum(axis=0), -1))
            here = speak & self.free[:, slot]
            if here.sum() > best.sum():
                best = here
        found: list[int] = self.people[best].tolist()
        return found

    def _bearable(self, other: int, circle: list[int]) -> bool:
        """Whether separation and keeping apart let one more join."""
        problem = self.doors.problem
        if set(self.doors.never.get(other, ())) & set(circle):
            return False
        return problem.separate is None or len({int(problem.separate[p]) for p in [*circle, other]} - {-1}) < 2

    def _lonely(self, person: int, circle: list[int]) -> set[int]:
        """Who of a circle would be the only one of their kind, though more came like ``person``."""
        lonely: set[int] = set()
        for kinds in self.doors.problem.two_or_none:
            held = kinds[circle]
            for one, kind in zip(circle, held.tolist(), strict=True):
                if kind >= 0 and kind != kinds[person] and (held == kind).sum() == 1:
                    lonely.add(one)
        return lonely


def waiting_people(doors: Openings, people: Int) -> Waiting:
    """Gather those who wait and are bound to nobody."""
    people = people[:_MOST]
    bits = np.ascontiguousarray(doors.own_starts[people]).view(np.uint8)
    return Waiting(doors, people, np.unpackbits(bits, axis=1, count=SLOTS, bitorder="little").astype(bool))
