"""Who could be placed at all: a bound that no algorithm can exceed, because it does not form anything.

Somebody can sit in a circle only if enough people, they included, speak one language and are free from one quarter
hour of the week on for as long as the circle meets. So whoever has no such *cell*, a language and a weekly start, with
at least ``size.min`` people in it is not placeable by any plan. Counting everybody into all their cells at once, as if
nobody's seat took anybody away from another circle, makes it a bound from above: all whom a plan can seat are
placeable, and perhaps not all placeable people can be seated at the same time. (The relaxation is that of a set
packing to its single elements; deciding it exactly is a hypergraph matching, which is NP-hard.)
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.sharded.crowd import Crowd, Rules
from tenfold.engine.formation.sharded.weeks import fullest, listed, tally
from tenfold.engine.formation.week import SLOTS, startable

Int = NDArray[np.int32]

CHUNK = 1 << 18
"""People looked at together, so that a crowd of any size needs little room beside it."""


@dataclass(frozen=True, slots=True)
class Choices:
    """``company`` int32 (n,): how many people the fullest of each person's cells holds, themselves included (0: they
    speak no language or are never free for long enough); ``cell`` int32 (n,): its number, language * 672 + start, -1
    for none."""

    company: Int
    cell: Int

    def placeable(self, rules: Rules) -> NDArray[np.bool_]:
        """Who could sit somewhere, bool (n,)."""
        enough: NDArray[np.bool_] = self.company >= rules.size.min
        return enough


def choices_of(crowd: Crowd, rules: Rules, *, threads: int = 1) -> Choices:
    """Count all people of a crowd into their cells, then look up everybody's fullest; the result does not depend on
    the number of threads."""
    tongues, n = 64 * crowd.languages.shape[1], len(crowd)
    parts = [slice(first, min(first + CHUNK, n)) for first in range(0, n, CHUNK)]
    found = Choices(np.zeros(n, np.int32), np.empty(n, np.int32))

    def count(rows: slice) -> Int:
        counts = np.zeros((tongues, SLOTS), np.int32)
        tally(*listed(crowd.languages[rows]), startable(crowd.hours[rows], rules.quarters), counts)
        return counts

    def look(rows: slice) -> None:
        starts = startable(crowd.hours[rows], rules.quarters)
        found.company[rows], found.cell[rows] = fullest(*listed(crowd.languages[rows]), starts, counts)

    counts = np.zeros((tongues, SLOTS), np.int32)
    with ThreadPoolExecutor(threads) as pool:
        for part in pool.map(count, parts):
            counts += part
        for _ in pool.map(look, parts):
            pass
    return found
