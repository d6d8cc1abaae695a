"""What the engine finds in a conversation, put together for a reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.unity import CommonGround, Landscape, Posterior, common_ground, fit, guarded, landscape

from .conversation import Conversation

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

MOST_UNITING, MOST_REFUSED, MOST_HELD, MOST_DIVIDING = 10, 5, 5, 8
UNITING = 0.5
"""Where even the lower bound in the least agreeing side is above this, a statement unites."""
REFUSED = 0.35
"""Where even the upper bound in the most agreeing side is below this, nobody wants it."""
CLEAR = 0.8
"""From this membership on, a person belongs to a camp clearly."""
NINE_IN_TEN = 1.6449
BINS = 10
FEWEST_TESTED = 100
"""With fewer responses held out, nothing is said of reliability."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often people agreed, among held-out responses for which about the same had been foretold.

    told, came   float64 (b,): mean of what was foretold, and share that agreed, per bin that has any
    count        int64 (b,): responses in each bin
    error        expected calibration error; surprise: mean log-loss; plain: that of each statement's share alone
    """

    told: F64
    came: F64
    count: I64
    error: float
    surprise: float
    plain: float


@dataclass(frozen=True, slots=True)
class Study:
    """A conversation and what was found in it.

    sides     camps, or the two ends where all are one camp; ``upper`` float64 (s, m) bounds agreement from above
    uniting, refused, dividing   numbers of statements, the first the most so
    held      for each side: numbers of statements that it agrees with and no other does as much; then the opposite
    """

    conversation: Conversation
    posterior: Posterior
    drawn: Landscape
    ground: CommonGround
    upper: F64
    uniting: I64
    refused: I64
    dividing: I64
    held: tuple[tuple[I64, I64], ...]
    reliability: Reliability | None
    seed: int

    @property
    def open_to(self) -> NDArray[np.bool_]:
        """bool (statements,): can unite or divide: every side was heard, and it is neither rejected nor personal."""
        return _open_to(self.ground, self.conversation)

    @property
    def camps(self) -> int:
        return self.drawn.camps.count

    @property
    def sides(self) -> int:
        return len(self.ground.agreement)

    def shares(self) -> F64:
        """float64 (s, 3): share of the people in each side, and the interval that holds it nine times in ten."""
        member = self.ground.sides
        n = max(len(member), 1)
        share = member.sum(0) / n
        width = NINE_IN_TEN * np.sqrt((member * (1.0 - member)).sum(0)) / n
        return np.stack([share, np.maximum(share - width, 0.0), np.minimum(share + width, 1.0)], axis=1)

    def clear(self) -> I64:
        """int64 (s,): people who belong to each side clearly."""
        member = self.ground.sides
        return np.asarray((member >= CLEAR).sum(0), np.int64)


def study_of(
    conversation: Conversation, *, seed: int = 0, progress: Callable[[float, str], None] = lambda _share, _stage: None
) -> Study:
    """Fit, draw and find; ``progress`` is told a share from 0 to 1 and what is being done: "fit", "draw", "test"."""
    responses = conversation.responses
    progress(0.1, "fit")
    guard = guarded(responses, seed=seed)
    posterior = fit(responses, before=guard)
    progress(0.5, "draw")
    drawn = landscape(posterior, guard=guard)
    ground = common_ground(posterior, responses, drawn, guard=guard)
    progress(0.7, "test")
    reliability = tested(conversation, seed)
    upper = _mirrored(ground)
    open_to = _open_to(ground, conversation)
    return Study(
        conversation,
        posterior,
        drawn,
        ground,
        upper,
        _first(ground.ranking(), open_to & (ground.bound > UNITING), MOST_UNITING),
        _first(np.argsort(upper.max(0), kind="stable"), open_to & _disliked(ground, upper), MOST_REFUSED),
        _dividing(ground, upper, open_to),
        tuple(_held(ground, upper, side, open_to) for side in range(len(upper))),
        reliability,
        seed,
    )


def tested(conversation: Conversation, seed: int) -> Reliability | None:
    """Fit again without a fifth of the responses, and compare what is foretold of them with what they were."""
    responses = conversation.responses
    aside = np.random.default_rng(seed).random(len(responses)) < 0.2
    shown = responses.chosen(~aside)
    aside &= responses.value != 0
    if aside.sum() < FEWEST_TESTED:
        return None
    who, what, agreed = responses.person[aside], responses.desire[aside], responses.value[aside] > 0
    told = np.clip(fit(shown, seed=seed).agreement(who, what), 1e-6, 1 - 1e-6)
    yes, no, _passed = shown.counts().T
    plain = ((yes + 1.0) / (yes + no + 2.0))[what]
    at = np.minimum((told * BINS).astype(np.int64), BINS - 1)
    count = np.bincount(at, minlength=BINS)
    some = count > 0
    foretold, came = (np.bincount(at, x, minlength=BINS)[some] / count[some] for x in (told, agreed.astype(float)))
    return Reliability(
        foretold,
        came,
        count[some],
        float((np.abs(foretold - came) * count[some]).sum() / count.sum()),
        _surprise(agreed, told),
        _surprise(agreed, plain),
    )


def _open_to(ground: CommonGround, conversation: Conversation) -> NDArray[np.bool_]:
    return np.asarray(ground.heard & ~conversation.rejected & ~conversation.personal)


def _surprise(agreed: NDArray[np.bool_], told: F64) -> float:
    return float(-np.log(np.where(agreed, told, 1.0 - told)).mean())


def _mirrored(ground: CommonGround) -> F64:
    """The upper bound that is as far from the estimate, in log-odds, as the lower one."""
    odds = 2.0 * _odds(ground.agreement) - _odds(ground.lower)
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))


def _odds(share: F64) -> F64:
    p = np.clip(share, 1e-9, 1.0 - 1e-9)
    return np.asarray(np.log(p / (1.0 - p)))


def _first(order: I64, chosen: NDArray[np.bool_], most: int) -> I64:
    return order[chosen[order]][:most]


def _disliked(ground: CommonGround, upper: F64) -> NDArray[np.bool_]:
    """Nobody wants it, and most of every side said so: to pass is not to refuse."""
    answers = ground.answers
    return np.asarray((upper.max(0) < REFUSED) & (answers[..., 1] > 0.5 * answers.sum(2)).all(0))


def _dividing(ground: CommonGround, upper: F64, open_to: NDArray[np.bool_]) -> I64:
    """Statements on which two sides surely differ, by how much at least."""
    gap = np.full(upper.shape[1], -np.inf)
    for a in range(len(upper)):
        for b in range(len(upper)):
            if a != b:
                gap = np.maximum(gap, ground.lower[a] - upper[b])
    return _first(np.argsort(-gap, kind="stable"), open_to & (gap > 0), MOST_DIVIDING)


def _held(ground: CommonGround, upper: F64, side: int, open_to: NDArray[np.bool_]) -> tuple[I64, I64]:
    """What a side surely agrees with more than every other, and what it surely agrees with less."""
    others = np.arange(len(upper)) != side
    more = ground.lower[side] - upper[others].max(0)
    less = ground.lower[others].min(0) - upper[side]
    return (
        _first(np.argsort(-more, kind="stable"), open_to & (more > 0) & (ground.agreement[side] > 0.5), MOST_HELD),
        _first(np.argsort(-less, kind="stable"), open_to & (less > 0) & (ground.agreement[side] < 0.5), MOST_HELD),
    )
