"""Months of a fellowship in any order of events; after every step all that must hold is looked up anew.

``TENFOLD_MONTHS=200`` plays that many fellowships instead of the few of every day, and longer ones.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.fellowship.months.circles import Circles

PLAYS = int(os.environ.get("TENFOLD_MONTHS", "0"))


class Months(Circles):
    """Every room's verbs in one world."""


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_happens_in_whatever_order_all_that_must_hold_holds() -> None:
    plays = settings(
        max_examples=PLAYS or 8,
        stateful_step_count=120 if PLAYS else 40,
        deadline=None,
        derandomize=not PLAYS,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Months, settings=plays)
