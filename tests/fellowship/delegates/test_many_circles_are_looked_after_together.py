"""However many circles wait for a voice, a round of keeping reads them together, and none waits behind the others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.delegates import actions
from tenfold.fellowship.delegates.actions import ask_delegates
from tenfold.fellowship.delegates.turns import asked_for, rotation, rotations, terms, terms_of, voice_of, voices_of
from tests.cast import Cast, member
from tests.fellowship.delegates.stories import a_hundred

LATER = timedelta(weeks=13)


def tens_of(hundred: Circle) -> list[Circle]:
    return list(Circle.objects.filter(parent=hundred).select_related("parent").order_by("number"))


def test_many_are_read_as_each_is(cast: Cast) -> None:
    now = timezone.now() + LATER
    tens = tens_of(a_hundred([cast.noa, cast.ruth], [cast.daniel, cast.pavel]))
    cast.ruth.wishes.create(kind="apart", written="Daniel")
    Seat.objects.filter(member=cast.pavel).update(paused_until=now.date())

    together = rotations(tens, now=now)

    assert together == {ten.pk: rotation(ten, now=now) for ten in tens}
    assert [(place.member.name, place.hinders) for place in together[tens[1].pk]] == [("Pavel", "away"), ("Daniel", "")]
    assert terms_of(tens) == {ten.pk: terms(ten) for ten in tens}
    assert voices_of(tens) == {ten.pk: voice_of(ten) for ten in tens}


def test_where_nobody_can_be_asked_the_statements_do_not_grow_with_the_circles(cast: Cast) -> None:
    now = timezone.now() + LATER
    a_hundred([cast.noa], [cast.daniel])
    with CaptureQueriesContext(connection) as few:
        assert ask_delegates(now) == 0  # nobody else is there who could follow them
    a_hundred(*([member(f"Alone{number}")] for number in range(6)))

    with CaptureQueriesContext(connection) as many:
        assert ask_delegates(now) == 0

    assert len(many) == len(few) <= 18


def test_a_circle_is_not_forgotten_behind_those_in_which_nobody_can_be_asked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_ASKED", 1)
    monkeypatch.setattr(actions, "AT_A_TIME", 1)
    now = timezone.now() + LATER
    *alone, last = tens_of(a_hundred([cast.noa], [cast.daniel], [cast.ruth, cast.pavel]))

    assert ask_delegates(now) == 1

    asked = asked_for(last)
    assert asked is not None
    assert asked.member == cast.pavel
    assert [asked_for(ten) for ten in alone] == [None, None]
