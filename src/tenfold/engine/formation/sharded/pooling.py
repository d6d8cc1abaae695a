"""What the shards formed, put together; and what no shard could do alone: seat the last people, close the top."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.nest import MOST, nest
from tenfold.engine.formation.plan import Level, Plan, Score
from tenfold.engine.formation.problem import NOBODY, Problem
from tenfold.engine.formation.sharded.crowd import Crowd, Rules
from tenfold.engine.formation.sharded.nesting import Storey, Voices, adopt, gather, lengths, voices_in
from tenfold.engine.formation.sharded.placeable import Choices
from tenfold.engine.formation.sharded.rescue import rescue
from tenfold.engine.formation.sharded.shard import form_shard
from tenfold.engine.formation.sharded.weeks import listed
from tenfold.engine.formation.week import SLOTS, startable

Int = NDArray[np.int32]
Short = NDArray[np.int16]
Kind = TypeVar("Kind", bound=np.generic)

SUMMIT = 1500
"""So many circles are gathered to the top with all who may speak for them in view."""


@dataclass(frozen=True, slots=True)
class Formed:
    """A shard's answer: ``circle`` (m,), cells and lengths of its circles, and the storeys above."""

    circle: Int
    cell: Int
    length: Short
    storeys: tuple[Storey, ...]


class Pool:
    """A nest in the making: ``circle`` (n,) of each person, ``cell`` and ``length`` of each circle, and the storeys."""

    def __init__(self, crowd: Crowd, rules: Rules, keys: NDArray[np.uint64], storeys: int) -> None:
        self.crowd, self.rules, self.keys, self.slices = crowd, rules, keys, 0
        self.circle = np.full(len(crowd), NOBODY, np.int32)
        self._cells: list[list[Int]] = [[] for _ in range(storeys + 1)]
        self._lengths: list[list[Short]] = [[] for _ in range(storeys + 1)]
        self._parents: list[list[Int]] = [[] for _ in range(storeys)]
        self._delegates: list[list[Int]] = [[] for _ in range(storeys)]
        self._count = [0] * (storeys + 1)

    def add(self, rows: NDArray[np.int64], formed: Formed) -> None:
        """Take in what a shard made of the people of some rows."""
        self.slices += 1
        self.circle[rows] = _moved(formed.circle, self._count[0])
        for level, storey in enumerate(formed.storeys):
            self._parents[level].append(_moved(storey.parent, self._count[level + 1]))
            self._delegates[level].append(rows[storey.delegate].astype(np.int32))
        self._append(0, formed.cell, formed.length)
        for level, storey in enumerate(formed.storeys):
            self._append(level + 1, storey.cell, storey.length)

    def _append(self, level: int, cell: Int, length: Short) -> None:
        self._cells[level].append(cell)
        self._lengths[level].append(length)
        self._count[level] += len(cell)

    @property
    def cell(self) -> Int:
        """Language * 672 + start of each circle of people."""
        return _whole(self._cells[0])

    @property
    def length(self) -> Short:
        """Quarter hours that each circle of people can meet."""
        return _whole(self._lengths[0])

    def _storey(self, level: int) -> tuple[Int, Int, Int, Short]:
        """Parent and delegate of each circle under a storey, cell and length of each of its parents."""
        parents, delegates = _whole(self._parents[level]), _whole(self._delegates[level])
        return parents, delegates, _whole(self._cells[level + 1]), _whole(self._lengths[level + 1])

    def seat_leftovers(self, choices: Choices, seed: int) -> None:
        """Form new circles of those without a seat, let others join where there is room, fill up for the rest."""
        left = self._waiting(choices)
        if len(left) >= self.rules.size.min:
            self._new_circles(left, seed)
        left = self._waiting(choices)
        if len(left):
            self._let_join(left)
        left = self._waiting(choices)
        if len(left):
            stays = self._spokespeople()
            rescued = rescue(self.crowd, self.rules, self.keys, self.circle, stays, left, choices.cell[left])
            self._open(rescued)

    def _waiting(self, choices: Choices) -> NDArray[np.int64]:
        """Those without a seat who are placeable, the scarcest first."""
        left = np.flatnonzero((self.circle == NOBODY) & choices.placeable(self.rules))
        return left[np.lexsort((self.keys[left], choices.company[left]))]

    def _spokespeople(self) -> NDArray[np.bool_]:
        """Who is a delegate already, and therefore stays."""
        mask = np.zeros(len(self.crowd), bool)
        for delegates in self._delegates:
            who: Int = _whole(delegates)
            mask[who] = True
        return mask

    def _open(self, cell: Int) -> None:
        """Take in circles whose people have already been told, with their lengths, and nobody above them yet."""
        first = self._count[0]
        people = np.flatnonzero(self.circle >= first)
        starts = startable(self.crowd.hours[people], self.rules.quarters)
        number = (self.circle[people] - first).astype(np.int32)
        length = lengths(starts, number, np.arange(len(people), dtype=np.int32), cell, self.rules.quarters)
        self._append(0, cell, length)
        if self._parents:
            speaker = np.zeros(len(cell), np.int32)
            speaker[number] = people
            self._parents[0].append(np.full(len(cell), NOBODY, np.int32))
            self._delegates[0].append(speaker)

    def _new_circles(self, left: NDArray[np.int64], seed: int) -> None:
        formed = form_shard(self.crowd.take(left), self.rules, seed)
        self.circle[left] = _moved(formed.circle, self._count[0])
        self._open(formed.cell)

    def _let_join(self, left: NDArray[np.int64]) -> None:
        size = np.bincount(self.circle[self.circle >= 0], minlength=self._count[0]).astype(np.int32)
        each = Voices(np.arange(len(left) + 1, dtype=np.int32), np.arange(len(left), dtype=np.int32))
        people = self.crowd.take(left)
        joined, _ = _adopted(people, each, self.cell, size, self.rules.size.max, self.rules)
        self.circle[left] = joined
        _shorten(self.length, people, joined, np.arange(len(left), dtype=np.int32), self.cell, self.rules)

    def gather_orphans(self, seed: int) -> None:
        """Bring circles that have no parent under new ones, or under those that have room, storey by storey."""
        for level in range(len(self._parents)):
            parent, delegate, _, _ = self._storey(level)
            alone = np.flatnonzero(parent == NOBODY)
            if len(alone) == 0:
                continue
            people, voices = self._voices(level, alone)
            storey = gather(self.crowd.take(people), voices, self.rules, seed + level)
            first = self._count[level + 1]
            parent[alone] = _moved(storey.parent, first)
            delegate[alone] = people[storey.delegate]
            self._append(level + 1, storey.cell, storey.length)
            if level + 1 < len(self._parents):
                self._parents[level + 1].append(np.full(len(storey.cell), NOBODY, np.int32))
                self._delegates[level + 1].append(np.zeros(len(storey.cell), np.int32))
            self._let_circles_join(level, alone[storey.parent == NOBODY])

    def _let_circles_join(self, level: int, alone: NDArray[np.int64]) -> None:
        if len(alone) == 0:
            return
        parent, delegate, cell, length = self._storey(level)
        size = np.bincount(parent[parent >= 0], minlength=len(cell)).astype(np.int32)
        people, voices = self._voices(level, alone)
        crowd = self.crowd.take(people)
        joined, speaker = _adopted(crowd, voices, cell, size, MOST, self.rules)
        found = joined >= 0
        parent[alone[found]], delegate[alone[found]] = joined[found], people[speaker[found]]
        _shorten(length, crowd, joined[found], speaker[found], cell, self.rules)

    def _voices(self, level: int, circles: NDArray[np.int64]) -> tuple[NDArray[np.int64], Voices]:
        """Who may speak for some circles under a storey: rows of the crowd, and voices among these rows."""
        number = np.full(self._count[level], NOBODY, np.int32)
        number[circles] = np.arange(len(circles))
        if level == 0:
            of, who = self.circle, np.arange(len(self.circle), dtype=np.int32)
        else:
            of, who, _, _ = self._storey(level - 1)
        mine = np.flatnonzero(of >= 0)
        mine = mine[number[of[mine]] >= 0]
        order = np.argsort(self.keys[who[mine]], kind="stable")
        mine = mine[order]
        people = who[mine].astype(np.int64)
        return people, voices_in(number[of[mine]], len(circles), np.arange(len(people), dtype=np.int32))

    def levels(self) -> tuple[Level, ...]:
        """The storeys so far."""
        return tuple(_level(Storey(*self._storey(level))) for level in range(len(self._parents)))

    def top(self) -> tuple[NDArray[np.int64], Voices]:
        """The circles that have nobody above them yet: who may speak for them, as in ``_voices``."""
        level = len(self._parents)
        return self._voices(level, np.arange(self._count[level]))


def summit(pool: Pool, seed: int) -> tuple[Level, ...]:
    """Gather the circles on top of the storeys up to one, as far as that is possible."""
    people, voices = pool.top()
    levels: list[Level] = []
    while len(voices) > SUMMIT:
        storey = gather(pool.crowd.take(people), voices, pool.rules, seed + 7 * len(levels))
        if len(storey.cell) == 0:
            return tuple(levels)
        levels.append(
            _level(Storey(storey.parent, people[storey.delegate].astype(np.int32), storey.cell, storey.length))
        )
        voices = voices_in(storey.parent, len(storey.cell), storey.delegate)
    chosen = people[voices.who]
    crowd = pool.crowd.take(chosen)
    problem = Problem(
        crowd.languages, crowd.hours, crowd.offset, minutes=pool.rules.minutes, weights=pool.rules.weights
    )
    circle = np.repeat(np.arange(len(voices), dtype=np.int32), np.diff(voices.at))
    above = nest(problem, _seated(circle, len(voices)), seed=seed)
    return (*levels, *(replace(level, delegate=chosen[level.delegate].astype(np.int32)) for level in above))


def _seated(circle: Int, circles: int) -> Plan:
    """As much of a plan as a nest wants to know: who is in which circle."""
    none = np.zeros(circles, np.int16)
    return Plan(circle, np.zeros(circles, np.int32), none, none, (), Score(*np.zeros(8).tolist()), 0)


def _whole(parts: list[NDArray[Kind]]) -> NDArray[Kind]:
    """Join the parts of an array for good."""
    if len(parts) != 1:
        parts[:] = [np.concatenate(parts)]
    return parts[0]


def _moved(number: Int, by: int) -> Int:
    return np.where(number >= 0, number + by, NOBODY).astype(np.int32)


def _level(storey: Storey) -> Level:
    language, start = np.divmod(storey.cell, SLOTS)
    return Level(
        storey.parent,
        storey.delegate,
        language.astype(np.int32),
        start.astype(np.int16),
        storey.length.astype(np.int16),
    )


def _adopted(crowd: Crowd, voices: Voices, cell: Int, size: Int, most: int, rules: Rules) -> tuple[Int, Int]:
    tongue_at, tongue = listed(crowd.languages)
    starts = startable(crowd.hours, rules.quarters)
    tongues = 64 * crowd.languages.shape[1]
    return adopt(starts, tongue_at, tongue, voices.at, voices.who, cell, size, most, tongues)


def _shorten(length: Short, crowd: Crowd, group: Int, who: Int, cell: Int, rules: Rules) -> None:
    """Cut the lengths of groups to what newcomers can stay."""
    joined = np.flatnonzero(group >= 0)
    starts = startable(crowd.hours[who[joined]], rules.quarters)
    for k, circle in zip(range(len(joined)), group[joined].tolist(), strict=True):
        own = lengths(
            starts[k : k + 1], np.zeros(1, np.int32), np.zeros(1, np.int32), cell[circle : circle + 1], rules.quarters
        )
        length[circle] = min(length[circle], own[0])
