"""The mathematics of Polis, as a reference beside ours.

Exact to rounding against what its production service published, given the same groups; only the groups themselves
(k-means with a history) cannot be reproduced. Here +1 is agreement; in Polis' own files it is -1, so centre and
projections have the other sign there. Source: Small et al., "Polis: Scaling deliberation by mapping high dimensional
opinion spaces", Recerca 26 (2021), and the rules that its open service follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .responses import AGREE, Responses

F64 = NDArray[np.float64]
SURE = 1.2816
"""One-sided 90 % of the normal distribution."""
FEWEST_ANSWERS = 7
META_PRIORITY = 49.0


@dataclass(frozen=True, slots=True)
class PolisMap:
    """Principal components of the opinion table, blanks filled with their column's mean.

    centre (m,), components (2, m), people (n, 2), desires (2, m), extremity (m,), all float64;
    taking_part bool (n,): people with enough responses to be grouped
    """

    centre: F64
    components: F64
    people: F64
    desires: F64
    extremity: F64
    taking_part: NDArray[np.bool_]


def opinion_map(responses: Responses, *, out: NDArray[np.bool_] | None = None) -> PolisMap:
    """The map of Polis; ``out`` bool (m,) marks desires that moderation took out, which count as passed by all.

    Needs n x m numbers of eight bytes. The sign of a component is such that its largest entry is positive.
    """
    n, m = responses.people, responses.desires
    table = np.full((n, m), np.nan)
    table[responses.person, responses.desire] = responses.value
    answered = np.diff(responses.start).astype(np.float64)
    if out is not None:
        table[:, out] = 0.0
    seen = ~np.isnan(table)
    centre = np.where(seen, table, 0.0).sum(0) / np.maximum(seen.sum(0), 1)
    offset = np.where(seen, table - centre, 0.0)
    components = np.zeros((2, m))
    found = np.linalg.svd(offset, full_matrices=False)[2][:2] if min(n, m) else components[:0]
    components[: len(found)] = found
    for row in components:
        if m and row[np.abs(row).argmax()] < 0:
            row *= -1.0
    seen_often = np.maximum(seen.sum(1), 1)
    people = offset @ components.T * np.sqrt(m / seen_often)[:, None]
    desires = np.sqrt(m) * (1.0 - centre) * components
    return PolisMap(centre, components, people, desires, np.linalg.norm(desires, axis=0), _taking_part(answered, m))


def _taking_part(answered: F64, m: int) -> NDArray[np.bool_]:
    """Whoever responded often enough, and in any case the fifteen who responded most."""
    part = answered >= min(FEWEST_ANSWERS, m)
    if part.sum() < min(15, len(answered)):
        part[np.argsort(-answered, kind="stable")[:15]] = True
    return part


def counts_by_group(responses: Responses, group: NDArray[np.integer]) -> F64:
    """float64 (G, m, 3): how many in each group agreed, disagreed, and saw (passing included); group -1 is nobody's."""
    m, groups = responses.desires, int(group.max(initial=-1)) + 1
    theirs = group[responses.person]
    kept = theirs >= 0
    place = theirs[kept].astype(np.int64) * m + responses.desire[kept]
    value = responses.value[kept]
    return np.stack(
        [
            np.bincount(place[chosen], minlength=groups * m).reshape(groups, m).astype(np.float64)
            for chosen in (value == AGREE, value == -AGREE, np.ones(len(value), bool))
        ],
        axis=2,
    )


def group_aware_consensus(counts: F64) -> F64:
    """float64 (m,): product over the groups of their smoothed share of agreement, from ``counts_by_group``."""
    return np.asarray(np.prod((counts[..., 0] + 1.0) / (counts[..., 2] + 2.0), axis=0))


def priorities(counts: F64, extremity: F64, *, meta: NDArray[np.bool_] | None = None) -> F64:
    """float64 (m,): the weight with which Polis draws the next desire to show; ``meta`` marks those about the talk."""
    agreed, disagreed, seen = counts.sum(0).T
    passed = (seen - agreed - disagreed + 1.0) / (seen + 2.0)
    importance = (1.0 - passed) * (extremity + 1.0) * (agreed + 1.0) / (seen + 2.0)
    weight = (importance * (1.0 + 8.0 * 2.0 ** (-seen / 5.0))) ** 2
    return np.asarray(weight if meta is None else np.where(meta, META_PRIORITY, weight))


def one_proportion(successes: F64, trials: F64) -> F64:
    """Polis' z of a proportion against one half, with one success added."""
    return np.asarray(2.0 * np.sqrt(trials + 1.0) * ((successes + 1.0) / (trials + 1.0) - 0.5))


def two_proportions(inside: F64, outside: F64, trials_inside: F64, trials_outside: F64) -> F64:
    """Polis' z of two proportions against each other, with one added to all four numbers."""
    a, b, n, m = inside + 1.0, outside + 1.0, trials_inside + 1.0, trials_outside + 1.0
    both = (a + b) / (n + m)
    spread = np.sqrt(np.maximum(both * (1.0 - both) * (1.0 / n + 1.0 / m), 0.0))
    return np.divide(a / n - b / m, spread, out=np.zeros_like(both), where=(spread > 0) & (both != 1.0))


@dataclass(frozen=True, slots=True)
class Telling:
    """A desire that tells something of a group, or, with ``ratio`` and ``ratio_test`` nan, of everyone."""

    desire: int
    stance: Literal["agree", "disagree"]
    successes: int
    trials: int
    share: float
    share_test: float
    ratio: float = np.nan
    ratio_test: float = np.nan
    best_agreed: bool = False


def consensus(
    responses: Responses, *, out: NDArray[np.bool_] | None = None
) -> tuple[tuple[Telling, ...], tuple[Telling, ...]]:
    """At most five desires that most agree with, and five that most disagree with, strongest first."""
    agreed, disagreed, passed = responses.counts().T
    seen = agreed + disagreed + passed
    allowed = np.ones(len(seen), bool) if out is None else ~out
    found: list[tuple[Telling, ...]] = []
    stances: tuple[tuple[Literal["agree", "disagree"], F64], ...] = (("agree", agreed), ("disagree", disagreed))
    for stance, hits in stances:
        share, test = (hits + 1.0) / (seen + 2.0), one_proportion(hits, seen)
        chosen = np.flatnonzero(allowed & (share > 0.5) & (test > SURE))
        best = chosen[np.argsort(-(share * test)[chosen], kind="stable")][:5]
        found.append(
            tuple(Telling(int(j), stance, int(hits[j]), int(seen[j]), float(share[j]), float(test[j])) for j in best)
        )
    return found[0], found[1]


def representative(counts: F64, *, out: NDArray[np.bool_] | None = None) -> tuple[tuple[Telling, ...], ...]:
    """For each group at most five desires that tell it from the others; agreement before disagreement."""
    agreed, disagreed, seen = np.moveaxis(counts, 2, 0)
    stats = [_compared(hits, seen) for hits in (agreed, disagreed)]
    allowed = np.flatnonzero(np.ones(counts.shape[1], bool) if out is None else ~out)
    return tuple(_tell_apart(g, stats, agreed[g], disagreed[g], seen[g], allowed) for g in range(len(counts)))


def _compared(hits: F64, seen: F64) -> F64:
    """float64 (4, G, m): share, its test, its ratio to the other groups' share, and the test of that."""
    others, others_seen = hits.sum(0) - hits, seen.sum(0) - seen
    share = (hits + 1.0) / (seen + 2.0)
    return np.stack(
        [
            share,
            one_proportion(hits, seen),
            share / ((others + 1.0) / (others_seen + 2.0)),
            two_proportions(hits, others, seen, others_seen),
        ]
    )


def _tell_apart(
    g: int, stats: list[F64], agreed: F64, disagreed: F64, seen: F64, allowed: NDArray[np.int64]
) -> tuple[Telling, ...]:
    """The choice for one group: everything that passes both tests, the best agreed one always in front."""
    yes, no = stats[0][:, g], stats[1][:, g]

    def telling(j: int, *, best: bool = False) -> Telling:
        for_it = yes[3, j] > no[3, j]
        of, hits = (yes, agreed) if for_it else (no, disagreed)
        share, test, ratio, ratio_test = (float(x) for x in of[:, j])
        stance: Literal["agree", "disagree"] = "agree" if for_it else "disagree"
        return Telling(j, stance, int(hits[j]), int(seen[j]), share, test, ratio, ratio_test, best)

    def weight(found: Telling) -> float:
        return found.ratio * found.ratio_test * found.share * found.share_test

    passes = ((yes[3] > SURE) & (yes[1] > SURE)) | ((no[3] > SURE) & (no[1] > SURE))
    best_agreed = _best_agreed(yes, agreed + disagreed, allowed)
    head = [] if best_agreed is None else [telling(best_agreed, best=True)]
    enough = [telling(int(j)) for j in allowed if passes[j] and j != best_agreed]
    if not passes[allowed].any():
        if head or not len(allowed):
            return tuple(head)
        return (telling(int(allowed[np.maximum(yes[3], no[3])[allowed].argmax()])),)
    chosen = (head + sorted(enough, key=lambda found: -weight(found)))[:5]
    return tuple(sorted(chosen, key=lambda found: found.stance == "disagree"))


def _best_agreed(yes: F64, answered: F64, allowed: NDArray[np.int64]) -> int | None:
    """The desire a group agrees with most tellingly; Polis walks through them in order, and so must we."""
    best: int | None = None
    whole = yes.prod(0)
    plain = yes[:2].prod(0)
    for j in allowed:
        if not answered[j]:
            continue
        if best is None:
            better = yes[1, j] > SURE or (yes[2, j] > 1.0 and yes[0, j] > 0.5)
        elif yes[2, best] > 1.0:
            better = whole[j] > whole[best]
        else:
            better = plain[j] > plain[best]
        if better:
            best = int(j)
    return best
