"""Tables of features: the gap to the variance bound, in the time that peers take or the issue allows."""

from __future__ import annotations

import argparse
import resource
from collections.abc import Iterator

import numpy as np
from benchmarks.formation.cases import MILLION, tables
from benchmarks.formation.square import CLOCKS

from tenfold.engine.formation import table


def rows(arguments: argparse.Namespace) -> Iterator[str]:
    """One line per table."""
    clock = CLOCKS["wall" if arguments.counted == "wall" else "processor"]
    yield "| table | people | limit, s | runs | gap, % | bound, % | excess, % | most memory, GB | peers, gap in % |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for case in tables():
        if arguments.only not in case.name or (case.name == MILLION and not arguments.full):
            continue
        X = case.load()
        seeds = range(1 if case.name == MILLION else arguments.seeds)
        found = [table.solve(X, len(X) // 10, seed=s, time_limit=case.seconds, clock=clock) for s in seeds]
        gap, excess = (100 * float(np.mean([getattr(one, word) for one in found])) for word in ("gap", "excess"))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        yield (
            f"| {case.name} | {len(X):,} | {case.seconds:g} | {len(found)} "
            f"| {gap:.4f} | {gap - excess:.4f} | {excess:.4f} | {memory:.2f} | {case.peers} |"
        )
    counted = "the clock on the wall" if arguments.counted == "wall" else "processor time (see above)"
    yield f"""
Limits by {counted}. The gap is how far the spread inside groups stays below the spread of the whole
table, the bound what no grouping can go below (in the same percent), the excess their difference. Peers' values are
from a machine of two cores, one core each: ABA is assignment-based anticlustering (Baumann et al. 2026, Python),
fast_anticlustering is of the R package anticlust 0.8.14. Ours uses all processors. The time for the bound is not
counted. The memory is the most of the whole process so far, the making of the table included."""
