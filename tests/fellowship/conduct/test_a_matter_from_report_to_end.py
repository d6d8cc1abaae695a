"""A matter goes its way: reported, heard, decided with a reason, decided anew if asked, closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from tenfold.fellowship.circles.models import Seat
from tenfold.fellowship.conduct import actions, queries
from tenfold.fellowship.conduct.actions.reporting import MOST_OPEN
from tenfold.fellowship.conduct.models import Case, Decision
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.members.actions import enter, leave
from tenfold.fellowship.members.models import Member, Role, RoleGrant, Standing
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.conduct.stories import (
    answered,
    decided,
    reported,
    seated,
    second_steward,
    time_passes,
    told,
    where,
)
from tests.fellowship.members.door import account_of

Stage = Case.Stage
Finding = Decision.Finding


def steps(case: Case) -> list[str]:
    return [step.kind for step in case.steps.all()]


def test_the_whole_way(cast: Cast) -> None:
    daniel = second_steward(cast)
    case = reported(cast)
    assert case.stage == Stage.OPENED
    case = told(cast, case)
    assert case.stage == Stage.HEARD
    actions.answer(actor=account_of(cast.pavel), case=case, words="I was afraid.")
    actions.decide(actor=account_of(cast.miriam), case=case, finding=Finding.ADVICE, reason="Speak more quietly.")
    actions.appeal(actor=account_of(cast.pavel), case=case, words="I did not shout.")
    actions.decide(actor=account_of(daniel), case=case, finding=Finding.NOTHING, reason="Nobody else heard it.")
    case.refresh_from_db()
    assert case.stage == Stage.CLOSED
    assert steps(case) == ["opened", "told", "answered", "decided", "appealed", "decided anew"]
    assert [decision.lifted_at is None for decision in case.decisions.all()] == [False, True]


def test_the_person_concerned_does_not_see_it_before_they_are_told(cast: Cast) -> None:
    case = reported(cast)
    with pytest.raises(Http404):
        queries.access_own_case(viewer=account_of(cast.pavel), key=case.key)
    told(cast, case)
    assert queries.access_own_case(viewer=account_of(cast.pavel), key=case.key) == case
    assert list(queries.needs_my_word(cast.pavel)) == [case]


def test_nothing_is_decided_against_whom_nobody_heard(cast: Cast) -> None:
    case = reported(cast)
    with pytest.raises(Refused, match="hear them"):
        actions.decide(actor=account_of(cast.miriam), case=case, finding=Finding.APART, reason="Because.")


def test_nothing_is_decided_against_who_can_still_answer(cast: Cast) -> None:
    case = told(cast)
    with pytest.raises(Refused, match="still answer"):
        actions.decide(actor=account_of(cast.miriam), case=case, finding=Finding.APART, reason="Because.")
    time_passes(case, 8)
    actions.decide(actor=account_of(cast.miriam), case=case, finding=Finding.APART, reason="Because.")
    assert Decision.objects.get().finding == Finding.APART


def test_nothing_can_be_found_at_any_time(cast: Cast) -> None:
    case = reported(cast)
    actions.decide(actor=account_of(cast.miriam), case=case, finding=Finding.NOTHING, reason="It was another person.")
    case.refresh_from_db()
    assert case.stage == Stage.DECIDED
    assert queries.access_own_case(viewer=account_of(cast.pavel), key=case.key) == case


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_decision_without_a_reason_is_none(cast: Cast, reason: str) -> None:
    case = answered(cast)
    with pytest.raises(ValidationError):
        actions.decide(actor=account_of(cast.miriam), case=case, finding=Finding.ADVICE, reason=reason)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=case, finding=Finding.ADVICE, reason="")


def test_it_is_decided_once_and_once_more_on_appeal_never_a_third_time(cast: Cast) -> None:
    second_steward(cast)
    case = decided(cast)
    with pytest.raises(Refused, match="decided already"):
        actions.decide(actor=account_of(cast.miriam), case=case, finding=Finding.NOTHING, reason="After all, no.")
    actions.appeal(actor=account_of(cast.noa), case=case, words="It is not enough.")
    with pytest.raises(Refused):
        actions.appeal(actor=account_of(cast.pavel), case=case, words="It is too much.")
    actions.decide(actor=account_of(cast.daniel), case=case, finding=Finding.ADVICE, reason="A word is enough.")
    with pytest.raises(Refused):
        actions.appeal(actor=account_of(cast.noa), case=case, words="Once more.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=case, finding=Finding.ADVICE, reason="A third.", on_appeal=True)
    assert not queries.kept_apart()


def test_who_decided_does_not_decide_the_appeal(cast: Cast) -> None:
    case = decided(cast)
    actions.appeal(actor=account_of(cast.pavel), case=case, words="I see it differently.")
    case.refresh_from_db()
    assert not queries.someone_may_decide(case)
    with pytest.raises(PermissionDenied):
        actions.decide(actor=account_of(cast.miriam), case=case, finding=Finding.NOTHING, reason="Well then.")
    second_steward(cast)
    assert queries.someone_may_decide(case)


def test_the_time_to_appeal_ends_and_the_case_closes_by_itself(cast: Cast) -> None:
    case = decided(cast)
    keep(timezone.now() + timedelta(days=13))
    case.refresh_from_db()
    assert case.stage == Stage.DECIDED
    time_passes(case, 15)
    with pytest.raises(Refused):
        actions.appeal(actor=account_of(cast.pavel), case=case, words="Too late.")
    keep()
    keep()
    case.refresh_from_db()
    assert (case.stage, steps(case).count("closed")) == (Stage.CLOSED, 1)
    assert queries.kept_apart()


def role(member: Member) -> Member:
    RoleGrant.objects.create(member=member, role=Role.STEWARD)
    return member


PARTIAL = {
    "who reported it": lambda cast: role(cast.noa),
    "whom it concerns": lambda cast: role(cast.pavel),
    "who sits in their ten": lambda cast: role(cast.ruth),
}


@pytest.mark.parametrize("who", PARTIAL)
def test_a_steward_who_is_part_of_it_neither_reads_nor_decides(cast: Cast, who: str) -> None:
    seated([cast.noa, cast.pavel, cast.ruth])
    case = reported(cast)
    steward = PARTIAL[who](cast)
    actor = account_of(steward)
    with pytest.raises(Http404):
        queries.access_case(viewer=actor, key=case.key)
    assert case not in queries.waiting_for(viewer=actor)
    with pytest.raises(PermissionDenied):
        actions.tell(actor=actor, case=case, matter="You hear.")
    with pytest.raises(PermissionDenied):
        actions.decide(actor=actor, case=case, finding=Finding.NOTHING, reason="Nothing.")


def test_a_steward_who_keeps_away_from_a_side_has_a_part_in_it(cast: Cast) -> None:
    case = reported(cast)
    actions.block(actor=account_of(cast.miriam), other=cast.pavel)
    assert not queries.may_decide(case, account_of(cast.miriam))


def test_a_steward_of_the_circle_that_a_report_is_about_has_a_part_in_it(cast: Cast) -> None:
    ten = seated([cast.noa, cast.pavel])
    role(cast.ruth)
    case = reported(cast, about=None, where=where(ten))
    assert queries.may_decide(case, account_of(cast.ruth))
    other = seated([cast.ruth, cast.miriam])
    elsewhere = actions.report(actor=account_of(cast.noa), words="A noise.", where=where(other))
    assert not queries.may_decide(elsewhere, account_of(cast.ruth))


def test_a_report_about_a_circle_finds_whom_it_concerns(cast: Cast) -> None:
    ten = seated([cast.noa, cast.pavel])
    case = reported(cast, about=None, where=where(ten))
    miriam = account_of(cast.miriam)
    with pytest.raises(Refused):
        actions.tell(actor=miriam, case=case, matter="You hear.")
    with pytest.raises(ValidationError):
        actions.tell(actor=miriam, case=case, matter="You hear.", about=cast.ruth)
    with pytest.raises(ValidationError):
        actions.tell(actor=miriam, case=case, matter="You hear.", about=cast.noa)
    assert actions.tell(actor=miriam, case=case, matter="You hear.", about=cast.pavel).about == cast.pavel


def test_a_steward_who_names_somebody_of_their_own_ten_has_a_part_in_it(cast: Cast) -> None:
    ten = seated([cast.noa, cast.pavel])
    case = reported(cast, about=None, quote="A text that hurts.")
    Seat.objects.filter(member=cast.noa).update(left_at=timezone.now())
    seated([cast.miriam], seats_min=1)
    Seat.objects.filter(member=cast.miriam).update(circle=ten, chair=5)
    with pytest.raises(PermissionDenied):
        actions.tell(actor=account_of(cast.miriam), case=case, matter="You hear.", about=cast.pavel)
    case.refresh_from_db()
    assert case.about is None


def test_a_rest_ends_one_seat_and_keeps_the_two_apart(cast: Cast) -> None:
    ten = seated([cast.noa, cast.pavel])
    case = decided(cast, Finding.REST, where=where(ten))
    assert not cast.pavel.seats.filter(left_at=None).exists()
    assert cast.noa.seats.filter(left_at=None).exists()
    assert queries.kept_from(cast.pavel.pk) == {cast.noa.pk}
    assert queries.rested_from(cast.pavel.pk) == {where(ten)}
    assert case.decisions.get().where == where(ten)


def test_a_rest_needs_a_seat_that_is_there(cast: Cast) -> None:
    case = answered(cast)
    for place in ("", "1-999", "9"):
        with pytest.raises(ValidationError):
            actions.decide(actor=account_of(cast.miriam), case=case, finding=Finding.REST, reason="Rest.", where=place)


def test_the_end_of_a_membership_leaves_the_ways_to_be_heard_and_to_come_back(cast: Cast) -> None:
    case = decided(cast, Finding.END)
    time_passes(case, 15)
    keep()
    pavel = account_of(cast.pavel)
    cast.pavel.refresh_from_db()
    assert cast.pavel.standing == Standing.LEFT
    assert not cast.pavel.seats.filter(left_at=None).exists()
    assert queries.access_own_case(viewer=pavel, key=case.key) == case
    actions.ask_back(actor=pavel, case=case, words="A year has passed.")
    assert list(queries.waiting_for(viewer=account_of(cast.miriam))) == [case]
    actions.lift(actor=account_of(cast.miriam), case=case, words="Welcome back.")
    assert not queries.ended(cast.pavel)
    assert not queries.waiting_for(viewer=account_of(cast.miriam))


def test_an_appeal_undoes_the_end_of_a_membership(cast: Cast) -> None:
    second_steward(cast)
    case = decided(cast, Finding.END)
    assert queries.ended(cast.pavel)
    actions.appeal(actor=account_of(cast.pavel), case=case, words="This is too much.")
    actions.decide(actor=account_of(cast.daniel), case=case, finding=Finding.ADVICE, reason="It is.")
    assert not queries.ended(cast.pavel)


def test_a_report_is_taken_back_until_somebody_was_told(cast: Cast) -> None:
    case = reported(cast)
    with pytest.raises(PermissionDenied):
        actions.take_back(actor=account_of(cast.ruth), case=case)
    actions.take_back(actor=account_of(cast.noa), case=case)
    case.refresh_from_db()
    assert (case.stage, steps(case)) == (Stage.CLOSED, ["opened", "taken back"])
    other = told(cast)
    with pytest.raises(Refused):
        actions.take_back(actor=account_of(cast.noa), case=other)


def test_who_left_because_of_it_can_report_it(cast: Cast) -> None:
    seated([cast.noa, cast.pavel])
    leave(actor=account_of(cast.noa))
    assert reported(cast).stage == Stage.OPENED
    with pytest.raises(PermissionDenied):
        actions.report(actor=cast.sam, words="I was never here.")


def test_reports_are_bounded_and_need_words(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        actions.report(actor=account_of(cast.noa), words="  ")
    for _number in range(MOST_OPEN):
        actions.report(actor=account_of(cast.noa), words="Something.")
    with pytest.raises(Refused):
        actions.report(actor=account_of(cast.noa), words="Something.")


def test_only_who_is_concerned_answers_and_only_while_it_is_open(cast: Cast) -> None:
    case = told(cast)
    with pytest.raises(PermissionDenied):
        actions.answer(actor=account_of(cast.noa), case=case, words="He did.")
    actions.answer(actor=account_of(cast.pavel), case=case, words="I did not.")
    actions.decide(actor=account_of(cast.miriam), case=case, finding=Finding.NOTHING, reason="So it is.")
    with pytest.raises(Refused):
        actions.answer(actor=account_of(cast.pavel), case=case, words="Truly.")


def test_both_sides_get_a_letter_that_says_nothing_of_what_it_is(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        decided(cast)
    assert [letter.to for letter in mail.outbox] == [
        ["pavel@example.org"],
        ["pavel@example.org"],
        ["noa@example.org"],
    ]
    for letter in mail.outbox:
        assert "shouted" not in letter.body
        assert "too loud" not in letter.body
        assert "Noa" not in letter.body or letter.to == ["noa@example.org"]
        assert "/you/matters/" in letter.body


def test_members_are_not_stewards(cast: Cast) -> None:
    case = reported(cast)
    for act in (
        lambda: actions.tell(actor=account_of(cast.ruth), case=case, matter="You hear."),
        lambda: actions.decide(actor=account_of(cast.ruth), case=case, finding=Finding.NOTHING, reason="No."),
        lambda: actions.lift(actor=account_of(cast.ruth), case=case),
        lambda: queries.cases_for(viewer=account_of(cast.ruth)),
        lambda: actions.write_rules(actor=account_of(cast.ruth), language="en", text="Mine."),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_whose_membership_is_ended_comes_back_only_when_it_is_lifted(cast: Cast) -> None:
    case = decided(cast, Finding.END)
    with pytest.raises(ValidationError, match="ended by a decision"):
        enter(actor=account_of(cast.pavel), name="Pavel")
    actions.lift(actor=account_of(cast.miriam), case=case)
    enter(actor=account_of(cast.pavel), name="Pavel")
    cast.pavel.refresh_from_db()
    assert cast.pavel.standing == Standing.ENTERED
