"""Begin from the circles people sit in today."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.cells import closed_circle, starts_in
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.people import People
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.score import continued
from tenfold.engine.formation.seats import NEVER, Seats, alone_worth, change, persons, seat
from tenfold.engine.formation.week import SLOTS, WORDS, members

Int = NDArray[np.int32]


def reopen_circles(people: People, seats: Seats, trouble: Int) -> None:
    """Seat everybody where they sat, in the language and at the hour that most of the old circle still share."""
    if people.persons["previous"].max(initial=NOBODY) == NOBODY:
        return
    home = people.persons["previous"][
        people.units["first"][:-1]
    ]  # of a unit that sat in several circles, its first person decides
    home = np.where(trouble > 0, NOBODY, home)
    for label in range(int(home.max(initial=NOBODY)) + 1):
        units = np.flatnonzero(home == label).astype(np.int32)
        if len(units):
            _reopen(people, seats, units, label)


@kernel
def _reopen(people: People, seats: Seats, units: Int, label: int) -> None:
    language, start = _shared_by_most(people, units)
    circle = closed_circle(seats, 0)
    seats.circles[circle].language, seats.circles[circle].start, seats.circles[circle].label = language, start, label
    for u in units:
        if (
            seats.circles[circle].size + persons(people, u) <= people.most
            and change(people, seats, circle, -1, u, False) > NEVER
        ):
            seat(people, seats, u, circle)


@kernel
def _shared_by_most(people: People, units: Int) -> tuple[np.int64, np.int64]:
    """The cell in which most of the units can meet; among equals the most civil one."""
    shared = np.zeros((people.tongue.max() + 1, SLOTS))
    starts, slots = np.empty(WORDS, np.uint64), np.empty(SLOTS, np.int32)
    for u in units:
        clock = people.persons[people.units[u].first].clock
        for t in range(people.units[u].tongue, people.units[u + 1].tongue):
            starts_in(people, u, people.tongue[t], starts)
            for k in range(members(starts, slots)):
                civil = people.civil[(slots[k] + clock) % 96]
                shared[people.tongue[t], slots[k]] += persons(people, u) + 1e-6 * civil
    best = np.argmax(shared)
    return best // SLOTS, best % SLOTS


def name_circles(people: People, seats: Seats, circle: Int) -> None:
    """Let each circle continue the previous one that most of its people come from; ``circle`` (n,): where they sit."""
    if people.kept_worth > 0 and people.persons["previous"].max(initial=NOBODY) != NOBODY:
        _label(people, seats, continued(people.persons["previous"], circle, len(seats.circles)))


@kernel
def _label(people: People, seats: Seats, labels: Int) -> None:
    for circle in range(len(seats.circles)):
        for sign in (-1.0, 1.0):
            if sign > 0:
                seats.circles[circle].label = labels[circle]
            for k in range(seats.circles[circle].count):
                seats.circles[circle].flat += sign * alone_worth(people, seats, seats.row[circle, k], circle)
