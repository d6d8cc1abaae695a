"""Every test begins with doors that nobody has knocked at yet."""

from __future__ import annotations

import pytest

from tests.fellowship.members.door import rest_the_doors


@pytest.fixture(autouse=True)
def rested_doors() -> None:
    rest_the_doors()
