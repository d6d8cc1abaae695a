"""What unites: desires that even the side which agrees least agrees with, and how sure that is.

A side is a camp of the landscape; where all are one camp, either end of the direction in which people differ most.
People belong to sides by posterior membership. The agreement of a side is the mean, over all who belong to it, of
saying yes to the desire when it is shown (passing is not saying yes): as they did where they answered, as the model
expects where they did not. Resistance: a newcomer who contradicts what people like them said before weighs little at
first, nobody weighs more than ``FULL_SAY`` responses, and no side speaks for which fewer than ``FEWEST`` people really
answered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .heard import Heard, heard_of
from .landscape import Landscape
from .model import fit, reconsider
from .posterior import Posterior, Settings
from .responses import AGREE, Responses
from .tables import expected, panel

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

FEWEST = 3.0
"""People of a side who must have answered before anything is said about it."""
FULL_SAY = 300
"""Responses of one person that count in full; whoever gives more has each count proportionally less."""
NEWCOMERS = 0.2
"""The latest fifth of people to arrive weigh less where they surprise, the very last next to nothing."""
BOUND = 1.2816
"""Standard deviations between the estimate and a bound: nine times in ten it is on this side of it."""


@dataclass(frozen=True, slots=True)
class CommonGround:
    """One row per side (s), one column per desire (m).

    agreement         float64 (s, m): estimate of the side's agreement, 0 to 1
    lower, upper      float64 (s, m): credible bounds of the same, each held nine times in ten
    answers           float64 (s, m, 3): people of the side who agreed, disagreed, passed, by membership; unweighted
    heard             bool (m,): every side really answered
    level             float64 (m,): agreement of the least agreeing side
    bound             float64 (m,): lower bound in the least agreeing side; 0 where not heard: what to rank by
    strictest         float64 (m,): mean agreement of the tenth of people who agree least
    strength          float64 (m,): agreement among the third of people who say yes least readily
    specificity       float64 (m,): how much it depends on where a person stands: the standard deviation over people of
                      what the hidden directions give to the log-odds; what nobody could mind has little
    sides             float64 (n, s): membership; rows add up to one
    """

    agreement: F64
    lower: F64
    upper: F64
    answers: F64
    heard: NDArray[np.bool_]
    level: F64
    bound: F64
    strictest: F64
    strength: F64
    specificity: F64
    sides: F64

    def ranking(self) -> NDArray[np.int64]:
        """int64 (m,): desires from the most to the least uniting; those not heard by every side come last."""
        return np.lexsort((-self.level, -self.bound, ~self.heard))


def sides_of(drawn: Landscape, scale: float | None = None) -> F64:
    """float64 (n, s >= 2): the camps, or both ends of the first direction when all are one camp.

    ``scale`` is the standard deviation of all people in that direction, where ``drawn`` holds only some of them.
    """
    if drawn.camps.count > 1:
        return drawn.camps.membership
    along = drawn.people[:, 0]
    end = 1.0 / (1.0 + np.exp(-3.0 * along / ((along.std() if scale is None else scale) + 1e-9)))
    return np.stack([end, 1.0 - end], axis=1)


def standing(responses: Responses, arrived: F64 | None = None) -> F64:
    """float64 (n,): how much each person weighs, from how long ago they came and how much they say.

    Arrival is counted in people, not in hours, so that a crowd that arrives at once cannot outweigh those before it.
    Where ``responses`` are those of some people only, ``arrived`` float64 (p,) says when people of the whole came,
    sorted; a fair sample of them is enough.

    >>> told = Responses.gather(np.arange(10), np.zeros(10, int), np.ones(10, int))
    >>> standing(told).round(2).tolist()
    [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.56, 0.06]
    """
    often = np.diff(responses.start)
    first = arrivals(responses)
    if arrived is None:
        present = int(np.count_nonzero(often))
        place = np.argsort(np.argsort(first, kind="stable"), kind="stable") + 0.5
    else:
        present, place = len(arrived), np.searchsorted(arrived, first).astype(np.float64)
    since = (present - place) / max(NEWCOMERS * present, 1.0)
    return np.asarray(np.clip(since, 0.0, 1.0) ** 2 * np.minimum(1.0, FULL_SAY / np.maximum(often, 1)))


def arrivals(responses: Responses) -> F64:
    """float64 (n,): when each person answered for the first time; infinity for whoever did not."""
    first = np.full(responses.people, np.inf)
    np.minimum.at(first, responses.person, responses.time)
    return first


def guarded(
    responses: Responses, *, settings: Settings | None = None, seed: int = 0, before: Posterior | None = None
) -> Posterior:
    """A fit in which each person's responses count only as that person stands, so that a crowd that has just arrived
    moves neither the others nor the camps. It is also a good start: ``fit(responses, before=guarded(responses))``.
    """
    who = standing(responses)[responses.person].astype(np.float32)
    return fit(responses, settings=settings, seed=seed, before=before, weight=who)


def common_ground(
    posterior: Posterior,
    responses: Responses,
    drawn: Landscape,
    *,
    weight: F64 | None = None,
    guard: Posterior | None = None,
) -> CommonGround:
    """Find what unites, between the sides of the map ``drawn``.

    ``weight`` float64 (n,) is how much each person counts (``standing`` if not given). ``guard`` is a fit that already
    counts so (``guarded``), from which ``posterior`` was warm-started; without it only the desires are guarded, not the
    places of the people, and a large crowd of newcomers may move the sides.
    """
    weight = standing(responses) if weight is None else weight
    each, counted = _reconsidered(posterior, responses, weight, guard)
    seen = drawn if guard is None else drawn.seen_by(guard)
    sides = sides_of(seen)
    shown = sides_of(drawn)
    said = heard_of(counted, responses, sides, each, shown)
    sample = panel(seen.people[:, 0])
    return composed(counted, sample, sides[sample], weight[sample], said, shown)


def composed(
    counted: Posterior, sample: NDArray[np.int64], sides: F64, weight: F64, said: Heard, shown: F64
) -> CommonGround:
    """The common ground from what people of ``sample`` are expected to say and what everybody said.

    ``sides`` float64 (p, s) and ``weight`` float64 (p,) are those of the sample; ``shown`` is handed on.
    """
    agrees, passes = expected(counted, sample)
    yes = agrees * (1.0 - passes)
    members = sides * np.maximum(weight, 0.2)[:, None]
    share = members / np.maximum(members.sum(0), 1e-12)
    agreement = np.clip(share.T @ yes + said.surprise(), 0.005, 0.995)
    heard = (said.answers.sum(2) >= FEWEST).all(0)
    lower, upper = _bounds(agreement, _error(counted, sample, share, yes))
    order = np.sort(yes, axis=0)[: max(1, len(yes) // 10)]
    reluctant = counted.people[sample, 1] <= np.quantile(counted.people[sample, 1], 1 / 3) if len(sample) else sample
    return CommonGround(
        agreement=agreement,
        lower=lower,
        upper=upper,
        answers=said.answers,
        heard=heard,
        level=agreement.min(0),
        bound=np.where(heard, lower.min(0), 0.0),
        strictest=order.mean(0),
        strength=yes[reluctant].mean(0),
        specificity=_specificity(counted, sample),
        sides=shown,
    )


def _specificity(counted: Posterior, sample: NDArray[np.int64]) -> F64:
    people, desires = counted.places()
    return np.asarray((people[sample] @ desires.T).std(0)) if len(sample) else np.zeros(counted.m)


def _reconsidered(
    posterior: Posterior, responses: Responses, weight: F64, guard: Posterior | None
) -> tuple[F32, Posterior]:
    """How much each response counts, float32 (R,), and the posterior in which it does.

    What the others say is read from a posterior in which every response counts only its person's weight.
    """
    who = weight[responses.person].astype(np.float32)
    others = reconsider(posterior, responses, who) if guard is None else guard
    each = doubted(others, responses, weight)
    return each, reconsider(others, responses, each, turns=1)


def doubted(others: Posterior, responses: Responses, weight: F64) -> F32:
    """float32 (R,): how much each response counts, given what the others say.

    It counts the square of a person's own weight where they agree with what the others say such a person would not,
    else one. Only agreement is doubted, for only agreement can carry a desire over a side that refuses it.
    """
    own = others.agreement(responses.person, responses.desire)
    doubt = (1.0 - weight[responses.person] ** 2) * (1.0 - np.clip(5.0 * own - 3.0, 0.0, 1.0))
    return np.where(responses.value == AGREE, 1.0 - doubt, 1.0).astype(np.float32)


def _error(counted: Posterior, sample: NDArray[np.int64], share: F64, yes: F64) -> F64:
    """float64 (s, m): standard deviation of each side's agreement from what is not known of the desire itself."""
    m, size = counted.m, counted.size
    means = counted.people[sample, :size].astype(np.float64)
    slope = yes * (1.0 - yes)
    row, column = np.tril_indices(size)
    mean = counted.desires[:m, :size].astype(np.float64)
    known = counted.desires_second[:m, : len(row)] - mean[:, row] * mean[:, column]
    twice = np.where(row == column, 1.0, 2.0)
    out = np.empty((share.shape[1], m))
    for s in range(share.shape[1]):
        toward = (slope * share[:, s, None]).T @ means
        out[s] = (toward[:, row] * toward[:, column] * known * twice).sum(1)
    return np.sqrt(np.maximum(out, 0.0))


def _bounds(agreement: F64, error: F64) -> tuple[F64, F64]:
    """The bounds from below and from above.

    Laid on the log-odds they stay between 0 and 1, but where nearly all agree the slope is endless, and from few
    answers they say nothing; laid on the share itself they are the same to first order. The nearer of both is taken.

    >>> low, high = _bounds(np.array([0.995, 0.5]), np.array([0.1, 0.1]))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.87, 0.37], [1.0, 0.63])
    """
    odds = np.log(agreement / (1.0 - agreement))
    wide = BOUND * error
    far = wide / (agreement * (1.0 - agreement))
    low = np.maximum(1.0 / (1.0 + np.exp(far - odds)), agreement - wide)
    high = np.minimum(1.0 / (1.0 + np.exp(-far - odds)), agreement + wide)
    return low, high
