"""Map, camps and common ground of a crowd that does not fit into one machine's memory, by shards of people.

Map and camps are those of a sample of people. What everybody answered is added up shard by shard, in two rounds: first
what the desires look like when doubtful responses count less, then what the answers add to what was expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import add

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.shards import map_shards

from .common_ground import CommonGround, composed, doubted, sides_of, standing
from .heard import Heard, heard_of
from .landscape import Landscape, landscape
from .model import grown, swept
from .posterior import Posterior
from .priors import renew_rows
from .responses import Responses
from .sharded import BLOCKS, Crowd, Source
from .tables import panel

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

_INNER = 3
"""How often a person is placed against the same desires."""


@dataclass(frozen=True, slots=True)
class CrowdGround:
    """What unites a crowd: ``ground`` counts everybody; its sides, the people of ``posterior`` and of the map ``drawn``
    are those of the crowd's sample.
    """

    ground: CommonGround
    drawn: Landscape
    posterior: Posterior


def crowd_ground(
    sources: Sequence[Source],
    crowd: Crowd,
    *,
    before: Landscape | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
) -> CrowdGround:
    """Find what unites the crowd that :func:`.sharded.fit_crowd` fitted from the same sources, ``guarded``.

    ``before``, ``workers`` and ``scheduler`` as in :func:`.landscape.landscape` and
    :func:`tenfold.engine.shards.map_shards`.

    :raises ValueError: for a crowd that was not fitted guarded.
    """
    if not crowd.guarded:
        raise ValueError("The common ground of a crowd needs fit_crowd(..., guarded=True).")
    arrived = crowd.arrived()
    guard = _placed(crowd.desires, crowd.sample, arrived)
    drawn = landscape(guard, before=before)
    known = replace(guard, people=guard.people[:0], people_second=guard.people_second[:0])
    counted = _reconsidered(sources, known, arrived, workers, scheduler)
    camps = replace(drawn, people=drawn.people[:0], spread=drawn.spread[:0])
    work = partial(_listen, known, counted, camps, float(drawn.people[:, 0].std()), arrived)
    said = reduce(add, map_shards(work, sources, workers=workers, scheduler=scheduler))
    sides = sides_of(drawn)
    sample = panel(drawn.people[:, 0])
    whole = replace(counted, people=guard.people, people_second=guard.people_second)
    weight = standing(crowd.sample, arrived)
    return CrowdGround(composed(whole, sample, sides[sample], weight[sample], said, sides), drawn, guard)


def _placed(known: Posterior, responses: Responses, arrived: F64) -> Posterior:
    """People as the guarded fit sees them: their own responses count as they stand."""
    state = grown(known, responses, known.settings)
    weight = standing(responses, arrived)[responses.person].astype(np.float32)
    swept(state, responses, inner=_INNER, weight=weight, adding=False)
    return state


def _reconsidered(
    sources: Sequence[Source], known: Posterior, arrived: F64, workers: int | None, scheduler: str | None
) -> Posterior:
    """The desires as they look when doubtful responses count less."""
    work = partial(_doubt, known, arrived)
    A, b = reduce(_both, map_shards(work, sources, workers=workers, scheduler=scheduler))
    rows, seconds = known.desires.copy(), known.desires_second.copy()
    centre, spread = known.centre.copy(), known.spread.copy()
    renew_rows(A.astype(np.float64), b.astype(np.float64), rows, seconds, centre, spread, known.settings)
    return replace(known, desires=rows, desires_second=seconds, centre=centre, spread=spread)


def _both(one: tuple[F32, F32], other: tuple[F32, F32]) -> tuple[F32, F32]:
    return one[0] + other[0], one[1] + other[1]


def _doubt(known: Posterior, arrived: F64, source: Source) -> tuple[F32, F32]:
    """What the people of a shard say of the desires where doubtful responses count less."""
    responses = source()
    state = _placed(known, responses, arrived)
    each = doubted(state, responses, standing(responses, arrived))
    A, b = swept(state, responses, inner=0, weight=each, blocks=BLOCKS)
    return A.astype(np.float32), b.astype(np.float32)


def _listen(
    known: Posterior, counted: Posterior, camps: Landscape, scale: float, arrived: F64, source: Source
) -> Heard:
    """What the people of a shard answered, by side."""
    responses = source()
    state = _placed(known, responses, arrived)
    each = doubted(state, responses, standing(responses, arrived))
    sides = sides_of(camps.seen_by(state), scale)
    seen = replace(counted, people=state.people, people_second=state.people_second)
    return heard_of(seen, responses, sides, each, sides)
