"""Whoever asks to enter can withdraw at any time, and chooses whether what they said is erased or kept for them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from tenfold.fellowship.members.density import density
from tenfold.fellowship.members.models import Account, Member, Standing
from tenfold.fellowship.threshold import actions
from tenfold.fellowship.threshold.models import Application, Message, RuleKind, Step
from tenfold.fellowship.threshold.queries.applications import access_application, applications
from tests.cast import Cast
from tests.charter.test_promise_3_taking_along import taken_along
from tests.charter.test_promise_4_erasure import everything_in_the_database
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.threshold.stories import application, asks, begins, browser, member, rules, tells


def talkative(cast: Cast) -> Account:
    """Lea, who left a trace wherever one can leave one at the threshold."""
    rules(cast, RuleKind.CONVERSATION)
    lea = asks("Leatrace", origin="origintrace")
    actions.say_why(actor=lea, why="whytrace")
    actions.take_step(actor=lea, number=1, answer="steptrace")
    actions.say(actor=lea, application=application(lea), text="saidtrace")
    actions.say(actor=account_of(cast.miriam), application=application(lea), text="answertrace")
    actions.wish_letters(actor=lea, wished=True)
    return lea


def test_withdrawing_with_everything_erased_leaves_no_trace(cast: Cast) -> None:
    lea = talkative(cast)
    client = browser(lea)
    assert client.get(reverse("threshold_withdraw")).status_code == 200
    assert client.post(reverse("threshold_withdraw"), {"erase": "yes"}).url == reverse("front")  # type: ignore[attr-defined]
    left = everything_in_the_database().replace("leatrace@example.org", "")
    for trace in ("Leatrace", "origintrace", "whytrace", "steptrace", "saidtrace", "answertrace"):
        assert trace not in left
    assert not Application.objects.exists()
    assert client.get(reverse("enter")).status_code == 200, "one may begin anew"


def test_withdrawing_and_keeping_it_hides_everything_from_the_stewards(cast: Cast) -> None:
    lea = talkative(cast)
    key = member(lea).key
    browser(lea).post(reverse("threshold_withdraw"), {"erase": "no"})
    assert not applications(viewer=account_of(cast.miriam)).exists()
    with pytest.raises(Http404):
        access_application(viewer=account_of(cast.miriam), key=key)
    assert "Leatrace" not in browser_of(cast.miriam).get(reverse("members")).content.decode()
    assert browser_of(cast.miriam).get(reverse("member", args=[key])).status_code == 404
    assert "origintrace" not in {one.key for one in density(viewer=account_of(cast.miriam), by="origin")}
    with pytest.raises(PermissionDenied):
        actions.say(actor=account_of(cast.miriam), application=application(lea), text="Come back")
    assert Step.objects.get().answer == "steptrace"


def test_the_way_back_goes_on_where_one_was_and_asks_anew(cast: Cast) -> None:
    lea = talkative(cast)
    client = browser(lea)
    client.post(reverse("threshold_withdraw"), {"erase": "no"})
    assert "You have withdrawn" in client.get(reverse("threshold")).content.decode()
    client.post(reverse("threshold_again"))
    assert application(lea).asked_at is None
    assert "whytrace" in client.get(reverse("threshold")).content.decode()


def test_erasing_the_account_takes_the_threshold_along(cast: Cast) -> None:
    browser(talkative(cast)).post(reverse("erase"))
    assert "trace" not in everything_in_the_database()


def test_a_steward_who_is_erased_takes_their_words_along(cast: Cast) -> None:
    lea = talkative(cast)
    browser_of(cast.miriam).post(reverse("erase"))
    assert [message.text for message in Message.objects.all()] == ["saidtrace"]
    assert application(lea).asked_at is not None


def test_a_member_reads_what_they_said_when_they_came_and_erases_it(cast: Cast) -> None:
    lea = talkative(cast)
    actions.mark_spoken(actor=account_of(cast.miriam), application=application(lea))
    client = browser(lea)
    page = client.get(reverse("threshold_past")).content.decode()
    assert all(trace in page for trace in ("whytrace", "steptrace", "saidtrace"))
    client.post(reverse("threshold_past"))
    assert not Application.objects.exists()
    assert member(lea).standing == Standing.ENTERED


def test_everything_said_can_be_taken_along(cast: Cast) -> None:
    told, _archive = taken_along(browser(talkative(cast)))
    assert told["threshold"][0]["why"] == "whytrace"
    assert told["threshold_path"][0]["answer"] == "steptrace"
    assert [row["by"] for row in told["threshold_conversation"]] == ["you", "a steward"]
    mine, _archive = taken_along(browser_of(cast.miriam))
    assert [row["text"] for row in mine["threshold_conversation"]] == ["answertrace"]
    assert mine["threshold_written"] == []


def test_answers_on_the_path_are_for_oneself_alone(cast: Cast) -> None:
    lea = talkative(cast)
    steward = browser_of(cast.miriam)
    for name, args in (("application", [member(lea).key]), ("applications", []), ("member", [member(lea).key])):
        assert "steptrace" not in steward.get(reverse(name, args=args)).content.decode()
    told = steward.get(reverse("api:application", args=[member(lea).key])).content.decode()
    assert "steptrace" not in told
    assert "whytrace" in told


def test_hours_and_wishes_stay_out_of_the_stewards_sight(cast: Cast) -> None:
    lea = asks_with_hours(cast)
    page = browser_of(cast.miriam).get(reverse("application", args=[lea.key])).content.decode()
    assert "19:00" not in page


def asks_with_hours(cast: Cast) -> Member:
    rules(cast, RuleKind.CONVERSATION)
    lea = asks()
    tells(lea)
    return member(lea)


def test_nobody_sees_somebody_who_has_only_begun(cast: Cast) -> None:
    rules(cast, RuleKind.CONVERSATION)
    lea = begins("Leatrace")
    tells(lea, origin="origintrace")
    steward = browser_of(cast.miriam)
    for name in ("members", "applications", "waves", "api:members", "api:applications"):
        page = steward.get(reverse(name)).content.decode()
        assert "Leatrace" not in page, name
        assert "origintrace" not in page, name
    actions.ask(actor=lea)
    assert "Leatrace" in steward.get(reverse("members")).content.decode()
    assert "Leatrace" in steward.get(reverse("applications")).content.decode()
