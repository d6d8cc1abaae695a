"""What every test may count on."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.cast import Cast, meet_the_cast

# Speed is measured in benchmarks; a busy machine must not fail a property.
settings.register_profile("tenfold", deadline=None)
settings.load_profile("tenfold")


@pytest.fixture
def cast(db: None) -> Cast:
    """The few people who play in every test of the fellowship."""
    return meet_the_cast()
