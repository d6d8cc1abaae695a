"""What those who wait lack for a circle: for each of them the cells in which fewest people are missing.

A *cell* is a language and a weekly start slot in UTC, as in :mod:`.cells`: whoever speaks the language and is free for
a whole meeting from that slot on could meet there. A *part* of the week is a weekday and six hours of it on a person's
own clock (0 is the night to Monday, 1 Monday morning, … 27 Sunday evening).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.people import listed
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.week import QUARTER, SLOTS, civil_by_start, members, startable

Int = NDArray[np.int32]
Bits = NDArray[np.uint64]

PARTS = 28
"""Seven days of four parts each: night, morning, afternoon, evening."""

SLOTS_IN_A_PART = SLOTS // PARTS


class Line(NamedTuple):
    """n people who wait, made ready to be counted.

    at (n + 1,), tongue   the languages of person k, by number, are ``tongue[at[k] : at[k + 1]]``
    starts (n, 11)        bitsets of the slots at which each could begin a meeting
    clock (n,)            quarter hours that each one's clock is ahead of UTC, 0..671
    """

    at: Int
    tongue: Int
    starts: Bits
    clock: Int


class Chances(NamedTuple):
    """k chances of each of n people, the fullest first; ``NOBODY`` where there are fewer. Each int32 (n, k).

    language   number of the language
    start      UTC slot of the fullest cell of that language in that part of the week
    part       part of the week on the person's own clock, 0..27
    others     how many others could meet there
    """

    language: Int
    start: Int
    part: Int
    others: Int


def line_of(languages: Bits, hours: Bits, offset: NDArray[np.int16], *, minutes: int) -> Line:
    """People as in :class:`~tenfold.engine.formation.problem.Problem`: ``languages`` (n, L), ``hours`` (n, 11),
    ``offset`` (n,) minutes east of UTC; ``minutes`` is how long a meeting lasts."""
    at, tongue = listed(languages)
    quarters = min(-(-minutes // QUARTER), SLOTS)
    clock = (offset.astype(np.int32) // QUARTER) % SLOTS
    return Line(at, tongue, startable(np.ascontiguousarray(hours), quarters), clock)


def count_cells(line: Line, *, languages: int) -> Int:
    """How many of the line could meet in each cell, int32 (languages, 672).

    >>> import numpy as np
    >>> hours = np.zeros((2, 11), np.uint64); hours[:, 0] = 0b1111
    >>> line = line_of(np.array([[1], [3]], np.uint64), hours, np.zeros(2, np.int16), minutes=60)
    >>> count_cells(line, languages=2)[:, :2].tolist()
    [[2, 0], [1, 0]]
    """
    cells = np.zeros((languages, SLOTS), np.int32)
    _count(line, cells)
    return cells


@kernel
def _count(line: Line, cells: Int) -> None:
    slots = np.empty(SLOTS, np.int32)
    for k in range(len(line.clock)):
        found = members(line.starts[k], slots)
        for t in range(line.at[k], line.at[k + 1]):
            for s in range(found):
                cells[line.tongue[t], slots[s]] += 1


def best_chances(line: Line, cells: Int, *, counted: NDArray[np.bool_], most: int = 3) -> Chances:
    """The chances of each person: their cells with most others, one for each language and part of the week.

    ``counted`` (n,) tells who of the line is in ``cells`` (languages, 672) already and is not an other to themselves.
    Of equal chances the one at a more civil hour comes first, then the one earlier in the week.
    """
    n = len(line.clock)
    found = Chances(*(np.full((n, most), NOBODY, np.int32) for _field in Chances._fields))
    _best(line, cells, counted, civil_by_start(1), found)
    return found


@kernel
def _best(line: Line, cells: Int, counted: NDArray[np.bool_], civil: NDArray[np.float64], found: Chances) -> None:
    slots = np.empty(SLOTS, np.int32)
    start, many = np.empty(PARTS, np.int32), np.empty(PARTS, np.int32)
    for k in range(len(line.clock)):
        free = members(line.starts[k], slots)
        own = 1 if counted[k] else 0
        for t in range(line.at[k], line.at[k + 1]):
            language = line.tongue[t]
            start[:] = NOBODY
            for s in range(free):
                local = (slots[s] + line.clock[k]) % SLOTS
                part, here = local // SLOTS_IN_A_PART, cells[language, slots[s]] - own
                if start[part] == NOBODY or here > many[part]:
                    start[part], many[part] = slots[s], here
            for part in range(PARTS):
                if start[part] != NOBODY:
                    _insert(found, civil, k, language, start[part], part, many[part])


@kernel
def _insert(
    found: Chances, civil: NDArray[np.float64], k: int, language: int, start: int, part: int, others: int
) -> None:
    """Put a chance where it belongs among those found so far; the last one falls out."""
    most = found.others.shape[1]
    place = most
    middle = civil[(part % 4) * SLOTS_IN_A_PART + SLOTS_IN_A_PART // 2]
    while place > 0:
        there = found.part[k, place - 1]
        if there != NOBODY:
            kinder = middle > civil[(there % 4) * SLOTS_IN_A_PART + SLOTS_IN_A_PART // 2]
            if others < found.others[k, place - 1] or (others == found.others[k, place - 1] and not kinder):
                break
        place -= 1
    if place == most:
        return
    for later in range(most - 1, place, -1):
        found.language[k, later] = found.language[k, later - 1]
        found.start[k, later] = found.start[k, later - 1]
        found.part[k, later] = found.part[k, later - 1]
        found.others[k, later] = found.others[k, later - 1]
    found.language[k, place], found.start[k, place] = language, start
    found.part[k, place], found.others[k, place] = part, others


def one_more_hour(line: Line, cells: Int) -> Chances:
    """For each person the fullest cell of their languages between 8:00 and 22:00 at which they are not free: what one
    more hour could open. Arrays (n, 1)."""
    found = Chances(*(np.full((len(line.clock), 1), NOBODY, np.int32) for _field in Chances._fields))
    _one_more_hour(line, cells, found)
    return found


@kernel
def _one_more_hour(line: Line, cells: Int, found: Chances) -> None:
    for k in range(len(line.clock)):
        for t in range(line.at[k], line.at[k + 1]):
            language = line.tongue[t]
            for slot in range(SLOTS):
                local = (slot + line.clock[k]) % SLOTS
                if local % 96 < 32 or local % 96 >= 88 or _free(line.starts[k], slot):
                    continue
                if cells[language, slot] > found.others[k, 0]:
                    found.language[k, 0], found.start[k, 0] = language, slot
                    found.part[k, 0], found.others[k, 0] = local // SLOTS_IN_A_PART, cells[language, slot]


def one_more_language(line: Line, cells: Int) -> Chances:
    """For each person the fullest cell of their hours in a language they do not speak. Arrays (n, 1)."""
    found = Chances(*(np.full((len(line.clock), 1), NOBODY, np.int32) for _field in Chances._fields))
    _one_more_language(line, cells, found)
    return found


@kernel
def _one_more_language(line: Line, cells: Int, found: Chances) -> None:
    slots, spoken = np.empty(SLOTS, np.int32), np.zeros(len(cells), np.bool_)
    for k in range(len(line.clock)):
        free = members(line.starts[k], slots)
        spoken[:] = False
        for t in range(line.at[k], line.at[k + 1]):
            spoken[line.tongue[t]] = True
        for language in range(len(cells)):
            if spoken[language]:
                continue
            for s in range(free):
                if cells[language, slots[s]] > found.others[k, 0]:
                    local = (slots[s] + line.clock[k]) % SLOTS
                    found.language[k, 0], found.start[k, 0] = language, slots[s]
                    found.part[k, 0], found.others[k, 0] = local // SLOTS_IN_A_PART, cells[language, slots[s]]


@kernel
def _free(starts: Bits, slot: int) -> bool:
    return bool((starts[slot >> 6] >> np.uint64(slot & 63)) & np.uint64(1))


def within_reach(line: Line, cells: Int, *, least: int) -> NDArray[np.bool_]:
    """Who has a cell with ``least`` people, bool (n,): all whom a formation could seat if no wish stood against it.

    ``cells`` counts exactly the line. More than can sit at once may be within reach: two cells may share people.
    """
    reach = np.zeros(len(line.clock), np.bool_)
    _reach(line, cells, least, reach)
    return reach


@kernel
def _reach(line: Line, cells: Int, least: int, reach: NDArray[np.bool_]) -> None:
    slots = np.empty(SLOTS, np.int32)
    for k in range(len(line.clock)):
        free = members(line.starts[k], slots)
        for t in range(line.at[k], line.at[k + 1]):
            for s in range(free):
                if cells[line.tongue[t], slots[s]] >= least:
                    reach[k] = True


def parts_of_week(cells: Int, *, clock: int) -> Int:
    """The fullest cell of every language in each part of the week, int32 (languages, 28), on a clock that is so many
    quarter hours ahead of UTC."""
    local = np.roll(cells, clock % SLOTS, axis=1)
    fullest: Int = local.reshape(len(cells), PARTS, SLOTS_IN_A_PART).max(axis=2)
    return fullest


__all__ = [
    "PARTS",
    "Chances",
    "Line",
    "best_chances",
    "count_cells",
    "line_of",
    "one_more_hour",
    "one_more_language",
    "parts_of_week",
    "within_reach",
]
