"""Two say the last yes in the same moment: it happens once, and nobody waits for the other for good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement, decline_placement
from tenfold.fellowship.circles.models import Placement, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.renewal.actions import answer_change
from tenfold.fellowship.renewal.keepers import keep_changes
from tenfold.fellowship.renewal.models import Change
from tests.cast import Cast, meet_the_cast
from tests.fellowship.circles.at_once import a_database_for_several, at_once
from tests.fellowship.renewal.stories import account, people, published_by, sits_in, small_tens, ten, wait_no_more

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company(tmp_path: Path, transactional_db: None) -> Iterator[Cast]:
    """The cast in a database that several threads can open."""
    with a_database_for_several(tmp_path):
        cast = meet_the_cast()
        wait_no_more([cast.miriam, cast.daniel, cast.noa, cast.pavel, cast.ruth])
        yield cast


def test_the_hour_changes_once_when_all_answer_at_once(company: Cast) -> None:
    small_tens()
    ada, ben = people("Ada Ben", hours="Mon 20:00-21:00; Wed 20:00-21:00")
    (cem,) = people("Cem", hours="Wed 20:00-21:00")
    circle = ten([ada, ben, cem])
    change = Change.objects.get(formation=published_by(company.miriam))
    at_once(*(lambda one=one: answer_change(actor=account(one), change=change, yes=True) for one in (ada, ben, cem)))
    circle.refresh_from_db()
    change.refresh_from_db()
    assert (circle.weekday, change.standing) == (2, Change.Standing.DONE)


def test_a_ten_joins_another_as_one_however_its_people_answer(company: Cast) -> None:
    small_tens(least=3)
    ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Tue 19:00-21:00")
    cem, dov = people("Cem Dov", hours="Tue 19:00-21:00")
    small, other = ten([ada, ben], least=3), ten([cem, dov], least=3, weekday=1)
    formation = published_by(company.miriam)
    first, second = Placement.objects.filter(formation=formation).order_by("member__name")
    found = at_once(
        lambda: accept_placement(actor=account(ada), placement=first),
        lambda: accept_placement(actor=account(ben), placement=second),
    )
    assert not any(isinstance(one, Refused) for one in found)
    assert {sits_in(ada), sits_in(ben)} == {other}
    assert Seat.objects.filter(circle=small, left_at__isnull=True).count() == 0


def test_a_yes_and_a_no_at_once_leave_all_together(company: Cast) -> None:
    small_tens(least=3)
    ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Tue 19:00-21:00")
    cem, dov = people("Cem Dov", hours="Tue 19:00-21:00")
    small = ten([ada, ben], least=3)
    ten([cem, dov], least=3, weekday=1)
    formation = published_by(company.miriam)
    first, second = Placement.objects.filter(formation=formation).order_by("member__name")
    at_once(
        lambda: accept_placement(actor=account(ada), placement=first),
        lambda: decline_placement(actor=account(ben), placement=second),
    )
    keep_changes(timezone.now())
    assert {sits_in(ada), sits_in(ben)} == {small}
    assert Change.objects.get(formation=formation).standing == Change.Standing.DROPPED
