"""What follows in this room when somebody sits down or leaves: asks that are answered, or nobody's any more."""

from __future__ import annotations

from typing import Any

from tenfold.fellowship.circles.models import Seat

from ..models import Ask, Support
from .asks import end


def seat_was_taken(*, seat: Seat, **_more: Any) -> None:
    """Somebody came: a ten that asked for a new member has one, and whoever asked to move has moved."""
    if seat.level != 1:
        return
    for ask in Ask.objects.filter(circle=seat.circle_id, kind=Ask.Kind.PERSON, standing=Ask.Standing.OPEN):
        end(ask, Ask.Standing.ANSWERED)
    for ask in _moves_of(seat).exclude(circle=seat.circle_id):
        end(ask, Ask.Standing.ANSWERED)


def seat_was_left(*, seat: Seat, **_more: Any) -> None:
    """Somebody left: what they supported there they support no more."""
    if seat.level != 1:
        return
    Support.objects.filter(ask__circle=seat.circle_id, member=seat.member_id, ask__standing=Ask.Standing.OPEN).delete()
    asks = Ask.objects.filter(circle=seat.circle_id, standing=Ask.Standing.OPEN).exclude(kind=Ask.Kind.MOVE)
    for ask in asks.filter(supports__isnull=True):
        end(ask, Ask.Standing.TAKEN_BACK)
    for ask in _moves_of(seat).filter(circle=seat.circle_id):
        end(ask, Ask.Standing.ANSWERED)


def _moves_of(seat: Seat) -> Any:
    return Ask.objects.filter(begun_by=seat.member_id, kind=Ask.Kind.MOVE, standing=Ask.Standing.OPEN)
