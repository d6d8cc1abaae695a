"""Crowds for the tests of sharded formation: invented people of the dispersion."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np

from tenfold.engine.formation import Feature, Problem
from tenfold.engine.world import make_world


@cache
def dispersion(n: int, seed: int = 0) -> Problem:
    """So many scattered people with four features."""
    world = make_world(n, seed=seed)
    on = date(2026, 11, 21)
    age = world.age.astype(np.float32)
    age[::17] = np.nan
    features = (
        Feature("origin", "nominal", world.origin.astype(np.int32)),
        Feature("country", "nominal", world.country.astype(np.int32)),
        Feature("gift", "nominal", world.gift.astype(np.int32)),
        Feature("age", "numeric", age),
    )
    return Problem(world.language_bits(), world.utc_hours(on), world.offset(on), features=features)
