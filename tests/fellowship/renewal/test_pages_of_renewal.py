"""The pages: a member asks, answers and wishes; a steward sees the whole before and after."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tenfold.fellowship.circles.models import Formation, Placement
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.renewal.models import Change
from tenfold.fellowship.renewal.queries.asks import own_move
from tests.cast import Cast
from tests.fellowship.renewal.stories import (
    found_by,
    free,
    people,
    published_by,
    sits_in,
    small_tens,
    ten,
    wait_no_more,
)

Browser = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def a_small_fellowship(cast: Cast) -> None:
    small_tens()
    wait_no_more([cast.miriam, cast.daniel, cast.noa, cast.pavel, cast.ruth])


def test_a_ten_asks_and_supports_on_its_page(cast: Cast, browser_of: Browser) -> None:
    ada, ben = people("Ada Ben")
    circle = ten([ada, ben])
    place = reverse("circle", args=[1, circle.number])
    browser_of(ada).post(reverse("ten_ask", args=[1, circle.number]), {"kind": "hour"})
    seen = browser_of(ben).get(place).content.decode()
    assert "Your ten asks for another hour. 1 of you supports it; it is carried with 2." in " ".join(seen.split())
    ask = circle.asks.get()
    browser_of(ben).post(reverse("ask_answer", args=[ask.pk]), {"answer": "support"})
    assert "it is looked for" in browser_of(ada).get(place).content.decode()
    assert "asks for another hour" not in browser_of(cast.noa).get(place).content.decode()
    assert browser_of(cast.noa).post(reverse("ask_answer", args=[ask.pk])).status_code == 404


def test_asking_to_move_and_taking_it_back(cast: Cast, browser_of: Browser) -> None:
    ada, ben = people("Ada Ben")
    circle = ten([ada, ben])
    browser = browser_of(ada)
    assert browser.get(reverse("ask_to_move")).status_code == 200
    browser.post(reverse("ask_to_move"), {"reasons": ["hour"], "words": "Later is better."})
    assert own_move(ada) is not None
    assert "Later is better." in browser.get(reverse("ask_to_move")).content.decode()
    assert "You asked to move" in browser.get(reverse("circle", args=[1, circle.number])).content.decode()
    assert "asked to move" not in browser_of(ben).get(reverse("circle", args=[1, circle.number])).content.decode()
    browser.post(reverse("ask_to_move"), {"answer": "take back"})
    assert own_move(ada) is None
    assert browser.post(reverse("ask_to_move"), {"reasons": ["weather"]}).status_code == 422


def test_another_hour_is_answered_on_a_page_with_before_and_after(cast: Cast, browser_of: Browser) -> None:
    ada, ben = people("Ada Ben", hours="Mon 20:00-21:00; Wed 20:00-21:00")
    (cem,) = people("Cem", hours="Wed 20:00-21:00")
    circle = ten([ada, ben, cem])
    change = Change.objects.get(formation=published_by(cast.miriam))
    seen = browser_of(ada).get(reverse("change", args=[change.pk])).content.decode()
    assert "Monday 20:00–21:00" in seen
    assert "Wednesday 20:00–21:00" in seen
    assert "Cem" not in seen
    assert "Another hour is proposed" in browser_of(ada).get(reverse("today")).content.decode()
    for person in (ada, ben, cem):
        browser_of(person).post(reverse("change", args=[change.pk]), {"answer": "yes"})
    circle.refresh_from_db()
    assert circle.weekday == 2
    assert "it is so" in browser_of(ada).get(reverse("change", args=[change.pk])).content.decode()


def test_a_steward_sees_before_and_after_and_publishes(cast: Cast, browser_of: Browser) -> None:
    ada, ben, cem = people("Ada Ben Cem")
    ten([ada, ben, cem]), ten(people("Dov Eva", hours="Tue 19:00-21:00"), weekday=1)
    free(cem, "Tue 19:00-21:00")
    formation = found_by(cast.miriam)
    browser = browser_of(cast.miriam)
    place = reverse("renewal", args=[formation.pk])
    seen = " ".join(browser.get(place).content.decode().split())
    assert "not free at its hour" in seen
    assert "3 before, 2 after" in seen
    assert "whole again" in seen
    browser.post(reverse("renewal_publish", args=[formation.pk]))
    formation.refresh_from_db()
    assert formation.standing == Formation.Standing.PUBLISHED
    placement = Placement.objects.get(formation=formation)
    asked = browser_of(cem).get(reverse("placement", args=[placement.pk])).content.decode()
    assert "You are not free at the hour of the ten you sit in now." in asked
    browser_of(cem).post(reverse("placement", args=[placement.pk]), {"answer": "accept"})
    assert sits_in(cem) == placement.circle


def test_a_yes_that_waits_for_others_says_so(cast: Cast, browser_of: Browser) -> None:
    small_tens(least=3)
    ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Tue 19:00-21:00")
    cem, dov = people("Cem Dov", hours="Tue 19:00-21:00")
    small = ten([ada, ben], least=3)
    ten([cem, dov], least=3, weekday=1)
    published_by(cast.miriam)
    placement = Placement.objects.get(member=ada, standing=Placement.Standing.OFFERED)
    browser = browser_of(ada)
    assert "happens when all have said yes" in browser.get(reverse("placement", args=[placement.pk])).content.decode()
    browser.post(reverse("placement", args=[placement.pk]), {"answer": "accept"})
    assert sits_in(ada) == small
    assert "You said yes." in browser.get(reverse("placement", args=[placement.pk])).content.decode()


def test_the_overview_and_a_season(cast: Cast, browser_of: Browser) -> None:
    ada, ben = people("Ada Ben")
    ten([ada, ben])
    steward = browser_of(cast.miriam)
    assert "Nobody has looked yet." in steward.get(reverse("renewals")).content.decode()
    steward.post(reverse("season_open"), {"days": 14})
    assert "A season is open" in browser_of(ada).get(reverse("today")).content.decode()
    browser = browser_of(ada)
    assert "Ben" in browser.get(reverse("season")).content.decode()
    browser.post(reverse("season"), {"meets": "meet", "keep": [ben.key]})
    assert "is told from five on" in steward.get(reverse("renewals")).content.decode()
    assert browser.post(reverse("season"), {"meets": "perhaps"}).status_code == 422
    assert steward.post(reverse("season_open"), {"days": 1}).status_code == 302
