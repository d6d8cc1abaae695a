"""A circle's voice, for other programs of those who sit in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from tenfold.fellowship.circles.queries.access import access_circle, access_own_seat
from tenfold.fellowship.members.guards import account_of

from .actions import lay_down, say_willing
from .queries import voice

router = Router(tags=["delegates"])


class PlaceOut(Schema):
    """Somebody's place in the rotation; ``hinders`` says why it passes them over now."""

    key: str
    name: str
    hinders: str


class TermOut(Schema):
    """Somebody who carried the voice."""

    key: str
    name: str
    since: datetime
    until: datetime | None


class VoiceOut(Schema):
    """Who carries the circle's voice, who is asked, and who comes next."""

    above: tuple[int, int]
    carrier: TermOut | None
    asked: str | None
    rotation: list[PlaceOut]
    past: list[TermOut]
    willing: bool | None


class WillingIn(Schema):
    """``willing``: true, false, or null for not said."""

    willing: bool | None = None


@router.get("circles/{int:level}-{int:number}/voice", response=VoiceOut)
def circle_voice(request: HttpRequest, level: int, number: int) -> Any:
    """The voice of my circle in the circle above."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    seat = access_own_seat(viewer=account_of(request), circle=circle)
    found = voice(circle, viewer=seat.member, now=timezone.now())
    if found is None:
        raise Http404
    carrier = found.carrier
    return {
        "above": (found.above.level, found.above.number),
        "carrier": _term(carrier.member.key, carrier.member.name, carrier.since, found.until) if carrier else None,
        "asked": found.asked.member.key if found.asked else None,
        "rotation": [
            {"key": place.member.key, "name": place.member.name, "hinders": place.hinders} for place in found.places
        ],
        "past": [_term(term.member.key, term.member.name, term.since, term.until) for term in found.past],
        "willing": found.willing,
    }


@router.post("circles/{int:level}-{int:number}/voice/willing", response={204: None})
def voice_willing(request: HttpRequest, level: int, number: int, said: WillingIn) -> Any:
    """Say whether I would carry my circle's voice when my turn comes."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    access_own_seat(viewer=account_of(request), circle=circle)
    say_willing(actor=account_of(request), circle=circle, willing=said.willing)
    return Status(204, None)


@router.post("circles/{int:level}-{int:number}/voice/lay-down", response={204: None})
def voice_lay_down(request: HttpRequest, level: int, number: int) -> Any:
    """Lay down the voice that I carry; my seat in the circle stays."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    access_own_seat(viewer=account_of(request), circle=circle)
    lay_down(actor=account_of(request), circle=circle)
    return Status(204, None)


def _term(key: str, name: str, since: datetime, until: datetime | None) -> dict[str, Any]:
    return {"key": key, "name": name, "since": since, "until": until}
