"""Who sits where while circles are being formed, and what one change is worth: the heart of every search.

The worth of a circle of s people, which the searches make as large as they can in sum, is

    pair / (s - 1) + flat - size_worth * s * ((s - target) / reach)**2 - LONELY * lonely

with ``pair`` the sum over its pairs of twice their difference less twice their having met (see ``People``), ``flat``
ties, prices, civil hours and stays, and ``lonely`` the people who break a "two or none". The circle's language and
start slot are fixed while people move, so whether a person fits is two bits to test.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.people import People
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.week import has

Int = NDArray[np.int32]

LONELY = 1000.0
NEVER = -np.inf


class Seats(NamedTuple):
    """u units in up to g circles.

    of, place: (u,) circle of each unit (-1: none) and its place in that circle's row
    own        (u,) pair worth of each unit with the others of its circle
    row        (g, most) units of each circle, ``row[c, :count[c]]``; size (g,) persons
    language, start: (g,) of each circle; a circle is open when its language is not -1
    label      (g,) the previous circle this one continues, or -1
    code, coded: (g,) code of ``separate`` and how many units carry it
    pair, flat, lonely: (g,) as above
    """

    of: Int
    place: Int
    own: NDArray[np.float64]
    row: Int
    count: Int
    size: Int
    language: Int
    start: Int
    label: Int
    code: Int
    coded: Int
    pair: NDArray[np.float64]
    flat: NDArray[np.float64]
    lonely: Int


def empty_seats(people: People) -> Seats:
    """Nobody seated, as many closed circles as there could ever be."""
    units = len(people.first) - 1
    circles = len(people.clock) // people.least + 1 + int(people.previous.max(initial=-1)) + 1
    none = np.full(circles, NOBODY, np.int32)
    return Seats(
        of=np.full(units, NOBODY, np.int32),
        place=np.zeros(units, np.int32),
        own=np.zeros(units),
        row=np.zeros((circles, max(people.most, 1)), np.int32),
        count=np.zeros(circles, np.int32),
        size=np.zeros(circles, np.int32),
        language=none.copy(),
        start=none.copy(),
        label=none.copy(),
        code=none.copy(),
        coded=np.zeros(circles, np.int32),
        pair=np.zeros(circles),
        flat=np.zeros(circles),
        lonely=np.zeros(circles, np.int32),
    )


@kernel
def fits(people: People, unit: int, language: int, start: int) -> bool:
    """Whether one of the ways to seat a unit speaks the language and is free at the start slot."""
    for a in range(people.option[unit], people.option[unit + 1]):
        if has(people.languages[a], language) and has(people.starts[a], start):
            return True
    return False


@kernel
def between(people: People, u: int, v: int) -> float:
    """Twice the weighted difference between two units, summed over their pairs of persons."""
    worth = 0.0
    for i in range(people.first[u], people.first[u + 1]):
        for j in range(people.first[v], people.first[v + 1]):
            for f in range(people.codes.shape[1]):
                a, b = people.codes[i, f], people.codes[j, f]
                if a != b and a >= 0 and b >= 0:
                    worth += people.code_worth[f]
            for f in range(people.numbers.shape[1]):
                step = people.numbers[i, f] - people.numbers[j, f]
                if step == step:  # not NaN: an unknown value differs from nothing
                    worth += people.number_worth[f] * step * step
    return worth


@kernel
def alone_worth(people: People, seats: Seats, u: int, circle: int) -> float:
    """What a unit brings into a circle whoever else is there: its clock, and staying where it was."""
    worth = people.inner_flat[u]
    for i in range(people.first[u], people.first[u + 1]):
        worth += people.civil[(seats.start[circle] + people.clock[i]) % 96]
        if people.previous[i] >= 0 and people.previous[i] == seats.label[circle]:
            worth += people.kept_worth
    return worth


@kernel
def toward(people: People, seats: Seats, u: int, circle: int, without: int) -> tuple[float, float, bool]:
    """Pair worth and flat worth of a unit with those of a circle except ``without`` and itself; True if forbidden."""
    near, flat, never = 0.0, 0.0, False
    for e in range(people.edge[u], people.edge[u + 1]):
        v = people.other[e]
        if seats.of[v] == circle and v != without:
            near += people.near[e]
            flat += people.flat[e]
            never |= people.never[e]
    if not never:
        for k in range(seats.count[circle]):
            v = seats.row[circle, k]
            if v != without and v != u:
                near += between(people, u, v)
    return near, flat, never


@kernel
def worth(people: People, pair: float, flat: float, size: int) -> float:
    """Worth of a circle, see above; nothing for a circle without people."""
    if size == 0:
        return 0.0
    reach = max(people.most - people.target, people.target - people.least, 1)
    off = (size - people.target) / reach
    return pair / max(size - 1, 1) + flat - people.size_worth * size * off * off


@kernel
def persons(people: People, u: int) -> int:
    return people.first[u + 1] - people.first[u] if u >= 0 else 0


@kernel
def _holders(people: People, unit: int, column: int, kind: int) -> int:
    count = 0
    for i in range(people.first[unit], people.first[unit + 1]):
        count += people.kinds[i, column] == kind
    return count


@kernel
def more_lonely(people: People, seats: Seats, circle: int, out: int, into: int) -> int:
    """How many more people of a circle are the only one of their kind once ``out`` has left and ``into`` has come."""
    more = 0
    for column in range(people.kinds.shape[1]):
        for turn in range(2):
            unit = out if turn == 0 else into
            if unit < 0:
                continue
            for i in range(people.first[unit], people.first[unit + 1]):
                kind = people.kinds[i, column]
                seen = kind < 0 or (turn == 1 and out >= 0 and _holders(people, out, column, kind) > 0)
                for j in range(people.first[unit], i):
                    seen |= people.kinds[j, column] == kind
                if seen:
                    continue
                before = 0
                for k in range(seats.count[circle]):
                    before += _holders(people, seats.row[circle, k], column, kind)
                after = before
                if out >= 0:
                    after -= _holders(people, out, column, kind)
                if into >= 0:
                    after += _holders(people, into, column, kind)
                more += (after == 1) - (before == 1)
    return more


@kernel
def may_join(people: People, seats: Seats, circle: int, out: int, into: int) -> bool:
    """Whether language, hour and separation let ``into`` sit in a circle that ``out`` leaves."""
    code = people.separate[into]
    if code >= 0 and seats.code[circle] != code:
        leaving = 1 if out >= 0 and people.separate[out] >= 0 else 0
        if seats.coded[circle] - leaving > 0:
            return False
    return fits(people, into, seats.language[circle], seats.start[circle])


@kernel
def change(people: People, seats: Seats, circle: int, out: int, into: int, strict: bool) -> float:
    """What a circle's worth gains when ``out`` leaves and ``into`` comes (-1: nobody); -inf if a rule forbids it.

    Sizes may not leave their bounds, nor get further out. ``strict`` forbids new lonely people, else they cost LONELY.
    """
    size = seats.size[circle] - persons(people, out) + persons(people, into)
    if size > people.most or (size < people.least and size < seats.size[circle]):
        return NEVER
    if into >= 0 and not may_join(people, seats, circle, out, into):
        return NEVER
    pair, flat = seats.pair[circle], seats.flat[circle]
    if into >= 0:
        near, also, never = toward(people, seats, into, circle, out)
        if never:
            return NEVER
        pair += near + people.inner[into]
        flat += also + alone_worth(people, seats, into, circle)
    if out >= 0:
        pair -= seats.own[out] + people.inner[out]
        flat -= flat_toward(people, seats, out, circle) + alone_worth(people, seats, out, circle)
    gain = worth(people, pair, flat, size) - worth(people, seats.pair[circle], seats.flat[circle], seats.size[circle])
    if people.kinds.shape[1] > 0:
        more = more_lonely(people, seats, circle, out, into)
        if strict and more > 0:
            return NEVER
        gain -= LONELY * more
    return gain


@kernel
def flat_toward(people: People, seats: Seats, u: int, circle: int) -> float:
    """Flat worth of a unit with the others of a circle."""
    flat = 0.0
    for e in range(people.edge[u], people.edge[u + 1]):
        if seats.of[people.other[e]] == circle:
            flat += people.flat[e]
    return flat


@kernel
def seat(people: People, seats: Seats, u: int, circle: int) -> None:
    """Seat a unit that has no seat, and keep all sums right."""
    near, flat, _ = toward(people, seats, u, circle, -1)
    seats.lonely[circle] += more_lonely(people, seats, circle, -1, u)
    seats.pair[circle] += near + people.inner[u]
    seats.flat[circle] += flat + alone_worth(people, seats, u, circle)
    seats.own[u] = near
    _tell_others(people, seats, u, circle, 1.0)
    seats.of[u], seats.place[u] = circle, seats.count[circle]
    seats.row[circle, seats.count[circle]] = u
    seats.count[circle] += 1
    seats.size[circle] += persons(people, u)
    if people.separate[u] >= 0:
        seats.code[circle] = people.separate[u]
        seats.coded[circle] += 1


@kernel
def lift(people: People, seats: Seats, u: int) -> None:
    """Take a unit from its seat, and keep all sums right."""
    circle = seats.of[u]
    seats.lonely[circle] += more_lonely(people, seats, circle, u, -1)
    seats.pair[circle] -= seats.own[u] + people.inner[u]
    seats.flat[circle] -= flat_toward(people, seats, u, circle) + alone_worth(people, seats, u, circle)
    last = seats.row[circle, seats.count[circle] - 1]
    seats.row[circle, seats.place[u]], seats.place[last] = last, seats.place[u]
    seats.count[circle] -= 1
    seats.size[circle] -= persons(people, u)
    seats.of[u] = NOBODY
    if people.separate[u] >= 0:
        seats.coded[circle] -= 1
        if seats.coded[circle] == 0:
            seats.code[circle] = NOBODY
    _tell_others(people, seats, u, circle, -1.0)
    seats.own[u] = 0.0


@kernel
def _tell_others(people: People, seats: Seats, u: int, circle: int, sign: float) -> None:
    """Let the units of a circle add (or take away) their pair worth with one that comes (or has gone)."""
    for k in range(seats.count[circle]):
        v = seats.row[circle, k]
        seats.own[v] += sign * between(people, u, v)
    for e in range(people.edge[u], people.edge[u + 1]):
        if seats.of[people.other[e]] == circle:
            seats.own[people.other[e]] += sign * people.near[e]
