"""Whoever was invited personally enters as ever; where the rules say so, they are asked to agree to the purpose."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.keeping import keep
from tenfold.fellowship.members.actions import create_invitation, leave
from tenfold.fellowship.members.models import Account, Member, MemberLanguage, Standing
from tenfold.fellowship.threshold import actions
from tenfold.fellowship.threshold.models import Application, PurposeAnswer, RuleKind
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of, code_in_last_letter
from tests.fellowship.threshold.stories import application, asks, browser, comes_by, rules, tells


def imported(name: str = "Lea Stern") -> Member:
    found = Member.objects.create(name=name, email="lea@example.org", external_id="17", origin="harbour")
    MemberLanguage.objects.create(member=found, code="fr", rank=0)
    return found


def personal(cast: Cast, person: Member) -> str:
    _invitation, token = create_invitation(actor=account_of(cast.miriam), member=person)
    return token


def test_an_invited_person_is_asked_to_agree_where_the_rules_say_so(cast: Cast) -> None:
    rules(cast, RuleKind.PURPOSE, RuleKind.CONVERSATION, asking=False, stands_for=(RuleKind.CONVERSATION,))
    token = personal(cast, imported())
    lea = comes_by()
    client = browser(lea)
    client.post(reverse("invited", args=[token]))
    page = client.get(reverse("enter")).content.decode()
    assert "To become one, of our own will." in page
    assert 'name="agreed"' in page
    response = client.post(reverse("enter"), {"name": "Lea"})
    assert response.status_code == 422
    assert "Take your time to read it." in response.content.decode()
    assert client.post(reverse("enter"), {"name": "Lea", "agreed": "on"}).status_code == 302
    entered = Member.objects.get(account=lea)
    assert (entered.standing, entered.origin) == (Standing.ENTERED, "harbour")
    assert PurposeAnswer.objects.get(member=entered).agreed


def test_where_an_invitation_stands_for_all_nothing_more_is_asked(cast: Cast) -> None:
    rules(cast, *RuleKind.values)
    _invitation, token = create_invitation(actor=account_of(cast.miriam))
    lea = comes_by()
    client = browser(lea)
    client.post(reverse("invited", args=[token]))
    assert 'name="agreed"' not in client.get(reverse("enter")).content.decode()
    client.post(reverse("enter"), {"name": "Lea"})
    assert Member.objects.get(account=lea).standing == Standing.ENTERED


def test_who_asked_and_then_gets_a_personal_link_is_one_person_and_keeps_their_words(cast: Cast) -> None:
    rules(cast, RuleKind.CONVERSATION)
    lea = asks()
    tells(lea, gift="music")
    actions.say_why(actor=lea, why="To belong.")
    person = imported()
    client = browser(lea)
    client.post(reverse("invited", args=[personal(cast, person)]))
    client.post(reverse("enter"), {"name": "Lea"})
    person.refresh_from_db()
    assert (person.account, person.standing, person.gift) == (lea, Standing.ENTERED, "music")
    assert person.external_id == "17"
    assert Member.objects.filter(account=lea).count() == 1
    assert application(lea).why == "To belong."
    assert application(lea).entered_at is not None
    assert "You asked to enter." in client.get(reverse("record")).content.decode()


def test_the_way_back_stays_open_whatever_the_rules_are(cast: Cast) -> None:
    rules(cast, *RuleKind.values, stands_for=())
    leave(actor=account_of(cast.noa))
    browser_of(cast.noa).post(reverse("enter"), {"name": "Noa"})
    cast.noa.refresh_from_db()
    assert cast.noa.standing == Standing.ENTERED


def test_a_role_comes_with_its_link_whatever_the_rules_are(cast: Cast) -> None:
    rules(cast, *RuleKind.values, stands_for=())
    invitation, _token = create_invitation(actor=account_of(cast.miriam), role="teacher")
    lea = comes_by()
    with pytest.raises(ValidationError):
        actions.come_in(actor=lea, name="Lea", invitation=invitation)
    entered = actions.come_in(actor=lea, name="Lea", invitation=invitation, agreed=True)
    assert entered.roles.get().role == "teacher"


def test_an_address_that_is_known_and_one_that_is_not_look_the_same_at_the_open_door(cast: Cast) -> None:
    rules(cast, RuleKind.PROFILE)
    EmailAddress.objects.create(user=cast.sam, email="sam@example.org", verified=True, primary=True)
    answers = []
    for email in ("sam@example.org", "stranger@example.org"):
        response = Client().post(reverse("account_signup"), {"email": email}, follow=True)
        page = response.content.decode().replace(email, "")
        answers.append((response.redirect_chain, len(page.split())))
    assert answers[0] == answers[1]


def test_an_address_that_nobody_confirms_is_forgotten_after_two_days_and_nobody_else_is(cast: Cast) -> None:
    rules(cast, RuleKind.PROFILE)
    lea = Client()
    lea.post(reverse("account_signup"), {"email": "lea@example.org"})
    lea.post(reverse("account_email_verification_sent"), {"code": code_in_last_letter()})
    Client().post(reverse("account_signup"), {"email": "bot@example.org"})
    before = set(Account.objects.values_list("email", flat=True))
    keep(timezone.now() + timedelta(days=1))
    assert set(Account.objects.values_list("email", flat=True)) == before
    keep(timezone.now() + timedelta(days=3))
    assert before - set(Account.objects.values_list("email", flat=True)) == {"bot@example.org"}


def test_nobody_floods_a_mailbox_or_the_house_through_the_open_door(cast: Cast) -> None:
    rules(cast, RuleKind.PROFILE)
    for _times in range(8):
        Client().post(reverse("account_signup"), {"email": "victim@example.org"})
    assert len([letter for letter in mail.outbox if letter.to == ["victim@example.org"]]) <= 6
    statuses = [
        Client().post(reverse("account_signup"), {"email": f"bot{at}@example.org"}).status_code for at in range(20)
    ]
    assert statuses[-1] == 429
    assert Account.objects.filter(email__startswith="bot").count() < 20
    assert not Application.objects.exists()
