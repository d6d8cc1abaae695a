"""What the engine finds in a conversation, put together for a reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from tenfold.engine.unity import CommonGround, Landscape, Posterior, common_ground, fit, guarded, landscape
from tenfold.people.mistakes import SheetError

from .conversation import Conversation

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

MOST_UNITING, MOST_REFUSED = 10, 5
MOST_DIVIDING, MOST_AMONG_MANY = 5, 3
"""Statements in which a side says yes more than the other; among more than two sides each has two such lists."""
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
class Divided:
    """Statements on which sides surely differ, each in one place, the widest difference first.

    more      for each side: what it surely says yes to more than every other side
    less      for each side: what it surely says yes to less than every other; empty where there are two sides, as
              it is what the other says yes to more
    between   what sets no single side apart, though two of them surely differ
    """

    more: tuple[I64, ...]
    less: tuple[I64, ...]
    between: I64

    def all(self) -> list[int]:
        """Every statement once."""
        return [int(j) for js in (*self.more, *self.less, self.between) for j in js]


@dataclass(frozen=True, slots=True)
class Study:
    """A conversation and what was found in it.

    sides     camps, or the two ends where all are one camp
    uniting, refused   numbers of statements, the first the most so
    divided   what divides, by whom
    """

    conversation: Conversation
    posterior: Posterior
    drawn: Landscape
    ground: CommonGround
    uniting: I64
    refused: I64
    divided: Divided
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
    """Fit, draw and find; ``progress`` is told a share from 0 to 1 and what is being done: "fit", "draw", "test".

    :raises SheetError: if there is nothing to compare.
    """
    responses = conversation.responses
    _enough(conversation)
    progress(0.1, "fit")
    guard = guarded(responses, seed=seed)
    posterior = fit(responses, before=guard)
    progress(0.5, "draw")
    drawn = landscape(posterior, guard=guard)
    ground = common_ground(posterior, responses, drawn, guard=guard)
    progress(0.7, "test")
    reliability = tested(conversation, seed)
    open_to = _open_to(ground, conversation)
    unites, refused = open_to & (ground.bound > UNITING), open_to & _disliked(ground)
    return Study(
        conversation,
        posterior,
        drawn,
        ground,
        _first(ground.ranking(), unites, MOST_UNITING),
        _first(np.argsort(ground.upper.max(0), kind="stable"), refused, MOST_REFUSED),
        _divided(ground, open_to & ~unites & ~refused),
        reliability,
        seed,
    )


def _enough(conversation: Conversation) -> None:
    """Complain where no two people, or no two statements, can be compared."""
    people, statements = len(conversation.people), len(conversation.statements)
    if people < 2:
        problem = _("There is only one person in this conversation.")
    elif statements < 2:
        problem = _("There is only one statement in this conversation.")
    elif not conversation.responses.value.any():
        problem = _("Everybody passed on everything.")
    else:
        return
    raise SheetError(
        problem,
        _("What unites shows where at least two people said yes or no to two statements; a dozen of each is a start."),
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


def _first(order: I64, chosen: NDArray[np.bool_], most: int) -> I64:
    return order[chosen[order]][:most]


def _disliked(ground: CommonGround) -> NDArray[np.bool_]:
    """Nobody wants it, and most of every side said so: to pass is not to refuse."""
    answers = ground.answers
    return np.asarray((ground.upper.max(0) < REFUSED) & (answers[..., 1] > 0.5 * answers.sum(2)).all(0))


def _divided(ground: CommonGround, chosen: NDArray[np.bool_]) -> Divided:
    """Each statement on which two sides surely differ goes to the side that stands apart most on it, or to none."""
    lower, upper = ground.lower, ground.upper
    sides = range(len(upper))
    others = [np.arange(len(upper)) != side for side in sides]
    more = np.array([lower[s] - upper[others[s]].max(0) for s in sides])
    less = np.array([lower[others[s]].min(0) - upper[s] for s in sides])
    if len(upper) == 2:  # to say yes less than the other is the other's saying it more
        less[:] = -np.inf
    widest = lower.max(0) - upper.min(0)
    apart = np.concatenate([more, less])
    whose = np.where(apart.max(0) > 0, apart.argmax(0), len(apart))
    order = np.argsort(-np.where(whose < len(apart), apart.max(0), widest), kind="stable")
    most = MOST_DIVIDING if len(upper) == 2 else MOST_AMONG_MANY
    parts = [_first(order, chosen & (widest > 0) & (whose == part), most) for part in range(len(apart) + 1)]
    return Divided(tuple(parts[: len(upper)]), tuple(parts[len(upper) : -1]), parts[-1])
