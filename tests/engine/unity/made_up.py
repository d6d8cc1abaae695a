"""Made-up conversations whose truth is known."""

from __future__ import annotations

import numpy as np

from tenfold.engine.unity import Responses


def two_camps(*, people=200, desires=40, answered=0.5, passing=0.1, seed=0, split=2.5):
    """Two camps of equal size: a third of the desires is shared, the others are held by one camp and not the other.

    Returns the responses, the camp of each person and the true probability (people, desires) that they agree.
    """
    chance = np.random.default_rng(seed)
    camp = np.arange(people) % 2
    side = np.where(np.arange(desires) % 3 == 0, 0.0, np.where(np.arange(desires) % 3 == 1, 1.0, -1.0))
    odds = 0.6 * chance.normal(size=desires) + 0.4 * chance.normal(size=people)[:, None]
    odds = odds + split * np.outer(2 * camp - 1, side) + np.where(side == 0, 1.5, 0.0)
    truth = 1.0 / (1.0 + np.exp(-odds))
    who, what = np.nonzero(chance.random((people, desires)) < answered)
    value = np.where(chance.random(len(who)) < truth[who, what], 1, -1)
    value[chance.random(len(who)) < passing] = 0
    return Responses.gather(who, what, value, people=people, desires=desires), camp, truth
