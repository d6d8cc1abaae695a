"""What people of each side really answered, beside what was expected of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .posterior import Posterior
from .responses import AGREE, DISAGREE, PASS, Responses

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

ALIKE = 20.0
"""So many people's worth of doubt whether those who did not answer a desire would surprise as those who did."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What people really answered, by side; what is heard of several groups of people adds up.

    off       float64 (s, m): how much more they agreed than was expected of those who answered, by membership
    answered  float64 (s, m): people of the side who answered, as much as their responses count
    members   float64 (s,): people of the side
    answers   float64 (s, m, 3): people of the side who agreed, disagreed, passed, unweighted
    """

    off: F64
    answered: F64
    members: F64
    answers: F64

    def __add__(self, other: Heard) -> Heard:
        return Heard(
            self.off + other.off,
            self.answered + other.answered,
            self.members + other.members,
            self.answers + other.answers,
        )

    def surprise(self) -> F64:
        """float64 (s, m): what the answers really given add to what was expected of those who gave them.

        Those of the side who did not answer are taken to surprise in the same way, the more so the more did answer
        (``ALIKE`` people's worth of doubt); where nearly all answered, nobody is left to take it from.
        """
        return self.off / np.minimum(self.answered + ALIKE, np.maximum(self.members, 1e-12)[:, None])


def heard_of(counted: Posterior, responses: Responses, sides: F64, each: F32, shown: F64) -> Heard:
    """What these people answered, beside what ``counted`` expects of them.

    ``sides`` float64 (n, s) is who belongs to which side, ``shown`` the same as it is told to readers.
    """
    who, what = responses.person, responses.desire
    hoped = counted.agreement(who, what)
    if counted.settings.pass_trust > 0:
        hoped = hoped * (1.0 - counted.agreement(who, what + np.int64(counted.m)))
    off = each * ((responses.value == AGREE) - hoped)
    total, answered = (np.empty((sides.shape[1], counted.m)) for _ in range(2))
    for s in range(len(total)):
        member = sides[who, s]
        answered[s] = np.bincount(what, each * member, minlength=counted.m)
        total[s] = np.bincount(what, off * member, minlength=counted.m)
    return Heard(total, answered, sides.sum(0), _answers(responses, shown))


def _answers(responses: Responses, sides: F64) -> F64:
    out = np.empty((sides.shape[1], responses.desires, 3))
    for v, value in enumerate((AGREE, DISAGREE, PASS)):
        chosen = responses.value == value
        who, what = responses.person[chosen], responses.desire[chosen]
        for s in range(sides.shape[1]):
            out[s, :, v] = np.bincount(what, sides[who, s], minlength=responses.desires)
    return out
