"""The rules and the objective once more, in plain Python over people and pairs: slow, and independent of the engine."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np

from tenfold.engine.formation import Problem
from tenfold.engine.formation.people import scaled

WEEK = 672


def speaks(problem: Problem, person: int, language: int) -> bool:
    return bool(int(problem.languages[person, language // 64]) >> (language % 64) & 1)


def is_free(problem: Problem, person: int, slot: int) -> bool:
    return bool(int(problem.hours[person, slot // 64]) >> (slot % 64) & 1)


def quarters(problem: Problem) -> int:
    return -(-problem.minutes // 15)


def free_from(problem: Problem, people: list[int], start: int, enough: int = WEEK) -> int:
    """For how many quarter hours on end all are free, counted no further than ``enough``."""
    length = 0
    while length < enough and all(is_free(problem, p, (start + length) % WEEK) for p in people):
        length += 1
    return length


def could_meet(problem: Problem, people: list[int]) -> bool:
    languages = range(64 * problem.languages.shape[1])
    return any(all(speaks(problem, p, language) for p in people) for language in languages) and any(
        free_from(problem, people, start, quarters(problem)) == quarters(problem) for start in range(WEEK)
    )


def broken_rules(problem: Problem, circles: list[list[int]]) -> list[str]:
    """What is wrong with circles of people, whatever their language and hour."""
    seat = {person: number for number, people in enumerate(circles) for person in people}
    return [wrong for people in circles for wrong in _broken_within(problem, people)] + _broken_pairs(problem, seat)


def _broken_within(problem: Problem, people: list[int]) -> list[str]:
    wrong = []
    if not problem.size.min <= len(people) <= problem.size.max:
        wrong.append(f"size {len(people)}")
    if not could_meet(problem, people):
        wrong.append(f"{people} share no language or hour")
    for kinds in problem.two_or_none:
        held = Counter(int(kinds[p]) for p in people if kinds[p] >= 0)
        wrong.extend(f"{kind} alone in {people}" for kind, many in held.items() if many == 1)
    if problem.separate is not None and len({int(problem.separate[p]) for p in people} - {-1}) > 1:
        wrong.append(f"{people} mix codes")
    return wrong


def _broken_pairs(problem: Problem, seat: dict[int, int]) -> list[str]:
    wrong = []
    for name in ("together", "pinned"):
        groups = getattr(problem, name)
        if groups is not None:
            pairs = combinations(np.flatnonzero(groups >= 0).tolist(), 2)
            wrong += [f"{name} {a} {b}" for a, b in pairs if groups[a] == groups[b] and seat.get(a) != seat.get(b)]
    for (a, b), price in zip(problem.apart.who.tolist(), problem.apart.value.tolist(), strict=True):
        if price == np.inf and a != b and a in seat and seat[a] == seat.get(b):
            wrong.append(f"apart {a} {b}")
    return wrong


def broken_hours(problem: Problem, plan) -> list[str]:
    """Circles whose language or stretch does not suit all of their people."""
    wrong = []
    for number, people in enumerate(circles_of(plan)):
        if not all(speaks(problem, p, int(plan.language[number])) for p in people):
            wrong.append(f"language of {number}")
        length = int(plan.length[number])
        if length < quarters(problem) or free_from(problem, people, int(plan.start[number])) < length:
            wrong.append(f"hour of {number}")
    return wrong


def circles_of(plan) -> list[list[int]]:
    return [np.flatnonzero(plan.circle == number).tolist() for number in range(len(plan.language))]


def comfort(problem: Problem, person: int, start: int) -> float:
    """Mean over the meeting of 1 from 8:00 to 22:00, 0 from 0:00 to 6:00, straight lines between."""
    marks = []
    for quarter in range(quarters(problem)):
        hour = (start + quarter + int(problem.offset[person]) // 15) % 96 / 4
        marks.append(min(max((hour - 6) / 2, 0), 1) if hour < 12 else min(max((24 - hour) / 2, 0), 1))
    return sum(marks) / len(marks)


def pair_worths(problem: Problem) -> dict[str, dict[tuple[int, int], float]]:
    """For each pair of people: how different they are, how much they met, the price of seating them together."""
    n, whole = len(problem), sum(f.weight for f in problem.features) or 1.0
    values = [f.values if f.kind == "nominal" else scaled(f.values) for f in problem.features]
    differ = {}
    for a, b in combinations(range(n), 2):
        total = 0.0
        for feature, column in zip(problem.features, values, strict=True):
            if feature.kind == "nominal":
                total += feature.weight * bool(column[a] >= 0 and column[b] >= 0 and column[a] != column[b])
            elif not (np.isnan(column[a]) or np.isnan(column[b])):
                total += feature.weight * float(column[a] - column[b]) ** 2
        differ[a, b] = total / whole
    worths = {"differ": differ}
    for name in ("ties", "met", "apart"):
        pairs = getattr(problem, name)
        largest: dict[tuple[int, int], float] = {}
        for (a, b), value in zip(pairs.who.tolist(), pairs.value.tolist(), strict=True):
            if a != b:
                key = (min(a, b), max(a, b))
                largest[key] = max(largest.get(key, 0.0), value)
        worths[name] = largest
    return worths


def total(problem: Problem, circle: list[list[int]], times: list[tuple[int, int]], kept: int, worths=None) -> float:
    """The objective of circles that meet at (start, length); ``kept`` people stay in their previous circle."""
    worths = worths or pair_worths(problem)
    weights, size, seated = problem.weights, problem.size, sum(map(len, circle))
    if seated == 0:
        return 0.0
    strength = Counter[int]()
    for (a, b), value in worths["ties"].items():
        strength[a] += value
        strength[b] += value
    reach = max(size.max - size.target, size.target - size.min, 1)
    result = kept * weights.kept
    for people, (start, length) in zip(circle, times, strict=True):
        others = max(len(people) - 1, 1)
        for pair in combinations(sorted(people), 2):
            result += 2 / others * weights.difference * worths["differ"][pair]
            result -= 2 / others * weights.unmet * worths["met"].get(pair, 0.0)
            tie = worths["ties"].get(pair, 0.0)
            result += weights.ties * sum(tie / max(strength[p], 1.0) for p in pair)
            result -= worths["apart"].get(pair, 0.0)
        longer = min((length - quarters(problem)) / (2 * quarters(problem)), 1.0)
        result += len(people) * (weights.unmet + weights.length * longer)
        result += len(people) * weights.size * (1 - ((len(people) - size.target) / reach) ** 2)
        result += weights.civil * sum(comfort(problem, p, start) for p in people)
    return result / seated


def best_time(problem: Problem, people: list[int]) -> tuple[int, int] | None:
    """The start and length that are worth most to a circle, or None where it cannot meet."""
    if not could_meet(problem, people):
        return None
    need, found = quarters(problem), []
    for start in range(WEEK):
        length = free_from(problem, people, start, 3 * need)
        if length >= need:
            civil = sum(comfort(problem, p, start) for p in people)
            longer = len(people) * (length - need) / (2 * need)
            found.append((problem.weights.civil * civil + problem.weights.length * longer, start, length))
    return max(found)[1:]


def partitions(people: list[int], problem: Problem):
    """Every way to seat some or all people in circles within the sizes."""
    if not people:
        yield []
        return
    first, rest = people[0], people[1:]
    yield from partitions(rest, problem)
    for many in range(problem.size.min - 1, problem.size.max):
        for others in combinations(rest, many):
            left = [p for p in rest if p not in others]
            for more in partitions(left, problem):
                yield [[first, *others], *more]
