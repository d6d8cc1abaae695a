"""Tens into hundreds, hundreds into thousands: each circle sends one of its own, who share a language and an hour.

The stages are those of a formation, with circles in the place of people: a circle fits wherever any one of those who
may speak for it fits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.cells import all_fullest, count_in, empty_cells, open_circles
from tenfold.engine.formation.edges import LINK, unique_pairs
from tenfold.engine.formation.people import PERSON, UNIT, People, listed
from tenfold.engine.formation.plan import Level, Plan
from tenfold.engine.formation.problem import NOBODY, Problem
from tenfold.engine.formation.repair import seat_leftovers
from tenfold.engine.formation.seats import Seats, empty_seats
from tenfold.engine.formation.timing import settle_times
from tenfold.engine.formation.week import QUARTER, SLOTS, civil_by_start, free_from, has, startable

Int = NDArray[np.int32]

MOST = 12
"""No parent holds more children."""

_ATTEMPTS = 4


def nest(problem: Problem, plan: Plan, *, target: int = 10, seed: int = 0) -> tuple[Level, ...]:
    """Gather the circles of a plan into hundreds, these into thousands, up to one top where that is possible.

    Level 2 (the hundreds) comes first. Up to twelve circles come under one parent at once. A circle that shares no
    language and hour with any other has parent -1, on its level, and rises no further. Of those who could speak for a
    circle the one with most languages and hours does; on higher levels it is one of the delegates below. Delegates of
    one parent are never a pair that must sit apart, and parents keep to ``separate``.
    """
    if not 2 <= target <= MOST:
        raise ValueError(f"target must lie between 2 and {MOST}, not {target}")
    starts = startable(problem.hours, _quarters(problem))
    voices = [np.flatnonzero(plan.circle == c).astype(np.int32) for c in range(len(plan.language))]
    levels: list[Level] = []
    while len(voices) > 1:
        tries = [_gather(problem, voices, starts, target, seed, attempt) for attempt in range(_ATTEMPTS)]
        level = min(tries, key=lambda one: (int((one.parent < 0).sum()), len(one.language)))
        if len(level.language) == 0:
            break
        levels.append(level)
        voices = [level.delegate[level.parent == p] for p in range(len(level.language))]
    return tuple(levels)


def _quarters(problem: Problem) -> int:
    return min(-(-problem.minutes // QUARTER), SLOTS)


def _gather(
    problem: Problem, voices: list[Int], starts: NDArray[np.uint64], target: int, seed: int, attempt: int
) -> Level:
    """One way to gather circles, each spoken for by one of its voices, under parents."""
    people = _circles_as_people(problem, voices, starts, target)
    cells, seats = empty_cells(people), empty_seats(people)
    choices = all_fullest(people, cells, np.zeros(len(voices), bool))
    if attempt > 0:
        dice = np.random.default_rng((seed, len(voices), attempt))
        choices = (choices * dice.uniform(0.5, 1.5, len(choices))).astype(np.int32)
    queue, pull = np.argsort(choices, kind="stable").astype(np.int32), 1 / np.maximum(choices, 1)
    count_in(people, cells, queue, pull)
    open_circles(people, seats, cells, queue, pull)
    seat_leftovers(people, seats, cells, queue[seats.units["of"][queue] == NOBODY], True)
    settle_times(people, seats, np.zeros(len(seats.circles), np.int32))
    return _level(problem, voices, starts, seats)


def _circles_as_people(problem: Problem, voices: list[Int], starts: NDArray[np.uint64], target: int) -> People:
    """Each circle as one person who can be seated in as many ways as there are people to speak for it."""
    count, everyone = len(voices), np.concatenate(voices)
    parents = 1 if count <= MOST else max(round(count / target), -(-count // MOST))
    units, persons = np.zeros(count + 1, UNIT), np.zeros(count, PERSON)
    units["first"], units["option"] = np.arange(count + 1), np.cumsum([0, *(len(those) for those in voices)])
    spoken = np.bitwise_or.reduceat(problem.languages[everyone], units["option"][:-1], axis=0)
    units["tongue"], tongue = listed(spoken)
    units["separate"][:-1] = NOBODY if problem.separate is None else [problem.separate[those].max() for those in voices]
    persons["clock"] = [problem.offset[those[0]] // QUARTER % 96 for those in voices]
    persons["previous"] = NOBODY
    return People(
        units,
        persons,
        traits=np.empty((count, 0), np.float32),
        trait_worth=np.empty(0),
        kinds=np.empty((count, 0), np.int32),
        links=np.empty(0, LINK),
        languages=problem.languages[everyone],
        starts=starts[everyone],
        tongue=tongue,
        civil=problem.weights.civil * civil_by_start(_quarters(problem)),
        nominal=0,
        least=2,
        target=-(-count // parents),
        most=MOST,
        quarters=_quarters(problem),
        size_worth=1.0,
        length_worth=0.0,
        kept_worth=0.0,
    )


def _level(problem: Problem, voices: list[Int], starts: NDArray[np.uint64], seats: Seats) -> Level:
    """Choose who speaks for each circle; leave out parents for which fewer than two can be found."""
    parent, delegate = np.full(len(voices), NOBODY, np.int32), np.array([those[0] for those in voices], np.int32)
    times: list[tuple[int, int, int]] = []
    reach = np.bitwise_count(problem.languages).sum(axis=1, dtype=np.int64) * np.bitwise_count(starts).sum(axis=1)
    never = _forbidden(problem)
    of = seats.units["of"]
    for circle in np.unique(of[of != NOBODY]):
        spoken, at = int(seats.circles["language"][circle]), int(seats.circles["start"][circle])
        chosen: dict[int, int] = {}
        for child in np.flatnonzero(of == circle).tolist():
            able = [p for p in voices[child].tolist() if has(problem.languages[p], spoken) and has(starts[p], at)]
            able = [p for p in able if not any((p, other) in never for other in chosen.values())]
            if able:
                chosen[child] = max(able, key=lambda p: (reach[p], -p))
        if len(chosen) < 2:
            continue
        for child, person in chosen.items():
            parent[child], delegate[child] = len(times), person
        shared = np.bitwise_and.reduce(problem.hours[list(chosen.values())])
        times.append((spoken, at, free_from(shared, at)))
    language, start, length = np.array(times, np.int32).reshape(-1, 3).T
    return Level(
        parent=parent,
        delegate=delegate,
        language=language.copy(),
        start=start.astype(np.int16),
        length=length.astype(np.int16),
    )


def _forbidden(problem: Problem) -> set[tuple[int, int]]:
    low, high, price = unique_pairs(problem.apart)
    pairs = np.column_stack((low, high))[np.isinf(price)].tolist()
    return {(a, b) for a, b in pairs} | {(b, a) for a, b in pairs}
