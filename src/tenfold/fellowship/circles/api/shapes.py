"""What the API of this room answers, made of its rows."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tenfold.fellowship.members.models import Member

from .. import schemas
from ..effects import IMPOSSIBLE, Effect
from ..explaining import words_for
from ..holding import said_with
from ..hour import next_meeting
from ..models import Circle, Formation, Placement, Seat
from ..names import circle_name
from ..queries import circle as circle_queries

REFUSED = {409: schemas.ProblemOut}
MISTAKEN = {422: schemas.ProblemOut}
Answer = Any


def circle_out(found: Circle) -> dict[str, Any]:
    meeting = next_meeting(found, zone="UTC", now=timezone.now())
    figures = circle_queries.figures(found)
    return {
        "level": found.level,
        "number": found.number,
        "name": circle_name(found.level, found.number, found.name),
        "standing": found.standing,
        "language": found.language,
        "hour": {
            "weekday": found.weekday,
            "starts_at": f"{found.starts_at:%H:%M}",
            "zone": found.zone,
            "minutes": found.minutes,
            "next_starts": meeting.starts,
            "next_ends": meeting.ends,
        },
        "parent": (found.parent.level, found.parent.number) if found.parent else None,
        "seated": figures.seated,
        "open_seats": figures.open_seats,
    }


def placement_out(found: Placement) -> dict[str, Any]:
    former = found.replaces if found.standing == Placement.Standing.OFFERED else None
    return {
        "id": found.pk,
        "kind": found.formation.kind,
        "level": found.level,
        "standing": found.standing,
        "circle": circle_out(found.circle),
        "instead_of": (former.circle.level, former.circle.number)
        if former and former.member_id == found.member_id
        else None,
        "why": words_for(found, on=timezone.now().date()),
        "together": said_with(found),
        "offered_at": found.offered_at,
        "open_until": found.expires_at,
        "answer": found.answer,
        "reasons": found.reasons,
    }


def seat_out(seat: Seat) -> dict[str, Any]:
    return {"circle": circle_out(seat.circle), "since": seat.since, "paused_until": seat.paused_until}


def waiting_out(member: Member) -> dict[str, Any]:
    return {
        "waits": member.waits_since is not None,
        "since": member.waits_since,
        "not_before": member.not_before,
    }


def formation_out(found: Formation) -> dict[str, Any]:
    return {
        "id": found.pk,
        "standing": found.standing,
        "progress": found.progress,
        "stage": found.stage,
        "failure": found.failure,
        "created_at": found.created_at,
        "finished_at": found.finished_at,
        "published_at": found.published_at,
        "quality": found.quality,
        "unplaced": found.unplaced.count(),
    }


def proposed_out(found: Circle) -> dict[str, Any]:
    drafts: list[Placement] = found.people  # type: ignore[attr-defined]  # put there by circles_page
    return {
        "level": found.level,
        "number": found.number,
        "language": found.language,
        "zone": found.zone,
        "weekday": found.weekday,
        "starts_at": f"{found.starts_at:%H:%M}",
        "minutes": found.minutes,
        "people": [
            {
                "key": draft.member.key,
                "name": draft.member.name,
                "standing": draft.standing,
                "moved_by_hand": draft.moved_by_hand,
            }
            for draft in drafts
        ],
    }


def effect_out(found: Effect) -> dict[str, Any]:
    return {
        "possible": found.possible,
        "breaks": sorted(rule.name.lower() for rule in found.breaks - IMPOSSIBLE),
        "sizes": {change.circle.number: change.size for change in found.changes},
    }
