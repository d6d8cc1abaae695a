"""What this room puts into everybody's export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tenfold.fellowship.members.models import Member

from ..models import Formation, Letter, LetterChoice, Placement, Seat, Unplaced


def placements_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """Every placement that a member may know of."""
    for placement in (
        Placement.objects.filter(member=member).exclude(standing=Placement.Standing.DRAFT).select_related("circle")
    ):
        yield {
            "level": placement.level,
            "circle": placement.circle.number,
            "standing": placement.standing,
            "offered_at": placement.offered_at,
            "expires_at": placement.expires_at,
            "decided_at": placement.decided_at,
            "answer": placement.answer,
            "reasons": placement.reasons,
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
            "paused_until": seat.paused_until,
            "willing": seat.willing,
        }


def unplaced_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """Every published formation that found no seat for a member, why, and what would have helped."""
    published = Unplaced.objects.filter(member=member, formation__standing=Formation.Standing.PUBLISHED)
    for found in published.select_related("formation").order_by("formation__published_at"):
        yield {"published_at": found.formation.published_at, "reason": found.reason, "remedies": found.remedies}


def letters_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """Every letter about a proposal, and first whether such letters are wished."""
    stopped = LetterChoice.objects.filter(member=member, proposals=False).exists()
    yield {"what": "letters about proposals are wished", "yes": not stopped}
    for letter in Letter.objects.filter(member=member).order_by("pk"):
        yield {"what": "letter about a proposal", "sent_at": letter.sent_at, "due_at": letter.due_at}
