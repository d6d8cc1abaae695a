"""Circles into larger circles: each sends one of its voices, and the delegates are formed like people."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.nest import MOST
from tenfold.engine.formation.problem import NOBODY, Size
from tenfold.engine.formation.sharded.crowd import Crowd, Rules
from tenfold.engine.formation.sharded.shard import Circles, form_shard
from tenfold.engine.formation.sharded.weeks import listed
from tenfold.engine.formation.week import SLOTS, free_from, members, startable

Int = NDArray[np.int32]
Bits = NDArray[np.uint64]

SIZE = Size(2, 10, MOST)
"""Children of one parent."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Who may speak for each of c circles: those of circle k are ``who[at[k]:at[k + 1]]``, rows of a crowd."""

    at: Int
    who: Int

    def __len__(self) -> int:
        return len(self.at) - 1

    def of(self, circles: NDArray[np.integer]) -> Voices:
        """The voices of some of the circles."""
        many = np.diff(self.at)[circles]
        at = np.concatenate([[0], np.cumsum(many)])
        who = np.repeat(self.at[circles] - at[:-1], many) + np.arange(at[-1])
        return Voices(at.astype(np.int32), self.who[who])


@dataclass(frozen=True, slots=True)
class Storey:
    """c circles under p parents: ``parent`` (c,), -1 for none; ``delegate`` (c,), rows of the crowd; ``cell`` (p,),
    language * 672 + start; ``length`` (p,) in quarter hours."""

    parent: Int
    delegate: Int
    cell: Int
    length: NDArray[np.int16]


def voices_in(group: Int, groups: int, who: Int) -> Voices:
    """Voices from the group of each of m people (or delegates ``who``), -1 for none."""
    order = np.argsort(group, kind="stable").astype(np.int32)
    order = order[np.searchsorted(group[order], 0) :]
    at = np.concatenate([[0], np.cumsum(np.bincount(group[order], minlength=groups))])
    return Voices(at.astype(np.int32), who[order])


@kernel
def _widest(languages: Bits, starts: Bits, at: Int, who: Int) -> Int:
    """Of the voices of each circle the one with most languages times hours, the first of equals."""
    slots, chosen = np.empty(max(SLOTS, 64 * languages.shape[1]), np.int32), np.empty(len(at) - 1, np.int32)
    for circle in range(len(chosen)):
        best = -1
        for k in range(at[circle], at[circle + 1]):
            reach = members(languages[who[k]], slots) * members(starts[who[k]], slots)
            if reach > best:
                best, chosen[circle] = reach, who[k]
    return chosen


@kernel
def adopt(
    starts: Bits, tongue_at: Int, tongue: Int, at: Int, who: Int, cell: Int, size: Int, most: int, tongues: int
) -> tuple[Int, Int]:
    """Find room under existing parents for circles without one, in their order.

    ``cell`` (p,), ``size`` (p,) of the parents, none of which will hold more than ``most``; ``size`` is kept right.
    Returns parent and delegate of each circle, -1 where nobody who may speak for it fits anywhere.
    """
    roomy = np.flatnonzero(size < most)
    roomy = roomy[np.argsort(cell[roomy], kind="mergesort")]
    first = np.searchsorted(cell[roomy], np.arange(tongues * SLOTS + 1))
    circles, slots = len(at) - 1, np.empty(SLOTS, np.int32)
    parent, delegate = np.full(circles, NOBODY, np.int32), np.full(circles, NOBODY, np.int32)
    for circle in range(circles):
        smallest = most
        for k in range(at[circle], at[circle + 1]):
            v = who[k]
            many = members(starts[v], slots)
            for t in range(tongue_at[v], tongue_at[v + 1]):
                for s in range(many):
                    c = tongue[t] * SLOTS + slots[s]
                    for p in roomy[first[c] : first[c + 1]]:
                        if size[p] < smallest:
                            smallest, parent[circle], delegate[circle] = size[p], p, v
        if parent[circle] != NOBODY:
            size[parent[circle]] += 1
    return parent, delegate


@kernel
def lengths(starts: Bits, group: Int, who: Int, cell: Int, quarters: int) -> NDArray[np.int16]:
    """For how many quarter hours all people ``who`` of each group are free from its start on, int16 (groups,)."""
    length = np.full(len(cell), SLOTS, np.int16)
    for k in range(len(group)):
        if group[k] != NOBODY:
            free = min(free_from(starts[who[k]], cell[group[k]] % SLOTS) + quarters - 1, SLOTS)
            length[group[k]] = min(length[group[k]], free)
    return length


def gather(crowd: Crowd, voices: Voices, rules: Rules, seed: int) -> Storey:
    """Bring circles under parents, two to twelve each, ten if it can be."""
    starts = startable(crowd.hours, rules.quarters)
    delegate = _widest(crowd.languages, starts, voices.at, voices.who)
    formed: Circles = form_shard(crowd.take(delegate), replace(rules, size=SIZE), seed)
    parent, alone = formed.circle.copy(), np.flatnonzero(formed.circle == NOBODY)
    if len(alone):
        size = np.bincount(parent[parent >= 0], minlength=len(formed.cell)).astype(np.int32)
        rest = voices.of(alone)
        tongue_at, tongue = listed(crowd.languages)
        tongues = 64 * crowd.languages.shape[1]
        found, speaker = adopt(starts, tongue_at, tongue, rest.at, rest.who, formed.cell, size, MOST, tongues)
        parent[alone] = found
        delegate[alone] = np.where(found >= 0, speaker, delegate[alone])
    length = lengths(starts, parent, delegate, formed.cell, rules.quarters)
    return Storey(parent, delegate, formed.cell, length)
