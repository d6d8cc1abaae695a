"""Every test begins with doors that nobody has knocked at yet."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def rested_doors() -> None:
    """Forget how often somebody tried: rate limits live in the cache."""
    cache.clear()
