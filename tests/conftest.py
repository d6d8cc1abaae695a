"""What every test may count on."""

from __future__ import annotations

import pytest

from tests.cast import Cast, meet_the_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The few people who play in every test of the fellowship."""
    return meet_the_cast()
