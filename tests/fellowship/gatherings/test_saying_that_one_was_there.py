"""What a circle sees of its outer gathering, said by each about themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.gatherings.actions import say_attendance
from tenfold.fellowship.gatherings.models import Attendance
from tenfold.fellowship.gatherings.queries import outer_of, quiet_circles
from tenfold.fellowship.gatherings.times import times_of
from tenfold.fellowship.members.export import everything_about
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of


@pytest.fixture
def ten(cast: Cast) -> Circle:
    """Noa, Pavel and Ruth meet on Mondays at eight in London."""
    circle = offered([cast.noa, cast.pavel, cast.ruth])
    for person in (cast.noa, cast.pavel, cast.ruth):
        accept_placement(actor=person.account, placement=placement_of(person, circle))
    circle.refresh_from_db()
    return circle


def test_the_last_and_the_coming_gathering_follow_the_circles_own_clock(ten: Circle) -> None:
    before = times_of(ten, datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert before.last == datetime(2026, 11, 16, 20, tzinfo=UTC)
    assert before.coming == datetime(2026, 11, 23, 20, tzinfo=UTC)

    while_it_goes_on = times_of(ten, datetime(2026, 11, 23, 20, 30, tzinfo=UTC))
    assert while_it_goes_on.last == datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert while_it_goes_on.coming == datetime(2026, 11, 30, 20, tzinfo=UTC)

    over_the_change_of_clocks = times_of(ten, datetime(2026, 10, 22, 12, tzinfo=UTC))
    assert over_the_change_of_clocks.last == datetime(2026, 10, 19, 19, tzinfo=UTC)
    assert over_the_change_of_clocks.coming == datetime(2026, 10, 26, 20, tzinfo=UTC)


def test_the_circle_sees_how_many_were_there_and_who_cannot_come(ten: Circle, cast: Cast) -> None:
    times = times_of(ten, timezone.now())
    say_attendance(actor=cast.noa.account, circle=ten, starts_at=times.last, there=True)
    say_attendance(actor=cast.pavel.account, circle=ten, starts_at=times.last, there=False)
    say_attendance(actor=cast.ruth.account, circle=ten, starts_at=times.coming, there=False)

    seen = outer_of(ten, viewer=cast.noa, now=timezone.now())

    assert (seen.mine_last, seen.mine_coming) == (True, None)
    assert [past.there for past in seen.past] == [1]
    assert seen.cannot == ("Ruth",)


def test_what_one_said_can_be_changed_and_taken_back(ten: Circle, cast: Cast) -> None:
    last = times_of(ten, timezone.now()).last
    for there in (True, False):
        say_attendance(actor=cast.noa.account, circle=ten, starts_at=last, there=there)
        assert [said.there for said in Attendance.objects.all()] == [there]

    say_attendance(actor=cast.noa.account, circle=ten, starts_at=last, there=None)
    assert not Attendance.objects.exists()


def test_nobody_says_it_for_others_and_not_of_any_day(ten: Circle, cast: Cast) -> None:
    last = times_of(ten, timezone.now()).last
    with pytest.raises(PermissionDenied):
        say_attendance(actor=cast.miriam.account, circle=ten, starts_at=last, there=True)
    with pytest.raises(Refused):
        say_attendance(actor=cast.noa.account, circle=ten, starts_at=last - timedelta(weeks=1), there=True)


def test_a_ten_of_which_nobody_said_for_three_weeks_that_it_met_is_shown_to_stewards(ten: Circle, cast: Cast) -> None:
    now = timezone.now()
    assert not quiet_circles(now=now).exists()  # it has only just begun

    Seat.objects.update(since=now - timedelta(weeks=4))
    assert list(quiet_circles(now=now)) == [ten]

    say_attendance(actor=cast.noa.account, circle=ten, starts_at=times_of(ten, now).last, there=True)
    assert not quiet_circles(now=now).exists()


def test_the_page_of_the_circle_takes_it_and_the_export_holds_it(ten: Circle, cast: Cast) -> None:
    Seat.objects.update(since=timezone.now() - timedelta(weeks=4))
    browser = Client()
    browser.force_login(cast.noa.account)
    page = browser.get(reverse("circle", args=[1, ten.number])).content.decode()
    assert "I was there" in page

    last = times_of(ten, timezone.now()).last
    url = reverse("say_attendance", args=[1, ten.number])
    browser.post(url, {"starts_at": last.isoformat(), "there": "yes"})

    assert Attendance.objects.get().there
    assert [row["there"] for row in everything_about(cast.noa)["attendance"]] == [True]
    browser.post(url, {"starts_at": "yesterday", "there": "yes"})
    browser.post(url, {"starts_at": last.isoformat(), "there": "always"})
    assert Attendance.objects.get().there
