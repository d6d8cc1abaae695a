"""The same fit for a crowd that does not fit into one machine's memory, by shards of people.

Given the desires, people are independent: a shard renews its own people from the prior and hands back only what they
say together about the desires. So a round needs the memory of one shard for each worker, and nothing of single people
leaves a shard. The start is a fit of some people of every shard.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.shards import map_shards

from .common_ground import arrivals, standing
from .model import fit, grown, some_people, swept
from .posterior import Posterior, Settings
from .priors import renew_rows
from .responses import Responses

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

Source = Callable[[], Responses]
"""Gives the responses of one shard of people, who are numbered from 0 in it; desires have the same numbers in all.
It goes to other processes: a function of a module, or :func:`functools.partial` of one."""

SKETCH = 1_000_000
"""So many responses, of people drawn from all shards, make the start."""
BLOCKS = 4
"""See :func:`.model.swept`: a shard is a block already, and memory is scarce."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """What a sharded fit knows: the desires, as a posterior without people, and how many it saw.

    sample   the responses of some people of every shard, from which it started
    guarded  whether each person's responses counted only as that person stands (:func:`.common_ground.standing`)
    """

    desires: Posterior
    people: int
    responses: int
    sample: Responses
    guarded: bool

    def arrived(self) -> F64:
        """float64 (p,): when the people of the sample came, sorted."""
        return _arrived(self.sample)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a shard says about the desires: sums over its people, for desires and for the people's own prior."""

    A: F32
    b: F32
    ease: F64
    counts: F64
    people: int
    responses: int


def fit_crowd(
    sources: Sequence[Source],
    *,
    settings: Settings | None = None,
    seed: int = 0,
    rounds: int | None = None,
    guarded: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Crowd:
    """Fit the model to all shards; the result depends neither on the workers nor on where they are.

    ``workers`` and ``scheduler`` are those of :func:`tenfold.engine.shards.map_shards`. People of a shard are placed
    afterwards with ``meet(crowd.desires, source())``. With ``guarded`` people's responses count as they stand, which is
    what :func:`.crowd_ground.crowd_ground` needs.
    """
    settings = settings or Settings()
    sample = _sample(sources, seed, workers, scheduler)
    arrived = _arrived(sample) if guarded else None
    start = _start(sample, settings, arrived)
    rows, seconds = start.desires.copy(), start.desires_second.copy()
    ease, centre, spread = start.ease, start.centre.copy(), start.spread.copy()
    people = responses = 0
    counts = np.zeros(0)
    for _ in range(settings.warm_sweeps if rounds is None else rounds):
        known = replace(start, desires=rows, desires_second=seconds, ease=ease, centre=centre, spread=spread)
        A = b = None
        sums, people, responses = np.zeros(3), 0, 0
        for said in map_shards(partial(_hear, known, arrived), sources, workers=workers, scheduler=scheduler):
            if A is None or b is None:
                A, b, counts = said.A.astype(np.float64), said.b.astype(np.float64), said.counts.copy()
            else:
                A += said.A
                b += said.b
                counts += said.counts
            sums, people, responses = sums + said.ease, people + said.people, responses + said.responses
        if A is None or b is None:
            break
        renew_rows(A, b, rows, seconds, centre, spread, settings)
        ease = (np.array([[sums[0], sums[1]], [sums[1], sums[2]]]) + 0.5 * np.eye(2)) / (people + 1.0)
    found = replace(
        start, desires=rows, desires_second=seconds, ease=ease, centre=centre, spread=spread,
        answers=counts.astype(np.int64),
    )  # fmt: skip
    return Crowd(found, people, responses, sample, guarded)


def _sample(sources: Sequence[Source], seed: int, workers: int | None, scheduler: str | None) -> Responses:
    """The responses of some people of every shard."""
    work = partial(_some, SKETCH // max(len(sources), 1), seed)
    parts = list(map_shards(work, sources, workers=workers, scheduler=scheduler))
    length = np.concatenate([np.diff(part.start) for part in parts])
    return Responses(
        start=np.concatenate([[0], np.cumsum(length)]),
        desire=np.concatenate([part.desire for part in parts]),
        value=np.concatenate([part.value for part in parts]),
        time=np.concatenate([part.time for part in parts]),
        desires=parts[0].desires,
    )


def _arrived(sample: Responses) -> F64:
    first = arrivals(sample)
    return np.sort(first[np.isfinite(first)])


def _start(sample: Responses, settings: Settings, arrived: F64 | None) -> Posterior:
    """A fit of the sample, without the people."""
    weight = None if arrived is None else standing(sample, arrived)[sample.person].astype(np.float32)
    fitted = fit(sample, settings=replace(settings, sketch=sample.people), weight=weight)
    return replace(fitted, people=fitted.people[:0], people_second=fitted.people_second[:0])


def _some(wanted: int, seed: int, source: Source) -> Responses:
    """As many people of a shard, by chance, as have so many responses together."""
    whole = source()
    share = min(1.0, wanted / max(len(whole), 1))
    chance = np.random.default_rng([seed, whole.people, len(whole)])
    chosen = np.sort(chance.choice(whole.people, max(1, round(share * whole.people)), replace=False))
    return some_people(whole, chosen)


def _hear(known: Posterior, arrived: F64 | None, source: Source) -> _Said:
    """Place the people of a shard from the prior, and add up what they say."""
    responses = source()
    state = grown(known, responses, known.settings)
    weight = None if arrived is None else standing(responses, arrived)[responses.person].astype(np.float32)
    A, b = swept(state, responses, inner=2, blocks=BLOCKS, weight=weight)
    ease = state.people_second[:, [2, 4, 5]].sum(0, dtype=np.float64)
    counts = responses.counts()
    return _Said(
        A.astype(np.float32), b.astype(np.float32), ease, counts[:, 0] + counts[:, 1], responses.people, len(responses)
    )
