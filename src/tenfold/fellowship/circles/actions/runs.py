"""What a run at work writes: that it lives, how far it is, and at the very end its result, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.bridge import CAN_SIT
from tenfold.fellowship.members.models import Member

from ..models import Circle, Formation, Placement, Unplaced
from ..proposal import CircleDraft, Proposal
from .locks import lock_nest


def take_up_run(formation_id: int) -> Formation | None:
    """Claim a queued run for this worker; None when it was set aside or another worker was quicker."""
    claimed = Formation.objects.filter(pk=formation_id, standing=Formation.Standing.QUEUED).update(
        standing=Formation.Standing.RUNNING, updated_at=timezone.now()
    )
    return Formation.objects.get(pk=formation_id) if claimed else None


def report_progress(formation_id: int, share: float, stage: str) -> bool:
    """Say how far the run is, and that it lives. False when nobody wants its result any more."""
    return bool(
        Formation.objects.filter(pk=formation_id, standing=Formation.Standing.RUNNING).update(
            progress=min(max(share, 0.0), 1.0), stage=stage, updated_at=timezone.now()
        )
    )


def fail_run(formation_id: int, reason: str) -> None:
    """Write down why a run could not finish."""
    Formation.objects.filter(pk=formation_id, standing=Formation.Standing.RUNNING).update(
        standing=Formation.Standing.FAILED, failure=reason, finished_at=timezone.now()
    )


@transaction.atomic
def keep_proposal(formation_id: int, proposal: Proposal) -> bool:
    """Write a run's whole result in one transaction. False, and nothing written, if the run was given up meanwhile.

    Whoever left or was erased while it ran is not in it.
    """
    lock_nest()
    formation = Formation.objects.select_for_update().get(pk=formation_id)
    if formation.standing != Formation.Standing.RUNNING:
        return False
    write_proposal(formation, proposal)
    return True


def write_proposal(formation: Formation, proposal: Proposal) -> None:
    """Write the circles and drafts of a proposal; for actions that hold the lock on the nest and the formation."""
    circles = _keep_circles(formation, proposal)
    here = set(Member.objects.filter(standing__in=CAN_SIT).values_list("pk", flat=True))
    Placement.objects.bulk_create(
        (
            Placement(
                formation=formation,
                circle=circles[draft.circle],
                member_id=draft.member_id,
                level=circles[draft.circle].level,
                explanation=_named(draft.explanation, circles),
                replaces_id=draft.replaces,
            )
            for draft in proposal.placements
            if draft.member_id in here
        ),
        batch_size=1000,
    )
    Unplaced.objects.bulk_create(
        (
            Unplaced(
                formation=formation,
                member_id=draft.member_id,
                reason=draft.reason,
                remedies=[_named(remedy, circles) for remedy in draft.remedies],
            )
            for draft in proposal.unplaced
            if draft.member_id in here
        ),
        batch_size=1000,
    )
    formation.standing = Formation.Standing.PROPOSED
    formation.progress = 1.0
    formation.stage = ""
    formation.quality = dict(proposal.quality)
    formation.finished_at = formation.updated_at = timezone.now()
    formation.save()
    record(
        actor=None,
        verb="circles.propose",
        target=formation,
        details={"circles": len(circles), "placements": len(proposal.placements)},
    )


def _keep_circles(formation: Formation, proposal: Proposal) -> list[Circle]:
    """Number the new circles level by level, after those that exist, and join them to their parents.

    An existing circle is left as it is; whom it is to join is noted with the formation until it is published.
    """
    last = dict(Circle.objects.values_list("level").annotate(Max("number")).order_by())
    there = Circle.objects.in_bulk([draft.existing for draft in proposal.circles if draft.existing is not None])
    circles = []
    for draft in proposal.circles:
        if draft.existing is not None:
            circles.append(there[draft.existing])
            continue
        last[draft.level] = last.get(draft.level, 0) + 1
        circles.append(_new_circle(formation, draft, last[draft.level]))
    new = [circle for circle in circles if circle.pk is None]
    Circle.objects.bulk_create(new, batch_size=1000)
    joined, joins = [], []
    for circle, draft in zip(circles, proposal.circles, strict=True):
        if draft.parent is None:
            continue
        if draft.existing is not None:
            joins.append([circle.pk, circles[draft.parent].pk])
        else:
            circle.parent = circles[draft.parent]
            joined.append(circle)
    Circle.objects.bulk_update(joined, ["parent"], batch_size=500)
    if joins:
        formation.options = formation.options | {"joins": joins}
    return circles


def _new_circle(formation: Formation, draft: CircleDraft, number: int) -> Circle:
    return Circle(
        formation=formation,
        level=draft.level,
        number=number,
        language=draft.language,
        zone=draft.zone,
        weekday=draft.weekday,
        starts_at=draft.starts_at,
        minutes=draft.minutes,
        seats_min=draft.seats_min,
        seats_max=draft.seats_max,
        quality=dict(draft.quality),
    )


def _named(kept: Mapping[str, Any], circles: Sequence[Circle]) -> dict[str, Any]:
    """The same with circles by their numbers: in a draft they are named by their place in the proposal."""
    named = dict(kept)
    for key in ("alternative", "circle"):
        if named.get(key) is not None:
            named[key] = circles[named[key]].number
    if "of" in named:
        below = circles[named["of"]]
        named["of"] = [below.level, below.number]
    return named
