"""What a steward sees of the whole: figures with the lists behind them, circles in need, the earth and its table."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.site.drawing.earth import Place, earth, shapes
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of


@pytest.fixture
def miriam(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.miriam.account)
    return browser


@pytest.fixture
def ten(cast: Cast) -> Circle:
    """A living ten of Noa and Pavel, with three who are wanted."""
    circle = offered([cast.noa, cast.pavel])
    for person in (cast.noa, cast.pavel):
        accept_placement(actor=person.account, placement=placement_of(person, circle))
    Circle.objects.filter(pk=circle.pk).update(seats_min=3)
    return circle


def test_every_number_of_the_desk_opens_the_list_behind_it(miriam: Client, ten: Circle) -> None:
    page = miriam.get(reverse("desk")).content.decode()
    links = re.findall(r'<dd><a href="([^"]+)">(\d+)</a>', page)

    assert len(links) == 4
    for href, _number in links:
        assert miriam.get(href.replace("&amp;", "&")).status_code == 200
    waiting = next(number for href, number in links if href == reverse("line"))
    assert waiting == "3"  # of five members two sit in a ten


def test_circles_in_need_are_counted_and_listed(miriam: Client, ten: Circle) -> None:
    Seat.objects.update(since=timezone.now() - timedelta(weeks=4))

    page = miriam.get(reverse("desk")).content.decode()

    for need in ("few", "quiet"):
        href = reverse("circles_in_need", args=[need])
        assert href in page
        assert "Ten 1" in miriam.get(href).content.decode()
    assert reverse("circles_in_need", args=["voiceless"]) not in page
    assert miriam.get(reverse("circles_in_need", args=["hungry"])).status_code == 404


def test_away_for_a_while_still_counts_as_sitting(miriam: Client, ten: Circle) -> None:
    Seat.objects.filter(circle=ten, chair=0).update(paused_until=timezone.now().date() + timedelta(days=9))

    row = miriam.get(reverse("circles_in_need", args=["few"])).content.decode()

    assert re.search(r'data-label="People">2<.*data-label="Away for a while">1<', row, re.DOTALL)


def test_where_we_are_in_three_ways(miriam: Client, cast: Cast) -> None:
    by_country = miriam.get(reverse("where")).content.decode()
    assert "<svg" in by_country
    assert 'aria-label="Israel: 2 people"' in by_country
    assert "?country=IL&amp;standing=waiting" in by_country

    by_language = miriam.get(reverse("where", args=["language"])).content.decode()
    assert "<svg" not in by_language.split("<main")[1].split("</main>")[0]
    assert "Russian" in by_language
    assert "kibbutz" in miriam.get(reverse("where", args=["origin"])).content.decode()
    assert miriam.get(reverse("where", args=["shoe"])).status_code == 404


def test_the_list_behind_those_who_wait_holds_them_only(miriam: Client, ten: Circle) -> None:
    page = miriam.get(reverse("members"), {"country": "IL", "standing": "waiting"}).content.decode()

    assert "Daniel" in page
    assert "Noa" not in page.split("<main")[1]


def test_the_earth_has_every_country_once_and_small_ones_as_points() -> None:
    assert len(shapes()) > 170
    assert not {"AQ"} & set(shapes())
    drawn = str(earth({"MT": Place(3, "Malta: 3 <people>", "/m"), "IL": Place(20, "Israel")}, label="The earth"))

    assert drawn.count("<circle") == 1
    assert "Malta: 3 &lt;people&gt;" in drawn
    assert 'class="land land-2"' in drawn
    xs = [int(x) for x, _y in re.findall(r"M(-?\d+) (-?\d+)l", drawn)]
    assert -5000 <= min(xs) < max(xs) <= 5000


def test_no_country_is_torn_over_the_edge_of_the_earth() -> None:
    steps = [abs(int(x)) for shape in shapes().values() for x in re.findall(r"[l ](-?\d+)(?= |-)", shape)]
    assert max(steps) < 500
