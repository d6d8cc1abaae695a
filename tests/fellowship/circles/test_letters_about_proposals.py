"""One letter for each person and proposal: in their language, by day, with the reasons, and with the way to stop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import resolve, reverse

from tenfold.fellowship.circles.actions import ask_for_another, choose_letters, publish_formation
from tenfold.fellowship.circles.letters.owing import by_day
from tenfold.fellowship.circles.letters.sending import CLAIM_ENDS, MOST_TRIES, send_due
from tenfold.fellowship.circles.letters.stopping import member_by_token, stop_token
from tenfold.fellowship.circles.models import Letter, LetterChoice, Placement
from tenfold.fellowship.members.export import everything_about
from tenfold.fellowship.members.models import Member, MemberLanguage, Standing
from tests.cast import Cast
from tests.fellowship.circles.stories import proposal_for

Browser = Callable[[Member], Client]
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def owed(cast: Cast) -> Letter:
    """A letter to Ruth, who reads English, due at noon."""
    publish_formation(actor=cast.miriam.account, formation=proposal_for([cast.ruth, cast.pavel]))
    Letter.objects.exclude(member=cast.ruth).delete()
    Letter.objects.update(due_at=NOON)
    return Letter.objects.get()


def test_the_letter_says_what_when_why_and_how_to_answer(owed: Letter, mailoutbox: list[EmailMessage]) -> None:
    assert send_due(NOON) == 1

    (letter,) = mailoutbox
    body = str(letter.body)
    assert letter.to == ["ruth@example.org"]
    assert letter.subject == "A seat for you in Morning Star"
    assert "Everyone in this circle speaks English." in body
    assert "15:00–16:00" in body  # Mondays at eight in London, for Ruth in New York
    assert "you stay in the line" in body
    assert reverse("placement", args=[Placement.objects.get(member=owed.member).pk]) in body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stopping = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert member_by_token(resolve(urlsplit(stopping).path).kwargs["token"]) == owed.member


def test_it_comes_in_the_first_of_their_languages_that_the_site_speaks(
    owed: Letter, mailoutbox: list[EmailMessage]
) -> None:
    MemberLanguage.objects.filter(member=owed.member).update(rank=1)
    MemberLanguage.objects.create(member=owed.member, code="he", rank=0)

    send_due(NOON)

    assert "ניו יורק" in str(mailoutbox[0].body)  # New York


def test_the_invited_get_no_letter_and_who_does_not_wish_it_neither(cast: Cast) -> None:
    Member.objects.filter(pk=cast.ruth.pk).update(standing=Standing.INVITED, waits_since=None)
    choose_letters(actor=cast.noa.account, proposals=False)

    publish_formation(actor=cast.miriam.account, formation=proposal_for([cast.ruth, cast.noa, cast.pavel]))

    assert [letter.member for letter in Letter.objects.all()] == [cast.pavel]


@pytest.mark.parametrize(
    ("hour", "zone", "wait"),
    [
        (12, "UTC", 0),
        (6, "UTC", 1),
        (21, "UTC", 10),
        (23, "UTC", 8),
        (6, "Asia/Jerusalem", 0),
        (3, "America/New_York", 9),
    ],
)
def test_a_letter_waits_for_the_morning_of_its_reader(hour: int, zone: str, wait: int) -> None:
    moment = datetime(2026, 1, 13, hour, tzinfo=UTC)

    assert by_day(moment, zone) == moment + timedelta(hours=wait)


def test_who_answered_before_the_letter_went_out_gets_none(owed: Letter, mailoutbox: list[EmailMessage]) -> None:
    assert owed.member.account is not None
    ask_for_another(actor=owed.member.account, placement=Placement.objects.get(member=owed.member))

    send_due(NOON)

    owed.refresh_from_db()
    assert not mailoutbox
    assert owed.due_at is None


def test_a_mail_server_that_refuses_is_asked_again_later_and_not_for_ever(
    owed: Letter, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_letter: EmailMessage, **_more: Any) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailMessage, "send", refuse)
    now, rounds = NOON, 0
    while rounds < 1000 and Letter.objects.filter(due_at__isnull=False).exists():
        send_due(now)
        now += timedelta(hours=1)
        rounds += 1

    owed.refresh_from_db()
    assert (owed.tries, owed.sent_at, owed.due_at) == (MOST_TRIES, None, None)
    assert rounds > 24


def test_a_claim_whose_worker_died_ends_and_the_letter_keeps_its_id(
    owed: Letter, mailoutbox: list[EmailMessage]
) -> None:
    Letter.objects.update(claimed_at=NOON, tries=1)
    assert send_due(NOON + timedelta(minutes=1)) == 0
    assert send_due(NOON + CLAIM_ENDS) == 1

    Letter.objects.update(sent_at=None, claimed_at=None)
    send_due(NOON + CLAIM_ENDS)

    first, second = (letter.extra_headers["Message-ID"] for letter in mailoutbox)
    assert first == second


def test_letters_are_chosen_on_a_page_of_ones_own_and_by_program(cast: Cast, browser_of: Browser) -> None:
    browser = browser_of(cast.noa)
    assert "Send me no such letters" in browser.get(reverse("letters")).content.decode()

    browser.post(reverse("letters"), {"proposals": "no"})
    assert browser.get("/api/me/letters").json() == {"proposals": False}
    browser.put("/api/me/letters", {"proposals": True}, content_type="application/json")

    assert LetterChoice.objects.get().proposals is True


def test_an_invented_link_stops_nothing(cast: Cast) -> None:
    token = stop_token(cast.noa)

    assert Client().get(reverse("letters_stop", args=["x" + token])).status_code == 404
    assert Client().post(reverse("letters_stop", args=[token])).status_code == 200
    assert LetterChoice.objects.get().member == cast.noa


def test_what_was_sent_stands_in_ones_own_data(owed: Letter) -> None:
    send_due(NOON)

    rows = everything_about(owed.member)["letters"]
    assert [row.get("sent_at", row.get("yes")) for row in rows] == [True, NOON]
