"""A steward in the browser: start, watch, judge, move, publish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.circles.actions.runs import report_progress, take_up_run
from tenfold.fellowship.circles.forms import FormationForm
from tenfold.fellowship.circles.models import Formation, Placement, Unplaced
from tenfold.fellowship.circles.queries.proposals import CIRCLES_PER_PAGE, SILENT_AFTER
from tenfold.fellowship.circles.views import live
from tenfold.fellowship.members.models import Fellowship, Member
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd, proposal_for, ten_of

Browser = Callable[[Member], Client]
ANSWERS = {
    "who": "without",
    "keep": "on",
    "size_min": 3,
    "size_target": 4,
    "size_max": 5,
    "minutes": 60,
    "difference": "2",
    "civil": "1",
    "length": "0",
    "unmet": "0.5",
    "seed": 7,
}


def test_a_steward_starts_a_formation_and_sees_its_proposal(
    cast: Cast, browser_of: Browser, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    crowd(16)
    browser = browser_of(cast.miriam)
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(reverse("formation_new"), ANSWERS)

    formation = Formation.objects.get()
    assert answer.url == reverse("formation", args=[formation.pk])  # type: ignore[attr-defined]
    assert formation.options["weights"]["difference"] == 2.0
    page = browser.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "Publish the proposal" in page
    assert "Person01" in page


def test_answers_that_make_no_sense_are_told_beside_the_form(cast: Cast, browser_of: Browser) -> None:
    answer = browser_of(cast.miriam).post(reverse("formation_new"), ANSWERS | {"size_min": 9})

    assert answer.status_code == 422
    assert "The sizes do not fit" in answer.content.decode()
    assert not Formation.objects.exists()


def test_the_form_offers_what_the_fellowship_has_agreed_on(cast: Cast) -> None:
    form = FormationForm(fellowship=Fellowship(minutes=75, size_min=7, size_target=8, size_max=9))

    assert [form.fields[name].initial for name in ("minutes", "size_min", "size_target", "size_max")] == [75, 7, 8, 9]


def test_a_silent_run_is_shown_as_stopped_with_a_way_on(cast: Cast, browser_of: Browser) -> None:
    formation = proposal_for([], standing=Formation.Standing.RUNNING)
    Formation.objects.update(updated_at=timezone.now() - SILENT_AFTER - timedelta(seconds=1))
    browser = browser_of(cast.miriam)

    assert "its worker has stopped" in browser.get(reverse("formation", args=[formation.pk])).content.decode()
    browser.post(reverse("formation_again", args=[formation.pk]))

    assert Formation.objects.order_by("pk").values_list("standing", flat=True)[0] == Formation.Standing.FAILED
    assert Formation.objects.count() == 2


def test_a_large_proposal_comes_page_by_page_in_few_queries(
    cast: Cast, browser_of: Browser, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    people = crowd(CIRCLES_PER_PAGE * 2 + 4)
    formation = proposal_for(people[:2])
    for first in range(2, len(people), 2):
        ten_of(people[first : first + 2], formation=formation)
    browser = browser_of(cast.miriam)
    address = reverse("formation", args=[formation.pk])
    browser.get(address)

    with django_assert_max_num_queries(25):
        page = browser.get(address).content.decode()

    assert people[0].name in page
    assert people[-1].name not in page
    assert people[-1].name in browser.get(address, {"page": 2}).content.decode()


def test_a_move_is_first_shown_then_done(cast: Cast, browser_of: Browser) -> None:
    people = crowd(6)
    formation = proposal_for(people[:3])
    second = ten_of(people[3:], formation=formation)
    browser = browser_of(cast.miriam)
    address = reverse("formation_move", args=[formation.pk, people[0].key])

    page = browser.get(address, {"circle": second.number}).content.decode()
    assert "A ten would be smaller or larger than it should be." in page
    assert "Move anyway" in page
    assert not Placement.objects.filter(member=people[0], circle=second).exists()

    browser.post(address, {"circle": second.number})
    assert not Placement.objects.filter(member=people[0], circle=second).exists()

    browser.post(address, {"circle": second.number, "anyway": "1"})
    assert Placement.objects.filter(member=people[0], circle=second, moved_by_hand=True).exists()


def test_those_without_a_seat_are_listed_with_reasons_and_remedies(cast: Cast, browser_of: Browser) -> None:
    formation = proposal_for([cast.noa])
    Unplaced.objects.create(
        formation=formation,
        member=cast.pavel,
        reason=6,
        remedies=[{"kind": "hour", "value": 72}, {"kind": "more_people", "value": 3}, {"kind": "apart_from_wish"}],
    )

    page = browser_of(cast.miriam).get(reverse("formation_unplaced", args=[formation.pk])).content.decode()

    assert "Pavel" in page
    assert "One more free hour" in page
    assert "3 more people" in page


async def events_of(response: object) -> list[str]:
    return [part.decode() async for part in response]  # type: ignore[attr-defined]


def test_the_stream_tells_each_change_and_ends(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    formation = proposal_for([], standing=Formation.Standing.QUEUED)
    take_up_run(formation.pk)
    report_progress(formation.pk, 0.4, "improve")
    formation.refresh_from_db()
    looks = iter([formation, formation, Formation(pk=formation.pk, standing=Formation.Standing.PROPOSED)])

    class Rows:
        async def aget(self, pk: int) -> Formation:
            return next(looks)

    async def at_once(_seconds: float) -> None:
        return None

    monkeypatch.setattr(live.Formation, "objects", Rows())
    monkeypatch.setattr(live.asyncio, "sleep", at_once)

    async def read() -> list[str]:
        return [part async for part in live._events(formation, "en")]

    told = async_to_sync(read)()

    assert [part.startswith("event: done") for part in told] == [False, False, True]
    assert "Letting people change places" in told[0]
    assert 'value="40"' in told[0]
    assert "See the proposal" in told[1]


def test_only_stewards_hear_the_stream(cast: Cast, browser_of: Browser) -> None:
    formation = proposal_for([cast.noa])
    address = reverse("formation_live", args=[formation.pk])

    assert Client().get(address).status_code == 401
    assert browser_of(cast.noa).get(address).status_code == 403
    told = async_to_sync(events_of)(browser_of(cast.miriam).get(address))

    assert "See the proposal" in told[0]
    assert told[-1].startswith("event: done")
