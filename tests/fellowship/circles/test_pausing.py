"""A seat is kept while somebody is away, and nobody has to do anything for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement, leave_circle, pause_seat, resume_seat
from tenfold.fellowship.circles.actions.pausing import end_pauses
from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.circles.signals import seat_paused, seat_resumed
from tenfold.fellowship.members.models import Member
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of, ten_of
from tests.fellowship.invariants import check_invariants

Browser = Callable[[Member], Client]


def seated(person: Member, circle: Circle) -> Seat:
    assert person.account is not None
    seat = accept_placement(actor=person.account, placement=placement_of(person, circle))
    assert seat is not None
    return seat


def in_days(days: int) -> Any:
    return timezone.now().date() + timedelta(days=days)


def test_the_seat_is_kept_and_the_others_see_when_noa_is_back(cast: Cast, browser_of: Browser) -> None:
    ten = offered([cast.noa, cast.ruth, cast.pavel])
    seat = seated(cast.noa, ten)
    seated(cast.ruth, ten)

    browser_of(cast.noa).post(reverse("circle_pause", args=[1, ten.number]), {"until": in_days(30).isoformat()})

    seat.refresh_from_db()
    assert (seat.left_at, seat.paused_until) == (None, in_days(30))
    page = browser_of(cast.ruth).get(reverse("circle", args=[1, ten.number])).content.decode()
    assert "back on" in page
    mine = browser_of(cast.noa).get(reverse("today")).content.decode()
    assert "You are away until" in mine


def test_on_the_day_noa_is_back_by_herself_on_her_own_clock(cast: Cast) -> None:
    seat = seated(cast.noa, offered([cast.noa, cast.ruth]))
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        pause_seat(actor=cast.noa.account, seat=seat, until=datetime(2026, 3, 5, tzinfo=UTC).date())

    end_pauses(datetime(2026, 3, 4, 21, tzinfo=UTC))  # eleven at night in Jerusalem
    seat.refresh_from_db()
    assert seat.paused_until is not None
    end_pauses(datetime(2026, 3, 4, 23, tzinfo=UTC))  # one in the morning of the day
    seat.refresh_from_db()
    assert seat.paused_until is None


def test_noa_is_back_before_the_day_with_one_click(cast: Cast, browser_of: Browser) -> None:
    ten = offered([cast.noa, cast.ruth])
    seat = seated(cast.noa, ten)
    pause_seat(actor=cast.noa.account, seat=seat, until=in_days(30))

    browser_of(cast.noa).post(reverse("circle_resume", args=[1, ten.number]))

    seat.refresh_from_db()
    assert seat.paused_until is None


def test_a_ten_rests_while_too_few_are_there_and_wakes_when_they_are_back(cast: Cast) -> None:
    ten = offered([cast.noa, cast.ruth])
    seats = [seated(cast.noa, ten), seated(cast.ruth, ten)]
    standings = []

    for act in (
        lambda: pause_seat(actor=cast.noa.account, seat=seats[0], until=in_days(9)),
        lambda: resume_seat(actor=cast.noa.account, seat=seats[0]),
    ):
        act()
        ten.refresh_from_db()
        standings.append(ten.standing)
        check_invariants()

    assert standings == [Circle.Standing.RESTING, Circle.Standing.ALIVE]


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_pause_has_an_end_within_a_year(cast: Cast, days: int) -> None:
    seat = seated(cast.noa, offered([cast.noa]))

    with pytest.raises(ValidationError, match="between tomorrow and a year"):
        pause_seat(actor=cast.noa.account, seat=seat, until=in_days(days))


def test_nobody_pauses_for_another_nor_a_seat_that_was_left_nor_a_voice(cast: Cast) -> None:
    hundred = offered([cast.noa], level=2, seats_min=1)
    seat = seated(cast.noa, ten_of([cast.noa], formation=hundred.formation, parent=hundred))
    voice = seated(cast.noa, hundred)
    with pytest.raises(PermissionDenied):
        pause_seat(actor=cast.miriam.account, seat=seat, until=in_days(5))
    with pytest.raises(Refused, match="A voice is not paused"):
        pause_seat(actor=cast.noa.account, seat=voice, until=in_days(5))

    leave_circle(actor=cast.noa.account, seat=seat)
    with pytest.raises(Refused, match="You have left"):
        pause_seat(actor=cast.noa.account, seat=seat, until=in_days(5))


def test_leaving_ends_a_pause(cast: Cast) -> None:
    seat = seated(cast.noa, offered([cast.noa, cast.ruth]))
    pause_seat(actor=cast.noa.account, seat=seat, until=in_days(5))

    leave_circle(actor=cast.noa.account, seat=seat)

    seat.refresh_from_db()
    assert seat.paused_until is None
    check_invariants()


def test_other_rooms_hear_of_it(cast: Cast) -> None:
    seat = seated(cast.noa, offered([cast.noa, cast.ruth]))
    heard: list[str] = []

    def paused(**_more: Any) -> None:
        heard.append("paused")

    def resumed(**_more: Any) -> None:
        heard.append("resumed")

    seat_paused.connect(paused)
    seat_resumed.connect(resumed)
    pause_seat(actor=cast.noa.account, seat=seat, until=in_days(5))
    end_pauses(timezone.now() + timedelta(days=6))

    assert heard == ["paused", "resumed"]
