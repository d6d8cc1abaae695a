"""What the stories of the waiting line may count on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tenfold.fellowship.members.models import Fellowship, Member
from tests.cast import Cast


@pytest.fixture
def small_tens(cast: Cast) -> Fellowship:
    """Tens here have three to five people, four as a rule: stories with few people."""
    Fellowship.objects.update(size_min=3, size_target=4, size_max=5)
    return Fellowship.objects.get()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def tomorrow(now: datetime) -> datetime:
    return now + timedelta(days=1)


@pytest.fixture
def browser_of() -> Callable[[Member], Client]:
    """A browser in which somebody is signed in."""

    def come_in(person: Member) -> Client:
        client = Client()
        assert person.account is not None
        client.force_login(person.account)
        return client

    return come_in
