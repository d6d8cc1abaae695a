"""What belongs to one member: their circles, and what waits for their answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tenfold.fellowship.members.models import Member

from ..hour import Meeting, next_meeting
from ..models import Circle, Formation, Placement, Seat, Unplaced
from .access import PARENTS


def my_seats(member: Member) -> list[Seat]:
    """The seats a member holds now, the ten first, each with its circle."""
    return list(
        Seat.objects.filter(member=member, left_at__isnull=True).select_related(f"circle__{PARENTS}").order_by("level")
    )


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


def placements_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """Every placement that a member may know of."""
    for placement in (
        Placement.objects.filter(member=member).exclude(standing=Placement.Standing.DRAFT).select_related("circle")
    ):
        yield {
            "level": placement.level,
            "circle": placement.circle.number,
            "standing": placement.standing,
            "decided_at": placement.decided_at,
            "explanation": placement.explanation,
        }


def seats_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """Every seat a member has or had."""
    for seat in Seat.objects.filter(member=member).select_related("circle").order_by("since"):
        yield {
            "level": seat.level,
            "circle": seat.circle.number,
            "language": seat.circle.language,
            "since": seat.since,
            "left_at": seat.left_at,
        }


def unplaced_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """Every published formation that found no seat for a member, why, and what would have helped."""
    published = Unplaced.objects.filter(member=member, formation__standing=Formation.Standing.PUBLISHED)
    for found in published.select_related("formation").order_by("formation__published_at"):
        yield {"published_at": found.formation.published_at, "reason": found.reason, "remedies": found.remedies}
