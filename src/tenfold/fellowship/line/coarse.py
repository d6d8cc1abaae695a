"""What may be said of how many people wait.

Nobody but a formation sees anybody's hours. What the line tells must therefore not tell them either, not even to
somebody who edits their own hours and languages and compares what they are told before and after. The rule:

1. The line is counted once a day, from the profiles as they are then. An edit changes nothing until the next day.
   (Whether enough people wait for a ten is looked at all the time, and told to nobody: who is proposed a ten sees it.)
2. Said are a language and a part of the week (six hours), never the hour itself.
3. A number is said only where it is about at least :data:`FEWEST_SHOWN` people, the reader among them; of fewer it is
   said that "a few more" are needed, whether nobody is there or three.
4. A number is said in steps of two ("one or two more"), and where the steps lie is different for each hour of each
   language and known to nobody: one person more or less mostly changes nothing, and where something changes it does
   not tell how many are there. The places of the steps stay the same, so that asking often does not average them out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from tenfold.engine.hours import SLOTS
from tenfold.fellowship.circles.queries.nest import FEWEST_SHOWN

Cells = NDArray[np.int32]

STEP = 2
"""Numbers are said in steps of so many people."""


@dataclass(frozen=True, slots=True)
class More:
    """How many more people it takes: from ``at_least`` to ``at_most``; 0 and 0 when enough are there."""

    at_least: int
    at_most: int

    @property
    def enough(self) -> bool:
        return self.at_most == 0


def blurred(cells: Cells, languages: Sequence[str]) -> Cells:
    """True counts (languages, 672) as they may be used: some cells one person short, always the same ones."""
    found: Cells = np.maximum(cells - np.array([_steps(code) for code in languages]).reshape(cells.shape), 0)
    return found.astype(np.int32)


def _steps(language: str) -> NDArray[np.int64]:
    """Where the steps lie in each cell of a language, 0 or 1 (672,): by the secret of this installation."""
    secret = f"steps of the line\0{settings.SECRET_KEY}\0{language}".encode()
    digest = hashlib.shake_256(secret).digest(SLOTS // 8)
    return np.unpackbits(np.frombuffer(digest, np.uint8)).astype(np.int64)


def more_of(others: int, *, least: int) -> More | None:
    """What may be said of how many more it takes for a ten of ``least``, where so many others (blurred) are.

    >>> more_of(4, least=8), more_of(5, least=8), more_of(6, least=8), more_of(7, least=8)
    (More(at_least=3, at_most=4), More(at_least=1, at_most=2), More(at_least=1, at_most=2), More(at_least=0, at_most=0))
    >>> more_of(3, least=8) is more_of(0, least=8) is None
    True
    """
    together = others + 1
    if together < FEWEST_SHOWN:
        return None
    missing = max(least - together, 0)
    up = -(-missing // STEP) * STEP
    return More(max(up - STEP + 1, 0), up)
