"""The panel of a circle's voice, and what its buttons send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.circles.queries.access import access_circle, access_own_seat
from tenfold.fellowship.circles.views.words import address_of, name_of
from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from .actions import lay_down, say_willing
from .queries import voice

SAID = {"yes": True, "no": False, "nothing": None}

HINDERS = {
    "away": gettext_lazy("is away"),
    "unwilling": gettext_lazy("would rather not"),
    "language": gettext_lazy("does not speak the language of the circle above"),
    "hour": gettext_lazy("cannot at the hour of the circle above"),
    "passed": gettext_lazy("passed this time"),
}
"""Why the turn passes somebody over, after their name."""


@member_required
@require_POST
def willing(request: HttpRequest, _member: Member, level: int, number: int) -> HttpResponse:
    """Say whether one would carry the circle's voice."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    access_own_seat(viewer=account_of(request), circle=circle)
    said = request.POST.get("willing", "")
    if said in SAID:
        say_willing(actor=account_of(request), circle=circle, willing=SAID[said])
    else:
        messages.error(request, _("This could not be read. Nothing was changed."))
    return redirect(f"{address_of(circle)}#voice")


@member_required
@require_POST
def down(request: HttpRequest, _member: Member, level: int, number: int) -> HttpResponse:
    """Lay down the voice that one carries."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    access_own_seat(viewer=account_of(request), circle=circle)
    lay_down(actor=account_of(request), circle=circle)
    messages.success(request, _("You have laid the voice down. The next in turn will be asked."))
    return redirect(f"{address_of(circle)}#voice")


def panel(circle: Circle, viewer: Member) -> Mapping[str, Any] | None:
    """The voice of the circle, for those who sit in it."""
    found = voice(circle, viewer=viewer, now=timezone.now())
    if found is None:
        return None
    return {
        "circle": circle,
        "voice": found,
        "above": name_of(found.above),
        "above_href": address_of(found.above),
        "places": [(place, HINDERS.get(place.hinders, "")) for place in found.places],
        "able": any(not place.hinders for place in found.places),
    }
