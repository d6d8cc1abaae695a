"""Promise 2. A circle is left in two clicks, at once, and the way back stays open."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.circles.models import Seat
from tenfold.fellowship.circles.queries.proposals import to_be_seated
from tenfold.fellowship.members.actions import wait_for_a_ten
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of


def test_a_link_on_the_circles_page_and_one_button_and_nothing_is_asked(cast: Cast) -> None:
    ten = offered([cast.noa])
    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    browser = Client()
    browser.force_login(cast.noa.account)
    leave = reverse("circle_leave", args=[1, ten.number])

    page = browser.get(reverse("circle", args=[1, ten.number])).content.decode()
    assert f'href="{leave}"' in page

    first_click = browser.get(leave).content.decode()
    form = re.search(r'<form class="form" method="post">(.*?)</form>', first_click, re.DOTALL)
    assert form
    assert re.findall(r'name="(\w+)"', form[1]) == ["csrfmiddlewaretoken"]
    assert Seat.objects.get().left_at is None

    browser.post(leave)
    assert Seat.objects.get().left_at is not None


def test_the_way_back_stays_open(cast: Cast) -> None:
    ten = offered([cast.noa])
    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    assert cast.noa not in to_be_seated("without")

    browser = Client()
    browser.force_login(cast.noa.account)
    browser.post(reverse("circle_leave", args=[1, ten.number]))

    assert cast.noa not in to_be_seated("without")  # nobody who left is asked again by itself …
    wait_for_a_ten(actor=cast.noa.account)
    assert cast.noa in to_be_seated("without")  # … but one word opens the way back
