"""A steward takes the members and the circles along as tables; whoever stands in them can read that it was done."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tenfold.fellowship.audit.queries import entries_concerning
from tenfold.fellowship.circles import actions as circles
from tenfold.fellowship.members import actions
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.queries import Search
from tenfold.people.sheet import read_people
from tests.cast import Cast
from tests.fellowship.line.stories import living_ten
from tests.fellowship.members.door import account_of, browser_of


def taken(cast: Cast, **narrowed: str) -> list[dict[str, str]]:
    answer = browser_of(cast.miriam).post(reverse("member_list"), narrowed)
    assert answer["Cache-Control"] == "no-store"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_list_holds_what_stewards_see_and_no_hours(cast: Cast) -> None:
    rows = taken(cast)
    assert {row["name"] for row in rows} == set(Member.objects.values_list("name", flat=True))
    noa = next(row for row in rows if row["name"] == cast.noa.name)
    assert noa["email"] == cast.noa.address
    assert cast.noa.hours
    assert cast.noa.hours not in str(rows)


def test_it_is_narrowed_as_the_page_is(cast: Cast) -> None:
    assert [row["name"] for row in taken(cast, words=cast.noa.name)] == [cast.noa.name]


def test_new_people_written_into_it_can_be_brought_in_and_nobody_stands_there_twice(cast: Cast) -> None:
    """Lines without hours are those of people who are here: they are named, and left as they are."""
    content = browser_of(cast.miriam).post(reverse("member_list")).content.decode("utf-8-sig")
    header, *lines = content.splitlines()
    lea = {"name": "Lea", "languages": "fr", "timezone": "Europe/Paris", "availability": "Mon 19:00-21:00"}
    lines.append(",".join(f'"{lea.get(column, "")}"' for column in header.split(",")))
    sheet = read_people("\n".join([header, *lines]).encode(), on=date(2026, 6, 1))
    before = set(Member.objects.values_list("name", flat=True))
    assert {mistake.column for mistake in sheet.mistakes} == {"availability"}
    assert len(sheet.mistakes) == len(before)
    actions.import_people(actor=account_of(cast.miriam), sheet=sheet)
    assert sorted(Member.objects.values_list("name", flat=True)) == sorted([*before, "Lea"])


def test_whoever_stands_in_it_can_read_that_it_was_taken(cast: Cast) -> None:
    actions.take_list(actor=account_of(cast.miriam), search=Search(words=cast.noa.name))
    assert "members.take_list" in [entry.verb for entry in entries_concerning(cast.noa)]
    assert "members.take_list" not in [entry.verb for entry in entries_concerning(cast.pavel)]


def test_only_stewards_take_lists(cast: Cast) -> None:
    for take in (
        lambda: actions.take_list(actor=account_of(cast.noa), search=Search()),
        lambda: circles.take_list(actor=account_of(cast.noa)),
    ):
        with pytest.raises(PermissionDenied):
            take()


def test_all_circles_with_who_sits_where(cast: Cast) -> None:
    ten = living_ten([cast.noa, cast.pavel])
    answer = browser_of(cast.miriam).post(reverse("circle_list"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {(row["number"], row["person"]) for row in rows} == {
        (str(ten.number), cast.noa.name),
        (str(ten.number), cast.pavel.name),
    }
    assert "circles.take_list" in [entry.verb for entry in entries_concerning(cast.pavel)]
    assert "circles.take_list" not in [entry.verb for entry in entries_concerning(cast.ruth)]
