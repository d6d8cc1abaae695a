"""What belongs to one member: their circles, and what waits for their answer."""

from __future__ import annotations

from datetime import datetime

from tenfold.fellowship.members.models import Member
from tenfold.fellowship.once import once

from ..hour import Meeting, next_meeting
from ..models import Circle, Formation, Placement, Seat, Unplaced

PARENTS = "parent__parent__parent__parent__parent__parent__parent__parent"
"""Enough storeys for a thousand million tens, fetched in one query."""


def my_seats(member: Member) -> list[Seat]:
    """The seats a member holds now, the ten first, each with its circle."""
    return list(_seats(member))


@once
def _seats(member: Member) -> tuple[Seat, ...]:
    held = Seat.objects.filter(member=member, left_at__isnull=True)
    return tuple(held.select_related(f"circle__{PARENTS}").order_by("level"))


def seat_in(circle: Circle, member: Member) -> Seat | None:
    """The seat a member holds in one circle, if they sit there. No query beside that of :func:`my_seats`."""
    return next((seat for seat in _seats(member) if seat.circle_id == circle.pk), None)


def my_circles(member: Member) -> list[Circle]:
    """The circles a member sits in, the ten first, then those they are a delegate in. One query."""
    return [seat.circle for seat in my_seats(member)]


def open_placements(member: Member) -> list[Placement]:
    """What is proposed to a member and waits for their answer, the ten first. One query."""
    return list(
        Placement.objects.filter(member=member, standing=Placement.Standing.OFFERED)
        .select_related("formation", "circle__parent")
        .order_by("level")
    )


def last_unplaced(member: Member) -> Unplaced | None:
    """Why the last published formation found no seat for a member; None if it did, or there was none. One query."""
    found = Unplaced.objects.filter(member=member, formation__standing=Formation.Standing.PUBLISHED)
    return found.select_related("member", "formation").order_by("-formation__published_at").first()


def next_hour(circle: Circle, zone: str, now: datetime) -> Meeting:
    """When the circle meets next (or meets now), on the clock of ``zone``."""
    return next_meeting(circle, zone=zone, now=now)
