"""The line is counted once a day; each person reads what is missing, and nobody reads anything of anybody."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.fellowship.circles.queries.nest import FEWEST_SHOWN
from tenfold.fellowship.line.actions import count_line, tell_newcomers
from tenfold.fellowship.line.coarse import blurred, more_of
from tenfold.fellowship.line.models import Count, Outlook
from tenfold.fellowship.line.queries import Way, cells_of, my_place
from tenfold.fellowship.members.actions import wait_for_a_ten, wait_no_more
from tenfold.fellowship.members.models import Member
from tests.cast import Cast, member
from tests.fellowship.line.stories import nobody_else_waits, waiting_people

EVENING_OF_TUESDAY = 7


def told(person: Member) -> Outlook:
    return Outlook.objects.get(member=person)


def test_somebody_reads_how_many_more_it_takes(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    people = waiting_people(6)

    assert count_line(now)

    best = told(people[0]).chances[0]
    assert (best["language"], best["part"]) == ("he", EVENING_OF_TUESDAY)
    assert best["more"] in ([1, 2], [3, 4])
    assert my_place(people[0], now=now).way is Way.WAITING


def test_when_enough_are_there_it_says_so(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    people = waiting_people(9)

    count_line(now)

    assert told(people[0]).chances[0]["more"] == [0, 0]
    assert Count.objects.get().within_reach == 9


def test_who_gave_no_hours_or_no_language_reads_that(cast: Cast, now: datetime) -> None:
    mute, busy = member("Mute", languages=()), member("Busy", hours="")

    count_line(now)

    assert told(mute).lack == "language"
    assert told(busy).lack == "hours"
    assert told(busy).chances == []


def test_what_would_help_is_named_where_it_may_be(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(9)
    waiting_people(9, name="Anglo", languages=("en",), hours="Wed 19:00-21:00")
    (lonely,) = waiting_people(1, name="Lonely", hours="Wed 19:00-21:00")

    count_line(now)

    helps = told(lonely).helps
    assert [(step["kind"], step["language"], step["part"]) for step in helps] == [
        ("hour", "he", EVENING_OF_TUESDAY),
        ("language", "en", EVENING_OF_TUESDAY + 4),
    ]


def test_it_is_counted_once_a_day(cast: Cast, now: datetime, tomorrow: datetime) -> None:
    assert count_line(now)
    assert not count_line(now)
    assert count_line(tomorrow)
    assert Count.objects.count() == 1


def test_a_newcomer_is_told_at_once_and_only_once_a_day(cast: Cast, now: datetime, tomorrow: datetime) -> None:
    nobody_else_waits()
    waiting_people(7)
    count_line(now)
    newcomer = waiting_people(1, name="New")[0]

    assert tell_newcomers(now) == 1
    first = told(newcomer).chances
    assert first[0]["more"] in ([0, 0], [1, 2])

    newcomer.hours = "Wed 03:00-05:00"
    newcomer.save()
    wait_no_more(actor=newcomer.account)
    wait_for_a_ten(actor=newcomer.account)
    assert tell_newcomers(now) == 0
    assert told(newcomer).chances == first

    count_line(tomorrow)
    assert told(newcomer).chances[0]["more"] is None


def test_editing_ones_hours_again_and_again_tells_nothing_of_anybodys(cast: Cast, now: datetime) -> None:
    """Somebody curious tries hour after hour in one day: the page never moves."""
    nobody_else_waits()
    waiting_people(6)
    (curious,) = waiting_people(1, name="Curious")
    count_line(now)
    first = told(curious)

    seen = set()
    for hour in range(23):
        curious.hours = f"Tue {hour:02}:00-{hour + 1:02}:00"
        curious.save()
        count_line(now + timedelta(seconds=1))
        tell_newcomers(now + timedelta(seconds=1))
        seen.add(json.dumps([told(curious).chances, told(curious).helps]))

    assert seen == {json.dumps([first.chances, first.helps])}


def test_even_over_days_a_lone_persons_hours_do_not_show(cast: Cast, now: datetime) -> None:
    """Day after day somebody tries another hour in a rare language: whether the only other one is there is not told."""
    nobody_else_waits()
    (rare,) = waiting_people(1, name="Rare", languages=("yi",), hours="Tue 19:00-21:00")
    (curious,) = waiting_people(1, name="Curious", languages=("yi",))

    seen = set()
    for day, hour in enumerate((8, 10, 18, 19, 20, 22)):
        curious.hours = f"Tue {hour:02}:00-{hour + 1:02}:00"
        curious.save()
        count_line(now + timedelta(days=day))
        best = told(curious).chances[0]
        seen.add(json.dumps(best["more"]))
        assert told(curious).helps == []

    assert seen == {"null"}
    assert told(rare).chances[0]["more"] is None


@given(st.integers(2, 12), st.integers(0, 30))
def test_no_number_is_about_fewer_than_five_people(least: int, others: int) -> None:
    more = more_of(others, least=least)

    assert (more is None) == (others + 1 < FEWEST_SHOWN)
    if more is not None:
        assert more.at_most % 2 == 0
        assert more.at_least <= max(least - others - 1, 0) <= more.at_most


def test_where_the_steps_lie_differs_by_hour_and_stays_the_same(settings: pytest.FixtureRequest) -> None:
    true = np.full((2, 672), 7, np.int32)

    said = blurred(true, ["en", "he"])

    assert set(np.unique(said).tolist()) == {6, 7}
    assert 0.3 < (said == 6).mean() < 0.7
    assert (said[0] != said[1]).any()
    assert (said == blurred(true, ["en", "he"])).all()
    settings.SECRET_KEY = "another house"  # type: ignore[attr-defined]
    assert (said != blurred(true, ["en", "he"])).any()


def test_nothing_that_is_kept_of_a_person_is_finer_than_a_part_of_the_week(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    people = waiting_people(9)
    count_line(now)

    for person in people:
        for said in told(person).chances + told(person).helps:
            assert set(said) <= {"kind", "language", "part", "more"}
            assert 0 <= said["part"] < 28


def test_true_numbers_are_not_kept(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(3)
    waiting_people(1, name="Alone", languages=("yi",))

    count_line(now)

    kept = cells_of(Count.objects.get())
    here = kept[Count.objects.get().languages.index("yi")]
    assert set(here.tolist()) == {0, 1}
    assert 0 < (here == 1).sum() < 5  # Alone could begin in five slots; which of them are told depends on the secret


def test_who_waits_no_more_is_forgotten_by_the_line(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    (person,) = waiting_people(1)
    count_line(now)
    wait_no_more(actor=person.account)

    for day in range(1, 5):
        count_line(now + timedelta(days=day))

    assert not Outlook.objects.filter(member=person).exists()
    assert my_place(Member.objects.get(pk=person.pk), now=now).way is Way.NOT_WAITING


def test_the_outlook_is_in_ones_export(cast: Cast, now: datetime) -> None:
    from tenfold.fellowship.members.export import everything_about

    nobody_else_waits()
    (person,) = waiting_people(1)
    count_line(now)

    (row,) = everything_about(person)["line"]
    assert row["chances"][0]["language"] == "he"
