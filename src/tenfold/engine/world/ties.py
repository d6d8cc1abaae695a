"""What already binds people: families, who share a household, and friends, mostly of one origin and country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

FAMILY, FRIEND = 0, 1

TIE_KINDS = ("family", "friend")
"""Names of the kinds of ties, in the order of their codes."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Pairs of people: ``who`` int32 (m, 2), the smaller number first, no pair twice; ``kind`` int8 (m,)."""

    who: NDArray[np.int32]
    kind: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.kind)


class _Circle(NamedTuple):
    """Where friends are found: among so many neighbours in number, of one country, of one origin, by such a chance."""

    neighbours: int
    country: bool
    origin: bool
    chance: float


_CIRCLES = (
    _Circle(32, country=True, origin=True, chance=0.5),
    _Circle(512, country=True, origin=True, chance=0.9),
    _Circle(512, country=True, origin=False, chance=0.35),
    _Circle(512, country=False, origin=True, chance=0.15),
)
"""Assumptions after M. McPherson, L. Smith-Lovin, J. Cook, "Birds of a Feather: Homophily in Social Networks", Annual
Review of Sociology 27 (2001). The neighbourhoods of numbers keep small worlds, and small parts of large ones, alive."""

_ANYWHERE = 0.06
"""The chance of a friend anywhere in the world: the long ties that make one network of it."""

_REACH = 4
"""How far along the row of like people a friend is looked for: friends of friends are often friends."""


def ties_of(
    household: NDArray[np.intp],
    country: NDArray[np.int16],
    origin: NDArray[np.int8],
    *,
    first: int,
    rng: Generator,
) -> Ties:
    """Ties of n people whose numbers begin at ``first``; ties to people before them, never after."""
    families = [_same_household(household, distance) for distance in range(1, 6)]
    friends = [_friends(circle, country, origin, rng) for circle in _CIRCLES]
    near = np.concatenate(families + friends) + first
    far = _far_friends(len(household), first, rng)
    who = np.sort(np.concatenate([near, far]), axis=1)
    kind = np.full(len(who), FRIEND, np.int8)
    kind[: sum(map(len, families))] = FAMILY
    _, once = np.unique(who[:, 1] << 32 | who[:, 0], return_index=True)  # the first of equals: family before friend
    return Ties(who[once].astype(np.int32), kind[once])


def _same_household(household: NDArray[np.intp], distance: int) -> NDArray[np.int64]:
    one = np.flatnonzero(household[distance:] == household[:-distance])
    return np.stack([one, one + distance], axis=1)


def _friends(
    circle: _Circle, country: NDArray[np.int16], origin: NDArray[np.int8], rng: Generator
) -> NDArray[np.int64]:
    """Pairs of like people: they stand in a row, the like beside each other, and look a few places along."""
    n = len(country)
    alike = np.arange(n) // circle.neighbours
    if circle.country:
        alike = alike * 1024 + country
    if circle.origin:
        alike = alike * 64 + origin
    row = np.lexsort((rng.random(n), alike))
    there = np.arange(n) + rng.integers(1, _REACH + 1, n)
    here = np.flatnonzero((rng.random(n) < circle.chance) & (there < n))
    pairs = np.stack([row[here], row[there[here]]], axis=1)
    same: NDArray[np.bool_] = alike[pairs[:, 0]] == alike[pairs[:, 1]]
    return pairs[same]


def _far_friends(n: int, first: int, rng: Generator) -> NDArray[np.int64]:
    chance = rng.random((n, 2))
    one = np.flatnonzero(chance[:, 0] < _ANYWHERE)
    other = (chance[one, 1] * (first + one)).astype(np.int64)
    pairs = np.stack([one + first, other], axis=1)
    return pairs[1:] if first == 0 and len(one) and one[0] == 0 else pairs  # nobody came before the first
