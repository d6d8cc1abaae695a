"""Peers that can be run here: assignment-based anticlustering, and a package of the Python registry."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from benchmarks.formation.cases import tables
from benchmarks.formation.square import CLOCKS
from scipy.optimize import linear_sum_assignment  # type: ignore[attr-defined]  # scipy lists its names as it runs

from tenfold.engine.formation import dense, table

HERE = Path(__file__).parent
REAL = ("abalone", "travel", "npi", "pulsar")


def assignment_based(X: np.ndarray, groups: int) -> np.ndarray:
    """The core of Baumann et al. (2026), written anew from the description, without its hierarchy.

    Points are sorted by their distance to the centre, farthest first, and dealt in batches of one per group, so that
    the distances to the groups' running centroids are largest.
    """
    points = X - X.mean(axis=0)
    order = np.argsort(-(points**2).sum(axis=1), kind="stable")
    group = np.empty(len(X), np.int64)
    sums, counts = np.zeros((groups, X.shape[1])), np.zeros(groups)
    for first in range(0, len(X), groups):
        batch = order[first : first + groups]
        if first == 0:
            chosen = np.arange(len(batch))
        else:
            centres = sums / np.maximum(counts, 1)[:, None]
            distance = (centres**2).sum(axis=1) - 2 * points[batch] @ centres.T
            _, chosen = linear_sum_assignment(-distance)
        group[batch] = chosen
        sums[chosen] += points[batch]
        counts[chosen] += 1
    return group


def rows(arguments: argparse.Namespace) -> Iterator[str]:
    """Each peer, and ours in the time that it took."""
    clock = CLOCKS["wall" if arguments.counted == "wall" else "processor"]
    yield "| table | people | peer | seconds | peer's gap, % | ours in the same time, % | bound, % |"
    yield "|---|---|---|---|---|---|---|"
    for case in tables():
        if case.name in REAL:
            X = case.load()
            began = time.process_time()
            groups = assignment_based(X.astype(np.float64), len(X) // 10)
            yield _row(case.name, X, "assignment-based", time.process_time() - began, groups, clock)
    if not arguments.peer_python:
        yield "\nThe package anti-clustering 0.4.1 was not at hand in this run (--peer-python)."
        return
    for name, X in _small():
        with tempfile.TemporaryDirectory() as room:
            np.save(f"{room}/x.npy", X)
            command = [arguments.peer_python, str(HERE / "peer_anti_clustering.py"), f"{room}/x.npy", str(len(X) // 10)]
            done = subprocess.run([*command, f"{room}/g.npy"], capture_output=True, text=True, check=True)
            seconds, groups = float(done.stdout.split()[-1]), np.load(f"{room}/g.npy")
        yield _row(name, X, "anti-clustering 0.4.1", seconds, groups, clock)
    yield """
"assignment-based" is the core of ABA (Baumann et al. 2026) written anew for this comparison, one thread; its time is
processor time, and so is anti-clustering's. anti-clustering is measured on the first people of each table only: its
time grows with the cube of their number, and for 500 it did not end within 250 s."""


def _small() -> Iterator[tuple[str, np.ndarray]]:
    for case in tables():
        if case.name in REAL:
            yield f"{case.name}, the first 120", table.standardised(case.load()[:120])


def _row(name: str, X: np.ndarray, peer: str, seconds: float, groups: np.ndarray, clock: dense.Clock) -> str:
    theirs = 100 * (1 - table.objective(X, groups) / table.total_spread(X))
    ours = table.solve(X, len(X) // 10, time_limit=seconds, clock=clock)
    return (
        f"| {name} | {len(X):,} | {peer} | {seconds:.2f} | {theirs:.4f} | {100 * ours.gap:.4f} "
        f"| {100 * (ours.gap - ours.excess):.4f} |"
    )
