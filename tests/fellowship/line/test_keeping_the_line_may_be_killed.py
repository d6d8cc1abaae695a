"""Two workers keep the line at once, or one is killed at any moment: nobody is asked twice, nothing is half done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from tenfold.fellowship.circles.actions import formations
from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.line import actions, keepers
from tenfold.fellowship.line.actions import counting, forming, offering
from tenfold.fellowship.line.models import Count, Outlook
from tenfold.fellowship.members.models import Fellowship
from tests.cast import Cast, meet_the_cast
from tests.fellowship.circles.at_once import a_database_for_several, at_once
from tests.fellowship.line.stories import asked_for, living_ten, nobody_else_waits, waiting_people, work_off


def a_ten_with_room() -> Circle:
    """Three sit in a ten that usually has four; five wait who fit, enough for a ten of their own too."""
    Fellowship.objects.update(size_min=3, size_target=4, size_max=5)
    found = living_ten(waiting_people(3, name="Sitting"))
    nobody_else_waits()
    waiting_people(5, days=5)
    return found


@pytest.fixture
def ten(cast: Cast) -> Circle:
    return a_ten_with_room()


@pytest.fixture
def ten_of_several_workers(tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Circle]:
    """The same where several threads or processes come in; the story says when formations are worked off."""
    monkeypatch.setattr(formations, "_enqueue", lambda formation_id: None)
    with a_database_for_several(tmp_path):
        meet_the_cast()
        yield a_ten_with_room()


def keep(now: datetime) -> None:
    keepers.count(now)
    keepers.offer(now)
    keepers.form(now)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_it_once(ten_of_several_workers: Circle) -> None:
    ten, now = ten_of_several_workers, timezone.now()

    at_once(lambda: keepers.count(now), lambda: keepers.count(now))
    assert Count.objects.count() == 1
    assert Outlook.objects.count() == 5

    at_once(lambda: keepers.offer(now), lambda: keepers.offer(now))
    assert len(asked_for(ten)) == 1
    assert Formation.objects.filter(kind=Formation.Kind.OFFER).count() == 1

    at_once(lambda: keepers.form(now), lambda: keepers.form(now))
    assert Formation.objects.filter(kind=Formation.Kind.LINE, by_itself=True).count() == 1
    work_off()
    at_once(lambda: keepers.form(now), lambda: keepers.form(now))
    open_now = Placement.objects.filter(level=1, standing=Placement.Standing.OFFERED)
    assert open_now.count() == open_now.values("member").distinct().count() == 5


class Killed(BaseException):
    """What no keeper can catch."""


def places_to_die() -> list[Any]:
    """A module and the name of what it calls when it is killed, in each of its acts."""
    found = [
        (counting, "_tell"),
        (counting, "record"),
        (offering, "propose"),
        (offering, "publish_by_itself"),
        (forming, "start_by_itself"),
        (forming, "no_longer_hold"),
        (forming, "publish_by_itself"),
    ]
    return [pytest.param(*one, id=f"{one[0].__name__.rpartition('.')[2]} {one[1]}") for one in found]


@pytest.mark.parametrize(("module", "name"), places_to_die())
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_in_the_middle_the_next_round_goes_on_as_if_nothing_had_been(
    ten: Circle, module: Any, name: str, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    with monkeypatch.context() as patch:
        patch.setattr(module, name, dying(getattr(module, name), after=after))
        with pytest.raises(Killed):
            for minute in range(3):
                keep(now + timedelta(minutes=minute))
                work_off()

    for minute in range(3, 9):
        keep(now + timedelta(minutes=minute))
        work_off()

    what_was_to_be(ten)


def dying(act: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    def die(*args: Any, **more: Any) -> Any:
        if after:
            act(*args, **more)
        raise Killed

    return die


def what_was_to_be(ten: Circle) -> None:
    assert len(asked_for(ten)) == 1
    assert Formation.objects.filter(kind=Formation.Kind.OFFER).count() == 1
    published = Formation.objects.get(kind=Formation.Kind.LINE, by_itself=True)
    assert published.standing == Formation.Standing.PUBLISHED
    open_now = Placement.objects.filter(level=1, standing=Placement.Standing.OFFERED)
    assert open_now.count() == open_now.values("member").distinct().count() == 5
    assert not Placement.objects.filter(standing=Placement.Standing.DRAFT, level=1).exists()


@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_killed_leaves_nothing_half_done(
    ten_of_several_workers: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    ten, now = ten_of_several_workers, timezone.now()
    actions.count_line(now)
    connections.close_all()
    child = os.fork()
    if child == 0:
        act = offering.publish_by_itself
        monkeypatch.setattr(offering, "publish_by_itself", lambda **more: (act(**more), os._exit(9)))
        try:
            keepers.offer(now)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9

    assert not Formation.objects.filter(kind=Formation.Kind.OFFER).exists()
    keepers.offer(now)
    assert len(asked_for(ten)) == 1
