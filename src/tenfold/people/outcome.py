"""A plan and its nest with people in it: what the report, the calendars and the tables are made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tenfold.engine.formation import NOBODY, Everyone, Level, Plan, Problem, Unplaced
from tenfold.engine.hours import best_anchor, local_week, to_local

from .matching import Index
from .person import Person


@dataclass(frozen=True, slots=True)
class Circle:
    """One ten. ``members`` and ``delegate`` are numbers of people; ``parents`` the circles above it, hundred first.

    ``start`` and ``length`` are in UTC quarter hours; the hour is kept on the clock of ``anchor`` and then suits
    everyone in ``weeks`` of the coming 52.
    """

    number: int
    members: tuple[int, ...]
    language: str
    start: int
    length: int
    delegate: int
    parents: tuple[int, ...]
    anchor: str
    weeks: int

    @property
    def title(self) -> str:
        """What people call it: the number, counted from 1."""
        return str(self.number + 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything a formation found, with the people it is about. ``everyone``: what would give all a seat, if asked."""

    problem: Problem
    plan: Plan
    levels: tuple[Level, ...]
    index: Index
    circles: tuple[Circle, ...]
    everyone: Everyone | None = None

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        return self.plan.unplaced

    @property
    def seated(self) -> int:
        return int((self.plan.circle != NOBODY).sum())

    def people_of(self, circle: Circle) -> list[Person]:
        """The members of a circle."""
        return [self.index.people[member] for member in circle.members]

    def sizes(self) -> list[int]:
        """How many circles each level has: tens, hundreds, thousands, …"""
        return [len(self.circles), *(len(level.language) for level in self.levels)]

    def orphans(self) -> int:
        """How many tens stay without a hundred, because they share no language or hour with others."""
        return sum(not circle.parents for circle in self.circles) if len(self.circles) > 1 else 0


def outcome_of(
    problem: Problem, plan: Plan, levels: Sequence[Level], index: Index, everyone: Everyone | None = None
) -> Outcome:
    """Put the people into a plan."""
    members: list[list[int]] = [[] for _circle in plan.language]
    for person, circle in enumerate(plan.circle.tolist()):
        if circle != NOBODY:
            members[circle].append(person)
    circles = tuple(_circle(number, who, plan, levels, index) for number, who in enumerate(members))
    return Outcome(problem, plan, tuple(levels), index, circles, everyone)


def _circle(number: int, members: list[int], plan: Plan, levels: Sequence[Level], index: Index) -> Circle:
    people = [index.people[member] for member in members]
    start, length = int(plan.start[number]), int(plan.length[number])
    meeting = min(length, -(-index.minutes // 15))
    weeks = np.stack([local_week(person.hours) for person in people])
    anchor, survived = best_anchor(weeks, [person.zone for person in people], start, meeting, index.on)
    return Circle(
        number=number,
        members=tuple(members),
        language=index.languages[plan.language[number]],
        start=start,
        length=length,
        delegate=int(levels[0].delegate[number]) if levels else NOBODY,
        parents=tuple(_parents(number, levels)),
        anchor=anchor,
        weeks=survived,
    )


def _parents(number: int, levels: Sequence[Level]) -> Iterator[int]:
    for level in levels:
        number = int(level.parent[number])
        if number == NOBODY:
            return
        yield number


def local_starts(outcome: Outcome, circle: Circle) -> list[int]:
    """Minutes since midnight at which a circle's hour begins on each member's clock."""
    return [to_local(circle.start, person.zone, outcome.index.on)[1] for person in outcome.people_of(circle)]
