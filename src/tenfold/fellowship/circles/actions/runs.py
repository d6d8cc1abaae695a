"""What a run at work writes: that it lives, how far it is, and at the very end its result, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.models import Standing as MemberStanding

from ..models import Circle, Formation, Placement, Unplaced
from ..proposal import Proposal
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
    circles = _keep_circles(formation, proposal)
    here = set(Member.objects.exclude(standing=MemberStanding.LEFT).values_list("pk", flat=True))
    Placement.objects.bulk_create(
        (
            Placement(
                formation=formation,
                circle=circles[draft.circle],
                member_id=draft.member_id,
                level=circles[draft.circle].level,
                explanation=_named(draft.explanation, circles),
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
    return True


def _keep_circles(formation: Formation, proposal: Proposal) -> list[Circle]:
    """Number the circles level by level, after those that exist, and join them to their parents."""
    last = dict(Circle.objects.values_list("level").annotate(Max("number")).order_by())
    circles = []
    for draft in proposal.circles:
        last[draft.level] = last.get(draft.level, 0) + 1
        circles.append(
            Circle(
                formation=formation,
                level=draft.level,
                number=last[draft.level],
                language=draft.language,
                zone=draft.zone,
                weekday=draft.weekday,
                starts_at=draft.starts_at,
                minutes=draft.minutes,
                seats_min=draft.seats_min,
                seats_max=draft.seats_max,
                quality=dict(draft.quality),
            )
        )
    Circle.objects.bulk_create(circles, batch_size=1000)
    for circle, draft in zip(circles, proposal.circles, strict=True):
        circle.parent = circles[draft.parent] if draft.parent is not None else None
    Circle.objects.bulk_update([circle for circle in circles if circle.parent], ["parent"], batch_size=500)
    return circles


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
