"""A member asks to move, in confidence; a ten asks for something when more than half of it wants it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.circles.actions import accept_placement, leave_circle
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.export import everything_about
from tenfold.fellowship.renewal.actions import (
    answer_change,
    ask_to_move,
    begin_ask,
    support_ask,
    take_back_move,
    take_back_support,
)
from tenfold.fellowship.renewal.models import Ask, Change
from tenfold.fellowship.renewal.queries.asks import access_ask, asks_of, own_move
from tests.cast import Cast
from tests.fellowship.renewal.stories import (
    account,
    found_by,
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


def test_who_asks_to_move_is_proposed_another_ten_and_nobody_of_theirs_learns_of_it(cast: Cast) -> None:
    ada, ben, cem = people("Ada Ben Cem", hours="Mon 19:00-21:00; Tue 19:00-21:00")
    dov, eva = people("Dov Eva", hours="Tue 19:00-21:00")
    monday, tuesday = ten([ada, ben, cem]), ten([dov, eva], weekday=1)
    ask_to_move(actor=account(cem), reasons=["hour"], words="  Tuesday   is better. ")
    asked = own_move(cem)
    assert asked is not None
    assert asked.reasons == ["hour", "Tuesday is better."]
    assert asks_of(monday, viewer=ada) == []
    with pytest.raises(Http404):
        access_ask(viewer=account(ada), pk=asked.pk)
    assert not Entry.objects.filter(verb="renewal.ask_to_move").exclude(concerns=cem).exists()

    placement = Placement.objects.get(formation=published_by(cast.miriam))
    accept_placement(actor=account(cem), placement=placement)
    assert sits_in(cem) == tuesday
    assert own_move(cem) is None


def test_a_ten_at_its_minimum_is_not_broken_by_a_wish_to_move(cast: Cast) -> None:
    ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Tue 19:00-21:00")
    ten([ada, ben]), ten(people("Dov Eva", hours="Tue 19:00-21:00"), weekday=1)
    ask_to_move(actor=account(ada))
    assert found_by(cast.miriam).standing == Formation.Standing.SET_ASIDE


def test_asking_to_move_can_be_taken_back(cast: Cast) -> None:
    (ada, ben) = people("Ada Ben")
    ten([ada, ben])
    ask_to_move(actor=account(ada))
    take_back_move(actor=account(ada))
    assert own_move(ada) is None
    with pytest.raises(Refused):
        ask_to_move(actor=account(cast.noa))
    with pytest.raises(ValidationError):
        ask_to_move(actor=account(ada), reasons=["weather"])


def test_more_than_half_of_those_present_carry_what_a_ten_asks_for(cast: Cast) -> None:
    ada, ben, cem = people("Ada Ben Cem")
    circle = ten([ada, ben, cem])
    ask = begin_ask(actor=account(ada), circle=circle, kind=Ask.Kind.PERSON)
    (seen,) = asks_of(circle, viewer=ben)
    assert (seen.supports, seen.needed, seen.carried, seen.mine) == (1, 2, False, False)
    support_ask(actor=account(ben), ask=ask)
    (seen,) = asks_of(circle, viewer=ben)
    assert (seen.carried, seen.mine) == (True, True)
    take_back_support(actor=account(ben), ask=ask)
    take_back_support(actor=account(ada), ask=ask)
    assert asks_of(circle, viewer=ada) == []


def test_only_those_of_the_ten_ask_with_it(cast: Cast) -> None:
    circle = ten(people("Ada Ben Cem"))
    with pytest.raises(PermissionDenied):
        begin_ask(actor=account(cast.noa), circle=circle, kind=Ask.Kind.HOUR)
    with pytest.raises(ValidationError):
        begin_ask(actor=account(cast.noa), circle=circle, kind="nothing")


def test_who_leaves_supports_nothing_any_more(cast: Cast) -> None:
    ada, ben, cem = people("Ada Ben Cem")
    circle = ten([ada, ben, cem])
    begin_ask(actor=account(ada), circle=circle, kind=Ask.Kind.HOUR)
    leave_circle(actor=account(ada), seat=Seat.objects.get(member=ada))
    assert asks_of(circle, viewer=ben) == []


def test_a_ten_that_asks_for_a_new_member_is_given_one_of_the_line(cast: Cast) -> None:
    ada, ben, cem = people("Ada Ben Cem")
    circle = ten([ada, ben])
    wait_no_more([ada, ben])
    wait(cem)
    begin_ask(actor=account(ada), circle=circle, kind=Ask.Kind.PERSON)
    begin_ask(actor=account(ben), circle=circle, kind=Ask.Kind.PERSON)
    placement = Placement.objects.get(formation=published_by(cast.miriam))
    assert placement.member == cem
    accept_placement(actor=account(cem), placement=placement)
    assert asks_of(circle, viewer=ada) == []


def test_a_full_ten_cannot_ask_for_a_new_member(cast: Cast) -> None:
    everybody = people("Ada Ben Cem Dov")
    circle = ten(everybody)
    with pytest.raises(Refused):
        begin_ask(actor=account(everybody[0]), circle=circle, kind=Ask.Kind.PERSON)


def test_a_ten_that_asks_for_another_hour_is_proposed_one(cast: Cast) -> None:
    ada, ben, cem = people("Ada Ben Cem", hours="Mon 20:00-21:00; Wed 19:00-21:00")
    circle = ten([ada, ben, cem])
    for person in (ada, ben):
        begin_ask(actor=account(person), circle=circle, kind=Ask.Kind.HOUR)
    change = Change.objects.get(formation=published_by(cast.miriam))
    for person in (ada, ben, cem):
        answer_change(actor=account(person), change=change, yes=True)
    circle.refresh_from_db()
    assert circle.weekday == 2
    assert asks_of(circle, viewer=ada) == []


def test_a_ten_becomes_two_when_both_are_large_enough(cast: Cast) -> None:
    everybody = people("Ada Ben Cem Dov")
    circle = ten(everybody)
    for person in everybody[:3]:
        begin_ask(actor=account(person), circle=circle, kind=Ask.Kind.DIVIDE)
    formation = published_by(cast.miriam)
    change = Change.objects.get(formation=formation)
    assert (change.kind, change.needed) == (Change.Kind.DIVIDE, 2)
    placements = list(Placement.objects.filter(formation=formation))
    assert len(placements) == 2
    assert accept_placement(actor=account(placements[0].member), placement=placements[0]) is None
    assert sits_in(placements[0].member) == circle
    accept_placement(actor=account(placements[1].member), placement=placements[1])
    new = sits_in(placements[0].member)
    assert new is not None
    assert new != circle
    assert new.standing == Circle.Standing.ALIVE
    assert Seat.objects.filter(circle=circle, left_at__isnull=True).count() == 2
    assert not Ask.objects.filter(standing=Ask.Standing.OPEN).exists()


def test_what_somebody_asked_for_goes_with_them_when_they_take_their_data_along(cast: Cast) -> None:
    ada, ben = people("Ada Ben")
    circle = ten([ada, ben])
    ask_to_move(actor=account(ada), reasons=["far"])
    begin_ask(actor=account(ben), circle=circle, kind=Ask.Kind.HOUR)
    support_ask(actor=account(ada), ask=Ask.objects.get(kind=Ask.Kind.HOUR))
    rows = everything_about(ada)["asks"]
    assert [(row["kind"], row["begun"], row["reasons"]) for row in rows] == [
        ("move", True, ["far"]),
        ("hour", False, []),
    ]
