"""A re-forming is found, shown to stewards, and asks each person concerned for their own yes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement, decline_placement, leave_circle, publish_formation
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.renewal.actions import answer_change, start_repair
from tenfold.fellowship.renewal.models import Change, Consent
from tenfold.fellowship.renewal.queries.renewals import remaining, sides
from tests.cast import Cast
from tests.fellowship.renewal.stories import (
    account,
    found_by,
    free,
    people,
    published_by,
    sits_in,
    small_tens,
    ten,
    wait,
    wait_no_more,
)


@pytest.fixture(autouse=True)
def a_small_fellowship(cast: Cast) -> None:
    small_tens()
    wait_no_more([cast.miriam, cast.daniel, cast.noa, cast.pavel, cast.ruth])


def test_somebody_with_other_hours_is_proposed_a_ten_that_fits_and_keeps_the_seat_until_a_yes(cast: Cast) -> None:
    ada, ben, cem = people("Ada Ben Cem")
    dov, eva = people("Dov Eva", hours="Tue 19:00-21:00")
    monday, tuesday = ten([ada, ben, cem]), ten([dov, eva], weekday=1)
    free(cem, "Tue 19:00-21:00")

    formation = found_by(cast.miriam)
    assert formation.standing == Formation.Standing.PROPOSED
    assert formation.quality["moved"] == 1
    before = {side.circle: side for side in sides(formation)}
    assert before[monday].size == (3, 2)
    assert before[tuesday].size == (2, 3)
    assert [one.ill for one in before[monday].wrong] == ["hour"]
    assert before[monday].still == ()

    publish_formation(actor=account(cast.miriam), formation=formation)
    placement = Placement.objects.get(formation=formation)
    assert placement.member == cem
    assert placement.replaces == Seat.objects.get(member=cem)
    assert sits_in(cem) == monday
    accept_placement(actor=account(cem), placement=placement)
    assert sits_in(cem) == tuesday


def test_nobody_but_stewards_starts_one_and_one_is_open_at_a_time(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        start_repair(actor=account(cast.noa))
    start_repair(actor=account(cast.miriam))
    with pytest.raises(Refused):
        start_repair(actor=account(cast.miriam))


def test_where_all_is_well_nothing_is_proposed_and_nobody_is_asked(cast: Cast) -> None:
    ten(people("Ada Ben Cem"))
    formation = found_by(cast.miriam)
    assert formation.standing == Formation.Standing.SET_ASIDE
    assert not Placement.objects.filter(formation=formation).exists()
    start_repair(actor=account(cast.miriam))


def test_people_of_the_line_fill_a_ten_that_lost_some(cast: Cast) -> None:
    small_tens(least=3)
    ada, ben, cem = people("Ada Ben Cem")
    short = ten([ada, ben], least=3)
    wait_no_more([ada, ben])
    wait(cem)
    formation = published_by(cast.miriam)
    placement = Placement.objects.get(formation=formation)
    assert (placement.member, placement.circle) == (cem, short)


def test_another_hour_takes_everybodys_yes(cast: Cast) -> None:
    ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Wed 19:00-21:00")
    (cem,) = people("Cem", hours="Wed 19:00-21:00")
    circle = ten([ada, ben, cem])
    formation = published_by(cast.miriam)
    change = Change.objects.get(formation=formation)
    assert change.kind == Change.Kind.HOUR
    for person in (ada, ben):
        answer_change(actor=account(person), change=change, yes=True)
        circle.refresh_from_db()
        assert circle.weekday == 0
    answer_change(actor=account(cem), change=change, yes=True)
    circle.refresh_from_db()
    change.refresh_from_db()
    assert (circle.weekday, change.standing) == (2, Change.Standing.DONE)
    assert {sits_in(person) for person in (ada, ben, cem)} == {circle}


def test_one_no_leaves_the_hour_as_it_is(cast: Cast) -> None:
    ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Wed 19:00-21:00")
    (cem,) = people("Cem", hours="Wed 19:00-21:00")
    circle = ten([ada, ben, cem])
    change = Change.objects.get(formation=published_by(cast.miriam))
    answer_change(actor=account(ada), change=change, yes=True)
    answer_change(actor=account(ben), change=change, yes=False)
    circle.refresh_from_db()
    change.refresh_from_db()
    assert (circle.weekday, change.standing) == (0, Change.Standing.DROPPED)
    with pytest.raises(Refused):
        answer_change(actor=account(cem), change=change, yes=True)


def test_a_yes_can_be_taken_back_as_long_as_it_is_open(cast: Cast) -> None:
    ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Wed 19:00-21:00")
    (cem,) = people("Cem", hours="Wed 19:00-21:00")
    circle = ten([ada, ben, cem])
    change = Change.objects.get(formation=published_by(cast.miriam))
    answer_change(actor=account(ada), change=change, yes=True)
    answer_change(actor=account(ada), change=change, yes=None)
    answer_change(actor=account(ben), change=change, yes=True)
    answer_change(actor=account(cem), change=change, yes=True)
    circle.refresh_from_db()
    assert circle.weekday == 0
    with pytest.raises(PermissionDenied):
        answer_change(actor=account(cast.noa), change=change, yes=True)


def test_who_comes_into_the_circle_meanwhile_is_asked_too_and_who_leaves_is_not_waited_for(cast: Cast) -> None:
    ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Wed 19:00-21:00")
    cem, dov = people("Cem Dov", hours="Wed 19:00-21:00")
    circle = ten([ada, ben, cem, dov])
    change = Change.objects.get(formation=published_by(cast.miriam))
    for person in (ada, ben, cem):
        answer_change(actor=account(person), change=change, yes=True)
    leave_circle(actor=account(dov), seat=Seat.objects.get(member=dov, left_at__isnull=True))
    assert keep() == []
    circle.refresh_from_db()
    assert circle.weekday == 2


def test_two_shrunken_tens_join_when_all_who_would_move_have_said_yes(cast: Cast) -> None:
    small_tens(least=3)
    ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Tue 19:00-21:00")
    cem, dov = people("Cem Dov", hours="Tue 19:00-21:00")
    small, other = ten([ada, ben], least=3), ten([cem, dov], least=3, weekday=1)
    formation = published_by(cast.miriam)
    change = Change.objects.get(formation=formation)
    assert (change.kind, change.needed) == (Change.Kind.JOIN, 2)
    first, second = Placement.objects.filter(formation=formation).order_by("member__name")
    assert accept_placement(actor=account(ada), placement=first) is None
    assert sits_in(ada) == small
    assert accept_placement(actor=account(ben), placement=second) is not None
    assert {sits_in(person) for person in (ada, ben, cem, dov)} == {other}
    small.refresh_from_db()
    assert small.standing == Circle.Standing.CLOSED


def test_when_one_would_rather_stay_both_tens_stay(cast: Cast) -> None:
    small_tens(least=3)
    ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Tue 19:00-21:00")
    cem, dov = people("Cem Dov", hours="Tue 19:00-21:00")
    small, _other = ten([ada, ben], least=3), ten([cem, dov], least=3, weekday=1)
    formation = published_by(cast.miriam)
    first, second = Placement.objects.filter(formation=formation).order_by("member__name")
    accept_placement(actor=account(ada), placement=first)
    decline_placement(actor=account(ben), placement=second)
    assert keep() == []
    first.refresh_from_db()
    assert first.standing == Placement.Standing.WITHDRAWN
    assert {sits_in(person) for person in (ada, ben)} == {small}
    with pytest.raises(Refused):
        accept_placement(actor=account(ben), placement=second)
    assert sits_in(ben) == small


def test_nobody_is_taken_out_of_a_ten_that_nothing_helps(cast: Cast) -> None:
    small_tens(least=3)
    ada, ben = people("Ada Ben")
    lonely = ten([ada, ben], least=3)
    formation = found_by(cast.miriam)
    assert formation.standing == Formation.Standing.SET_ASIDE
    assert [(one.ill, one.circle) for one in remaining(formation)] == [("short", lonely)]
    assert {sits_in(person) for person in (ada, ben)} == {lonely}


def test_what_somebody_said_no_to_is_not_proposed_again(cast: Cast) -> None:
    ada, ben, cem = people("Ada Ben Cem")
    dov, eva = people("Dov Eva", hours="Tue 19:00-21:00")
    ten([ada, ben, cem]), ten([dov, eva], weekday=1)
    free(cem, "Tue 19:00-21:00")
    formation = published_by(cast.miriam)
    decline_placement(actor=account(cem), placement=Placement.objects.get(formation=formation))
    assert found_by(cast.miriam).standing == Formation.Standing.SET_ASIDE


def test_a_change_that_nobody_answered_lapses_and_nothing_changed(cast: Cast) -> None:
    ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Wed 19:00-21:00")
    (cem,) = people("Cem", hours="Wed 19:00-21:00")
    circle = ten([ada, ben, cem])
    change = Change.objects.get(formation=published_by(cast.miriam))
    assert keep(timezone.now() + timedelta(days=13)) == []
    change.refresh_from_db()
    assert change.standing == Change.Standing.OPEN
    assert keep(timezone.now() + timedelta(days=15)) == []
    change.refresh_from_db()
    circle.refresh_from_db()
    assert (change.standing, circle.weekday) == (Change.Standing.DROPPED, 0)
    assert not Consent.objects.filter(said=True).exists()
