"""Chains of moves: one comes, who sat there goes elsewhere, who sat there …, until somebody finds an empty seat.

Augmenting paths, as in bipartite matching, through circles instead of seats: breadth first, each circle visited once.
"""

from __future__ import annotations

import numpy as np

from tenfold.engine.formation.dice import Dice, below
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.seating import Seating, open_circles_of, put, take
from tenfold.engine.formation.seats import NEVER, change, persons
from tenfold.engine.formation.week import SLOTS

_FANS_OUT = 400
"""So many circles, or people who could meet in a cell, are looked at from each step of a chain."""


@kernel
def _may(s: Seating, circle: int, out: int, into: int, strict: bool) -> bool:
    gain: float = change(s.people, s.seats, circle, out, into, strict)
    return bool(gain > NEVER)


@kernel
def _has_room(s: Seating, circle: int, u: int) -> bool:
    return bool(s.seats.circles[circle].size + persons(s.people, u) <= s.people.most)


@kernel
def join_directly(s: Seating, u: int, strict: bool) -> bool:
    """Seat a waiting unit in the smallest circle that has room for it."""
    found = np.empty(_FANS_OUT, np.int32)
    best, least = NOBODY, s.people.most + 1
    for k in range(open_circles_of(s, u, found)):
        size = s.seats.circles[found[k]].size
        if size < least and _has_room(s, found[k], u) and _may(s, found[k], NOBODY, u, strict):
            best, least = found[k], size
    if best != NOBODY:
        put(s, u, best)
    return best != NOBODY


@kernel
def join_by_chain(s: Seating, u: int, strict: bool, reach: int, again: bool) -> bool:
    """Seat a waiting unit by the shortest chain that ends in a circle with room, visiting at most ``reach`` circles.

    ``link[c]`` is the unit that would come into circle c. ``again``: nothing has changed since another unit looked for
    a chain in vain, so that the circles it visited need no second visit.
    """
    if s.counts[4] == 0:
        return False
    found, queue = np.empty(_FANS_OUT, np.int32), np.empty(reach + 1, np.int32)
    s.counts[3] += 0 if again else 1
    visit, tail, head = s.counts[3], 0, 0
    for k in range(open_circles_of(s, u, found)):
        if tail < reach and s.seen[found[k]] != visit:
            s.seen[found[k]], s.link[found[k]], queue[tail] = visit, u, found[k]
            tail += 1
    while head < tail:
        circle = queue[head]
        head += 1
        for place in range(s.seats.circles[circle].count):
            v = s.seats.row[circle, place]
            if not _may(s, circle, v, s.link[circle], strict):
                continue
            for k in range(open_circles_of(s, v, found)):
                other = found[k]
                if other == circle:
                    continue
                if _has_room(s, other, v):
                    if s.seen[other] != visit and _may(s, other, NOBODY, v, strict):
                        _push_along(s, v, other)
                        return True
                elif s.seen[other] != visit and tail < reach:
                    s.seen[other], s.link[other], queue[tail] = visit, v, other
                    tail += 1
    return False


@kernel
def _push_along(s: Seating, v: int, end: int) -> None:
    """Carry out a chain from its end: v goes to ``end``, whoever comes into v's circle follows, and so on."""
    while True:
        left = s.seats.units[v].of
        if left != NOBODY:
            take(s, v)
        put(s, v, end)
        if left == NOBODY:
            return
        v, end = s.link[left], left


@kernel
def draw_in(s: Seating, circle: int, state: Dice, strict: bool, spare: bool, reach: int) -> bool:
    """Bring one more unit into a circle by a chain that begins with somebody who waits, or, if ``spare``, in a circle
    that can spare somebody. ``link[c]`` is the unit that would leave circle c, ``from_[c]`` where it would go."""
    s.counts[3] += 1
    queue = np.empty(reach + 1, np.int32)
    visit, head, tail = s.counts[3], 0, 1
    queue[0], s.seen[circle], s.link[circle] = circle, visit, NOBODY
    while head < tail:
        here = queue[head]
        head += 1
        cell = s.seats.circles[here].language * SLOTS + s.seats.circles[here].start
        begin, many = s.able_first[cell], s.able_first[cell + 1] - s.able_first[cell]
        turn = below(state, many) if many else 0
        for k in range(min(many, _FANS_OUT)):
            v = s.able[begin + (turn + k) % many]
            home = s.seats.units[v].of
            if home != NOBODY and s.seen[home] == visit:
                continue
            if not _may(s, here, s.link[here], v, strict):
                continue
            if home == NOBODY or (spare and _can_spare(s, home, v, strict)):
                _pull_along(s, v, here)
                return True
            if tail < reach:
                s.seen[home], s.link[home], s.from_[home], queue[tail] = visit, v, here, home
                tail += 1
    return False


@kernel
def _can_spare(s: Seating, circle: int, v: int, strict: bool) -> bool:
    """Whether a circle remains large enough without a unit."""
    size = s.seats.circles[circle].size - persons(s.people, v)
    return size >= s.people.least and _may(s, circle, v, NOBODY, strict)


@kernel
def _pull_along(s: Seating, v: int, circle: int) -> None:
    """Carry out a chain from its beginning: v comes into a circle, who sat there goes on, and so on."""
    if s.seats.units[v].of != NOBODY:
        take(s, v)
    while True:
        leaving = s.link[circle]
        if leaving != NOBODY:
            take(s, leaving)
        put(s, v, circle)
        if leaving == NOBODY:
            return
        v, circle = leaving, s.from_[circle]
