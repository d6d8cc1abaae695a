"""A member may choose never to be placed with somebody: at once, unseen, and to be taken back by them alone."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.circles.actions import leave_circle
from tenfold.fellowship.conduct import actions, queries
from tenfold.fellowship.conduct.models import Block
from tenfold.fellowship.members.actions import erase
from tenfold.fellowship.members.export import everything_about
from tenfold.fellowship.members.models import Member
from tests.cast import Cast
from tests.fellowship.conduct.stories import decided, seated
from tests.fellowship.members.door import account_of, browser_of


def pair(one: Member, other: Member) -> tuple[int, int]:
    return min(one.pk, other.pk), max(one.pk, other.pk)


def test_it_holds_at_once_and_in_both_directions(cast: Cast) -> None:
    actions.block(actor=account_of(cast.noa), other=cast.pavel)
    assert queries.kept_apart() == {pair(cast.noa, cast.pavel)}
    assert queries.kept_from(cast.pavel.pk) == {cast.noa.pk}
    assert queries.kept_from(cast.noa.pk) == {cast.pavel.pk}
    assert queries.kept_apart(among=[cast.noa.pk, cast.ruth.pk]) == set()
    assert (
        queries.kept_apart(beside=[cast.noa.pk]) == queries.kept_apart(beside=[cast.pavel.pk]) == queries.kept_apart()
    )
    assert queries.kept_apart(beside=[cast.ruth.pk]) == set()


def test_done_twice_it_is_one_and_recorded_once(cast: Cast) -> None:
    actions.block(actor=account_of(cast.noa), other=cast.pavel)
    actions.block(actor=account_of(cast.noa), other=cast.pavel)
    assert Block.objects.count() == Entry.objects.filter(verb="conduct.block").count() == 1


def test_only_who_made_it_takes_it_back(cast: Cast) -> None:
    actions.block(actor=account_of(cast.noa), other=cast.pavel)
    actions.unblock(actor=account_of(cast.pavel), other=cast.noa)
    assert queries.kept_apart()
    actions.unblock(actor=account_of(cast.noa), other=cast.pavel)
    assert not queries.kept_apart()


def test_if_both_keep_away_one_taking_it_back_changes_nothing(cast: Cast) -> None:
    actions.block(actor=account_of(cast.noa), other=cast.pavel)
    actions.block(actor=account_of(cast.pavel), other=cast.noa)
    actions.unblock(actor=account_of(cast.noa), other=cast.pavel)
    assert queries.kept_apart() == {pair(cast.noa, cast.pavel)}


def test_a_decision_keeps_apart_until_it_is_lifted(cast: Cast) -> None:
    case = decided(cast)
    assert queries.kept_apart() == {pair(cast.noa, cast.pavel)}
    assert queries.kept_from(cast.pavel.pk) == {cast.noa.pk}
    actions.lift(actor=account_of(cast.miriam), case=case)
    assert not queries.kept_apart()


def test_nobody_keeps_away_from_themselves(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.block(actor=account_of(cast.noa), other=cast.noa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(member=cast.noa, other=cast.noa)


def test_only_members_keep_away(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.block(actor=cast.sam, other=cast.noa)


def test_the_record_does_not_say_from_whom(cast: Cast) -> None:
    actions.block(actor=account_of(cast.noa), other=cast.pavel)
    entry = Entry.objects.get(verb="conduct.block")
    assert (entry.concerns, entry.target, entry.details) == (cast.noa, "", {})


def test_the_other_learns_it_nowhere(cast: Cast) -> None:
    seated([cast.noa, cast.pavel])
    actions.block(actor=account_of(cast.noa), other=cast.pavel)
    everything = everything_about(cast.pavel)
    assert everything["blocks"] == []
    assert not any("block" in row["verb"] for row in everything["record"])
    assert [row["who"] for row in everything_about(cast.noa)["blocks"]] == ["Pavel"]


def test_who_sits_together_is_shown_the_ways_and_stays_seated(cast: Cast) -> None:
    ten = seated([cast.noa, cast.pavel])
    noa = browser_of(cast.noa)
    shown = noa.get(reverse("block", args=[cast.pavel.key])).content.decode()
    assert "Never be placed with" in shown
    answer = noa.post(reverse("block", args=[cast.pavel.key]), follow=True)
    page = answer.content.decode()
    assert "You sit together now" in page
    assert reverse("circle", args=[1, ten.number]) in page
    assert ten.seats.filter(left_at=None).count() == 2


def test_one_may_keep_away_only_from_whom_one_met(cast: Cast) -> None:
    assert browser_of(cast.noa).get(reverse("person", args=[cast.ruth.key])).status_code == 404
    assert browser_of(cast.noa).get(reverse("person", args=["nobody"])).status_code == 404
    assert browser_of(cast.noa).get(reverse("person", args=[cast.noa.key])).status_code == 404


def test_also_from_somebody_with_whom_one_sat_once(cast: Cast) -> None:
    seated([cast.noa, cast.pavel, cast.ruth])
    leave_circle(actor=account_of(cast.noa), seat=cast.noa.seats.get())
    noa = browser_of(cast.noa)
    assert noa.get(reverse("person", args=[cast.pavel.key])).status_code == 200
    assert noa.post(reverse("block", args=[cast.pavel.key]))["Location"] == reverse("blocks")
    assert reverse("unblock", args=[cast.pavel.key]) in noa.get(reverse("blocks")).content.decode()
    noa.post(reverse("unblock", args=[cast.pavel.key]))
    assert reverse("unblock", args=[cast.pavel.key]) not in noa.get(reverse("blocks")).content.decode()


def test_it_goes_when_either_is_erased(cast: Cast) -> None:
    actions.block(actor=account_of(cast.noa), other=cast.pavel)
    erase(actor=account_of(cast.pavel))
    assert not Block.objects.exists()
