"""Promise 2: everything can be left in two clicks, at once. Here: the fellowship."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from tenfold.fellowship.members.actions import leave
from tenfold.fellowship.members.bridge import people_for_formation
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.permissions import Permission, allowed
from tenfold.fellowship.members.signals import left
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of


def test_two_clicks_and_no_question(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    first = browser.get(reverse("privacy")).content.decode()
    assert f'href="{reverse("leave")}"' in first
    second = browser.get(reverse("leave")).content.decode()
    form = re.search(r"<main.*<form[^>]*>(.*?)</form>.*</main>", second, re.DOTALL)
    assert form
    asked = re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")', form[1])
    assert asked == [], "no reason, no name to type, nothing to tick"
    browser.post(reverse("leave"))
    cast.noa.refresh_from_db()
    assert cast.noa.standing == Standing.LEFT


def test_leaving_is_as_easy_to_find_as_staying(cast: Cast) -> None:
    assert reverse("privacy") in browser_of(cast.noa).get(reverse("profile")).content.decode()


def test_it_counts_at_once_everywhere(cast: Cast) -> None:
    leave(actor=account_of(cast.miriam))
    assert not allowed(cast.miriam.account, Permission.SEE_ALL_MEMBERS)
    assert cast.miriam.key not in {person.id for person in people_for_formation()}
    assert browser_of(cast.miriam).get(reverse("members")).status_code == 302


def test_nobody_can_hold_even_the_last_steward(cast: Cast) -> None:
    browser = browser_of(cast.miriam)
    assert "You are the only steward" in browser.get(reverse("leave")).content.decode()
    browser.post(reverse("leave"))
    cast.miriam.refresh_from_db()
    assert cast.miriam.standing == Standing.LEFT


def test_rooms_hear_of_it_within_the_same_transaction(cast: Cast) -> None:
    heard: list[Member] = []

    def listen(sender: Any, member: Member, **more: Any) -> None:
        heard.append(member)
        raise RuntimeError("a room cannot follow")

    left.connect(listen)
    try:
        with pytest.raises(RuntimeError):
            leave(actor=account_of(cast.noa))
    finally:
        left.disconnect(listen)
    cast.noa.refresh_from_db()
    assert heard == [cast.noa]
    assert cast.noa.standing == Standing.ENTERED, "all of it or nothing"


def test_the_way_back_stays_open_and_keeps_what_was_said(cast: Cast) -> None:
    leave(actor=account_of(cast.noa))
    browser = browser_of(cast.noa)
    browser.post(reverse("enter"), {"name": "Noa"})
    cast.noa.refresh_from_db()
    assert (cast.noa.standing, cast.noa.gift) == (Standing.ENTERED, "music")
