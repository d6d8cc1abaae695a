"""Millions of people into tens, hundreds and so on to the top: shard by shard, then those whom no shard could seat."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.plan import Level
from tenfold.engine.formation.problem import Problem
from tenfold.engine.formation.sharded.crowd import Crowd, Rules, crowd_of
from tenfold.engine.formation.sharded.explaining import NestExplainer
from tenfold.engine.formation.sharded.nesting import gather, voices_in
from tenfold.engine.formation.sharded.placeable import Choices, choices_of
from tenfold.engine.formation.sharded.pooling import Formed, Pool, summit
from tenfold.engine.formation.sharded.shard import form_shard
from tenfold.engine.formation.sharded.slices import cut, keys_of
from tenfold.engine.formation.week import SLOTS, WORDS
from tenfold.engine.shards import map_shards

Int = NDArray[np.int32]

PEOPLE = 1 << 16
"""People in a slice: enough to mix small communities, few enough for a processor's cache."""

STOREYS = 2
"""Levels that a slice of several builds above its tens: hundreds and thousands. The rest is built from all slices."""


@dataclass(frozen=True, slots=True)
class Nest:
    """Where n people sit, and how their c circles are gathered; a plan like :class:`tenfold.engine.formation.Plan`.

    circle int32 (n,), language int32 (c,), start int16 (c,), length int16 (c,): as there. ``levels``: hundreds first.
    ``company`` int32 (n,): how many people the fullest cell of each person holds (see :mod:`.placeable`).
    """

    circle: Int
    language: Int
    start: NDArray[np.int16]
    length: NDArray[np.int16]
    levels: tuple[Level, ...]
    company: Int
    seed: int


@dataclass(frozen=True, slots=True)
class Slice:
    """The work for one shard."""

    crowd: Crowd
    rules: Rules
    seed: int
    storeys: int


def form_slice(work: Slice) -> Formed:
    """Form the tens of a slice, and gather them; a pure function of its work."""
    formed = form_shard(work.crowd, work.rules, work.seed)
    voices, storeys = voices_in(formed.circle, len(formed.cell), np.arange(len(work.crowd), dtype=np.int32)), []
    for level in range(work.storeys):
        storey = gather(work.crowd, voices, work.rules, work.seed + level + 1)
        storeys.append(storey)
        voices = voices_in(storey.parent, len(storey.cell), storey.delegate)
    return Formed(formed.circle, formed.cell, formed.length, tuple(storeys))


Progress = Callable[[float, str], object]


def form_sharded(problem: Problem, *, seed: int = 0, workers: int | None = None, scheduler: str | None = None) -> Nest:
    """:func:`form_crowd` for the people of a problem."""
    crowd, rules = crowd_of(problem)
    return form_crowd(crowd, rules, seed=seed, workers=workers, scheduler=scheduler)


def form_crowd(
    crowd: Crowd,
    rules: Rules,
    *,
    seed: int = 0,
    people: int = PEOPLE,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Nest:
    """Seat n people in circles and gather these in a nest, in slices of about ``people``.

    The seed determines the result, whatever the number of ``workers`` and wherever they are (see
    :func:`tenfold.engine.shards.map_shards`). ``progress`` is told the share of the work done and the stage.
    """
    tell: Progress = progress or _in_silence
    choices = choices_of(crowd, rules, threads=workers or os.cpu_count() or 1)
    tell(0.03, "count")
    keys = keys_of(crowd, seed)
    rows = cut(crowd, choices, keys, people=people)
    storeys = STOREYS if len(rows) > 1 else 0
    tell(0.05, "cut")

    def work() -> Iterator[Slice]:
        for number, mine in enumerate(rows):
            yield Slice(crowd.take(mine), rules, seed * 1_000_003 + number * 16, storeys)

    pool = Pool(crowd, rules, keys, storeys)
    with_workers = workers if len(rows) > 1 else 1
    for mine, formed in zip(
        rows, map_shards(form_slice, work(), workers=with_workers, scheduler=scheduler), strict=True
    ):
        pool.add(mine, formed)
        tell(0.05 + 0.85 * pool.slices / len(rows), "form")
    return _closed(pool, choices, seed, tell)


def _in_silence(share: float, stage: str) -> None:
    """Nobody wants to know."""


def _closed(pool: Pool, choices: Choices, seed: int, tell: Progress) -> Nest:
    pool.seat_leftovers(choices, seed)
    tell(0.95, "leftovers")
    pool.gather_orphans(seed)
    levels, top = pool.levels(), summit(pool, seed)
    tell(1.0, "nest")
    return Nest(
        pool.circle,
        (pool.cell // SLOTS).astype(np.int32),
        (pool.cell % SLOTS).astype(np.int16),
        pool.length,
        (*levels, *top),
        choices.company,
        seed,
    )


def warm_up() -> None:
    """Compile everything by forming a few hundred people in two slices; what is compiled stays on disk."""
    people, free = 300, np.uint64(2**64 - 1)
    hours = np.full((people, WORDS), free)
    hours[:150, 5:] = 0
    codes = np.arange(2 * people, dtype=np.int16).reshape(people, 2) % 5 - 1
    numbers = np.linspace(0, 1, people, dtype=np.float32)[:, None]
    speak = np.full((people, 1), 3, np.uint64)
    speak[:5], hours[:5], hours[:5, 0] = 4, 0, 255  # five of their own, for whom others have to come
    speak[5:9] |= 4
    crowd = Crowd(speak, hours, np.zeros(people, np.int16), codes, numbers)
    rules = Rules(worth=(1.0, 1.0, 1.0), kinds=(4, 4))
    nest = form_crowd(crowd, rules, people=150, workers=1)
    NestExplainer(crowd, rules, nest)(int(nest.circle.argmax()))
