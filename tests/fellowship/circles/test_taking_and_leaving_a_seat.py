"""A seat exists by the member's own yes, and ends by their own word."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.circles.actions import accept_placement, clear_places_of, decline_placement, leave_circle
from tenfold.fellowship.circles.models import Circle, Placement, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Standing
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of, ten_of


def test_noa_says_yes_and_sits_in_her_ten(cast: Cast) -> None:
    ten = offered([cast.noa, cast.pavel])

    seat = accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))

    assert (seat.circle, seat.member, seat.left_at) == (ten, cast.noa, None)
    assert placement_of(cast.noa, ten).standing == Placement.Standing.ACCEPTED
    assert Entry.objects.get(verb="circles.accept").concerns == cast.noa


def test_saying_yes_twice_is_one_yes(cast: Cast) -> None:
    ten = offered([cast.noa])

    first = accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    second = accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))

    assert first == second
    assert Seat.objects.count() == 1


def test_a_ten_comes_alive_when_enough_have_said_yes(cast: Cast) -> None:
    ten = offered([cast.noa, cast.pavel, cast.ruth], seats_min=2)

    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    ten.refresh_from_db()
    assert ten.standing == Circle.Standing.FORMING

    accept_placement(actor=cast.pavel.account, placement=placement_of(cast.pavel, ten))
    ten.refresh_from_db()
    assert ten.standing == Circle.Standing.ALIVE


def test_who_said_no_may_still_say_yes(cast: Cast) -> None:
    ten = offered([cast.noa, cast.pavel])
    decline_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))

    seat = accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))

    assert seat.left_at is None


def test_a_full_ten_takes_nobody_more(cast: Cast) -> None:
    ten = offered([cast.noa, cast.pavel, cast.ruth], seats_max=2)
    for person in (cast.noa, cast.pavel):
        accept_placement(actor=person.account, placement=placement_of(person, ten))

    with pytest.raises(Refused, match="taken by now"):
        accept_placement(actor=cast.ruth.account, placement=placement_of(cast.ruth, ten))

    assert placement_of(cast.ruth, ten).standing == Placement.Standing.OFFERED


def test_accepting_another_ten_leaves_the_former_one(cast: Cast) -> None:
    former = offered([cast.noa, cast.pavel])
    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, former))
    coming = offered([cast.noa, cast.ruth])

    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, coming))

    assert Seat.objects.get(member=cast.noa, left_at__isnull=True).circle == coming


def test_nobody_answers_for_another(cast: Cast) -> None:
    ten = offered([cast.noa])

    for act in (accept_placement, decline_placement):
        with pytest.raises(PermissionDenied):
            act(actor=cast.miriam.account, placement=placement_of(cast.noa, ten))


def test_who_has_not_entered_cannot_take_a_seat(cast: Cast) -> None:
    ten = offered([cast.noa])
    cast.noa.standing, cast.noa.waits_since = Standing.INVITED, None
    cast.noa.save()

    with pytest.raises(Refused, match="First enter"):
        accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))


def test_a_draft_cannot_be_accepted(cast: Cast) -> None:
    ten = offered([cast.noa])
    Placement.objects.update(standing=Placement.Standing.DRAFT)

    with pytest.raises(Refused, match="no longer open"):
        accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))


def test_a_living_ten_lives_on_when_one_leaves_and_closes_when_nobody_is_left(cast: Cast) -> None:
    people = (cast.noa, cast.pavel, cast.ruth)
    ten = offered(people, seats_min=3)
    seats = [accept_placement(actor=one.account, placement=placement_of(one, ten)) for one in people]

    standings = []
    for seat in seats:
        leave_circle(actor=seat.member.account, seat=seat)
        ten.refresh_from_db()
        standings.append(ten.standing)

    assert standings == [Circle.Standing.ALIVE, Circle.Standing.RESTING, Circle.Standing.CLOSED]


def test_a_delegate_first_sits_below_and_lays_the_voice_down_on_leaving(cast: Cast) -> None:
    hundred = offered([cast.noa], level=2)
    ten = ten_of([cast.noa, cast.pavel], formation=hundred.formation, parent=hundred)
    with pytest.raises(Refused, match="delegate first"):
        accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, hundred))

    seat = accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, hundred))
    assert Seat.objects.filter(left_at__isnull=True).count() == 2

    leave_circle(actor=cast.noa.account, seat=seat)
    assert not Seat.objects.filter(left_at__isnull=True).exists()


def test_declining_the_ten_takes_back_the_delegates_offer_too(cast: Cast) -> None:
    hundred = offered([cast.noa], level=2)
    ten = ten_of([cast.noa, cast.pavel], formation=hundred.formation, parent=hundred)

    decline_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))

    assert placement_of(cast.noa, hundred).standing == Placement.Standing.WITHDRAWN


def test_leaving_the_fellowship_clears_every_place(cast: Cast) -> None:
    ten = offered([cast.noa, cast.pavel])
    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    other = offered([cast.noa, cast.ruth])

    clear_places_of(member=cast.noa)

    assert not Seat.objects.filter(member=cast.noa, left_at__isnull=True).exists()
    assert placement_of(cast.noa, other).standing == Placement.Standing.WITHDRAWN
    assert placement_of(cast.pavel, ten).standing == Placement.Standing.OFFERED
