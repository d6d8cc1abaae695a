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


_UNIT = np.dtype([("of", np.int32), ("place", np.int32), ("own", np.float64)])
_CIRCLE = np.dtype(
    [(name, np.int32) for name in ("count", "size", "language", "start", "label", "code", "coded", "lonely")]
    + [("pair", np.float64), ("flat", np.float64)]
)


class Seats(NamedTuple):
    """u units in up to g circles, as arrays of records.

    units (u,)    ``of`` the unit's circle (-1: none) and ``place`` in that circle's row; ``own``: pair worth with the
                  others there
    circles (g,)  ``count`` of units, ``size`` in persons, ``language`` and ``start`` (a circle is open when its
                  language is not -1), ``label`` of the previous circle it continues (or -1), ``code`` of ``separate``
                  and how many units are ``coded`` with it; ``pair``, ``flat`` and ``lonely`` as above
    row (g, most) units of each circle, ``row[c, :count]``
    """

    units: NDArray[np.void]
    circles: NDArray[np.void]
    row: Int


def empty_seats(people: People) -> Seats:
    """Nobody seated, as many closed circles as there could ever be."""
    circles = len(people.persons) // people.least + 1 + int(people.persons["previous"].max(initial=NOBODY)) + 1
    seats = Seats(
        np.zeros(len(people.units) - 1, _UNIT),
        np.zeros(circles, _CIRCLE),
        np.zeros((circles, people.most), np.int32),
    )
    seats.units["of"] = NOBODY
    for name in ("language", "start", "label", "code"):
        seats.circles[name] = NOBODY
    return seats


@kernel
def fits(people: People, unit: int, language: int, start: int) -> bool:
    """Whether one of the ways to seat a unit speaks the language and is free at the start slot."""
    for a in range(people.units[unit].option, people.units[unit + 1].option):
        if has(people.languages[a], language) and has(people.starts[a], start):
            return True
    return False


@kernel
def between(people: People, u: int, v: int) -> float:
    """Twice the weighted difference between two units, summed over their pairs of persons."""
    worth = 0.0
    for i in range(people.units[u].first, people.units[u + 1].first):
        for j in range(people.units[v].first, people.units[v + 1].first):
            for f in range(people.nominal):
                a, b = people.traits[i, f], people.traits[j, f]
                if a != b and a == a and b == b:  # NaN, unlike itself, stands for unknown and differs from nothing
                    worth += people.trait_worth[f]
            for f in range(people.nominal, people.traits.shape[1]):
                step = people.traits[i, f] - people.traits[j, f]
                if step == step:
                    worth += people.trait_worth[f] * step * step
    return worth


@kernel
def alone_worth(people: People, seats: Seats, u: int, circle: int) -> float:
    """What a unit brings into a circle whoever else is there: its clock, and staying where it was."""
    worth: float = people.units[u].inner_flat
    for i in range(people.units[u].first, people.units[u + 1].first):
        worth += people.civil[(seats.circles[circle].start + people.persons[i].clock) % 96]
        if people.persons[i].previous >= 0 and people.persons[i].previous == seats.circles[circle].label:
            worth += people.kept_worth
    return worth


@kernel
def toward(people: People, seats: Seats, u: int, circle: int, without: int) -> tuple[float, float]:
    """Pair worth and flat worth of a unit with those of a circle except ``without`` and itself; -inf if forbidden."""
    near, flat = 0.0, 0.0
    for e in range(people.units[u].edge, people.units[u + 1].edge):
        v = people.links[e].other
        if seats.units[v].of == circle and v != without:
            near += people.links[e].near
            flat += people.links[e].flat
    if near > NEVER:
        for k in range(seats.circles[circle].count):
            v = seats.row[circle, k]
            if v != without and v != u:
                near += between(people, u, v)
    return near, flat


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
    return people.units[u + 1].first - people.units[u].first if u >= 0 else 0


@kernel
def _holders(people: People, unit: int, column: int, kind: int) -> int:
    count = 0
    for i in range(people.units[unit].first, people.units[unit + 1].first):
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
            for i in range(people.units[unit].first, people.units[unit + 1].first):
                kind = people.kinds[i, column]
                seen = kind < 0 or (turn == 1 and out >= 0 and _holders(people, out, column, kind) > 0)
                for j in range(people.units[unit].first, i):
                    seen |= people.kinds[j, column] == kind
                if seen:
                    continue
                before = 0
                for k in range(seats.circles[circle].count):
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
    code = people.units[into].separate
    if code >= 0 and seats.circles[circle].code != code:
        leaving = 1 if out >= 0 and people.units[out].separate >= 0 else 0
        if seats.circles[circle].coded - leaving > 0:
            return False
    return fits(people, into, seats.circles[circle].language, seats.circles[circle].start)


@kernel
def change(people: People, seats: Seats, circle: int, out: int, into: int, strict: bool) -> float:
    """What a circle's worth gains when ``out`` leaves and ``into`` comes (-1: nobody); -inf if a rule forbids it.

    Sizes may not leave their bounds, nor get further out. ``strict`` forbids new lonely people, else they cost LONELY.
    """
    size = seats.circles[circle].size - persons(people, out) + persons(people, into)
    if size > people.most or (size < people.least and size < seats.circles[circle].size):
        return NEVER
    if into >= 0 and not may_join(people, seats, circle, out, into):
        return NEVER
    pair, flat = seats.circles[circle].pair, seats.circles[circle].flat
    if into >= 0:
        near, also = toward(people, seats, into, circle, out)
        if near == NEVER:
            return NEVER
        pair += near + people.units[into].inner
        flat += also + alone_worth(people, seats, into, circle)
    if out >= 0:
        pair -= seats.units[out].own + people.units[out].inner
        flat -= flat_toward(people, seats, out, circle) + alone_worth(people, seats, out, circle)
    gain = worth(people, pair, flat, size) - worth(
        people, seats.circles[circle].pair, seats.circles[circle].flat, seats.circles[circle].size
    )
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
    for e in range(people.units[u].edge, people.units[u + 1].edge):
        if seats.units[people.links[e].other].of == circle:
            flat += people.links[e].flat
    return flat


@kernel
def seat(people: People, seats: Seats, u: int, circle: int) -> None:
    """Seat a unit that has no seat, and keep all sums right."""
    near, flat = toward(people, seats, u, circle, -1)
    seats.circles[circle].lonely += more_lonely(people, seats, circle, -1, u)
    seats.circles[circle].pair += near + people.units[u].inner
    seats.circles[circle].flat += flat + alone_worth(people, seats, u, circle)
    seats.units[u].own = near
    _tell_others(people, seats, u, circle, 1.0)
    seats.units[u].of, seats.units[u].place = circle, seats.circles[circle].count
    seats.row[circle, seats.circles[circle].count] = u
    seats.circles[circle].count += 1
    seats.circles[circle].size += persons(people, u)
    if people.units[u].separate >= 0:
        seats.circles[circle].code = people.units[u].separate
        seats.circles[circle].coded += 1


@kernel
def lift(people: People, seats: Seats, u: int) -> None:
    """Take a unit from its seat, and keep all sums right."""
    circle = seats.units[u].of
    seats.circles[circle].lonely += more_lonely(people, seats, circle, u, -1)
    seats.circles[circle].pair -= seats.units[u].own + people.units[u].inner
    seats.circles[circle].flat -= flat_toward(people, seats, u, circle) + alone_worth(people, seats, u, circle)
    last = seats.row[circle, seats.circles[circle].count - 1]
    seats.row[circle, seats.units[u].place], seats.units[last].place = last, seats.units[u].place
    seats.circles[circle].count -= 1
    seats.circles[circle].size -= persons(people, u)
    seats.units[u].of = NOBODY
    if people.units[u].separate >= 0:
        seats.circles[circle].coded -= 1
        if seats.circles[circle].coded == 0:
            seats.circles[circle].code = NOBODY
    _tell_others(people, seats, u, circle, -1.0)
    seats.units[u].own = 0.0


@kernel
def _tell_others(people: People, seats: Seats, u: int, circle: int, sign: float) -> None:
    """Let the units of a circle add (or take away) their pair worth with one that comes (or has gone)."""
    for k in range(seats.circles[circle].count):
        v = seats.row[circle, k]
        seats.units[v].own += sign * between(people, u, v)
    for e in range(people.units[u].edge, people.units[u + 1].edge):
        if seats.units[people.links[e].other].of == circle:
            seats.units[people.links[e].other].own += sign * people.links[e].near


@kernel
def total_worth(people: People, seats: Seats) -> float:
    """Worth of all circles together."""
    total = 0.0
    for circle in seats.circles:
        total += worth(people, circle.pair, circle.flat, circle.size) - LONELY * circle.lonely
    return total
