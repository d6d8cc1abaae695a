"""Two people act in the same moment: nothing is doubled, nobody sits where there is no room."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections

from tenfold.fellowship.circles.actions import accept_placement, publish_formation
from tenfold.fellowship.circles.models import Placement, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Fellowship
from tests.cast import Cast, meet_the_cast
from tests.fellowship.circles.stories import offered, placement_of, proposal_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company(tmp_path: Path, transactional_db: None) -> Iterator[Cast]:
    """The cast in a database that several threads can open: a file, where the tests' own lives in memory."""
    if connection.vendor != "sqlite":
        yield meet_the_cast()
        return
    settings = connections.settings["default"]
    kept = settings["NAME"]
    connections["default"].close()
    former = connections["default"]
    settings["NAME"] = str(tmp_path / "circles.sqlite3")
    del connections["default"]
    try:
        call_command("migrate", verbosity=0)
        yield meet_the_cast()
        connections["default"].close()
    finally:
        settings["NAME"] = kept
        connections["default"] = former


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts in threads that begin together; gives what each returned, or the refusal it met."""
    together = threading.Barrier(len(acts))
    found: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        together.wait(timeout=10)
        try:
            found[place] = act()
        except Refused as refusal:
            found[place] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return found


def test_the_last_seat_is_taken_once(company: Cast) -> None:
    ten = offered([company.noa, company.ruth, company.pavel], seats_min=1, seats_max=1)
    people = [company.noa, company.ruth, company.pavel]

    found = at_once(
        *(
            lambda person=person: accept_placement(actor=person.account, placement=placement_of(person, ten))
            for person in people
        )
    )

    assert sorted(isinstance(answer, Refused) for answer in found) == [False, True, True]
    assert Seat.objects.filter(circle=ten, left_at__isnull=True).count() == 1


def test_saying_yes_to_two_circles_at_once_ends_in_one_seat(company: Cast) -> None:
    first = offered([company.noa, company.ruth])
    placement = placement_of(company.noa, first)
    accept = lambda: accept_placement(actor=company.noa.account, placement=placement)  # noqa: E731

    found = at_once(accept, accept)

    assert len({seat.pk for seat in found}) == 1
    assert Seat.objects.count() == 1


def test_two_stewards_who_publish_at_once_publish_once(company: Cast) -> None:
    formation = proposal_for([company.noa, company.ruth])
    publish = lambda: publish_formation(actor=company.miriam.account, formation=formation)  # noqa: E731

    assert at_once(publish, publish) == [0, 0]

    assert Placement.objects.filter(standing=Placement.Standing.OFFERED).count() == 2


@pytest.mark.parametrize("named", [True, False], ids=["named", "not named yet"])
def test_two_proposals_for_the_same_people_offer_each_one_seat(company: Cast, named: bool) -> None:
    if not named:
        Fellowship.objects.all().delete()
    formations = [proposal_for([company.noa, company.ruth]), proposal_for([company.noa, company.ruth])]

    found = at_once(
        *(
            lambda formation=formation: publish_formation(actor=company.miriam.account, formation=formation)
            for formation in formations
        )
    )

    assert sorted(found) == [0, 2]
    for person in (company.noa, company.ruth):
        assert person.placements.filter(standing=Placement.Standing.OFFERED).count() == 1
