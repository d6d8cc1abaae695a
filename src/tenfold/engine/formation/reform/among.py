"""What people are to each other: how they differ, what ties them, whom they have met, whom they sit apart from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.edges import tie_shares, unique_pairs
from tenfold.engine.formation.people import scaled_features
from tenfold.engine.formation.problem import NOBODY

from .case import Ailment, Case, Ill


class Among:
    """What people are to each other."""

    def __init__(self, case: Case) -> None:
        problem = case.problem
        traits, shares, self.nominal = scaled_features(problem.features, len(problem))
        self.traits, self.shares, self.weights = traits.astype(np.float64), shares, problem.weights
        self.kinds, self.separate = problem.two_or_none, problem.separate
        self.ties = _listed(*tie_shares(problem))
        self.met = _listed(*unique_pairs(problem.met))
        self.apart = _listed(*unique_pairs(problem.apart))
        if problem.together is not None:
            for group in grouped(problem.together.tolist()).values():
                for one in group if len(group) > 1 else ():
                    self.ties.setdefault(one, {}).update(dict.fromkeys(group - {one}, 1.0))

    def forbid(self, person: int, people: frozenset[int]) -> bool:
        """Whether somebody must not come to these people."""
        apart = self.apart.get(person, {})
        return any(np.isinf(apart.get(p, 0.0)) for p in people) or (
            self.separate is not None and len(self._codes(people | {person})) > max(1, len(self._codes(people)))
        )

    def _codes(self, people: Iterable[int]) -> set[int]:
        separate = self.separate
        return {int(separate[p]) for p in people if separate[p] >= 0} if separate is not None else set()

    def ailments(self, circle: int, people: frozenset[int]) -> list[Ailment]:
        order = sorted(people)
        found = [
            Ailment(Ill.APART, circle, (p, q))
            for p in order
            for q, price in self.apart.get(p, {}).items()
            if p < q and q in people and np.isinf(price)
        ]
        for kinds in self.kinds:
            for kind, those in grouped([int(kinds[p]) for p in order]).items():
                if kind >= 0 and len(those) == 1:
                    found.append(Ailment(Ill.TWO_OR_NONE, circle, (order[min(those)],)))
        codes = self._codes(people)
        return found + ([Ailment(Ill.SEPARATE, circle, missing=len(codes) - 1)] if len(codes) > 1 else [])

    def most_worth(self, people: int) -> float:
        """A bound from above: all differ in everything from all others, keep every tie and meet nobody again."""
        ties = sum(tie for these in self.ties.values() for tie in these.values()) / 2
        return people * (self.weights.difference + self.weights.unmet) + self.weights.ties * ties

    def worth(self, people: frozenset[int]) -> float:
        if not people:
            return 0.0
        chosen, many = sorted(people), len(people)
        twice = 0.0
        if self.traits.shape[1]:
            steps = np.nan_to_num((self.traits[chosen][:, None] - self.traits[chosen][None]) ** 2)
            steps[:, :, : self.nominal] = steps[:, :, : self.nominal] > 0
            twice = float((steps @ self.shares).sum())
        others = max(many - 1, 1)
        met = sum(fresh for p in chosen for q, fresh in self.met.get(p, {}).items() if q in people)
        ties = sum(tie for p in chosen for q, tie in self.ties.get(p, {}).items() if q in people) / 2
        prices = sum(
            price for p in chosen for q, price in self.apart.get(p, {}).items() if q in people and price < np.inf
        )
        weights = self.weights
        return (
            weights.difference * twice / others
            + weights.unmet * (many - met / others)
            + weights.ties * ties
            - prices / 2
        )


def grouped(groups: list[int]) -> dict[int, frozenset[int]]:
    found: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        if group != NOBODY:
            found.setdefault(group, []).append(place)
    return {group: frozenset(places) for group, places in found.items()}


def _listed(low: NDArray[Any], high: NDArray[Any], value: NDArray[Any]) -> dict[int, dict[int, float]]:
    found: dict[int, dict[int, float]] = {}
    for a, b, worth in zip(low.tolist(), high.tolist(), value.tolist(), strict=True):
        found.setdefault(a, {})[b] = worth
        found.setdefault(b, {})[a] = worth
    return found
