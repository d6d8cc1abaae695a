"""What this room shows on the pages of others: a circle's, the whole's, Today, a desire's, and the common ground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tenfold.fellowship.circles.models import LIVE, Circle
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.desires.reach import circles_of, may_see
from tenfold.fellowship.members.models import Member

from ..queries.ground import brief, carried_into_sight
from ..queries.texts import open_of, standing_of
from ..queries.today import waiting_for
from ..queries.walking import fate_of
from .common import address_of, called, page_of


def on_circle(circle: Circle, viewer: Member) -> Mapping[str, Any] | None:
    """The one desire of a circle, for those who belong to it; for others what was carried to where they read it."""
    own = {above.pk for above in circles_of(viewer)}
    if circle.pk in own:
        return _ground(circle, viewer, count=0) if circle.standing in LIVE else None
    text = carried_into_sight(circle, viewer_circles=own)
    return {"circle": circle, "carried": text} if text is not None else None


def on_whole(viewer: Member) -> Mapping[str, Any] | None:
    """The one desire of the whole."""
    return _ground(None, viewer, count=3)


def _ground(circle: Circle | None, viewer: Member, *, count: int) -> Mapping[str, Any]:
    """What unites is on a circle's page already; the whole's shows ``count`` of it."""
    seen = brief(circle, viewer=viewer, count=count)
    page = page_of(seen.open) if seen.open is not None else ""
    return {"circle": circle, "name": called(circle), "seen": seen, "address": address_of(circle), "page": page}


def on_today(viewer: Member) -> Mapping[str, Any] | None:
    """What waits for a word of mine."""
    waiting = waiting_for(viewer)
    if not waiting.anything:
        return None
    return {"waiting": waiting, "asked": [(called(one.circle), page_of(one)) for one in waiting.asked]}


def fate(desire: Desire, viewer: Member) -> Mapping[str, Any] | None:
    """Where the words of a desire went: for those who belong to its circle."""
    if not may_see(viewer, desire.circle):
        return None
    found = fate_of(desire)
    return {"parts": found} if found else None


def ground(circle: Circle | None, viewer: Member) -> Mapping[str, Any] | None:
    """The way from what unites to the one desire."""
    if not may_see(viewer, circle):
        return None
    return {
        "circle": circle,
        "standing": standing_of(circle),
        "open": open_of(circle),
        "address": address_of(circle),
    }
