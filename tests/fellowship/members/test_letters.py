"""Letters with a personal link go out by a steward's word, in the reader's language, and never twice by accident."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.members.actions import send_letter_again, send_letters
from tenfold.fellowship.members.models import Member, MemberLanguage
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of

Committing = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def lea(cast: Cast) -> Member:
    member = Member.objects.create(name="Lea", email="lea@x.org")
    MemberLanguage.objects.create(member=member, code="fr", rank=0)
    MemberLanguage.objects.create(member=member, code="en", rank=1)
    Member.objects.create(name="Without Address")
    return member


def test_importing_or_looking_sends_nothing(cast: Cast, lea: Member) -> None:
    browser = browser_of(cast.miriam)
    assert "1 person with an e-mail address" in browser.get(reverse("invitation_letters")).content.decode()
    assert not mail.outbox


def test_each_gets_one_letter_with_a_link_that_opens(
    cast: Cast, lea: Member, django_capture_on_commit_callbacks: Committing
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        browser_of(cast.miriam).post(reverse("invitation_letters"))
    (letter,) = mail.outbox
    assert letter.to == ["lea@x.org"]
    assert "Morning Star" in letter.subject
    assert "Dear Lea" in str(letter.body)
    link = re.search(r"http://localhost:8000(/invited/\S+)", str(letter.body))
    assert link
    assert "Lea" in Client().get(link[1]).content.decode()


def test_pressing_twice_sends_once(cast: Cast, lea: Member, django_capture_on_commit_callbacks: Committing) -> None:
    for _times in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            browser_of(cast.miriam).post(reverse("invitation_letters"))
    assert len(mail.outbox) == 1


def test_once_more_only_when_it_is_wanted_and_not_within_the_hour(
    cast: Cast, lea: Member, django_capture_on_commit_callbacks: Committing
) -> None:
    actor = account_of(cast.miriam)
    assert send_letters(actor=actor) == 1
    assert send_letter_again(actor=actor, member=lea) == 0
    Member.objects.filter(pk=lea.pk).update(letter_at=timezone.now() - timedelta(hours=2))
    assert send_letter_again(actor=actor, member=lea) == 1


@pytest.mark.parametrize(
    ("codes", "expected"), [(["en"], "en"), (["fr", "ru"], "ru"), (["fr"], "he"), (["he", "en"], "he")]
)
def test_a_letter_is_written_in_a_language_that_the_person_speaks(
    cast: Cast, codes: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import translation

    from tenfold.fellowship.members.actions import letters
    from tenfold.fellowship.members.models import Fellowship

    Fellowship.objects.update(language="he")
    member = Member.objects.create(name="Lea", email="lea@x.org")
    MemberLanguage.objects.bulk_create(
        MemberLanguage(member=member, code=code, rank=at) for at, code in enumerate(codes)
    )
    monkeypatch.setattr(letters, "render_to_string", lambda *a: translation.get_language())
    assert letters.letter(member, "token").body == expected


def test_a_letter_that_the_server_refuses_counts_as_not_sent(
    cast: Cast, lea: Member, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Committing
) -> None:
    def refuse(message: EmailMessage) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailMessage, "send", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_letters(actor=account_of(cast.miriam)) == 1
    lea.refresh_from_db()
    assert lea.letter_at is None
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True):
        assert send_letters(actor=account_of(cast.miriam)) == 1
    assert len(mail.outbox) == 1
