"""What a formation is asked to do: people as arrays, and what counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

HARD = np.inf
"""The price of a keep-apart pair that must never sit together."""

NOBODY = -1
"""Stands for "no group", "no circle", "missing code" in every integer array of this package."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many people a circle holds: never fewer than ``min`` nor more than ``max``, ``target`` if it can be."""

    min: int = 8
    target: int = 10
    max: int = 12


@dataclass(frozen=True, slots=True)
class Feature:
    """One attribute that a circle should be diverse in.

    ``values`` has shape (n,): int32 codes for a nominal feature (``NOBODY`` where unknown), float32 for a numeric
    one (NaN where unknown). ``weight`` is the worth of a full difference in this feature between two people: another
    code, or the whole span of a numeric feature (which is measured between its 2nd and 98th percentile; two people
    differ by the square of their distance in that span). An unknown value differs from nothing.
    """

    name: str
    kind: Literal["nominal", "numeric"]
    values: NDArray[np.int32] | NDArray[np.float32]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of people with one number each: ``who`` int32 (m, 2), ``value`` float32 (m,)."""

    who: NDArray[np.int32] = field(default_factory=lambda: np.empty((0, 2), np.int32))
    value: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class Weights:
    """What the terms of the objective are worth against each other (each term is scaled to about 0..1 per person).

    The terms themselves are defined, one by one, in :class:`tenfold.engine.formation.plan.Score`.
    """

    difference: float = 1.0
    ties: float = 0.5
    unmet: float = 1.0
    length: float = 0.1
    civil: float = 0.3
    kept: float = 1.0
    size: float = 0.5


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a formation needs to know about n people.

    Bitsets are little-endian: bit ``b`` of word ``w`` stands for number ``64 * w + b``.

    languages    uint64 (n, L): the languages a person speaks
    hours        uint64 (n, 11): the 672 quarter hours of the week in UTC, Monday 00:00 first, at which one is free
    offset       int16 (n,): minutes east of UTC of the person's clock on the date of the formation
    together     int32 (n,): people with the same number share a circle or have none
    apart        pairs and the price of seating them in one circle (``HARD``: never); a price of 1 weighs as much as
                 the whole difference of one person
    ties         pairs and the strength of what already binds them (0..1)
    met          pairs and how much of their having met is still fresh (0..1)
    two_or_none  int32 (n,) each: of every kind (code) a circle holds at least two, or none
    separate     int32 (n,) or None: circles never mix two different codes; ``NOBODY`` sits with any code
    pinned       int32 (n,): people with the same number are held in one circle, whatever it costs
    previous     int32 (n,): the circle a person sits in today; leaving it costs ``weights.kept``
    """

    languages: NDArray[np.uint64]
    hours: NDArray[np.uint64]
    offset: NDArray[np.int16]
    size: Size = Size()
    minutes: int = 60
    features: tuple[Feature, ...] = ()
    together: NDArray[np.int32] | None = None
    apart: Pairs = field(default_factory=Pairs)
    ties: Pairs = field(default_factory=Pairs)
    met: Pairs = field(default_factory=Pairs)
    two_or_none: tuple[NDArray[np.int32], ...] = ()
    separate: NDArray[np.int32] | None = None
    pinned: NDArray[np.int32] | None = None
    previous: NDArray[np.int32] | None = None
    weights: Weights = Weights()

    def __len__(self) -> int:
        return len(self.offset)
