"""What several parts of a page ask for is read once for the page, and never kept beyond it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tenfold.fellowship.members.models import Fellowship
from tenfold.fellowship.members.queries import fellowship
from tenfold.fellowship.once import one_look
from tenfold.site.one_look import OneLook

pytestmark = pytest.mark.django_db

Read = Callable[[], str]


@pytest.fixture
def name() -> Read:
    Fellowship.objects.update_or_create(pk=1, defaults={"name": "Before"})
    return lambda: str(fellowship().name)


def test_in_one_look_it_is_read_once(name: Read) -> None:
    with CaptureQueriesContext(connection) as asked, one_look():
        assert [name(), name()] == ["Before", "Before"]
    assert len(asked) == 1


def test_outside_of_a_look_every_change_is_seen(name: Read) -> None:
    with one_look():
        name()
    Fellowship.objects.update(name="After")
    assert name() == "After"
    with one_look():
        assert name() == "After"


@pytest.mark.parametrize(("method", "seen"), [("GET", 1), ("HEAD", 1), ("POST", 2)])
def test_only_requests_that_change_nothing_are_one_look(name: Read, method: str, seen: int) -> None:
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(name() + name())

    with CaptureQueriesContext(connection) as asked:
        OneLook(answer)(RequestFactory().generic(method, "/"))
    assert len(asked) == seen


def test_a_look_that_ends_in_a_fault_is_over(name: Read) -> None:
    with pytest.raises(ValueError, match="torn"), one_look():
        name()
        raise ValueError("torn")
    Fellowship.objects.update(name="After")
    assert name() == "After"
