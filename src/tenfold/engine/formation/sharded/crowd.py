"""Many people as arrays: what a formation of millions is asked, about a hundred bytes a person."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.people import scaled
from tenfold.engine.formation.problem import NOBODY, Problem, Size, Weights
from tenfold.engine.formation.sharded.weeks import turned
from tenfold.engine.formation.week import QUARTER, SLOTS, civil_by_start

Bits = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Crowd:
    """n people, every array by person.

    languages  uint64 (n, L): bitset of the languages one speaks
    hours      uint64 (n, 11): bitset of the quarter hours of the week in UTC at which one is free
    offset     int16 (n,): minutes east of UTC of one's clock
    codes      int16 (n, F): nominal features, codes from 0, ``NOBODY`` where unknown
    numbers    float32 (n, G): numeric features from 0 to 1 (see :func:`.people.scaled`), NaN where unknown
    """

    languages: Bits
    hours: Bits
    offset: NDArray[np.int16]
    codes: NDArray[np.int16]
    numbers: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.offset)

    def take(self, rows: NDArray[np.integer]) -> Crowd:
        """The people of some rows, in that order."""
        return Crowd(self.languages[rows], self.hours[rows], self.offset[rows], self.codes[rows], self.numbers[rows])

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        return sum(getattr(self, name).nbytes for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Rules:
    """What makes a circle, and what makes it good.

    ``worth`` (F + G,): the weight of each nominal feature, then of each numeric one. ``kinds`` (F,): how many codes
    each nominal feature has. Of ``weights``, difference, civil, length and size count.
    """

    size: Size = field(default_factory=Size)
    minutes: int = 60
    worth: tuple[float, ...] = ()
    kinds: tuple[int, ...] = ()
    weights: Weights = field(default_factory=Weights)

    @property
    def quarters(self) -> int:
        """Quarter hours that a circle meets."""
        return min(-(-self.minutes // QUARTER), SLOTS)

    @property
    def civil(self) -> NDArray[np.float64]:
        """What a start at each local quarter of the day is worth to one person, (96,)."""
        return self.weights.civil * civil_by_start(self.quarters)

    @property
    def shares(self) -> NDArray[np.float64]:
        """Twice each feature's share of the weight of difference, (F + G,)."""
        worth = np.array(self.worth, np.float64)
        return 2 * self.weights.difference * worth / (worth.sum() or 1.0)


def crowd_of(problem: Problem) -> tuple[Crowd, Rules]:
    """The people and rules of a problem.

    Raises ``ValueError`` where the problem asks for what only :func:`tenfold.engine.formation.form` weighs: wishes
    between people, kinds, separation, pins, previous circles.
    """
    pairs = {name: len(getattr(problem, name).value) for name in ("apart", "ties", "met")}
    asked = [name for name, many in pairs.items() if many]
    asked += [name for name in ("together", "separate", "pinned", "previous") if getattr(problem, name) is not None]
    asked += ["two_or_none"] if problem.two_or_none else []
    if asked:
        raise ValueError(f"a formation in shards does not weigh {', '.join(asked)}")
    nominal = [f for f in problem.features if f.kind == "nominal"]
    numeric = [f for f in problem.features if f.kind == "numeric"]
    codes = np.empty((len(problem), len(nominal)), np.int16)
    kinds = []
    for column, feature in enumerate(nominal):
        known, code = np.unique(feature.values, return_inverse=True)
        codes[:, column] = np.where(feature.values < 0, NOBODY, code - np.count_nonzero(known < 0))
        kinds.append(int(codes[:, column].max(initial=-1)) + 1)
    numbers = np.empty((len(problem), len(numeric)), np.float32)
    for column, feature in enumerate(numeric):
        numbers[:, column] = scaled(feature.values)
    crowd = Crowd(problem.languages, problem.hours, problem.offset, codes, numbers)
    worth = tuple(float(f.weight) for f in nominal + numeric)
    return crowd, Rules(problem.size, problem.minutes, worth, tuple(kinds), problem.weights)


def utc_hours(local: Bits, offset: NDArray[np.int16]) -> Bits:
    """Local weeks uint64 (n, 11) in UTC, for clocks that stand ``offset`` (n,) minutes east of it.

    >>> week = np.zeros((1, 11), np.uint64)
    >>> week[0, 0] = 1 << 12  # Monday 3:00
    >>> int(utc_hours(week, np.array([120], np.int16))[0, 0]) == 1 << 4
    True
    """
    return turned(np.ascontiguousarray(local), (offset // QUARTER).astype(np.int32))
