"""Circles and their people while a change is tried out: every step can be taken back, and its cost is known at once.

The cost has two parts, compared one after the other: how much is wrong or asked for in vain (a count), and then what
the change asks of people, less what it is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.week import SLOTS, startable

from .among import Among, grouped
from .case import HOUR_PRICE, Ailment, Case, Ill

Cost = tuple[int, float]
Time = tuple[int, int]
"""A language and a UTC start slot."""


class Table:
    """The circles of a case and room for so many new ones, which are numbered after the old."""

    def __init__(self, case: Case, new: int = 0) -> None:
        self.case = case
        self.problem = problem = case.problem
        self.old, self.count = len(case), len(case) + new
        self.quarters = [*case.quarters.tolist(), *[-(-problem.minutes // 15)] * new]
        self.least = [*case.least.tolist(), *[problem.size.min] * new]
        self.most = [*case.most.tolist(), *[problem.size.max] * new]
        self.parted = [NOBODY] * self.count
        self.home = case.seat.tolist()
        self.paused, self.asks = case.paused.tolist(), case.asks.tolist()
        self.shut = {(int(person), int(circle)) for person, circle in case.shut}
        self.circle = list(self.home)
        self.people: list[frozenset[int]] = [frozenset()] * self.count
        for circle, members in grouped(self.circle).items():
            self.people[circle] = members
        self.base = list(self.people)
        self.times: list[Time] = [
            *zip(case.language.tolist(), case.start.tolist(), strict=True),
            *[(NOBODY, 0)] * new,
        ]
        self.began = list(self.times)
        self._language = np.array([language for language, _start in self.times], np.int64)
        self._start = np.array([start for _language, start in self.times], np.int64)
        self._wishing = [
            *(bool(one) for one in (case.wanted > 0) | case.rehours | case.divides),
            *[False] * new,
        ]
        self._speaks = np.pad(_bits(problem.languages), ((0, 0), (0, 1)))  # nobody speaks language -1
        self._lasts = np.array(self.quarters, np.int64)
        self._free = {q: _bits(startable(problem.hours, q))[:, :SLOTS] for q in sorted(set(self.quarters))}
        self._be_patient()
        self._pairs = Among(case)
        self._worths: dict[frozenset[int], float] = {}
        self._ills: dict[tuple[int, frozenset[int], Time], int] = {}
        self._journal: list[tuple[Any, ...]] = []
        self.moves = 0  # of people who did not ask for it
        self.unheard = sum(self.asks[p] for p, c in enumerate(self.home) if c != NOBODY)
        there = [bool(self.present(c)) for c in range(self.old)]
        self.wanted = [*(int(many) * here for many, here in zip(case.wanted, there, strict=True)), *[0] * new]
        self._ill = [self.ill(c) for c in range(self.count)]
        self._worth = [self.worth(self.people[c]) for c in range(self.count)]
        self._hours = [0] * self.count
        self.whole = [self._ill[c] == self.wishes(c) for c in range(self.count)]
        asking = {home for p, home in enumerate(self.home) if self.asks[p]}
        self.open = [
            c >= self.old or not self.whole[c] or c in asking or bool(case.divides[c]) for c in range(self.count)
        ]
        self.totals = [sum(self._ill), sum(self._worth), 0]

    def _be_patient(self) -> None:
        """Where there is patience, as few people are enough as can meet now: it is no licence to take more away."""
        for circle in np.flatnonzero(self.case.patience).tolist():
            able = len(self.present(circle)) - len(self.misfits(circle))
            self.least[circle] = min(self.least[circle], able)

    # What holds of one person and one time

    def fits(self, person: int, time: Time, quarters: int) -> bool:
        """Whether a person speaks the language and is free for the whole hour."""
        language, start = time
        return language != NOBODY and bool(self._speaks[person, language]) and bool(self._free[quarters][person, start])

    def able(self, person: int) -> list[int]:
        """The circles whose language a person speaks and for whose whole hour they are free, as the hours are now."""
        speaks = self._speaks[person, self._language] & (self._language != NOBODY)
        found = np.zeros(self.count, bool)
        for quarters, free in self._free.items():
            found |= free[person, self._start] & (self._lasts == quarters)
        return [int(circle) for circle in np.flatnonzero(speaks & found)]

    def fitting(self, people: Iterable[int], quarters: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Of k people what they speak (k, L), and the starts at which they are free (k, 672)."""
        chosen = list(people)
        return self._speaks[chosen], self._free[quarters][chosen]

    def present(self, circle: int) -> list[int]:
        return sorted(p for p in self.people[circle] if not self.paused[p])

    def misfits(self, circle: int) -> list[int]:
        time, quarters = self.times[circle], self.quarters[circle]
        return [p for p in self.present(circle) if not self.fits(p, time, quarters)]

    # What a circle lacks, and what it is worth

    def wishes(self, circle: int) -> int:
        """What a circle of old asks for and has not got: new people, another hour, to become two."""
        if not self._wishing[circle] or all(self.paused[p] for p in self.base[circle]):
            return 0  # where nobody is there, nobody asks
        case, stay = self.case, [p for p in self.base[circle] & self.people[circle] if not self.paused[p]]
        if not stay:  # a wish is not heard by dissolving the circle
            return self.wanted[circle] + int(case.rehours[circle]) + int(case.divides[circle])
        unmet = max(0, self.wanted[circle] - len(self.people[circle] - self.base[circle]))
        unmet += int(case.rehours[circle] and not self._has_other_hour(circle))
        return unmet + int(case.divides[circle] and not self._has_parted(circle))

    def _has_other_hour(self, circle: int) -> bool:
        """Whether a circle meets at an hour that does not overlap with the one it had."""
        away = abs((self.times[circle][1] - self.began[circle][1] + SLOTS // 2) % SLOTS - SLOTS // 2)
        return bool(away >= self.quarters[circle])

    def _has_parted(self, circle: int) -> bool:
        new = (c for c in range(self.old, self.count) if self.parted[c] == circle)
        went = any(self.people[c] & self.base[circle] for c in new)
        return went and bool(self.people[circle] & self.base[circle])

    def ill(self, circle: int) -> int:
        """How much is wrong with a circle as it is now, its unheard wishes included."""
        key = (circle, self.people[circle], self.times[circle])
        found = self._ills.get(key)
        if found is None:
            found = self._ills[key] = sum(one.missing for one in self.ailments(circle))
        return found + self.wishes(circle)

    def ailments(self, circle: int) -> list[Ailment]:
        """What is wrong with a circle as it is now."""
        people, present = self.people[circle], self.present(circle)
        if not present:
            return []
        time, quarters, found = self.times[circle], self.quarters[circle], []
        away = [p for p in sorted(people) if self.paused[p] and self._loses(p, circle)]
        mute = [p for p in present if not self._speaks[p, time[0]]]
        busy = [p for p in present if p not in mute and not self.fits(p, time, quarters)]
        found += [Ailment(Ill.LANGUAGE, circle, (p,)) for p in mute]
        found += [Ailment(Ill.HOUR, circle, (p,)) for p in (*busy, *away)]
        short = self.least[circle] - (len(present) - len(mute) - len(busy))
        if short > 0:
            found.append(Ailment(Ill.SHORT, circle, missing=short))
        if len(people) > self.most[circle]:
            found.append(Ailment(Ill.FULL, circle, missing=len(people) - self.most[circle]))
        return found + self._pairs.ailments(circle, people)

    def _loses(self, person: int, circle: int) -> bool:
        """Whether somebody who is away could come at the hour there was, and could not at this one."""
        if self.times[circle] == self.began[circle]:
            return False
        quarters = self.quarters[circle]
        return self.fits(person, self.began[circle], quarters) and not self.fits(person, self.times[circle], quarters)

    def worth(self, people: frozenset[int]) -> float:
        """How much people differ, keep their ties and meet new people, summed over them."""
        found = self._worths.get(people)
        if found is None:
            found = self._worths[people] = self._pairs.worth(people)
        return found

    # Steps

    def move(self, person: int, to: int) -> None:
        """Seat a person somewhere else; -1 is the line."""
        left = self.circle[person]
        if left == to:
            return
        self._journal.append(("move", person, left))
        self._move(person, left, to)

    def _move(self, person: int, left: int, to: int) -> None:
        home = self.home[person]
        if home != NOBODY:
            change = int(to != home) - int(left != home)
            if self.asks[person]:
                self.unheard -= change
            else:
                self.moves += change
        self.circle[person] = to
        for circle, people in ((left, frozenset((person,))), (to, frozenset((person,)))):
            if circle != NOBODY:
                self.people[circle] = self.people[circle] ^ people
                self._weigh(circle)
                if self.parted[circle] != NOBODY:
                    self._weigh(self.parted[circle])

    def retime(self, circle: int, time: Time) -> None:
        """Let a circle meet in another language or at another hour."""
        self._journal.append(("time", circle, self.times[circle]))
        self._retime(circle, time)

    def _retime(self, circle: int, time: Time) -> None:
        self.times[circle] = time
        self._language[circle], self._start[circle] = time
        self._weigh(circle)

    def part(self, new: int, circle: int) -> None:
        """Say that a new circle parts from an old one, or (-1) from none."""
        self._journal.append(("part", new, self.parted[new]))
        self._part(new, circle)

    def _part(self, new: int, circle: int) -> None:
        former, self.parted[new] = self.parted[new], circle
        for concerned in {former, circle} - {NOBODY}:
            self._weigh(concerned)

    def mark(self) -> int:
        return len(self._journal)

    def undo(self, mark: int) -> None:
        """Take back every step since a mark."""
        while len(self._journal) > mark:
            kind, which, former = self._journal.pop()
            if kind == "move":
                self._move(which, self.circle[which], former)
            elif kind == "time":
                self._retime(which, former)
            else:
                self._part(which, former)

    def since(self, mark: int) -> list[tuple[Any, ...]]:
        """The steps since a mark as they could be taken again."""
        now = {"move": self.circle, "time": self.times, "part": self.parted}
        return list(dict.fromkeys((kind, which, now[kind][which]) for kind, which, _ in self._journal[mark:]))

    def take(self, steps: Iterable[tuple[Any, ...]]) -> None:
        """Take steps that :meth:`since` told."""
        do: dict[str, Callable[[int, Any], None]] = {"move": self.move, "time": self.retime, "part": self.part}
        for kind, which, to in steps:
            do[kind](which, to)

    def _weigh(self, circle: int) -> None:
        people = self.people[circle]
        stays = sum(self.home[p] == circle for p in people) if self.times[circle] != self.began[circle] else 0
        new = (self.ill(circle), self.worth(people), stays)
        old = (self._ill[circle], self._worth[circle], self._hours[circle])
        self.totals = [total + after - before for total, after, before in zip(self.totals, new, old, strict=True)]
        self._ill[circle], self._worth[circle], self._hours[circle] = new

    # What it comes to

    @property
    def disturbed(self) -> float:
        return float(self.moves + HOUR_PRICE * self.totals[2])

    @property
    def wrong(self) -> int:
        return int(self.totals[0] + self.unheard)

    def most_worth(self, circles: set[int], people: int) -> float:
        """What all circles together could be worth at the very most, if these circles held so many people."""
        kept = sum(worth for circle, worth in enumerate(self._worth) if circle not in circles)
        return kept + self._pairs.most_worth(people)

    def cost(self) -> Cost:
        price = self.problem.weights.kept
        return self.wrong, round(float(price * self.disturbed - self.totals[1]), 9)

    def is_ill(self, circle: int) -> bool:
        """Whether anything is wrong with a circle, apart from what it wishes."""
        return self._ill[circle] > self.wishes(circle)

    def movable(self, circle: int) -> list[int]:
        """Who may be asked to go: everybody of a circle that is not whole or asks to divide, else who asks to."""
        everybody = not self.whole[circle] or bool(self.case.divides[circle])
        present = [p for p in sorted(self.base[circle]) if not self.paused[p]]
        return present if everybody else [p for p in present if self.asks[p]]

    def may_retime(self, circle: int) -> bool:
        """Whether another hour may be proposed to a circle: where something is wrong, or it asks for one."""
        return not self.whole[circle] or bool(self.case.rehours[circle])

    def may_enter(self, person: int, circle: int) -> bool:
        """Whether a person who does not sit there could be proposed this circle, with the hour as it is now.

        The seats of those who would leave are not counted on: whatever part of the change people agree to, no circle
        has more people than it holds.
        """
        if not self.fits(person, self.times[circle], self.quarters[circle]) or (person, circle) in self.shut:
            return False
        around = (self.base[circle] | self.people[circle]) - {person}
        return len(around) < self.most[circle] and not self._pairs.forbid(person, around)


def _bits(words: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Bitsets (n, w) as a mask (n, 64 w)."""
    shifts = np.arange(64, dtype=np.uint64)
    bits = (words[:, :, None] >> shifts) & np.uint64(1)
    mask: NDArray[np.bool_] = bits.astype(bool).reshape(len(words), 64 * words.shape[1])
    return mask
