"""Small circles in trouble, and the best change for them by trying everything, without the engine's parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st

from tenfold.engine.formation import HARD, Feature, Pairs, Problem, Size, Weights
from tenfold.engine.formation.reform import HOUR_PRICE, Case

HOURS = (10, 110, 210, 310)
"""The starts at which people of these cases may be free, in quarter hours; everybody meets for one."""

SIZE = Size(2, 3, 4)


def people(
    speak: Sequence[Sequence[int]],
    free: Sequence[Sequence[int]],
    *,
    origin: Sequence[int] | None = None,
    kept: float = 1.0,
    **more: Any,
) -> Problem:
    """People with the languages they speak and the hours (places in :data:`HOURS`) at which they are free."""
    n = len(speak)
    languages, hours = np.zeros((n, 1), np.uint64), np.zeros((n, 11), np.uint64)
    for person, (spoken, at) in enumerate(zip(speak, free, strict=True)):
        for language in spoken:
            languages[person, 0] |= np.uint64(1 << language)
        for place in at:
            slot = HOURS[place]
            hours[person, slot >> 6] |= np.uint64(1 << (slot & 63))
    features = (Feature("origin", "nominal", np.array(origin, np.int32)),) if origin is not None else ()
    usual = {"size": SIZE, "minutes": 15, "features": features, "weights": Weights(kept=kept)}
    return Problem(languages, hours, np.zeros(n, np.int16), **{**usual, **more})


def case(problem: Problem, seat: Sequence[int], times: Sequence[tuple[int, int]], **more: Any) -> Case:
    """Circles that meet at times (language, place in :data:`HOURS`), and who sits in them."""
    return Case.of(
        problem,
        np.array(seat, np.int32),
        np.array([language for language, _ in times], np.int32),
        np.array([HOURS[place] for _, place in times], np.int16),
        **{name: np.array(value) for name, value in more.items()},
    )


@st.composite
def cases(draw: Any, *, most: int = 7, kept: float = 1.0) -> Case:
    """Two or three circles, up to seven people who sit in them or wait, and anything that may be wrong."""
    n, c = draw(st.integers(2, most)), draw(st.integers(1, 3))
    subsets = st.sets(st.integers(0, 2), min_size=1, max_size=3)
    speak = [sorted(draw(st.sets(st.integers(0, 1), min_size=1))) for _ in range(n)]
    free = [sorted(draw(subsets)) for _ in range(n)]
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda both: both[0] < both[1])
    apart = draw(st.lists(pair, max_size=2, unique=True))
    problem = people(
        speak,
        free,
        origin=[draw(st.integers(0, 2)) for _ in range(n)],
        kept=kept,
        apart=Pairs(np.array(apart, np.int32).reshape(-1, 2), np.full(len(apart), HARD, np.float32)),
    )
    seat = [draw(st.integers(-1, c - 1)) for _ in range(n)]
    seat = [s if s < 0 or seat[:at].count(s) < 4 else -1 for at, s in enumerate(seat)]
    times = [(draw(st.integers(0, 1)), draw(st.integers(0, 2))) for _ in range(c)]
    flag = st.sampled_from([False, False, False, True])
    return case(
        problem,
        seat,
        times,
        paused=[s >= 0 and draw(flag) for s in seat],
        asks=[s >= 0 and draw(flag) for s in seat],
        patience=[draw(flag) for _ in range(c)],
        wanted=np.array([draw(st.sampled_from([0, 0, 0, 1])) for _ in range(c)], np.int32),
        divides=[draw(flag) for _ in range(c)],
        rehours=[draw(flag) for _ in range(c)],
        least=np.array([draw(st.sampled_from([2, 2, 3])) for _ in range(c)], np.int32),
        shut=np.array(
            draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, c - 1)), max_size=2)), np.int32
        ).reshape(-1, 2),
    )


class Plain:
    """A change, judged from scratch. ``circle`` may name one new circle, number c; ``parted`` is from where it came."""

    def __init__(self, case: Case, circle: Sequence[int], times: Sequence[tuple[int, int]], parted: int = -1) -> None:
        self.case, self.circle, self.times, self.parted = case, list(circle), list(times), parted
        self.seat = case.seat.tolist()
        self.began = list(zip(case.language.tolist(), case.start.tolist(), strict=True))

    def fits(self, person: int, time: tuple[int, int]) -> bool:
        speaks = int(self.case.problem.languages[person, 0]) >> time[0] & 1
        free = int(self.case.problem.hours[person, time[1] >> 6]) >> (time[1] & 63) & 1
        return bool(speaks and free)

    def inside(self, circle: int) -> list[int]:
        return [p for p, c in enumerate(self.circle) if c == circle]

    def structural(self, circle: int, inside: Sequence[int], time: tuple[int, int]) -> int:
        """How much is wrong with a circle of these people at this time."""
        case = self.case
        present = [p for p in inside if not case.paused[p]]
        if not present:
            return 0
        misfit = [p for p in present if not self.fits(p, time)]
        away = [p for p in inside if case.paused[p] and circle < len(case) and time != self.began[circle]]
        away = [p for p in away if self.fits(p, self.began[circle]) and not self.fits(p, time)]
        short = max(0, self.least(circle) - (len(present) - len(misfit)))
        most = int(case.most[circle]) if circle < len(case) else case.problem.size.max
        over = max(0, len(inside) - most)
        return int(len(misfit) + len(away) + short + over + len(self.conflicts(inside)))

    def wanted(self, circle: int) -> int:
        """For how many new people a circle asks; where nobody is there, nobody asks."""
        there = circle < len(self.case) and any(
            s == circle and not self.case.paused[p] for p, s in enumerate(self.seat)
        )
        return int(self.case.wanted[circle]) if there else 0

    def least(self, circle: int) -> int:
        """How many people are enough: with patience, as many as can meet to begin with."""
        if circle >= len(self.case):
            return self.case.problem.size.min
        was = [p for p, s in enumerate(self.seat) if s == circle and not self.case.paused[p]]
        able = sum(self.fits(p, self.began[circle]) for p in was)
        least = int(self.case.least[circle])
        return min(least, able) if self.case.patience[circle] else least

    def conflicts(self, inside: Sequence[int]) -> list[tuple[int, int]]:
        pairs = {(min(a, b), max(a, b)) for a, b in self.case.problem.apart.who.tolist() if a != b}
        return [(a, b) for a, b in pairs if a in inside and b in inside]

    def wrong(self) -> int:
        case = self.case
        count = 0
        for circle in range(len(case) + 1):
            time = self.times[circle] if circle < len(self.times) else (0, 0)
            count += self.structural(circle, self.inside(circle), time)
        for circle in range(len(case)):
            count += self.unmet(circle)
        unheard = [p for p, s in enumerate(self.seat) if s >= 0 and case.asks[p] and self.circle[p] == s]
        return count + len(unheard)

    def unmet(self, circle: int) -> int:
        """What a circle asks for and has not got; all of it, when it has been dissolved."""
        case = self.case
        was = [p for p, s in enumerate(self.seat) if s == circle and not case.paused[p]]
        if not was:
            return 0
        stay = [p for p in was if self.circle[p] == circle]
        came = [p for p in self.inside(circle) if self.seat[p] != circle]
        new = [p for p in self.inside(len(case)) if self.seat[p] == circle and self.parted == circle]
        other_hour = self.times[circle][1] != self.began[circle][1]
        return (
            max(0, self.wanted(circle) - len(came) * bool(stay))
            + int(case.rehours[circle] and not (stay and other_hour))
            + int(case.divides[circle] and not (stay and new))
        )

    def disturbed(self) -> float:
        moved = [p for p, s in enumerate(self.seat) if s >= 0 and self.circle[p] != s and not self.case.asks[p]]
        stay = [p for p, s in enumerate(self.seat) if s >= 0 and self.circle[p] == s and self.times[s] != self.began[s]]
        return len(moved) + HOUR_PRICE * len(stay)

    def worth(self) -> float:
        weights, total = self.case.problem.weights, 0.0
        origin = self.case.problem.features[0].values
        for circle in range(len(self.case) + 1):
            inside = self.inside(circle)
            differ = sum(origin[a] != origin[b] for a in inside for b in inside)
            total += weights.difference * differ / max(len(inside) - 1, 1) + weights.unmet * len(inside)
        return total

    def cost(self) -> tuple[int, float]:
        return self.wrong(), round(self.case.problem.weights.kept * self.disturbed() - self.worth(), 9)

    def is_proper(self) -> bool:
        """Whether a change keeps what every change must keep, whatever part of it people agree to."""
        case = self.case
        for person, (was, now) in enumerate(zip(self.seat, self.circle, strict=True)):
            if was == now:
                continue
            if now < 0 or case.paused[person] or not self.fits(person, self.times[now]):
                return False
            if (person, now) in set(map(tuple, case.shut.tolist())):
                return False
        return all(self._keeps(circle) for circle in range(len(case) + 1))

    def _keeps(self, circle: int) -> bool:
        case, old = self.case, circle < len(self.case)
        was = [p for p, s in enumerate(self.seat) if s == circle]
        now = self.inside(circle)
        came = [p for p in now if p not in was]
        if came and len({*was, *now}) > (int(case.most[circle]) if old else case.problem.size.max):
            return False
        if any(a in came or b in came for a, b in self.conflicts([*was, *came])):
            return False
        if not old and now:
            sound = self.structural(circle, now, self.times[circle]) == 0 and any(self.seat[p] >= 0 for p in now)
            return sound and self._line_is_asked(circle, came, len(now), False)
        whole = old and self.structural(circle, was, self.began[circle]) == 0
        if whole and self.times[circle] != self.began[circle] and not self.is_concerned(circle):
            return False
        stay = [p for p in was if p in now]
        able = sum(not case.paused[p] and self.fits(p, self.times[circle]) for p in stay)
        if whole and stay != was and able < self.least(circle):
            return False
        if whole and any(self.structural(circle, those, self.times[circle]) for those in (now, stay)):
            return False
        return self._line_is_asked(circle, came, len(now), whole)

    def _line_is_asked(self, circle: int, came: Sequence[int], size: int, whole: bool) -> bool:
        case, old = self.case, circle < len(self.case)
        waited = sum(self.seat[p] < 0 for p in came)
        asking = any(case.asks[p] and s == circle for p, s in enumerate(self.seat))
        opened = not old or not whole or asking or bool(case.divides[circle])
        usual = min(case.problem.size.target, int(case.most[circle]) if old else case.problem.size.max)
        return waited <= self.wanted(circle) or (opened and size <= usual)

    def is_concerned(self, circle: int) -> bool:
        """Whether anything is wrong with a circle, or asked for in it."""
        case, was = self.case, [p for p, s in enumerate(self.seat) if s == circle]
        asked = (
            bool(case.divides[circle] or case.rehours[circle])
            or case.wanted[circle] > 0
            or any(case.asks[p] for p in was)
        )
        return asked or self.is_ill(circle)

    def is_ill(self, circle: int) -> bool:
        """Whether anything is wrong with a circle as it was."""
        was = [p for p, s in enumerate(self.seat) if s == circle]
        return self.structural(circle, was, self.began[circle]) > 0


def as_it_is(case: Case) -> Plain:
    start = Plain(case, case.seat.tolist(), [])
    start.times = list(start.began)
    return start


def everything(case: Case) -> Iterator[Plain]:
    """Every change that may be proposed at all, with at most one new circle."""
    start = as_it_is(case)
    all_times = [(language, slot) for language in (0, 1) for slot in HOURS[:3]]
    concerned = [c for c in range(len(case)) if start.is_concerned(c)]
    retimed = [c for c in concerned if start.is_ill(c) or case.rehours[c]]
    hours = [[start.began[c], *all_times] if c in retimed else [start.began[c]] for c in range(len(case))]
    hours = [list(dict.fromkeys(those)) for those in hours]
    parents = [-1, *(c for c in range(len(case)) if case.divides[c])]
    for times in product(*hours, [None, *all_times]):
        for parted in parents if times[-1] is not None else [-1]:
            yield from _seatings(case, start, times, parted)


def _seatings(case: Case, start: Plain, times: tuple[Any, ...], parted: int) -> Iterator[Plain]:
    options = []
    for person, seat in enumerate(start.seat):
        asked = seat >= 0 and (bool(case.asks[person]) or bool(case.divides[seat]) or start.is_ill(seat))
        free = seat < 0 or (asked and not case.paused[person])
        to = [c for c in range(len(case) + 1) if c != seat and times[c] is not None] if free else []
        to = [c for c in to if start.fits(person, times[c]) and (c == len(case) or start.inside(c))]
        options.append([seat, *to])
    if np.prod([len(to) for to in options], dtype=float) > 1500:
        return
    for circle in product(*options):
        found = Plain(case, circle, [time if time is not None else (0, 0) for time in times], parted)
        if found.is_proper():
            yield found


def with_price(case: Case, kept: float) -> Case:
    return replace(case, problem=replace(case.problem, weights=replace(case.problem.weights, kept=kept)))
