"""A circle's outer gathering, for other programs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from tenfold.fellowship.circles.queries.access import access_circle, access_own_seat
from tenfold.fellowship.circles.schemas import ProblemOut
from tenfold.fellowship.members.guards import account_of

from .actions import say_attendance
from .queries import outer_of

router = Router(tags=["gatherings"])


class PastOut(Schema):
    """A gathering that was, and how many said that they were there."""

    starts_at: datetime
    there: int


class OuterOut(Schema):
    """The last and the coming gathering, what I said of each, and who cannot come next time."""

    last: datetime
    coming: datetime
    mine_last: bool | None
    mine_coming: bool | None
    cannot: list[str]
    past: list[PastOut]


class SayIn(Schema):
    """``there``: true, false, or null to take back what was said."""

    starts_at: datetime
    there: bool | None = None


@router.get("circles/{int:level}-{int:number}/gatherings", response=OuterOut)
def gatherings(request: HttpRequest, level: int, number: int) -> Any:
    """My circle's outer gathering."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    seat = access_own_seat(viewer=account_of(request), circle=circle)
    return asdict(outer_of(circle, viewer=seat.member, now=timezone.now()))


@router.post("circles/{int:level}-{int:number}/gatherings", response={204: None, 409: ProblemOut})
def say(request: HttpRequest, level: int, number: int, said: SayIn) -> Any:
    """Say whether I was at the last gathering or come to the next one; nobody says it for me."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    access_own_seat(viewer=account_of(request), circle=circle)
    starts_at = said.starts_at if timezone.is_aware(said.starts_at) else timezone.make_aware(said.starts_at)
    say_attendance(actor=account_of(request), circle=circle, starts_at=starts_at, there=said.there)
    return Status(204, None)
