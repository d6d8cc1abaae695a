"""Replica exchange: many groupings annealed side by side at a ladder of temperatures that they climb up and down.

Geyer (1991); Hukushima and Nemoto (1996). A cold replica that sits in a local optimum is carried up by exchanges with
its warmer neighbours, melts, and comes down elsewhere: on distances without structure this finds what restarts,
crossover and tabu do not, and on geometric ones it is as good as the annealing it begins with. The visits of a round
are independent of each other, so any number of threads gives the same result.
"""

from __future__ import annotations

import contextlib
import math
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dense.board import Board
from tenfold.engine.formation.dense.effort import Effort
from tenfold.engine.formation.dense.replica import NEVER, Replica, new_replica, take
from tenfold.engine.formation.dense.sizes import start_sizes
from tenfold.engine.formation.dense.visit import anneal, descend
from tenfold.engine.formation.dice import Dice, dice

MELTING, HOT, COLD = 0.4, 0.1, 0.01
"""Where cooling begins and where the ladder has its ends: the share of visits that take a loss."""

SCOUTING = 0.1
"""The share of the effort after which scouting ends in any case."""

COOLING = 0.25
"""The share of the effort in which the replicas cool to their temperatures, before they begin to be exchanged."""

SWAP_VISITS = 2000
"""Visits to a replica between two rounds: enough to make the threads' hand-over, and the reading of its sums into the
cache, negligible."""

MOST_REPLICAS, FEWEST_REPLICAS, VISITS_EACH = 8, 2, 4000
"""As many replicas as can visit each element so often: a few cooled slowly are better than many quenched."""

SIFTED = 0.25
"""Replicas sift where ceilings leave at most this share of elements and groups to look at."""

ROUNDS = 50
"""At least so many rounds are made of a work limit, however small."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best grouping (n,) in the order of the input, and the visits it took."""

    groups: NDArray[np.uint16]
    work: int


def temper(board: Board, *, seed: int, workers: int, effort: Effort) -> Found:
    """Search until the effort is spent. The seed and a work limit determine the result."""
    rng, streams = np.random.default_rng(seed), dice(seed, 1 + MOST_REPLICAS)
    scout = _at_random(board, rng, streams[-1])
    melting, hot, cold = _scout(board, scout, effort)
    replicas, sifts = _affordable(board, effort), sifting_pays(board, scout, cold)
    states = [_at_random(board, rng, stream, sifts=sifts) for stream in streams[:replicas]]
    visits = SWAP_VISITS
    if effort.work_limit is not None:
        visits = min(visits, 1 + effort.work_limit // (ROUNDS * replicas))
    record = _Record(scout)
    ladder = np.linspace(cold, hot, replicas)
    order, turn = np.arange(replicas), 0
    with ThreadPoolExecutor(workers) as pool:
        try:
            while effort.goes_on("searching"):
                share = effort.share()
                warmth = max(0.0, 1.0 - share / COOLING)
                heats = ladder * (melting / ladder) ** warmth
                turns = deque(zip(order.tolist(), heats.tolist(), strict=True))
                for job in [pool.submit(_visit, board, states, visits, turns) for _ in range(workers)]:
                    job.result()
                effort.work += visits * replicas
                for state in states:
                    record.read(state)
                if not warmth:
                    _exchange(states, order, heats, turn % 2, rng)
                    turn += 1
        except KeyboardInterrupt:
            effort.stopped = "interrupted"
    return _polished(board, record, states, effort)


def _visit(board: Board, states: list[Replica], visits: int, turns: deque[tuple[int, float]]) -> None:
    """Take turns from the hot end, where a visit takes longest, until none is left."""
    with contextlib.suppress(IndexError):
        while True:
            which, heat = turns.pop()
            anneal(board, states[which], heat, visits)


def _at_random(board: Board, rng: np.random.Generator, stream: Dice, *, sifts: bool = False) -> Replica:
    replica, sizes = new_replica(board, stream, sifts=sifts), start_sizes(board, rng)
    take(board, rng.permutation(np.repeat(np.arange(len(sizes), dtype=np.uint16), sizes)), replica)
    return replica


def sifting_pays(board: Board, state: Replica, temperature: float) -> bool:
    """Whether ceilings would exclude most groups from most visits to a grouping at a temperature."""
    order, filled = np.argsort(state.groups, kind="stable"), np.flatnonzero(state.sizes)
    starts = np.cumsum(state.sizes[filled]) - state.sizes[filled]
    ceiling = np.full(state.ceiling.shape, NEVER, np.int64)
    ceiling[:, filled] = np.maximum.reduceat((state.sums - state.own)[:, order], starts, axis=1)
    gain = state.sums + ceiling[state.groups].T - state.own - 2 * board.nearest
    gain[state.groups, np.arange(len(order))] = NEVER
    return float((gain > -temperature).mean()) <= SIFTED


def _affordable(board: Board, effort: Effort) -> int:
    """How many replicas the effort can cool slowly, judged by what scouting took of it."""
    visits = effort.work / max(effort.share(), 1e-9)
    replicas = int(visits / (VISITS_EACH * len(board.distances)))
    return min(max(replicas, FEWEST_REPLICAS), MOST_REPLICAS)


class _Record:
    """The best grouping so far."""

    def __init__(self, first: Replica) -> None:
        # Where it stands, not its best: a search whose time is up at once has not looked for one.
        self.value, self.groups = int(first.value[0]), first.groups.copy()
        self.read(first)

    def read(self, state: Replica) -> None:
        """Take over the replica's best if it is better, and tell the replica what it has to beat."""
        if state.best_value[0] > self.value:
            self.value, self.groups = int(state.best_value[0]), state.best.copy()
        state.best_value[0] = self.value


def _scout(board: Board, scout: Replica, effort: Effort) -> tuple[float, float, float]:
    """Cool one replica quickly; return the temperatures where it melts and where the ladder begins and ends."""
    n = len(board.distances)
    visits = min(20 * n, 40_000)
    temperature = max(2.0 * float(board.distances.std()), 1.0)
    melting, hot = temperature, temperature
    try:
        while effort.goes_on("scouting"):
            share = anneal(board, scout, temperature, visits) / visits
            effort.work += visits
            if share >= MELTING:
                melting = temperature
            if share >= HOT:
                hot = temperature
            if share < COLD or effort.share() > SCOUTING:
                break
            temperature *= 0.9
    except KeyboardInterrupt:
        effort.stopped = "interrupted"
    return melting, hot, min(temperature, hot)


def _exchange(
    states: list[Replica], order: NDArray[np.int64], heats: NDArray[np.float64], parity: int, rng: np.random.Generator
) -> None:
    """Let neighbours on the ladder change places with Metropolis' probability."""
    for rung in range(parity, len(order) - 1, 2):
        colder, warmer = states[order[rung]].value[0], states[order[rung + 1]].value[0]
        gain = (1 / heats[rung] - 1 / heats[rung + 1]) * float(warmer - colder)
        if gain >= 0 or rng.random() < math.exp(gain):
            order[rung], order[rung + 1] = order[rung + 1], order[rung]


def _polished(board: Board, record: _Record, states: list[Replica], effort: Effort) -> Found:
    """Descend from the best grouping and from where the replicas stand now; the best of all."""
    room = states[0]
    for groups in [record.groups, *(state.groups.copy() for state in states)]:
        take(board, groups, room)
        effort.work += descend(board, room)
        if room.value[0] > record.value or groups is record.groups:
            record.value, record.groups = int(room.value[0]), room.groups.copy()
    return Found(record.groups, effort.work)
