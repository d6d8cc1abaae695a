"""Starting a re-forming, and writing what it found. One at a time in the whole fellowship."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.actions.locks import lock_nest
from tenfold.fellowship.circles.actions.runs import write_proposal
from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.circles.options import RunOptions
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.members.permissions import Permission, require

from ..models import Change, Consent, HourChange, Preview
from ..planning import ChangeDraft, Plan

KINDS = (Formation.Kind.REPAIR, Formation.Kind.SEASON)


@transaction.atomic
def start_repair(*, actor: Account) -> Formation:
    """Look for the smallest change that makes every ten whole; a worker takes it up.

    :raises Refused: while another re-forming is open.
    """
    require(actor, Permission.FORM_CIRCLES)
    return queue(kind=Formation.Kind.REPAIR, actor=actor)


@transaction.atomic
def start_repair_by_itself() -> Formation | None:
    """The same without a steward; None while another one is open. For the keeper."""
    lock_nest()
    return None if open_renewals().exists() else queue(kind=Formation.Kind.REPAIR, actor=None)


def queue(*, kind: str, actor: Account | None) -> Formation:
    """Queue a run of this room, inside the caller's transaction."""
    lock_nest()
    if open_renewals().exists():
        raise Refused(_("A re-forming is open. When it is answered or set aside, another one can begin."))
    formation = Formation.objects.create(
        kind=kind,
        by_itself=actor is None,
        started_by=actor,
        for_date=timezone.now().date(),
        options=RunOptions().as_json(),
    )
    record(actor=actor, verb="renewal.start", target=formation, details={"kind": str(kind)})
    transaction.on_commit(partial(_enqueue, formation.pk))
    return formation


def open_renewals() -> QuerySet[Formation]:
    """Re-formings and seasons that are being made, wait for a steward, or for answers."""
    asked = Placement.objects.filter(formation=OuterRef("pk"), standing=Placement.Standing.OFFERED)
    changes = Change.objects.filter(formation=OuterRef("pk"), standing=Change.Standing.OPEN)
    at_work = [Formation.Standing.QUEUED, Formation.Standing.RUNNING, Formation.Standing.PROPOSED]
    answered = Q(standing=Formation.Standing.PUBLISHED) & (Exists(asked) | Exists(changes))
    return Formation.objects.filter(Q(standing__in=at_work) | answered, kind__in=KINDS)


def _enqueue(formation_id: int) -> None:
    from ..jobs import run_renewal  # the job calls actions, so it is imported when it is needed

    run_renewal.enqueue(formation_id)


@transaction.atomic
def keep_plan(formation_id: int, plan: Plan, *, on: date) -> bool:
    """Write what a run found, all of it or nothing. False if the run was given up meanwhile.

    Where there is nothing to propose, the run ends without a proposal, and says what it could not help.
    """
    lock_nest()
    formation = Formation.objects.select_for_update().get(pk=formation_id)
    if formation.standing != Formation.Standing.RUNNING:
        return False
    formation.for_date = on
    if plan.is_empty:
        formation.standing = Formation.Standing.SET_ASIDE
        formation.quality = dict(plan.proposal.quality)
        formation.progress, formation.finished_at = 1.0, timezone.now()
        formation.save()
    else:
        write_proposal(formation, plan.proposal)
        for draft in plan.changes:
            _keep_change(formation, draft)
    Preview.objects.update_or_create(
        formation=formation, defaults={"circles": list(plan.circles), "remaining": list(plan.remaining)}
    )
    return True


def _keep_change(formation: Formation, draft: ChangeDraft) -> None:
    change = Change.objects.create(formation=formation, kind=draft.kind, circle_id=draft.circle, needed=draft.needed)
    placements = dict(
        Placement.objects.filter(formation=formation, member__in=draft.members, level=1).values_list("member", "pk")
    )
    Consent.objects.bulk_create(
        Consent(change=change, member_id=member, placement_id=placements.get(member)) for member in draft.members
    )
    now = Circle.objects.in_bulk([hour.circle for hour in draft.hours])
    HourChange.objects.bulk_create(
        HourChange(
            change=change,
            circle_id=hour.circle,
            language=hour.language,
            zone=hour.zone,
            weekday=hour.weekday,
            starts_at=hour.starts_at,
            was_language=now[hour.circle].language,
            was_zone=now[hour.circle].zone,
            was_weekday=now[hour.circle].weekday,
            was_starts_at=now[hour.circle].starts_at,
        )
        for hour in draft.hours
    )
