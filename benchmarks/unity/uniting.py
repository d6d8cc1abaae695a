"""How well common ground is found from few votes, and against those who pretend."""

from __future__ import annotations

from collections.abc import Callable

import measures as of
import numpy as np
import peers
from conversations import load
from lines import Lines, head, row

from tenfold.engine.unity import Responses

GROUND: dict[str, Callable[[Responses], of.F64]] = {
    "agree rate": peers.agree_rate,
    "Polis group-aware consensus": peers.polis_consensus,
    "Community Notes intercept": peers.notes_intercept,
    "Tenfold, level": lambda responses: of.ground(responses)[0],
}


def bridge() -> Lines:
    """Common ground from few votes: Spearman with the least agreeing group's agreement on all votes

    Mean over brexit, taxes, vTaiwan, biodiversity and seeds 0, 1; statements that at least twenty people saw.
    """
    yield from head("votes kept", *GROUND)
    truths = {
        name: (load(name), *of.groups_and_floor(load(name))) for name in ("brexit", "taxes", "vTaiwan", "biodiversity")
    }
    for kept in (0.05, 0.1, 0.2, 0.5):
        found: dict[str, list[float]] = {}
        for votes, _, floor, among in truths.values():
            for seed in range(2):
                shown = votes.responses(np.random.default_rng(100 + seed).random(len(votes.value)) < kept)
                for method, told in GROUND.items():
                    found.setdefault(method, []).append(of.agreement_of_ranks(told(shown), floor, among))
        yield row(f"{kept:.0%}", *(float(np.mean(found[method])) for method in GROUND))


def brigade() -> Lines:
    """Brigading: places that a polarising statement rises when a tenth of newcomers pretend to be of the other side

    Mean over twenty crowds (seeds) for each conversation, which take turns with its seven most polarising statements;
    beside it how many of the twenty rose less than under every peer, or as little.
    """
    yield from head("", "statements", *GROUND, "best or as good")
    for name in ("brexit", "taxes", "biodiversity", "vTaiwan", "canadian", "affordable"):
        votes = load(name)
        group, _, among = of.groups_and_floor(votes)
        before = {method: told(votes.responses()) for method, told in GROUND.items()}
        rises: dict[str, list[int]] = {}
        targets = of.polarising(votes, group)[:7]
        for seed in range(20):
            target = int(targets[seed % len(targets)])
            attacked = of.infiltrated(votes, group, target, seed)
            for method, told in GROUND.items():
                rise = of.place(before[method], target, among) - of.place(told(attacked), target, among)
                rises.setdefault(method, []).append(rise)
        table = np.array([rises[method] for method in GROUND])
        won = int((table[-1] <= table[:-1].min(0)).sum())
        yield row(name, int(among.sum()), *(float(np.mean(rises[method])) for method in GROUND), f"{won} of 20")
