"""What every test may count on."""

from __future__ import annotations

import os
import secrets

import pytest
from django.core.cache import caches
from hypothesis import settings

from tests.cast import Cast, meet_the_cast

# Speed is measured in benchmarks; a busy machine must not fail a property. The same examples each time, so that what
# was green stays green; with TENFOLD_EXPLORE=1 others are drawn each time, to find what nobody thought of.
settings.register_profile("tenfold", deadline=None, derandomize=True)
settings.register_profile("exploring", deadline=None)
settings.load_profile("exploring" if os.environ.get("TENFOLD_EXPLORE") else "tenfold")


@pytest.fixture(autouse=True)
def a_cache_of_its_own() -> None:
    """Every test begins with nothing remembered and no door knocked at, in a corner that no other test clears."""
    caches["default"].key_prefix = secrets.token_hex(8)


@pytest.fixture
def cast(db: None) -> Cast:
    """The few people who play in every test of the fellowship."""
    return meet_the_cast()
