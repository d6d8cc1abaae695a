"""What every story of this room may count on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tenfold.fellowship.members.models import Member


@pytest.fixture
def browser_of() -> Callable[[Member], Client]:
    """A browser in which somebody is signed in."""

    def come_in(person: Member) -> Client:
        client = Client()
        assert person.account is not None
        client.force_login(person.account)
        return client

    return come_in
