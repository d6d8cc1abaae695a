"""Who leaves a ten is left in peace, and finds two ways back: into any ten, and for a while into the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement, come_back, leave_circle
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.circles.returning import tens_to_come_back_to
from tenfold.fellowship.conduct.actions import block
from tenfold.fellowship.members.models import Member, Wish
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd, offered, placement_of
from tests.fellowship.invariants import check_invariants

Browser = Callable[[Member], Client]


@pytest.fixture
def friends(cast: Cast) -> list[Member]:
    """Three who sit in a ten, whose hour is theirs; the first of them is gone again."""
    people = crowd(3)
    ten = offered(people, seats_max=3)
    seats = [accept_placement(actor=one.account, placement=placement_of(one, ten)) for one in people if one.account]
    assert seats[0] is not None
    assert people[0].account is not None
    leave_circle(actor=people[0].account, seat=seats[0])
    return people


def back(person: Member, circle: Circle) -> Seat:
    assert person.account is not None
    return come_back(actor=person.account, circle=circle)


def test_the_way_back_into_the_ten_one_left(friends: list[Member]) -> None:
    ten = Circle.objects.get()

    seat = back(friends[0], ten)

    assert (seat.circle, seat.placement.standing) == (ten, Placement.Standing.ACCEPTED)
    assert seat.placement.formation.kind == Formation.Kind.OFFER
    check_invariants()


def test_it_is_found_on_today_beside_the_wish_for_any_ten(friends: list[Member], browser_of: Browser) -> None:
    browser = browser_of(friends[0])

    page = browser.get(reverse("today")).content.decode()
    assert "The way back into" in page
    assert "Wait for a ten" in page

    browser.post(reverse("circle_come_back", args=[1, Circle.objects.get().number]))
    assert Seat.objects.filter(member=friends[0], left_at__isnull=True).exists()


def test_one_word_says_that_one_wishes_for_a_ten_and_one_that_one_does_not(
    friends: list[Member], browser_of: Browser
) -> None:
    browser = browser_of(friends[0])
    waits = []
    for wish in ("yes", "no"):
        browser.post(reverse("ten_wish"), {"wish": wish})
        friends[0].refresh_from_db()
        waits.append(friends[0].waits_since is not None)

    assert waits == [True, False]


def refused(person: Member, circle: Circle, why: str) -> None:
    with pytest.raises(Refused, match=why):
        back(person, circle)
    assert circle not in tens_to_come_back_to(person)
    check_invariants()


def test_it_stays_open_for_three_months(friends: list[Member]) -> None:
    Seat.objects.filter(member=friends[0]).update(left_at=timezone.now() - timedelta(days=91))
    refused(friends[0], Circle.objects.get(), "three months")


def test_it_is_open_as_long_as_there_is_a_chair(cast: Cast, friends: list[Member]) -> None:
    ten = Circle.objects.get()
    ten.seats_max = 2
    ten.save()
    refused(friends[0], ten, "taken")


def test_its_hour_has_to_be_ones_own(friends: list[Member]) -> None:
    Member.objects.filter(pk=friends[0].pk).update(hours="Sun 06:00-07:00")
    refused(Member.objects.get(pk=friends[0].pk), Circle.objects.get(), "hour")


def test_who_never_sat_there_does_not_come_back(cast: Cast, friends: list[Member]) -> None:
    refused(cast.ruth, Circle.objects.get(), "three months")


def test_who_sits_elsewhere_moves_by_a_proposal(cast: Cast, friends: list[Member]) -> None:
    other = offered([friends[0], cast.ruth])
    assert friends[0].account is not None
    accept_placement(actor=friends[0].account, placement=placement_of(friends[0], other))
    refused(friends[0], Circle.objects.order_by("pk").first(), "You sit in a ten now")  # type: ignore[arg-type]


@pytest.mark.parametrize("how", ["a block", "a wish of theirs", "a wish of mine"])
def test_whom_somebody_keeps_away_from_is_refused_in_words_that_tell_nothing(friends: list[Member], how: str) -> None:
    mine, other = friends[0], friends[1]
    assert other.account is not None
    if how == "a block":
        block(actor=other.account, other=mine)
    else:
        who, whom = (other, mine) if how == "a wish of theirs" else (mine, other)
        Wish.objects.create(member=who, kind=Wish.Kind.APART, written=whom.key)

    refused(mine, Circle.objects.get(), "^This seat is no longer free. You can wait for another ten.$")
