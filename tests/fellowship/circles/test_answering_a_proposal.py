"""Another, please; I would rather wait; and no answer at all: none of it costs the place in the line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.circles.actions import (
    accept_placement,
    ask_for_another,
    propose,
    publish_by_itself,
    rather_wait,
    wish_for_a_ten,
)
from tenfold.fellowship.circles.actions.lapsing import lapse_offers
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Reason, Seat
from tenfold.fellowship.circles.proposal import CircleDraft, PlacementDraft, Proposal
from tenfold.fellowship.circles.queries.answers import known_already, reasons_given, refused_circles
from tenfold.fellowship.circles.queries.proposals import to_be_seated
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.circles.when import UNTIL_I_SAY
from tenfold.fellowship.members.models import Member
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd, offered, placement_of
from tests.fellowship.invariants import check_invariants

Browser = Callable[[Member], Client]


def take(person: Member, circle: Circle) -> Seat | None:
    assert person.account is not None
    return accept_placement(actor=person.account, placement=placement_of(person, circle))


def test_who_asks_for_another_keeps_the_place_and_is_not_asked_for_the_same_circle(cast: Cast) -> None:
    ten = offered([cast.noa, cast.ruth])
    since = cast.noa.waits_since

    asked = ask_for_another(actor=cast.noa.account, placement=placement_of(cast.noa, ten), reasons=[Reason.HOUR])

    cast.noa.refresh_from_db()
    assert (asked.standing, asked.answer, asked.reasons) == (Placement.Standing.DECLINED, "another", ["hour"])
    assert cast.noa.waits_since == since
    assert cast.noa in to_be_seated("without")
    assert refused_circles([cast.noa.pk]) == {cast.noa.pk: {ten.pk}}


def test_reasons_may_come_later_and_replace_what_was_said(cast: Cast) -> None:
    placement = placement_of(cast.noa, offered([cast.noa, cast.ruth]))
    ask_for_another(actor=cast.noa.account, placement=placement)

    ask_for_another(actor=cast.noa.account, placement=placement, reasons=["known", "hour"], words="  too   late ")

    placement.refresh_from_db()
    assert placement.reasons == ["hour", "known", "too late"]


def test_only_reasons_that_there_are_and_not_a_novel(cast: Cast) -> None:
    placement = placement_of(cast.noa, offered([cast.noa]))
    with pytest.raises(ValidationError, match="no such reason"):
        ask_for_another(actor=cast.noa.account, placement=placement, reasons=["the weather"])
    with pytest.raises(ValidationError, match="500"):
        ask_for_another(actor=cast.noa.account, placement=placement, words="x" * 501)


def test_people_who_know_each_other_count_as_having_met(cast: Cast) -> None:
    ten = offered([cast.noa, cast.ruth, cast.pavel])

    ask_for_another(actor=cast.noa.account, placement=placement_of(cast.noa, ten), reasons=[Reason.KNOWN])

    assert known_already() == {(cast.noa.pk, cast.ruth.pk), (cast.noa.pk, cast.pavel.pk)}


def test_reasons_are_counted_only_when_enough_people_gave_some(cast: Cast) -> None:
    people = crowd(5)
    ten = offered(people)
    for place, person in enumerate(people):
        assert reasons_given(ten.formation)[0] == {}
        words = "in the morning" if place == 0 else ""
        placement = placement_of(person, ten)
        ask_for_another(actor=person.account, placement=placement, reasons=[Reason.HOUR], words=words)

    assert reasons_given(ten.formation) == ({"hour": 5}, ["in the morning"])


def test_who_would_rather_wait_is_left_in_peace_until_that_day(cast: Cast) -> None:
    ten = offered([cast.noa, cast.ruth])
    until = timezone.now().date() + timedelta(days=60)

    rather_wait(actor=cast.noa.account, placement=placement_of(cast.noa, ten), until=until)
    rather_wait(actor=cast.ruth.account, placement=placement_of(cast.ruth, ten))

    cast.noa.refresh_from_db()
    cast.ruth.refresh_from_db()
    assert cast.noa.not_before == until
    assert cast.ruth.not_before == UNTIL_I_SAY
    assert not {cast.noa, cast.ruth} & set(to_be_seated("without"))
    wish_for_a_ten(actor=cast.ruth.account)
    assert cast.ruth in to_be_seated("without")


def test_nobody_waits_for_a_ten_who_sits_in_one(cast: Cast) -> None:
    take(cast.noa, offered([cast.noa, cast.ruth]))

    with pytest.raises(Refused, match="You sit in a ten"):
        wish_for_a_ten(actor=cast.noa.account)


def test_nobody_asks_for_another(cast: Cast) -> None:
    placement = placement_of(cast.noa, offered([cast.noa]))
    for act in (ask_for_another, rather_wait):
        with pytest.raises(PermissionDenied):
            act(actor=cast.miriam.account, placement=placement)


def test_what_nobody_answers_lapses_and_who_comes_late_finds_a_free_chair(cast: Cast) -> None:
    ten = offered([cast.noa, cast.ruth, cast.pavel], seats_max=2)
    take(cast.pavel, ten)
    Placement.objects.filter(circle=ten).update(expires_at=timezone.now())

    lapse_offers(timezone.now())

    assert placement_of(cast.noa, ten).standing == Placement.Standing.LAPSED
    assert placement_of(cast.pavel, ten).standing == Placement.Standing.ACCEPTED
    take(cast.noa, ten)
    with pytest.raises(Refused, match="taken by now"):
        take(cast.ruth, ten)
    check_invariants()


def test_who_comes_late_does_not_take_the_chair_that_somebody_else_is_asked_for(cast: Cast) -> None:
    ten = offered([cast.noa, cast.pavel], seats_min=1, seats_max=2)
    take(cast.pavel, ten)
    ask_for_another(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    offer(cast.ruth, ten)

    with pytest.raises(Refused, match="taken by now"):
        take(cast.noa, ten)

    take(cast.ruth, ten)
    check_invariants()


def test_a_ten_that_nobody_answered_closes_and_one_with_a_yes_waits_for_more(cast: Cast) -> None:
    empty, waiting = offered([cast.noa], seats_min=3), offered([cast.ruth, cast.pavel], seats_min=3)
    take(cast.ruth, waiting)
    Placement.objects.filter(standing=Placement.Standing.OFFERED).update(expires_at=timezone.now())

    lapse_offers(timezone.now())

    empty.refresh_from_db()
    waiting.refresh_from_db()
    assert (empty.standing, waiting.standing) == (Circle.Standing.CLOSED, Circle.Standing.FORMING)
    assert Seat.objects.get(left_at__isnull=True).member == cast.ruth


def test_a_yes_elsewhere_takes_back_what_it_makes_pointless(cast: Cast) -> None:
    first = offered([cast.noa, cast.ruth])
    ask_for_another(actor=cast.noa.account, placement=placement_of(cast.noa, first))
    second = offered([cast.noa, cast.pavel])

    take(cast.noa, first)

    assert placement_of(cast.noa, second).standing == Placement.Standing.WITHDRAWN
    check_invariants()


def test_an_open_seat_of_a_living_ten_is_offered_and_taken(cast: Cast) -> None:
    ten = offered([cast.ruth, cast.pavel])
    take(cast.ruth, ten)
    take(cast.pavel, ten)

    formation = offer(cast.noa, ten)

    assert (formation.kind, formation.by_itself, formation.standing) == ("offer", True, Formation.Standing.PUBLISHED)
    seat = take(cast.noa, ten)
    assert seat is not None
    assert seat.circle == ten
    check_invariants()


def test_no_more_seats_are_offered_than_a_circle_has(cast: Cast) -> None:
    ten = offered([cast.ruth, cast.pavel], seats_min=1, seats_max=2)
    take(cast.ruth, ten)

    offer(cast.noa, ten)

    assert placement_of(cast.noa, ten).standing == Placement.Standing.WITHDRAWN


def test_only_what_the_fellowship_proposed_by_itself_is_published_without_a_steward(cast: Cast) -> None:
    proposal = Proposal((), ())
    with pytest.raises(PermissionDenied):
        propose(kind=Formation.Kind.OFFER, proposal=proposal, by_itself=False)
    with pytest.raises(PermissionDenied):
        propose(kind=Formation.Kind.OFFER, proposal=proposal, by_itself=True, actor=cast.noa.account)
    formation = propose(kind=Formation.Kind.OFFER, proposal=proposal, by_itself=False, actor=cast.miriam.account)
    with pytest.raises(PermissionDenied):
        publish_by_itself(formation=formation)


def test_noa_answers_on_the_page_and_says_why_afterwards(cast: Cast, browser_of: Browser) -> None:
    placement = placement_of(cast.noa, offered([cast.noa, cast.ruth]))
    page, browser = reverse("placement", args=[placement.pk]), browser_of(cast.noa)

    said = browser.post(page, {"answer": "another"}, follow=True).content.decode()
    assert "keep your place in the line" in said
    said = browser.post(page, {"answer": "reasons", "reasons": ["hour"], "words": "too late"}, follow=True)

    placement.refresh_from_db()
    assert placement.reasons == ["hour", "too late"]
    assert "Your weekly hours" in said.content.decode()


def test_ruth_waits_until_a_day_on_the_page(cast: Cast, browser_of: Browser) -> None:
    placement = placement_of(cast.ruth, offered([cast.noa, cast.ruth]))
    page, browser = reverse("placement", args=[placement.pk]), browser_of(cast.ruth)
    day = timezone.now().date() + timedelta(days=20)

    assert "until you say so" in browser.post(page, {"answer": "wait"}, follow=True).content.decode()
    past = {"answer": "until", "until": (timezone.now().date() - timedelta(days=1)).isoformat()}
    assert browser.post(page, past).status_code == 422
    browser.post(page, {"answer": "until", "until": day.isoformat()})

    cast.ruth.refresh_from_db()
    assert cast.ruth.not_before == day
    assert "before" in browser.get(reverse("today")).content.decode()


def offer(person: Member, circle: Circle) -> Formation:
    """The fellowship offers a seat of a circle that is there."""
    proposal = Proposal((CircleDraft.of(circle),), (PlacementDraft(0, person.pk, {}),))
    formation = propose(kind=Formation.Kind.OFFER, by_itself=True, proposal=proposal)
    publish_by_itself(formation=formation)
    formation.refresh_from_db()
    return formation
