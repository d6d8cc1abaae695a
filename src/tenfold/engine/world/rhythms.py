"""When people are free: rhythms of life, and the weeks that follow from them.

Working people have evenings, parents what is left of them after half past eight, students afternoons and late
evenings, pensioners mornings, early birds the hour before work, people on shifts whatever the roster leaves. The
numbers are assumptions, in line with the time-use surveys of Eurostat (HETUS) and the United States (ATUS).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tenfold.engine.hours import DAY, SLOTS, Stretch, Week, local_week


class Window(NamedTuple):
    """A habit of a day: how likely it is, between which slots of the day it begins, how many slots it may last."""

    chance: float
    begins: tuple[int, int]
    lasts: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a way of life leaves free: in the evening, at another time of a working day, and in the day at weekends."""

    name: str
    evening: Window
    daytime: Window
    weekend: Window


_RHYTHMS = (
    Rhythm("evenings", Window(1.0, (72, 80), (6, 12)), Window(0.03, (48, 52), (4, 5)), Window(0.25, (38, 64), (6, 14))),
    Rhythm("early", Window(0.5, (72, 78), (5, 9)), Window(0.5, (21, 25), (4, 6)), Window(0.25, (28, 40), (6, 14))),
    Rhythm("parent", Window(0.9, (82, 86), (5, 9)), Window(0.03, (48, 52), (4, 5)), Window(0.08, (38, 64), (4, 8))),
    Rhythm("student", Window(0.9, (74, 84), (8, 16)), Window(0.3, (54, 64), (6, 12)), Window(0.4, (44, 64), (8, 16))),
    Rhythm(
        "pensioner", Window(0.7, (66, 74), (6, 10)), Window(0.6, (34, 44), (8, 14)), Window(0.25, (38, 64), (6, 12))
    ),
    Rhythm("shifts", Window(0.5, (70, 84), (6, 14)), Window(0.3, (36, 60), (8, 16)), Window(0.3, (36, 60), (8, 16))),
)

RHYTHMS = tuple(rhythm.name for rhythm in _RHYTHMS)
"""Names of the rhythms, in the order of their codes."""

EVENINGS, EARLY, PARENT, STUDENT, PENSIONER, SHIFTS = range(len(RHYTHMS))

_EVENING_BY_DAY = np.array([[0.55, 0.6, 0.55, 0.6, 0.2, 0.2, 0.45], [0.55, 0.6, 0.55, 0.45, 0.1, 0.4, 0.55]])
"""Chance of a free evening from Monday to Sunday: where the weekend is Saturday and Sunday, and Friday and Saturday."""

_WEEKEND = np.array([[0, 0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 1, 0]], np.bool_)

_SHARED = 0.6
"""How often the habit of a person is that of the household."""


def rhythms_of(age: NDArray[np.int16], chance: NDArray[np.float64]) -> NDArray[np.int8]:
    """The rhythms of people of an age, int8 (n,); ``chance`` (n,), uniform in 0..1, is one number for a household.

    >>> [RHYTHMS[code] for code in rhythms_of(np.array([20, 40, 80], np.int16), np.array([0.4, 0.4, 0.4]))]
    ['student', 'parent', 'pensioner']
    """
    working = np.select([chance < 0.08, chance < 0.2], [SHIFTS, EARLY], EVENINGS)
    parents = (age >= 28) & (age <= 50) & (chance > 0.35) & (chance < 0.9)
    students = (age <= 26) & (chance > 0.25) & (chance < 0.75)
    return np.select(
        [students, parents, (age >= 66) & (chance > 0.2), age >= 74],
        [STUDENT, PARENT, PENSIONER, PENSIONER],
        working,
    ).astype(np.int8)


def weeks_of(
    rhythm: NDArray[np.int8],
    household: NDArray[np.intp],
    *,
    friday_saturday: NDArray[np.bool_],
    late: NDArray[np.int16],
    rng: Generator,
) -> Week:
    """Local weeks of n people, bool (n, 672); everyone is free at least one evening from Monday to Thursday.

    ``household`` (n,) numbers the households from 0, ``late`` (n,) moves evenings by slots, ``friday_saturday`` (n,)
    says which weekend is kept.
    """
    n = len(rhythm)
    weekend = _WEEKEND[friday_saturday.astype(np.intp)]
    evening, daytime, weekday = (
        _Windows([getattr(each, kind) for each in _RHYTHMS], rhythm) for kind in ("evening", "daytime", "weekend")
    )
    busy = rng.beta(3, 2, (n, 1)) * 1.6
    habit = _habits(household, 3 * 7 + 4, rng)
    favourite = np.arange(7) == (habit[:, 0] * 4).astype(np.intp)[:, None]
    by_day = _EVENING_BY_DAY[friday_saturday.astype(np.intp)] * evening.chance
    evenings = favourite | (habit[:, 4:11] < by_day * busy)
    days = habit[:, 11:18] < np.where(weekend, weekday.chance, daytime.chance) * busy

    moved = 2 * (rng.random((n, 7)) < 0.1)  # now and then a day begins half an hour later
    begin = evening.begin(habit[:, 1:2]) + late[:, None] + moved
    end = np.minimum(begin + evening.length(habit[:, 2:3]), DAY + 8)
    day_begin = np.where(weekend, weekday.begin(habit[:, 18:25]), daytime.begin(habit[:, 3:4]))
    day_end = day_begin + np.where(weekend, weekday.length(habit[:, 2:3]), daytime.length(habit[:, 2:3]))
    return _painted([(evenings, begin, end), (days, day_begin, day_end)])


class _Windows:
    """The windows of n people, as columns (n, 1) ready to be spread over days."""

    def __init__(self, windows: list[Window], rhythm: NDArray[np.int8]) -> None:
        self.chance = np.array([window.chance for window in windows])[rhythm, None]
        self._begins = np.array([window.begins for window in windows])[rhythm]
        self._lasts = np.array([window.lasts for window in windows])[rhythm]

    def begin(self, chance: NDArray[np.float64]) -> NDArray[np.intp]:
        return _half_hour(_between(self._begins, chance))

    def length(self, chance: NDArray[np.float64]) -> NDArray[np.intp]:
        return _between(self._lasts, chance)


def _between(bounds: NDArray[np.intp], chance: NDArray[np.float64]) -> NDArray[np.intp]:
    low, high = bounds[:, :1], bounds[:, 1:]
    return low + (chance * (high - low + 1)).astype(np.intp)


def _half_hour(slot: NDArray[np.intp]) -> NDArray[np.intp]:
    """People say half past and o'clock, rarely a quarter to: one odd slot in four stays."""
    return np.where(slot % 8 == 3, slot, slot + slot % 2)


def _habits(household: NDArray[np.intp], columns: int, rng: Generator) -> NDArray[np.float64]:
    """Uniform numbers (n, columns) that are often those of the whole household."""
    own = rng.random((len(household), columns))
    shared = rng.random((household[-1] + 1, columns))[household]
    return np.where(rng.random(own.shape) < _SHARED, shared, own)


def _painted(windows: list[tuple[NDArray[np.bool_], NDArray[np.intp], NDArray[np.intp]]]) -> Week:
    """Weeks bool (n, 672) from windows: which of the 7 days, from and to which slot of the day, all (n, 7)."""
    n = len(windows[0][0])
    steps = np.zeros((n, SLOTS + DAY), np.int8)
    for on, begin, end in windows:
        for day in range(7):
            rows = np.flatnonzero(on[:, day])
            steps[rows, day * DAY + begin[rows, day]] += 1
            steps[rows, day * DAY + end[rows, day]] -= 1
    free = np.cumsum(steps, axis=1, dtype=np.int8) > 0
    free[:, :DAY] |= free[:, SLOTS:]  # Sunday night runs into Monday
    return np.ascontiguousarray(free[:, :SLOTS])


def at_rest(weeks: Week, keeps: NDArray[np.bool_], rest: tuple[Stretch, ...]) -> Week:
    """The weeks without the hours of rest, for those who keep them."""
    weeks[keeps] &= ~local_week(rest)
    return weeks
