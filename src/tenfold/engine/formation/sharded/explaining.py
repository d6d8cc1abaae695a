"""Why one of millions sits where they sit, and what the nearest other circle would cost: told in milliseconds."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.plan import Explanation
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.sharded.crowd import Crowd, Rules
from tenfold.engine.formation.week import QUARTER, SLOTS, has

Bits = NDArray[np.uint64]
Int = NDArray[np.int32]

_FAR = 0.1
"""From which share of a numeric feature's span on two people count as different, as in :mod:`..explain`."""


class Tens(Protocol):
    """As much of a nest as it takes: see :class:`.former.Nest`."""

    @property
    def circle(self) -> Int: ...
    @property
    def language(self) -> Int: ...
    @property
    def start(self) -> NDArray[np.int16]: ...
    @property
    def length(self) -> NDArray[np.int16]: ...


class _Hall(NamedTuple):
    """What compiled code reads: people, and the circles with ``who[at[c]:at[c + 1]]`` in them."""

    codes: NDArray[np.int16]
    numbers: NDArray[np.float32]
    shares: NDArray[np.float64]
    languages: Bits
    hours: Bits
    clock: NDArray[np.int16]
    civil: NDArray[np.float64]
    circle: Int
    who: Int
    at: Int
    language: Int
    start: NDArray[np.int16]
    least: int
    target: int
    most: int
    quarters: int
    size_worth: float


@kernel
def _differ(hall: _Hall, u: int, v: int) -> float:
    """Twice the weighted difference of two people."""
    total, nominal = 0.0, hall.codes.shape[1]
    for f in range(nominal):
        a, b = hall.codes[u, f], hall.codes[v, f]
        if a != b and a >= 0 and b >= 0:
            total += hall.shares[f]
    for g in range(hall.numbers.shape[1]):
        step = hall.numbers[u, g] - hall.numbers[v, g]
        if step == step:  # NaN, unlike itself, stands for unknown and differs from nothing
            total += hall.shares[nominal + g] * step * step
    return total


@kernel
def _toward(hall: _Hall, u: int, circle: int) -> float:
    """Differences of somebody from all others in a circle."""
    total = 0.0
    for k in range(hall.at[circle], hall.at[circle + 1]):
        total += _differ(hall, u, hall.who[k])
    return total


@kernel
def _pairs(hall: _Hall, circle: int) -> float:
    """Differences of all pairs in a circle."""
    total = 0.0
    for k in range(hall.at[circle], hall.at[circle + 1]):
        total += _toward(hall, hall.who[k], circle)
    return total / 2


@kernel
def _could(hall: _Hall, u: int, circle: int) -> bool:
    """Whether somebody speaks a circle's language and is free at its hour for as long as circles meet."""
    if not has(hall.languages[u], hall.language[circle]):
        return False
    for step in range(hall.quarters):  # noqa: SIM110 - all() over a generator does not compile
        if not has(hall.hours[u], (hall.start[circle] + step) % SLOTS):
            return False
    return True


@kernel
def _clock_gain(hall: _Hall, u: int, a: int, b: int) -> float:
    """What it is worth to somebody that circle b meets, in the place of circle a."""
    after = hall.civil[(hall.start[b] + hall.clock[u]) % 96]
    return float(after - hall.civil[(hall.start[a] + hall.clock[u]) % 96])


@kernel
def _off(hall: _Hall, size: int) -> float:
    """What a circle of a size loses, for its people together."""
    off = (size - hall.target) / max(hall.most - hall.target, hall.target - hall.least, 1)
    return float(hall.size_worth * size * off * off)


@kernel
def _nearest(hall: _Hall, u: int) -> tuple[int, float]:
    """The circle to which somebody could go, or change with one person there, at the least loss; and the gain."""
    a = hall.circle[u]
    s = hall.at[a + 1] - hall.at[a]
    own, pair_a, best, where = _toward(hall, u, a), _pairs(hall, a), -np.inf, NOBODY
    for b in range(len(hall.language)):
        if b == a or not _could(hall, u, b):
            continue
        t, come, clock = hall.at[b + 1] - hall.at[b], _toward(hall, u, b), _clock_gain(hall, u, a, b)
        if s > hall.least and t < hall.most:
            pair_b = _pairs(hall, b)
            gain = (pair_b + come) / t - pair_b / max(t - 1, 1) + (pair_a - own) / max(s - 2, 1)
            gain += (
                clock - pair_a / max(s - 1, 1) + _off(hall, s) + _off(hall, t) - _off(hall, s - 1) - _off(hall, t + 1)
            )
            if gain > best:
                best, where = gain, b
        for k in range(hall.at[b], hall.at[b + 1]):
            v = hall.who[k]
            if not _could(hall, v, a):
                continue
            between = _differ(hall, u, v)
            gain = (_toward(hall, v, a) - between - own) / max(s - 1, 1)
            gain += (come - between - _toward(hall, v, b)) / max(t - 1, 1) + clock + _clock_gain(hall, v, b, a)
            if gain > best:
                best, where = gain, b
    return where, best


class NestExplainer:
    """Explains seats of one plan of n people; made in about a tenth of a second a million people.

    The nearest alternative is looked for among all circles, in what circles of millions are weighed by: difference,
    civil hours and sizes.
    """

    def __init__(self, crowd: Crowd, rules: Rules, tens: Tens) -> None:
        self._crowd, self._tens = crowd, tens
        order = np.argsort(tens.circle, kind="stable").astype(np.int32)
        size = np.bincount(tens.circle[tens.circle >= 0], minlength=len(tens.language))
        self._hall = _Hall(
            crowd.codes,
            crowd.numbers,
            rules.shares,
            crowd.languages,
            crowd.hours,
            (crowd.offset // QUARTER % 96).astype(np.int16),
            rules.civil,
            tens.circle,
            order[len(order) - int(size.sum()) :],
            np.concatenate([[0], np.cumsum(size)]).astype(np.int32),
            tens.language,
            tens.start,
            rules.size.min,
            rules.size.target,
            rules.size.max,
            rules.quarters,
            float(rules.weights.size),
        )

    def members(self, circle: int) -> Int:
        """The people of a circle."""
        return self._hall.who[self._hall.at[circle] : self._hall.at[circle + 1]]

    def __call__(self, person: int) -> Explanation:
        """Why a person sits where they sit; features are numbered as in the rules.

        :raises ValueError: for a person without a seat.
        """
        circle = int(self._tens.circle[person])
        if circle < 0:
            raise ValueError(f"person {person} has no seat")
        mine = self.members(circle)
        others = mine[mine != person]
        differs = self._differs(person, others)
        start = int(self._tens.start[circle])
        alternative, gain = _nearest(self._hall, person)
        return Explanation(
            person=person,
            circle=circle,
            language=int(self._tens.language[circle]),
            start=start,
            length=int(self._tens.length[circle]),
            local_start=(start + int(self._crowd.offset[person]) // QUARTER) % SLOTS,
            share=tuple(differs.mean(axis=0).tolist()),
            brings=tuple(np.flatnonzero(differs.all(axis=0)).tolist()),
            ties=(),
            unmet=len(others),
            kept=False,
            alternative=int(alternative),
            alternative_cost=float(-gain),
        )

    def _differs(self, person: int, others: Int) -> NDArray[np.bool_]:
        """In which features (columns) a person differs from each of the others (rows)."""
        codes, numbers = self._crowd.codes, self._crowd.numbers
        words = (codes[others] != codes[person]) & (codes[others] >= 0) & (codes[person] >= 0)
        far = np.nan_to_num(np.abs(numbers[others] - numbers[person])) > _FAR
        both: NDArray[np.bool_] = np.concatenate((words, far), axis=1)
        return both
