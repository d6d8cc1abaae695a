"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString, mark_safe

from tenfold.fellowship.circles.queries.nest import own_way, top_rings
from tenfold.fellowship.circles.views.words import whole_drawn
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.permissions import Permission, allowed
from tenfold.fellowship.members.queries import fellowship, member_of
from tenfold.site.templatetags.circle_drawing import draw_whole

HEADER_DOTS = 220
SECONDS_KEPT = 300
"""How old the whole in the header may be: it is a feeling for the whole, not a count."""


def house(request: HttpRequest) -> dict[str, Any]:
    """The fellowship, the member who looks (if any), the whole with their place in it, and whether this is the demo."""
    account = getattr(request, "user", None)
    known = account if account is not None and account.is_authenticated else None
    found = member_of(account=known) if known else None
    me = found if found is not None and found.standing == Standing.ENTERED else None
    return {
        "fellowship": fellowship(),
        "me": me,
        "is_steward": me is not None and allowed(known, Permission.FORM_CIRCLES),
        "whole_drawing": SimpleLazyObject(lambda: small_whole(me)) if me is not None else "",
        "demo": settings.DEMO,
    }


def small_whole(member: Member) -> SafeString:
    """The whole with the member's ten lit, small enough for every page; drawn once for all who share a ten."""
    way = own_way(member)
    key = f"small-whole:{way[0].pk if way else 0}"
    drawn = cache.get(key)
    if drawn is None:
        rings = top_rings(member)
        drawn = str(draw_whole(whole_drawn(rings), most_dots=HEADER_DOTS)) if any(ring.people for ring in rings) else ""
        cache.set(key, drawn, SECONDS_KEPT)
    drawing: SafeString = mark_safe(drawn)  # noqa: S308  (our own drawing, which escapes every label)
    return drawing
