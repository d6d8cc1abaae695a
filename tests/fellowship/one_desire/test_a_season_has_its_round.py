"""A round of the whole: stewards set its days, it moves on by itself, and its page tells what came of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.desires.models import SeasonRound
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.one_desire.actions.rounds import ask_for_letter, change_round, end_round, plan_round
from tenfold.fellowship.one_desire.models import Composition
from tenfold.fellowship.one_desire.queries.rounds import story_of
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd
from tests.fellowship.desires.stories import answers
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.one_desire.stories import living_ten, stands, wish

SPRING = datetime(2026, 3, 20, 9, tzinfo=UTC)
WEEK = timedelta(weeks=1)
Standing = SeasonRound.Standing


def planned(cast: Cast, opens: datetime = SPRING, title: str = "Spring") -> SeasonRound:
    return plan_round(
        actor=account_of(cast.miriam),
        title=title,
        opens_at=opens,
        composes_at=opens + 2 * WEEK,
        closes_at=opens + 5 * WEEK,
    )


def test_stewards_set_its_days_one_after_the_other_and_one_round_at_a_time(cast: Cast) -> None:
    with time_machine.travel(SPRING - WEEK, tick=False):
        with pytest.raises(PermissionDenied):
            planned(Cast(**{**cast.__dict__, "miriam": cast.noa}))
        found = planned(cast)
        assert found.standing == Standing.PLANNED
        with pytest.raises(Refused, match="one at a time"):
            planned(cast, SPRING + WEEK)
        with pytest.raises(ValidationError):
            change_round(
                actor=account_of(cast.miriam),
                season_round=found,
                title="Spring",
                opens_at=SPRING,
                composes_at=SPRING - WEEK,
                closes_at=SPRING + WEEK,
            )
        planned(cast, SPRING + 6 * WEEK, "Summer")


def test_it_opens_collects_composes_and_closes_by_itself(cast: Cast) -> None:
    with time_machine.travel(SPRING - WEEK, tick=False):
        found = planned(cast)
    seen = []
    for weeks in range(-1, 7):
        with time_machine.travel(SPRING + weeks * WEEK, tick=False):
            assert keep(timezone.now()) == []
        found.refresh_from_db()
        seen.append(str(found.standing))
    assert seen == ["planned", "open", "open", "composing", "composing", "composing", "closed", "closed"]
    assert found.announced_at == SPRING + 5 * WEEK


def test_who_comes_late_to_it_makes_every_step(cast: Cast) -> None:
    with time_machine.travel(SPRING - WEEK, tick=False):
        first, second = planned(cast), planned(cast, SPRING + 6 * WEEK, "Summer")
    with time_machine.travel(SPRING + 7 * WEEK, tick=False):
        assert keep(timezone.now()) == []
    for found, standing in ((first, Standing.CLOSED), (second, Standing.OPEN)):
        found.refresh_from_db()
        assert found.standing == standing


def test_the_database_knows_one_open_round(cast: Cast) -> None:
    days = {"opens_at": SPRING, "composes_at": SPRING + WEEK, "closes_at": SPRING + 2 * WEEK}
    SeasonRound.objects.create(title="One", standing=Standing.OPEN, **days)
    with pytest.raises(IntegrityError), transaction.atomic():
        SeasonRound.objects.create(title="Two", standing=Standing.COMPOSING, **days)


def test_its_page_tells_its_story(cast: Cast) -> None:
    people = [cast.noa, cast.pavel, cast.ruth, *crowd(3)]
    ten = living_ten(people)
    with time_machine.travel(SPRING, tick=False):
        found = planned(cast)
        desire = wish(cast.pavel, "A quiet hour every week", ten, season_round=found)
        answers(desire, people[2:6])
        composition = stands(ten, [desire])
    assert composition.season_round == found
    with time_machine.travel(SPRING + 6 * WEEK, tick=False):
        keep(timezone.now())
        found.refresh_from_db()
        story = story_of(found, viewer=cast.noa)
        assert (story.desires, [(one.level, one.began, one.stand) for one in story.storeys]) == (1, [(1, 1, 1)])
        assert story.people is None  # four answered: too few to be told of
        inside = browser_of(cast.noa).get(reverse("round", args=[found.key])).content.decode()
        outside = browser_of(cast.daniel).get(reverse("round", args=[found.key])).content.decode()
    assert "A quiet hour every week" in re.sub(r"<[^>]+>", "", inside)
    assert "A quiet hour every week" not in outside
    assert "It is over" in outside


def test_its_days_go_into_a_calendar(cast: Cast) -> None:
    with time_machine.travel(SPRING, tick=False):
        found = planned(cast)
        content = browser_of(cast.noa).get(reverse("round_calendar", args=[found.key])).content.decode()
    assert content.count("BEGIN:VEVENT") == 3
    assert "DTSTART:20260320T090000Z" in content
    assert f"/rounds/{found.key}/" in content.replace("\r\n ", "")


def test_a_letter_comes_once_by_day_to_who_asked_for_it_and_stops_itself(cast: Cast) -> None:
    with time_machine.travel(SPRING, tick=False):
        found = planned(cast)
        ask_for_letter(actor=account_of(cast.ruth), season_round=found, wished=True)
        ask_for_letter(actor=account_of(cast.pavel), season_round=found, wished=True)
        ask_for_letter(actor=account_of(cast.pavel), season_round=found, wished=False)
    sent = []
    for hours in range(48):  # from nine in the morning in London, four at night in New York
        with time_machine.travel(SPRING + 5 * WEEK + timedelta(hours=hours), tick=False):
            keep(timezone.now())
            sent += [(letter.to[0], hours, str(letter.body)) for letter in mail.outbox]
            mail.outbox.clear()
    ((to, hours, body),) = sent
    assert to == "ruth@example.org"
    assert hours == 2  # by then New York has changed its clocks: nine there is two in the afternoon in London
    assert f"/rounds/{found.key}/" in body
    stop = re.search(r"http://localhost:8000(/letters/\S+)", body)
    assert stop
    assert Client().post(stop[1], {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_a_round_can_be_changed_and_ended(cast: Cast) -> None:
    with time_machine.travel(SPRING - WEEK, tick=False):
        found = planned(cast)
        days = {"composes_at": SPRING + WEEK, "closes_at": SPRING + 2 * WEEK}
        change_round(actor=account_of(cast.miriam), season_round=found, title="Easter", opens_at=SPRING, **days)
        summer = planned(cast, SPRING + 9 * WEEK, "Summer")
        end_round(actor=account_of(cast.miriam), season_round=summer)
        assert not SeasonRound.objects.filter(title="Summer").exists()
    with time_machine.travel(SPRING, tick=False):
        keep(timezone.now())
        with pytest.raises(Refused, match="begun already"):
            change_round(
                actor=account_of(cast.miriam), season_round=found, title="Easter", opens_at=SPRING + WEEK / 2, **days
            )
        browser_of(cast.miriam).post(reverse("round_end", args=[found.key]))
    found.refresh_from_db()
    assert (found.title, found.standing) == ("Easter", Standing.CLOSED)


def test_a_steward_sets_the_days_on_the_page_and_mistakes_are_told(cast: Cast) -> None:
    browser = browser_of(cast.miriam)
    with time_machine.travel(SPRING, tick=False):
        days = {"opens_at": "2026-03-21T09:00", "composes_at": "2026-04-21T09:00", "closes_at": "2026-04-01T09:00"}
        wrong = browser.post(reverse("round_plan"), {"title": "Spring", **days})
        assert wrong.status_code == 422
        assert "then it closes" in wrong.content.decode()
        browser.post(reverse("round_plan"), {"title": "Spring", **days, "closes_at": "2026-05-01T09:00"})
    found = SeasonRound.objects.get()
    assert found.composes_at == datetime(2026, 4, 21, 8, tzinfo=UTC)  # nine in London, in summer
    page = browser.get(reverse("rounds")).content.decode()
    assert "Spring" in page
    assert "Plan a round" not in browser_of(cast.noa).get(reverse("rounds")).content.decode()


def test_a_text_belongs_to_the_round_in_which_it_was_begun(cast: Cast) -> None:
    ten = living_ten([cast.noa, cast.pavel])
    before = stands(ten, [wish(cast.pavel, "Bread and salt for all", ten)])
    assert before.season_round is None
    assert not Composition.objects.filter(season_round__isnull=False).exists()
