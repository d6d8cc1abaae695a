"""The line on pages and for programs: members read their own place, stewards all of it, hours are read nowhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.circles.models import Formation
from tenfold.fellowship.circles.when import UNTIL_I_SAY
from tenfold.fellowship.line.actions import count_line
from tenfold.fellowship.line.queries import Missing, people_in_line
from tenfold.fellowship.members.models import Member
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of
from tests.fellowship.line.stories import living_ten, nobody_else_waits, waiting_people

Browser = Callable[[Member], Client]


def read(browser: Client, name: str, query: str = "") -> str:
    response = browser.get(reverse(name) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_member_reads_what_is_missing(cast: Cast, browser_of: Browser, now: datetime) -> None:
    nobody_else_waits()
    person = waiting_people(6)[0]
    browser = browser_of(person)
    assert "counted in a moment" in read(browser, "my_line")

    count_line(now)

    page = read(browser, "my_line")
    assert "more who speak Hebrew and are free on Tuesday evening." in page
    assert "19:00" not in page
    assert "Waiting01" not in page
    assert "more who speak Hebrew and are free on Tuesday evening." in read(browser, "today")


def test_a_member_reads_what_would_help(cast: Cast, browser_of: Browser, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(9)
    (lonely,) = waiting_people(1, name="Lonely", hours="Wed 19:00-21:00")
    count_line(now)

    page = read(browser_of(lonely), "my_line")

    assert "A few more who speak Hebrew and are free on Wednesday evening." in page
    assert "One more free hour: on Tuesday evening more people wait who speak Hebrew." in page


def test_waiting_from_a_day_on_and_not_at_all(cast: Cast, browser_of: Browser, now: datetime) -> None:
    browser = browser_of(cast.noa)
    day = (now + timedelta(days=30)).date()

    assert browser.post(reverse("line_wait"), {"not_before": day.isoformat()}).status_code == 302
    assert "Nothing is proposed to you before" in read(browser, "my_line")
    assert browser.post(reverse("line_wait"), {"not_before": "2020-01-01"}).status_code == 422

    browser.post(reverse("ten_wish"), {"wish": "no"})
    assert "You do not wait for a ten" in read(browser, "my_line")
    browser.post(reverse("line_wait"), {"not_before": ""})
    assert Member.objects.get(pk=cast.noa.pk).waits_since is not None

    Member.objects.filter(pk=cast.noa.pk).update(not_before=UNTIL_I_SAY)
    assert "until you say so" in read(browser, "my_line")


def test_who_is_asked_or_sits_is_told_that(cast: Cast, browser_of: Browser) -> None:
    ten = offered([cast.noa, cast.pavel])
    browser = browser_of(cast.noa)
    assert reverse("placement", args=[placement_of(cast.noa, ten).pk]) in read(browser, "my_line")

    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))  # type: ignore[arg-type]
    assert "You sit in a ten" in read(browser, "my_line")
    response = browser.post(reverse("line_wait"), {"not_before": ""}, follow=True)
    assert Member.objects.get(pk=cast.noa.pk).waits_since is None
    assert response.status_code == 200


def test_a_steward_reads_the_line_without_anybodys_hours(cast: Cast, browser_of: Browser, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(9)
    waiting_people(2, name="Rare", languages=("yi",), hours="Fri 03:15-05:45")
    browser = browser_of(cast.miriam)
    assert "has not been counted yet" in read(browser, "line")
    count_line(now)

    page = read(browser, "line")
    assert "Waiting00" in page
    assert "enough" in page
    assert "03:15" not in page
    week = read(browser, "line", "?language=yi")
    assert "Rare00" in week
    assert "Waiting00" not in week
    assert "more</td>" not in week.partition("<tbody>")[2].partition("The week in")[2].partition("Person by person")[0]


def test_narrowing_and_paging(cast: Cast, browser_of: Browser, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(9)
    waiting_people(1, name="Busy", hours="")
    waiting_people(1, name="Mute", languages=())
    waiting_people(1, name="Lonely", languages=("yi",))
    count_line(now)
    waiting_people(1, name="New")
    viewer = cast.miriam.account
    assert viewer is not None

    found = {one: [person.name for person in people_in_line(viewer=viewer, missing=one)] for one in Missing}

    assert found[Missing.HOURS] == ["Busy00"]
    assert found[Missing.LANGUAGE] == ["Mute00"]
    assert found[Missing.FAR] == ["Lonely00"]
    assert found[Missing.UNKNOWN] == ["New00"]
    assert len(found[Missing.ENOUGH]) == 9
    assert "Nobody is found" in read(browser_of(cast.miriam), "line", "?missing=near")
    assert "Busy00" in read(browser_of(cast.miriam), "line", "?missing=nonsense&page=many")


def test_the_line_as_a_table(cast: Cast, browser_of: Browser, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(2, name="=Formula")
    count_line(now)

    response = browser_of(cast.miriam).get(reverse("line_csv"))

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["'=Formula00", "'=Formula01"]
    assert set(rows[0]) == {"key", "name", "waits_since", "languages", "missing"}


def test_a_steward_has_open_seats_looked_after(cast: Cast, browser_of: Browser) -> None:
    nobody_else_waits()
    browser = browser_of(cast.miriam)
    response = browser.post(reverse("line_offer"), follow=True)
    assert "Nobody who waits fits an open seat" in response.content.decode()

    living_ten(waiting_people(3, name="Sitting"))
    waiting_people(1)
    response = browser.post(reverse("line_offer"), follow=True)

    assert response.status_code == 200
    assert Formation.objects.get(kind=Formation.Kind.OFFER).standing == Formation.Standing.PROPOSED


def test_a_long_line_costs_no_more_questions(
    cast: Cast, browser_of: Browser, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    nobody_else_waits()
    waiting_people(30)
    with django_assert_max_num_queries(25):
        count_line(now)
    browser = browser_of(cast.miriam)
    read(browser, "line")
    with django_assert_max_num_queries(32):
        read(browser, "line", "?language=he")


def test_programs_read_the_same(cast: Cast, browser_of: Browser, now: datetime) -> None:
    nobody_else_waits()
    people = waiting_people(9)
    (later,) = waiting_people(1, name="Later")
    Member.objects.filter(pk=later.pk).update(not_before=UNTIL_I_SAY)
    count_line(now)

    mine = browser_of(people[0]).get(reverse("api:line_mine")).json()
    assert mine["way"] == "waiting"
    assert mine["chances"][0]["language"] == "he"
    assert mine["chances"][0]["more"] == {"at_least": 0, "at_most": 0}
    assert set(mine["chances"][0]) == {"language", "part", "more", "words"}
    his = browser_of(later).get(reverse("api:line_mine")).json()
    assert (his["way"], his["until_i_say"], his["not_before"]) == ("later", True, None)

    steward = browser_of(cast.miriam)
    whole = steward.get(reverse("api:line")).json()
    assert (whole["waiting"], whole["later"]) == (9, 1)
    assert whole["languages"][0]["speakers"] == 9
    cells = steward.get(reverse("api:line_week"), {"language": "he"}).json()
    assert len(cells) == 28
    assert sum(cell["more"] is not None for cell in cells) >= 1
    shown = steward.get(reverse("api:line_people"), {"missing": "enough"}).json()
    assert shown["count"] == 9
    assert not {"hours", "zone"} & set(shown["people"][0])


@pytest.mark.parametrize("language", ["he", "ru"])
def test_the_pages_speak_other_languages(cast: Cast, browser_of: Browser, now: datetime, language: str) -> None:
    nobody_else_waits()
    people = waiting_people(6)
    count_line(now)
    browser = browser_of(people[0])
    browser.cookies["django_language"] = language

    page = read(browser, "my_line")

    assert f'lang="{language}"' in page
    assert {"he": "יום שלישי", "ru": "вторник"}[language] in page
