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

from .kernels import sweep
from .model import FIRST, Posterior, Settings, fit, grown, renew_rows, some_people
from .responses import Responses

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

Source = Callable[[], Responses]
"""Gives the responses of one shard of people, who are numbered from 0 in it; desires have the same numbers in all.
It goes to other processes: a function of a module, or :func:`functools.partial` of one."""

SKETCH = 1_000_000
"""So many responses, of people drawn from all shards, make the start."""
_BLOCKS = 4


@dataclass(frozen=True, slots=True)
class Crowd:
    """What a sharded fit knows: the desires, as a posterior without people, and how many it saw."""

    desires: Posterior
    people: int
    responses: int


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
    workers: int | None = None,
    scheduler: str | None = None,
) -> Crowd:
    """Fit the model to all shards; the result depends neither on the workers nor on where they are.

    ``workers`` and ``scheduler`` are those of :func:`tenfold.engine.shards.map_shards`. People of a shard are placed
    afterwards with ``meet(crowd.desires, source())``.
    """
    settings = settings or Settings()
    start = _start(sources, settings, seed, workers, scheduler)
    rows, seconds = start.desires.copy(), start.desires_second.copy()
    ease, centre, spread = start.ease, start.centre.copy(), start.spread.copy()
    people = responses = 0
    counts = np.zeros(0)
    for _ in range(settings.warm_sweeps if rounds is None else rounds):
        known = replace(start, desires=rows, desires_second=seconds, ease=ease, centre=centre, spread=spread)
        A = b = None
        sums, people, responses = np.zeros(3), 0, 0
        for said in map_shards(partial(_hear, known), sources, workers=workers, scheduler=scheduler):
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
    return Crowd(found, people, responses)


def _start(
    sources: Sequence[Source], settings: Settings, seed: int, workers: int | None, scheduler: str | None
) -> Posterior:
    """A fit of some people of every shard, without the people."""
    work = partial(_some, SKETCH // max(len(sources), 1), seed)
    parts = list(map_shards(work, sources, workers=workers, scheduler=scheduler))
    length = np.concatenate([np.diff(part.start) for part in parts])
    sketch = Responses(
        start=np.concatenate([[0], np.cumsum(length)]),
        desire=np.concatenate([part.desire for part in parts]),
        value=np.concatenate([part.value for part in parts]),
        time=np.concatenate([part.time for part in parts]),
        desires=parts[0].desires,
    )
    fitted = fit(sketch, settings=replace(settings, sketch=sketch.people))
    return replace(fitted, people=fitted.people[:0], people_second=fitted.people_second[:0])


def _some(wanted: int, seed: int, source: Source) -> Responses:
    """As many people of a shard, by chance, as have so many responses together."""
    whole = source()
    share = min(1.0, wanted / max(len(whole), 1))
    chance = np.random.default_rng([seed, whole.people, len(whole)])
    chosen = np.sort(chance.choice(whole.people, max(1, round(share * whole.people)), replace=False))
    return some_people(whole, chosen)


def _hear(known: Posterior, source: Source) -> _Said:
    """Place the people of a shard from the prior, and add up what they say."""
    responses, settings = source(), known.settings
    state = grown(known, responses, settings)
    channels = 2 if settings.pass_trust > 0 else 1
    K, T = state.people.shape[1], state.people_second.shape[1]
    goals = np.linspace(0, len(responses) + responses.people, _BLOCKS + 1)
    cuts = np.searchsorted(responses.start + np.arange(responses.people + 1), goals).astype(np.int64)
    A = np.empty((_BLOCKS, channels * state.m, T), np.float32)
    b = np.empty((_BLOCKS, channels * state.m, K), np.float32)
    precision = np.eye(state.size)
    precision[1:FIRST, 1:FIRST] = np.linalg.inv(state.ease)
    sweep(
        responses.start, responses.desire, responses.value, cuts, state.people, state.people_second,
        np.zeros((1, K), np.float32), precision, state.desires, state.desires_second, state.m,
        np.array([settings.answer_trust, settings.pass_trust], np.float32), np.ones(1, np.float32), A, b, 2,
    )  # fmt: skip
    ease = state.people_second[:, [2, 4, 5]].sum(0, dtype=np.float64)
    counts = responses.counts()
    return _Said(A.sum(0), b.sum(0), ease, counts[:, 0] + counts[:, 1], responses.people, len(responses))
