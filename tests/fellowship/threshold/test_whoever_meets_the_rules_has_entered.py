"""Lea asks to enter. The rules are stated; whoever meets them is a member at once, and nobody judges anybody."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.members.actions import create_invitation, enter, invite_as_member, revoke_invitation
from tenfold.fellowship.members.models import Account, Standing
from tenfold.fellowship.threshold import actions
from tenfold.fellowship.threshold.models import Application, RuleKind
from tenfold.fellowship.threshold.queries.entry import own_states
from tenfold.fellowship.threshold.queries.purpose import current_purpose
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of, code_in_last_letter
from tests.fellowship.threshold.stories import (
    application,
    asks,
    begins,
    browser,
    comes_by,
    member,
    rules,
    still_open,
    tells,
    walks_the_path,
)

PATH, PURPOSE, PROFILE = RuleKind.PATH, RuleKind.PURPOSE, RuleKind.PROFILE
CONVERSATION, INVITATION, WAVE = RuleKind.CONVERSATION, RuleKind.INVITATION, RuleKind.WAVE


def test_a_stranger_walks_from_the_first_page_to_membership(cast: Cast, client: Client) -> None:
    rules(cast, PATH, PURPOSE, PROFILE)
    assert "To become one, of our own will." in client.get(reverse("front")).content.decode()
    assert "Agree to what the fellowship is for." in client.get(reverse("way_in")).content.decode()
    client.post(reverse("account_signup"), {"email": "lea@example.org"})
    client.post(reverse("account_email_verification_sent"), {"code": code_in_last_letter()})
    assert client.post(reverse("enter"), {"name": "Lea"}).url == reverse("threshold")  # type: ignore[attr-defined]
    client.post(reverse("threshold_why"), {"why": "I long for company."})
    for number in range(1, 6):
        client.post(reverse("path_text", args=[number]), {"answer": "A friend."})
    client.post(reverse("purpose_answer"), {"said": "agree", "number": "1"})
    client.post(reverse("threshold_ask"))
    assert "This is in your own hands." in client.get(reverse("threshold")).content.decode()
    assert application(member_account("lea")).entered_at is None
    said = {"name": "Lea", "languages": ["he"], "zone": "Asia/Jerusalem", "hours": "Tue 19:00-21:00"}
    client.post(reverse("profile_edit"), said)
    lea = member(member_account("lea"))
    assert lea.standing == Standing.ENTERED, "the last rule was met, and nobody had to allow anything"
    assert lea.waits_since is not None
    assert client.get(reverse("today")).status_code == 200


def member_account(name: str) -> Account:
    return Account.objects.get(email=f"{name}@example.org")


def test_asking_comes_last_or_first_the_order_is_ones_own(cast: Cast) -> None:
    rules(cast, PATH, PURPOSE, PROFILE)
    lea = asks()
    assert still_open(lea) == [PATH, PURPOSE, PROFILE]
    walks_the_path(lea)
    purpose = current_purpose()
    assert purpose is not None
    actions.agree(actor=lea, purpose=purpose)
    assert member(lea).standing == Standing.APPLYING
    tells(lea)
    assert member(lea).standing == Standing.ENTERED


def test_meeting_every_rule_makes_nobody_a_member_who_did_not_ask(cast: Cast) -> None:
    rules(cast, PROFILE)
    lea = begins()
    tells(lea)
    keep()
    assert member(lea).standing == Standing.APPLYING
    actions.ask(actor=lea)
    assert member(lea).standing == Standing.ENTERED


def test_where_one_comes_in_by_invitation_only_nobody_can_ask(cast: Cast, client: Client) -> None:
    sam = comes_by("Sam2")
    with pytest.raises(PermissionDenied):
        actions.begin(actor=sam, name="Sam")
    assert "Ask to enter" not in client.get(reverse("front")).content.decode()
    assert "One comes in by an invitation" in client.get(reverse("way_in")).content.decode()
    response = client.post(reverse("account_signup"), {"email": "lea@example.org"})
    assert "One comes in by an invitation" in response.content.decode()


def test_a_conversation_is_noted_and_is_no_judgement(cast: Cast) -> None:
    rules(cast, CONVERSATION)
    lea = asks()
    assert still_open(lea) == [CONVERSATION]
    page = browser_of(cast.miriam).get(reverse("application", args=[member(lea).key])).content.decode()
    assert "We have spoken" in page
    actions.mark_spoken(actor=account_of(cast.miriam), application=application(lea))
    assert member(lea).standing == Standing.ENTERED
    assert "It was noted that a steward has spoken with you." in browser(lea).get(reverse("record")).content.decode()


def test_only_a_steward_notes_a_conversation(cast: Cast) -> None:
    rules(cast, CONVERSATION)
    lea = asks()
    for actor in (lea, account_of(cast.noa), account_of(cast.daniel)):
        with pytest.raises(PermissionDenied):
            actions.mark_spoken(actor=actor, application=application(lea))


def test_one_sees_how_many_wait_before_and_for_what(cast: Cast) -> None:
    rules(cast, CONVERSATION, PROFILE)
    for name in ("Omar", "Vera", "Jonas"):
        asks(name)
    tells(member_account("omar"))
    actions.mark_spoken(actor=account_of(cast.miriam), application=application(member_account("vera")))
    lea = asks()
    (conversation,) = [state for state in own_states(application(lea)) if state.kind == CONVERSATION]
    assert conversation.before == 2, "Omar and Jonas; Vera has spoken and waits for herself only"
    page = browser(lea).get(reverse("threshold")).content.decode()
    assert "2 people who asked before you wait for the same." in page
    assert "Omar" not in page


def test_an_application_for_which_nothing_is_asked_enters_at_once(cast: Cast) -> None:
    rules(cast)
    assert member(asks()).standing == Standing.ENTERED


def test_a_rule_that_falls_lets_in_those_who_waited_for_it_alone(cast: Cast) -> None:
    rules(cast, CONVERSATION, PROFILE)
    lea, omar = asks("Lea"), asks("Omar")
    tells(lea)
    rules(cast, PROFILE)
    assert member(lea).standing == Standing.ENTERED
    assert member(omar).standing == Standing.APPLYING
    assert application(lea).welcome_due, "it was not their own act, so a letter tells them"


def test_rules_are_of_the_list_and_set_by_stewards(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        rules(cast, "a good impression")
    with pytest.raises(PermissionDenied):
        actions.set_entry(actor=account_of(cast.noa), asking=True, rules=[], stands_for=[])


def test_a_member_may_invite_where_that_is_a_rule(cast: Cast) -> None:
    rules(cast, INVITATION)
    lea = asks()
    assert still_open(lea) == [INVITATION]
    invitation, _token = invite_as_member(actor=account_of(cast.noa))
    actions.bring_invitation(actor=lea, invitation=invitation)
    assert member(lea).standing == Standing.ENTERED


def test_a_members_link_opens_no_door_by_itself(cast: Cast) -> None:
    rules(cast, INVITATION, CONVERSATION)
    invitation, token = invite_as_member(actor=account_of(cast.noa))
    lea = comes_by()
    with pytest.raises(PermissionDenied):
        actions.come_in(actor=lea, name="Lea", invitation=invitation)
    client = browser(lea)
    client.post(reverse("invited", args=[token]))
    assert client.post(reverse("enter"), {"name": "Lea"}).url == reverse("threshold")  # type: ignore[attr-defined]
    assert still_open(lea) == [CONVERSATION]


def test_a_member_has_a_few_links_open_and_closes_their_own_only(cast: Cast) -> None:
    for _times in range(5):
        invitation, _token = invite_as_member(actor=account_of(cast.noa))
    with pytest.raises(ValidationError, match="Five"):
        invite_as_member(actor=account_of(cast.noa))
    with pytest.raises(PermissionDenied):
        revoke_invitation(actor=account_of(cast.ruth), invitation=invitation)
    revoke_invitation(actor=account_of(cast.noa), invitation=invitation)
    invite_as_member(actor=account_of(cast.noa))


def test_a_stewards_link_stands_for_what_the_rules_say_and_the_rest_remains(cast: Cast) -> None:
    rules(cast, PROFILE, CONVERSATION, WAVE, stands_for=(CONVERSATION, WAVE))
    invitation, token = create_invitation(actor=account_of(cast.miriam))
    lea = comes_by()
    client = browser(lea)
    page = client.get(reverse("invited", args=[token])).content.decode()
    assert "Say which languages you speak" in page
    assert "Have a conversation" not in page
    client.post(reverse("invited", args=[token]))
    client.post(reverse("enter"), {"name": "Lea"})
    actions.ask(actor=lea)
    assert still_open(lea) == [PROFILE]
    assert "Your invitation stands for it." in client.get(reverse("threshold")).content.decode()
    invitation.refresh_from_db()
    assert invitation.uses_left == 0
    revoke_invitation(actor=account_of(cast.miriam), invitation=invitation)
    assert still_open(lea) == [PROFILE, CONVERSATION, WAVE], "a link that was closed stands for nothing any more"


def test_somebody_who_asks_and_gets_a_link_goes_on_with_it(cast: Cast) -> None:
    rules(cast, CONVERSATION, PROFILE, stands_for=(CONVERSATION,))
    lea = asks()
    _invitation, token = create_invitation(actor=account_of(cast.miriam))
    client = browser(lea)
    client.post(reverse("invited", args=[token]))
    assert client.get(reverse("enter")).url == reverse("threshold")  # type: ignore[attr-defined]
    assert still_open(lea) == [PROFILE]


def test_nobody_is_taken_for_a_member_before_they_entered(cast: Cast) -> None:
    rules(cast, CONVERSATION)
    lea = asks(origin="harbour")
    client = browser(lea)
    for name in ("today", "profile", "whole", "members"):
        assert client.get(reverse(name)).url == reverse("enter"), name  # type: ignore[attr-defined]
    with pytest.raises(PermissionDenied):
        enter(actor=lea, name="Lea")
    assert "harbour" not in browser_of(cast.noa).get(reverse("profile_edit")).content.decode()


def test_asking_twice_keeps_ones_place(cast: Cast) -> None:
    rules(cast, CONVERSATION)
    lea = asks()
    first = application(lea).asked_at
    actions.ask(actor=lea)
    assert application(lea).asked_at == first
    assert Entry.objects.filter(verb="threshold.ask").count() == 1
    assert Application.objects.count() == 1
