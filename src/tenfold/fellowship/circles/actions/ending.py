"""Ending a seat by a decision of conduct: the one way in which a seat is lost without its member's own act."""

from __future__ import annotations

from django.db import transaction

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.permissions import Permission, require

from ..models import Seat
from .seats import open_seats, vacate


@transaction.atomic
def end_seat(*, actor: Account, seat: Seat) -> None:
    """End a seat, with the voices carried upwards from it. What is proposed elsewhere stays proposed.

    Only a decision of the room of conduct calls this: it has a reason, which the person reads and may appeal.

    :raises PermissionDenied: for whoever may not decide such matters.
    """
    require(actor, Permission.HANDLE_MATTERS)
    member = Member.objects.select_for_update().get(pk=seat.member_id)
    if not open_seats(member.pk, from_level=seat.level).filter(pk=seat.pk).exists():
        return
    vacate(member, seats_from=seat.level, offers_from=seat.level + 1, actor=actor)
    record(actor=actor, verb="circles.end_seat", target=seat, concerns=[member], details={"circle": seat.circle_id})
