"""Explaining one seat in a plan of a million: how long it takes."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from datetime import date

import numpy as np

from tenfold.engine.formation import Feature, Problem
from tenfold.engine.formation.sharded import NestExplainer, crowd_of, form_crowd, warm_up
from tenfold.engine.world import make_world

ON = date(2026, 11, 21)
ASKED = 200


def rows(arguments: argparse.Namespace) -> Iterator[str]:
    """One line a size; with --full a million."""
    yield "| people | made ready, processor s | one explanation, processor ms: mean | 95 of 100 | longest |"
    yield "|---|---|---|---|---|"
    warm_up()
    for people in (10_000, 100_000, *((1_000_000,) if arguments.full else ())):
        crowd, rules = crowd_of(_problem(people))
        nest = form_crowd(crowd, rules)
        began = time.process_time()
        explain = NestExplainer(crowd, rules, nest)
        ready = time.process_time() - began
        seated = np.flatnonzero(nest.circle >= 0)
        asked = np.random.default_rng(1).choice(seated, ASKED, replace=False).tolist()
        spent = []
        for person in asked:
            began = time.process_time()
            explain(person)
            spent.append(1000 * (time.process_time() - began))
        yield (
            f"| {people:,} | {ready:.2f} | {np.mean(spent):.1f} | {np.percentile(spent, 95):.1f} | {max(spent):.1f} |"
        )
    yield f"""
{ASKED} people drawn at random are asked about. An explanation says what the others of the circle differ in, and looks
for the nearest alternative among all circles: every move and exchange that the rules allow, each valued exactly."""


def _problem(people: int) -> Problem:
    world = make_world(people)
    features = (
        Feature("origin", "nominal", world.origin.astype(np.int32)),
        Feature("country", "nominal", world.country.astype(np.int32)),
        Feature("gift", "nominal", world.gift.astype(np.int32)),
        Feature("age", "numeric", world.age.astype(np.float32)),
    )
    return Problem(world.language_bits(), world.utc_hours(ON), world.offset(ON), features=features)
