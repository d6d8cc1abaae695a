"""Promise 10. One letter at most, by day, stopped from itself; nothing is repeated; silence is held against nobody."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import tenfold
from tenfold.fellowship.circles.actions import accept_placement, pause_seat, publish_formation, rather_wait
from tenfold.fellowship.circles.models import Placement, Seat
from tenfold.fellowship.circles.queries.proposals import to_be_seated
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.members.models import Fellowship
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of, proposal_for

AHEAD = {"noa@example.org": 2, "ruth@example.org": -5}
"""The clocks of the two who are asked; others may be asked by the fellowship itself meanwhile."""
NIGHT = datetime(2026, 3, 3, 2, tzinfo=UTC)
PRESSING = re.compile(
    r"\b(hurry|last chance|only today|don.t miss|do not miss|remind|expires?|urgent|act now|deadline)",
    re.IGNORECASE,
)


def test_one_letter_by_day_and_none_ever_again(cast: Cast) -> None:
    with time_machine.travel(NIGHT, tick=False) as clock:
        formation = proposal_for([cast.noa, cast.ruth])  # two at night in London, four in Jerusalem, nine in New York
        publish_formation(actor=cast.miriam.account, formation=formation)
        sent: list[tuple[str, datetime]] = []
        for hours in [1] * 16 + [12] * 20:  # a day and more hour by hour, then until the proposal is nearly over
            keep(timezone.now())
            sent += [(letter.to[0], timezone.now()) for letter in mail.outbox if letter.to[0] in AHEAD]
            mail.outbox.clear()
            clock.shift(timedelta(hours=hours))

    assert sorted(address for address, _at in sent) == ["noa@example.org", "ruth@example.org"]
    there = {address: (at + timedelta(hours=AHEAD[address])).hour for address, at in sent}
    assert all(7 <= hour < 21 for hour in there.values()), there


def test_the_letter_itself_stops_all_further_ones(cast: Cast) -> None:
    with time_machine.travel(NIGHT + timedelta(hours=8), tick=False):
        publish_formation(actor=cast.miriam.account, formation=proposal_for([cast.noa]))
        keep(timezone.now())
        (letter,) = mail.outbox
        stop = re.search(r"http://localhost:8000(/letters/\S+)", str(letter.body))
        assert stop
        anybody = Client()
        assert anybody.get(stop[1]).status_code == 200  # a mail program that opens every link changes nothing
        anybody.post(stop[1], {"List-Unsubscribe": "One-Click"})

        Placement.objects.all().delete()
        publish_formation(actor=cast.miriam.account, formation=proposal_for([cast.noa]))
        keep(timezone.now())

    assert len(mail.outbox) == 1


def test_silence_lapses_without_an_answer_and_the_place_in_the_line_is_kept(cast: Cast) -> None:
    since = cast.noa.waits_since
    publish_formation(actor=cast.miriam.account, formation=proposal_for([cast.noa, cast.pavel]))

    keep(timezone.now() + timedelta(days=Fellowship.objects.get().answer_days + 1))

    placement = Placement.objects.get(member=cast.noa)
    cast.noa.refresh_from_db()
    assert (placement.standing, placement.answer) == (Placement.Standing.LAPSED, "")
    assert cast.noa.waits_since == since
    assert cast.noa in to_be_seated("without")
    assert not Seat.objects.exists()


def test_who_pauses_keeps_the_seat_and_who_waits_keeps_the_place(cast: Cast) -> None:
    ten = offered([cast.noa, cast.ruth])
    seat = accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    assert seat is not None
    pause_seat(actor=cast.noa.account, seat=seat, until=timezone.now().date() + timedelta(days=300))
    since = cast.ruth.waits_since
    rather_wait(actor=cast.ruth.account, placement=placement_of(cast.ruth, ten))

    seat.refresh_from_db()
    cast.ruth.refresh_from_db()
    assert seat.left_at is None
    assert cast.ruth.waits_since == since


@pytest.mark.parametrize("suffix", ["html", "txt"])
def test_no_page_and_no_letter_presses(suffix: str) -> None:
    found = {
        path.name: hit[0]
        for path in Path(tenfold.__file__).parent.glob(f"fellowship/circles/templates/**/*.{suffix}")
        if (hit := PRESSING.search(path.read_text()))
    }

    assert found == {}


def test_every_answer_is_one_click_and_looks_alike(cast: Cast) -> None:
    ten = offered([cast.noa, cast.pavel])
    browser = Client()
    browser.force_login(cast.noa.account)

    page = browser.get(reverse("placement", args=[placement_of(cast.noa, ten).pk])).content.decode()

    buttons = re.findall(r'<button class="([^"]+)"[^>]* name="answer" value="(\w+)"', page)
    assert [answer for _looks, answer in buttons] == ["accept", "another", "wait"]
    assert len({looks for looks, _answer in buttons}) == 1
