"""Hiding by a written rule, in the open and reversibly; crowds of new accounts; a fellowship without them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.audit.queries import entries_concerning
from tenfold.fellowship.desires.actions import (
    hide_desire,
    look_at_crowd,
    respond,
    show_desire,
    write_desire_rules,
)
from tenfold.fellowship.desires.crowds import keep_watch
from tenfold.fellowship.desires.models import Crowd, Desire, Figure, Response
from tenfold.fellowship.desires.rules_text import rules_in
from tenfold.fellowship.members.actions import erase
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.desires.stories import answers, crowd, many_answers, reckon, wish
from tests.fellowship.members.door import account_of, browser_of


def hidden(cast: Cast) -> Desire:
    desire = wish(cast.noa, "Buy my records")
    hide_desire(actor=account_of(cast.miriam), desire=desire, rule="advert", reason="It sells records.")
    desire.refresh_from_db()
    return desire


def test_the_author_reads_rule_and_reason_and_everybody_reads_them_without_a_name(cast: Cast) -> None:
    desire = hidden(cast)
    page = browser_of(cast.noa).get(reverse("desire", args=[desire.key])).content.decode()
    assert "It sells records." in page
    assert "desires.hide" in set(entries_concerning(cast.noa).values_list("verb", flat=True))
    log = browser_of(cast.ruth).get(reverse("desire_log")).content.decode()
    assert "It sells records." in log
    assert "Buy my records" not in log
    assert "Noa" not in log
    assert browser_of(cast.ruth).get(reverse("desire", args=[desire.key])).status_code == 404
    with pytest.raises(Refused):
        respond(actor=account_of(cast.ruth), desire=desire, value=1)


def test_what_was_hidden_can_be_shown_again_with_a_reason(cast: Cast) -> None:
    desire = hidden(cast)
    with pytest.raises(ValidationError):
        show_desire(actor=account_of(cast.miriam), desire=desire, reason=" ")
    show_desire(actor=account_of(cast.miriam), desire=desire, reason="It was a joke.")
    page = browser_of(cast.ruth).get(reverse("desire", args=[desire.key]))
    assert page.status_code == 200
    assert "It was a joke." in browser_of(cast.ruth).get(reverse("desire_log")).content.decode()
    with pytest.raises(Refused):
        show_desire(actor=account_of(cast.miriam), desire=desire, reason="Once more")


def test_only_those_who_keep_the_rules_hide_and_never_without_a_reason_or_their_own(cast: Cast) -> None:
    desire = wish(cast.noa, "Songs")
    with pytest.raises(PermissionDenied):
        hide_desire(actor=account_of(cast.daniel), desire=desire, rule="advert", reason="No")
    for rule, reason in (("unpopular", "No"), ("advert", "")):
        with pytest.raises(ValidationError):
            hide_desire(actor=account_of(cast.miriam), desire=desire, rule=rule, reason=reason)
    own = wish(cast.miriam, "Peace")
    with pytest.raises(Refused, match="your own"):
        hide_desire(actor=account_of(cast.miriam), desire=own, rule="advert", reason="No")


def test_the_rules_come_in_three_languages_and_stewards_write_their_own(cast: Cast) -> None:
    assert {rules_in(code).language for code in ("en", "he", "ru")} == {"en", "he", "ru"}
    write_desire_rules(actor=account_of(cast.miriam), language="he", text="היו טובים")
    assert rules_in("he").text == "היו טובים"
    with pytest.raises(PermissionDenied):
        write_desire_rules(actor=account_of(cast.noa), language="he", text="אחרת")


def newcomers(count: int) -> list[Member]:
    """People who have just entered, in a fellowship of people who have been here for a year."""
    Member.objects.update(entered_at=timezone.now() - timedelta(days=365))
    return crowd(count)


def an_old_fellowship(count: int) -> list[Member]:
    people = [
        Member(name=f"Elder{number}", standing="entered", entered_at=timezone.now() - timedelta(days=400))
        for number in range(count)
    ]
    return Member.objects.bulk_create(people)


def test_many_new_accounts_that_answer_alike_at_once_are_noticed_in_numbers(cast: Cast) -> None:
    an_old_fellowship(100)
    desire, other = wish(cast.noa, "Songs"), wish(cast.noa, "Peace")
    people = newcomers(12)
    answers(desire, people)
    answers(other, people[:3])
    keep_watch(timezone.now())
    keep_watch(timezone.now())
    (found,) = Crowd.objects.all()
    assert (found.desire, found.accounts, found.value) == (desire, 12, 1)
    page = browser_of(cast.miriam).get(reverse("desire_keeping")).content.decode()
    assert "12 new accounts" in page
    assert not any(person.name in page for person in people)


def test_when_a_crowd_came_is_told_by_the_stewards_clock(cast: Cast) -> None:
    Member.objects.filter(pk=cast.miriam.pk).update(zone="Asia/Tokyo")
    noon = datetime(2026, 11, 5, 12, tzinfo=UTC)
    Crowd.objects.create(
        desire=wish(cast.noa, "Songs"), value=1, since=noon, until=noon + timedelta(hours=1), accounts=9, usual=0.1
    )
    page = browser_of(cast.miriam).get(reverse("desire_keeping")).content.decode()
    assert "between 5 Nov 2026, 21:00 and 22:00" in page


def test_a_young_fellowship_in_which_everybody_is_new_has_no_crowds(cast: Cast) -> None:
    desire = wish(cast.noa, "Songs")
    answers(desire, crowd(20))
    keep_watch(timezone.now())
    assert not Crowd.objects.exists()


def test_answers_of_a_crowd_may_weigh_nothing_for_a_while_and_nobody_loses_one(cast: Cast) -> None:
    old = an_old_fellowship(60)
    desire, other = wish(cast.noa, "Songs"), wish(cast.noa, "Peace")
    chance = np.random.default_rng(3)
    table = np.where(chance.random((60, 2)) < 0.5, 1, -1)
    many_answers([desire, other], old, table)
    Response.objects.update(responded_at=timezone.now() - timedelta(days=60))
    people = newcomers(30)
    answers(desire, people)
    keep_watch(timezone.now())
    found = Crowd.objects.get()
    reckon()
    before = Figure.objects.get(desire=desire).share
    look_at_crowd(actor=account_of(cast.miriam), crowd=found, weighs_nothing=True, reason="They came together.")
    reckon()
    figure = Figure.objects.get(desire=desire)
    assert figure.share < before
    assert Response.objects.filter(desire=desire).count() == 90
    look_at_crowd(actor=account_of(cast.miriam), crowd=found, weighs_nothing=False, reason="It is a school class.")
    reckon()
    assert Figure.objects.get(desire=desire).share == pytest.approx(before, abs=0.11)


def test_who_is_erased_takes_words_and_answers_along(cast: Cast) -> None:
    own, others = wish(cast.noa, "Songs"), wish(cast.ruth, "Peace")
    answers(own, [cast.ruth])
    answers(others, [cast.noa, cast.pavel])
    erase(actor=account_of(cast.noa))
    assert not Desire.objects.filter(pk=own.pk).exists()
    others.counts.refresh_from_db()
    assert others.counts.agreed == 1
    assert Response.objects.count() == 1
