"""A proposal that nobody answered in the time it was open is no longer open. That is no answer, and blames nobody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Member

from ..models import Placement
from .locks import lock_circles
from .seats import withdraw_above
from .settling import settle


def lapse_offers(now: datetime) -> None:
    """Close what was open until ``now``. For the keeper: each in a transaction of its own, so that it may be killed."""
    over = Placement.objects.filter(standing=Placement.Standing.OFFERED, expires_at__lte=now)
    for pk, member in list(over.order_by("level", "pk").values_list("pk", "member")):
        _lapse(pk, member, now)


@transaction.atomic
def _lapse(pk: int, member_id: int, now: datetime) -> None:
    """Close one proposal, unless it was answered in the meantime. Whoever waits goes on waiting, where they were."""
    member = Member.objects.select_for_update().filter(pk=member_id).first()
    asked = (
        Placement.objects.select_for_update()
        .filter(pk=pk, standing=Placement.Standing.OFFERED, expires_at__lte=now)
        .first()
    )
    if member is None or asked is None:
        return
    asked.standing = Placement.Standing.LAPSED
    asked.decided_at = now
    asked.save(update_fields=["standing", "decided_at"])
    above = withdraw_above(member, asked, standing=Placement.Standing.LAPSED)
    for circle in lock_circles(above | {asked.circle_id}).values():
        settle(circle)
    record(actor=None, verb="circles.lapse", target=asked, concerns=[member], details={"circle": asked.circle_id})
