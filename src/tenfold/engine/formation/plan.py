"""What a formation answers: circles, and a reason for everyone who has no seat yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Reason(IntEnum):
    """Why a person has no seat."""

    NO_LANGUAGE = 1  # states no language
    NO_HOURS = 2  # has no free stretch that is long enough
    ALONE = 3  # too few people share any language and stretch with them, even if all others agreed
    TOGETHER = 4  # those who want to sit together share no language, no stretch, or are too many
    CONFLICT = 5  # a rule (apart, separate, two or none, pinned) shuts every circle they could join
    NO_ROOM = 6  # circles that would fit are full, and too few are left over for one more


class RemedyKind(IntEnum):
    """The smallest step that would give an unplaced person a seat."""

    HOUR = 1  # free also in a given stretch (UTC start slot in ``value``)
    LANGUAGE = 2  # one more language (language number in ``value``)
    LARGER = 3  # a circle one seat larger (circle number in ``value``)
    MORE_PEOPLE = 4  # so many more people like these (count in ``value``)
    APART_FROM_WISH = 5  # without the wish to sit with, or apart from, others (the other person in ``value``)


@dataclass(frozen=True, slots=True)
class Remedy:
    kind: RemedyKind
    value: int
    circle: int = -1


@dataclass(frozen=True, slots=True)
class Unplaced:
    """One person without a seat, why, and the smallest steps that would help, best first."""

    person: int
    reason: Reason
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The objective and its terms, larger is better; each term is a mean per seated person, before its weight.

    difference        how much one differs from the others in one's circle, from 0 (all alike) to 1 (in everything)
    difference_bound  what no plan with circles of these sizes can exceed, were there no constraints
    ties              the share of one's ties (weighted by strength) that sit in one's circle
    unmet             the share of the others in one's circle whom one has not met before
    length            how far the weekly stretch exceeds the minutes asked for: 0 not at all, 1 three times as long
    civil             1 when the hour lies between 8:00 and 22:00 on one's own clock, 0 between midnight and 6:00
    kept              whether one stays in the circle one sat in before
    size              1 for a circle of the target size, falling with the square of the distance to 0 at the far limit
    apart             minus the prices paid for pairs that wished to sit apart, not multiplied by any weight

    ``total`` is the sum of the terms times their weights (:class:`~tenfold.engine.formation.problem.Weights`).
    """

    total: float
    difference: float
    difference_bound: float
    ties: float
    unmet: float
    length: float
    civil: float
    kept: float
    size: float = 1.0
    apart: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Who sits where, for n people and c circles.

    circle    int32 (n,): the circle of each person, -1 for none
    language  int32 (c,): the language number all members of the circle share
    start     int16 (c,): first UTC quarter hour (0..671) of the weekly stretch all members share; the hour the circle
              should begin at, chosen to be civil for everyone
    length    int16 (c,): quarter hours for which all are free from then on (may run past Sunday midnight)
    """

    circle: NDArray[np.int32]
    language: NDArray[np.int32]
    start: NDArray[np.int16]
    length: NDArray[np.int16]
    unplaced: tuple[Unplaced, ...]
    score: Score
    seed: int


@dataclass(frozen=True, slots=True)
class Level:
    """One storey of the nest: c children gathered into p parents through one delegate each.

    parent    int32 (c,): the parent of each child circle, -1 where no parent was possible
    delegate  int32 (c,): the person who carries each child's voice into its parent
    language, start, length: as in :class:`Plan`, one per parent, shared by its delegates
    """

    parent: NDArray[np.int32]
    delegate: NDArray[np.int32]
    language: NDArray[np.int32]
    start: NDArray[np.int16]
    length: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one person sits where they sit, in numbers (``tenfold.people.words`` puts them in words).

    local_start  quarter hour of the person's own week (0 is Monday midnight) at which the circle's stretch begins
    share      share of the other members from whom the person differs, per feature (same order as the problem's);
               in a numeric feature people differ who are more than a tenth of its span apart
    brings     features (by number) in which the person differs from everybody else in the circle
    ties       people of the circle the person already had a tie with
    unmet      how many of the circle the person has never met
    alternative, alternative_cost: the best other circle, by a move or by changing places with one person there, and
               by how much the sum over all people would fall (1 is the whole difference of one person); below 0 the
               other circle would even be better. -1 and infinity if none is open
    """

    person: int
    circle: int
    language: int
    start: int
    length: int
    local_start: int
    share: tuple[float, ...]
    brings: tuple[int, ...]
    ties: tuple[int, ...]
    unmet: int
    kept: bool
    alternative: int
    alternative_cost: float
