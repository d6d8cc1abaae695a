"""What a re-forming is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.problem import Problem

Int = NDArray[np.int32]
Bool = NDArray[np.bool_]

HOUR_PRICE = 0.25
"""What another hour costs each who stays in a circle, where changing the circle costs 1: the people remain."""


class Ill(IntEnum):
    """What can be wrong with a living circle."""

    LANGUAGE = 1  # somebody present does not speak its language
    HOUR = 2  # somebody present is not free at its hour
    SHORT = 3  # fewer than the smallest ten can meet
    FULL = 4  # more people than it holds
    APART = 5  # people who must never share a circle do
    TWO_OR_NONE = 6  # somebody is the only one of their kind
    SEPARATE = 7  # two codes in one circle


@dataclass(frozen=True, slots=True)
class Ailment:
    """One thing that is wrong with a circle, and the people it is about (none for SHORT)."""

    ill: Ill
    circle: int
    people: tuple[int, ...] = ()
    missing: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """c living circles, n people who sit in them or wait.

    problem   n people with what they speak, when they are free, what they differ in and who must sit apart;
              ``weights.kept`` is the price of a seat that is not kept, ``size`` the sizes of a ten
    seat      int32 (n,): the circle of each, -1 for those who wait (whoever comes first waits longest)
    language  int32 (c,), start int16 (c,): when the circles meet, as in a plan
    quarters  int16 (c,): for how many quarter hours they meet
    least     int32 (c,): with how many people who can come each is whole
    most      int32 (c,): how many people each holds
    paused    bool (n,): the seat is kept, the person is away: they count for ``most`` and are asked nothing
    asks      bool (n,): asks to move to another circle
    shut      int32 (m, 2): a person and a circle that is not to be proposed to them
    patience  bool (c,): with these as few people as can meet now are enough, for a while
    wanted    int32 (c,): for how many new people a circle asks
    divides   bool (c,): asks to become two
    rehours   bool (c,): asks for another hour
    """

    problem: Problem
    seat: Int
    language: Int
    start: NDArray[np.int16]
    quarters: NDArray[np.int16]
    least: Int
    most: Int
    paused: Bool
    asks: Bool
    shut: Int
    patience: Bool
    wanted: Int
    divides: Bool
    rehours: Bool

    @classmethod
    def of(
        cls, problem: Problem, seat: Int, language: Int, start: NDArray[np.int16], **more: NDArray[np.generic]
    ) -> Case:
        """A case in which all that is not said is as usual: nobody paused or asking, every circle alike.

        :raises ValueError: if shapes do not fit, or somebody sits in a circle that there is not.
        """
        n, c = len(problem), len(language)
        usual: dict[str, Any] = {
            "quarters": np.full(c, -(-problem.minutes // 15), np.int16),
            "least": np.full(c, problem.size.min, np.int32),
            "most": np.full(c, problem.size.max, np.int32),
            "paused": np.zeros(n, bool),
            "asks": np.zeros(n, bool),
            "shut": np.empty((0, 2), np.int32),
            "patience": np.zeros(c, bool),
            "wanted": np.zeros(c, np.int32),
            "divides": np.zeros(c, bool),
            "rehours": np.zeros(c, bool),
        }
        made = cls(problem, seat, language, start, **{**usual, **more})
        for name, length in {"seat": n, "paused": n, "asks": n}.items():
            _must(len(getattr(made, name)) == length, f"{name} needs {length} values, one for each person")
        for name in ("start", "quarters", "least", "most", "patience", "wanted", "divides", "rehours"):
            _must(len(getattr(made, name)) == c, f"{name} needs {c} values, one for each circle")
        _must(bool(((seat >= -1) & (seat < c)).all()), "somebody sits in a circle that there is not")
        return made

    def __len__(self) -> int:
        return len(self.language)


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


@dataclass(frozen=True, slots=True)
class Renewal:
    """The smallest change that was found. Circles from c on are new.

    circle     int32 (n,): where each would sit, -1 for those who go on waiting
    language, start, quarters: when the circles would meet, the old ones first
    parted     int32 (k,): of each circle the one it parted from, -1 for old ones and for those gathered anew
    moved      the people who would change circles, those who asked for it among them
    arrived    the people who would come out of the line
    rehoured   the circles that would meet at another hour or in another language
    disturbed  what the change asks of people who did not ask for it: 1 for each move, ``HOUR_PRICE`` for each who
               would stay in a circle whose hour changes
    before, after: how much was wrong or asked for, and how much still is
    remaining  what nothing helps as things stand
    exact      whether no other change can be better (else it is the best of a search)
    """

    circle: Int
    language: Int
    start: NDArray[np.int16]
    quarters: NDArray[np.int16]
    parted: Int
    moved: tuple[int, ...]
    arrived: tuple[int, ...]
    rehoured: tuple[int, ...]
    disturbed: float
    before: int
    after: int
    remaining: tuple[Ailment, ...]
    exact: bool
