"""What people see of circles: their own with everybody in it, others without names, the whole counted with care."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.circles.models import Circle, Placement, Seat, Unplaced
from tenfold.fellowship.circles.queries.nest import FEWEST_SHOWN, top_rings, whole
from tenfold.fellowship.members.models import Member
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd, offered, placement_of, proposal_for, ten_of

Browser = Callable[[Member], Client]


def seated(people: list[Member], **circle: object) -> Circle:
    """A ten in which all of these people have said yes."""
    ten = offered(people, **circle)
    for person in people:
        assert person.account is not None
        accept_placement(actor=person.account, placement=placement_of(person, ten))
    return ten


def page_of(client: Client, name: str, *where: object) -> str:
    response = client.get(reverse(name, args=where))
    assert response.status_code == 200
    return response.content.decode()


def test_those_who_sit_in_a_ten_see_each_other_their_hour_and_what_each_brings(cast: Cast, browser_of: Browser) -> None:
    ten = seated([cast.ruth, cast.miriam])

    page = page_of(browser_of(cast.ruth), "circle", 1, ten.number)

    assert "Miriam" in page
    assert "listening" in page
    assert "15:00–16:00" in page  # Mondays at eight in London, for Ruth in New York
    assert "academy" in page
    assert "secular" in page


def test_others_see_the_circle_without_names(cast: Cast, browser_of: Browser) -> None:
    ten = seated([cast.ruth, cast.miriam])

    page = page_of(browser_of(cast.pavel), "circle", 1, ten.number)

    assert "Miriam" not in page
    assert "Ruth" not in page
    assert "listening" not in page
    assert "2 people, each of whom chose to sit here" in page


def test_a_proposed_circle_exists_for_stewards_only(cast: Cast, browser_of: Browser) -> None:
    ten = proposal_for([cast.noa, cast.ruth]).circles.get()

    assert browser_of(cast.noa).get(reverse("circle", args=[1, ten.number])).status_code == 404
    assert browser_of(cast.miriam).get(reverse("circle", args=[1, ten.number])).status_code == 200


def test_my_ten_leads_to_my_ten_or_to_what_waits_or_says_how_it_comes_about(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.noa)
    assert "You do not sit in a ten yet" in page_of(browser, "my_ten")

    ten = offered([cast.noa, cast.ruth])
    placement = placement_of(cast.noa, ten)
    assert browser.get(reverse("my_ten")).url == reverse("placement", args=[placement.pk])  # type: ignore[attr-defined]

    browser.post(reverse("placement", args=[placement.pk]), {"answer": "accept"})
    assert browser.get(reverse("my_ten")).url == reverse("circle", args=[1, ten.number])  # type: ignore[attr-defined]


def test_who_found_no_seat_reads_why_and_what_would_help(cast: Cast, browser_of: Browser) -> None:
    formation = offered([cast.ruth]).formation
    Unplaced.objects.create(
        formation=formation, member=cast.noa, reason=3, remedies=[{"kind": "language", "language": "en"}]
    )

    page = page_of(browser_of(cast.noa), "my_ten")

    assert "Too few people with a common language" in page
    assert "One more language: English." in page


def test_a_proposal_says_what_and_why_but_not_who(cast: Cast, browser_of: Browser) -> None:
    ten = offered([cast.noa, cast.ruth])
    browser = browser_of(cast.noa)

    page = page_of(browser, "placement", placement_of(cast.noa, ten).pk)

    assert "Everyone in this circle speaks English." in page
    assert "22:00–23:00" in page  # for Noa in Jerusalem
    assert "Ruth" not in page
    assert browser.get(reverse("placement", args=[placement_of(cast.ruth, ten).pk])).status_code == 404


def test_a_member_answers_on_the_page(cast: Cast, browser_of: Browser) -> None:
    ten = offered([cast.noa, cast.ruth])

    browser_of(cast.noa).post(reverse("placement", args=[placement_of(cast.noa, ten).pk]), {"answer": "accept"})
    browser_of(cast.ruth).post(reverse("placement", args=[placement_of(cast.ruth, ten).pk]), {"answer": "decline"})

    assert Seat.objects.get().member == cast.noa
    assert placement_of(cast.ruth, ten).standing == Placement.Standing.DECLINED


def test_the_hour_comes_along_as_a_calendar_file_that_follows_the_clocks(cast: Cast, browser_of: Browser) -> None:
    ten = seated([cast.ruth, cast.miriam])

    response = browser_of(cast.ruth).get(reverse("circle_calendar", args=[1, ten.number]))

    calendar = Calendar.from_ical(response.content)
    (event,) = calendar.walk("VEVENT")
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == event["DTSTART"].params["TZID"] == "Europe/London"
    assert zone.walk("DAYLIGHT")
    assert (event["DTSTART"].dt.weekday(), event["DTSTART"].dt.hour) == (0, 20)
    assert event["RRULE"]["FREQ"] == ["WEEKLY"]
    assert browser_of(cast.pavel).get(reverse("circle_calendar", args=[1, ten.number])).status_code == 404


def test_the_whole_is_walked_from_the_top_to_my_ten(cast: Cast, browser_of: Browser) -> None:
    hundred = offered([], level=2)
    ten = ten_of([cast.noa, cast.ruth], formation=hundred.formation, parent=hundred)
    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    browser = browser_of(cast.noa)

    top = page_of(browser, "whole")
    below = page_of(browser, "circle", 2, hundred.number)

    assert f'href="{reverse("circle", args=[2, hundred.number])}"' in top
    assert f'href="{reverse("circle", args=[1, ten.number])}"' in below
    (ring,) = top_rings(cast.noa)
    assert (ring.circle, ring.people, ring.mine) == (hundred, 1, True)


def test_what_few_people_share_is_not_told_of_the_whole(cast: Cast, browser_of: Browser) -> None:
    crowd(12)

    counted = whole()

    assert all(share.people >= FEWEST_SHOWN for share in (*counted.countries, *counted.origins, *counted.languages))
    page = page_of(browser_of(cast.noa), "whole")
    assert "kibbutz" not in page


@pytest.mark.parametrize("people", [3, 12])
def test_a_ten_takes_as_many_queries_for_three_people_as_for_twelve(
    cast: Cast,
    browser_of: Browser,
    people: int,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    members = crowd(people)
    hundred = offered([], level=2)
    ten = ten_of(members, formation=hundred.formation, parent=hundred)
    for one in members:
        accept_placement(actor=one.account, placement=placement_of(one, ten))
    browser = browser_of(members[0])
    page_of(browser, "circle", 1, ten.number)

    with django_assert_max_num_queries(55):  # the panels of seven other rooms are among them
        page_of(browser, "circle", 1, ten.number)
