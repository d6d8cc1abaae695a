"""Whoever asks and the stewards can talk. Letters come to those who wished them, by day, and can be stopped."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.urls import reverse

from tenfold.fellowship.keeping import keep
from tenfold.fellowship.members.models import Account, Standing
from tenfold.fellowship.threshold import actions
from tenfold.fellowship.threshold.models import Letters, Message, RuleKind
from tenfold.fellowship.threshold.queries.applications import Narrow, access_application, applications
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.threshold.stories import application, asks, begins, browser, member, rules, tells

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
"""Two in the afternoon in Jerusalem, where Lea lives."""


@pytest.fixture
def lea(cast: Cast) -> Account:
    """Lea lives in Jerusalem and has asked to enter."""
    rules(cast, RuleKind.CONVERSATION)
    account = asks("Lea")
    tells(account)
    return account


def test_both_sides_read_what_was_said_and_who_said_it(cast: Cast, lea: Account) -> None:
    browser(lea).post(reverse("threshold_say"), {"text": "May I come late?"})
    key = member(lea).key
    browser_of(cast.miriam).post(reverse("application", args=[key]), {"text": "Of course."})
    assert "Of course." in browser(lea).get(reverse("threshold")).content.decode()
    assert "<bdi>Miriam</bdi>, steward" in browser(lea).get(reverse("threshold")).content.decode()
    assert "May I come late?" in browser_of(cast.miriam).get(reverse("application", args=[key])).content.decode()


def test_nobody_else_reads_or_writes(cast: Cast, lea: Account) -> None:
    actions.say(actor=lea, application=application(lea), text="Between us.")
    for actor in (account_of(cast.noa), account_of(cast.daniel), begins("Omar")):
        with pytest.raises(PermissionDenied):
            actions.say(actor=actor, application=application(lea), text="Me too")
        with pytest.raises(PermissionDenied):
            access_application(viewer=actor, key=member(lea).key)


def test_what_is_written_before_asking_is_read_only_afterwards(cast: Cast) -> None:
    rules(cast, RuleKind.CONVERSATION)
    vera = begins("Vera")
    actions.say(actor=vera, application=application(vera), text="Still thinking.")
    with pytest.raises(Http404):
        access_application(viewer=account_of(cast.miriam), key=member(vera).key)
    with pytest.raises(PermissionDenied):
        actions.say(actor=account_of(cast.miriam), application=application(vera), text="Hello")


def test_stewards_find_those_who_wrote_last(cast: Cast, lea: Account) -> None:
    asks("Omar")
    actions.say(actor=lea, application=application(lea), text="Hello")
    wrote = applications(viewer=account_of(cast.miriam), narrow=Narrow.ANSWER)
    assert [one.member.name for one in wrote] == ["Lea"]
    assert "has written last" in browser_of(cast.miriam).get(reverse("desk")).content.decode()
    actions.say(actor=account_of(cast.miriam), application=application(lea), text="Hello, Lea")
    assert not applications(viewer=account_of(cast.miriam), narrow=Narrow.ANSWER).exists()


def test_the_list_takes_the_same_number_of_statements_for_one_and_for_twenty(
    cast: Cast, lea: Account, django_assert_max_num_queries
) -> None:
    for at in range(20):
        asks(f"Guest{at}")
    steward = browser_of(cast.miriam)
    with django_assert_max_num_queries(30):
        assert "Guest19" in steward.get(reverse("applications")).content.decode()


@pytest.mark.parametrize("text", ["", "   ", "a" * 4001])
def test_an_empty_or_endless_message_is_not_sent(lea: Account, text: str) -> None:
    with pytest.raises(ValidationError):
        actions.say(actor=lea, application=application(lea), text=text)
    assert browser(lea).post(reverse("threshold_say"), {"text": text}).status_code == 422


def test_nobody_floods_the_conversation(lea: Account) -> None:
    for at in range(40):
        actions.say(actor=lea, application=application(lea), text=f"{at}")
    with pytest.raises(ValidationError, match="tomorrow"):
        actions.say(actor=lea, application=application(lea), text="and one more")


def say_and_wait(cast: Cast, lea: Account, *, at: datetime = NOON) -> None:
    """Miriam writes twice; a quarter of an hour later the keepers come by."""
    with time_machine.travel(at, tick=False):
        for text in ("Good day.", "When would you like to speak?"):
            actions.say(actor=account_of(cast.miriam), application=application(lea), text=text)
    keep(at + timedelta(minutes=15))


def wish(account: Account, *, at: datetime = NOON) -> None:
    with time_machine.travel(at - timedelta(hours=1), tick=False):
        actions.wish_letters(actor=account, wished=True)


def test_without_a_wish_there_is_no_letter(cast: Cast, lea: Account) -> None:
    say_and_wait(cast, lea)
    assert mail.outbox == []


def test_several_messages_are_one_letter_in_the_persons_language_and_it_is_not_repeated(
    cast: Cast, lea: Account
) -> None:
    wish(lea)
    say_and_wait(cast, lea)
    (letter,) = mail.outbox
    assert letter.to == ["lea@example.org"]
    assert "Good day." not in letter.body, "what was said is read on the page, behind the door"
    assert reverse("threshold") in letter.body
    keep(NOON + timedelta(hours=2))
    assert len(mail.outbox) == 1


def test_what_was_read_on_the_page_is_told_by_no_letter(cast: Cast, lea: Account) -> None:
    wish(lea)
    with time_machine.travel(NOON, tick=False):
        actions.say(actor=account_of(cast.miriam), application=application(lea), text="Good day.")
    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        actions.look(actor=lea, application=application(lea))
    keep(NOON + timedelta(minutes=15))
    assert mail.outbox == []


def test_at_night_no_letter_comes_and_in_the_morning_it_does(cast: Cast, lea: Account) -> None:
    night = datetime(2026, 3, 4, 23, 0, tzinfo=UTC)  # one o'clock at night where Lea lives
    wish(lea, at=night)
    say_and_wait(cast, lea, at=night)
    assert mail.outbox == []
    keep(night + timedelta(hours=8, minutes=30))
    assert len(mail.outbox) == 1


def test_letters_are_stopped_from_the_letter_itself_without_signing_in(cast: Cast, lea: Account) -> None:
    wish(lea)
    say_and_wait(cast, lea)
    (letter,) = mail.outbox
    found = re.search(r"/threshold/letters/\S+", str(letter.body))
    assert found
    assert found[0] in letter.extra_headers["List-Unsubscribe"]
    strict = Client(enforce_csrf_checks=True)
    assert "Stop them" in strict.get(found[0]).content.decode()
    assert Letters.objects.exists(), "a mere look stops nothing, as mail programs look at every link"
    assert strict.post(found[0]).status_code == 200
    assert not Letters.objects.exists()


def test_a_steward_who_wishes_it_is_told_too_and_others_are_not(cast: Cast, lea: Account) -> None:
    wish(account_of(cast.miriam))
    with pytest.raises(PermissionDenied):
        actions.wish_letters(actor=account_of(cast.noa), wished=True)
    with time_machine.travel(NOON, tick=False):
        actions.say(actor=lea, application=application(lea), text="Hello")
    keep(NOON + timedelta(minutes=15))
    assert [letter.to for letter in mail.outbox] == [["miriam@example.org"]]


def test_whoever_enters_by_somebody_elses_act_is_told_once(cast: Cast, lea: Account) -> None:
    actions.mark_spoken(actor=account_of(cast.miriam), application=application(lea))
    assert member(lea).standing == Standing.ENTERED
    keep(NOON)
    keep(NOON + timedelta(hours=1))
    assert [letter.to for letter in mail.outbox] == [["lea@example.org"]]
    assert reverse("today") in mail.outbox[0].body


def test_whoever_enters_by_their_own_act_reads_it_on_the_page(cast: Cast) -> None:
    rules(cast)
    asks("Vera")
    keep(NOON)
    assert mail.outbox == []


def test_withdrawing_ends_the_letters(cast: Cast, lea: Account) -> None:
    wish(lea)
    actions.withdraw(actor=lea, erase=False)
    assert not Letters.objects.exists()
    assert not Message.objects.exists()
