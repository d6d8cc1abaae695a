"""Taking the circles along as a table: who sits where."""

from __future__ import annotations

from django.db import transaction

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.members.queries import unseen

from ..models import LIVE, Circle, Seat

Row = dict[str, str | int]


@transaction.atomic
def take_list(*, actor: Account) -> list[Row]:
    """One row for each seat that is held, the lowest level first; a circle in which nobody sits has a row of its own.

    Each person in it can read in their record that it was taken.

    :raises PermissionDenied: unless the actor forms circles.
    """
    require(actor, Permission.FORM_CIRCLES)
    held = Seat.objects.filter(left_at__isnull=True, circle__standing__in=LIVE).exclude(unseen("member__"))
    seats: dict[int, list[Seat]] = {}
    for seat in held.select_related("member").order_by("chair"):
        seats.setdefault(seat.circle_id, []).append(seat)
    circles = Circle.objects.filter(standing__in=LIVE).select_related("parent").order_by("level", "number")
    rows = [_row(circle, seat) for circle in circles for seat in seats.get(circle.pk, [None])]
    people = {seat.member_id: seat.member for those in seats.values() for seat in those}
    record(actor=actor, verb="circles.take_list", concerns=people.values(), details={"people": len(people)})
    return rows


def _row(circle: Circle, seat: Seat | None) -> Row:
    parent = circle.parent
    return {
        "level": circle.level,
        "number": circle.number,
        "name": circle.name,
        "standing": circle.standing,
        "parent": f"{parent.level}-{parent.number}" if parent else "",
        "language": circle.language,
        "timezone": circle.zone,
        "weekday": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[circle.weekday],
        "starts_at": f"{circle.starts_at:%H:%M}",
        "minutes": circle.minutes,
        "person": seat.member.name if seat else "",
        "key": seat.member.key if seat else "",
        "id": (seat.member.external_id or "") if seat else "",
        "since": seat.since.date().isoformat() if seat else "",
        "paused_until": seat.paused_until.isoformat() if seat and seat.paused_until else "",
    }
