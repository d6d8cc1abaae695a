"""Rotation: repeated meetings and time, beside what peers reached."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from tenfold.engine.formation.rotation import rotate

CASES = (  # people, tables, rounds, what a peer reached
    (120, 12, 5, ""),
    (32, 8, 10, "good-enough-golfers: 31 repeats in 6.6 s"),
    (120, 12, 2, "good-enough-golfers: unfinished in 150 s"),
    (120, 12, 3, "groupselect: 0.6 s"),
    (500, 50, 3, "groupselect: 6.9 s"),
    (2000, 200, 3, "groupselect: 100.5 s"),
    (49, 7, 7, "construction: no repeat"),
    (35, 7, 7, "construction: no repeat"),
    (100, 10, 9, ""),
    (9, 3, 6, ""),
)


def repeated(table: np.ndarray) -> int:
    """Meetings of pairs who met in an earlier round, counted pair by pair."""
    met: set[tuple[int, int]] = set()
    many = 0
    for seats in table.T:
        order = np.argsort(seats, kind="stable")
        for group in np.split(order, np.flatnonzero(np.diff(seats[order])) + 1):
            for pair in combinations(sorted(group.tolist()), 2):
                many += pair in met
                met.add(pair)
    return many


def rows(arguments: argparse.Namespace) -> Iterator[str]:
    """One line a case."""
    rotate(13, 3, 3)  # what has to be compiled is compiled
    yield "| people | tables | rounds | repeated meetings | cannot be fewer than | s on the wall | processor s | peer |"
    yield "|---|---|---|---|---|---|---|---|"
    for people, tables, rounds, peer in CASES:
        if arguments.only not in f"{people} {tables} {rounds}":
            continue
        began, spent = time.monotonic(), time.process_time()
        found = rotate(people, tables, rounds)
        wall, spent = time.monotonic() - began, time.process_time() - spent
        if repeated(found.table) != found.repeats:
            raise SystemExit("The repeats reported are not those of the tables.")
        yield (
            f"| {people:,} | {tables} | {rounds} | {found.repeats} | {abs(found.bound):g} | {wall:.2f} | {spent:.2f} "
            f"| {peer} |"
        )
    yield """
Peers' values are from a machine of two cores, one core each. groupselect's repeats were not recorded. The bound counts
the pairs there are and the meetings there must be; for some sizes it is known not to be reachable."""
