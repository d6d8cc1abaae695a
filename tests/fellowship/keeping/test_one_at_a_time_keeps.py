"""What falls due as time passes is done by one worker at a time, and by another when that one dies."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from tenfold.cli.keep import keep as command
from tenfold.fellowship import keeping
from tenfold.fellowship.keeping.lease import HELD_FOR, give_back, keep_alone, take
from tenfold.fellowship.keeping.models import Lease

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing is kept but what a test registers; the names of what was done."""
    monkeypatch.setattr(keeping, "_keepers", {})
    found: list[str] = []
    keeping.keeps("first.one", lambda now: found.append("first"))
    return found


def test_one_worker_keeps_and_gives_the_lease_back(done: list[str]) -> None:
    assert keep_alone("a") == []
    assert keep_alone("b") == []
    assert done == ["first", "first"]
    assert Lease.objects.get().kept_at is not None


def test_while_one_is_at_it_another_does_nothing(done: list[str]) -> None:
    keeping.keeps("second.one", lambda now: done.append(f"while a keeps b says {keep_alone('b')}"))

    keep_alone("a")

    assert done == ["first", "while a keeps b says None"]


def test_a_worker_that_was_killed_is_followed_by_another_after_a_while() -> None:
    now = timezone.now()
    assert take("killed", now)

    assert not take("next", now + HELD_FOR - timedelta(seconds=1))
    assert take("next", now + HELD_FOR)

    give_back("killed", now)  # were it alive after all, it would not take the lease from the next one
    assert Lease.objects.get().holder == "next"
    assert not take("third", now + HELD_FOR)


def test_what_fails_does_not_hold_up_the_rest(done: list[str], caplog: pytest.LogCaptureFixture) -> None:
    def breaks(now: datetime) -> None:
        raise ValueError("broken")

    keeping.keeps("broken.one", breaks)
    keeping.keeps("third.one", lambda now: done.append("third"))

    assert keep_alone("a") == ["broken.one"]
    assert done == ["first", "third"]
    assert take("b", timezone.now())


def test_from_the_shell_once(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenfold.cli.keep.start_django", lambda: None)

    assert CliRunner().invoke(command, ["--once"]).exit_code == 0
    assert done == ["first"]


def test_from_the_shell_a_failure_is_a_status(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(now: datetime) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("tenfold.cli.keep.start_django", lambda: None)
    keeping.keeps("broken.one", breaks)

    result = CliRunner().invoke(command, ["--once"])

    assert result.exit_code == 1
    assert "broken.one" in result.output
