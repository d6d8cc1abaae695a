"""The later stages of a case: a steward decides with a reason, another one once more if asked, then it is closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.actions.ending import end_membership
from tenfold.fellowship.members.models import Account, Member, Standing
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.members.queries import member_of
from tenfold.fellowship.refusals import Refused

from ..letters import write_about
from ..models import Case, Decision, Step
from ..places import places
from ..queries import has_time_to_answer
from ..signals import seat_to_end
from .reporting import LONGEST, lock, lock_for_steward, step

APPEAL_DAYS = 14
"""So long either side can ask another steward to decide anew."""

ABOUT_A_PERSON = (Decision.Finding.ADVICE, Decision.Finding.APART, Decision.Finding.REST, Decision.Finding.END)


@transaction.atomic
def decide(*, actor: Account, case: Case, finding: str, reason: str, where: str = "") -> Decision:
    """Decide a case, or decide it anew after an appeal. It takes effect at once; both sides read the reason.

    Who is concerned was told before and could answer, unless nothing is found. A decision anew takes the place of the
    first: what that one ended can be had again by asking, a seat by a new proposal.

    :param where: the circle of the seat that a rest ends, "level-number".
    :raises PermissionDenied: for a steward who is part of it, or made the decision that the appeal is against.
    :raises ValidationError: without a reason, or for a rest without a seat.
    :raises Refused: if it is not open for a decision now.
    """
    locked = lock_for_steward(actor, case)
    found = Decision.Finding(finding)
    _check_stage(locked, found)
    _check_words(locked, found, reason, where)
    anew = locked.stage == Case.Stage.APPEALED
    locked.decisions.filter(lifted_at=None).update(lifted_at=timezone.now())
    decision = Decision.objects.create(
        case=locked,
        finding=found,
        reason=reason.strip(),
        where=where if found == Decision.Finding.REST else "",
        by=actor,
        on_appeal=anew,
    )
    if anew:
        step(locked, Step.Kind.DECIDED_ANEW, actor, stage=Case.Stage.CLOSED)
    else:
        step(locked, Step.Kind.DECIDED, actor, stage=Case.Stage.DECIDED)
    _take_effect(actor, decision, locked)
    for side, verb in ((locked.about, "conduct.decide"), (locked.reporter, "conduct.decide_reported")):
        if side is not None:
            record(actor=actor, verb=verb, target=locked, concerns=[side], details={"finding": found.value})
            write_about(locked, side)
    return decision


def _check_stage(case: Case, finding: Decision.Finding) -> None:
    if case.stage not in (Case.Stage.OPENED, Case.Stage.HEARD, Case.Stage.APPEALED):
        raise Refused(_("This is decided already."))
    if finding in ABOUT_A_PERSON and case.about is None:
        raise Refused(_("Nobody is named whom it concerns. First say who is, and hear them."))
    if finding in ABOUT_A_PERSON and case.stage == Case.Stage.OPENED:
        raise Refused(_("First tell the person concerned what it is about, and hear them."))
    if finding != Decision.Finding.NOTHING and has_time_to_answer(case):
        raise Refused(_("The person concerned can still answer. Decide when they have, or when their time is over."))
    if finding == Decision.Finding.APART and case.reporter is None:
        raise Refused(_("Who reported it is no longer here: there is nobody to keep apart."))


def _check_words(case: Case, finding: Decision.Finding, reason: str, where: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: both sides read it.")})
    if len(reason.strip()) > LONGEST:
        raise ValidationError({"reason": _("Write up to %(most)d letters.") % {"most": LONGEST}})
    if finding == Decision.Finding.REST:
        seats = {seat.where for seat in places().seats_of(case.about_id)} if case.about_id else set()
        if where not in seats:
            raise ValidationError({"where": _("Choose the circle: one in which the person sits now.")})


def _take_effect(actor: Account, decision: Decision, case: Case) -> None:
    """End the seat, or the membership; being kept apart is read from the decision itself."""
    member = case.about
    if decision.finding == Decision.Finding.REST:
        seat_to_end.send(sender=Decision, actor=actor, member=member, where=decision.where, reason=decision.reason)
    elif decision.finding == Decision.Finding.END and member is not None:
        end_membership(actor=actor, member=member)


@transaction.atomic
def appeal(*, actor: Account, case: Case, words: str) -> None:
    """Ask another steward to decide anew: once, by either side, within :data:`APPEAL_DAYS`.

    :raises PermissionDenied: for everybody but the two sides.
    :raises Refused: if it was done, or the time is over.
    """
    locked = lock(case)
    me = _side(actor, locked)
    if not may_be_appealed(locked):
        raise Refused(_("This decision can no longer be appealed."))
    if not words.strip() or len(words.strip()) > LONGEST:
        raise ValidationError({"words": _("Write in some sentences what should be looked at again.")})
    step(locked, Step.Kind.APPEALED, actor, words=words.strip(), stage=Case.Stage.APPEALED)
    record(actor=actor, verb="conduct.appeal", target=locked, concerns=[me])


def may_be_appealed(case: Case) -> bool:
    """Whether the first decision stands and its time to be appealed is not over."""
    first = case.decisions.filter(on_appeal=False).first()
    if first is None or case.stage != Case.Stage.DECIDED:
        return False
    return timezone.now() <= first.at + timedelta(days=APPEAL_DAYS)


@transaction.atomic
def ask_back(*, actor: Account, case: Case, words: str) -> None:
    """Ask to come back after one's membership was ended; a steward may lift the decision.

    :raises PermissionDenied: for everybody but the person concerned.
    :raises Refused: if no membership is ended by this case.
    """
    locked = lock(case)
    me = member_of(account=actor)
    if me is None or locked.about_id != me.pk:
        raise PermissionDenied(_("Only the person concerned can ask."))
    if not locked.decisions.filter(finding=Decision.Finding.END, lifted_at=None).exists():
        raise Refused(_("Nothing stands in your way: you can come back as you are."))
    if not words.strip() or len(words.strip()) > LONGEST:
        raise ValidationError({"words": _("Write in some sentences why you would come back.")})
    step(locked, Step.Kind.ASKED_BACK, actor, words=words.strip())
    record(actor=actor, verb="conduct.ask_back", target=locked, concerns=[me])


@transaction.atomic
def lift(*, actor: Account, case: Case, words: str = "") -> None:
    """Lift a decision: whose membership was ended may come back, who were kept apart may be placed together again.

    :raises PermissionDenied: for a steward who is part of it, and everybody else.
    :raises Refused: if no decision is in force.
    """
    require(actor, Permission.HANDLE_MATTERS)
    locked = lock_for_steward(actor, case)
    lifted = locked.decisions.filter(lifted_at=None, finding__in=ABOUT_A_PERSON).update(lifted_at=timezone.now())
    if not lifted or locked.stage == Case.Stage.APPEALED:
        raise Refused(_("There is no decision to lift."))
    step(locked, Step.Kind.LIFTED, actor, words=words.strip()[:LONGEST])
    for side in (locked.about, locked.reporter):
        if side is not None:
            record(actor=actor, verb="conduct.lift", target=locked, concerns=[side])
    if locked.about:
        write_about(locked, locked.about)


def close_settled(now: datetime) -> None:
    """Close the cases whose decision can no longer be appealed. Nothing else changes by it."""
    over = Case.objects.filter(
        stage=Case.Stage.DECIDED, decisions__on_appeal=False, decisions__at__lt=now - timedelta(days=APPEAL_DAYS)
    )
    for case in over:
        _close(case)


@transaction.atomic
def _close(case: Case) -> None:
    locked = lock(case)
    if locked.stage == Case.Stage.DECIDED:
        step(locked, Step.Kind.CLOSED, None, stage=Case.Stage.CLOSED)
        sides = [side for side in (locked.about, locked.reporter) if side is not None]
        record(actor=None, verb="conduct.close", target=locked, concerns=sides)


def _side(actor: Account, case: Case) -> Member:
    member = member_of(account=actor)
    if member is None or member.pk not in (case.about_id, case.reporter_id) or member.standing == Standing.INVITED:
        raise PermissionDenied(_("Only the two sides can ask for that."))
    return member
