"""What this room shows on a ten's page, to those who sit there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tenfold.fellowship.circles.models import LIVE, Circle
from tenfold.fellowship.circles.queries.circle import figures
from tenfold.fellowship.circles.queries.mine import seat_in
from tenfold.fellowship.members.models import Member

from ..models import Ask
from ..queries.asks import asks_of, own_move
from ..queries.renewals import my_changes, open_season
from ..words import ASKS, BEGIN, hour_sides


def asks_panel(circle: Circle, viewer: Member) -> Mapping[str, Any] | None:
    """What the ten asks for, and what could be asked; None for those who do not sit in it."""
    if circle.level != 1 or circle.standing not in LIVE:
        return None
    seat = seat_in(circle, viewer)
    if seat is None:
        return None
    found = asks_of(circle, viewer=viewer)
    asked = {one.ask.kind for one in found}
    full = figures(circle).open_seats == 0
    kinds = [kind for kind in BEGIN if kind not in asked and not (kind == Ask.Kind.PERSON and full)]
    return {
        "circle": circle,
        "asks": [(one, ASKS[Ask.Kind(one.ask.kind)]) for one in found],
        "begin": [(str(kind), BEGIN[kind]) for kind in kinds] if seat.paused_until is None else [],
        "present": seat.paused_until is None,
        "move": own_move(viewer),
        "season": open_season(),
    }


def changes_panel(circle: Circle, viewer: Member) -> Mapping[str, Any] | None:
    """Another hour that is proposed to this circle and waits for the viewer's answer."""
    waiting = [
        (consent, hour_sides(hour, viewer.zone))
        for consent in my_changes(viewer)
        for hour in consent.change.hours.all()
        if hour.circle_id == circle.pk
    ]
    return {"changes": waiting} if waiting else None


def today_panel(member: Member) -> Mapping[str, Any] | None:
    """What a member is asked together with their ten and has not answered, and an open season they said nothing of."""
    waiting = [
        (consent, hour_sides(hour, member.zone))
        for consent in my_changes(member)
        if consent.said is None
        for hour in consent.change.hours.all()
    ]
    season = open_season()
    if season is not None:
        sits = member.seats.filter(level=1, left_at__isnull=True).exists()
        season = season if sits and not season.wishes.filter(member=member).exists() else None
    return {"changes": waiting, "season": season} if waiting or season else None
