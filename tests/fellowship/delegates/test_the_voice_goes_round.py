"""A circle's voice goes round: willing people in turn, by consent, in plain sight."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement, decline_placement
from tenfold.fellowship.circles.models import Circle, Placement, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.delegates.actions import ask_delegates, lay_down, say_willing
from tenfold.fellowship.delegates.queries import voice, voiceless
from tenfold.fellowship.delegates.turns import asked_for, rotation, voice_of
from tests.cast import Cast
from tests.fellowship.delegates.stories import a_hundred, yes

LATER = timedelta(weeks=13)


@pytest.fixture
def ten(cast: Cast) -> Circle:
    """Noa carries the voice of her ten, in which Ruth and Pavel sit too; Daniel's ten is beside it."""
    hundred = a_hundred([cast.noa, cast.ruth, cast.pavel], [cast.daniel])
    return Circle.objects.select_related("parent").get(parent=hundred, number=1)


def test_within_the_term_nobody_else_is_asked(ten: Circle) -> None:
    assert ask_delegates(timezone.now()) == 0


def test_after_the_term_the_next_is_asked_and_the_former_stays_until_the_yes(ten: Circle, cast: Cast) -> None:
    now = timezone.now() + LATER
    Seat.objects.filter(circle=ten.parent, member=cast.daniel).update(since=now)

    assert ask_delegates(now) == 1
    asked = asked_for(ten)
    assert asked is not None
    assert asked.member == cast.ruth  # nobody but Noa has carried it, and Ruth sat down before Pavel
    assert voice_of(ten).member == cast.noa
    assert ask_delegates(now) == 0  # one is asked at a time

    yes(cast.ruth, ten.parent)

    assert voice_of(ten).member == cast.ruth
    assert not Seat.objects.filter(circle=ten.parent, member=cast.noa, left_at__isnull=True).exists()
    assert Seat.objects.filter(circle=ten, member=cast.noa, left_at__isnull=True).exists()


def test_who_passes_is_passed_over_and_who_is_unwilling_is_not_asked(ten: Circle, cast: Cast) -> None:
    now = timezone.now() + LATER
    Seat.objects.filter(circle=ten.parent, member=cast.daniel).update(since=now)
    ask_delegates(now)
    decline_placement(actor=cast.ruth.account, placement=asked_for(ten))
    Placement.objects.filter(member=cast.ruth, level=2).update(decided_at=now)
    say_willing(actor=cast.pavel.account, circle=ten, willing=False)

    assert ask_delegates(now) == 0
    assert [(place.member.name, place.hinders) for place in rotation(ten, now=now)] == [
        ("Ruth", "passed"),
        ("Pavel", "unwilling"),
        ("Noa", ""),
    ]
    assert voice_of(ten).member == cast.noa  # it stays with whoever carries it

    say_willing(actor=cast.pavel.account, circle=ten, willing=True)
    assert ask_delegates(now) == 1
    assert asked_for(ten).member == cast.pavel


def test_the_turn_comes_to_everybody_before_it_comes_to_anybody_again(ten: Circle, cast: Cast) -> None:
    now = timezone.now()
    order = []
    for _turn in range(6):
        now += LATER
        Seat.objects.filter(circle=ten.parent, member=cast.daniel).update(since=now)
        ask_delegates(now)
        chosen = asked_for(ten).member
        order.append(chosen.name)
        yes(chosen, ten.parent)
        Seat.objects.filter(circle=ten.parent, member=chosen, left_at__isnull=True).update(since=now)
        Seat.objects.filter(circle=ten.parent, left_at__isnull=False).update(left_at=now)

    assert order == ["Ruth", "Pavel", "Noa"] * 2


def test_language_and_hour_of_the_circle_above_are_needed(ten: Circle, cast: Cast) -> None:
    cast.ruth.hours = "Sat 10:00-12:00"
    cast.ruth.save()
    cast.pavel.languages.filter(code="en").delete()

    found = {place.member.name: place.hinders for place in rotation(ten)}

    assert found == {"Noa": "", "Ruth": "hour", "Pavel": "language"}


def test_a_voice_is_laid_down_at_once_and_the_next_is_asked(ten: Circle, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        lay_down(actor=cast.ruth.account, circle=ten)
    lay_down(actor=cast.noa.account, circle=ten)

    assert list(voiceless()) == [ten]
    assert Seat.objects.filter(circle=ten, member=cast.noa, left_at__isnull=True).exists()
    assert ask_delegates(timezone.now()) == 1
    assert asked_for(ten).member == cast.ruth
    assert not voiceless().exists()


def test_a_circle_never_has_two_voices(ten: Circle, cast: Cast) -> None:
    now = timezone.now() + LATER
    Seat.objects.filter(circle=ten.parent, member=cast.daniel).update(since=now)
    ask_delegates(now)
    late = asked_for(ten)
    Placement.objects.filter(pk=late.pk).update(standing=Placement.Standing.LAPSED, decided_at=now)
    assert ask_delegates(now) == 1
    yes(cast.pavel, ten.parent)
    Circle.objects.filter(pk=ten.parent_id).update(seats_max=9)

    with pytest.raises(Refused):
        accept_placement(actor=cast.ruth.account, placement=Placement.objects.get(pk=late.pk))
    assert voice_of(ten).member == cast.pavel


def test_only_who_sits_there_says_it_and_sees_it(ten: Circle, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        say_willing(actor=cast.miriam.account, circle=ten, willing=True)
    assert voice(ten, viewer=cast.miriam, now=timezone.now()) is None

    browser = Client()
    browser.force_login(cast.noa.account)
    page = browser.get(reverse("circle", args=[1, ten.number])).content.decode()
    assert "The voice of this circle" in page
    assert "You carry it in" in page
    browser.post(reverse("say_willing", args=[1, ten.number]), {"willing": "no"})
    assert Seat.objects.get(circle=ten, member=cast.noa).willing is False
    browser.post(reverse("say_willing", args=[1, ten.number]), {"willing": "sometimes"})
    assert Seat.objects.get(circle=ten, member=cast.noa).willing is False
